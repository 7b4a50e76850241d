//! Reading bills of materials: the bytes of a file that some CAD tool or person wrote become lines.
//!
//! One pure function, [`read`], in five steps that each have their file: `decode` (bytes → text),
//! `dialect` (which delimiter and quote), `records` (text → cells, with limits), `header` (which
//! column means what) and `rows` (cells → [`BomRow`]). `references` reads and writes designators.
//!
//! Whatever is not understood is refused with its row and column ([`BomError`]) or reported
//! ([`BomWarning`]); nothing is dropped in silence. This module does not know what a part is.

pub(in crate::domain) mod decode;
pub(in crate::domain) mod dialect;
mod difference;
pub(in crate::domain) mod error;
mod grouping;
pub(in crate::domain) mod header;
mod quantities;
pub(in crate::domain) mod records;
mod references;
mod rows;
mod warning;
mod workbook;

#[cfg(test)]
mod tests;

use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

pub use difference::{BomDifference, ChangedField, ChangedReferences, difference};
pub use error::{BomError, FileKind};
pub(in crate::domain) use rows::read_symbols;

pub use references::{Reference, ReferencesError, format_references, parse_references};
pub use warning::BomWarning;
pub use workbook::{OddCell, Sheet, SheetCell, SheetRow, read_workbook};

/// What a file may be at most, so that reading one never costs more than a moment and some memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Rows below the header that are not blank.
    pub rows: usize,
    /// Bytes of one row as text.
    pub row_bytes: usize,
    /// Bytes of one cell.
    pub cell: usize,
    /// Cells of one row.
    pub columns: usize,
    /// References of one line, ranges expanded.
    pub references_per_line: usize,
    /// References of all lines together: ranges let a small file name very many.
    pub references: usize,
    /// Cells of all lines together that are kept as [`BomRow::extras`].
    pub extras: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 10_000_000,
            rows: 20_000,
            row_bytes: 1_000_000,
            cell: 65_536,
            columns: 500,
            references_per_line: 10_000,
            references: 200_000,
            extras: 500_000,
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomFile {
    /// The lines in the order of the file.
    pub lines: Vec<BomRow>,
    /// What a person should know about how it was read.
    pub warnings: Vec<BomWarning>,
    /// The header texts of the columns that are kept in [`BomRow::extras`].
    pub extra_columns: Vec<String>,
    /// The row of the header, counted as a spreadsheet counts.
    pub header_row: u32,
}

/// One line of a BOM as text.
///
/// An empty text means that the file says nothing (`~` too, as KiCad writes it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomRow {
    /// The row in the file, the first is 1, counted as a spreadsheet counts (blank rows too, and a
    /// cell with line breaks is within one row); of a line made of several rows, the first.
    pub row: u32,
    /// The references in natural order, each in one line of the file only. Unannotated ones (`R?`)
    /// are counted in the quantity but not listed, since they identify nothing.
    pub references: Vec<Reference>,
    /// Pieces for one board.
    pub quantity: Quantity,
    /// The value as written.
    pub value: String,
    /// The footprint, with its library where the file gives one.
    pub footprint: String,
    /// Who makes it.
    pub manufacturer: String,
    /// The manufacturer's part number.
    pub mpn: String,
    /// Who sells it.
    pub vendor: String,
    /// The vendor's number for it.
    pub item_number: String,
    /// The description.
    pub description: String,
    /// The note.
    pub note: String,
    /// Whether the line stays empty on the board.
    pub do_not_populate: bool,
    /// Whether the builder may choose to leave it out.
    pub optional: bool,
    /// Header and text of every other cell that is not empty.
    pub extras: Vec<(String, String)>,
}

/// Reads a BOM of any of the CSV families.
///
/// # Errors
/// [`BomError`] for whatever is not a BOM, is beyond the limits, or says something that cannot be
/// counted on (a reference twice, a quantity that is no number).
pub fn read(bytes: &[u8], limits: &Limits) -> Result<BomFile, BomError> {
    if bytes.len() > limits.bytes {
        return Err(BomError::TooLarge { bytes: bytes.len(), limit: limits.bytes });
    }
    let text = decode::decode(bytes)?;
    let (dialect, table) = dialect::detect(&text, limits, &header::is_known);
    match rows::read(table, dialect, limits) {
        // KiCad's tab-separated preset quotes nothing, so there a quote may be plain text.
        Err(BomError::UnclosedQuote { .. }) if dialect.delimiter == b'\t' => {
            rows::read(table, dialect.without_quotes(), limits)
        }
        result => result,
    }
}
