//! What a build costs, and what ordering what it lacks would: worked out by `domain::purchasing`, as
//! `ctb order` does it, and said in words here.

use super::row::part_name;
use crate::app::{money::amount, view::Figure};
use crate::domain::catalog::Offer;
use crate::domain::clearing::{BuildSheet, NeedReadiness, Readiness};
use crate::domain::ids::PartId;
use crate::domain::money::{Micros, Money};
use crate::domain::overview::BuildPage;
use crate::domain::purchasing::{BuildMissing, Effort, Market, Outlay, Rates, Totals, draft, outlay, worth};
use crate::domain::quantity::Quantity;
use std::collections::BTreeMap;

/// Every offer of the sheet's parts.
pub(super) type Offers = BTreeMap<PartId, Vec<Offer>>;

/// The sums of a build.
pub(super) struct Costs {
    /// What goes into it, at the price that buying all of it has.
    whole: Totals,
    /// Names of the parts of which no price is known.
    unpriced: Vec<String>,
    to_buy: ToBuy,
    rates: Rates,
}

/// What is still to be ordered.
enum ToBuy {
    /// Nothing is missing that is not on its way.
    Nothing,
    /// What is missing is drafted.
    Drafted,
    /// What ordering would add.
    Something { outlay: Outlay, no_price: Vec<String>, no_offer: Vec<String>, sold: bool },
}

impl Costs {
    pub(super) fn of(page: &BuildPage, offers: &Offers, readiness: &Readiness) -> Self {
        let rates = &page.buying.rates;
        let mut costs = Self {
            whole: Totals::default(),
            unpriced: Vec::new(),
            to_buy: to_buy(page, offers, readiness),
            rates: rates.clone(),
        };
        for need in readiness.needs.iter().filter(|need| !need.needed.is_zero()) {
            match worth(offers.get(&need.part).into_iter().flatten(), need.needed, rates) {
                Some(amount) => costs.whole.add(amount),
                None => costs.unpriced.push(part_name(&page.sheet, need.part)),
            }
        }
        costs
    }

    /// What one piece costs, and what they all do.
    pub(super) fn whole(&self, pieces: Quantity) -> Figure {
        if pieces.is_zero() {
            return Figure::new("—", "of what is left to make");
        }
        if self.whole.each().next().is_none() {
            return Figure::new("—", "no price is known");
        }
        let count = i64::from(pieces).max(1);
        let each = shown(&self.whole, &self.rates)
            .into_iter()
            .map(|sum| Money { amount: Micros::new(sum.amount.get() / count), ..sum });
        let note = format!("{} for {pieces}", said(&self.whole, &self.rates));
        let unpriced = named(&self.unpriced).map(|names| format!("no price for {names}"));
        Figure::new(format!("{} each", joined(each)), note_of([Some(note), unpriced]))
    }

    /// What ordering what is missing would add to the drafts.
    pub(super) fn to_buy(&self) -> Figure {
        let (outlay, no_price, no_offer, sold) = match &self.to_buy {
            ToBuy::Nothing => return Figure::new("—", "nothing to buy"),
            ToBuy::Drafted => return Figure::new("—", "all of it is drafted"),
            ToBuy::Something { outlay, no_price, no_offer, sold } => (outlay, no_price, no_offer, *sold),
        };
        let shipping = if outlay.shipping_unknown { "shipping not known" } else { "shipping included" };
        // Of what is still lacking; what is drafted already is bought there anyway.
        let vendors = match outlay.vendors.len() {
            0 => None,
            _ if !sold => None,
            1 => Some(format!("1 vendor, {shipping}")),
            vendors => Some(format!("{vendors} vendors, {shipping}")),
        };
        let at_rates = (shown(&outlay.added, &self.rates).len() < outlay.added.each().count())
            .then(|| "at the stated rates".to_owned());
        let no_price = named(no_price).map(|names| format!("no price for {names}"));
        let no_offer = named(no_offer).map(|names| format!("nobody sells {names}"));
        let value = match &vendors {
            Some(_) => said(&outlay.added, &self.rates),
            None => "—".to_owned(),
        };
        Figure::new(value, note_of([vendors, at_rates, no_price, no_offer]))
    }

    /// Whether ordering would buy something.
    pub(super) fn can_order(&self) -> bool {
        matches!(self.to_buy, ToBuy::Something { sold: true, .. })
    }
}

fn to_buy(page: &BuildPage, offers: &Offers, readiness: &Readiness) -> ToBuy {
    let lacking = |need: &&NeedReadiness| !need.to_buy().is_zero();
    if !readiness.needs.iter().any(|need| lacking(&need)) {
        let drafted = readiness.needs.iter().any(|need| !need.drafted.is_zero());
        return if drafted { ToBuy::Drafted } else { ToBuy::Nothing };
    }
    let buying = &page.buying;
    let market = Market { offers, vendors: &buying.vendors, rates: &buying.rates };
    let build = page.build.id;
    let missing: Vec<BuildMissing> = readiness
        .needs
        .iter()
        .filter(|need| !need.missing.is_zero())
        .map(|need| missing(page, need))
        .collect();
    let drafting = draft(&[build], &missing, &buying.open, market, Effort::default());
    let outlay = outlay(build, &drafting, &buying.open, market);
    let sold = readiness.needs.iter().filter(lacking).any(|need| !drafting.no_offer.contains(&need.part));
    ToBuy::Something {
        no_price: names(&page.sheet, &outlay.unpriced),
        no_offer: names(&page.sheet, &drafting.no_offer),
        outlay,
        sold,
    }
}

fn missing(page: &BuildPage, need: &NeedReadiness) -> BuildMissing {
    BuildMissing {
        build: page.build.id,
        part: need.part,
        quantity: need.missing,
        any_of: need.acceptable.clone(),
    }
}

fn names<'a>(sheet: &BuildSheet, parts: impl IntoIterator<Item = &'a PartId>) -> Vec<String> {
    parts.into_iter().map(|part| part_name(sheet, *part)).collect()
}

/// "Socket, Range and 3 more".
fn named(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.clone()),
        [one, other] => Some(format!("{one}, {other}")),
        many => Some(format!("{} parts", many.len())),
    }
}

fn note_of<const N: usize>(notes: [Option<String>; N]) -> String {
    notes.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// One sum where there is one or the workspace states rates, else one for each currency.
fn shown(sums: &Totals, rates: &Rates) -> Vec<Money> {
    sums.one(rates).map_or_else(|| sums.each().collect(), |sum| vec![sum])
}

/// Sums as they are read: "$18.42 + €3.00".
fn said(sums: &Totals, rates: &Rates) -> String {
    joined(shown(sums, rates))
}

fn joined(sums: impl IntoIterator<Item = Money>) -> String {
    sums.into_iter().map(amount).collect::<Vec<_>>().join(" + ")
}
