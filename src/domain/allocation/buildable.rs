//! How many could be built from what is here.

use super::assignment::{self, Model};
use super::problem::{Need, Problem};
use super::stock::Stock;
use crate::domain::quantity::Quantity;

/// The largest number, `at_most` so many, for which nothing is missing.
///
/// `per_piece(n)` gives the quantities of `problem.needs`, in their order, for `n` pieces; none may
/// fall as `n` rises. The quantities in the problem itself and what is held do not matter.
#[must_use]
pub fn buildable(
    per_piece: &dyn Fn(Quantity) -> Vec<Quantity>,
    problem: &Problem,
    at_most: Quantity,
) -> Quantity {
    let stock = Stock::of(problem);
    let ceilings = ceilings(problem, &stock);
    let fits = |pieces: u64| {
        let needed = per_piece(super::outcome::quantity(pieces));
        needed.iter().zip(&ceilings).all(|(needed, ceiling)| needed.get() <= *ceiling)
    };
    let highest = largest(at_most.get(), fits);
    let mut covered = Covered::nothing(problem, &stock);
    // Where no two needs draw on one part, nothing else can be in the way.
    if covered.models.is_empty() {
        return super::outcome::quantity(highest);
    }
    let mut low = 0;
    let mut high = highest + 1;
    // Doubling finds the magnitude, halving the number; `low` can always be built, `high` never.
    while high - low > 1 {
        let galloping = high > highest;
        let probe = if galloping { (2 * low).clamp(1, high - 1) } else { low.midpoint(high) };
        let pieces = super::outcome::quantity(probe);
        match covered.grown_to(&per_piece(pieces)) {
            Some(grown) => {
                covered = grown;
                low = probe;
            }
            None => high = probe,
        }
    }
    super::outcome::quantity(low)
}

/// The largest number up to `most` that `holds`, which holds for 0 and for all numbers below one for which it does.
#[must_use]
pub fn largest(most: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, most + 1);
    while high - low > 1 {
        let probe = low.midpoint(high);
        if holds(probe) { low = probe } else { high = probe }
    }
    low
}

/// What each need cannot exceed even if it had everything that it accepts.
fn ceilings(problem: &Problem, stock: &Stock) -> Vec<u64> {
    let ceiling = |need: &Need| {
        let mut parts: Vec<usize> =
            need.acceptable.iter().filter_map(|acceptable| stock.find(acceptable.part)).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.iter().map(|&part| stock.available(part)).sum()
    };
    problem.needs.iter().map(ceiling).collect()
}

/// A flow that covers some quantities in full, of the needs that draw on parts together; larger ones start
/// from it. A need that has its parts to itself is covered up to its ceiling.
struct Covered {
    quantities: Vec<u64>,
    models: Vec<Model>,
}

impl Covered {
    fn nothing(problem: &Problem, stock: &Stock) -> Self {
        Self {
            quantities: vec![0; problem.needs.len()],
            models: assignment::models_of_rivals(problem, stock),
        }
    }

    /// The quantities must not exceed the ceilings.
    fn grown_to(&self, quantities: &[Quantity]) -> Option<Self> {
        let quantities: Vec<u64> = quantities.iter().map(|quantity| quantity.get()).collect();
        let wanted = |need: usize| quantities.get(need).copied().unwrap_or(0);
        let mut models = Vec::with_capacity(self.models.len());
        for model in &self.models {
            let mut model = model.clone();
            let more: Vec<u64> =
                model.needs.iter().map(|&need| wanted(need).saturating_sub(self.quantities[need])).collect();
            if model.add(&more).iter().any(|&missing| missing > 0) {
                return None;
            }
            models.push(model);
        }
        let quantities = (0..self.quantities.len()).map(wanted).collect();
        Some(Self { quantities, models })
    }
}
