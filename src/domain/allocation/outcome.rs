//! The answer: what each need takes from where, and what it lacks.

use super::assignment::Assignment;
use super::picking::Pick;
use super::problem::{Problem, Tier, WhenShort};
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Pieces of one line for one need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Take {
    /// From where.
    pub stock_line: StockLineId,
    /// What.
    pub part: PartId,
    /// How many.
    pub quantity: Quantity,
    /// How far it is from what was wanted.
    pub tier: Tier,
}

/// What one need gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedOutcome {
    /// The pieces that stock covers, whether or not they are reserved.
    pub covered: Quantity,
    /// The pieces that it lacks.
    pub missing: Quantity,
    /// What to reserve, best tier first; nothing for a short need under [`WhenShort::ReserveNothing`].
    pub takes: Vec<Take>,
    /// What covers it, reserved or not; equal to `takes` when reserved.
    pub would_take: Vec<Take>,
}

/// What each need gets, in the order of the needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// One for each need.
    pub needs: Vec<NeedOutcome>,
}

impl Outcome {
    /// The sum of what is missing ([`Quantity::MAX`] at most).
    #[must_use]
    pub fn total_missing(&self) -> Quantity {
        self.needs.iter().map(|need| need.missing).sum()
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.needs.iter().all(|need| need.missing.is_zero())
    }
}

/// Puts the picks under their needs.
pub(super) fn tell(problem: &Problem, assignment: &Assignment, picks: Vec<Pick>) -> Outcome {
    let mut needs: Vec<NeedOutcome> = problem
        .needs
        .iter()
        .zip(&assignment.missing)
        .map(|(need, &missing)| {
            let missing = quantity(missing);
            let covered = need.quantity.saturating_sub(missing);
            NeedOutcome { covered, missing, takes: Vec::new(), would_take: Vec::new() }
        })
        .collect();
    for pick in picks {
        needs[pick.need].would_take.push(take(problem, &pick));
    }
    for need in &mut needs {
        if reserves(problem, need.missing) {
            need.takes.clone_from(&need.would_take);
        }
    }
    Outcome { needs }
}

/// Whether a need that lacks so much has its pieces reserved.
pub(super) fn reserves(problem: &Problem, missing: Quantity) -> bool {
    missing.is_zero() || problem.when_short == WhenShort::ReserveWhatIsHere
}

fn take(problem: &Problem, pick: &Pick) -> Take {
    let supply = &problem.supply[pick.line];
    Take {
        stock_line: supply.stock_line,
        part: supply.part,
        quantity: quantity(pick.quantity),
        tier: pick.tier,
    }
}

/// Part of a need's quantity, so always within the limit.
pub(super) fn quantity(pieces: u64) -> Quantity {
    Quantity::new(pieces).unwrap_or(Quantity::MAX)
}
