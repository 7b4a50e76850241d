//! The supply by part: only parts that some need accepts and that have anything.

use super::problem::Problem;
use crate::domain::ids::PartId;
use std::ops::Range;

/// Accepted parts with their lines. A *part* below is an index into `parts`, a *line* one into
/// [`Problem::supply`].
pub(super) struct Stock {
    parts: Vec<StockedPart>,
    lines: Vec<usize>,
}

struct StockedPart {
    part: PartId,
    lines: Range<usize>,
    available: u64,
    oldest_lot: u64,
}

impl Stock {
    pub(super) fn of(problem: &Problem) -> Self {
        let wanted = accepted_parts(problem);
        let mut lines: Vec<usize> = (0..problem.supply.len())
            .filter(|&line| {
                let supply = &problem.supply[line];
                !supply.available.is_zero() && wanted.binary_search(&supply.part).is_ok()
            })
            .collect();
        // By id, not by position: the answer must not depend on the order of the supply.
        lines.sort_unstable_by_key(|&line| (problem.supply[line].part, problem.supply[line].stock_line));

        let mut parts: Vec<StockedPart> = Vec::new();
        for (at, &line) in lines.iter().enumerate() {
            let supply = &problem.supply[line];
            match parts.last_mut() {
                Some(last) if last.part == supply.part => {
                    last.lines.end = at + 1;
                    last.available += supply.available.get();
                    last.oldest_lot = last.oldest_lot.min(supply.lot_order);
                }
                _ => parts.push(StockedPart {
                    part: supply.part,
                    lines: at..at + 1,
                    available: supply.available.get(),
                    oldest_lot: supply.lot_order,
                }),
            }
        }
        Self { parts, lines }
    }

    /// How many parts are in play.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// The part of this id, if there is any of it.
    pub(super) fn find(&self, part: PartId) -> Option<usize> {
        self.parts.binary_search_by_key(&part, |stocked| stocked.part).ok()
    }

    /// What all lines of a part have together.
    pub(super) fn available(&self, part: usize) -> u64 {
        self.parts[part].available
    }

    /// The smallest lot order among the lines of a part.
    pub(super) fn oldest_lot(&self, part: usize) -> u64 {
        self.parts[part].oldest_lot
    }

    /// The lines of a part.
    pub(super) fn lines(&self, part: usize) -> &[usize] {
        &self.lines[self.parts[part].lines.clone()]
    }

    /// The lines of all parts.
    pub(super) fn all_lines(&self) -> &[usize] {
        &self.lines
    }
}

fn accepted_parts(problem: &Problem) -> Vec<PartId> {
    let mut parts: Vec<PartId> =
        problem.needs.iter().flat_map(|need| &need.acceptable).map(|acceptable| acceptable.part).collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}
