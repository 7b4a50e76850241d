//! The search over which shops are used, in plain numbers of one currency.
//!
//! For every set of shops each part is bought where it is cheapest within the set; the best set is
//! the answer. Free shipping can make something else cheaper still (a dearer offer, extra pieces):
//! that is not searched in full, but bounded from below, so that the answer says whether it is
//! proven, or how far off it can be at most.

/// A shop in one currency.
#[derive(Debug, Clone)]
pub(super) struct Shop {
    /// Value of what is ordered there anyway.
    pub goods: i128,
    /// Something is ordered there anyway: its shipping is paid whatever is chosen.
    pub open: bool,
    /// What shipping costs.
    pub shipping: i128,
    /// The value from which on shipping is free.
    pub free_over: Option<i128>,
}

/// A way to buy a part.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Where, and what it adds to the goods there.
    pub adds: Vec<(usize, i128)>,
}

impl Choice {
    fn cost(&self) -> i128 {
        self.adds.iter().map(|(_, cost)| cost).sum()
    }

    fn is_within(&self, allowed: &[bool]) -> bool {
        self.adds.iter().all(|(shop, _)| allowed[*shop])
    }
}

/// The least that a piece can cost at a shop: `cost` for `pieces`, however the part is split.
#[derive(Debug, Clone, Copy)]
pub(super) struct Least {
    /// Where.
    pub shop: usize,
    /// Cost of so many pieces.
    pub cost: i128,
    /// So many pieces.
    pub pieces: i128,
}

/// A part to be bought.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Pieces.
    pub pieces: i128,
    /// Ways to buy all of them, the preferred first among equals.
    pub choices: Vec<Choice>,
    /// Within any set of shops, nothing is cheaper than the cheapest of the choices within it.
    pub exact: bool,
    /// For every shop that has some, the least that one costs: what bounds it where it is not exact.
    pub least: Vec<Least>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The choice for each part.
    pub picks: Vec<usize>,
    /// What everything costs, shipping included.
    pub total: i128,
    /// No way of buying costs less.
    pub bound: i128,
}

/// More shops with a threshold than this are bounded as if their shipping were free.
const MOST_THRESHOLDS: usize = 8;

/// Finds a cheap way to buy everything. Every part must have a choice.
pub(super) fn search(shops: &[Shop], wanted: &[Wanted], subsets: u32) -> Found {
    let optional: Vec<usize> = (0..shops.len()).filter(|shop| !shops[*shop].open).collect();
    let exact = u32::try_from(optional.len())
        .ok()
        .and_then(|shops| 1_u32.checked_shl(shops))
        .filter(|sets| *sets <= subsets);
    let search = Search { shops, wanted };
    let (picks, bound) = match exact {
        Some(sets) => search.every_set(&optional, sets),
        None => (search.fewer_and_fewer(&optional, subsets), search.bound_at_any_shop()),
    };
    let picks = search.improve(picks);
    let total = search.total(&picks);
    Found { picks, total, bound: bound.min(total) }
}

struct Search<'a> {
    shops: &'a [Shop],
    wanted: &'a [Wanted],
}

impl Search<'_> {
    fn every_set(&self, optional: &[usize], sets: u32) -> (Vec<usize>, i128) {
        let mut best: Option<(i128, Vec<usize>)> = None;
        let mut bound: Option<i128> = None;
        for set in 0..sets {
            let mut allowed: Vec<bool> = self.shops.iter().map(|shop| shop.open).collect();
            for (bit, shop) in optional.iter().enumerate() {
                allowed[*shop] |= set >> bit & 1 == 1;
            }
            if let Some(picks) = self.cheapest_within(&allowed) {
                let total = self.total(&picks);
                if best.as_ref().is_none_or(|(least, _)| total < *least) {
                    best = Some((total, picks));
                }
            }
            if let Some(least) = self.bound_with(&allowed) {
                bound = Some(bound.map_or(least, |bound| bound.min(least)));
            }
        }
        (best.map(|(_, picks)| picks).unwrap_or_default(), bound.unwrap_or_default())
    }

    /// Too many shops to try every set: from all of them, one after the other is left out as long as
    /// that saves something.
    fn fewer_and_fewer(&self, optional: &[usize], tries: u32) -> Vec<usize> {
        let mut allowed = vec![true; self.shops.len()];
        let mut picks = self.cheapest_within(&allowed).unwrap_or_default();
        let mut left = tries;
        loop {
            let before = self.total(&picks);
            let mut best: Option<(i128, usize, Vec<usize>)> = None;
            for shop in optional.iter().copied().filter(|shop| allowed[*shop]).collect::<Vec<_>>() {
                if left == 0 {
                    break;
                }
                left -= 1;
                allowed[shop] = false;
                let without = self.cheapest_within(&allowed);
                allowed[shop] = true;
                let Some(without) = without else { continue };
                let total = self.total(&without);
                if total < before && best.as_ref().is_none_or(|(least, ..)| total < *least) {
                    best = Some((total, shop, without));
                }
            }
            let Some((_, shop, without)) = best else { return picks };
            allowed[shop] = false;
            picks = without;
        }
    }

    /// Moves single parts elsewhere as long as that saves something: a threshold may be worth it.
    fn improve(&self, mut picks: Vec<usize>) -> Vec<usize> {
        let mut total = self.total(&picks);
        loop {
            let before = total;
            for (part, wanted) in self.wanted.iter().enumerate() {
                for choice in 0..wanted.choices.len() {
                    let kept = std::mem::replace(&mut picks[part], choice);
                    let moved = self.total(&picks);
                    if moved < total {
                        total = moved;
                    } else {
                        picks[part] = kept;
                    }
                }
            }
            if total == before {
                return picks;
            }
        }
    }

    fn cheapest_within(&self, allowed: &[bool]) -> Option<Vec<usize>> {
        self.wanted
            .iter()
            .map(|wanted| {
                let choices =
                    wanted.choices.iter().enumerate().filter(|(_, choice)| choice.is_within(allowed));
                choices.min_by_key(|(_, choice)| choice.cost()).map(|(at, _)| at)
            })
            .collect()
    }

    fn total(&self, picks: &[usize]) -> i128 {
        let mut goods: Vec<i128> = self.shops.iter().map(|shop| shop.goods).collect();
        let mut used: Vec<bool> = self.shops.iter().map(|shop| shop.open).collect();
        for (wanted, pick) in self.wanted.iter().zip(picks) {
            for (shop, cost) in &wanted.choices[*pick].adds {
                goods[*shop] += cost;
                used[*shop] = true;
            }
        }
        let shipping = |at: usize, shop: &Shop| match shop.free_over {
            Some(threshold) if goods[at] >= threshold => 0,
            _ => shop.shipping,
        };
        self.shops
            .iter()
            .enumerate()
            .filter(|(at, _)| used[*at])
            .map(|(at, shop)| goods[at] + shipping(at, shop))
            .sum()
    }

    /// No way of buying that uses exactly these shops costs less, whether parts are split, dearer
    /// offers are taken or more is bought than is needed.
    fn bound_with(&self, allowed: &[bool]) -> Option<i128> {
        let least: Vec<i128> =
            self.wanted.iter().map(|wanted| wanted.least_within(allowed)).collect::<Option<_>>()?;
        let used: Vec<usize> = (0..self.shops.len()).filter(|shop| allowed[*shop]).collect();
        let (may_be_free, always_paid): (Vec<usize>, Vec<usize>) = used
            .iter()
            .partition(|shop| self.shops[**shop].free_over.is_some() && self.shops[**shop].shipping > 0);
        let committed: i128 = self.shops.iter().map(|shop| shop.goods).sum();
        let goods = committed + least.iter().sum::<i128>();
        let paid: i128 = always_paid.iter().map(|shop| self.shops[*shop].shipping).sum();
        if may_be_free.len() > MOST_THRESHOLDS {
            return Some(goods + paid);
        }
        // To be free, a shop must sell goods up to its threshold; what it cannot sell comes on top.
        let when_free: Vec<i128> = may_be_free
            .iter()
            .map(|shop| {
                let not_sold_there =
                    self.wanted.iter().zip(&least).filter(|(wanted, _)| !wanted.sold_at(*shop));
                let elsewhere: i128 = not_sold_there.map(|(_, least)| least).sum();
                self.shops[*shop].free_over.unwrap_or_default() + elsewhere + committed
                    - self.shops[*shop].goods
            })
            .collect();
        (0..1_u32 << may_be_free.len())
            .map(|free| {
                let is_free = |bit: usize| free >> bit & 1 == 1;
                let mut goods = goods;
                let mut thresholds = 0;
                let mut shipping = paid;
                for (bit, shop) in may_be_free.iter().enumerate() {
                    let shop = &self.shops[*shop];
                    if is_free(bit) {
                        goods = goods.max(when_free[bit]);
                        thresholds += shop.free_over.unwrap_or_default();
                    } else {
                        shipping += shop.shipping;
                    }
                }
                goods.max(thresholds) + shipping
            })
            .min()
    }

    /// A bound for all sets together: everything at its cheapest, shipping only where it is sure.
    fn bound_at_any_shop(&self) -> i128 {
        let anywhere = vec![true; self.shops.len()];
        let least: i128 = self.wanted.iter().filter_map(|wanted| wanted.least_within(&anywhere)).sum();
        let open = self.shops.iter().filter(|shop| shop.open);
        let paid: i128 = open.map(|shop| if shop.free_over.is_some() { 0 } else { shop.shipping }).sum();
        self.shops.iter().map(|shop| shop.goods).sum::<i128>() + least + paid
    }
}

impl Wanted {
    fn least_within(&self, allowed: &[bool]) -> Option<i128> {
        if self.exact {
            let within = self.choices.iter().filter(|choice| choice.is_within(allowed));
            return within.map(Choice::cost).min();
        }
        let there = self.least.iter().filter(|least| allowed[least.shop]);
        there.map(|least| (self.pieces * least.cost + least.pieces - 1).div_euclid(least.pieces)).min()
    }

    fn sold_at(&self, shop: usize) -> bool {
        self.least.iter().any(|least| least.shop == shop)
    }
}
