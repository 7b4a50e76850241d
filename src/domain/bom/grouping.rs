//! Joins files with one row for each symbol into lines.
//!
//! `kicad-cli sch export bom` groups by nothing unless told to, so the same part comes in as many
//! rows as it has symbols. Such a file has no quantity column, or every row has one reference and
//! the quantity 1, so that joining loses nothing. In any other file the rows are the author's own
//! grouping and stay as they are.

use super::{BomRow, BomWarning};
use crate::domain::quantity::Quantity;
use std::collections::{HashMap, HashSet};

/// What must be equal for rows to be one line. The prefix belongs to it because a bare `10` on a
/// resistor and on a capacitor differ, and the note because it may say what to take.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    prefix: String,
    texts: [String; 7],
    do_not_populate: bool,
    optional: bool,
}

impl Key {
    /// Rows without references are never joined: each is told apart by its occurrence.
    fn of(row: &BomRow) -> Option<Self> {
        let first = row.references.first()?;
        Some(Self {
            prefix: first.prefix().to_owned(),
            texts: [
                row.value.clone(),
                row.footprint.clone(),
                row.manufacturer.clone(),
                row.mpn.clone(),
                row.vendor.clone(),
                row.item_number.clone(),
                row.note.clone(),
            ],
            do_not_populate: row.do_not_populate,
            optional: row.optional,
        })
    }
}

/// Joins equal rows if the file has one for each symbol and at least two are equal.
pub(super) fn group(
    rows: Vec<BomRow>,
    has_quantities: bool,
    header_row: u32,
) -> (Vec<BomRow>, Option<BomWarning>) {
    // One without a number (`R?`) is a symbol as well, though it names no reference.
    let is_one_symbol = |row: &BomRow| row.references.len() <= 1 && row.quantity == Quantity::ONE;
    if has_quantities && !rows.iter().all(is_one_symbol) {
        return (rows, None);
    }
    let before = rows.len();
    let lines = join(rows);
    let joined = lines.len() < before;
    let warning = BomWarning::Grouped { header_row, rows: before, lines: lines.len() };
    (lines, joined.then_some(warning))
}

fn join(rows: Vec<BomRow>) -> Vec<BomRow> {
    let mut lines: Vec<BomRow> = Vec::new();
    let mut places: HashMap<Key, usize> = HashMap::new();
    for row in rows {
        let place = Key::of(&row).map(|key| *places.entry(key).or_insert(lines.len()));
        match place.and_then(|place| lines.get_mut(place)) {
            Some(line) => absorb(line, row),
            None => lines.push(row),
        }
    }
    for line in &mut lines {
        line.references.sort();
    }
    lines
}

/// Adds a row to the line; texts that don't make a line are taken from the first row that has them.
fn absorb(line: &mut BomRow, row: BomRow) {
    line.references.extend(row.references);
    line.quantity += row.quantity;
    if line.description.is_empty() {
        line.description = row.description;
    }
    let known: HashSet<&String> = line.extras.iter().map(|(header, _)| header).collect();
    let new: Vec<_> = row.extras.into_iter().filter(|(header, _)| !known.contains(header)).collect();
    line.extras.extend(new);
}
