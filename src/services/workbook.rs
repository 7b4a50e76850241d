//! Workbooks (XLSX) as text.
//!
//! A workbook is a packed archive, and a small one can unpack to any size: so each file in it is
//! unpacked once with an eye on the total before anything is read. Cells are taken one by one as they
//! come, so that a cell in the last corner of a sheet costs no more than one in the first.

use crate::domain::bom::{BomError, Limits, OddCell, Sheet, SheetCell, SheetRow};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What all files in a workbook may unpack to.
const MOST_UNPACKED: u64 = 100_000_000;
/// Files in a workbook.
const MOST_FILES: usize = 5_000;
/// Texts that a workbook may announce; the reader keeps room for as many.
const MOST_TEXTS: u64 = 2_000_000;
/// Sheets that are looked at.
const MOST_SHEETS: usize = 100;
/// Cells of one sheet that are kept; a BOM at its limits has fewer.
const MOST_CELLS: usize = 2_000_000;
/// Rows above the header that may say something.
const ABOVE_HEADER: usize = 1_000;

/// Whether the bytes are an archive, as a workbook is.
pub(in crate::services) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The visible sheets of a workbook, each up to a row more than a BOM may have.
///
/// # Errors
/// [`BomError::TooLarge`], and [`BomError::BadWorkbook`] for what is damaged, protected, or unpacks to too much.
pub(in crate::services) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, BomError> {
    if bytes.len() > limits.bytes {
        return Err(BomError::TooLarge { bytes: bytes.len(), limit: limits.bytes });
    }
    check_archive(bytes)?;
    // The reader trusts a few names in the file; where one is odd, that is the file's fault.
    catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or_else(|_| Err(bad("it is damaged")))
}

fn bad(why: impl Into<String>) -> BomError {
    BomError::BadWorkbook { why: why.into() }
}

/// Unpacks everything once, into nothing.
fn check_archive(bytes: &[u8]) -> Result<(), BomError> {
    let damaged = |_: zip::result::ZipError| bad("it is damaged");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_FILES {
        return Err(bad(format!("it holds more than {MOST_FILES} files")));
    }
    let mut left = MOST_UNPACKED;
    let mut unpacked = Vec::new();
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| bad("it is damaged, or protected by a password"))?;
        let name = file.name().map_err(damaged)?.to_ascii_lowercase();
        let is_text = name.ends_with(".xml") || name.ends_with(".rels");
        unpacked.clear();
        let read = file.take(left + 1).read_to_end(&mut unpacked).map_err(|_| bad("it is damaged"))?;
        left = u64::try_from(read)
            .ok()
            .and_then(|read| left.checked_sub(read))
            .ok_or_else(|| bad(format!("it unpacks to more than {} MB", MOST_UNPACKED / 1_000_000)))?;
        if is_text && unpacked.iter().any(|byte| matches!(byte, 0 | 0x1b)) {
            return Err(bad("it is not written in UTF-8"));
        }
        if announced_texts(&unpacked).any(|count| count > MOST_TEXTS) {
            return Err(bad(format!("it announces more than {MOST_TEXTS} texts")));
        }
    }
    Ok(())
}

/// The numbers behind `uniqueCount` anywhere in a file.
fn announced_texts(file: &[u8]) -> impl Iterator<Item = u64> {
    const WORD: &[u8] = b"uniqueCount";
    let found = file.windows(WORD.len()).enumerate().filter(|(_, window)| *window == WORD);
    found.map(|(at, _)| {
        let rest = file.get(at + WORD.len()..).unwrap_or_default();
        let is_between =
            |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'' | b'+');
        let digits = rest.iter().skip_while(is_between).take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    })
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, BomError> {
    let opened: Result<Xlsx<_>, _> = Xlsx::new(Cursor::new(bytes));
    let mut workbook =
        opened.map_err(|error| bad(format!("it is damaged, or no XLSX workbook ({})", one_line(&error))))?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .take(MOST_SHEETS)
        .map(|sheet| sheet.name.clone())
        .collect();
    names.into_iter().map(|name| sheet(&mut workbook, name, limits)).collect()
}

fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: String, limits: &Limits) -> Result<Sheet, BomError> {
    let failed =
        |error: calamine::XlsxError| bad(format!("the sheet {name} is damaged ({})", one_line(&error)));
    let mut rows: BTreeMap<u32, BTreeMap<usize, SheetCell>> = BTreeMap::new();
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(failed)?;
    let mut kept = 0;
    while let Some(cell) = cells.next_cell().map_err(failed)? {
        let (row, column) = cell.get_position();
        let Some(text) = text(cell.get_value()) else { continue };
        // One column too many is enough to see that there are too many.
        let column = usize::try_from(column).unwrap_or(usize::MAX).min(limits.columns);
        rows.entry(row.saturating_add(1)).or_default().insert(column, text);
        kept += 1;
        if rows.len() > limits.rows + ABOVE_HEADER + 1 || kept >= MOST_CELLS {
            break;
        }
    }
    let rows = rows.into_iter().map(|(row, cells)| SheetRow { row, cells: in_line(cells) }).collect();
    Ok(Sheet { name, rows })
}

/// From the first column on, those without a cell being empty.
fn in_line(cells: BTreeMap<usize, SheetCell>) -> Vec<SheetCell> {
    let mut line = Vec::new();
    for (column, cell) in cells {
        line.resize(column, SheetCell::Text(String::new()));
        line.push(cell);
    }
    line
}

fn text(value: &DataRef<'_>) -> Option<SheetCell> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => SheetCell::Text(text.clone()),
        DataRef::SharedString(text) => SheetCell::Text((*text).to_owned()),
        DataRef::Int(number) => SheetCell::Text(number.to_string()),
        DataRef::Float(number) => SheetCell::Text(number_text(*number)),
        DataRef::Bool(true) => SheetCell::Text("TRUE".to_owned()),
        DataRef::Bool(false) => SheetCell::Text("FALSE".to_owned()),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            SheetCell::Odd(OddCell::Date, format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            SheetCell::Odd(OddCell::Date, text.clone())
        }
        DataRef::Error(error) => SheetCell::Odd(OddCell::Error, error.to_string()),
    })
}

/// The fifteen digits that a spreadsheet shows, without what binary fractions add.
fn number_text(number: f64) -> String {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Without the sign of a negative zero.
    format!("{}", shown + 0.0)
}

fn one_line(error: &calamine::XlsxError) -> String {
    error.to_string().split_whitespace().take(20).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_a_spreadsheet_shows() {
        for (number, shown) in [
            (4700.0, "4700"),
            (0.1 + 0.2, "0.3"),
            (4.7, "4.7"),
            (-0.0, "0"),
            (1e-7, "0.0000001"),
            (1234567890123.0, "1234567890123"),
            (-2.5, "-2.5"),
        ] {
            assert_eq!(number_text(number), shown);
        }
    }

    #[test]
    fn announced_counts_are_found_however_they_are_written() {
        let counts = |text: &str| announced_texts(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(counts("<sst uniqueCount=\"12\" x='1'/> uniqueCount = '7'"), [12, 7]);
        assert_eq!(counts("uniqueCount=\"99999999999999999999999\""), [u64::MAX]);
        assert_eq!(counts("uniqueCount"), [0]);
        assert!(counts("none").is_empty());
    }
}
