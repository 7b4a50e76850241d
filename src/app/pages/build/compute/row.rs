//! A need, or a line without a part, as a row.

use super::entries::{Entry, OptionLine, WholeNeed};
use super::lookup::Lookup;
use super::{Worked, terms};
use crate::api::boxes::{CheckBox, Chosen};
use crate::app::view::{Built, NeedRow, Status, Term, Tone};
use crate::domain::bom::{Reference, format_references};
use crate::domain::clearing::{
    BuildSheet, Choices, Meaning, NeedReadiness, NeedState, Origin, SheetLine, UnmatchedLine, Wanted,
};
use crate::domain::ids::PartId;
use crate::domain::overview::BuildPage;
use crate::domain::quantity::Quantity;
use std::collections::BTreeMap;

/// An entry with all of its row that no edit changes: worked out once, so that an edit only fills in numbers.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    entry: Entry,
    /// Its row while no part of it is in the build.
    absent: NeedRow,
    /// Its row while all of it is, before there are numbers.
    whole: NeedRow,
}

impl Shown {
    pub(super) fn new(sheet: &BuildSheet, lookup: &Lookup, entry: Entry) -> Self {
        let (absent, whole) = match &entry {
            Entry::Need(whole) => need_rows(sheet, lookup, whole),
            Entry::Option(option) => option_rows(sheet, option),
            Entry::Unmatched { line, optional } => unmatched_rows(line, *optional),
            Entry::Never(line) => {
                let row = never_row(sheet, line);
                (row.clone(), row)
            }
        };
        Self { entry, absent, whole }
    }
}

/// What rows are made of: the build as it stands with an edit.
pub(super) struct Now<'a> {
    page: &'a BuildPage,
    lookup: &'a Lookup,
    choices: &'a Choices,
    chosen: &'a Chosen,
    needs: BTreeMap<PartId, Vec<&'a NeedReadiness>>,
    unmatched: BTreeMap<u32, Vec<&'a UnmatchedLine>>,
}

impl<'a> Now<'a> {
    pub(super) fn new(page: &'a BuildPage, lookup: &'a Lookup, worked: &'a Worked) -> Self {
        let Worked { choices, chosen, readiness } = worked;
        let mut now =
            Self { page, lookup, choices, chosen, needs: BTreeMap::new(), unmatched: BTreeMap::new() };
        for need in &readiness.needs {
            now.needs.entry(need.part).or_default().push(need);
        }
        for line in &readiness.unmatched {
            now.unmatched.entry(line.line).or_default().push(line);
        }
        now
    }

    /// The row of an entry.
    pub(super) fn row(&self, shown: &Shown) -> NeedRow {
        let checked = self.is_checked(shown);
        let row = match &shown.entry {
            Entry::Need(whole) => self.same_need(whole).map(|need| self.need_row(shown, whole, need)),
            Entry::Option(_) => checked.then(|| shown.whole.clone()),
            Entry::Unmatched { line, .. } => self.same_unmatched(line).map(|now| {
                let needed = self.pieces_of(now).get();
                NeedRow { needed, missing: needed, ..shown.whole.clone() }
            }),
            Entry::Never(_) => None,
        };
        NeedRow { checked, ..row.unwrap_or_else(|| shown.absent.clone()) }
    }

    /// Where the numbers of an entry's row come from.
    pub(super) fn terms(&self, shown: &Shown) -> Vec<Term> {
        let terms = match &shown.entry {
            Entry::Need(whole) => {
                let need = self.same_need(whole);
                need.map(|need| terms::of_need(&self.page.sheet, need, self.choices))
            }
            Entry::Option(option) => self.is_checked(shown).then(|| {
                let pieces = option.quantity.times(self.choices.remaining());
                terms::counted_elsewhere(&shown.whole.name, pieces)
            }),
            Entry::Unmatched { line, .. } => self
                .same_unmatched(line)
                .map(|now| terms::of_unmatched(self.page, line, self.each_of(now), self.choices)),
            Entry::Never(_) => None,
        };
        terms.unwrap_or_else(|| terms::absent(shown.absent.built))
    }

    fn is_checked(&self, shown: &Shown) -> bool {
        shown.absent.check_box.as_ref().is_some_and(|check_box| check_box.is_checked(self.chosen))
    }

    fn need_row(&self, shown: &Shown, whole: &WholeNeed, need: &NeedReadiness) -> NeedRow {
        let state = need.state();
        NeedRow {
            needed: need.needed.get(),
            reserved: need.reserved.get(),
            missing: need.missing.get(),
            on_the_way: need.on_the_way.get(),
            state,
            next: next(&self.page.sheet, self.lookup, state, need),
            ..self.need_in_words(shown, whole, need)
        }
    }

    fn need_in_words(&self, shown: &Shown, whole: &WholeNeed, need: &NeedReadiness) -> NeedRow {
        if need.references.len() == whole.need.references.len() && need.lines == whole.need.lines {
            return shown.whole.clone();
        }
        NeedRow {
            detail: detail(&self.page.sheet, self.lookup, whole, (&need.lines, &need.references), Built::In)
                .into(),
            references: references(&need.references).into(),
            ..shown.whole.clone()
        }
    }

    /// The need that an entry became; none where no part of it is in the build.
    fn same_need(&self, whole: &WholeNeed) -> Option<&'a NeedReadiness> {
        self.needs.get(&whole.need.part)?.iter().copied().find(|need| {
            need.acceptable == whole.acceptable
                && is_share(&need.lines, &whole.need.lines)
                && is_share(&need.references, &whole.need.references)
        })
    }

    /// What an entry without a part became; none where no part of it is in the build.
    fn same_unmatched(&self, whole: &UnmatchedLine) -> Option<&'a UnmatchedLine> {
        let lines = self.unmatched.get(&whole.line)?;
        lines.iter().copied().find(|now| is_share(&now.references, &whole.references))
    }

    /// Pieces of a line without a part, for one piece of the version.
    fn each_of(&self, line: &UnmatchedLine) -> Quantity {
        let found = self.lookup.lines_without_part(&self.page.sheet, line).next();
        found.map_or(Quantity::ZERO, |line| line.quantity)
    }

    fn pieces_of(&self, line: &UnmatchedLine) -> Quantity {
        self.each_of(line).times(self.choices.remaining())
    }
}

/// Whether some of these, in the same order, are those.
fn is_share<T: PartialEq>(some: &[T], of: &[T]) -> bool {
    let mut rest = of.iter();
    some.iter().all(|one| rest.any(|other| other == one))
}

/// The rows of a need, absent and whole.
fn need_rows(sheet: &BuildSheet, lookup: &Lookup, whole: &WholeNeed) -> (NeedRow, NeedRow) {
    let (need, acceptable) = (&whole.need, &whole.acceptable);
    let check_box = match (whole.firm.is_empty(), whole.optional.is_empty()) {
        (false, _) => Some(CheckBox::LeavesOut(whole.firm.clone())),
        (true, false) => Some(CheckBox::Includes(whole.optional.clone())),
        // What a package brings along follows the part that it comes with, and own lines have no
        // references.
        (true, true) => None,
    };
    let built = if whole.is_firm { Built::LeftOut } else { Built::Optional };
    let in_words = |built| detail(sheet, lookup, whole, (&need.lines, &need.references), built);
    let can_be_left_out = if whole.firm.is_empty() { &need.references } else { &whole.firm };
    let absent = NeedRow {
        check_box,
        free: lookup.free(acceptable).get(),
        others: lookup.others(acceptable).get(),
        state: if need.counted { NeedState::Ready } else { NeedState::NotCounted },
        built,
        ..called(key(need), part_name(sheet, need.part), in_words(built), references(can_be_left_out))
    };
    // Most needs are called the same whether they are in or out.
    let stays = can_be_left_out.len() == need.references.len();
    let whole = NeedRow {
        detail: if whole.is_firm { absent.detail.clone() } else { in_words(Built::In).into() },
        references: if stays { absent.references.clone() } else { references(&need.references).into() },
        built: Built::In,
        ..absent.clone()
    };
    (absent, whole)
}

/// The rows of an optional line whose part is needed anyway, cleared and checked.
fn option_rows(sheet: &BuildSheet, option: &OptionLine) -> (NeedRow, NeedRow) {
    let part = option.part;
    let detail = |built| joined([part_detail(sheet, part), optional(true, built)]);
    let absent = NeedRow {
        state: NeedState::NotCounted,
        built: Built::Optional,
        check_box: Some(CheckBox::Includes(option.references.clone())),
        ..called(
            line_key(option.line, &option.references),
            part_name(sheet, part),
            detail(Built::Optional),
            references(&option.references),
        )
    };
    let whole = NeedRow {
        detail: detail(Built::In).into(),
        next: Some(Status::new(Tone::Quiet, "built with")),
        built: Built::In,
        ..absent.clone()
    };
    (absent, whole)
}

/// The rows of a line without a part, absent and whole.
fn unmatched_rows(line: &UnmatchedLine, is_optional: bool) -> (NeedRow, NeedRow) {
    let check_box = (!line.references.is_empty()).then(|| match is_optional {
        true => CheckBox::Includes(line.references.clone()),
        false => CheckBox::LeavesOut(line.references.clone()),
    });
    let detail = |built| {
        let number = Some(format!("no part is known · line {}", line.line));
        joined([number, optional(is_optional, built)])
    };
    let built = if is_optional { Built::Optional } else { Built::LeftOut };
    let absent = NeedRow {
        check_box,
        state: NeedState::Unmatched,
        built,
        ..called(
            line_key(line.line, &line.references),
            wanted(&line.wanted, &line.references),
            detail(built),
            references(&line.references),
        )
    };
    let whole = NeedRow { detail: detail(Built::In).into(), built: Built::In, ..absent.clone() };
    (absent, whole)
}

/// A line that never counts.
fn never_row(sheet: &BuildSheet, line: &SheetLine) -> NeedRow {
    let (name, detail) = match &line.meaning {
        Meaning::Part { part, .. } => (part_name(sheet, *part), part_detail(sheet, *part)),
        Meaning::Unmatched(what) => (wanted(what, &line.references), None),
        Meaning::Ignored => (references(&line.references), None),
    };
    let built = if line.do_not_populate { Built::NotPopulated } else { Built::Optional };
    let detail = joined([detail, Some(format!("line {}", line.line))]);
    NeedRow {
        built,
        ..called(line_key(line.line, &line.references), name, detail, references(&line.references))
    }
}

/// A row without numbers, and how it is called.
fn called(key: String, name: String, detail: String, references: String) -> NeedRow {
    NeedRow {
        key: key.into(),
        check_box: None,
        checked: false,
        name: name.into(),
        detail: detail.into(),
        references: references.into(),
        needed: 0,
        reserved: 0,
        free: 0,
        others: 0,
        missing: 0,
        on_the_way: 0,
        state: NeedState::NotCounted,
        next: None,
        built: Built::In,
    }
}

fn wanted(what: &str, goes_to: &[Reference]) -> String {
    if what.is_empty() { references(goes_to) } else { what.to_owned() }
}

fn key(need: &Wanted) -> String {
    match need.variant.as_str() {
        "" => format!("part{}", need.part),
        variant => format!("part{}x{variant}", need.part),
    }
}

fn line_key(line: u32, references: &[Reference]) -> String {
    format!("line{line}{}", references.first().map_or("", Reference::as_str))
}

pub(super) fn part_name(sheet: &BuildSheet, part: PartId) -> String {
    sheet.parts.get(&part).map_or_else(|| format!("part {part}"), |part| part.name.clone())
}

fn part_detail(sheet: &BuildSheet, part: PartId) -> Option<String> {
    sheet.parts.get(&part).map(|part| part.detail.clone())
}

/// That a row is optional, where its state doesn't say so.
fn optional(is_optional: bool, built: Built) -> Option<String> {
    (is_optional && built == Built::In).then(|| "optional".to_owned())
}

fn detail(
    sheet: &BuildSheet,
    lookup: &Lookup,
    whole: &WholeNeed,
    (lines, references): (&[u32], &[Reference]),
    built: Built,
) -> String {
    let left_out: Vec<Reference> =
        whole.firm.iter().filter(|reference| !references.contains(reference)).cloned().collect();
    let some_left_out = (!left_out.is_empty()).then(|| format!("without {}", format_references(&left_out)));
    let optional = optional(!whole.is_firm, built);
    let part = whole.need.part;
    joined([part_detail(sheet, part), origin(sheet, lookup, part, lines), optional, some_left_out])
}

fn joined<const N: usize>(texts: [Option<String>; N]) -> String {
    texts.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Where a need comes from that is on no row of the BOM.
fn origin(sheet: &BuildSheet, lookup: &Lookup, part: PartId, lines: &[u32]) -> Option<String> {
    let lines: Vec<&SheetLine> = lookup.lines_of(sheet, part, lines).collect();
    if lines.iter().any(|line| line.origin == Origin::Bom) {
        return None;
    }
    let implicit = lines.iter().filter(|line| line.origin == Origin::Implicit).map(|line| line.line);
    let hosts: Vec<String> = implicit.filter_map(|line| host(sheet, lookup, line)).collect();
    match (lines.first().map(|line| &line.origin), hosts.as_slice()) {
        (Some(Origin::Own(note)), _) if note.is_empty() => Some("own line".to_owned()),
        (Some(Origin::Own(note)), _) => Some(format!("own line: {note}")),
        (Some(Origin::Implicit), []) => Some("comes with its package".to_owned()),
        (Some(Origin::Implicit), [host]) => Some(format!("comes with {host}")),
        (Some(Origin::Implicit), [host, rest @ ..]) if rest.iter().all(|other| other == host) => {
            Some(format!("comes with {host}"))
        }
        (Some(Origin::Implicit), [host, rest @ ..]) => {
            Some(format!("comes with {host} and {} more", rest.len()))
        }
        _ => None,
    }
}

/// The name of what a row of the BOM is, which brings something along.
fn host(sheet: &BuildSheet, lookup: &Lookup, line: u32) -> Option<String> {
    match &lookup.row(sheet, line)?.meaning {
        Meaning::Part { part, .. } => Some(part_name(sheet, *part)),
        Meaning::Unmatched(_) | Meaning::Ignored => None,
    }
}

fn references(references: &[Reference]) -> String {
    if references.is_empty() { "—".to_owned() } else { format_references(references) }
}

fn next(sheet: &BuildSheet, lookup: &Lookup, state: NeedState, need: &NeedReadiness) -> Option<Status> {
    match state {
        NeedState::Missing if !need.to_buy().is_zero() => {
            Some(Status::new(Tone::Missing, format!("buy {}", need.to_buy())))
        }
        NeedState::Missing => Some(Status::new(Tone::Missing, format!("{} drafted", need.drafted))),
        NeedState::Waiting => {
            let order = lookup.order_for(sheet, &need.acceptable)?;
            Some(Status::new(Tone::Waiting, format!("order {}", order.order)))
        }
        // All pieces are made: nothing of it is needed, nor reserved, any more.
        NeedState::Ready if need.needed.is_zero() => Some(Status::new(Tone::Quiet, "used")),
        NeedState::Ready if need.reserved >= need.needed => Some(Status::new(Tone::Clear, "reserved")),
        _ => None,
    }
}
