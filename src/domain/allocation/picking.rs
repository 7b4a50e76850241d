//! Which lines the pieces come from, once it is settled who gets how many of which part.
//!
//! What was held and is kept stays where it is. The rest follows the workspace's policy; this is a
//! good rule, not a proof.

use super::assignment::{Assignment, Share};
use super::outcome::reserves;
use super::problem::{PickingPolicy, Problem, Tier};
use super::stock::Stock;
use crate::domain::ids::LocationId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Pieces of one line for one need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pick {
    pub(super) need: usize,
    pub(super) line: usize,
    pub(super) tier: Tier,
    pub(super) quantity: u64,
}

/// Chooses lines for every share: by need, best tier first, each line once a need.
pub(super) fn choose_lines(problem: &Problem, stock: &Stock, assignment: &Assignment) -> Vec<Pick> {
    let mut shelves = Shelves::of(problem);
    let mut picks: Vec<Pick> = Vec::with_capacity(assignment.shares.len());
    for share in &assignment.shares {
        if let Some(line) = share.kept_in {
            shelves.take(line, share.quantity);
            picks.push(Pick { need: share.need, line, tier: share.tier, quantity: share.quantity });
        }
    }
    // What is only an explanation must not draw the real picks to other places.
    for reserved in [true, false] {
        let open: Vec<Share> = assignment
            .shares
            .iter()
            .filter(|share| share.kept_in.is_none())
            .filter(|share| reserves_share(problem, assignment, share) == reserved)
            .copied()
            .collect();
        shelves.pick(stock, open, &mut picks);
    }
    tidy(problem, picks)
}

fn reserves_share(problem: &Problem, assignment: &Assignment, share: &Share) -> bool {
    reserves(problem, super::outcome::quantity(assignment.missing[share.need]))
}

/// Sorts, and joins what one need takes from one line.
fn tidy(problem: &Problem, mut picks: Vec<Pick>) -> Vec<Pick> {
    picks.sort_by_key(|pick| (pick.need, pick.tier, problem.supply[pick.line].stock_line));
    picks.dedup_by(|again, first| {
        let same = (again.need, again.line) == (first.need, first.line);
        if same {
            first.quantity += again.quantity;
        }
        same
    });
    picks
}

/// The lines with what is left in them.
struct Shelves<'a> {
    problem: &'a Problem,
    left: Vec<u64>,
    opened: Vec<bool>,
}

/// What the open shares want of one part together.
struct Demand {
    part: usize,
    quantity: u64,
}

impl<'a> Shelves<'a> {
    fn of(problem: &'a Problem) -> Self {
        let left = problem.supply.iter().map(|supply| supply.available.get()).collect();
        Self { problem, left, opened: vec![false; problem.supply.len()] }
    }

    fn take(&mut self, line: usize, quantity: u64) {
        self.left[line] -= quantity;
        self.opened[line] = true;
    }

    fn location(&self, line: usize) -> LocationId {
        self.problem.supply[line].location
    }

    /// Part by part: the lines for all its shares at once, dealt out in the order of the needs.
    fn pick(&mut self, stock: &Stock, mut open: Vec<Share>, picks: &mut Vec<Pick>) {
        open.sort_by_key(|share| (share.part, share.need));
        let shares_by_part: Vec<&[Share]> = open.chunk_by(|one, other| one.part == other.part).collect();
        let demands: Vec<Demand> = shares_by_part
            .iter()
            .map(|shares| Demand {
                part: shares[0].part,
                quantity: shares.iter().map(|share| share.quantity).sum(),
            })
            .collect();
        let visited = match self.problem.policy {
            PickingPolicy::FewestStops => Some(self.fewest_stops(stock, &demands)),
            PickingPolicy::UseUpSmallLines | PickingPolicy::OldestLot => None,
        };
        for (shares, demand) in shares_by_part.iter().zip(&demands) {
            let mut chosen = match &visited {
                Some(visited) => self.few_lines(stock, demand, visited),
                None => self.lines_in_order(stock, demand),
            }
            .into_iter();
            deal(shares, &mut chosen, picks);
        }
    }

    /// Takes from one line after the other, as the policy orders them.
    fn lines_in_order(&mut self, stock: &Stock, demand: &Demand) -> Vec<(usize, u64)> {
        let mut lines = stock.lines(demand.part).to_vec();
        lines.sort_by_key(|&line| match self.problem.policy {
            PickingPolicy::OldestLot => (self.problem.supply[line].lot_order, self.left[line]),
            PickingPolicy::UseUpSmallLines | PickingPolicy::FewestStops => (self.left[line], 0),
        });
        let mut rest = demand.quantity;
        let mut chosen = Vec::new();
        for line in lines {
            let quantity = rest.min(self.left[line]);
            if quantity > 0 {
                self.take(line, quantity);
                chosen.push((line, quantity));
                rest -= quantity;
            }
        }
        chosen
    }

    /// Takes from few lines at the places that are visited: one that has it all (opened already,
    /// if possible, and the smallest such), or else the largest and so on.
    fn few_lines(&mut self, stock: &Stock, demand: &Demand, visited: &[LocationId]) -> Vec<(usize, u64)> {
        let mut lines: Vec<usize> = stock
            .lines(demand.part)
            .iter()
            .copied()
            .filter(|&line| self.left[line] > 0 && visited.binary_search(&self.location(line)).is_ok())
            .collect();
        lines.sort_by_key(|&line| self.left[line]);
        let mut rest = demand.quantity;
        let mut chosen = Vec::new();
        while rest > 0 && !lines.is_empty() {
            let enough = lines.partition_point(|&line| self.left[line] < rest);
            let opened = lines[enough..].iter().position(|&line| self.opened[line]);
            let at = (enough + opened.unwrap_or(0)).min(lines.len() - 1);
            let line = lines.remove(at);
            let quantity = rest.min(self.left[line]);
            self.take(line, quantity);
            chosen.push((line, quantity));
            rest -= quantity;
        }
        chosen
    }

    /// Few places that have all that is wanted, sorted: those that cannot be done without, then
    /// always the one that covers the most of what is open; those that prove superfluous go again.
    fn fewest_stops(&self, stock: &Stock, demands: &[Demand]) -> Vec<LocationId> {
        let mut tour = Tour::of(self, stock, demands);
        tour.visit_the_opened(self);
        tour.visit_the_indispensable(demands);
        tour.visit_the_best(demands);
        tour.drop_the_superfluous(demands);
        tour.visited()
    }
}

/// Deals chosen pieces out to shares, one after the other.
fn deal(shares: &[Share], chosen: &mut dyn Iterator<Item = (usize, u64)>, picks: &mut Vec<Pick>) {
    let mut at_hand: Option<(usize, u64)> = None;
    for share in shares {
        let mut rest = share.quantity;
        while rest > 0 {
            let Some((line, quantity)) = at_hand.take().or_else(|| chosen.next()) else {
                debug_assert!(false, "the lines of a part have what its shares want");
                return;
            };
            let given = rest.min(quantity);
            picks.push(Pick { need: share.need, line, tier: share.tier, quantity: given });
            rest -= given;
            if quantity > given {
                at_hand = Some((line, quantity - given));
            }
        }
    }
}

/// Which places to visit.
struct Tour {
    /// Sorted by id.
    stops: Vec<Stop>,
    /// By demand: what the places not visited would still have to give.
    open: Vec<u64>,
    /// By demand: what all places have together.
    total: Vec<u64>,
}

struct Stop {
    location: LocationId,
    /// What it has of each demand's part.
    offers: Vec<(usize, u64)>,
    visit: Visit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    No,
    /// May be dropped again; the number says which came first.
    Chosen(usize),
    /// Something is picked there anyway, or only there.
    Must,
}

impl Tour {
    fn of(shelves: &Shelves, stock: &Stock, demands: &[Demand]) -> Self {
        let mut offers: Vec<(LocationId, usize, u64)> = Vec::new();
        let mut total = vec![0; demands.len()];
        for (index, demand) in demands.iter().enumerate() {
            for &line in stock.lines(demand.part) {
                offers.push((shelves.location(line), index, shelves.left[line]));
                total[index] += shelves.left[line];
            }
        }
        offers.sort_unstable();
        let stops = offers
            .chunk_by(|one, other| one.0 == other.0)
            .map(|offers| Stop {
                location: offers[0].0,
                offers: offers
                    .chunk_by(|one, other| one.1 == other.1)
                    .map(|same| (same[0].1, same.iter().map(|offer| offer.2).sum()))
                    .collect(),
                visit: Visit::No,
            })
            .collect();
        Self { stops, open: demands.iter().map(|demand| demand.quantity).collect(), total }
    }

    fn visit(&mut self, stop: usize, visit: Visit) {
        if self.stops[stop].visit == Visit::No {
            for &(demand, has) in &self.stops[stop].offers {
                self.open[demand] = self.open[demand].saturating_sub(has);
            }
        }
        self.stops[stop].visit = visit;
    }

    fn visit_the_opened(&mut self, shelves: &Shelves) {
        for line in (0..shelves.opened.len()).filter(|&line| shelves.opened[line]) {
            if let Ok(stop) = self.stops.binary_search_by_key(&shelves.location(line), |stop| stop.location) {
                self.visit(stop, Visit::Must);
            }
        }
    }

    fn visit_the_indispensable(&mut self, demands: &[Demand]) {
        for stop in 0..self.stops.len() {
            let only_here =
                |&(demand, has): &(usize, u64)| self.total[demand] - has < demands[demand].quantity;
            if self.stops[stop].offers.iter().any(only_here) {
                self.visit(stop, Visit::Must);
            }
        }
    }

    /// How much of the demands a stop would cover: a thousand for each that it covers whole.
    fn gain(&self, stop: usize, demands: &[Demand]) -> u64 {
        let share = |&(demand, has): &(usize, u64)| {
            has.min(self.open[demand]).saturating_mul(1000).div_ceil(demands[demand].quantity.max(1))
        };
        self.stops[stop].offers.iter().map(share).sum()
    }

    /// Greedy; gains only fall as stops are visited, so an entry that is still right is the best.
    fn visit_the_best(&mut self, demands: &[Demand]) {
        let size = |stop: &Stop| stop.offers.iter().map(|&(_, has)| has).sum::<u64>();
        let mut heap: BinaryHeap<(u64, Reverse<u64>, Reverse<usize>)> = (0..self.stops.len())
            .map(|stop| (self.gain(stop, demands), Reverse(size(&self.stops[stop])), Reverse(stop)))
            .collect();
        let mut visits = 0;
        while let Some((promised, size, Reverse(stop))) = heap.pop() {
            let gain = self.gain(stop, demands);
            if gain == 0 {
                continue;
            }
            if gain < promised {
                heap.push((gain, size, Reverse(stop)));
                continue;
            }
            self.visit(stop, Visit::Chosen(visits));
            visits += 1;
        }
    }

    /// The first ones chosen may have become superfluous by the later.
    fn drop_the_superfluous(&mut self, demands: &[Demand]) {
        let mut visited = vec![0; demands.len()];
        let mut chosen = Vec::new();
        for (index, stop) in self.stops.iter().enumerate().filter(|(_, stop)| stop.visit != Visit::No) {
            for &(demand, has) in &stop.offers {
                visited[demand] += has;
            }
            if let Visit::Chosen(order) = stop.visit {
                chosen.push((order, index));
            }
        }
        chosen.sort_unstable();
        for (_, index) in chosen {
            let offers = &self.stops[index].offers;
            if offers.iter().all(|&(demand, has)| visited[demand] - has >= demands[demand].quantity) {
                for &(demand, has) in offers {
                    visited[demand] -= has;
                }
                self.stops[index].visit = Visit::No;
            }
        }
    }

    fn visited(&self) -> Vec<LocationId> {
        self.stops.iter().filter(|stop| stop.visit != Visit::No).map(|stop| stop.location).collect()
    }
}
