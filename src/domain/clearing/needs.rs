//! From lines and choices to needs: what counts, consolidated by part and what is acceptable for it.

use super::readiness::UnmatchedLine;
use super::sheet::{BuildSheet, Choices, Meaning, Origin, SheetLine};
use crate::domain::allocation::{AcceptableSet, Alternative, Consent, Equivalent, StandIns};
use crate::domain::bom::Reference;
use crate::domain::catalog::{Spares, StandInKind};
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use std::collections::BTreeMap;

/// One need, before anything is allocated to it.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The part that is wanted, after substitution.
    pub part: PartId,
    /// Tells needs of one part apart that accept different parts; empty for the first.
    pub variant: String,
    /// Numbers of the lines that need it.
    pub lines: Vec<u32>,
    /// Where it goes.
    pub references: Vec<Reference>,
    /// Whether it is counted; a part that nobody counts is on the pick list only.
    pub counted: bool,
    pub(super) per_piece: Quantity,
    pub(super) spares: Option<Spares>,
    pub(super) fallback: Option<PartId>,
    pub(super) acceptable: AcceptableSet,
}

impl Wanted {
    /// Every part that will do, the wanted one first; that alone where nobody counts it.
    #[must_use]
    pub fn acceptable_parts(&self) -> Vec<PartId> {
        if self.counted {
            return self.acceptable.drop_in.iter().map(|acceptable| acceptable.part).collect();
        }
        vec![self.part]
    }

    /// Pieces needed for so many pieces of the version: spares included.
    pub(super) fn quantity_for(&self, pieces: Quantity) -> Quantity {
        let needed = self.per_piece.times(pieces);
        needed + self.spares_for(pieces)
    }

    /// Whether so many pieces of the version need no more than can be counted: beyond that, quantities
    /// end at [`Quantity::MAX`] and say too little.
    pub(super) fn is_countable_for(&self, pieces: Quantity) -> bool {
        let most = Quantity::MAX.get();
        let needed = self.per_piece.get().saturating_mul(pieces.get());
        let spares = self.spares_for(pieces).get();
        self.per_piece < Quantity::MAX && needed <= most && needed + spares <= most
    }

    /// The spares among them.
    pub(super) fn spares_for(&self, pieces: Quantity) -> Quantity {
        self.spares.map_or(Quantity::ZERO, |spares| spares.for_quantity(self.per_piece.times(pieces)))
    }
}

/// What the lines come to, for however many pieces: it depends on which of them count and on fallbacks, and an edit of
/// the quantity leaves it as it is.
#[derive(Debug, Clone)]
pub struct Demand {
    /// What is needed, in line order.
    pub wanted: Vec<Wanted>,
    /// Lines that count but have no part.
    pub unmatched: Vec<UnmatchedLine>,
}

/// What the lines come to with these choices; the quantity among them does not matter.
#[must_use]
pub fn demand(sheet: &BuildSheet, choices: &Choices) -> Demand {
    let stand_ins = stand_ins(sheet);
    let mut demand = Demand { wanted: Vec::new(), unmatched: Vec::new() };
    let mut known: BTreeMap<(PartId, Vec<PartId>), usize> = BTreeMap::new();
    for line in &sheet.lines {
        let Some((quantity, references)) = counting(line, sheet, choices) else { continue };
        match &line.meaning {
            Meaning::Ignored => {}
            Meaning::Unmatched(wanted) => {
                demand.unmatched.push(UnmatchedLine { line: line.line, references, wanted: wanted.clone() })
            }
            Meaning::Part { part, meeting } => {
                let at = *known.entry((*part, meeting.clone())).or_insert_with(|| {
                    demand.wanted.push(wanted(sheet, choices, &stand_ins, *part, meeting));
                    demand.wanted.len() - 1
                });
                let need = &mut demand.wanted[at];
                need.per_piece += quantity;
                need.references.extend(references);
                if need.lines.last() != Some(&line.line) {
                    need.lines.push(line.line);
                }
            }
        }
    }
    name_variants(&mut demand.wanted);
    demand
}

/// How many pieces of a line count for one piece of the version, and where they go; none where the
/// line does not count.
fn counting(line: &SheetLine, sheet: &BuildSheet, choices: &Choices) -> Option<(Quantity, Vec<Reference>)> {
    if line.do_not_populate || line.quantity.is_zero() {
        return None;
    }
    if line.references.is_empty() {
        return (!line.optional).then(|| (line.quantity, Vec::new()));
    }
    let counts = |reference: &&Reference| counts(line, reference, sheet, choices);
    let kept: Vec<Reference> = line.references.iter().filter(counts).cloned().collect();
    let quantity = share(line.quantity, line.references.len(), kept.len());
    (!quantity.is_zero()).then_some((quantity, kept))
}

/// Whether a reference of a line that is populated counts.
fn counts(line: &SheetLine, reference: &Reference, sheet: &BuildSheet, choices: &Choices) -> bool {
    let left_out = choices.left_out.contains(reference) || sheet.left_out.contains(reference);
    !left_out && (!line.optional || choices.included.contains(reference))
}

/// Why something of a BOM is not built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// The file says so.
    DoNotPopulate,
    /// It counts only where it is asked for.
    Optional,
    /// Somebody left it out.
    LeftOut,
}

impl Absence {
    /// How all that is not built with is called in an address, where a list can show just that.
    pub const KEY: &str = "left-out";

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DoNotPopulate => "do not populate",
            Self::Optional => "optional",
            Self::LeftOut => "left out",
        }
    }
}

/// What of a row of the BOM is not built with, and why; nothing where all of it is, or where it is no part anyway.
#[must_use]
pub fn absent(line: &SheetLine, sheet: &BuildSheet, choices: &Choices) -> Option<(Vec<Reference>, Absence)> {
    if line.origin != Origin::Bom || line.meaning == Meaning::Ignored {
        return None;
    }
    if line.do_not_populate {
        return Some((line.references.clone(), Absence::DoNotPopulate));
    }
    let counts = |reference: &&Reference| counts(line, reference, sheet, choices);
    let absent: Vec<Reference> = line.references.iter().filter(|one| !counts(one)).cloned().collect();
    // What is optional and has no reference cannot be asked for.
    let never = line.optional && line.references.is_empty();
    let why = if line.optional { Absence::Optional } else { Absence::LeftOut };
    (never || !absent.is_empty()).then_some((absent, why))
}

/// A line's quantity when only some of its references count: each stands for an equal share where
/// the quantity divides evenly, else for one piece.
fn share(quantity: Quantity, references: usize, kept: usize) -> Quantity {
    let (references, kept) = (references as u64, kept as u64);
    if kept == 0 || kept == references {
        return if kept == 0 { Quantity::ZERO } else { quantity };
    }
    let share = if quantity.get().is_multiple_of(references) {
        quantity.get() / references * kept
    } else {
        quantity.get().saturating_sub(references - kept)
    };
    Quantity::new(share).unwrap_or(quantity)
}

fn wanted(
    sheet: &BuildSheet,
    choices: &Choices,
    stand_ins: &StandIns,
    part: PartId,
    meeting: &[PartId],
) -> Wanted {
    let known = sheet.parts.get(&part);
    let fallback = choices.fallbacks.get(&part).copied();
    Wanted {
        part,
        variant: String::new(),
        lines: Vec::new(),
        references: Vec::new(),
        per_piece: Quantity::ZERO,
        spares: known.and_then(|part| part.spares),
        counted: known.is_none_or(|part| !part.not_counted),
        fallback,
        acceptable: stand_ins.acceptable(part, meeting, fallback),
    }
}

/// Needs of one part that accept different parts are told apart by number, in line order.
fn name_variants(wanted: &mut [Wanted]) {
    let mut seen: BTreeMap<PartId, u32> = BTreeMap::new();
    for need in wanted {
        let count = seen.entry(need.part).or_default();
        *count += 1;
        if *count > 1 {
            need.variant = count.to_string();
        }
    }
}

fn stand_ins(sheet: &BuildSheet) -> StandIns {
    let consent = |asks: bool| if asks { Consent::Asks } else { Consent::DropIn };
    let mut equivalents = Vec::new();
    let mut alternatives = Vec::new();
    for stand_in in &sheet.stand_ins {
        match stand_in.kind {
            StandInKind::Equivalent => equivalents.push(Equivalent {
                one: stand_in.part,
                other: stand_in.other,
                consent: consent(stand_in.asks),
            }),
            StandInKind::Alternative { rank } => alternatives.push(Alternative {
                wanted: stand_in.part,
                stand_in: stand_in.other,
                rank,
                consent: consent(stand_in.asks),
            }),
        }
    }
    StandIns::new(&equivalents, &alternatives)
}
