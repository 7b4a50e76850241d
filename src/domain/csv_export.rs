//! Tables as CSV, for spreadsheets: a header row, numbers that stay numbers, and no text that a
//! spreadsheet would run.
//!
//! A text that begins like a formula gets an apostrophe before it, which spreadsheets take for "this
//! is text" (OWASP's rule, with the full-width signs that some of them read as well). [`unguarded`]
//! takes it away again, so that what was exported reads the same when it is imported.

use super::money::Micros;
use super::quantity::Quantity;

/// What begins a formula, or is skipped before one.
const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\0', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
/// Tells spreadsheets that what follows is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, guarded where they begin like a formula.
    Text(String),
    /// Digits, written as they are: −5 stays a number.
    Number(String),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Words, or nothing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// Pieces.
    #[must_use]
    pub fn pieces(quantity: Quantity) -> Self {
        Self::Number(quantity.get().to_string())
    }

    /// A whole number.
    pub fn whole(number: impl Into<i128>) -> Self {
        Self::Number(number.into().to_string())
    }

    /// An amount of money without its currency, which has a column of its own.
    #[must_use]
    pub fn amount(amount: Micros) -> Self {
        Self::Number(amount.plain())
    }
}

impl From<Quantity> for Cell {
    fn from(quantity: Quantity) -> Self {
        Self::pieces(quantity)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A table under its header row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable {
    width: usize,
    text: String,
}

impl CsvTable {
    /// A table with these columns and no rows yet.
    #[must_use]
    pub fn new(columns: &[&str]) -> Self {
        let mut table = Self { width: columns.len(), text: BYTE_ORDER_MARK.to_owned() };
        table.push(columns.iter().map(|column| Cell::text(*column)).collect());
        table
    }

    /// Adds a row. One that is shorter than the header is filled up, a longer one is cut.
    pub fn push(&mut self, mut cells: Vec<Cell>) {
        cells.resize(self.width, Cell::Empty);
        let row: Vec<String> = cells.iter().map(written).collect();
        self.text.push_str(&row.join(","));
        self.text.push_str("\r\n");
    }

    /// The whole file.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(digits) => digits.clone(),
        Cell::Text(text) => quoted(&guarded(text)),
    }
}

/// In quotes where it has to be, each quote within doubled.
fn quoted(text: &str) -> String {
    let is_plain = !text.contains([',', '"', '\n', '\r', ';', '\t']) && text.trim() == text;
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// The text as no spreadsheet runs it: an apostrophe before what begins like a formula, and before
/// what would look as if it had been given one.
#[must_use]
pub fn guarded(text: &str) -> String {
    if is_risky(text) { format!("'{text}") } else { text.to_owned() }
}

/// What [`guarded`] was given.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => text,
    }
}

fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rows: Vec<Vec<Cell>>) -> String {
        let mut table = CsvTable::new(&["Part", "On hand"]);
        for row in rows {
            table.push(row);
        }
        table.into_text()
    }

    #[test]
    fn text_that_begins_like_a_formula_is_guarded_and_numbers_stay_numbers() {
        for text in [
            "=1+1",
            "+1",
            "-5V",
            "@x",
            "\tx",
            "\rx",
            "\0x",
            "\u{ff1d}1",
            "\u{ff0b}1",
            "\u{ff0d}1",
            "\u{ff20}x",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        let rows = vec![vec![Cell::text("=HYPERLINK(\"x\")"), Cell::whole(-5)]];
        assert_eq!(file(rows), "\u{feff}Part,On hand\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n");
    }

    #[test]
    fn what_was_exported_reads_the_same_again() {
        for text in ["=1", "'=1", "''=1", "'quoted'", "10k", "", "'", "-", "\u{ff1d}x", "a=b"] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
    }

    #[test]
    fn a_reader_of_csv_finds_every_cell_again() {
        let odd = ["a,b", "say \"hi\"", "two\nlines", " blanks ", "4.7 k\u{3a9}; 1 %"];
        let rows = odd.iter().map(|text| vec![Cell::text(*text), Cell::pieces(Quantity::of(7))]).collect();
        let written = file(rows);
        let mut reader = csv::Reader::from_reader(written.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
        let read: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
        assert_eq!(read, odd);
    }

    #[test]
    fn every_row_is_as_wide_as_the_header() {
        let rows = vec![vec![Cell::text("x")], vec![Cell::text("y"), Cell::Empty, Cell::text("too much")]];
        assert_eq!(file(rows), "\u{feff}Part,On hand\r\nx,\r\ny,\r\n");
    }
}
