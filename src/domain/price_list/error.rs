//! Why a price list is refused, and why a row of one is.

use super::columns::AssignmentError;
use crate::domain::bom::{BomError, FileKind};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Why a file was not read. Nothing of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceListError {
    /// No text at all.
    #[error("the file is empty: export the price list again")]
    Empty,
    /// More bytes than allowed.
    #[error("the file has {bytes} bytes, more than the {limit} that a price list may have: split it")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// Another kind of file.
    #[error("this is {}, not a price list: save it as CSV", kind(*.0))]
    NotAList(FileKind),
    /// Bytes that are no text of the encoding that the file announces.
    #[error("row {row} is not valid {encoding}, which the file says it is: save it again as UTF-8")]
    BadEncoding {
        /// The encoding that the byte order mark announces.
        encoding: &'static str,
        /// The line of text with the first bad byte.
        row: u32,
    },
    /// No row that could be the header.
    #[error(
        "no header was found: one row must name a column of item numbers and one of prices; or say with --columns which they are, \
         such as number=A,price=D"
    )]
    NoHeader,
    /// A header without lines.
    #[error("there are no rows below the header in row {header_row}")]
    NoRows {
        /// Where the header is.
        header_row: u32,
    },
    /// No column of item numbers, or none of prices.
    #[error("no column of {0} is known: say which one it is with --columns")]
    NoColumn(&'static str),
    /// The columns cannot be assigned so.
    #[error(transparent)]
    Assignment(#[from] AssignmentError),
    /// More rows than allowed.
    #[error("row {row} is one too many: a price list may have {limit} rows; split it")]
    TooManyRows {
        /// The first row beyond the limit.
        row: u32,
        /// What is allowed.
        limit: usize,
    },
    /// More cells in a row than allowed.
    #[error("row {row} has {columns} columns, more than the {limit} that a price list may have")]
    TooManyColumns {
        /// Which row.
        row: u32,
        /// How many it has.
        columns: usize,
        /// What is allowed.
        limit: usize,
    },
    /// A row that does not end.
    #[error("row {row} is longer than {limit} bytes")]
    RowTooLong {
        /// Which row.
        row: u32,
        /// What is allowed.
        limit: usize,
    },
    /// A cell with more text than allowed.
    #[error("row {row}, column {column}: the cell has {bytes} bytes, more than the {limit} allowed")]
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
    /// A quote that is opened and never closed.
    #[error("row {row}, column {column}: a quote is opened and never closed; is the file complete?")]
    UnclosedQuote {
        /// Which row.
        row: u32,
        /// Which column, the first is 1.
        column: usize,
    },
}

/// The readers of bytes and rows are those of BOMs; of their errors these can occur.
impl From<BomError> for PriceListError {
    fn from(error: BomError) -> Self {
        match error {
            BomError::Empty => Self::Empty,
            BomError::TooLarge { bytes, limit } => Self::TooLarge { bytes, limit },
            BomError::NotABom(kind) => Self::NotAList(kind),
            BomError::BadEncoding { encoding, row } => Self::BadEncoding { encoding, row },
            BomError::TooManyRows { row, limit } => Self::TooManyRows { row, limit },
            BomError::TooManyColumns { row, columns, limit } => Self::TooManyColumns { row, columns, limit },
            BomError::RowTooLong { row, limit } => Self::RowTooLong { row, limit },
            BomError::CellTooLong { row, column, bytes, limit } => {
                Self::CellTooLong { row, column, bytes, limit }
            }
            BomError::UnclosedQuote { row, column } => Self::UnclosedQuote { row, column },
            BomError::NoRows { header_row } => Self::NoRows { header_row },
            BomError::NoHeader { .. }
            | BomError::BadReferences { .. }
            | BomError::TooManyReferences { .. }
            | BomError::TooManyExtras { .. }
            | BomError::DuplicateReference { .. }
            | BomError::Schematic(_)
            | BomError::InSheet { .. }
            | BomError::NoSheet { .. }
            | BomError::OddCell { .. }
            | BomError::BadWorkbook { .. }
            | BomError::BadQuantity { .. } => Self::NoHeader,
        }
    }
}

const fn kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::HtmlPage | FileKind::InteractiveHtmlBom => "an HTML page",
        FileKind::Xml => "XML",
        FileKind::Json => "JSON",
        FileKind::LfsPointer => "a Git LFS pointer",
        FileKind::Zip => "a ZIP archive or a workbook",
        FileKind::OldExcel => "an old Excel workbook",
        FileKind::Pdf => "a PDF document",
        FileKind::KicadDesign => "a KiCad design file",
        FileKind::Binary => "no text",
    }
}

/// A row that is not used, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The row, the first is 1, counted as a spreadsheet counts.
    pub row: u32,
    /// The column, the first is 1; none where it is the row as a whole.
    pub column: Option<usize>,
    /// What the header calls the column.
    pub header: String,
    /// What is wrong.
    pub problem: CellProblem,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}", self.row)?;
        match self.column {
            Some(column) if self.header.is_empty() => write!(f, ", column {column}")?,
            Some(column) => write!(f, ", column {column} ({})", self.header)?,
            None => {}
        }
        write!(f, ": {}", self.problem)
    }
}

/// What is wrong with a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum CellProblem {
    /// No item number.
    #[error("the item number is missing")]
    NoNumber,
    /// No price in any column.
    #[error("there is no price")]
    NoPrice,
    /// A tier with a price and no quantity.
    #[error("the tier has a price, but does not say from how many on")]
    NoQuantity,
    /// A text that is no price that we can use.
    #[error("{0}")]
    Price(String),
    /// A text that is no whole number.
    #[error("\u{201c}{0}\u{201d} is not a whole number of pieces")]
    NotACount(String),
    /// None where one at least is wanted.
    #[error("\u{201c}{0}\u{201d} must be one at least")]
    Zero(String),
    /// A text that is no time.
    #[error("\u{201c}{0}\u{201d} is no lead time: days or weeks are wanted")]
    NotATime(String),
    /// A text that is no currency.
    #[error("\u{201c}{0}\u{201d} is no currency: three letters are wanted, such as EUR")]
    NotACurrency(String),
    /// More cells than the header has.
    #[error(
        "there are {cells} cells where the header has {columns} columns: is a decimal comma without quotes among them?"
    )]
    TooManyCells {
        /// How many the row has.
        cells: usize,
        /// How many the header has.
        columns: usize,
    },
    /// The same number again, with something else.
    #[error("\u{201c}{number}\u{201d} is in row {first} already, and says something else there")]
    Again {
        /// Which number.
        number: String,
        /// The row in which it is first.
        first: u32,
    },
    /// Another row of the same item cannot be read.
    #[error("row {0} of the same item cannot be used")]
    OtherRow(u32),
    /// Two prices from the same quantity on.
    #[error("there are two prices from {0} on")]
    TwoPrices(Quantity),
    /// What the catalogue cannot keep.
    #[error("{0}")]
    Refused(String),
}
