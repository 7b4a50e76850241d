//! A need, or a line without a part, as a row.

use super::{Entry, means, same_need, terms};
use crate::app::view::{NeedRow, NeedState, Status, Tone};
use crate::domain::bom::{Reference, format_references};
use crate::domain::clearing::{
    BuildSheet, Choices, Meaning, NeedReadiness, Origin, Readiness, SheetLine, UnmatchedLine,
};
use crate::domain::ids::PartId;
use crate::domain::overview::BuildPage;
use crate::domain::quantity::Quantity;

/// The row of an entry, as it stands in this readiness.
pub(super) fn row(page: &BuildPage, entry: &Entry, readiness: &Readiness, choices: &Choices) -> NeedRow {
    match entry {
        Entry::Need(whole) => match same_need(readiness, whole) {
            Some(need) => need_row(page, whole, need, choices),
            None => left_out_row(&page.sheet, whole),
        },
        Entry::Unmatched(line) => unmatched_row(page, line, readiness, choices),
    }
}

fn need_row(page: &BuildPage, whole: &NeedReadiness, need: &NeedReadiness, choices: &Choices) -> NeedRow {
    let sheet = &page.sheet;
    let state = state(need);
    NeedRow {
        detail: detail(sheet, whole, need),
        references: references(&need.references),
        needed: need.needed.get(),
        reserved: need.reserved.get(),
        free: free(sheet, &need.acceptable).get(),
        others: others(sheet, &need.acceptable).get(),
        missing: need.missing.get(),
        on_the_way: need.on_the_way.get(),
        state,
        next: next(sheet, state, need),
        terms: terms::of_need(sheet, need, choices),
        left_out: false,
        ..left_out_row(sheet, whole)
    }
}

/// A need all of which is left out.
fn left_out_row(sheet: &BuildSheet, whole: &NeedReadiness) -> NeedRow {
    NeedRow {
        key: key(whole),
        leaves_out: leaves_out(sheet, whole),
        name: part_name(sheet, whole.part),
        detail: detail(sheet, whole, whole),
        references: references(&whole.references),
        needed: 0,
        reserved: 0,
        free: free(sheet, &whole.acceptable).get(),
        others: others(sheet, &whole.acceptable).get(),
        missing: 0,
        on_the_way: 0,
        state: if whole.counted { NeedState::Ready } else { NeedState::NotCounted },
        next: None,
        terms: terms::left_out(),
        left_out: true,
    }
}

fn unmatched_row(
    page: &BuildPage,
    line: &UnmatchedLine,
    readiness: &Readiness,
    choices: &Choices,
) -> NeedRow {
    let now = readiness.unmatched.iter().find(|other| {
        other.line == line.line
            && other.references.iter().all(|reference| line.references.contains(reference))
    });
    let each = unmatched_quantity(&page.sheet, line);
    let needed = now.map_or(Quantity::ZERO, |_| each.times(choices.remaining()));
    let wanted = if line.wanted.is_empty() { references(&line.references) } else { line.wanted.clone() };
    NeedRow {
        key: format!("line{}{}", line.line, line.references.first().map_or("", Reference::as_str)),
        leaves_out: line.references.clone(),
        name: wanted,
        detail: format!("no part is known · line {}", line.line),
        references: references(&line.references),
        needed: needed.get(),
        reserved: 0,
        free: 0,
        others: 0,
        missing: needed.get(),
        on_the_way: 0,
        state: NeedState::Unmatched,
        next: None,
        terms: if now.is_some() { terms::of_unmatched(page, line, each, choices) } else { terms::left_out() },
        left_out: now.is_none(),
    }
}

/// Pieces of a line without a part, for one piece of the version.
fn unmatched_quantity(sheet: &BuildSheet, unmatched: &UnmatchedLine) -> Quantity {
    let same = |line: &&SheetLine| {
        line.line == unmatched.line
            && matches!(line.meaning, Meaning::Unmatched(_))
            && unmatched.references.iter().all(|reference| line.references.contains(reference))
    };
    sheet.lines.iter().find(same).map_or(Quantity::ZERO, |line| line.quantity)
}

fn key(need: &NeedReadiness) -> String {
    match need.variant.as_str() {
        "" => format!("part{}", need.part),
        variant => format!("part{}x{variant}", need.part),
    }
}

/// What a check box of this need leaves out: references of rows of the BOM. What a package brings
/// along follows the part that it comes with, and own lines have no references.
fn leaves_out(sheet: &BuildSheet, need: &NeedReadiness) -> Vec<Reference> {
    let own = |reference: &&Reference| {
        sheet.lines.iter().any(|line| {
            line.origin == Origin::Bom
                && means(&line.meaning, need)
                && need.lines.contains(&line.line)
                && line.references.contains(reference)
        })
    };
    need.references.iter().filter(own).cloned().collect()
}

pub(super) fn part_name(sheet: &BuildSheet, part: PartId) -> String {
    sheet.parts.get(&part).map_or_else(|| format!("part {part}"), |part| part.name.clone())
}

fn detail(sheet: &BuildSheet, whole: &NeedReadiness, need: &NeedReadiness) -> String {
    let part = sheet.parts.get(&need.part).map(|part| part.detail.clone()).unwrap_or_default();
    let left_out: Vec<Reference> =
        whole.references.iter().filter(|reference| !need.references.contains(reference)).cloned().collect();
    let some_left_out = (!left_out.is_empty()).then(|| format!("without {}", format_references(&left_out)));
    let all = [Some(part), origin(sheet, need), some_left_out];
    all.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Where a need comes from that is on no row of the BOM.
fn origin(sheet: &BuildSheet, need: &NeedReadiness) -> Option<String> {
    let mut lines =
        sheet.lines.iter().filter(|line| means(&line.meaning, need) && need.lines.contains(&line.line));
    let first = lines.next()?;
    if lines.any(|line| line.origin == Origin::Bom) {
        return None;
    }
    match &first.origin {
        Origin::Bom => None,
        Origin::Implicit => Some("comes with its package".to_owned()),
        Origin::Own(note) if note.is_empty() => Some("own line".to_owned()),
        Origin::Own(note) => Some(format!("own line: {note}")),
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
        (true, _) if need.on_the_way >= need.missing => NeedState::Waiting,
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
