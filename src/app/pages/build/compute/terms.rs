//! Where a row's numbers come from, term by term:
//! missing now = needed (quantity × pieces + spares) − reserved for it − free.

use super::row::part_name;
use crate::app::view::{Built, Piece, Sign, Term};
use crate::domain::allocation::Take;
use crate::domain::bom::{Reference, format_references};
use crate::domain::clearing::{BuildSheet, Choices, NeedReadiness, SheetStock, UnmatchedLine};
use crate::domain::overview::BuildPage;
use crate::domain::quantity::Quantity;

/// Pieces of a need in one place.
struct Source<'a> {
    take: &'a Take,
    stock: Option<&'a SheetStock>,
    pieces: Quantity,
}

/// The terms of a need.
pub(super) fn of_need(sheet: &BuildSheet, need: &NeedReadiness, choices: &Choices) -> Vec<Term> {
    let mut terms = vec![needed(need, choices)];
    if !need.counted {
        terms.push(remark("nobody counts it, so that it is never missing; it is on the pick list"));
        return terms;
    }
    let (reserved, free) = sources(sheet, need);
    if !need.reserved.is_zero() {
        terms.push(term(
            Sign::Minus,
            need.reserved,
            vec![Piece::text(format!("reserved for this build: {}", places(sheet, need, &reserved)))],
        ));
    }
    terms.push(term(Sign::Minus, need.free, free_words(sheet, need, &free)));
    terms.push(term(Sign::Equals, need.missing, missing_words(sheet, need)));
    terms.extend(remarks(sheet, need));
    terms
}

/// The terms of a line without a part.
pub(super) fn of_unmatched(
    page: &BuildPage,
    line: &UnmatchedLine,
    each: Quantity,
    choices: &Choices,
) -> Vec<Term> {
    let pieces = each.times(choices.remaining());
    let needed = format!("needed: {} × {each}{}", choices.remaining(), goes_to(&line.references));
    let (project, version) = (page.project, page.build.version);
    let fix = format!("/projects/{project}/versions/{version}?show=unmatched&fix={}", line.line);
    let mend = vec![
        Piece::text("no part is known for it, which keeps the build from being clear: "),
        Piece::link("find one", fix),
    ];
    vec![
        term(Sign::Plus, pieces, vec![Piece::text(needed)]),
        term(Sign::Equals, pieces, vec![Piece::text("missing now")]),
        Term { sign: Sign::Remark, number: None, text: mend },
    ]
}

/// The terms of what is not in the build.
pub(super) fn absent(built: Built) -> Vec<Term> {
    let why = match built {
        Built::In | Built::LeftOut => "needed: left out of this build",
        Built::Optional => "needed: optional, and not asked for",
        Built::NotPopulated => "needed: not to be populated, says the BOM",
    };
    vec![
        term(Sign::Plus, Quantity::ZERO, vec![Piece::text(why)]),
        term(Sign::Equals, Quantity::ZERO, vec![Piece::text("missing now")]),
    ]
}

/// The terms of an optional line that is built with, whose part other lines need as well.
pub(super) fn counted_elsewhere(part: &str, pieces: Quantity) -> Vec<Term> {
    vec![remark(format!("built with: its {pieces} pieces are counted with the other {part}"))]
}

fn term(sign: Sign, number: Quantity, text: Vec<Piece>) -> Term {
    Term { sign, number: Some(number.get()), text }
}

fn remark(text: impl Into<String>) -> Term {
    Term { sign: Sign::Remark, number: None, text: vec![Piece::text(text)] }
}

fn goes_to(references: &[Reference]) -> String {
    if references.is_empty() { String::new() } else { format!(" ({})", format_references(references)) }
}

fn needed(need: &NeedReadiness, choices: &Choices) -> Term {
    let mut text =
        format!("needed: {} × {}{}", choices.remaining(), need.per_piece, goes_to(&need.references));
    if !need.spares.is_zero() {
        text.push_str(&format!(" + {} spares", need.spares));
    }
    if !choices.completed.is_zero() {
        text.push_str(&format!("; {} of {} are made", choices.completed, choices.quantity));
    }
    term(Sign::Plus, need.needed, vec![Piece::text(text)])
}

/// What covers a need: what is reserved for it already, and what is free.
fn sources<'a>(sheet: &'a BuildSheet, need: &'a NeedReadiness) -> (Vec<Source<'a>>, Vec<Source<'a>>) {
    let (mut reserved, mut free) = (Vec::new(), Vec::new());
    for take in &need.would_take {
        let stock = sheet.stock.iter().find(|stock| stock.stock_line == take.stock_line);
        let held = sheet.held.iter().filter(|held| {
            held.stock_line == take.stock_line && held.part == need.part && held.variant == need.variant
        });
        let kept = held.map(|held| held.quantity).sum::<Quantity>().min(take.quantity);
        for (sources, pieces) in [(&mut reserved, kept), (&mut free, take.quantity.saturating_sub(kept))] {
            if !pieces.is_zero() {
                sources.push(Source { take, stock, pieces });
            }
        }
    }
    (reserved, free)
}

/// "6 in Cabinet A/Drawer 3, 4 (10k 0.1%) in Box 12".
fn places(sheet: &BuildSheet, need: &NeedReadiness, sources: &[Source<'_>]) -> String {
    let place = |source: &Source<'_>| {
        let at = source.stock.map_or("an unknown place", |stock| stock.location_name.as_str());
        let lot = source.stock.map_or("", |stock| stock.lot.as_str());
        let lot = if lot.is_empty() { String::new() } else { format!(", lot {lot}") };
        let stand_in = if source.take.part == need.part {
            String::new()
        } else {
            format!(" {},", part_name(sheet, source.take.part))
        };
        format!("{}{stand_in} in {at}{lot}", source.pieces)
    };
    match sources {
        [] => "none".to_owned(),
        sources => sources.iter().map(place).collect::<Vec<_>>().join(" · "),
    }
}

fn free_words(sheet: &BuildSheet, need: &NeedReadiness, free: &[Source<'_>]) -> Vec<Piece> {
    let mut words = vec![Piece::text(format!("free: {}", places(sheet, need, free)))];
    let others: Vec<_> =
        sheet.reserved_elsewhere.iter().filter(|other| need.acceptable.contains(&other.part)).collect();
    for (at, other) in others.iter().enumerate() {
        let start = if at == 0 { " (reserved for others: " } else { ", " };
        words.push(Piece::text(format!("{start}{} for ", other.quantity)));
        words.push(Piece::link(
            format!("{} build {}", other.project, other.build),
            format!("/builds/{}", other.build),
        ));
    }
    if !others.is_empty() {
        words.push(Piece::text(")"));
    }
    words
}

fn missing_words(sheet: &BuildSheet, need: &NeedReadiness) -> Vec<Piece> {
    let mut text = "missing now".to_owned();
    if need.missing.is_zero() {
        return vec![Piece::text(text)];
    }
    let orders = |placed: bool| -> String {
        let these = sheet.incoming.iter().filter(|coming| {
            coming.placed == placed
                && !coming.for_this_build.is_zero()
                && need.acceptable.contains(&coming.part)
        });
        these
            .map(|coming| format!("order {} ({})", coming.order, coming.vendor))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match need.on_the_way.get() {
        0 => text.push_str(" · nothing on its way"),
        coming => text.push_str(&format!(" · {coming} on the way with {}", orders(true))),
    }
    if !need.drafted.is_zero() {
        text.push_str(&format!(" · {} drafted in {}", need.drafted, orders(false)));
    }
    if !need.to_buy().is_zero() {
        text.push_str(&format!(" · {} to buy", need.to_buy()));
    }
    vec![Piece::text(text)]
}

fn remarks(sheet: &BuildSheet, need: &NeedReadiness) -> Vec<Term> {
    let stand_ins: Quantity =
        need.would_take.iter().filter(|take| take.part != need.part).map(|take| take.quantity).sum();
    let used = (!stand_ins.is_zero())
        .then(|| remark(format!("{stand_ins} of them are stand-ins that will do without asking")));
    let asks = need.asks.iter().filter(|_| !need.missing.is_zero()).map(|offer| {
        remark(format!("{} could stand in and asks first: {} free", part_name(sheet, offer.part), offer.free))
    });
    let fallback = need.fallback.map(|part| {
        remark(format!("{} may be used in this build where nothing else does", part_name(sheet, part)))
    });
    let kept_back = sheet
        .stock
        .iter()
        .filter(|stock| stock.deprioritized && need.acceptable.contains(&stock.part))
        .map(|stock| {
            remark(format!("{} more in {} are not used automatically", stock.on_hand, stock.location_name))
        });
    used.into_iter().chain(asks).chain(fallback).chain(kept_back).collect()
}
