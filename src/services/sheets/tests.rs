use super::*;
use crate::domain::clearing::work_out;
use crate::domain::ids::{ActorId, WorkspaceId};
use crate::domain::money::Currency;
use crate::domain::workspace::ActorKind;
use crate::services::{Clock, Context, Request, SystemClock, builds, demo, vendor_orders};
use crate::store::{Database, workspaces};
use std::sync::Arc;

/// The demo workshop: builds that compete, a cleared one, orders drafted and placed.
async fn workshop(folder: &tempfile::TempDir) -> Context {
    let url = format!("sqlite:{}", folder.path().join("ctb.db").display());
    let database = Database::open(&url.parse().unwrap()).await.unwrap();
    let (nobody, clock) = ((WorkspaceId::new(0), ActorId::new(0)), SystemClock);
    let mut tx = database.write(nobody.0, nobody.1, clock.now()).await.unwrap();
    let who = (ActorKind::CommandLine, "test");
    let (workspace, actor) = workspaces::add(&mut tx, "Workshop", Currency::USD, who).await.unwrap();
    tx.commit().await.unwrap();
    let context = Context::new(database, workspace, actor, Arc::new(clock));
    demo::fill(&context).await.unwrap();
    vendor_orders::generate(&context, &Request::unkeyed(), &vendor_orders::For::AllOpen).await.unwrap();
    context
}

#[tokio::test]
async fn sheets_that_are_read_together_are_those_read_alone() {
    let folder = tempfile::tempdir().unwrap();
    let context = workshop(&folder).await;
    let all = builds::list(&context).await.unwrap();
    let mut tx = context.read().await.unwrap();
    let lines = Lines::read(&mut tx, all.iter().filter_map(Build::standing_bom)).await.unwrap();
    let sheets: Vec<Wanted<'_>> = all.iter().map(|build| lines.wanted(build, build.standing_bom())).collect();
    let material = Material::read(&mut tx, &sheets, Prices::OfAll).await.unwrap();
    let unpriced = Material::read(&mut tx, &sheets, Prices::WhereTheyDecide).await.unwrap();
    assert!(unpriced.offers.len() < material.offers.len(), "no offer was left out");
    let mut parts = 0;
    for wanted in sheets {
        let build = wanted.build;
        let alone = load(&mut tx, build, build.standing_bom()).await.unwrap();
        parts += alone.parts.len();
        assert!(!alone.lines.is_empty() && !alone.stock.is_empty(), "build {}", build.number);
        assert_eq!(material.sheet(wanted), alone, "build {}", build.number);
        let needs = |sheet: &BuildSheet| work_out(sheet, &build.choices());
        assert_eq!(needs(&unpriced.sheet(wanted)), needs(&alone), "build {} without prices", build.number);
    }
    assert!(parts > material.parts.len(), "no two builds share a part");
    assert!(!material.incoming.is_empty() && !material.reserved.is_empty(), "nothing is ordered or reserved");
}
