//! What must hold of every outcome, on problems too large to try everything.

use super::random::{Random, Size, any_problem};
use super::*;
use std::collections::BTreeMap;

const LARGE: Size = Size { needs: 60, parts: 80, lines: 200, pieces: 300, accepts: 12 };
const CASES: u64 = 60;

fn large_problems() -> impl Iterator<Item = (u64, Problem)> {
    (1..=CASES).map(|seed| (seed, any_problem(&mut Random::seeded(seed), LARGE)))
}

/// No line is overdrawn, no piece counted twice, nothing unacceptable taken, every sum right.
pub(super) fn assert_sound(problem: &Problem, outcome: &Outcome, seed: u64) {
    let lines: BTreeMap<StockLineId, &Supply> =
        problem.supply.iter().map(|supply| (supply.stock_line, supply)).collect();
    let mut drawn: BTreeMap<StockLineId, u64> = BTreeMap::new();
    assert_eq!(outcome.needs.len(), problem.needs.len(), "seed {seed}");
    for (need, told) in problem.needs.iter().zip(&outcome.needs) {
        assert_eq!(told.covered + told.missing, need.quantity, "seed {seed}");
        let taken: Quantity = told.would_take.iter().map(|take| take.quantity).sum();
        assert_eq!(taken, told.covered, "seed {seed}");
        let reserves = told.missing.is_zero() || problem.when_short == WhenShort::ReserveWhatIsHere;
        assert_eq!(told.takes, if reserves { told.would_take.clone() } else { vec![] }, "seed {seed}");
        for take in &told.would_take {
            assert!(!take.quantity.is_zero(), "seed {seed}");
            assert_eq!(lines[&take.stock_line].part, take.part, "seed {seed}");
            assert!(need.acceptable.iter().any(|acceptable| acceptable.part == take.part), "seed {seed}");
            *drawn.entry(take.stock_line).or_default() += take.quantity.get();
        }
    }
    for (stock_line, pieces) in drawn {
        assert!(pieces <= lines[&stock_line].available.get(), "seed {seed}: line {stock_line} is overdrawn");
    }
}

fn as_held(outcome: &Outcome) -> Vec<Held> {
    let of_need = |(need, told): (usize, &NeedOutcome)| -> Vec<Held> {
        let hold = |take: &Take| Held { need, stock_line: take.stock_line, quantity: take.quantity };
        told.takes.iter().map(hold).collect()
    };
    outcome.needs.iter().enumerate().flat_map(of_need).collect()
}

#[test]
fn every_outcome_is_sound() {
    for (seed, problem) in large_problems() {
        assert_sound(&problem, &solve(&problem), seed);
    }
}

#[test]
fn clearing_again_changes_nothing() {
    for (seed, mut problem) in large_problems() {
        let first = solve(&problem);
        problem.held = as_held(&first);
        let again = solve(&problem);
        assert_eq!(as_held(&again), problem.held, "seed {seed}");
        assert_eq!(missing(&again), missing(&first), "seed {seed}");
    }
}

#[test]
fn more_stock_never_misses_more() {
    for (seed, mut problem) in large_problems() {
        let before = solve(&problem);
        let random = &mut Random::seeded(seed);
        for supply in problem.supply.iter_mut().filter(|_| random.one_in(5)) {
            supply.available += Quantity::of(20);
        }
        let after = solve(&problem);
        assert!(after.total_missing() <= before.total_missing(), "seed {seed}");
    }
}

#[test]
fn the_order_of_the_supply_changes_nothing() {
    for (seed, mut problem) in large_problems() {
        let before = solve(&problem);
        Random::seeded(seed).shuffle(&mut problem.supply);
        Random::seeded(seed).shuffle(&mut problem.held);
        assert!(solve(&problem) == before, "seed {seed}");
    }
}

#[test]
fn parts_that_nobody_accepts_change_nothing() {
    for (seed, mut problem) in large_problems() {
        let before = solve(&problem);
        for number in 0..50 {
            problem.supply.push(line_at(10_000 + number, 10_000 + number, 5, 1));
        }
        assert!(solve(&problem) == before, "seed {seed}");
    }
}
