//! What drafting adds to what is spent: goods and shipping of the drafts after it, less those of the
//! drafts before it. A draft that is there already pays its shipping once.

use super::choice::Market;
use super::drafting::{Drafting, OpenLine, Stage};
use super::rates::{Totals, shipping_for};
use crate::domain::ids::{BuildId, OrderLineId, PartId, VendorId};
use crate::domain::money::{Currency, Micros, Money};
use std::collections::{BTreeMap, BTreeSet};

/// What drafting for a build would cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlay {
    /// What the drafts come to more than before, shipping included, each currency by itself.
    pub added: Totals,
    /// From whom its parts would be bought.
    pub vendors: BTreeSet<VendorId>,
    /// Parts that would be bought at a price that is not known; they are in no sum.
    pub unpriced: BTreeSet<PartId>,
    /// A vendor's shipping is in a currency without a rate; it is in no sum.
    pub shipping_unknown: bool,
}

/// Value of the goods on each draft.
type Drafts = BTreeMap<(VendorId, Currency), Micros>;

/// What a drafting for `build` adds to the drafts among the open lines.
#[must_use]
pub fn outlay(build: BuildId, drafting: &Drafting, open: &[OpenLine], market: Market<'_>) -> Outlay {
    let mut outlay = Outlay::default();
    for line in &drafting.lines {
        if line.pegs.keys().any(|(whose, _)| *whose == build) {
            outlay.vendors.insert(line.vendor);
            if line.purchase.total.is_none() {
                outlay.unpriced.insert(line.part);
            }
        }
    }
    let (before, after) = (drafts_before(open), drafts_after(drafting, open));
    let touched = after.iter().filter(|(draft, goods)| before.get(*draft) != Some(*goods));
    let gone = before.iter().filter(|(draft, _)| !after.contains_key(*draft));
    for (draft, goods) in touched {
        match whole(*draft, *goods, market) {
            Some(whole) => outlay.add(*draft, whole),
            None => {
                outlay.shipping_unknown = true;
                outlay.add(*draft, *goods);
            }
        }
        if let Some(goods) = before.get(draft) {
            outlay.add(*draft, negated(whole(*draft, *goods, market).unwrap_or(*goods)));
        }
    }
    for (draft, goods) in gone {
        outlay.add(*draft, negated(whole(*draft, *goods, market).unwrap_or(*goods)));
    }
    outlay
}

impl Outlay {
    fn add(&mut self, (_, currency): (VendorId, Currency), amount: Micros) {
        self.added.add(Money { amount, currency });
    }
}

/// Goods and shipping of a draft; nothing where its shipping is not known.
fn whole((vendor, currency): (VendorId, Currency), goods: Micros, market: Market<'_>) -> Option<Micros> {
    let vendor = market.vendors.get(&vendor)?;
    Some(goods + shipping_for(vendor, Money { amount: goods, currency }, market.rates)?)
}

fn negated(amount: Micros) -> Micros {
    Micros::new(-amount.get())
}

fn drafts_before(open: &[OpenLine]) -> Drafts {
    let mut drafts = Drafts::new();
    for line in open.iter().filter(|line| line.stage == Stage::Draft) {
        add(&mut drafts, line);
    }
    drafts
}

fn drafts_after(drafting: &Drafting, open: &[OpenLine]) -> Drafts {
    let gone: BTreeSet<OrderLineId> =
        drafting.removed.iter().copied().chain(drafting.lines.iter().filter_map(|line| line.line)).collect();
    let mut drafts = Drafts::new();
    for line in open.iter().filter(|line| line.stage == Stage::Draft && !gone.contains(&line.id)) {
        add(&mut drafts, line);
    }
    for line in &drafting.lines {
        *drafts.entry((line.vendor, line.currency)).or_default() += line.purchase.total.unwrap_or_default();
    }
    drafts
}

fn add(drafts: &mut Drafts, line: &OpenLine) {
    let goods = line.unit_price.map(|price| price.times(line.items)).unwrap_or_default();
    *drafts.entry((line.vendor, line.currency)).or_default() += goods;
}
