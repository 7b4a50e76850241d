//! Price lists of shops without an API: the bytes of a CSV file become items with their prices.
//!
//! [`Sheet::read`] makes rows of cells of any CSV dialect, with the parts that read BOMs. `header` says
//! what each column seems to mean, and how sure that is ([`Sheet::propose`]); whoever imports says
//! otherwise where that is wrong ([`Columns`]). `lines` reads the rows: a row that cannot be counted on
//! is named with its row and column ([`Problem`]), and the others are read.
//!
//! Numbers are in anybody's notation: `1.234,50 €`, `$0.106`, `1'000`, `ab 100 Stück`. A price with a
//! mark in doubt (`1,234`) is read as the others of its item are, else as the others of the file. This
//! module does not know what a part is.

mod cells;
mod columns;
mod error;
mod header;
mod lines;
mod sheet;
mod words;

#[cfg(test)]
mod tests;

pub(in crate::domain) use cells::count as read_pieces;
pub(in crate::domain) use columns::letter;
pub use columns::{Assigned, Assignment, AssignmentError, Columns, Confidence, Meaning, Place, Proposal};
pub use error::{CellProblem, PriceListError, Problem};
pub(in crate::domain) use header::{currency as currency_of, likeliest};
pub use lines::{PriceLine, Reading};
pub use sheet::Sheet;

use super::bom;

/// The most problems that are told one by one; the others are counted.
pub const MOST_PROBLEMS: usize = 1_000;

/// What a price list may be at most; the same as a BOM.
pub type Limits = bom::Limits;
