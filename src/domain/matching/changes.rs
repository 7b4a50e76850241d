//! What a new BOM changes, told by references: rows may be inserted and sorted anew without a change.

use super::line::{BomLine, LineKey, line_keys};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// How far two lines are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Every cell.
    Full,
    /// What decides their part and pieces: where the old lines came without the other cells.
    Meaning,
}

/// What a new BOM changes; numbers are places in the lists that were compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomChanges {
    /// New lines.
    pub added: Vec<usize>,
    /// Old and new place of lines that say something else, or whose references moved.
    pub changed: Vec<(usize, usize)>,
    /// Old lines that are gone.
    pub removed: Vec<usize>,
}

impl BomChanges {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Compares two BOMs. A line is the one with the same references; of the others, the one that shares
/// most references with it, if any. Lines without references are the same if their text and
/// occurrence are.
#[must_use]
pub fn compare(old: &[BomLine], new: &[BomLine], depth: Comparison) -> BomChanges {
    let (old_keys, new_keys) = (key_sets(old), key_sets(new));
    let mut old_of_new: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];

    let by_set: HashMap<&BTreeSet<LineKey>, usize> =
        old_keys.iter().enumerate().map(|(place, keys)| (keys, place)).collect();
    for (place, keys) in new_keys.iter().enumerate() {
        if let Some(same) = by_set.get(keys).filter(|same| !taken[**same]) {
            taken[*same] = true;
            old_of_new[place] = Some(*same);
        }
    }
    for (shared, old_place, new_place) in overlaps(&old_keys, &new_keys) {
        if shared > 0 && !taken[old_place] && old_of_new[new_place].is_none() {
            taken[old_place] = true;
            old_of_new[new_place] = Some(old_place);
        }
    }

    let mut changes = BomChanges::default();
    for (place, origin) in old_of_new.into_iter().enumerate() {
        match origin {
            None => changes.added.push(place),
            Some(before)
                if old_keys[before] != new_keys[place] || differs(&old[before], &new[place], depth) =>
            {
                changes.changed.push((before, place));
            }
            Some(_) => {}
        }
    }
    changes.removed = (0..old.len()).filter(|place| !taken[*place]).collect();
    changes
}

fn key_sets(lines: &[BomLine]) -> Vec<BTreeSet<LineKey>> {
    line_keys(lines).into_iter().map(|keys| keys.into_iter().collect()).collect()
}

/// How many references each old and new line share, most first, then in the order of the BOMs.
fn overlaps(old: &[BTreeSet<LineKey>], new: &[BTreeSet<LineKey>]) -> Vec<(usize, usize, usize)> {
    let mut homes: HashMap<&LineKey, usize> = HashMap::new();
    for (place, keys) in old.iter().enumerate() {
        homes.extend(keys.iter().map(|key| (key, place)));
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for (new_place, keys) in new.iter().enumerate() {
        for old_place in keys.iter().filter_map(|key| homes.get(key)) {
            *shared.entry((*old_place, new_place)).or_default() += 1;
        }
    }
    let mut found: Vec<(usize, usize, usize)> =
        shared.into_iter().map(|((old_place, new_place), count)| (count, old_place, new_place)).collect();
    found.sort_unstable_by_key(|(count, old_place, new_place)| (usize::MAX - count, *old_place, *new_place));
    found
}

/// Whether two lines with the same references say different things.
fn differs(old: &BomLine, new: &BomLine, depth: Comparison) -> bool {
    let meaning = |line: &BomLine| BomLine {
        line: 0,
        references: Vec::new(),
        extras: Vec::new(),
        description: String::new(),
        note: String::new(),
        ..line.clone()
    };
    let everything = |line: &BomLine| BomLine { line: 0, references: Vec::new(), ..line.clone() };
    match depth {
        Comparison::Full => everything(old) != everything(new),
        Comparison::Meaning => meaning(old) != meaning(new),
    }
}
