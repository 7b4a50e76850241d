//! Every level of the objective against trying everything, on small problems.
//!
//! `CTB_ALLOCATION_CASES` sets how many, `CTB_ALLOCATION_SEED` with which to begin (a failure names
//! the seed of its case).

use super::random::{Random, Size, TIERS, any_problem};
use super::*;
use std::collections::BTreeMap;

const SMALL: Size = Size { needs: 4, parts: 4, lines: 5, pieces: 4, accepts: 5 };

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn seeds() -> impl Iterator<Item = u64> {
    let first = from_environment("CTB_ALLOCATION_SEED", 1);
    first..first + from_environment("CTB_ALLOCATION_CASES", 2000)
}

/// What is to be as small as possible, in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Objective {
    total_missing: u64,
    missing: Vec<u64>,
    /// Pieces by tier, worst first.
    stand_ins: Vec<u64>,
    moved: u64,
}

/// Pieces by tier worse than the own, worst first, and pieces that stay where they are held.
type Price = (Vec<u64>, u64);

fn tier_of(need: &Need, part: PartId) -> Option<Tier> {
    need.acceptable
        .iter()
        .filter(|acceptable| acceptable.part == part)
        .map(|acceptable| acceptable.tier)
        .min()
}

fn held_in(problem: &Problem, need: usize, stock_line: StockLineId) -> u64 {
    let holds = |held: &&Held| held.need == need && held.stock_line == stock_line;
    problem.held.iter().filter(holds).map(|held| held.quantity.get()).sum()
}

fn all_held(problem: &Problem) -> u64 {
    problem.held.iter().map(|held| held.quantity.get()).sum()
}

fn count(price: &mut Price, problem: &Problem, need: usize, supply: &Supply, tier: Tier, pieces: u64) {
    let rank = TIERS.iter().rev().position(|&other| other == tier).unwrap();
    if tier != Tier::Own {
        price.0[rank] += pieces;
    }
    price.1 += pieces.min(held_in(problem, need, supply.stock_line));
}

/// Tries every way to deal every line out to the needs. What is open after a line decides what can
/// follow, so only the best price for each such state is kept.
fn brute_force(problem: &Problem) -> Objective {
    let open: Vec<u64> = problem.needs.iter().map(|need| need.quantity.get()).collect();
    let mut states = BTreeMap::from([(open, (vec![0; TIERS.len()], 0))]);
    for supply in &problem.supply {
        let mut after = BTreeMap::new();
        for (open, price) in states {
            deal(problem, supply, 0, supply.available.get(), open, price, &mut after);
        }
        states = after;
    }
    let (missing, (stand_ins, kept)) =
        states.into_iter().min_by_key(|(missing, _)| (missing.iter().sum::<u64>(), missing.clone())).unwrap();
    Objective { total_missing: missing.iter().sum(), missing, stand_ins, moved: all_held(problem) - kept }
}

fn deal(
    problem: &Problem,
    supply: &Supply,
    need: usize,
    left: u64,
    open: Vec<u64>,
    price: Price,
    after: &mut BTreeMap<Vec<u64>, Price>,
) {
    let Some(asking) = problem.needs.get(need) else {
        let better = |known: &Price| (&price.0, u64::MAX - price.1) < (&known.0, u64::MAX - known.1);
        if after.get(&open).is_none_or(better) {
            after.insert(open, price);
        }
        return;
    };
    let tier = tier_of(asking, supply.part);
    let most = if tier.is_some() { left.min(open[need]) } else { 0 };
    for pieces in 0..=most {
        let (mut open, mut price) = (open.clone(), price.clone());
        open[need] -= pieces;
        if let Some(tier) = tier.filter(|_| pieces > 0) {
            count(&mut price, problem, need, supply, tier, pieces);
        }
        deal(problem, supply, need + 1, left - pieces, open, price, after);
    }
}

fn reached(problem: &Problem, outcome: &Outcome) -> Objective {
    let mut price = (vec![0; TIERS.len()], 0);
    for (index, need) in outcome.needs.iter().enumerate() {
        for take in &need.would_take {
            let supply = problem.supply.iter().find(|supply| supply.stock_line == take.stock_line).unwrap();
            assert_eq!(Some(take.tier), tier_of(&problem.needs[index], take.part));
            count(&mut price, problem, index, supply, take.tier, take.quantity.get());
        }
    }
    let missing = missing(outcome);
    Objective {
        total_missing: missing.iter().sum(),
        missing,
        stand_ins: price.0,
        moved: all_held(problem) - price.1,
    }
}

#[test]
fn no_assignment_is_better_on_any_level() {
    for seed in seeds() {
        let problem = any_problem(&mut Random::seeded(seed), SMALL);
        let outcome = solve(&problem);
        assert_eq!(reached(&problem, &outcome), brute_force(&problem), "seed {seed}: {problem:#?}");
        super::large::assert_sound(&problem, &outcome, seed);
    }
}

#[test]
fn one_more_than_buildable_would_miss_something() {
    for seed in seeds() {
        let random = &mut Random::seeded(seed);
        let mut problem = any_problem(random, Size { pieces: 12, ..SMALL });
        let each: Vec<(u64, u64)> =
            problem.needs.iter().map(|_| (random.up_to(3), random.up_to(2))).collect();
        let quantity_of = |need: usize, n: Quantity| {
            let (times, spare) = each[need];
            Quantity::new(n.get() * times + spare).unwrap()
        };
        let mut clear_for = |n: u16| {
            for (at, need) in problem.needs.iter_mut().enumerate() {
                need.quantity = quantity_of(at, Quantity::of(n));
            }
            solve(&problem).is_clear()
        };
        let expected = (1..=70).take_while(|&n| clear_for(n)).last().unwrap_or(0);
        let found = buildable(&quantity_of, &problem, Quantity::of(70));
        assert_eq!(found, Quantity::of(expected), "seed {seed}");
    }
}
