//! Somebody's list of parts: the rows of a CSV file or of a workbook become parts with what lies of them
//! and where they are bought.
//!
//! [`Table`] makes rows of cells of any dialect; [`propose`] says what each column seems to hold, which
//! whoever imports may say otherwise ([`Columns`]). A row is read by [`read_row`]; what of it cannot be
//! counted on is a [`Doubt`], and the row waits until somebody says more ([`Fix`]). [`Plan::of`] sets what
//! the rows say beside what is known, and says what is to be made, changed and counted.

mod cells;
mod columns;
mod doubt;
mod known;
mod packages;
mod page;
mod plan;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use columns::{ColumnUse, Columns, Field, MapError, Proposal, propose};
pub use doubt::{Doubt, Fix};
pub use known::{Known, KnownItem, KnownLine, KnownPart};
pub use page::{
    BatchPage, BatchSummary, ColumnTold, ImportPreview, Imported, RowState, TrayDone, TrayPage, TrayRow,
    Undone,
};
pub use plan::{ChangedPart, CountAt, DoubtfulRow, MadePart, NewItem, NewVendor, Packages, Plan, Repriced};
pub use row::{ListedItem, ListedPart, read_row};
pub use table::{PartsListError, Table, TableRow};

use super::bom;

/// Rows of a list.
pub const MOST_ROWS: usize = 10_000;
/// Columns of a list.
pub const MOST_COLUMNS: usize = 100;
/// Bytes of a list.
pub const MOST_BYTES: usize = 10_000_000;

/// What a list of parts may be at most.
#[must_use]
pub fn limits() -> bom::Limits {
    bom::Limits { bytes: MOST_BYTES, rows: MOST_ROWS, columns: MOST_COLUMNS, ..bom::Limits::default() }
}
