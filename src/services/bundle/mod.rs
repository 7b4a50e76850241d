//! The bundle: everything that a workspace holds, out and in again.

mod export;
mod import;
mod ledger;
mod of_rows;
mod rows;
mod to_rows;

pub use export::{export, snapshot};
pub use import::{ImportError, Imported, import};
