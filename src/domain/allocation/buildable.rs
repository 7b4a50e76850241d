//! How many could be built from what is here.

use super::assignment::{self, Model};
use super::problem::Problem;
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
    let mut covered = Covered::nothing(problem, &stock);
    let mut low = 0;
    let mut high = at_most.get() + 1;
    // Doubling finds the magnitude, halving the number; `low` can always be built, `high` never.
    while high - low > 1 {
        let galloping = high > at_most.get();
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

/// A flow that covers some quantities in full; larger ones start from it.
struct Covered {
    quantities: Vec<u64>,
    /// What no need can exceed even if it had everything it accepts.
    ceilings: Vec<u64>,
    models: Vec<Model>,
}

impl Covered {
    fn nothing(problem: &Problem, stock: &Stock) -> Self {
        let ceilings = problem
            .needs
            .iter()
            .map(|need| {
                let mut parts: Vec<usize> =
                    need.acceptable.iter().filter_map(|acceptable| stock.find(acceptable.part)).collect();
                parts.sort_unstable();
                parts.dedup();
                parts.iter().map(|&part| stock.available(part)).sum()
            })
            .collect();
        Self {
            quantities: vec![0; problem.needs.len()],
            ceilings,
            models: assignment::models(problem, stock, &[]),
        }
    }

    fn grown_to(&self, quantities: &[Quantity]) -> Option<Self> {
        let quantities: Vec<u64> = quantities.iter().map(|quantity| quantity.get()).collect();
        if quantities.iter().zip(&self.ceilings).any(|(quantity, ceiling)| quantity > ceiling) {
            return None;
        }
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
        Some(Self { quantities, ceilings: self.ceilings.clone(), models })
    }
}
