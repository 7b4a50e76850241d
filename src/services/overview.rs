//! What pages show at one glance. Each is one consistent view, and changes nothing.

use super::sheets::{Lines, Material, Prices, Wanted};
use super::{Context, ServiceError, names, sheets};
use crate::domain::builds::Build;
use crate::domain::clearing::{BuildSheet, Tally, work_out};
use crate::domain::ids::ProjectId;
use crate::domain::overview::{BuildPage, BuildRow, Buying, ProjectPage, ProjectRow, VersionRow};
use crate::domain::purchasing::Stage;
use crate::store::orders::Vendors;
use crate::store::{self, Tx};
use std::collections::BTreeMap;

/// How many missing parts a list names.
const NAMED: usize = 3;

/// A build with everything that its page shows and computes with.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that key or number.
pub async fn build(context: &Context, build: &str) -> Result<BuildPage, ServiceError> {
    let mut tx = context.read().await?;
    let build = names::build(&mut tx, build).await?;
    let bom = build.standing_bom();
    let sheet = sheets::load(&mut tx, &build, bom).await?;
    Ok(BuildPage {
        buying: buying(&mut tx, &sheet).await?,
        sheet,
        project: store::overview::project_of(&mut tx, &build).await?,
        commit: match bom {
            Some(bom) => store::overview::commit(&mut tx, bom).await?,
            None => None,
        },
        ahead: store::overview::ahead(&mut tx, &build).await?,
        seen: store::events::newest(&mut tx).await?,
        build,
    })
}

/// Every build, in line.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn builds(context: &Context) -> Result<Vec<BuildRow>, ServiceError> {
    let mut tx = context.read().await?;
    rows(&mut tx, None).await
}

/// Every project that is not archived, by name.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn projects(context: &Context) -> Result<Vec<ProjectRow>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::overview::projects(&mut tx, None).await?)
}

/// A project with its versions and builds.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that number.
pub async fn project(context: &Context, number: u64) -> Result<ProjectPage, ServiceError> {
    let mut tx = context.read().await?;
    let project = numbered(&mut tx, number).await?;
    Ok(ProjectPage {
        versions: store::overview::versions(&mut tx, project.id).await?,
        builds: rows(&mut tx, Some(project.id)).await?,
        project,
    })
}

/// A project's versions, newest first.
///
/// # Errors
/// [`ServiceError::NotFound`] without the project.
pub async fn versions(context: &Context, number: u64) -> Result<Vec<VersionRow>, ServiceError> {
    let mut tx = context.read().await?;
    let project = numbered(&mut tx, number).await?;
    Ok(store::overview::versions(&mut tx, project.id).await?)
}

async fn numbered(tx: &mut Tx, number: u64) -> Result<ProjectRow, ServiceError> {
    let none = || ServiceError::not_found("project", number);
    let id = ProjectId::new(i64::try_from(number).map_err(|_| none())?);
    store::overview::projects(tx, Some(id)).await?.pop().ok_or_else(none)
}

async fn buying(tx: &mut Tx, sheet: &BuildSheet) -> Result<Buying, ServiceError> {
    let mut open = store::orders::open_lines(tx).await?;
    // Whatever is drafted pays its shipping already; of what is on its way, the build's parts matter.
    open.retain(|line| line.stage == Stage::Draft || sheet.parts.contains_key(&line.part));
    Ok(Buying {
        vendors: store::orders::vendors(tx, Vendors::InUse).await?,
        rates: store::orders::rates(tx).await?,
        open,
    })
}

/// The builds with how they stand now. An open one is worked out as its page does it, so that both say
/// the same; one that is clear, or over, stands as it was left.
async fn rows(tx: &mut Tx, project: Option<ProjectId>) -> Result<Vec<BuildRow>, ServiceError> {
    let mut rows = store::overview::builds(tx, project).await?;
    let open = store::builds::open(tx, project).await?;
    let lines = Lines::read(tx, open.iter().filter_map(Build::standing_bom)).await?;
    let sheets: Vec<Wanted<'_>> =
        open.iter().map(|build| lines.wanted(build, build.standing_bom())).collect();
    let material = Material::read(tx, &sheets, Prices::WhereTheyDecide).await?;
    let standing: BTreeMap<i64, Wanted<'_>> =
        sheets.into_iter().map(|wanted| (wanted.build.number, wanted)).collect();
    for row in &mut rows {
        if let Some(wanted) = standing.get(&row.number) {
            (row.tally, row.clear, row.short_of) = stands(wanted.build, &material.sheet(*wanted));
        }
    }
    Ok(rows)
}

/// How an open build stands, whether everything is here, and the names of a few parts that are missing.
fn stands(build: &Build, sheet: &BuildSheet) -> (Tally, bool, Vec<String>) {
    let readiness = work_out(sheet, &build.choices());
    let missing = readiness.needs.iter().filter(|need| need.is_missing()).take(NAMED);
    let names =
        missing.filter_map(|need| sheet.parts.get(&need.part).map(|part| part.name.clone())).collect();
    (readiness.tally(), readiness.clear, names)
}
