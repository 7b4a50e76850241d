//! The answer: need by need what covers it and what is missing, and what could be built now.

use super::needs::{Demand, Wanted, demand};
use super::sheet::{BuildSheet, Choices};
use crate::domain::allocation::{self, Held, Need, NeedOutcome, Problem, Supply, Take, Tier};
use crate::domain::bom::Reference;
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::quantity::{MOST_PIECES, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a build comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// Whether each line that counts has a part and is covered: the build can be clear.
    pub clear: bool,
    /// What it needs, in line order.
    pub needs: Vec<NeedReadiness>,
    /// Lines that count but have no part.
    pub unmatched: Vec<UnmatchedLine>,
    /// Pieces that could be made now: the largest number for which nothing is missing.
    pub buildable: Quantity,
    /// A part of which more is needed than can be counted: then the build cannot be clear, and the
    /// numbers of that part say too little.
    pub uncountable: Option<PartId>,
}

/// One need: `needed = reserved + free + missing`, term by term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedReadiness {
    /// The part that is wanted, after substitution.
    pub part: PartId,
    /// Tells needs of one part apart that accept different parts; empty for the first.
    pub variant: String,
    /// Numbers of the lines that need it.
    pub lines: Vec<u32>,
    /// Where it goes.
    pub references: Vec<Reference>,
    /// Pieces for one piece of the version.
    pub per_piece: Quantity,
    /// Of `needed`, the spares.
    pub spares: Quantity,
    /// Pieces for all that is still to be made.
    pub needed: Quantity,
    /// Of what covers it, what this build has reserved already.
    pub reserved: Quantity,
    /// Of what covers it, what is free.
    pub free: Quantity,
    /// What no assignment of free stock covers.
    pub missing: Quantity,
    /// Missing pieces that are on their way for this build or for nobody yet.
    pub on_the_way: Quantity,
    /// Missing pieces that are drafted for this build.
    pub drafted: Quantity,
    /// What clearing reserves: nothing for a short need, unless the build takes what is here.
    pub takes: Vec<Take>,
    /// What would cover it as far as it goes.
    pub would_take: Vec<Take>,
    /// The fallback that the build allows for it.
    pub fallback: Option<PartId>,
    /// Stand-ins that ask first and have free stock.
    pub asks: Vec<StandInOffer>,
    /// Every part that will do, the wanted one first.
    pub acceptable: Vec<PartId>,
    /// Whether it is counted; a part that nobody counts is on the pick list only.
    pub counted: bool,
}

impl NeedReadiness {
    /// What is to be bought: missing, less what is on its way and what is drafted.
    #[must_use]
    pub fn to_buy(&self) -> Quantity {
        self.missing.saturating_sub(self.on_the_way).saturating_sub(self.drafted)
    }

    /// Whether stand-ins cover a share of it.
    #[must_use]
    pub fn uses_stand_ins(&self) -> bool {
        self.would_take.iter().any(|take| take.part != self.part)
    }
}

/// A stand-in that wants a person's yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandInOffer {
    /// The part.
    pub part: PartId,
    /// Its free pieces.
    pub free: Quantity,
}

/// A line that counts and has no part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmatchedLine {
    /// Its number in the BOM.
    pub line: u32,
    /// Where it goes.
    pub references: Vec<Reference>,
    /// What was wanted.
    pub wanted: String,
}

/// Works out what a build with these choices needs and misses.
#[must_use]
pub fn work_out(sheet: &BuildSheet, choices: &Choices) -> Readiness {
    cover(sheet, choices, &demand(sheet, choices))
}

/// What covers a demand and what is missing: as [`work_out`], where the demand with these choices is known.
#[must_use]
pub fn cover(sheet: &BuildSheet, choices: &Choices, demand: &Demand) -> Readiness {
    let Demand { wanted, unmatched } = demand;
    let (counted, uncounted): (Vec<&Wanted>, Vec<&Wanted>) = wanted.iter().partition(|need| need.counted);
    let problem = problem(sheet, choices, &counted);
    let outcome = allocation::solve(&problem);
    let buildable =
        if sheet.synced && unmatched.is_empty() { buildable(&counted, &problem) } else { Quantity::ZERO };
    let (free, held) = (free_by_part(sheet), held_by_need(sheet));
    let mut incoming = IncomingByPart::of(sheet);
    let needs: Vec<NeedReadiness> = counted
        .iter()
        .zip(&outcome.needs)
        .map(|(need, outcome)| ready(choices, need, outcome, &held, &free, &mut incoming))
        .chain(uncounted.iter().map(|need| not_counted(choices, need)))
        .collect();
    let uncountable = counted.iter().find(|need| !need.is_countable_for(choices.remaining()));
    let uncountable = uncountable.map(|need| need.part);
    let clear = sheet.synced && unmatched.is_empty() && outcome.is_clear() && uncountable.is_none();
    Readiness { clear, needs, unmatched: unmatched.clone(), buildable, uncountable }
}

fn problem(sheet: &BuildSheet, choices: &Choices, wanted: &[&Wanted]) -> Problem {
    let remaining = choices.remaining();
    let index: BTreeMap<(PartId, &str), usize> =
        wanted.iter().enumerate().map(|(at, need)| ((need.part, need.variant.as_str()), at)).collect();
    Problem {
        needs: wanted
            .iter()
            .map(|need| Need {
                acceptable: need.acceptable.drop_in.clone(),
                quantity: need.quantity_for(remaining),
            })
            .collect(),
        supply: (0..)
            .zip(&sheet.stock)
            .filter(|(_, stock)| !stock.deprioritized)
            .map(|(lot_order, stock)| Supply {
                stock_line: stock.stock_line,
                part: stock.part,
                available: stock.on_hand.saturating_sub(stock.reserved_by_others),
                location: stock.location,
                lot_order,
            })
            .collect(),
        held: sheet
            .held
            .iter()
            .filter_map(|held| {
                let need = *index.get(&(held.part, held.variant.as_str()))?;
                Some(Held { need, stock_line: held.stock_line, quantity: held.quantity })
            })
            .collect(),
        policy: sheet.policy,
        when_short: choices.when_short,
    }
}

fn buildable(wanted: &[&Wanted], problem: &Problem) -> Quantity {
    let quantity_of =
        |need: usize, pieces| wanted.get(need).map_or(Quantity::ZERO, |need| need.quantity_for(pieces));
    allocation::buildable(&quantity_of, problem, most_countable(wanted))
}

/// The most pieces of which every need can be counted.
fn most_countable(wanted: &[&Wanted]) -> Quantity {
    let most = wanted.iter().fold(MOST_PIECES.get(), |most, need| {
        allocation::largest(most, |pieces| need.is_countable_for(Quantity::clamped(pieces)))
    });
    Quantity::clamped(most)
}

fn ready(
    choices: &Choices,
    need: &Wanted,
    outcome: &NeedOutcome,
    held: &HeldByNeed<'_>,
    free: &BTreeMap<PartId, Quantity>,
    incoming: &mut IncomingByPart,
) -> NeedReadiness {
    let reserved = kept(held, need, &outcome.would_take);
    let acceptable = need.acceptable_parts();
    let (on_the_way, drafted) = incoming.take(&acceptable, outcome.missing);
    NeedReadiness {
        reserved,
        free: outcome.covered.saturating_sub(reserved),
        missing: outcome.missing,
        on_the_way,
        drafted,
        takes: outcome.takes.clone(),
        would_take: outcome.would_take.clone(),
        asks: asking(need, free),
        ..plain(choices, need, acceptable)
    }
}

/// A need of a part that nobody counts: never missing.
fn not_counted(choices: &Choices, need: &Wanted) -> NeedReadiness {
    NeedReadiness { counted: false, ..plain(choices, need, need.acceptable_parts()) }
}

fn plain(choices: &Choices, need: &Wanted, acceptable: Vec<PartId>) -> NeedReadiness {
    let remaining = choices.remaining();
    NeedReadiness {
        part: need.part,
        variant: need.variant.clone(),
        lines: need.lines.clone(),
        references: need.references.clone(),
        per_piece: need.per_piece,
        spares: need.spares_for(remaining),
        needed: need.quantity_for(remaining),
        reserved: Quantity::ZERO,
        free: Quantity::ZERO,
        missing: Quantity::ZERO,
        on_the_way: Quantity::ZERO,
        drafted: Quantity::ZERO,
        takes: Vec::new(),
        would_take: Vec::new(),
        fallback: need.fallback,
        asks: Vec::new(),
        acceptable,
        counted: true,
    }
}

/// What a build has reserved, by need (a part, and which of its needs) and stock line.
type HeldByNeed<'a> = BTreeMap<(PartId, &'a str), BTreeMap<StockLineId, Quantity>>;

fn held_by_need(sheet: &BuildSheet) -> HeldByNeed<'_> {
    let mut by_need = HeldByNeed::new();
    for held in &sheet.held {
        let lines = by_need.entry((held.part, held.variant.as_str())).or_default();
        lines.insert(held.stock_line, held.quantity);
    }
    by_need
}

/// Of what covers a need, the pieces that it has reserved already.
fn kept(held: &HeldByNeed<'_>, need: &Wanted, takes: &[Take]) -> Quantity {
    let Some(held) = held.get(&(need.part, need.variant.as_str())) else { return Quantity::ZERO };
    takes.iter().filter_map(|take| held.get(&take.stock_line).map(|held| take.quantity.min(*held))).sum()
}

/// Free pieces by part: on hand, less what others have reserved, where it may be used.
fn free_by_part(sheet: &BuildSheet) -> BTreeMap<PartId, Quantity> {
    let mut free = BTreeMap::new();
    for stock in sheet.stock.iter().filter(|stock| !stock.deprioritized) {
        *free.entry(stock.part).or_insert(Quantity::ZERO) +=
            stock.on_hand.saturating_sub(stock.reserved_by_others);
    }
    free
}

fn asking(need: &Wanted, free: &BTreeMap<PartId, Quantity>) -> Vec<StandInOffer> {
    let mut asks: Vec<(Tier, StandInOffer)> = need
        .acceptable
        .asks
        .iter()
        .filter_map(|acceptable| {
            let free = free.get(&acceptable.part).copied().filter(|free| !free.is_zero())?;
            Some((acceptable.tier, StandInOffer { part: acceptable.part, free }))
        })
        .collect();
    asks.sort_by_key(|(tier, offer)| (*tier, offer.part));
    asks.into_iter().map(|(_, offer)| offer).collect()
}

/// What comes of each part for this build, or for nobody yet; each piece is promised once.
struct IncomingByPart {
    placed: BTreeMap<PartId, Quantity>,
    drafted: BTreeMap<PartId, Quantity>,
}

impl IncomingByPart {
    fn of(sheet: &BuildSheet) -> Self {
        let mut by_part = Self { placed: BTreeMap::new(), drafted: BTreeMap::new() };
        for coming in &sheet.incoming {
            let kind = if coming.placed { &mut by_part.placed } else { &mut by_part.drafted };
            *kind.entry(coming.part).or_insert(Quantity::ZERO) += coming.for_this_build;
        }
        by_part
    }

    fn take(&mut self, acceptable: &[PartId], missing: Quantity) -> (Quantity, Quantity) {
        let on_the_way = draw(&mut self.placed, acceptable, missing);
        let drafted = draw(&mut self.drafted, acceptable, missing.saturating_sub(on_the_way));
        (on_the_way, drafted)
    }
}

fn draw(from: &mut BTreeMap<PartId, Quantity>, acceptable: &[PartId], wanted: Quantity) -> Quantity {
    let mut drawn = Quantity::ZERO;
    for part in acceptable {
        if let Some(there) = from.get_mut(part) {
            let taken = (*there).min(wanted.saturating_sub(drawn));
            *there = there.saturating_sub(taken);
            drawn += taken;
        }
    }
    drawn
}
