//! All SQL and nothing but SQL, one file per aggregate.
//!
//! Rows become domain types here and nowhere else: a private row struct per table and a `TryFrom`.
//! No rule lives here; what the database can refuse by itself it refuses, by named constraints that
//! [`error::StoreError`] turns into sentences.

pub(crate) mod bundle;
mod database;
pub mod error;
pub mod events;
pub mod requests;
pub mod workspaces;

pub use database::{Database, DatabaseUrl, Tx, WriteTx};
pub use error::StoreError;

/// The schema, embedded: the binary brings its migrations along.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");
