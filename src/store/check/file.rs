//! The file: its pages, constraints, references, guards and search indexes.

use super::super::{StoreError, WriteTx, json};
use crate::domain::check::Violation;

/// Pages, indexes, CHECK and NOT NULL constraints.
const INTEGRITY: &str = "PRAGMA integrity_check";
const REFERENCES: &str = "SELECT coalesce(\"table\", ''), coalesce(\"parent\", ''), count(*) FROM pragma_foreign_key_check() \
    GROUP BY 1, 2 ORDER BY 1, 2";
const GONE: &str = "SELECT given.value FROM json_each(?1) given \
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema s WHERE s.type = 'trigger' AND s.name = given.value)";
/// Rank 1 compares an index with what it is made of, too.
const SEARCHES: [&str; 2] = [
    "INSERT INTO parts_search (parts_search, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO fields_search (fields_search, rank) VALUES ('integrity-check', 1)",
];

/// The triggers without which the promises are only words.
const GUARDS: [&str; 17] = [
    "parts_search_added",
    "parts_search_removed",
    "parts_search_changed",
    "fields_search_added",
    "fields_search_removed",
    "fields_search_changed",
    "bom_lines_never_edited",
    "stock_lines_start_empty",
    "allocations_start_empty",
    "movements_follow_on",
    "movements_derive",
    "movements_never_updated",
    "movements_never_deleted",
    "stock_lines_only_by_movement",
    "allocations_only_by_movement",
    "stock_lines_stay",
    "allocations_stay",
];

/// What is wrong with the file as a whole. A connection that only reads would not see broken CHECK
/// constraints.
pub(crate) async fn file(tx: &mut WriteTx) -> Result<Vec<Violation>, StoreError> {
    let mut found = Vec::new();
    let said: Vec<String> = sqlx::query_scalar(INTEGRITY).fetch_all(tx.connection()).await?;
    // What it says of the search indexes, `search` says better.
    let damage = said
        .into_iter()
        .filter(|said| said != "ok" && !(said.contains("parts_search") || said.contains("fields_search")));
    found.extend(damage.map(|said| Violation::DamagedFile { said }));
    let dangling: Vec<(String, String, i64)> = sqlx::query_as(REFERENCES).fetch_all(tx.connection()).await?;
    found.extend(dangling.into_iter().map(|(table, parent, rows)| Violation::DanglingReference {
        table,
        parent,
        rows,
    }));
    let gone: Vec<String> = sqlx::query_scalar(GONE).bind(json(&GUARDS)?).fetch_all(tx.connection()).await?;
    found.extend(gone.into_iter().map(|trigger| Violation::GuardGone { trigger }));
    Ok(found)
}

/// Whether the search indexes say what the parts and their custom fields say. An index checks itself by an insert that
/// writes nothing.
pub(crate) async fn search(tx: &mut WriteTx) -> Result<Vec<Violation>, StoreError> {
    let mut found = Vec::new();
    for check in SEARCHES {
        match sqlx::query(check).execute(tx.connection()).await {
            Ok(_) => {}
            Err(sqlx::Error::Database(error)) => {
                found.push(Violation::SearchIndex { said: error.message().to_owned() });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}
