//! The bundle: everything that a workspace holds, out and in again.

mod export;
mod import;
mod ledger;
mod of_rows;
mod rows;
mod to_rows;

pub use export::{export, snapshot};
pub use import::{ImportError, Imported, import};

/// A part's value in its one notation, null where it is no identity.
///
/// The symbol tells the unit where the text doesn't.
pub(crate) fn value_key(symbol: &str, value: &str) -> Option<String> {
    use crate::domain::value::{Symbol, parse};
    parse(&Symbol::new(symbol), value).key()
}
