//! Ways to buy all pieces of one part: of one offer, or shared out among several, where no single
//! one has enough or a share elsewhere is cheaper (ten in a bag here, three singles there).

use std::collections::BTreeSet;

/// Up to so many pieces, and so many shops, the cheapest shares are found exactly.
const EXACT_PIECES: u64 = 120;
const EXACT_SHOPS: usize = 4;

/// An offer of the part.
pub(super) struct Source<'a> {
    /// Where.
    pub shop: usize,
    /// The most pieces that can be had of it, besides those that are ordered anyway.
    pub most: u64,
    /// What so many pieces of it add; none where they cannot be had.
    pub cost: &'a dyn Fn(u64) -> Option<i128>,
    /// Which comes first among equals: the smaller.
    pub preference: (bool, i64),
}

/// A way to buy all pieces: pieces of each source, none of which is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// By place of the source.
    pub shares: Vec<(usize, u64)>,
    /// What they add together.
    pub cost: i128,
}

/// The ways that are worth trying, the preferred first among equals.
pub(super) struct Ways {
    /// At least one, where the sources have enough together.
    pub ways: Vec<Way>,
    /// Within any set of shops, nothing is cheaper than the cheapest of these ways within it.
    pub exact: bool,
}

/// Finds the ways to buy so many pieces.
pub(super) fn ways(sources: &[Source<'_>], pieces: u64) -> Ways {
    let mut ways: Vec<Way> = (0..sources.len()).filter_map(|at| alone(sources, at, pieces)).collect();
    let shops: Vec<usize> =
        sources.iter().map(|source| source.shop).collect::<BTreeSet<_>>().into_iter().collect();
    let exact = sources.len() <= 1 || (pieces <= EXACT_PIECES && shops.len() <= EXACT_SHOPS);
    if exact && sources.len() > 1 {
        ways.extend(shared_exactly(sources, &shops, pieces));
    } else if ways.is_empty() {
        ways.extend(shared_greedily(sources, pieces));
    }
    ways.sort_by_key(|way| (way.cost, way.shares.len(), preference(sources, way)));
    ways.dedup();
    Ways { ways, exact }
}

fn preference(sources: &[Source<'_>], way: &Way) -> Vec<(bool, i64)> {
    way.shares.iter().map(|(at, _)| sources[*at].preference).collect()
}

fn alone(sources: &[Source<'_>], at: usize, pieces: u64) -> Option<Way> {
    let cost = (sources[at].cost)(pieces)?;
    Some(Way { shares: vec![(at, pieces)], cost })
}

/// For every set of the shops, the cheapest shares within it.
fn shared_exactly(sources: &[Source<'_>], shops: &[usize], pieces: u64) -> Vec<Way> {
    let tables: Vec<Vec<Option<i128>>> =
        sources.iter().map(|source| (1..=pieces).map(source.cost).collect()).collect();
    (1..1_u32 << shops.len())
        .filter_map(|set| {
            let is_in = |shop: usize| {
                shops.iter().position(|other| *other == shop).is_some_and(|bit| set >> bit & 1 == 1)
            };
            let within: Vec<usize> = (0..sources.len()).filter(|at| is_in(sources[*at].shop)).collect();
            cheapest_shares(&within, &tables, pieces)
        })
        .filter(|way| way.shares.len() > 1)
        .collect()
}

/// Source by source, the least that so many pieces cost, and how many of them are of the source.
fn cheapest_shares(within: &[usize], tables: &[Vec<Option<i128>>], pieces: u64) -> Option<Way> {
    let pieces = usize::try_from(pieces).ok()?;
    let mut least: Vec<Option<i128>> = vec![None; pieces + 1];
    least[0] = Some(0);
    let mut taken: Vec<Vec<usize>> = Vec::with_capacity(within.len());
    for at in within {
        let mut better = least.clone();
        let mut own = vec![0; pieces + 1];
        for (share, cost) in (1..).zip(&tables[*at]) {
            let Some(cost) = cost else { continue };
            for all in share..=pieces {
                let Some(rest) = least[all - share] else { continue };
                if better[all].is_none_or(|known| rest + cost < known) {
                    better[all] = Some(rest + cost);
                    own[all] = share;
                }
            }
        }
        least = better;
        taken.push(own);
    }
    let cost = least[pieces]?;
    let mut shares = Vec::new();
    let mut left = pieces;
    for (at, own) in within.iter().zip(&taken).rev() {
        if own[left] > 0 {
            shares.push((*at, own[left] as u64));
            left -= own[left];
        }
    }
    shares.reverse();
    Some(Way { shares, cost })
}

/// No offer alone has enough: all of the cheapest per piece, then of the next, as long as it takes.
fn shared_greedily(sources: &[Source<'_>], pieces: u64) -> Option<Way> {
    let mut order: Vec<(usize, u64, i128)> = (0..sources.len())
        .filter_map(|at| {
            let most = sources[at].most.min(pieces);
            Some((at, most, (sources[at].cost)(most)?)).filter(|_| most > 0)
        })
        .collect();
    order.sort_by(|one, other| (one.2 * i128::from(other.1)).cmp(&(other.2 * i128::from(one.1))));
    let mut way = Way { shares: Vec::new(), cost: 0 };
    let mut left = pieces;
    for (at, most, _) in order {
        let share = most.min(left);
        if share > 0 {
            way.cost += (sources[at].cost)(share)?;
            way.shares.push((at, share));
            left -= share;
        }
    }
    (left == 0).then_some(way)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Bags of so many pieces at so much, of which so many are there.
    type Bags = (u64, i128, u64);

    fn bags_cost((pack, price, bags): Bags) -> impl Fn(u64) -> Option<i128> {
        move |pieces| {
            let wanted = pieces.div_ceil(pack);
            (wanted <= bags).then(|| i128::from(wanted) * price)
        }
    }

    fn found(bags: &[Bags], pieces: u64) -> Ways {
        let costs: Vec<_> = bags.iter().map(|bags| bags_cost(*bags)).collect();
        let sources: Vec<Source<'_>> = costs
            .iter()
            .zip(bags)
            .zip(0..)
            .map(|((cost, (pack, _, bags)), at)| Source {
                shop: at,
                most: pack * bags,
                cost,
                preference: (false, at as i64),
            })
            .collect();
        ways(&sources, pieces)
    }

    #[test]
    fn a_bag_here_and_singles_there() {
        let found = found(&[(10, 8, 9), (1, 1, 99)], 13);
        assert_eq!(found.ways[0], Way { shares: vec![(0, 10), (1, 3)], cost: 11 });
        assert!(found.exact);
    }

    #[test]
    fn where_nobody_has_enough_several_have() {
        let few = found(&[(1, 2, 5), (1, 3, 4)], 8);
        assert_eq!(few.ways, [Way { shares: vec![(0, 5), (1, 3)], cost: 19 }]);
        let many = found(&[(1, 3, 5000), (1, 2, 4000)], 8000);
        assert_eq!(many.ways, [Way { shares: vec![(1, 4000), (0, 4000)], cost: 20_000 }]);
        assert!(!many.exact);
        assert!(found(&[(1, 2, 5), (1, 3, 2)], 8).ways.is_empty());
    }

    proptest! {
        #[test]
        fn within_any_shops_nothing_is_cheaper(
            bags in prop::collection::vec((1_u64..4, 1_i128..9, 0_u64..5), 1..4), pieces in 1_u64..12
        ) {
            let found = found(&bags, pieces);
            for set in 1..1_usize << bags.len() {
                let is_in = |at: usize| set >> at & 1 == 1;
                let mut best: Option<i128> = None;
                let mut counts = vec![0; bags.len()];
                loop {
                    let within = (0..bags.len()).all(|at| counts[at] == 0 || (is_in(at) && counts[at] <= bags[at].2));
                    let have: u64 = counts.iter().zip(&bags).map(|(count, bags)| count * bags.0).sum();
                    if within && have >= pieces {
                        let cost = counts.iter().zip(&bags).map(|(count, bags)| i128::from(*count) * bags.1).sum();
                        best = Some(best.map_or(cost, |best| best.min(cost)));
                    }
                    let Some(at) = counts.iter().position(|count| *count < 5) else { break };
                    counts[at] += 1;
                    counts[..at].fill(0);
                }
                let ways = found.ways.iter().filter(|way| way.shares.iter().all(|(at, _)| is_in(*at)));
                prop_assert_eq!(ways.map(|way| way.cost).min(), best);
            }
        }
    }
}
