//! All SQL and nothing but SQL, one file per aggregate.
//!
//! Rows become domain types here and nowhere else: a private row struct per table and a `TryFrom`.
//! No rule lives here; what the database can refuse by itself it refuses, by named constraints that
//! [`error::StoreError`] turns into sentences.

pub mod bench_parts;
pub mod boms;
pub mod builds;
pub(crate) mod bundle;
pub mod catalog_snapshot;
pub(crate) mod check;
mod columns;
mod database;
pub mod decisions;
pub mod designs;
pub mod error;
pub mod events;
pub mod jobs;
pub mod ledger_history;
pub mod locations;
pub mod movements;
pub mod names;
pub mod offer_ages;
pub mod offer_history;
pub mod offers;
pub mod orders;
pub mod overview;
pub mod own_lines;
pub mod packages;
mod packed;
pub mod part_imports;
pub mod part_lists;
pub mod part_search;
pub mod part_uses;
pub mod parts;
pub mod picking;
pub mod price_lists;
pub mod project_tokens;
pub mod projects;
pub mod replacing;
pub mod requests;
pub mod reservations;
pub mod resolutions;
pub mod sheets;
pub mod spots;
pub mod stand_ins;
pub mod stock;
pub mod vendor_calls;
pub mod vendor_items;
pub mod vendors;
pub mod workspaces;

pub use database::{Database, DatabaseUrl, Tx, WriteTx};
pub use error::StoreError;

/// The schema, embedded: the binary brings its migrations along.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// A set as one parameter: no query in a loop.
///
/// Ids are taken apart by `json_each`, rows by `jsonb_each`, whose `value` is parsed already when
/// `->>` asks it for a column. A set that is joined is named first, and by `CROSS JOIN`: turned
/// around, it would be read from its first byte for each row of the table.
pub(in crate::store) fn json<T: serde::Serialize + ?Sized>(set: &T) -> Result<String, StoreError> {
    serde_json::to_string(set)
        .map_err(|error| StoreError::Corrupt(format!("a set cannot be written: {error}")))
}
