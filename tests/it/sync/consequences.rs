//! A preview says which builds would newly miss something, and writes nothing.

use super::workshop::{BOM_HEAD, SECOND, Workshop};
use ctb::domain::bom::Reference;
use ctb::domain::builds::BuildStatus;
use ctb::domain::quantity::Quantity;
use ctb::services::bom_sync::{self, BuildConsequence};
use ctb::services::builds::{self, Plan};
use ctb::services::decisions::LineWord;
use ctb::services::inventory::{self, Place};
use ctb::services::{Request, state};

const R: &str = "Resistor_SMD:R_0805_2012Metric";

fn bom(rows: &[&str]) -> String {
    rows.iter().fold(BOM_HEAD.to_owned(), |bom, row| format!("{bom}{row}\n"))
}

fn resistors(references: &str, quantity: u32, value: &str) -> String {
    format!("\"1\",\"{references}\",\"{quantity}\",\"{value}\",\"{R}\",\"\",\"\",\"\"")
}

/// Two 10k and a jack that somebody matched; five 10k and five odd parts are there.
async fn workshop() -> Workshop {
    let jack = "\"2\",\"J1\",\"1\",\"Tune\",\"Eurorack:Jack\",\"\",\"\",\"\"";
    let workshop = Workshop::with_lfo(&bom(&[&resistors("R1, R2", 2, "10k"), jack])).await;
    workshop.sync().await.unwrap();
    workshop.decide("J1", LineWord::Match("odd".into())).await;
    for part in ["r-10k", "odd"] {
        let place = Place { part: part.into(), location: Some("Drawer".into()), lot: None };
        let pieces = Quantity::of(5);
        inventory::receive(&workshop.context, &Request::unkeyed(), &place, pieces, None).await.unwrap();
    }
    workshop
}

async fn build(workshop: &Workshop, quantity: u16, leave_out: &[&str]) -> String {
    let plan = Plan {
        project: "Lfo".into(),
        revision: "main".into(),
        quantity: Quantity::of(quantity),
        leave_out: leave_out.iter().map(|reference| Reference::new(*reference)).collect(),
        ..Plan::default()
    };
    builds::create(&workshop.context, &Request::unkeyed(), &plan).await.unwrap().build.to_string()
}

async fn preview(workshop: &Workshop) -> Vec<BuildConsequence> {
    let version = ("Lfo", "main");
    let fetched = bom_sync::fetch(&workshop.context, &workshop.client, version).await.unwrap();
    let before = (workshop.everything().await, state::state(&workshop.context).await.unwrap());
    let report = bom_sync::preview(&workshop.context, version, &fetched).await.unwrap();
    let after = (workshop.everything().await, state::state(&workshop.context).await.unwrap());
    assert_eq!(before, after, "a preview writes nothing");
    report.builds
}

/// In short: `2 r-10k (R1 R2 R3); no part: J2`.
fn told(build: &BuildConsequence) -> String {
    let missing = build.newly_missing.iter().map(|part| {
        let references: Vec<&str> = part.references.iter().map(Reference::as_str).collect();
        format!("{} {} ({})", part.short, part.part, references.join(" "))
    });
    let unmatched = build.unmatched.iter().map(|line| format!("no part: {}", line.references.join(" ")));
    missing.chain(unmatched).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn a_preview_says_what_each_build_would_newly_miss() {
    let workshop = workshop().await;
    let clear = build(&workshop, 1, &[]).await;
    builds::clear(&workshop.context, &Request::unkeyed(), &clear, None).await.unwrap();
    build(&workshop, 3, &[]).await;
    build(&workshop, 1, &["R2"]).await;
    let cancelled = build(&workshop, 90, &[]).await;
    builds::cancel(&workshop.context, &Request::unkeyed(), &cancelled).await.unwrap();
    workshop.push(
        SECOND,
        &bom(&[
            "\"1\",\"C1\",\"1\",\"1u\",\"Capacitor_SMD:C_0805\",\"\",\"\",\"\"",
            &resistors("R1, R2, R3", 3, "10k"),
            "\"3\",\"J1\",\"1\",\"Tune\",\"Eurorack:Jack\",\"\",\"\",\"\"",
        ]),
    );
    let builds = preview(&workshop).await;
    // Build 1 holds two of the five, needs one more, and three are free. Build 2 wants nine of those three
    // and misses three of six already. Build 3 leaves one of three out. Build 4 is out of the plan.
    let told: Vec<String> = builds.iter().map(told).collect();
    assert_eq!(told, ["no part: C1", "3 r-10k (R1 R2 R3); no part: C1", "no part: C1"]);
    assert_eq!(builds[0].status, BuildStatus::Cleared);
    assert_eq!(
        (builds[1].build, builds[1].project.as_str(), builds[1].revision.as_str()),
        (2, "Lfo", "main")
    );
}

#[tokio::test]
async fn what_a_preview_says_is_what_clearing_finds_after_the_sync() {
    let workshop = workshop().await;
    let number = build(&workshop, 2, &[]).await;
    workshop.push(SECOND, &bom(&[&resistors("R1, R2", 2, "47k"), &resistors("R3, R4, R5", 3, "10k")]));
    let told = preview(&workshop).await.remove(0);
    workshop.sync().await.unwrap();
    let found = builds::clear(&workshop.context, &Request::unkeyed(), &number, None).await.unwrap();
    let mut newly: Vec<_> = told.newly_missing.iter().map(|part| (part.part.clone(), part.short)).collect();
    newly.sort();
    let short: Vec<_> = found.shortages.iter().map(|part| (part.part.clone(), part.short)).collect();
    assert_eq!(newly, short, "nothing was missing before");
    assert_eq!(short, [("r-10k".to_owned(), Quantity::of(1)), ("r-47k".to_owned(), Quantity::of(4))]);
}

#[tokio::test]
async fn the_same_bom_again_has_no_consequences() {
    let workshop = workshop().await;
    build(&workshop, 9, &[]).await;
    assert_eq!(preview(&workshop).await, []);
}

#[tokio::test]
async fn a_first_sync_tells_everything_that_is_missing() {
    let workshop = Workshop::with_lfo(&bom(&[&resistors("R1", 1, "10k")])).await;
    build(&workshop, 2, &[]).await;
    assert_eq!(preview(&workshop).await.iter().map(told).collect::<Vec<_>>(), ["2 r-10k (R1)"]);
}
