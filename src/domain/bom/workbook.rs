//! BOMs in workbooks: the first sheet with a header that a BOM needs is the BOM.
//!
//! Which cells a workbook has is found elsewhere; here they are text, by the same rules as a table's.

use super::error::clip;
use super::records::Record;
use super::{BomError, BomFile, Limits, rows};

/// A sheet of a workbook as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Rows with something in them, in their order.
    pub rows: Vec<SheetRow>,
}

/// A row of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// As the spreadsheet counts, the first is 1.
    pub row: u32,
    /// From the first column on.
    pub cells: Vec<SheetCell>,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetCell {
    /// Text, or a number as people write it.
    Text(String),
    /// Something that stands for no text of its own.
    Odd(OddCell, String),
}

/// What a cell holds that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OddCell {
    /// A date or time, which spreadsheets make of texts like `1-2` by themselves.
    Date,
    /// An error of a formula.
    Error,
}

impl SheetCell {
    /// What is shown.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Odd(_, text) => text,
        }
    }
}

impl std::fmt::Display for OddCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Date => {
                "the cell is a date, which spreadsheets make of texts like 1-2 by themselves: format the column as text and \
                 write it again"
            }
            Self::Error => "the cell is an error of a formula: mend the formula, or write the text itself",
        })
    }
}

/// Reads the BOM of a workbook.
///
/// # Errors
/// [`BomError::NoSheet`] where no sheet has a header, [`BomError::InSheet`] for what is wrong in the one that has.
pub fn read_workbook(sheets: &[Sheet], limits: &Limits) -> Result<BomFile, BomError> {
    for sheet in sheets {
        let in_sheet =
            |problem: BomError| BomError::InSheet { sheet: clip(&sheet.name), problem: Box::new(problem) };
        match read_sheet(sheet, limits) {
            Err(BomError::NoHeader { .. }) => {}
            read => return read.map_err(in_sheet),
        }
    }
    let names: Vec<String> = sheets.iter().take(10).map(|sheet| clip(&sheet.name)).collect();
    Err(BomError::NoSheet { sheets: names.join(", ") })
}

fn read_sheet(sheet: &Sheet, limits: &Limits) -> Result<BomFile, BomError> {
    let mut records = Vec::with_capacity(sheet.rows.len());
    let mut before = 0;
    // What is wrong with a row matters only in the sheet that is the BOM.
    let mut problem = None;
    for row in &sheet.rows {
        problem = check(row, limits).err();
        if problem.is_some() {
            break;
        }
        let after_blank = row.row > before + 1;
        before = row.row;
        records.push(Record::of_cells(row.row, after_blank, row.cells.iter().map(SheetCell::text)));
    }
    let odd = |row: u32, column: usize| {
        let at = sheet.rows.binary_search_by_key(&row, |row| row.row).ok()?;
        match sheet.rows.get(at)?.cells.get(column)? {
            SheetCell::Odd(kind, _) => Some(*kind),
            SheetCell::Text(_) => None,
        }
    };
    match (rows::read_records(records, limits, &odd), problem) {
        (Err(error @ BomError::NoHeader { .. }), _) | (Err(error), None) => Err(error),
        (_, Some(problem)) => Err(problem),
        (Ok(file), None) => Ok(file),
    }
}

fn check(row: &SheetRow, limits: &Limits) -> Result<(), BomError> {
    if row.cells.len() > limits.columns {
        return Err(BomError::TooManyColumns {
            row: row.row,
            columns: row.cells.len(),
            limit: limits.columns,
        });
    }
    match row.cells.iter().position(|cell| cell.text().len() > limits.cell) {
        None => Ok(()),
        Some(at) => Err(BomError::CellTooLong {
            row: row.row,
            column: at + 1,
            bytes: row.cells.get(at).map_or(0, |cell| cell.text().len()),
            limit: limits.cell,
        }),
    }
}
