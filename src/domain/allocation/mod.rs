//! Which stock a build's needs get, and what stays missing.
//!
//! Decided, each exactly and in this order: (1) the least total missing, earlier needs filled
//! first; (2) the fewest pieces from fallbacks; (3) the fewest from other stand-ins, worst tier
//! first; (4) the fewest reservations moved. Then a picking policy chooses the lines, by a good rule.
//!
//! (1) is exact because the amounts that can be covered, need by need, form a polymatroid (they are
//! what a flow network can carry): every vector of them that cannot grow has the same, largest sum,
//! so the most in all and the most for earlier needs never conflict, and augmenting paths reach
//! both. (2) to (4) are minimum-cost flows, solved level by level: after each, the arcs whose
//! reduced cost is not zero are frozen, and what stays free is precisely every flow that is best so
//! far. Needs that share no part are solved apart, since costs only add.
//!
//! Pure and integer only: the browser runs it while somebody types.

mod acceptable;
mod assignment;
mod buildable;
mod flow;
mod outcome;
mod picking;
mod problem;
mod stock;

pub use acceptable::{AcceptableSet, Alternative, Consent, Equivalent, StandIns};
pub use buildable::{buildable, largest};
pub use outcome::{NeedOutcome, Outcome, Take};
pub use problem::{Acceptable, Held, Need, PickingPolicy, Problem, Supply, Tier, WhenShort};

/// Assigns stock to needs: the best assignment, the same for equal problems.
#[must_use]
pub fn solve(problem: &Problem) -> Outcome {
    let stock = stock::Stock::of(problem);
    let assignment = assignment::assign(problem, &stock);
    let picks = picking::choose_lines(problem, &stock, &assignment);
    outcome::tell(problem, &assignment, picks)
}

#[cfg(test)]
mod tests;
