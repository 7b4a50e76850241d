//! The bundle: everything that a workspace holds, out and in again.

use crate::domain::value::{Symbol, parse};

mod export;
mod import;
mod ledger;
mod of_rows;
mod rows;
mod to_rows;

pub use export::{export, snapshot};
pub use import::{ImportError, Imported, import};

/// A part's value in its one notation, null where it is no identity.
pub(crate) fn value_key(symbol: &str, value: &str) -> Option<String> {
    // The store keeps 400 characters; a longer name is nothing to match by.
    parse(&Symbol::new(symbol), value).key().filter(|key| (1..=400).contains(&key.chars().count()))
}
