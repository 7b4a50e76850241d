//! Why a file is refused, each with the place and what to do about it.

use super::ReferencesError;
use crate::domain::quantity::QuantityError;
use serde::{Deserialize, Serialize};

/// Why a file was not read. Nothing of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BomError {
    /// No text at all.
    #[error("The file is empty: export the BOM again.")]
    Empty,
    /// More bytes than allowed.
    #[error("The file has {bytes} bytes, more than the {limit} that a BOM may have.")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// Another kind of file.
    #[error("{0}")]
    NotABom(FileKind),
    /// Bytes that are no text of the encoding that the file announces.
    #[error("Row {row} is not valid {encoding}, which the file says it is: save it again as UTF-8.")]
    BadEncoding {
        /// The encoding that the byte order mark announces.
        encoding: &'static str,
        /// The line of text with the first bad byte.
        row: u32,
    },
    /// No row that could be the header.
    #[error(
        "No header row found: one row must name a column of references (such as Reference, Designator or \
         RefDes) and a column of values or part numbers (such as Value, Comment or MPN){hint}.",
        hint = closest_hint(*.closest)
    )]
    NoHeader {
        /// The row that comes closest.
        closest: Option<u32>,
    },
    /// A header without lines.
    #[error("There are no lines below the header in row {header_row}.")]
    NoRows {
        /// Where the header is.
        header_row: u32,
    },
    /// More rows than allowed.
    #[error("Row {row} is one too many: a BOM may have {limit} rows.")]
    TooManyRows {
        /// The first row beyond the limit.
        row: u32,
        /// What is allowed.
        limit: usize,
    },
    /// More cells in a row than allowed.
    #[error("Row {row} has {columns} columns, more than the {limit} that a BOM may have.")]
    TooManyColumns {
        /// Which row.
        row: u32,
        /// How many it has.
        columns: usize,
        /// What is allowed.
        limit: usize,
    },
    /// A row that does not end.
    #[error("Row {row} is longer than {limit} bytes.")]
    RowTooLong {
        /// Which row.
        row: u32,
        /// What is allowed.
        limit: usize,
    },
    /// A cell with more text than allowed.
    #[error("Row {row}, column {column}: the cell has {bytes} bytes, more than the {limit} allowed.")]
    CellTooLong {
        /// Which row.
        row: u32,
        /// Which column, the first is 1.
        column: usize,
        /// Its size.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// A quote that is opened and never closed, as at the end of a file that was cut off.
    #[error("Row {row}, column {column}: a quote is opened and never closed; is the file complete?")]
    UnclosedQuote {
        /// Which row.
        row: u32,
        /// Which column, the first is 1.
        column: usize,
    },
    /// References that cannot be read.
    #[error("Row {row}, column {column}: {problem}")]
    BadReferences {
        /// Which row.
        row: u32,
        /// Which column, the first is 1.
        column: usize,
        /// What is wrong with them.
        problem: ReferencesError,
    },
    /// More references in the whole file than allowed.
    #[error("With row {row} the file names more than {limit} references.")]
    TooManyReferences {
        /// The row that goes beyond the limit.
        row: u32,
        /// What is allowed.
        limit: usize,
    },
    /// More text in columns that mean nothing to us than allowed.
    #[error("With row {row} there are more than {limit} cells in columns of unknown meaning: export fewer.")]
    TooManyExtras {
        /// The row that goes beyond the limit.
        row: u32,
        /// What is allowed.
        limit: usize,
    },
    /// One reference in two rows, so that nobody can tell which one it is.
    #[error("{reference} is in row {first} and again in row {second}: each reference may occur once.")]
    DuplicateReference {
        /// Which reference.
        reference: super::Reference,
        /// Where it is first.
        first: u32,
        /// Where it is again.
        second: u32,
    },
    /// Something in a sheet of a workbook.
    #[error("Sheet {sheet}: {problem}")]
    InSheet {
        /// Its name.
        sheet: String,
        /// What is wrong, with row and column.
        problem: Box<BomError>,
    },
    /// A workbook without a BOM in any of its sheets.
    #[error(
        "No sheet of the workbook ({sheets}) has a header row of a BOM: one row must name a column of references (such as \
         Reference or Designator) and a column of values or part numbers (such as Value or MPN)."
    )]
    NoSheet {
        /// Their names.
        sheets: String,
    },
    /// A cell of a workbook that is no text.
    #[error("Row {row}, column {column} ({header}): {kind}.")]
    OddCell {
        /// Which row.
        row: u32,
        /// Which column, the first is 1.
        column: usize,
        /// What the header calls the column.
        header: String,
        /// What it is.
        kind: super::OddCell,
    },
    /// A workbook that cannot be opened.
    #[error("The workbook cannot be read: {why}. Save it again as XLSX, or save its sheet as CSV.")]
    BadWorkbook {
        /// What is wrong with it.
        why: String,
    },
    /// A schematic, for a reason of its own.
    #[error(transparent)]
    Schematic(#[from] crate::domain::schematic::SchematicError),
    /// A quantity that is no number of pieces.
    #[error("Row {row}, column {column} ({header}): {problem}.")]
    BadQuantity {
        /// Which row.
        row: u32,
        /// Which column, the first is 1.
        column: usize,
        /// What the header calls the column.
        header: String,
        /// What is wrong with the text.
        problem: QuantityError,
    },
}

fn closest_hint(closest: Option<u32>) -> String {
    closest.map(|row| format!("; row {row} comes closest")).unwrap_or_default()
}

/// What a file is that is no BOM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// A page, for example an error page or one for signing in.
    HtmlPage,
    /// The page that the InteractiveHtmlBom plug-in writes.
    InteractiveHtmlBom,
    /// XML, for example KiCad's netlist.
    Xml,
    /// JSON, for example a host's error message.
    Json,
    /// What git holds in place of a file that git LFS keeps.
    LfsPointer,
    /// A ZIP archive, which an XLSX or ODS workbook is too.
    Zip,
    /// A workbook of old Excel versions.
    OldExcel,
    /// A PDF document.
    Pdf,
    /// A schematic, board or project of KiCad itself.
    KicadDesign,
    /// Something else that is no text.
    Binary,
}

impl std::fmt::Display for FileKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::HtmlPage => {
                "This is an HTML page, not a BOM: is the address right, and may the file be read without \
                 signing in?"
            }
            Self::InteractiveHtmlBom => {
                "This is the page of InteractiveHtmlBom: export the BOM as CSV from KiCad instead."
            }
            Self::Xml => "This is XML, not CSV: export the BOM as CSV.",
            Self::Json => "This is JSON, not CSV: is the address right?",
            Self::LfsPointer => {
                "This is a Git LFS pointer, not the file itself: commit the BOM without LFS or upload it."
            }
            Self::Zip => "This is a ZIP archive or a workbook of another program: save it as XLSX or CSV.",
            Self::OldExcel => "This is an old Excel workbook, not CSV: save the sheet as CSV.",
            Self::Pdf => "This is a PDF document, not CSV: export the BOM as CSV.",
            Self::KicadDesign => {
                "This is a KiCad file, but no schematic: give the .kicad_sch file, or export the BOM as CSV."
            }
            Self::Binary => "This is not text: export the BOM as CSV.",
        })
    }
}

/// The beginning of a text that a message can quote, however long the text is.
pub(in crate::domain) fn clip(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
