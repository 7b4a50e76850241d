//! A build's sheet by part and by line, so that no row of a thousand is looked for among a thousand others.

use crate::domain::clearing::{BuildSheet, Incoming, Meaning, Origin, SheetLine, UnmatchedLine};
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::quantity::Quantity;
use std::collections::BTreeMap;

/// What of a sheet is asked for by part or by number; indices count the sheet's lines.
#[derive(Debug, Clone)]
pub(super) struct Lookup {
    lines_by_part: BTreeMap<PartId, Vec<usize>>,
    lines_by_number: BTreeMap<u32, Vec<usize>>,
    free: BTreeMap<PartId, Quantity>,
    others: BTreeMap<PartId, Quantity>,
    /// What is placed for this build of each part first, by its index among what is incoming.
    placed: BTreeMap<PartId, usize>,
}

impl Lookup {
    pub(super) fn of(sheet: &BuildSheet) -> Self {
        let mut lookup = Self {
            lines_by_part: BTreeMap::new(),
            lines_by_number: BTreeMap::new(),
            free: free(sheet),
            others: BTreeMap::new(),
            placed: BTreeMap::new(),
        };
        for (index, line) in sheet.lines.iter().enumerate() {
            lookup.lines_by_number.entry(line.line).or_default().push(index);
            if let Meaning::Part { part, .. } = line.meaning {
                lookup.lines_by_part.entry(part).or_default().push(index);
            }
        }
        for other in &sheet.reserved_elsewhere {
            *lookup.others.entry(other.part).or_insert(Quantity::ZERO) += other.quantity;
        }
        for (index, coming) in sheet.incoming.iter().enumerate() {
            if coming.placed && !coming.for_this_build.is_zero() {
                lookup.placed.entry(coming.part).or_insert(index);
            }
        }
        lookup
    }

    /// The lines that a need comes from.
    pub(super) fn lines_of<'a>(
        &'a self,
        sheet: &'a BuildSheet,
        part: PartId,
        lines: &'a [u32],
    ) -> impl Iterator<Item = &'a SheetLine> {
        let counts = |line: &&SheetLine| !line.do_not_populate && lines.contains(&line.line);
        at(sheet, self.lines_by_part.get(&part)).filter(counts)
    }

    /// The lines that a line without a part is, or is a share of.
    pub(super) fn lines_without_part<'a>(
        &'a self,
        sheet: &'a BuildSheet,
        unmatched: &'a UnmatchedLine,
    ) -> impl Iterator<Item = &'a SheetLine> {
        let is_it = |line: &&SheetLine| {
            matches!(line.meaning, Meaning::Unmatched(_))
                && unmatched.references.iter().all(|reference| line.references.contains(reference))
        };
        at(sheet, self.lines_by_number.get(&unmatched.line)).filter(is_it)
    }

    /// The row of the BOM with this number.
    pub(super) fn row<'a>(&self, sheet: &'a BuildSheet, number: u32) -> Option<&'a SheetLine> {
        at(sheet, self.lines_by_number.get(&number)).find(|line| line.origin == Origin::Bom)
    }

    /// The first placed order that brings one of these parts for this build.
    pub(super) fn order_for<'a>(&self, sheet: &'a BuildSheet, parts: &[PartId]) -> Option<&'a Incoming> {
        let first = parts.iter().filter_map(|part| self.placed.get(part)).min()?;
        sheet.incoming.get(*first)
    }

    /// Pieces of these parts that nobody has reserved and that may be used.
    pub(super) fn free(&self, parts: &[PartId]) -> Quantity {
        sum(&self.free, parts)
    }

    /// Pieces of these parts that other builds have reserved.
    pub(super) fn others(&self, parts: &[PartId]) -> Quantity {
        sum(&self.others, parts)
    }
}

fn at<'a>(sheet: &'a BuildSheet, indices: Option<&Vec<usize>>) -> impl Iterator<Item = &'a SheetLine> {
    indices.into_iter().flatten().filter_map(|index| sheet.lines.get(*index))
}

fn sum(of: &BTreeMap<PartId, Quantity>, parts: &[PartId]) -> Quantity {
    parts.iter().filter_map(|part| of.get(part)).copied().sum()
}

fn free(sheet: &BuildSheet) -> BTreeMap<PartId, Quantity> {
    let mut held: BTreeMap<StockLineId, Quantity> = BTreeMap::new();
    for pieces in &sheet.held {
        *held.entry(pieces.stock_line).or_insert(Quantity::ZERO) += pieces.quantity;
    }
    let mut free = BTreeMap::new();
    for stock in sheet.stock.iter().filter(|stock| !stock.deprioritized) {
        let held = held.get(&stock.stock_line).copied().unwrap_or(Quantity::ZERO);
        *free.entry(stock.part).or_insert(Quantity::ZERO) +=
            stock.on_hand.saturating_sub(stock.reserved_by_others).saturating_sub(held);
    }
    free
}
