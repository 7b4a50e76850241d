//! The rows of a price list with its header, before anything of them is understood.

use super::columns::{Assignment, Columns, Confidence, Meaning, Proposal};
use super::header;
use super::lines::{self, Reading};
use super::{Limits, PriceListError};
use crate::domain::bom::decode::decode;
use crate::domain::bom::dialect::{self, Dialect, Table};
use crate::domain::bom::records::Records;
use crate::domain::money::Currency;
use std::collections::HashSet;

/// How many rows above the header may say something about the file.
const HEADER_WITHIN: usize = 1_000;
/// How many rows are looked at where no header is known.
const SAMPLE: usize = 40;

/// A price list as rows of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub(super) header_row: u32,
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row below the header that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Counted as a spreadsheet counts.
    pub row: u32,
    pub cells: Vec<String>,
}

impl Row {
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Sheet {
    /// Reads a file. `stated` names columns that help to find the header, where we don't know any of it.
    ///
    /// # Errors
    /// [`PriceListError`] for what is no table, is beyond the limits or has no header.
    pub fn read(bytes: &[u8], stated: &Assignment, limits: &Limits) -> Result<Self, PriceListError> {
        if bytes.len() > limits.bytes {
            return Err(PriceListError::TooLarge { bytes: bytes.len(), limit: limits.bytes });
        }
        let text = decode(bytes)?;
        let wanted: HashSet<String> = stated.names().map(str::to_lowercase).collect();
        let is_known = |cell: &str| header::is_known(cell) || wanted.contains(&cell.to_lowercase());
        let (dialect, table) = dialect::detect(&text, limits, &is_known);
        let dialect =
            if stated.is_enough() { by_delimiters(dialect, table, limits, &is_known) } else { dialect };
        let all = read_rows(table, dialect, limits)?;
        Self::below_header(all, stated, &is_known)?.within(limits)
    }

    fn below_header(
        mut rows: Vec<Row>,
        stated: &Assignment,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Self, PriceListError> {
        let is_header = |row: &Row| {
            let proposals = header::propose(&row.cells);
            let has = |wanted: &dyn Fn(Meaning) -> bool| {
                proposals.iter().any(|column| column.meaning.is_some_and(wanted))
            };
            let names_number = has(&|meaning| matches!(meaning, Meaning::ItemNumber | Meaning::Mpn));
            let names_stated =
                |name: &str| row.cells.iter().any(|cell| cell.to_lowercase() == name.to_lowercase());
            (names_number && has(&Meaning::is_price))
                || (row.cells.iter().filter(|cell| is_known(cell)).count() >= 2
                    && stated.names().any(names_stated))
        };
        let found = rows.iter().take(HEADER_WITHIN).position(is_header);
        let Some(at) = found else {
            return if stated.is_enough() {
                Self::without_header(rows, stated)
            } else {
                Err(PriceListError::NoHeader)
            };
        };
        let below = rows.split_off(at + 1);
        let header = rows.pop().ok_or(PriceListError::NoHeader)?;
        if below.is_empty() {
            return Err(PriceListError::NoRows { header_row: header.row });
        }
        Ok(Self { header_row: header.row, names: header.cells, rows: below })
    }

    fn within(self, limits: &Limits) -> Result<Self, PriceListError> {
        match self.rows.get(limits.rows) {
            None => Ok(self),
            Some(first) => Err(PriceListError::TooManyRows { row: first.row, limit: limits.rows }),
        }
    }

    /// A header of which nothing is known: the first row that has all the columns that were named; or
    /// none, where they are named by letters alone.
    fn without_header(mut rows: Vec<Row>, stated: &Assignment) -> Result<Self, PriceListError> {
        let has_all = |row: &Row| {
            stated.names().all(|name| row.cells.iter().any(|cell| cell.to_lowercase() == name.to_lowercase()))
        };
        if let Some(at) = rows.iter().take(HEADER_WITHIN).position(has_all) {
            let below = rows.split_off(at + 1);
            let header = rows.pop().ok_or(PriceListError::NoHeader)?;
            return Ok(Self { header_row: header.row, names: header.cells, rows: below });
        }
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        Ok(Self { header_row: 0, names: vec![String::new(); widest], rows })
    }

    /// The row of the header, the first is 1; 0 where there is none.
    #[must_use]
    pub const fn header_row(&self) -> u32 {
        self.header_row
    }

    /// What each column seems to mean.
    #[must_use]
    pub fn propose(&self) -> Vec<Proposal> {
        let mut proposals = header::propose(&self.names);
        self.weigh_quantity(&mut proposals);
        proposals
    }

    /// A column that is called just `Quantity` says from where prices hold only if items stand in several
    /// rows; else it may be anything, and nothing is better than a guess at prices.
    fn weigh_quantity(&self, proposals: &mut [Proposal]) {
        let number = proposals.iter().find(|column| column.meaning == Some(Meaning::ItemNumber));
        let number = number.or_else(|| proposals.iter().find(|column| column.meaning == Some(Meaning::Mpn)));
        let Some(number) = number.map(|column| column.column) else { return };
        let mut seen: HashSet<&str> = HashSet::new();
        let mut numbers = self.rows.iter().map(|row| row.cell(number)).filter(|cell| !cell.is_empty());
        let repeats = numbers.any(|number| !seen.insert(number));
        for column in proposals.iter_mut().filter(|column| column.meaning == Some(Meaning::From)) {
            match column.confidence {
                Confidence::Guess if repeats => column.confidence = Confidence::Likely,
                Confidence::Guess => column.meaning = None,
                _ => {}
            }
        }
    }

    /// The items of all rows, with the rows that cannot be used. `usual` is what prices are in where the
    /// list says nothing.
    ///
    /// # Errors
    /// [`PriceListError::NoColumn`].
    pub fn lines(&self, columns: &Columns, usual: Currency) -> Result<Reading, PriceListError> {
        lines::read(self, columns, usual)
    }
}

fn read_rows(table: Table<'_>, dialect: Dialect, limits: &Limits) -> Result<Vec<Row>, PriceListError> {
    let mut records = Records::new(table.text, dialect, table.first_row, limits);
    let mut rows = Vec::new();
    while let Some(record) = records.next()? {
        // Those above the header are not counted against the list.
        if rows.len() >= limits.rows.saturating_add(HEADER_WITHIN) {
            return Err(PriceListError::TooManyRows { row: record.row, limit: limits.rows });
        }
        rows.push(Row { row: record.row, cells: record.cells().map(str::to_owned).collect() });
    }
    Ok(rows)
}

/// Where no header is known, the delimiter that most rows have equally often.
fn by_delimiters(
    known: Dialect,
    table: Table<'_>,
    limits: &Limits,
    is_known: &dyn Fn(&str) -> bool,
) -> Dialect {
    let rows = |dialect| read_rows_of(table, dialect, limits);
    if rows(known).iter().any(|row| row.cells.iter().filter(|cell| is_known(cell)).count() >= 2) {
        return known;
    }
    let regular = |delimiter: u8| {
        let widths: Vec<usize> =
            rows(Dialect { delimiter, quote: Some(b'"') }).iter().map(|row| row.cells.len()).collect();
        let usual =
            widths.iter().copied().max_by_key(|width| widths.iter().filter(|other| *other == width).count());
        usual
            .filter(|width| *width > 1)
            .map_or(0, |width| widths.iter().filter(|other| **other == width).count())
    };
    let candidates = [b'\t', b';', b'|', b','];
    let best = candidates.into_iter().rev().max_by_key(|delimiter| regular(*delimiter));
    Dialect { delimiter: best.unwrap_or(b','), quote: Some(b'"') }
}

/// The first rows, as far as they can be read.
fn read_rows_of(table: Table<'_>, dialect: Dialect, limits: &Limits) -> Vec<Row> {
    let mut records = Records::new(table.text, dialect, table.first_row, limits);
    let mut rows = Vec::new();
    while rows.len() < SAMPLE
        && let Ok(Some(record)) = records.next()
    {
        rows.push(Row { row: record.row, cells: record.cells().map(str::to_owned).collect() });
    }
    rows
}
