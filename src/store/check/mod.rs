//! What only SQL can see of the promises, as a fixed number of statements, however large the
//! workspace is. Each answers the rows that break a promise; where all holds, it answers none.

mod builds;
mod file;
mod ledger;
mod orders;
mod projects;

pub(crate) use builds::builds;
pub(crate) use file::{file, search};
pub(crate) use ledger::ledger;
pub(crate) use orders::orders;
pub(crate) use projects::projects;

use super::{StoreError, Tx};
use crate::domain::builds::BuildStatus;
use sqlx::FromRow;
use sqlx::sqlite::SqliteRow;

/// Stock lines of workspace `?1` as people say them, before the rest of a statement.
macro_rules! with_named_lines {
    ($rest:literal) => {
        concat!(
            "WITH named (id, line) AS ( \
               SELECT s.id, coalesce(p.key, 'part ' || s.part) || ' in ' || coalesce(l.name, 'location ' || s.location) \
                 || CASE s.lot WHEN '' THEN '' ELSE ' lot ' || s.lot END \
               FROM stock_lines s LEFT JOIN parts p ON p.workspace = s.workspace AND p.id = s.part \
               LEFT JOIN locations l ON l.workspace = s.workspace AND l.id = s.location WHERE s.workspace = ?1 \
             ) ",
            $rest
        )
    };
}
use with_named_lines;

/// The rows of a statement in this workspace.
async fn rows<Row>(tx: &mut Tx, statement: &'static str) -> Result<Vec<Row>, StoreError>
where
    Row: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    let workspace = tx.workspace();
    Ok(sqlx::query_as(statement).bind(workspace).fetch_all(tx.connection()).await?)
}

fn status(name: &str) -> Result<BuildStatus, StoreError> {
    BuildStatus::from_name(name)
        .ok_or_else(|| StoreError::Corrupt(format!("a build is \u{201c}{name}\u{201d}")))
}
