//! From text to rows of cells, within the limits.
//!
//! The `csv` crate reads the cells. Around it this module adds what that crate leaves out: row
//! numbers and blank rows (it skips them), quotes that never close (it takes them as closed at the
//! end), and a bound on how much one row may take before it is given up.

use super::dialect::Dialect;
use super::{BomError, Limits};
use csv::StringRecord;
use std::io::{self, Read};

/// One row that is not blank.
pub(in crate::domain) struct Record {
    /// The row, the first is 1.
    pub row: u32,
    /// Whether a blank row stands right before it.
    pub after_blank: bool,
    cells: StringRecord,
}

impl Record {
    /// A row whose cells are known already.
    pub(in crate::domain) fn of_cells<'c>(
        row: u32,
        after_blank: bool,
        cells: impl Iterator<Item = &'c str>,
    ) -> Self {
        Self { row, after_blank, cells: cells.collect() }
    }

    /// The text of a cell without the space around it; beyond the last cell, nothing.
    pub(in crate::domain) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    /// All cells, without the space around them.
    pub(in crate::domain) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }

    /// Whether all cells are empty.
    pub(in crate::domain) fn is_blank(&self) -> bool {
        self.cells().all(str::is_empty)
    }

    /// The column of a cell that holds the end of one row, whole rows, and the beginning of another, as
    /// where a quote that is plain text met the next such quote.
    pub(in crate::domain) fn swallows_rows(&self, columns: usize, delimiter: u8) -> Option<usize> {
        let separators = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count();
        let is_swallowed = |at: usize, cell: &str| {
            let mut lines = cell.lines();
            let (Some(first), Some(last)) = (lines.next(), lines.next_back()) else { return false };
            separators(first) + at + 1 == columns
                && separators(last) == at
                && lines.all(|line| separators(line) + 1 == columns)
        };
        self.cells.iter().enumerate().find(|(at, cell)| is_swallowed(*at, cell)).map(|(at, _)| at)
    }

    /// How many cells it has.
    pub(in crate::domain) fn len(&self) -> usize {
        self.cells.len()
    }
}

/// Reads one record after the other.
pub(in crate::domain) struct Records<'a> {
    text: &'a str,
    dialect: Dialect,
    limits: &'a Limits,
    reader: csv::Reader<BoundedText<'a>>,
    next_row: u32,
}

impl<'a> Records<'a> {
    pub(in crate::domain) fn new(
        text: &'a str,
        dialect: Dialect,
        first_row: u32,
        limits: &'a Limits,
    ) -> Self {
        let source = BoundedText { text: text.as_bytes(), end: END, allowed: limits.row_bytes };
        let reader = dialect.reader().from_reader(source);
        Self { text, dialect, limits, reader, next_row: first_row }
    }

    /// The next row that is not blank, or `None` at the end.
    pub(in crate::domain) fn next(&mut self) -> Result<Option<Record>, BomError> {
        let mut after_blank = false;
        while let Some(mut record) = self.next_written()? {
            after_blank |= record.after_blank;
            if record.is_blank() {
                after_blank = true;
                continue;
            }
            record.after_blank = after_blank;
            return Ok(Some(record));
        }
        Ok(None)
    }

    /// The next row that is not just a line break, though its cells may be empty.
    pub(in crate::domain) fn next_written(&mut self) -> Result<Option<Record>, BomError> {
        let blank_rows = self.skip_line_breaks();
        let Some((start, blank_rows)) = blank_rows else { return Ok(None) };
        let row = self.next_row.saturating_add(blank_rows);
        self.next_row = row.saturating_add(1);
        // The reader passes over the blank rows by itself.
        let before = start.saturating_sub(self.position());
        self.reader.get_mut().allowed = self.limits.row_bytes.saturating_add(before);

        let mut cells = StringRecord::new();
        if self.reader.read_record(&mut cells).is_err() {
            return Err(self.too_long(row, start));
        }
        if self.position() > self.text.len() + 1 {
            return Err(self.unclosed_quote(row, start));
        }
        if cells.len() > self.limits.columns {
            return Err(BomError::TooManyColumns { row, columns: cells.len(), limit: self.limits.columns });
        }
        let record = Record { row, after_blank: blank_rows > 0, cells };
        self.check_cells(&record)?;
        Ok(Some(record))
    }

    /// Where the next record begins and how many blank rows are before it.
    fn skip_line_breaks(&self) -> Option<(usize, u32)> {
        let bytes = self.text.as_bytes();
        let mut at = self.position();
        // The reader stops between CR and LF.
        if at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        let mut blank_rows: u32 = 0;
        while let Some(b'\r' | b'\n') = bytes.get(at) {
            at += if bytes.get(at..at + 2) == Some(b"\r\n") { 2 } else { 1 };
            blank_rows = blank_rows.saturating_add(1);
        }
        (at < bytes.len()).then_some((at, blank_rows))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    fn check_cells(&self, record: &Record) -> Result<(), BomError> {
        let limit = self.limits.cell;
        match record.cells().enumerate().find(|(_, cell)| cell.len() > limit) {
            None => Ok(()),
            Some((at, cell)) => {
                Err(BomError::CellTooLong { row: record.row, column: at + 1, bytes: cell.len(), limit })
            }
        }
    }

    /// A record goes beyond its line only within quotes: then it is the quote that is at fault.
    fn too_long(&self, row: u32, start: usize) -> BomError {
        let read = self.text.as_bytes().get(start..).unwrap_or_default();
        let read = read.get(..self.limits.row_bytes).unwrap_or(read);
        if read.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
            self.unclosed_quote(row, start)
        } else {
            BomError::RowTooLong { row, limit: self.limits.row_bytes }
        }
    }

    fn unclosed_quote(&self, row: u32, start: usize) -> BomError {
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let mut cells = StringRecord::new();
        let read = self.dialect.reader().from_reader(line.as_bytes()).read_record(&mut cells);
        BomError::UnclosedQuote { row, column: if read.is_ok() { cells.len().max(1) } else { 1 } }
    }
}

/// Follows the text, so that a quote that is still open there swallows more than the line break.
const END: &[u8] = b"\n.";

/// The text as a source that dries up when one record takes too much.
struct BoundedText<'a> {
    text: &'a [u8],
    end: &'static [u8],
    allowed: usize,
}

impl Read for BoundedText<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text.is_empty() {
            return self.end.read(buffer);
        }
        if self.allowed == 0 {
            return Err(io::Error::other("the record is too long"));
        }
        let read = self.text.read(buffer)?;
        self.allowed = self.allowed.saturating_sub(read);
        Ok(read)
    }
}
