//! From the problem to flows and back: how many pieces of which part each need gets.
//!
//! In the network a need leads to each acceptable part, and a part to the sink by what its lines
//! have together; lines that hold pieces for a need stand between the two, so that keeping them
//! can be counted. Which other lines a part's pieces come from does not matter to any level.

use super::flow::{Amount, ArcSpec, Network, UNLIMITED};
use super::problem::{Held, PickingPolicy, Problem, Tier};
use super::stock::Stock;
use crate::domain::ids::StockLineId;
use std::ops::Range;

/// Who gets how many of what, before lines are chosen.
pub(super) struct Assignment {
    /// By need.
    pub(super) missing: Vec<u64>,
    /// In the order of the needs, best tier first.
    pub(super) shares: Vec<Share>,
}

/// Pieces of one part for one need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) need: usize,
    pub(super) part: usize,
    pub(super) tier: Tier,
    pub(super) quantity: u64,
    /// The line that held them and keeps them; otherwise the line is still open.
    pub(super) kept_in: Option<usize>,
}

/// A way for a need to get pieces: of a part, or from a line of it that holds some.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    part: usize,
    tier: Tier,
    held: Option<HeldLine>,
}

#[derive(Debug, Clone, Copy)]
struct HeldLine {
    line: usize,
    /// What tells lines apart here: the answer must not depend on the order of the supply.
    stock_line: StockLineId,
    available: u64,
    held: u64,
}

/// The best assignment of parts to needs.
pub(super) fn assign(problem: &Problem, stock: &Stock) -> Assignment {
    let quantity = |need: usize| problem.needs[need].quantity.get();
    let mut assignment =
        Assignment { missing: (0..problem.needs.len()).map(quantity).collect(), shares: Vec::new() };
    let ways = ways(problem, stock, &problem.held);
    let mut node_of_part = vec![usize::MAX; stock.len()];
    for needs in groups(&ways, stock.len()) {
        if let [need] = *needs {
            assignment.missing[need] =
                fill_alone(need, quantity(need), &ways[need], stock, &mut assignment.shares);
            continue;
        }
        let mut model = Model::new(stock, &ways, needs, &mut node_of_part);
        let quantities: Vec<u64> = model.needs.iter().map(|&need| quantity(need)).collect();
        for (missing, &need) in model.cover(&quantities).into_iter().zip(&model.needs) {
            assignment.missing[need] = missing;
        }
        model.refine();
        model.tell(&mut assignment.shares);
    }
    assignment.shares.sort_by_key(|share| (share.need, share.tier));
    assignment
}

/// A need that has its parts to itself: the best way first, as much as it gives, is the best at every level.
/// Says what is missing.
fn fill_alone(need: usize, quantity: u64, ways: &[Way], stock: &Stock, shares: &mut Vec<Share>) -> u64 {
    let first = shares.len();
    let mut open = quantity;
    for &Way { part, tier, held } in ways {
        let used: u64 =
            shares[first..].iter().filter(|share| share.part == part).map(|share| share.quantity).sum();
        let there = stock.available(part) - used;
        let most = held.map_or(there, |held| there.min(held.held).min(held.available));
        let quantity = open.min(most);
        if quantity > 0 {
            shares.push(Share { need, part, tier, quantity, kept_in: held.map(|held| held.line) });
            open -= quantity;
        }
    }
    open
}

/// One model for each group of several needs that compete for parts; nothing is held.
pub(super) fn models_of_rivals(problem: &Problem, stock: &Stock) -> Vec<Model> {
    let ways = ways(problem, stock, &[]);
    let mut node_of_part = vec![usize::MAX; stock.len()];
    groups(&ways, stock.len())
        .into_iter()
        .filter(|needs| needs.len() > 1)
        .map(|needs| Model::new(stock, &ways, needs, &mut node_of_part))
        .collect()
}

/// By need: what it can draw on, best first, each part and held line once.
fn ways(problem: &Problem, stock: &Stock, held: &[Held]) -> Vec<Vec<Way>> {
    let held = held_lines(problem, stock, held);
    let mut seen_by = vec![usize::MAX; stock.len()];
    problem
        .needs
        .iter()
        .enumerate()
        .map(|(index, need)| {
            let mut parts: Vec<(Tier, usize)> = need
                .acceptable
                .iter()
                .filter_map(|acceptable| Some((acceptable.tier, stock.find(acceptable.part)?)))
                .collect();
            // Stable: among equals the order given, in which the wanted part itself stands first.
            parts.sort_by_key(|&(tier, part)| (tier, eagerness(problem, stock, need.quantity.get(), part)));

            let mut ways = Vec::with_capacity(parts.len());
            for (tier, part) in parts {
                if seen_by[part] == index {
                    continue;
                }
                seen_by[part] = index;
                ways.extend(of_need(&held, index).iter().filter(|held| held.part == part).map(|held| Way {
                    part,
                    tier,
                    held: Some(held.line),
                }));
                ways.push(Way { part, tier, held: None });
            }
            ways.sort_by_key(|way| (way.tier, way.held.is_none()));
            ways
        })
        .collect()
}

/// Which of equally wanted parts the policy would rather draw on; smallest first.
fn eagerness(problem: &Problem, stock: &Stock, quantity: u64, part: usize) -> u64 {
    match problem.policy {
        // One part for the whole need, or else as much as possible at once.
        PickingPolicy::FewestStops if stock.available(part) >= quantity => 0,
        PickingPolicy::FewestStops => u64::MAX - stock.available(part),
        PickingPolicy::UseUpSmallLines => stock.available(part),
        PickingPolicy::OldestLot => stock.oldest_lot(part),
    }
}

struct HeldBy {
    need: usize,
    part: usize,
    line: HeldLine,
}

/// What is held and can still be kept, by need and line.
fn held_lines(problem: &Problem, stock: &Stock, held: &[Held]) -> Vec<HeldBy> {
    if held.is_empty() {
        return Vec::new();
    }
    let mut line_of: Vec<usize> = stock.all_lines().to_vec();
    line_of.sort_unstable_by_key(|&line| problem.supply[line].stock_line);
    let mut lines: Vec<HeldBy> = held
        .iter()
        .filter_map(|held| {
            let at = line_of
                .binary_search_by_key(&held.stock_line, |&line| problem.supply[line].stock_line)
                .ok()?;
            let line = line_of[at];
            let available = problem.supply[line].available.get();
            let part = stock.find(problem.supply[line].part)?;
            let line = HeldLine { line, stock_line: held.stock_line, available, held: held.quantity.get() };
            Some(HeldBy { need: held.need, part, line })
        })
        .collect();
    lines.sort_by_key(|held| (held.need, held.line.stock_line));
    lines.dedup_by(|again, first| {
        let same = (again.need, again.line.stock_line) == (first.need, first.line.stock_line);
        if same {
            first.line.held += again.line.held;
        }
        same
    });
    lines
}

fn of_need(held: &[HeldBy], need: usize) -> &[HeldBy] {
    let from = held.partition_point(|held| held.need < need);
    let to = held.partition_point(|held| held.need <= need);
    &held[from..to]
}

/// Needs that share parts, directly or through others; each group in line order. Needs that
/// nothing in stock can serve are in none.
fn groups(ways: &[Vec<Way>], parts: usize) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..ways.len()).collect();
    let mut first_user = vec![usize::MAX; parts];
    for (need, ways) in ways.iter().enumerate() {
        for way in ways {
            if first_user[way.part] == usize::MAX {
                first_user[way.part] = need;
            }
            let (one, other) = (find(&mut leader, need), find(&mut leader, first_user[way.part]));
            leader[one.max(other)] = one.min(other);
        }
    }
    let mut groups = vec![Vec::new(); ways.len()];
    for need in (0..ways.len()).filter(|&need| !ways[need].is_empty()) {
        groups[find(&mut leader, need)].push(need);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn find(leader: &mut [usize], mut need: usize) -> usize {
    while leader[need] != need {
        leader[need] = leader[leader[need]];
        need = leader[need];
    }
    need
}

/// The network of one group of needs.
#[derive(Clone)]
pub(super) struct Model {
    /// In line order; the node of a need is its place here.
    pub(super) needs: Vec<usize>,
    network: Network,
    sink: usize,
    /// The first arcs of the network, one each.
    ways: Vec<Way>,
    /// Which ways are whose.
    ways_of: Vec<Range<usize>>,
    /// The arcs that follow a way's own down to the sink: by the held line, if any, and the part.
    onward: Vec<(Option<usize>, usize)>,
}

impl Model {
    fn new(stock: &Stock, ways: &[Vec<Way>], needs: Vec<usize>, node_of_part: &mut [usize]) -> Self {
        let mut ways_of = Vec::with_capacity(needs.len());
        let mut all: Vec<Way> = Vec::new();
        for &need in &needs {
            ways_of.push(all.len()..all.len() + ways[need].len());
            all.extend(&ways[need]);
        }
        let lines = distinct_lines(&all);
        let mut parts: Vec<usize> = all.iter().map(|way| way.part).collect();
        parts.sort_unstable();
        parts.dedup();

        // Nodes: needs, held lines, parts, the sink. Arcs: ways, held line to part, part to sink.
        let first_part = needs.len() + lines.len();
        let sink = first_part + parts.len();
        for (at, &part) in parts.iter().enumerate() {
            node_of_part[part] = first_part + at;
        }
        let line_at = |line: StockLineId| lines.partition_point(|&(other, _)| other.stock_line < line);

        let mut specs = Vec::with_capacity(all.len() + lines.len() + parts.len());
        let mut onward = Vec::with_capacity(all.len());
        for (from, range) in ways_of.iter().enumerate() {
            for way in &all[range.clone()] {
                let part = node_of_part[way.part];
                let by_part = all.len() + lines.len() + (part - first_part);
                match way.held {
                    Some(held) => {
                        let at = line_at(held.stock_line);
                        let capacity = held.held.min(held.available);
                        specs.push(ArcSpec { from, to: needs.len() + at, capacity });
                        onward.push((Some(all.len() + at), by_part));
                    }
                    None => {
                        specs.push(ArcSpec { from, to: part, capacity: UNLIMITED });
                        onward.push((None, by_part));
                    }
                }
            }
        }
        for (at, &(line, part)) in lines.iter().enumerate() {
            let (from, to) = (needs.len() + at, node_of_part[part]);
            specs.push(ArcSpec { from, to, capacity: line.available });
        }
        for &part in &parts {
            specs.push(ArcSpec { from: node_of_part[part], to: sink, capacity: stock.available(part) });
        }
        let network = Network::new(sink + 1, &specs);
        Self { needs, network, sink, ways: all, ways_of, onward }
    }

    /// Level 1: fills the needs; says by need what it lacks. The least in all, and for that the
    /// least for the first need, then for the second, and so on.
    fn cover(&mut self, quantities: &[u64]) -> Vec<u64> {
        let mut missing = self.add(quantities);
        if missing.iter().all(|&missing| missing == 0) {
            return missing;
        }
        for at in 0..missing.len() {
            if missing[at] > 0 {
                self.take_from_later(at, quantities, &mut missing);
            }
        }
        missing
    }

    /// Adds so many pieces, in all as many as possible; says by need what could not be had.
    ///
    /// Best ways first as long as there is stock, then by having others move aside.
    pub(super) fn add(&mut self, quantities: &[u64]) -> Vec<u64> {
        let mut missing: Vec<u64> = quantities
            .iter()
            .enumerate()
            .map(|(at, &quantity)| quantity - self.add_directly(at, quantity))
            .collect();
        let open: Vec<Amount> =
            missing.iter().copied().enumerate().filter(|&(_, missing)| missing > 0).collect();
        if !open.is_empty() {
            let end = (self.sink, UNLIMITED);
            let stuck = self.network.send(&open, &[end]);
            self.network.received(end);
            for (&(at, _), stuck) in open.iter().zip(stuck) {
                missing[at] = stuck;
            }
        }
        missing
    }

    fn add_directly(&mut self, at: usize, quantity: u64) -> u64 {
        let mut open = quantity;
        for way in self.ways_of[at].clone() {
            if open == 0 {
                break;
            }
            let (by_line, by_part) = self.onward[way];
            let path = std::iter::once(way).chain(by_line).chain(std::iter::once(by_part));
            open -= self.network.push_along(path, open);
        }
        quantity - open
    }

    /// No more can be covered in all, but an earlier need comes before later ones.
    fn take_from_later(&mut self, at: usize, quantities: &[u64], missing: &mut [u64]) {
        let later: Vec<Amount> = (at + 1..missing.len())
            .map(|other| (other, quantities[other] - missing[other]))
            .filter(|&(_, covered)| covered > 0)
            .collect();
        let stuck: u64 = self.network.send(&[(at, missing[at])], &later).iter().sum();
        for giver in later {
            missing[giver.0] += self.network.received(giver);
        }
        missing[at] = stuck;
        if stuck > 0 {
            self.network.close_what_was_seen();
        }
    }

    /// Levels 2 to 4.
    fn refine(&mut self) {
        let mut by_tier: Vec<(Tier, usize)> = self
            .ways
            .iter()
            .enumerate()
            .filter(|(_, way)| way.tier != Tier::Own)
            .map(|(arc, way)| (way.tier, arc))
            .collect();
        by_tier.sort_unstable();
        for tier in by_tier.chunk_by(|one, other| one.0 == other.0).rev() {
            let arcs: Vec<usize> = tier.iter().map(|&(_, arc)| arc).collect();
            self.network.minimise(&arcs);
        }
        let held: Vec<usize> = (0..self.ways.len()).filter(|&arc| self.ways[arc].held.is_some()).collect();
        self.network.maximise(&held);
    }

    fn tell(&self, shares: &mut Vec<Share>) {
        for (&need, range) in self.needs.iter().zip(&self.ways_of) {
            for arc in range.clone().filter(|&arc| self.network.flow(arc) > 0) {
                let Way { part, tier, held } = self.ways[arc];
                let quantity = self.network.flow(arc);
                shares.push(Share { need, part, tier, quantity, kept_in: held.map(|held| held.line) });
            }
        }
    }
}

/// The held lines of these ways, with their parts, by line.
fn distinct_lines(ways: &[Way]) -> Vec<(HeldLine, usize)> {
    let mut lines: Vec<(HeldLine, usize)> =
        ways.iter().filter_map(|way| Some((way.held?, way.part))).collect();
    lines.sort_by_key(|(held, _)| held.stock_line);
    lines.dedup_by_key(|(held, _)| held.stock_line);
    lines
}
