//! Lists as CSV: `GET /builds.csv?q=…&sort=…`, each with what its page shows under the same query.

use super::ApiError;
use super::answering::{status, told};
use crate::domain::csv_export::{Cell, CsvTable};
use crate::domain::lists::{self, ListQuery, Standing};
use crate::services::{Context, ServiceError, overview};
use axum::{
    Router,
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

/// The exports of the lists, for whom `context` says.
pub fn router(context: Context) -> Router {
    Router::new()
        .route("/builds.csv", get(builds))
        .route("/projects.csv", get(projects))
        .route("/parts.csv", get(super::parts_csv::parts))
        .route("/parts/{part}/history.csv", get(super::parts_csv::history))
        .with_state(context.clone())
        .merge(super::lines_csv::router(context.clone()))
        .merge(super::lists_csv::router(context))
}

/// A table as a file of that name, or why there is none.
pub(super) fn file(name: &str, table: Result<CsvTable, ServiceError>) -> Response {
    let table = match table {
        Ok(table) => table,
        Err(error) => {
            let error: ApiError = told(error);
            return (status(&error), format!("{error}\n")).into_response();
        }
    };
    let named = format!("attachment; filename=\"{name}.csv\"");
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, named)];
    (headers, table.into_text()).into_response()
}

async fn builds(State(context): State<Context>, Query(query): Query<ListQuery>) -> Response {
    let table = overview::builds(&context).await.map(|rows| {
        let mut table = CsvTable::new(&[
            "Build",
            "Project",
            "Version",
            "Quantity",
            "Made",
            "State",
            "Parts",
            "Ready",
            "On the way",
            "Missing",
            "Lines without a part",
            "Missing parts",
        ]);
        for build in lists::builds(&rows, &query) {
            let number = |count: usize| Cell::Number(count.to_string());
            table.push(vec![
                Cell::whole(build.number),
                build.project.as_str().into(),
                build.revision.as_str().into(),
                build.quantity.into(),
                build.completed.into(),
                Standing::of(&build).to_string().into(),
                number(build.tally.counted),
                number(build.tally.ready()),
                number(build.tally.waiting),
                number(build.tally.missing),
                number(build.tally.unmatched),
                build.short_of.join("; ").into(),
            ]);
        }
        table
    });
    file("builds", table)
}

async fn projects(State(context): State<Context>, Query(query): Query<ListQuery>) -> Response {
    let table = overview::projects(&context).await.map(|rows| {
        let mut table = CsvTable::new(&["Project", "Repository", "Versions", "Open builds"]);
        for project in lists::projects(&rows, &query) {
            table.push(vec![
                project.name.into(),
                Cell::maybe(project.repository),
                Cell::whole(project.versions),
                Cell::whole(project.open_builds),
            ]);
        }
        table
    });
    file("projects", table)
}
