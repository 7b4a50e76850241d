//! Sums in several currencies, and what they come to at the workspace's stated rates.

use crate::domain::catalog::Vendor;
use crate::domain::money::{Currency, Micros, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a unit of a currency is worth in the workspace's, in millionths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    base: Currency,
    millionths: BTreeMap<Currency, i64>,
}

impl Rates {
    /// The stated rates of a workspace whose currency is `base`.
    #[must_use]
    pub fn new(base: Currency, stated: impl IntoIterator<Item = (Currency, i64)>) -> Self {
        let mut millionths: BTreeMap<Currency, i64> =
            stated.into_iter().filter(|(_, rate)| *rate > 0).collect();
        millionths.insert(base, 1_000_000);
        Self { base, millionths }
    }

    /// The workspace's currency.
    #[must_use]
    pub const fn base(&self) -> Currency {
        self.base
    }

    /// The amount in the workspace's currency, rounded up to a millionth; nothing without a rate.
    #[must_use]
    pub fn in_base(&self, money: Money) -> Option<Micros> {
        let micros = self.scaled(money)?;
        Some(clamped(-((-micros).div_euclid(1_000_000))))
    }

    /// As [`Rates::in_base`], but rounded down: for bounds from below.
    #[must_use]
    pub(super) fn at_least(&self, money: Money) -> Option<Micros> {
        Some(clamped(self.scaled(money)?.div_euclid(1_000_000)))
    }

    /// The amount in another currency, where both are the same or both have a rate.
    #[must_use]
    pub fn convert(&self, money: Money, to: Currency) -> Option<Micros> {
        if money.currency == to {
            return Some(money.amount);
        }
        let rate = i128::from(*self.millionths.get(&to)?);
        Some(clamped(-((-self.scaled(money)?).div_euclid(rate))))
    }

    fn scaled(&self, money: Money) -> Option<i128> {
        let rate = self.millionths.get(&money.currency)?;
        Some(i128::from(money.amount.get()) * i128::from(*rate))
    }
}

fn clamped(micros: i128) -> Micros {
    let limit = i128::from(i64::MAX);
    Micros::new(i64::try_from(micros.clamp(-limit, limit)).unwrap_or(i64::MAX))
}

/// What shipping costs for goods of that value, in the goods' currency: nothing at or above the
/// vendor's threshold. `None` where the vendor's currency is another one and has no rate.
#[must_use]
pub fn shipping_for(vendor: &Vendor, goods: Money, rates: &Rates) -> Option<Micros> {
    let terms = |amount: Micros| rates.convert(Money { amount, currency: vendor.currency }, goods.currency);
    if let Some(threshold) = vendor.free_shipping_over
        && goods.amount >= terms(threshold)?
    {
        return Some(Micros::ZERO);
    }
    if vendor.shipping == Micros::ZERO {
        return Some(Micros::ZERO);
    }
    terms(vendor.shipping)
}

/// Sums, one per currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Totals(BTreeMap<Currency, Micros>);

impl Totals {
    /// Adds an amount to its currency's sum.
    pub fn add(&mut self, money: Money) {
        *self.0.entry(money.currency).or_default() += money.amount;
    }

    /// The sums, one per currency.
    pub fn each(&self) -> impl Iterator<Item = Money> {
        self.0.iter().map(|(currency, amount)| Money { amount: *amount, currency: *currency })
    }

    /// The one sum: in its own currency where there is only one, else in the workspace's, if there
    /// are rates for all. Nothing at all is nothing in the workspace's currency.
    #[must_use]
    pub fn one(&self, rates: &Rates) -> Option<Money> {
        let mut sums = self.each();
        match (sums.next(), sums.next()) {
            (None, _) => Some(Money { amount: Micros::ZERO, currency: rates.base }),
            (Some(only), None) => Some(only),
            _ => {
                let in_base = self.each().map(|sum| rates.in_base(sum));
                Some(Money { amount: in_base.sum::<Option<Micros>>()?, currency: rates.base })
            }
        }
    }
}
