//! A need, or a line without a part, as a row.

use super::entries::{Entry, OptionLine, WholeNeed, is_of, lines_of};
use super::terms;
use crate::api::boxes::{CheckBox, Chosen};
use crate::app::view::{Built, NeedRow, NeedState, Status, Tone};
use crate::domain::bom::{Reference, format_references};
use crate::domain::clearing::{
    BuildSheet, Choices, Meaning, NeedReadiness, Origin, Readiness, SheetLine, UnmatchedLine,
};
use crate::domain::ids::PartId;
use crate::domain::overview::BuildPage;
use crate::domain::quantity::Quantity;

/// What rows are made of: the build as it stands with an edit.
pub(super) struct Now<'a> {
    pub(super) page: &'a BuildPage,
    pub(super) readiness: &'a Readiness,
    pub(super) choices: &'a Choices,
    pub(super) chosen: &'a Chosen,
}

impl Now<'_> {
    /// The row of an entry.
    pub(super) fn row(&self, entry: &Entry) -> NeedRow {
        match entry {
            Entry::Need(whole) => match same_need(self.readiness, &whole.need) {
                Some(need) => self.need_row(whole, need),
                None => self.absent_row(whole),
            },
            Entry::Option(option) => self.option_row(option),
            Entry::Unmatched { line, optional } => self.unmatched_row(line, *optional),
            Entry::Never(line) => never_row(&self.page.sheet, line),
        }
    }

    fn need_row(&self, whole: &WholeNeed, need: &NeedReadiness) -> NeedRow {
        let sheet = &self.page.sheet;
        let state = state(need);
        NeedRow {
            detail: detail(sheet, whole, need, Built::In),
            references: references(&need.references),
            needed: need.needed.get(),
            reserved: need.reserved.get(),
            missing: need.missing.get(),
            on_the_way: need.on_the_way.get(),
            state,
            next: next(sheet, state, need),
            terms: terms::of_need(sheet, need, self.choices),
            built: Built::In,
            ..self.absent_row(whole)
        }
    }

    /// A need no part of which is in the build.
    fn absent_row(&self, whole: &WholeNeed) -> NeedRow {
        let (sheet, need) = (&self.page.sheet, &whole.need);
        let check_box = match (whole.firm.is_empty(), whole.optional.is_empty()) {
            (false, _) => Some(CheckBox::LeavesOut(whole.firm.clone())),
            (true, false) => Some(CheckBox::Includes(whole.optional.clone())),
            // What a package brings along follows the part that it comes with, and own lines have no
            // references.
            (true, true) => None,
        };
        let built = if whole.is_firm { Built::LeftOut } else { Built::Optional };
        NeedRow {
            key: key(need),
            checked: check_box.as_ref().is_some_and(|check_box| check_box.is_checked(self.chosen)),
            check_box,
            name: part_name(sheet, need.part),
            detail: detail(sheet, whole, need, built),
            references: references(if whole.firm.is_empty() { &need.references } else { &whole.firm }),
            free: free(sheet, &need.acceptable).get(),
            others: others(sheet, &need.acceptable).get(),
            state: if need.counted { NeedState::Ready } else { NeedState::NotCounted },
            terms: terms::absent(built),
            built,
            ..nothing()
        }
    }

    fn option_row(&self, option: &OptionLine) -> NeedRow {
        let sheet = &self.page.sheet;
        let check_box = CheckBox::Includes(option.references.clone());
        let checked = check_box.is_checked(self.chosen);
        let built = if checked { Built::In } else { Built::Optional };
        let name = part_name(sheet, option.need.part);
        NeedRow {
            key: line_key(option.line, &option.references),
            name: name.clone(),
            detail: joined([part_detail(sheet, option.need.part), optional(true, built)]),
            references: references(&option.references),
            state: NeedState::NotCounted,
            next: checked.then(|| Status::new(Tone::Quiet, "built with")),
            terms: if checked {
                terms::counted_elsewhere(&name, option.quantity.times(self.choices.remaining()))
            } else {
                terms::absent(Built::Optional)
            },
            built,
            check_box: Some(check_box),
            checked,
            ..nothing()
        }
    }

    fn unmatched_row(&self, line: &UnmatchedLine, is_optional: bool) -> NeedRow {
        let now = self.readiness.unmatched.iter().find(|other| {
            other.line == line.line
                && other.references.iter().all(|reference| line.references.contains(reference))
        });
        let each = unmatched_quantity(&self.page.sheet, line);
        let needed = now.map_or(Quantity::ZERO, |_| each.times(self.choices.remaining()));
        let check_box = (!line.references.is_empty()).then(|| match is_optional {
            true => CheckBox::Includes(line.references.clone()),
            false => CheckBox::LeavesOut(line.references.clone()),
        });
        let built = match (now.is_some(), is_optional) {
            (true, _) => Built::In,
            (false, true) => Built::Optional,
            (false, false) => Built::LeftOut,
        };
        let number = Some(format!("no part is known · line {}", line.line));
        NeedRow {
            key: line_key(line.line, &line.references),
            checked: check_box.as_ref().is_some_and(|check_box| check_box.is_checked(self.chosen)),
            check_box,
            name: wanted(&line.wanted, &line.references),
            detail: joined([number, optional(is_optional, built)]),
            references: references(&line.references),
            needed: needed.get(),
            missing: needed.get(),
            state: NeedState::Unmatched,
            terms: match now {
                Some(_) => terms::of_unmatched(self.page, line, each, self.choices),
                None => terms::absent(built),
            },
            built,
            ..nothing()
        }
    }
}

/// The need of this readiness that an entry became; none where no part of it is in the build.
fn same_need<'a>(readiness: &'a Readiness, whole: &NeedReadiness) -> Option<&'a NeedReadiness> {
    readiness.needs.iter().find(|need| {
        need.part == whole.part
            && need.acceptable == whole.acceptable
            && need.lines.iter().all(|line| whole.lines.contains(line))
            && need.references.iter().all(|reference| whole.references.contains(reference))
    })
}

/// A line that never counts.
fn never_row(sheet: &BuildSheet, line: &SheetLine) -> NeedRow {
    let (name, detail) = match &line.meaning {
        Meaning::Part { part, .. } => (part_name(sheet, *part), part_detail(sheet, *part)),
        Meaning::Unmatched(what) => (wanted(what, &line.references), None),
        Meaning::Ignored => (references(&line.references), None),
    };
    let built = if line.do_not_populate { Built::NotPopulated } else { Built::Optional };
    NeedRow {
        key: line_key(line.line, &line.references),
        name,
        detail: joined([detail, Some(format!("line {}", line.line))]),
        references: references(&line.references),
        terms: terms::absent(built),
        built,
        ..nothing()
    }
}

/// A row without numbers.
fn nothing() -> NeedRow {
    NeedRow {
        key: String::new(),
        check_box: None,
        checked: false,
        name: String::new(),
        detail: String::new(),
        references: String::new(),
        needed: 0,
        reserved: 0,
        free: 0,
        others: 0,
        missing: 0,
        on_the_way: 0,
        state: NeedState::NotCounted,
        next: None,
        terms: Vec::new(),
        built: Built::In,
    }
}

/// Pieces of a line without a part, for one piece of the version.
fn unmatched_quantity(sheet: &BuildSheet, unmatched: &UnmatchedLine) -> Quantity {
    sheet.lines.iter().find(|line| is_of(line, unmatched)).map_or(Quantity::ZERO, |line| line.quantity)
}

fn wanted(what: &str, goes_to: &[Reference]) -> String {
    if what.is_empty() { references(goes_to) } else { what.to_owned() }
}

fn key(need: &NeedReadiness) -> String {
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

fn detail(sheet: &BuildSheet, whole: &WholeNeed, need: &NeedReadiness, built: Built) -> String {
    let left_out: Vec<Reference> =
        whole.firm.iter().filter(|reference| !need.references.contains(reference)).cloned().collect();
    let some_left_out = (!left_out.is_empty()).then(|| format!("without {}", format_references(&left_out)));
    let optional = optional(!whole.is_firm, built);
    joined([part_detail(sheet, need.part), origin(sheet, need), optional, some_left_out])
}

fn joined<const N: usize>(texts: [Option<String>; N]) -> String {
    texts.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Where a need comes from that is on no row of the BOM.
fn origin(sheet: &BuildSheet, need: &NeedReadiness) -> Option<String> {
    let lines: Vec<&SheetLine> = lines_of(sheet, need).collect();
    if lines.iter().any(|line| line.origin == Origin::Bom) {
        return None;
    }
    let implicit = lines.iter().filter(|line| line.origin == Origin::Implicit).map(|line| line.line);
    let hosts: Vec<String> = implicit.filter_map(|line| host(sheet, line)).collect();
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
fn host(sheet: &BuildSheet, line: u32) -> Option<String> {
    let row = sheet.lines.iter().find(|row| row.line == line && row.origin == Origin::Bom)?;
    match &row.meaning {
        Meaning::Part { part, .. } => Some(part_name(sheet, *part)),
        Meaning::Unmatched(_) | Meaning::Ignored => None,
    }
}

fn references(references: &[Reference]) -> String {
    if references.is_empty() { "—".to_owned() } else { format_references(references) }
}

fn state(need: &NeedReadiness) -> NeedState {
    match (need.counted, need.missing.get()) {
        (false, _) => NeedState::NotCounted,
        (true, 0) if need.uses_stand_ins() => NeedState::StandIn,
        (true, 0) => NeedState::Ready,
        (true, _) if need.is_on_its_way() => NeedState::Waiting,
        (true, _) => NeedState::Missing,
    }
}

fn next(sheet: &BuildSheet, state: NeedState, need: &NeedReadiness) -> Option<Status> {
    match state {
        NeedState::Missing if !need.to_buy().is_zero() => {
            Some(Status::new(Tone::Missing, format!("buy {}", need.to_buy())))
        }
        NeedState::Missing => Some(Status::new(Tone::Missing, format!("{} drafted", need.drafted))),
        NeedState::Waiting => {
            let order = sheet.incoming.iter().find(|coming| {
                coming.placed && !coming.for_this_build.is_zero() && need.acceptable.contains(&coming.part)
            })?;
            Some(Status::new(Tone::Waiting, format!("order {}", order.order)))
        }
        NeedState::Ready if need.reserved >= need.needed => Some(Status::new(Tone::Clear, "reserved")),
        _ => None,
    }
}

/// Pieces of the acceptable parts that nobody has reserved and that may be used.
fn free(sheet: &BuildSheet, acceptable: &[PartId]) -> Quantity {
    let usable = sheet.stock.iter().filter(|stock| !stock.deprioritized && acceptable.contains(&stock.part));
    usable
        .map(|stock| {
            let held: Quantity = sheet
                .held
                .iter()
                .filter(|held| held.stock_line == stock.stock_line)
                .map(|held| held.quantity)
                .sum();
            stock.on_hand.saturating_sub(stock.reserved_by_others).saturating_sub(held)
        })
        .sum()
}

/// Pieces of the acceptable parts that other builds have reserved.
fn others(sheet: &BuildSheet, acceptable: &[PartId]) -> Quantity {
    let of_these = sheet.reserved_elsewhere.iter().filter(|other| acceptable.contains(&other.part));
    of_these.map(|other| other.quantity).sum()
}
