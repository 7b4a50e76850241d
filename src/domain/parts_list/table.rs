//! From a file to a header with rows of cells below it.

use super::columns::is_known;
use super::{MOST_COLUMNS, MOST_ROWS, limits};
use crate::domain::bom::decode::decode;
use crate::domain::bom::dialect;
use crate::domain::bom::records::Records;
use crate::domain::bom::{BomError, Sheet};
use crate::domain::csv_export::unguarded;
use serde::{Deserialize, Serialize};

/// How many rows above the header may say something about the file.
const HEADER_WITHIN: usize = 50;

/// A list as rows of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The row of the header, the first is 1.
    pub header_row: u32,
    /// What the header calls each column.
    pub headers: Vec<String>,
    /// The rows below it that are not blank.
    pub rows: Vec<TableRow>,
}

/// A row that is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Counted as a spreadsheet counts.
    pub row: u32,
    /// As many as the header has.
    pub cells: Vec<String>,
}

impl TableRow {
    /// The text of a column; nothing beyond the last.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Why a list was not read. Nothing of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartsListError {
    /// No text at all.
    #[error("the list is empty: choose another file, or paste the rows with their header")]
    Empty,
    /// More bytes than allowed.
    #[error("the file has {0} bytes, more than the 10 MB that a list may have: split it")]
    TooLarge(usize),
    /// Another kind of file.
    #[error("this is no list of parts: save it as CSV or XLSX")]
    NotAList,
    /// Bytes that are no text.
    #[error("row {0} is not valid text in the encoding that the file says it has: save it again as UTF-8")]
    BadEncoding(u32),
    /// No row that could be the header.
    #[error(
        "no header was found: one row must name the columns, and one of them be the part's name, value or number \
         (such as Name, Part, Value or MPN)"
    )]
    NoHeader,
    /// A header without rows.
    #[error("there are no rows below the header in row {0}")]
    NoRows(u32),
    /// More rows than allowed.
    #[error("the list has more than the {MOST_ROWS} rows that one import takes: split it")]
    TooManyRows,
    /// More columns than allowed.
    #[error("row {0} has more than the {MOST_COLUMNS} columns that a list may have")]
    TooManyColumns(u32),
    /// A row or a cell that does not end.
    #[error("row {row} cannot be read: {why}")]
    Row {
        /// Which row.
        row: u32,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A workbook that cannot be opened.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
}

impl From<BomError> for PartsListError {
    fn from(error: BomError) -> Self {
        match error {
            BomError::Empty => Self::Empty,
            BomError::TooLarge { bytes, .. } => Self::TooLarge(bytes),
            BomError::BadEncoding { row, .. } => Self::BadEncoding(row),
            BomError::TooManyRows { .. } => Self::TooManyRows,
            BomError::TooManyColumns { row, .. } => Self::TooManyColumns(row),
            BomError::RowTooLong { row, .. } => Self::Row { row, why: "it is too long" },
            BomError::CellTooLong { row, .. } => Self::Row { row, why: "a cell is too long" },
            BomError::UnclosedQuote { row, .. } => {
                Self::Row { row, why: "a quote is opened and never closed; is the file complete?" }
            }
            BomError::NoRows { header_row } => Self::NoRows(header_row),
            BomError::BadWorkbook { why } => Self::Workbook(why),
            BomError::NoHeader { .. } | BomError::NoSheet { .. } => Self::NoHeader,
            _ => Self::NotAList,
        }
    }
}

impl Table {
    /// Reads a file of separated values.
    ///
    /// # Errors
    /// [`PartsListError`] for what is no table, is beyond the limits or has no header.
    pub fn read(bytes: &[u8]) -> Result<Self, PartsListError> {
        let limits = limits();
        if bytes.len() > limits.bytes {
            return Err(PartsListError::TooLarge(bytes.len()));
        }
        let text = decode(bytes)?;
        let (dialect, table) = dialect::detect(&text, &limits, &is_known);
        let mut records = Records::new(table.text, dialect, table.first_row, &limits);
        let mut rows = Vec::new();
        while let Some(record) = records.next()? {
            if rows.len() > MOST_ROWS + HEADER_WITHIN {
                return Err(PartsListError::TooManyRows);
            }
            // What was exported with an apostrophe before a sign of a formula is read without it.
            let cells = record.cells().map(|cell| unguarded(cell).to_owned()).collect();
            rows.push(TableRow { row: record.row, cells });
        }
        Self::below_header(rows)
    }

    /// The first sheet of a workbook that has a header.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn of_sheets(sheets: &[Sheet]) -> Result<Self, PartsListError> {
        for sheet in sheets {
            if let Some(wide) = sheet.rows.iter().find(|row| row.cells.len() > MOST_COLUMNS) {
                return Err(PartsListError::TooManyColumns(wide.row));
            }
            let row = |row: &crate::domain::bom::SheetRow| TableRow {
                row: row.row,
                cells: row.cells.iter().map(|cell| cell.text().trim().to_owned()).collect(),
            };
            match Self::below_header(sheet.rows.iter().map(row).collect()) {
                Err(PartsListError::NoHeader) => {}
                read => return read,
            }
        }
        Err(PartsListError::NoHeader)
    }

    fn below_header(mut rows: Vec<TableRow>) -> Result<Self, PartsListError> {
        rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        if rows.is_empty() {
            return Err(PartsListError::Empty);
        }
        let known = |row: &TableRow| row.cells.iter().filter(|cell| is_known(cell)).count();
        let is_header = |row: &TableRow| {
            let names = super::columns::names_a_part(&row.cells);
            let written = row.cells.iter().filter(|cell| !cell.is_empty()).count();
            names && (known(row) >= 2 || (known(row) == 1 && written <= 2))
        };
        let at = rows.iter().take(HEADER_WITHIN).position(is_header).ok_or(PartsListError::NoHeader)?;
        let mut below = rows.split_off(at + 1);
        let header = rows.pop().ok_or(PartsListError::NoHeader)?;
        below.retain(|row| row.cells != header.cells);
        if below.is_empty() {
            return Err(PartsListError::NoRows(header.row));
        }
        if below.len() > MOST_ROWS {
            return Err(PartsListError::TooManyRows);
        }
        let width = below.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(header.cells.len());
        let wide = |cells: &mut Vec<String>| cells.resize(width, String::new());
        let mut headers = header.cells;
        wide(&mut headers);
        below.iter_mut().for_each(|row| wide(&mut row.cells));
        Ok(Self { header_row: header.row, headers, rows: below })
    }
}
