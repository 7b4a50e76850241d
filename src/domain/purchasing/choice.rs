//! Which offers everything is bought from.

use super::purchase::{Purchase, cheapest, most_pieces, unit_price, whole_multiples};
use super::rates::{Rates, Totals, shipping_for};
use super::search::{Choice, Least, Shop, Wanted, search};
use super::splitting::{Source, Way, ways};
use crate::domain::catalog::{Offer, Vendor};
use crate::domain::ids::{OfferId, PartId, VendorId};
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::quantity::Quantity;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many pieces, an offer that is ordered already is bounded exactly.
const EXACT_PIECES: u64 = 1000;

/// What can be bought, from whom, and what currencies are worth.
#[derive(Debug, Clone, Copy)]
pub struct Market<'a> {
    /// Offers by part.
    pub offers: &'a BTreeMap<PartId, Vec<Offer>>,
    /// Their vendors; an offer of another is not used.
    pub vendors: &'a BTreeMap<VendorId, Vendor>,
    /// The stated rates.
    pub rates: &'a Rates,
}

/// How much may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Sets of shops; with ten shops there are 1,024.
    pub subsets: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self { subsets: 1024 }
    }
}

/// What is ordered anyway, whatever is chosen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment {
    /// From whom.
    pub vendor: VendorId,
    /// In what currency.
    pub currency: Currency,
    /// Of which offer, if it can be bought still: more pieces of it are bought together with these.
    pub offer: Option<OfferId>,
    /// Pieces.
    pub pieces: Quantity,
    /// What they cost, where they are of no offer.
    pub goods: Option<Micros>,
}

/// Pieces of a part that are bought of one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Which offer.
    pub offer: OfferId,
    /// Pieces.
    pub pieces: Quantity,
}

/// What to buy where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchasePlan {
    /// For each part the offer, or several that share its pieces.
    pub chosen: BTreeMap<PartId, Vec<Share>>,
    /// Parts that no offer covers.
    pub no_offer: Vec<PartId>,
    /// What everything costs with shipping, commitments included; none where a price is unknown or
    /// currencies without a rate would have to be added.
    pub total: Option<Money>,
    /// No way of buying the same costs less than this, in the total's currency.
    pub bound: Option<Micros>,
    /// Nothing is cheaper: the bound is the total.
    pub proven_optimal: bool,
}

impl<'a> Market<'a> {
    pub(super) fn offer(self, id: OfferId, part: PartId) -> Option<&'a Offer> {
        self.of(part).find(|offer| offer.id == id)
    }

    /// The most pieces of an offer that can be bought besides those that are ordered anyway.
    pub(super) fn most_besides(offer: &Offer, before: Quantity) -> u64 {
        most_pieces(offer).saturating_sub(before.get())
    }

    pub(super) fn of(self, part: PartId) -> impl Iterator<Item = &'a Offer> {
        let offers = self.offers.get(&part).map(Vec::as_slice).unwrap_or_default();
        offers.iter().filter(move |offer| self.vendors.contains_key(&offer.vendor))
    }
}

/// Chooses offers for each part, so that everything together costs as little as possible.
///
/// Offers without a price are used only for parts that have none with one.
#[must_use]
pub fn choose(
    needs: &[(PartId, Quantity)],
    committed: &[Commitment],
    market: Market<'_>,
    effort: Effort,
) -> PurchasePlan {
    let mut demand: BTreeMap<PartId, Quantity> = BTreeMap::new();
    for (part, pieces) in needs.iter().filter(|(_, pieces)| !pieces.is_zero()) {
        *demand.entry(*part).or_default() += *pieces;
    }
    let prepared = Prepared::new(&demand, committed, market);
    prepared.choose(effort)
}

/// Amounts that can be compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Scale {
    /// In the workspace's currency, at the stated rates.
    Base,
    /// In this currency only.
    Only(Currency),
}

struct Part<'a> {
    id: PartId,
    pieces: Quantity,
    /// What it can be bought of; together they have enough.
    offers: Vec<&'a Offer>,
    /// All of them have a price.
    priced: bool,
}

struct Prepared<'a> {
    market: Market<'a>,
    committed: BTreeMap<OfferId, Quantity>,
    commitments: &'a [Commitment],
    /// Parts by what their prices can be compared in.
    parts: BTreeMap<Scale, Vec<Part<'a>>>,
    no_offer: Vec<PartId>,
    /// Something was left out of the comparison: a price, or a currency without a rate.
    uncompared: bool,
}

impl<'a> Prepared<'a> {
    fn new(demand: &BTreeMap<PartId, Quantity>, commitments: &'a [Commitment], market: Market<'a>) -> Self {
        let mut committed: BTreeMap<OfferId, Quantity> = BTreeMap::new();
        for commitment in commitments {
            if let Some(offer) = commitment.offer {
                *committed.entry(offer).or_default() += commitment.pieces;
            }
        }
        let mut prepared = Self {
            market,
            committed,
            commitments,
            parts: BTreeMap::new(),
            no_offer: Vec::new(),
            uncompared: false,
        };
        let lone = prepared.lone_currency(demand);
        for (part, pieces) in demand {
            prepared.add(*part, *pieces, lone);
        }
        prepared
    }

    /// The one currency of everything, if there is only one: then nothing needs a rate.
    fn lone_currency(&self, demand: &BTreeMap<PartId, Quantity>) -> Option<Currency> {
        let offered = demand.keys().flat_map(|part| self.market.of(*part)).map(|offer| offer.currency);
        let ordered = self.commitments.iter().map(|commitment| commitment.currency);
        let currencies: BTreeSet<Currency> = offered.chain(ordered).collect();
        (currencies.len() == 1).then(|| currencies.first().copied()).flatten()
    }

    fn scale(&self, currency: Currency, lone: Option<Currency>) -> Scale {
        if lone == Some(currency) {
            return Scale::Only(currency);
        }
        let has_rate = self.market.rates.in_base(Money { amount: Micros::ZERO, currency }).is_some();
        if has_rate { Scale::Base } else { Scale::Only(currency) }
    }

    fn compares(&self, scale: Scale, currency: Currency) -> bool {
        match scale {
            Scale::Base => self.market.rates.in_base(Money { amount: Micros::ZERO, currency }).is_some(),
            Scale::Only(only) => only == currency,
        }
    }

    fn add(&mut self, part: PartId, pieces: Quantity, lone: Option<Currency>) {
        let mut by_scale: BTreeMap<Scale, Vec<&'a Offer>> = BTreeMap::new();
        for offer in self.market.of(part).filter(|offer| self.most(offer) > 0) {
            by_scale.entry(self.scale(offer.currency, lone)).or_default().push(offer);
        }
        let is_priced = |offer: &&&Offer| !offer.prices.is_empty();
        let priced = |offers: &[&'a Offer]| offers.iter().filter(is_priced).copied().collect::<Vec<_>>();
        let enough =
            |offers: &[&'a Offer]| offers.iter().map(|offer| self.most(offer)).sum::<u64>() >= pieces.get();
        let with_prices: Vec<(Scale, Vec<&Offer>)> = by_scale
            .iter()
            .map(|(scale, offers)| (*scale, priced(offers)))
            .filter(|(_, offers)| enough(offers))
            .collect();
        let is_one_of_several = by_scale.len() > 1;
        let found = match with_prices.into_iter().next() {
            Some((scale, offers)) => Some((scale, offers, true)),
            None => by_scale
                .into_iter()
                .find(|(_, offers)| enough(offers))
                .map(|(scale, offers)| (scale, offers, false)),
        };
        let Some((scale, offers, priced)) = found else {
            self.no_offer.push(part);
            return;
        };
        self.uncompared |= is_one_of_several || !priced;
        self.parts.entry(scale).or_default().push(Part { id: part, pieces, offers, priced });
    }

    fn before(&self, offer: &Offer) -> Quantity {
        self.committed.get(&offer.id).copied().unwrap_or_default()
    }

    fn most(&self, offer: &Offer) -> u64 {
        Market::most_besides(offer, self.before(offer))
    }

    /// What so many more pieces of an offer add to what is ordered of it anyway; nothing where they
    /// have no price.
    fn added(&self, offer: &Offer, more: Quantity) -> Option<Micros> {
        let before = self.before(offer);
        let after = cheapest(offer, before + more)?;
        let paid_anyway = cheapest(offer, before).and_then(|purchase| purchase.total).unwrap_or_default();
        Some(after.total.map_or(Micros::ZERO, |total| Micros::new(total.get() - paid_anyway.get())))
    }

    fn choose(mut self, effort: Effort) -> PurchasePlan {
        let mut chosen = BTreeMap::new();
        let mut gap = Totals::default();
        let mut exact = !self.uncompared;
        for (scale, parts) in &self.parts {
            let table = Table::new(&self, *scale, parts);
            exact &= !table.shipping_unknown;
            let found = search(&table.shops, &table.wanted, effort.subsets);
            for ((part, ways), pick) in parts.iter().zip(&table.ways).zip(&found.picks) {
                if let Some(way) = ways.get(*pick) {
                    chosen.insert(part.id, part.shares(way));
                }
            }
            let open = found.total - found.bound;
            exact &= open == 0;
            let currency = match scale {
                Scale::Base => self.market.rates.base(),
                Scale::Only(currency) => *currency,
            };
            gap.add(Money { amount: Micros::new(i64::try_from(open).unwrap_or(i64::MAX)), currency });
        }
        if chosen.is_empty() {
            return self.nothing_to_buy();
        }
        let total = self.total(&chosen);
        let bound = total.and_then(|total| self.bound(total, &gap));
        let proven_optimal = exact && total.is_some();
        self.no_offer.sort_unstable();
        PurchasePlan { chosen, no_offer: self.no_offer, total, bound, proven_optimal }
    }

    /// Nothing is cheaper than nothing, whatever is not known about what is ordered anyway.
    fn nothing_to_buy(mut self) -> PurchasePlan {
        let total = self.total(&BTreeMap::new());
        let nothing = Money { amount: Micros::ZERO, currency: self.market.rates.base() };
        self.no_offer.sort_unstable();
        let total = total.unwrap_or(nothing);
        PurchasePlan {
            chosen: BTreeMap::new(),
            no_offer: self.no_offer,
            total: Some(total),
            bound: Some(total.amount),
            proven_optimal: true,
        }
    }

    fn bound(&self, total: Money, gap: &Totals) -> Option<Micros> {
        let gap = gap.one(self.market.rates)?;
        let gap = self.market.rates.convert(gap, total.currency)?;
        Some(Micros::new((total.amount.get() - gap.get()).max(0)))
    }

    fn total(&self, chosen: &BTreeMap<PartId, Vec<Share>>) -> Option<Money> {
        let mut pieces = self.committed.clone();
        let mut goods: BTreeMap<(VendorId, Currency), Micros> = BTreeMap::new();
        for commitment in self.commitments.iter().filter(|commitment| commitment.offer.is_none()) {
            *goods.entry((commitment.vendor, commitment.currency)).or_default() += commitment.goods?;
        }
        for share in chosen.values().flatten() {
            *pieces.entry(share.offer).or_default() += share.pieces;
        }
        for (offer, pieces) in pieces {
            let offer = self.market.offers.values().flatten().find(|candidate| candidate.id == offer)?;
            *goods.entry((offer.vendor, offer.currency)).or_default() += cheapest(offer, pieces)?.total?;
        }
        let mut totals = Totals::default();
        for ((vendor, currency), amount) in goods {
            let goods = Money { amount, currency };
            totals.add(goods);
            let shipping = shipping_for(self.market.vendors.get(&vendor)?, goods, self.market.rates)?;
            totals.add(Money { amount: shipping, currency });
        }
        totals.one(self.market.rates)
    }
}

impl Part<'_> {
    fn shares(&self, way: &Way) -> Vec<Share> {
        let share = |(at, pieces): &(usize, u64)| {
            Some(Share { offer: self.offers.get(*at)?.id, pieces: Quantity::clamped(*pieces) })
        };
        way.shares.iter().filter_map(share).collect()
    }
}

/// A problem of the search, with the way behind each choice.
struct Table {
    shops: Vec<Shop>,
    wanted: Vec<Wanted>,
    ways: Vec<Vec<Way>>,
    shipping_unknown: bool,
}

impl Table {
    fn new(prepared: &Prepared<'_>, scale: Scale, parts: &[Part<'_>]) -> Self {
        let mut keys: BTreeSet<(VendorId, Currency)> = BTreeSet::new();
        for offer in parts.iter().flat_map(|part| prepared.market.of(part.id)) {
            if prepared.compares(scale, offer.currency) {
                keys.insert((offer.vendor, offer.currency));
            }
        }
        let keys: Vec<(VendorId, Currency)> = keys.into_iter().collect();
        let mut table =
            Self { shops: Vec::new(), wanted: Vec::new(), ways: Vec::new(), shipping_unknown: false };
        for (vendor, currency) in &keys {
            let shop = table.shop(prepared, scale, *vendor, *currency);
            table.shops.push(shop);
        }
        for part in parts {
            table.part(prepared, scale, &keys, part);
        }
        table
    }

    fn shop(&mut self, prepared: &Prepared<'_>, scale: Scale, vendor: VendorId, currency: Currency) -> Shop {
        let market = prepared.market;
        let here = |commitment: &&Commitment| commitment.vendor == vendor && commitment.currency == currency;
        let mut shop = Shop { goods: 0, open: false, shipping: 0, free_over: None };
        let mut of_offers: BTreeMap<OfferId, Quantity> = BTreeMap::new();
        for commitment in prepared.commitments.iter().filter(here) {
            shop.open = true;
            match commitment.offer {
                Some(offer) => *of_offers.entry(offer).or_default() += commitment.pieces,
                None => shop.goods += score(market, scale, currency, commitment.goods.unwrap_or_default()),
            }
        }
        for (offer, pieces) in of_offers {
            let offer = market.offers.values().flatten().find(|candidate| candidate.id == offer);
            let total = offer.and_then(|offer| cheapest(offer, pieces)).and_then(|purchase| purchase.total);
            shop.goods += score(market, scale, currency, total.unwrap_or_default());
        }
        let Some(vendor) = market.vendors.get(&vendor) else { return shop };
        let terms = |amount| market.rates.convert(Money { amount, currency: vendor.currency }, currency);
        match (terms(vendor.shipping), vendor.free_shipping_over.map(terms)) {
            (Some(shipping), None) => shop.shipping = score(market, scale, currency, shipping),
            (Some(shipping), Some(Some(free_over))) => {
                shop.shipping = score(market, scale, currency, shipping);
                shop.free_over = Some(score(market, scale, currency, free_over));
            }
            _ => self.shipping_unknown |= vendor.shipping != Micros::ZERO,
        }
        shop
    }

    fn part(
        &mut self,
        prepared: &Prepared<'_>,
        scale: Scale,
        keys: &[(VendorId, Currency)],
        part: &Part<'_>,
    ) {
        let market = prepared.market;
        let shop_of = |offer: &Offer| keys.binary_search(&(offer.vendor, offer.currency)).ok();
        let cost = |offer: &Offer, pieces: u64| {
            let added = prepared.added(offer, Quantity::clamped(pieces))?;
            Some(score(market, scale, offer.currency, added))
        };
        let costs: Vec<_> = part.offers.iter().map(|offer| move |pieces: u64| cost(offer, pieces)).collect();
        let sources: Vec<Source<'_>> = part
            .offers
            .iter()
            .zip(&costs)
            .filter_map(|(offer, cost)| {
                // Among equals, what is ordered already comes first.
                let preference = (!prepared.committed.contains_key(&offer.id), offer.id.get());
                Some(Source { shop: shop_of(offer)?, most: prepared.most(offer), cost, preference })
            })
            .collect();
        let found = ways(&sources, part.pieces.get());
        let mut least = Vec::new();
        for offer in market.of(part.id).filter(|offer| !(part.priced && offer.prices.is_empty())) {
            let Some(shop) = shop_of(offer) else { continue };
            let per_piece = least_per_piece(market, scale, offer, prepared.before(offer), part.pieces);
            least.extend(per_piece.into_iter().map(|(cost, pieces)| Least { shop, cost, pieces }));
        }
        let choice = |way: &Way| Choice {
            adds: way
                .shares
                .iter()
                .filter_map(|(at, pieces)| {
                    let source = sources.get(*at)?;
                    Some((source.shop, (source.cost)(*pieces)?))
                })
                .collect(),
        };
        self.wanted.push(Wanted {
            pieces: i128::from(part.pieces.get()),
            choices: found.ways.iter().map(choice).collect(),
            exact: found.exact,
            least,
        });
        self.ways.push(found.ways);
    }
}

fn score(market: Market<'_>, scale: Scale, currency: Currency, amount: Micros) -> i128 {
    let compared = match scale {
        Scale::Base => market.rates.in_base(Money { amount, currency }).unwrap_or(amount),
        Scale::Only(_) => amount,
    };
    i128::from(compared.get())
}

/// (cost, pieces) pairs of which one is the least that a piece of the offer can cost where at most
/// `pieces` of it are used, in any share: a whole purchase's average, or a reachable price.
fn least_per_piece(
    market: Market<'_>,
    scale: Scale,
    offer: &Offer,
    before: Quantity,
    pieces: Quantity,
) -> Vec<(i128, i128)> {
    if offer.prices.is_empty() {
        return vec![(0, 1)];
    }
    if !before.is_zero() {
        return added_to(market, scale, offer, before, pieces);
    }
    let at_least = |amount: Micros| {
        let compared = match scale {
            Scale::Base => market.rates.at_least(Money { amount, currency: offer.currency }),
            Scale::Only(_) => Some(amount),
        };
        i128::from(compared.unwrap_or_default().get())
    };
    let starts = std::iter::once(1).chain(offer.prices.iter().map(|price| price.quantity.get()));
    let mut least: Vec<(i128, i128)> = starts
        .filter_map(|start| whole_multiples(offer, start))
        .filter(|items| items * offer.pack.get() <= pieces.get())
        .filter_map(|items| unit_price(offer, Quantity::clamped(items)))
        .map(|price| (at_least(price), i128::from(offer.pack.get())))
        .collect();
    if let Some(Purchase { total: Some(total), .. }) = cheapest(offer, pieces) {
        least.push((score(market, scale, offer.currency, total), i128::from(pieces.get())));
    }
    least
}

/// The same for an offer that is ordered already: what each number of pieces would add.
fn added_to(
    market: Market<'_>,
    scale: Scale,
    offer: &Offer,
    before: Quantity,
    pieces: Quantity,
) -> Vec<(i128, i128)> {
    if pieces.get() > EXACT_PIECES {
        return vec![(0, 1)];
    }
    let cost = |pieces: Quantity| cheapest(offer, pieces)?.total;
    let Some(paid_anyway) = cost(before) else { return vec![(0, 1)] };
    (1..=pieces.get())
        .filter_map(|more| {
            let added = cost(before + Quantity::clamped(more))?.get() - paid_anyway.get();
            Some((score(market, scale, offer.currency, Micros::new(added)), i128::from(more)))
        })
        .min_by(|one, other| (one.0 * other.1).cmp(&(other.0 * one.1)))
        .into_iter()
        .collect()
}
