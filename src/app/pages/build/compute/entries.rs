//! Which rows a build's page has: every need with nothing left out and everything optional taken in,
//! so that a row stays in its place whatever is edited, and what is never populated.

use super::lookup::Lookup;
use crate::app::view::BuildEdit;
use crate::domain::bom::Reference;
use crate::domain::builds::Build;
use crate::domain::clearing::{
    BuildSheet, Choices, Meaning, NeedReadiness, Origin, SheetLine, UnmatchedLine, work_out,
};
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
    pub(super) need: NeedReadiness,
    /// References of rows of the BOM that are built with unless they are left out.
    pub(super) firm: Vec<Reference>,
    /// References of its one optional row, where nothing else needs the part.
    pub(super) optional: Vec<Reference>,
    /// Whether it is needed without anything optional.
    pub(super) is_firm: bool,
}

/// An optional row of the BOM, and the need that its pieces are counted in.
#[derive(Debug, Clone)]
pub(super) struct OptionLine {
    pub(super) line: u32,
    pub(super) references: Vec<Reference>,
    pub(super) quantity: Quantity,
    pub(super) need: NeedReadiness,
}

/// The rows in line order; what has no row of the BOM after them.
pub(super) fn entries(sheet: &BuildSheet, lookup: &Lookup, build: &Build) -> Vec<Entry> {
    let everything = sheet.lines.iter().filter(|line| line.optional).flat_map(|line| &line.references);
    let choices =
        Choices { left_out: BTreeSet::new(), included: everything.cloned().collect(), ..build.choices() };
    let whole = work_out(sheet, &choices);
    let needs = whole.needs.into_iter();
    let mut entries: Vec<Entry> = needs.flat_map(|need| of_need(sheet, lookup, need)).collect();
    entries.extend(whole.unmatched.into_iter().map(|line| {
        let optional = lookup.lines_without_part(sheet, &line).any(|other| other.optional);
        Entry::Unmatched { line, optional }
    }));
    let never = sheet.lines.iter().filter(|line| never_counts(line));
    entries.extend(never.map(|line| Entry::Never(Box::new(line.clone()))));
    entries.sort_by_cached_key(|entry| place(sheet, lookup, entry));
    entries
}

fn of_need(sheet: &BuildSheet, lookup: &Lookup, need: NeedReadiness) -> Vec<Entry> {
    let lines: Vec<&SheetLine> = lookup.lines_of(sheet, &need).collect();
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
            need: need.clone(),
        }))
    });
    let options: Vec<Entry> = options.collect();
    let whole = WholeNeed {
        firm: of_these(&firm),
        optional: if alone { of_these(&optional) } else { Vec::new() },
        is_firm,
        need: need.clone(),
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
            let mut lines = lookup.lines_of(sheet, &whole.need);
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
