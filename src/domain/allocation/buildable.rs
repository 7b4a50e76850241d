//! How many could be built from what is here.

use super::assignment::{self, Model};
use super::problem::{Need, Problem};
use super::stock::Stock;
use crate::domain::quantity::Quantity;

/// The pieces of a need, by its place in the problem, for so many pieces of what is built.
type QuantityOf<'a> = &'a dyn Fn(usize, Quantity) -> Quantity;

/// The largest number, `at_most` so many, for which nothing is missing.
///
/// `quantity_of` gives the quantity of each of `problem.needs` for a number of pieces; none may fall as the number
/// rises. The quantities in the problem itself and what is held do not matter.
#[must_use]
pub fn buildable(quantity_of: QuantityOf<'_>, problem: &Problem, at_most: Quantity) -> Quantity {
    let stock = Stock::of(problem);
    let highest = problem.needs.iter().enumerate().fold(at_most.get(), |highest, (at, need)| {
        let ceiling = ceiling(need, &stock);
        largest(highest, |pieces| quantity_of(at, super::outcome::quantity(pieces)).get() <= ceiling)
    });
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
        match covered.grown_to(|need| quantity_of(need, pieces).get()) {
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
/// Asks once where `most` does.
#[must_use]
pub fn largest(most: u64, holds: impl Fn(u64) -> bool) -> u64 {
    if holds(most) {
        return most;
    }
    let (mut low, mut high) = (0, most);
    while high - low > 1 {
        let probe = low.midpoint(high);
        if holds(probe) { low = probe } else { high = probe }
    }
    low
}

/// What a need cannot exceed even if it had everything that it accepts.
fn ceiling(need: &Need, stock: &Stock) -> u64 {
    let mut parts: Vec<usize> =
        need.acceptable.iter().filter_map(|acceptable| stock.find(acceptable.part)).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.iter().map(|&part| stock.available(part)).sum()
}

/// Flows that cover some quantities in full, of the needs that draw on parts together; larger ones start
/// from them. A need that has its parts to itself is covered up to its ceiling.
struct Covered {
    models: Vec<CoveredModel>,
}

struct CoveredModel {
    model: Model,
    /// By its needs.
    quantities: Vec<u64>,
}

impl Covered {
    fn nothing(problem: &Problem, stock: &Stock) -> Self {
        let models = assignment::models_of_rivals(problem, stock).into_iter();
        let models =
            models.map(|model| CoveredModel { quantities: vec![0; model.needs.len()], model }).collect();
        Self { models }
    }

    /// The quantities must not exceed the ceilings.
    fn grown_to(&self, quantity_of: impl Fn(usize) -> u64) -> Option<Self> {
        let models =
            self.models.iter().map(|covered| covered.grown_to(&quantity_of)).collect::<Option<_>>()?;
        Some(Self { models })
    }
}

impl CoveredModel {
    fn grown_to(&self, quantity_of: impl Fn(usize) -> u64) -> Option<Self> {
        let mut model = self.model.clone();
        let quantities: Vec<u64> = model.needs.iter().map(|&need| quantity_of(need)).collect();
        let more: Vec<u64> = quantities
            .iter()
            .zip(&self.quantities)
            .map(|(wanted, covered)| wanted.saturating_sub(*covered))
            .collect();
        model.add(&more).iter().all(|&missing| missing == 0).then_some(Self { model, quantities })
    }
}
