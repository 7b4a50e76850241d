//! What a build costs, and what is to be bought for it: by the cheapest offer for each part, each
//! currency by itself.

use crate::app::view::Figure;
use crate::domain::catalog::Offer;
use crate::domain::clearing::{NeedReadiness, Readiness};
use crate::domain::ids::VendorId;
use crate::domain::money::{Currency, Micros};
use crate::domain::overview::BuildPage;
use crate::domain::quantity::Quantity;
use std::collections::{BTreeMap, BTreeSet};

/// Amounts, each currency by itself.
type Sums = BTreeMap<String, Micros>;

/// The sums of a build.
pub(super) struct Costs {
    whole: Sums,
    to_buy: Sums,
    vendors: BTreeSet<VendorId>,
    /// Parts without a price, and those of them that are to be bought.
    unpriced: usize,
    unpriced_to_buy: usize,
}

/// So many pieces by one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Purchase {
    pub(super) vendor: VendorId,
    pub(super) currency: Currency,
    /// What the wanted pieces are worth at that price.
    pub(super) worth: Micros,
    /// What has to be paid for them: whole items, minimum and multiple respected.
    pub(super) paid: Micros,
}

impl Costs {
    pub(super) fn of(page: &BuildPage, readiness: &Readiness) -> Self {
        let mut costs = Self {
            whole: Sums::new(),
            to_buy: Sums::new(),
            vendors: BTreeSet::new(),
            unpriced: 0,
            unpriced_to_buy: 0,
        };
        for need in readiness.needs.iter().filter(|need| !need.needed.is_zero()) {
            costs.add(page, need);
        }
        costs
    }

    fn add(&mut self, page: &BuildPage, need: &NeedReadiness) {
        let offers = page.sheet.parts.get(&need.part).map_or(&[][..], |part| part.offers.as_slice());
        match cheapest(offers, need.needed, page.currency, |purchase| purchase.worth) {
            Some(purchase) => add_to(&mut self.whole, purchase.currency, purchase.worth),
            None => self.unpriced += 1,
        }
        let to_buy = need.to_buy();
        if to_buy.is_zero() {
            return;
        }
        match cheapest(offers, to_buy, page.currency, |purchase| purchase.paid) {
            Some(purchase) => {
                add_to(&mut self.to_buy, purchase.currency, purchase.paid);
                self.vendors.insert(purchase.vendor);
            }
            None => self.unpriced_to_buy += 1,
        }
    }

    /// What one piece costs, and what they all do.
    pub(super) fn whole(&self, pieces: Quantity) -> Figure {
        if self.whole.is_empty() {
            return Figure::new("—", "no price is known");
        }
        let count = i64::from(pieces).max(1);
        let each: Sums =
            self.whole.iter().map(|(code, sum)| (code.clone(), Micros::new(sum.get() / count))).collect();
        let note = format!("{} for {pieces}{}", said(&self.whole), unpriced(self.unpriced));
        Figure::new(format!("{} each", said(&each)), note)
    }

    /// What the parts cost that are missing and not on their way.
    pub(super) fn to_buy(&self) -> Figure {
        let note = match (self.vendors.len(), self.unpriced_to_buy) {
            (0, 0) => "nothing to buy".to_owned(),
            (0, _) => "no price is known".to_owned(),
            (1, none) => format!("1 vendor, before shipping{}", unpriced(none)),
            (vendors, none) => format!("{vendors} vendors, before shipping{}", unpriced(none)),
        };
        Figure::new(said(&self.to_buy), note)
    }
}

fn unpriced(parts: usize) -> String {
    match parts {
        0 => String::new(),
        1 => " · 1 part has no price".to_owned(),
        parts => format!(" · {parts} parts have no price"),
    }
}

fn add_to(sums: &mut Sums, currency: Currency, amount: Micros) {
    *sums.entry(currency.code().to_owned()).or_insert(Micros::ZERO) += amount;
}

/// The cheapest offer for so many pieces: in the workspace's currency if there is one, since
/// prices in different currencies cannot be compared.
pub(super) fn cheapest(
    offers: &[Offer],
    pieces: Quantity,
    currency: Currency,
    price: impl Fn(&Purchase) -> Micros,
) -> Option<Purchase> {
    let purchases = offers.iter().filter_map(|offer| purchase(offer, pieces));
    purchases.min_by_key(|purchase| {
        let foreign = (purchase.currency != currency).then(|| purchase.currency.code().to_owned());
        (foreign, price(purchase).get())
    })
}

/// What so many pieces cost by one offer; `None` where no price is known.
fn purchase(offer: &Offer, pieces: Quantity) -> Option<Purchase> {
    let (pack, multiple) = (offer.pack.get().max(1), offer.multiple.get().max(1));
    let wanted = pieces.get().div_ceil(pack).max(offer.minimum.get());
    let items = Quantity::clamped(wanted.div_ceil(multiple).saturating_mul(multiple));
    let applies = offer.prices.iter().filter(|price| price.quantity <= items);
    let unit_price = applies.max_by_key(|price| price.quantity)?.unit_price;
    let worth = unit_price.times(pieces).get() / i64::try_from(pack).unwrap_or(i64::MAX);
    Some(Purchase {
        vendor: offer.vendor,
        currency: offer.currency,
        worth: Micros::new(worth),
        paid: unit_price.times(items),
    })
}

/// Sums as they are read: "$18.42 + €3.00".
fn said(sums: &Sums) -> String {
    if sums.is_empty() {
        return "—".to_owned();
    }
    sums.iter().map(|(code, sum)| amount(code, *sum)).collect::<Vec<_>>().join(" + ")
}

fn amount(code: &str, sum: Micros) -> String {
    let rounded = sum.rounded();
    match code {
        "USD" => format!("${rounded}"),
        "EUR" => format!("€{rounded}"),
        "GBP" => format!("£{rounded}"),
        other => format!("{rounded} {other}"),
    }
}
