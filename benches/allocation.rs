//! How long clearing takes: it runs on every keystroke in the editor.
//!
//! `cargo bench --bench allocation`

use ctb::domain::allocation::{Acceptable, Held, Need, Outcome, Problem, Supply, Tier, buildable, solve};
use ctb::domain::ids::{LocationId, PartId, StockLineId};
use ctb::domain::quantity::Quantity;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const PARTS: u32 = 5_000;
const STOCK_LINES: u32 = 10_000;
const LOCATIONS: u32 = 300;

/// How many other needs a need competes with.
#[derive(Debug, Clone, Copy)]
enum Rivalry {
    /// Parts of its own, a stand-in or two.
    Little,
    /// All needs draw on the same few hundred parts by requirement: one group, scarce stock.
    Fierce,
}

/// A well mixed number for each index, the same on each run.
fn mixed(index: u32) -> u32 {
    index.wrapping_mul(0x9E37_79B1).rotate_left(15).wrapping_mul(0x85EB_CA77) >> 8
}

fn quantity(pieces: u32) -> Quantity {
    Quantity::new(u64::from(pieces)).unwrap_or(Quantity::MAX)
}

fn clearing(needs: u32, rivalry: Rivalry) -> Problem {
    Problem {
        needs: (0..needs).map(|index| need(index, rivalry)).collect(),
        supply: (0..STOCK_LINES).map(stock_line).collect(),
        ..Problem::default()
    }
}

fn need(index: u32, rivalry: Rivalry) -> Need {
    let (accepts, among, most) = match rivalry {
        Rivalry::Little => (3, PARTS, 40),
        Rivalry::Fierce => (25, 400, 250),
    };
    let acceptable = (0..accepts)
        .map(|at| Acceptable {
            part: PartId::new(i64::from(mixed(index * 64 + at) % among)),
            tier: match at {
                0 => Tier::Own,
                1 | 2 => Tier::Alternative(at),
                24 => Tier::Fallback,
                _ => Tier::Requirement(at - 3),
            },
        })
        .collect();
    Need { acceptable, quantity: quantity(1 + mixed(index + 7) % most) }
}

fn stock_line(index: u32) -> Supply {
    Supply {
        stock_line: StockLineId::new(i64::from(index)),
        part: PartId::new(i64::from(index % PARTS)),
        available: quantity(mixed(index + 99) % 100),
        location: LocationId::new(i64::from(mixed(index) % LOCATIONS)),
        lot_order: u64::from(index),
    }
}

fn held_by(outcome: &Outcome) -> Vec<Held> {
    let takes = outcome.needs.iter().enumerate().flat_map(|(need, told)| {
        told.takes.iter().map(move |take| Held { need, stock_line: take.stock_line, quantity: take.quantity })
    });
    takes.collect()
}

#[divan::bench(args = [200, 1_000])]
fn clear(bencher: Bencher, needs: u32) {
    let problem = clearing(needs, Rivalry::Little);
    bencher.bench(|| solve(black_box(&problem)));
}

#[divan::bench(args = [200, 1_000])]
fn clear_where_all_compete(bencher: Bencher, needs: u32) {
    let problem = clearing(needs, Rivalry::Fierce);
    bencher.bench(|| solve(black_box(&problem)));
}

/// As after an edit: what was reserved before, with one need gone.
#[divan::bench(args = [200, 1_000])]
fn clear_again_where_all_compete(bencher: Bencher, needs: u32) {
    let mut problem = clearing(needs, Rivalry::Fierce);
    problem.held = held_by(&solve(&problem));
    problem.needs[0].quantity = Quantity::ZERO;
    bencher.bench(|| solve(black_box(&problem)));
}

#[divan::bench(args = [200, 1_000])]
fn how_many_could_be_built(bencher: Bencher, needs: u32) {
    let mut problem = clearing(needs, Rivalry::Fierce);
    // Plenty, so that the search has something to find.
    for supply in &mut problem.supply {
        supply.available = supply.available.times(Quantity::of(1_000)) + Quantity::of(500);
    }
    let each: Vec<Quantity> = problem.needs.iter().map(|need| need.quantity).collect();
    bencher.bench(|| {
        let quantity_of = |need: usize, pieces| each[need].times(pieces);
        buildable(&quantity_of, black_box(&problem), Quantity::MAX)
    });
}
