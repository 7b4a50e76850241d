//! What a sync would change, side by side and in words.

use super::VersionHead;
use crate::domain::bom::Reference;
use crate::domain::bom::format_references;
use crate::domain::builds::BuildStatus;
use crate::domain::clearing::NewlyMissing;
use crate::domain::matching::BomLine;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The page on which a sync is looked at before it is applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncPage {
    /// Which version.
    pub head: VersionHead,
    /// Whether it was synced before.
    pub synced: bool,
    /// What was read, or why nothing was.
    pub reading: Reading,
    /// The commit that somebody looked at before, where another one was read now.
    pub moved_from: Option<String>,
}

/// What reading the BOM led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// A BOM, with what it would change.
    Read(Preview),
    /// Nothing: why, and what to do.
    Failed(String),
    /// There is nowhere to read from: neither a repository nor a file.
    NoSource,
}

/// What a BOM that was read would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The commit, where it comes from git.
    pub commit: Option<String>,
    /// The file.
    pub path: Option<String>,
    /// The name under which a file that was handed over is kept until it is applied.
    pub parked: Option<String>,
    /// Lines in it.
    pub lines: usize,
    /// Lines of it that have a part, or need none.
    pub matched: usize,
    /// Lines of it that are no part: what they wanted, by their references.
    pub unmatched: Vec<(Vec<String>, String)>,
    /// What a person should look at.
    pub warnings: Vec<String>,
    /// Every line that changes.
    pub changes: Vec<LineChange>,
    /// Builds that would newly miss something.
    pub builds: Vec<WouldMiss>,
    /// Whether the version's open builds would miss nothing new.
    pub builds_stay: bool,
}

/// A build that would newly miss something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WouldMiss {
    /// Its number.
    pub build: i64,
    /// Pieces in all.
    pub quantity: Quantity,
    /// Where it stands.
    pub status: BuildStatus,
    /// What it would newly miss.
    pub missing: Vec<NewlyMissing>,
    /// Lines that would have no part: what they wanted, by their references.
    pub unmatched: Vec<(Vec<String>, String)>,
}

/// What happens to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LineMove {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It goes.
    Removed,
}

/// A line that changes, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineChange {
    /// What happens to it.
    pub what: LineMove,
    /// Where it is, as it will be where it stays.
    pub references: String,
    /// What it says before and after, where that differs; all that it says where it is new or goes.
    pub cells: Vec<CellChange>,
}

/// A cell before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    /// What the cell is: value, footprint, quantity.
    pub cell: String,
    /// Before; empty where there was nothing.
    pub before: String,
    /// After; empty where nothing is left.
    pub after: String,
}

impl LineChange {
    /// What a change of a line is, in words; nothing where neither is a line.
    #[must_use]
    pub fn between(before: Option<&BomLine>, after: Option<&BomLine>) -> Option<Self> {
        let what = match (before, after) {
            (None, Some(_)) => LineMove::Added,
            (Some(_), Some(_)) => LineMove::Changed,
            (Some(_), None) => LineMove::Removed,
            (None, None) => return None,
        };
        let place = after.or(before)?;
        let mut cells = Vec::new();
        if let (Some(before), Some(after)) = (before, after) {
            cells.extend(references_changed(before, after));
        }
        let (old, new) = (before.map(cells_of).unwrap_or_default(), after.map(cells_of).unwrap_or_default());
        let names: Vec<&String> = {
            let mut seen = BTreeSet::new();
            let all = new.iter().chain(&old).map(|(name, _)| name);
            all.filter(|name| seen.insert(name.as_str())).collect()
        };
        let said = |cells: &[(String, String)], name: &str| {
            cells.iter().find(|(other, _)| other == name).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        cells.extend(names.into_iter().filter_map(|name| {
            let change = CellChange { cell: name.clone(), before: said(&old, name), after: said(&new, name) };
            (change.before != change.after).then_some(change)
        }));
        Some(Self { what, references: references(place), cells })
    }
}

/// A line's references as they are read, or its number where it has none.
fn references(line: &BomLine) -> String {
    let all: Vec<Reference> = line.references.iter().map(|text| Reference::new(text.as_str())).collect();
    if all.is_empty() { format!("line {}", line.line) } else { format_references(&all) }
}

fn references_changed(before: &BomLine, after: &BomLine) -> Option<CellChange> {
    let set = |line: &BomLine| -> BTreeSet<String> { line.references.iter().cloned().collect() };
    (set(before) != set(after)).then(|| CellChange {
        cell: "references".to_owned(),
        before: references(before),
        after: references(after),
    })
}

/// What a line says, cell by cell, without its references.
fn cells_of(line: &BomLine) -> Vec<(String, String)> {
    let yes = |flag: bool| if flag { "yes".to_owned() } else { String::new() };
    let own = [
        ("quantity", line.quantity.to_string()),
        ("value", line.value.clone()),
        ("footprint", line.footprint.clone()),
        ("maker", line.manufacturer.clone()),
        ("maker\u{2019}s number", line.mpn.clone()),
        ("vendor", line.vendor.clone()),
        ("vendor\u{2019}s number", line.item_number.clone()),
        ("description", line.description.clone()),
        ("note", line.note.clone()),
        ("optional", yes(line.optional)),
        ("do not populate", yes(line.do_not_populate)),
    ];
    let own = own.into_iter().map(|(name, text)| (name.to_owned(), text));
    own.chain(line.extras.iter().cloned()).collect()
}

impl Preview {
    /// How many lines are added, changed and removed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |what| self.changes.iter().filter(|change| change.what == what).count();
        (count(LineMove::Added), count(LineMove::Changed), count(LineMove::Removed))
    }
}
