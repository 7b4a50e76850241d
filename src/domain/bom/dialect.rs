//! Which delimiter and which quote a file uses.

use super::Limits;
use super::records::Records;
use std::cmp::Reverse;

/// How cells are separated and quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) struct Dialect {
    pub delimiter: u8,
    /// `None`: quotes are plain text.
    pub quote: Option<u8>,
}

/// In the order of preference where two fit equally well.
const CANDIDATES: [Dialect; 8] = [
    Dialect::new(b',', b'"'),
    Dialect::new(b';', b'"'),
    Dialect::new(b'\t', b'"'),
    Dialect::new(b'|', b'"'),
    Dialect::new(b',', b'\''),
    Dialect::new(b';', b'\''),
    Dialect::new(b'\t', b'\''),
    Dialect::new(b'|', b'\''),
];

/// How many rows are looked at.
const SAMPLE: usize = 40;
/// And how many with blank ones among them: a sheet may begin with any number of `,,,`.
const SAMPLE_WITH_BLANKS: usize = 10_000;

impl Dialect {
    const fn new(delimiter: u8, quote: u8) -> Self {
        Self { delimiter, quote: Some(quote) }
    }

    /// The same where quotes are plain text.
    pub(in crate::domain) const fn without_quotes(self) -> Self {
        Self { quote: None, ..self }
    }

    /// The library's reader for it; rows may have any number of cells.
    pub(in crate::domain) fn reader(self) -> csv::ReaderBuilder {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(self.delimiter);
        match self.quote {
            Some(quote) => builder.quote(quote),
            None => builder.quoting(false),
        };
        builder
    }
}

/// A table within a file.
#[derive(Debug, Clone, Copy)]
pub(in crate::domain) struct Table<'a> {
    pub text: &'a str,
    /// The row of the file in which it begins.
    pub first_row: u32,
}

/// The dialect of a file and its table, which is without the `sep=` line that Excel knows. The one in
/// which most headers of a row are known wins.
pub(in crate::domain) fn detect<'a>(
    text: &'a str,
    limits: &Limits,
    is_known: &dyn Fn(&str) -> bool,
) -> (Dialect, Table<'a>) {
    let (separator, table) = split_separator_line(text);
    let fits = |dialect: &Dialect| separator.is_none_or(|wanted| wanted == dialect.delimiter);
    let mut best = None;
    for dialect in candidates(separator).filter(fits) {
        let score = score(table, dialect, limits, is_known);
        if best.is_none_or(|(best_score, _)| score > best_score) {
            best = Some((score, dialect));
        }
    }
    (best.map_or(CANDIDATES[0], |(_, dialect)| dialect), table)
}

fn candidates(separator: Option<u8>) -> impl Iterator<Item = Dialect> {
    let stated = separator.into_iter().flat_map(|by| [Dialect::new(by, b'"'), Dialect::new(by, b'\'')]);
    stated.chain(CANDIDATES)
}

/// `sep=;` in the first line, quoted or not.
fn split_separator_line(text: &str) -> (Option<u8>, Table<'_>) {
    let whole = Table { text, first_row: 1 };
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let line = line.trim_matches('"');
    let Some((key, separator)) = line.split_once('=') else { return (None, whole) };
    if !key.trim().eq_ignore_ascii_case("sep") {
        return (None, whole);
    }
    // A space separates where it stands alone; behind another sign it is a slip.
    let sign = separator.trim_end_matches(' ');
    let separator = if sign.is_empty() { separator } else { sign };
    match separator.as_bytes() {
        [by] if by.is_ascii() && !by.is_ascii_alphanumeric() && !matches!(by, b'"' | b'\'') => {
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
            (Some(*by), Table { text: rest, first_row: 2 })
        }
        _ => (None, whole),
    }
}

/// How well a dialect reads a table; the greatest is chosen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// Known headers of the best row.
    known: usize,
    /// Where no dialect finds any, one that is stopped by an error says what is wrong.
    stopped: bool,
    /// Quotes left around the best row's cells, which shows a wrong quote.
    quoted: Reverse<usize>,
}

fn score(table: Table<'_>, dialect: Dialect, limits: &Limits, is_known: &dyn Fn(&str) -> bool) -> Score {
    let mut records = Records::new(table.text, dialect, table.first_row, limits);
    let is_single = dialect.quote == Some(b'\'');
    let mut best = Score { known: 0, stopped: false, quoted: Reverse(usize::MAX) };
    let mut looked_at = 0;
    for _ in 0..SAMPLE_WITH_BLANKS {
        let record = match records.next_written() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(_) => {
                best.stopped = best.known == 0 && !is_single;
                break;
            }
        };
        if record.is_blank() {
            continue;
        }
        looked_at += 1;
        if looked_at > SAMPLE {
            break;
        }
        // A header in double quotes is not quoted by single ones, even if its own don't match.
        if is_single && record.cells().any(|cell| cell.starts_with('"')) {
            continue;
        }
        let known = record.cells().filter(|cell| is_known(cell)).count();
        let quoted = record.cells().filter(|cell| cell.starts_with(['"', '\''])).count();
        best = best.max(Score { known, stopped: false, quoted: Reverse(quoted) });
    }
    best
}
