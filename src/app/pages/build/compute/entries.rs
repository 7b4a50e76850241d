//! Which rows a build's page has: every need with nothing left out and everything optional taken in,
//! so that a row stays in its place whatever is edited, and what is never populated.

use super::lookup::Lookup;
use crate::app::view::BuildEdit;
use crate::domain::bom::Reference;
use crate::domain::builds::Build;
use crate::domain::clearing::{
    BuildSheet, Choices, Demand, Meaning, Origin, SheetLine, UnmatchedLine, Wanted, demand,
};
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use std::collections::BTreeSet;

/// A row of the page, whether or not it is part of the build.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    /// A part that is needed.
    Need(Box<WholeNeed>),
    /// An optional line whose part is needed by other lines too: its pieces are counted with theirs.
    Option(Box<OptionLine>),
    /// A line without a part.
    Unmatched { line: UnmatchedLine, optional: bool },
    /// A line that never counts: it is not populated, or is optional and has no references to ask for.
    Never(Box<SheetLine>),
}

/// A need as it would be with nothing left out and everything optional taken in.
#[derive(Debug, Clone)]
pub(super) struct WholeNeed {
    pub(super) need: Wanted,
    /// Every part that will do.
    pub(super) acceptable: Vec<PartId>,
    /// References of rows of the BOM that are built with unless they are left out.
    pub(super) firm: Vec<Reference>,
    /// References of its one optional row, where nothing else needs the part.
    pub(super) optional: Vec<Reference>,
    /// Whether it is needed without anything optional.
    pub(super) is_firm: bool,
}

/// An optional row of the BOM whose pieces are counted with those of other rows.
#[derive(Debug, Clone)]
pub(super) struct OptionLine {
    pub(super) line: u32,
    pub(super) references: Vec<Reference>,
    pub(super) quantity: Quantity,
    pub(super) part: PartId,
}

/// The rows in line order; what has no row of the BOM after them.
pub(super) fn entries(sheet: &BuildSheet, lookup: &Lookup, build: &Build) -> Vec<Entry> {
    let everything = sheet.lines.iter().filter(|line| line.optional).flat_map(|line| &line.references);
    let choices =
        Choices { left_out: BTreeSet::new(), included: everything.cloned().collect(), ..build.choices() };
    let Demand { wanted, unmatched } = demand(sheet, &choices);
    let mut entries: Vec<Entry> = wanted.into_iter().flat_map(|need| of_need(sheet, lookup, need)).collect();
    entries.extend(unmatched.into_iter().map(|line| {
        let optional = lookup.lines_without_part(sheet, &line).any(|other| other.optional);
        Entry::Unmatched { line, optional }
    }));
    let never = sheet.lines.iter().filter(|line| never_counts(line));
    entries.extend(never.map(|line| Entry::Never(Box::new(line.clone()))));
    entries.sort_by_cached_key(|entry| place(sheet, lookup, entry));
    entries
}

fn of_need(sheet: &BuildSheet, lookup: &Lookup, need: Wanted) -> Vec<Entry> {
    let lines: Vec<&SheetLine> = lookup.lines_of(sheet, need.part, &need.lines).collect();
    let is_firm = lines.iter().any(|line| !line.optional);
    let rows = lines.iter().filter(|line| line.origin == Origin::Bom);
    let (optional, firm): (Vec<&SheetLine>, Vec<&SheetLine>) = rows.copied().partition(|line| line.optional);
    let of_these = |lines: &[&SheetLine]| -> Vec<Reference> {
        let among = |reference: &&Reference| lines.iter().any(|line| line.references.contains(*reference));
        need.references.iter().filter(among).cloned().collect()
    };
    let alone = !is_firm && optional.len() == 1;
    let options = optional.iter().filter(|_| !alone).map(|line| {
        Entry::Option(Box::new(OptionLine {
            line: line.line,
            references: line.references.clone(),
            quantity: line.quantity,
            part: need.part,
        }))
    });
    let options: Vec<Entry> = options.collect();
    let whole = WholeNeed {
        firm: of_these(&firm),
        optional: if alone { of_these(&optional) } else { Vec::new() },
        is_firm,
        acceptable: need.acceptable_parts(),
        need,
    };
    std::iter::once(Entry::Need(Box::new(whole))).chain(options).collect()
}

fn never_counts(line: &SheetLine) -> bool {
    let beyond_asking = line.optional && line.references.is_empty();
    line.origin == Origin::Bom && line.meaning != Meaning::Ignored && (line.do_not_populate || beyond_asking)
}

fn place(sheet: &BuildSheet, lookup: &Lookup, entry: &Entry) -> (bool, u32) {
    match entry {
        Entry::Need(whole) => {
            let mut lines = lookup.lines_of(sheet, whole.need.part, &whole.need.lines);
            let beside = lines.all(|line| matches!(line.origin, Origin::Own(_)));
            (beside, whole.need.lines.first().copied().unwrap_or(u32::MAX))
        }
        Entry::Option(option) => (false, option.line),
        Entry::Unmatched { line, .. } => (false, line.line),
        Entry::Never(line) => (false, line.line),
    }
}

/// What an edit chooses for a build.
pub(super) fn choices(build: &Build, edit: &BuildEdit) -> Choices {
    Choices {
        quantity: Quantity::clamped(edit.quantity),
        left_out: edit.chosen.left_out.clone(),
        included: edit.chosen.included.clone(),
        ..build.choices()
    }
}
