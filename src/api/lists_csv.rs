//! The lists of vendors, packages, places, a place's content, a project's versions and jobs as CSV, each with what
//! its page shows under the same query, all of it.

use super::csv::file;
use crate::domain::csv_export::{Cell, CsvTable};
use crate::domain::ids::LocationId;
use crate::domain::lists::{self, ListQuery};
use crate::services::{Context, catalog, jobs, overview, places};
use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};

/// The exports, for whom `context` says.
pub(super) fn router(context: Context) -> Router {
    Router::new()
        .route("/vendors.csv", get(vendors))
        .route("/packages.csv", get(packages))
        .route("/stock.csv", get(all_places))
        .route("/stock/{place}/content.csv", get(content))
        .route("/projects/{project}/versions.csv", get(versions))
        .route("/settings/jobs.csv", get(all_jobs))
        .with_state(context)
}

async fn vendors(State(context): State<Context>, Query(query): Query<ListQuery>) -> Response {
    let table = catalog::vendors::list(&context).await.map(|rows| {
        let columns = ["Vendor", "Address", "Currency", "Shipping", "Free over", "Offers", "Archived"];
        let mut table = CsvTable::new(&columns);
        for vendor in lists::vendors(&rows, &query) {
            table.push(vec![
                vendor.vendor.into(),
                Cell::maybe(vendor.base_url),
                vendor.currency.code().into(),
                Cell::amount(vendor.shipping),
                vendor.free_shipping_over.map_or(Cell::Empty, Cell::amount),
                Cell::whole(vendor.offers),
                if vendor.archived { "yes" } else { "" }.into(),
            ]);
        }
        table
    });
    file("vendors", table)
}

async fn packages(State(context): State<Context>, Query(query): Query<ListQuery>) -> Response {
    let table = catalog::packages::list(&context).await.map(|rows| {
        let mut table = CsvTable::new(&["Package", "Technology", "Footprints", "Comes with", "Parts"]);
        for package in lists::packages(&rows, &query) {
            let comes: Vec<String> =
                package.implicit.iter().map(|with| format!("{} x {}", with.quantity, with.name)).collect();
            table.push(vec![
                package.package.into(),
                package.technology.name().into(),
                package.footprints.join("; ").into(),
                comes.join("; ").into(),
                Cell::whole(package.parts),
            ]);
        }
        table
    });
    file("packages", table)
}

async fn all_places(State(context): State<Context>, Query(query): Query<ListQuery>) -> Response {
    let table = places::all(&context, &query).await.map(|rows| {
        let mut table = CsvTable::new(&["Place", "Kit of build", "Parts", "Pieces"]);
        for place in rows {
            table.push(vec![
                place.name.into(),
                place.kit_of.map_or(Cell::Empty, Cell::whole),
                Cell::whole(place.parts),
                place.pieces.into(),
            ]);
        }
        table
    });
    file("stock", table)
}

async fn content(
    State(context): State<Context>,
    Path(place): Path<i64>,
    Query(query): Query<ListQuery>,
) -> Response {
    let table = places::whole(&context, LocationId::new(place), &query).await.map(|place| {
        let columns = ["Part", "Package", "Lot", "On hand", "Reserved", "Free", "Not used automatically"];
        let mut table = CsvTable::new(&columns);
        for row in place.rows {
            table.push(vec![
                row.name.into(),
                Cell::maybe(row.package),
                row.lot.into(),
                row.on_hand.into(),
                row.reserved.into(),
                row.on_hand.saturating_sub(row.reserved).into(),
                if row.deprioritized { "yes" } else { "" }.into(),
            ]);
        }
        table
    });
    file("place", table)
}

async fn versions(
    State(context): State<Context>,
    Path(project): Path<u64>,
    Query(query): Query<ListQuery>,
) -> Response {
    let table = overview::versions(&context, project).await.map(|rows| {
        let mut table = CsvTable::new(&["Version", "Git ref", "Commit", "Synced", "Lines", "Unmatched"]);
        for version in lists::versions(&rows, &query) {
            table.push(vec![
                version.revision.into(),
                Cell::maybe(version.git_ref),
                Cell::maybe(version.commit),
                if version.synced { "yes" } else { "" }.into(),
                Cell::whole(version.lines),
                Cell::whole(version.unmatched),
            ]);
        }
        table
    });
    file("versions", table)
}

async fn all_jobs(State(context): State<Context>, Query(query): Query<ListQuery>) -> Response {
    let table = jobs::list(&context).await.map(|list| {
        let columns = ["Job", "What", "Cause", "State", "Tries", "Result", "Error", "Made", "Ended"];
        let mut table = CsvTable::new(&columns);
        for job in lists::jobs(&list.jobs, &query) {
            table.push(vec![
                Cell::whole(job.job.get()),
                job.subject.into(),
                job.cause.into(),
                job.status.name().into(),
                Cell::whole(job.attempts),
                Cell::maybe(job.result),
                Cell::maybe(job.error),
                job.created.minute().into(),
                Cell::maybe(job.finished.map(|time| time.minute())),
            ]);
        }
        table
    });
    file("jobs", table)
}
