//! How many items of one offer: enough, allowed, and as cheap as its price breaks make them.

use super::rates::Rates;
use crate::domain::catalog::Offer;
use crate::domain::money::{Micros, Money};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Items of one offer, with what they cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Items, as the vendor counts them.
    pub items: Quantity,
    /// Pieces in them.
    pub pieces: Quantity,
    /// Price of one item at that number; none where the offer has no price.
    pub unit_price: Option<Micros>,
    /// Price of all of them.
    pub total: Option<Micros>,
}

/// The cheapest number of items that holds so many pieces and respects minimum, multiple, pack and
/// what the vendor has. Buying up to a higher price break counts where that costs less; of equal
/// prices the fewest items are taken.
///
/// Nothing where the offer cannot cover it: the vendor has too few, or its price list starts above
/// what it has. An offer without any price is a purchase without a price.
#[must_use]
pub fn cheapest(offer: &Offer, pieces: Quantity) -> Option<Purchase> {
    if pieces.is_zero() {
        return None;
    }
    let enough = whole_multiples(offer, pieces.get().div_ceil(offer.pack.get().max(1)))?;
    if offer.prices.is_empty() {
        return Some(purchase(offer, enough, None));
    }
    let at_breaks = offer
        .prices
        .iter()
        .filter(|price| price.quantity.get() > enough)
        .filter_map(|price| whole_multiples(offer, price.quantity.get()));
    std::iter::once(enough)
        .chain(at_breaks)
        .filter_map(|items| Some((items, unit_price(offer, Quantity::clamped(items))?)))
        .min_by_key(|(items, price)| (i128::from(price.get()) * i128::from(*items), *items))
        .map(|(items, price)| purchase(offer, items, Some(price)))
}

/// The fewest items that are sold and are `items` at least: from the minimum on, in whole multiples.
/// Whether the vendor has so many now is another matter.
#[must_use]
pub fn sold_from(offer: &Offer, items: Quantity) -> Quantity {
    let multiple = offer.multiple.get().max(1);
    Quantity::clamped(items.max(offer.minimum).get().max(1).div_ceil(multiple) * multiple)
}

/// The smallest number of items that can be bought and is at least `items`, if the vendor has them.
pub(super) fn whole_multiples(offer: &Offer, items: u64) -> Option<u64> {
    let multiple = offer.multiple.get().max(1);
    let items = items.max(offer.minimum.get()).max(1).div_ceil(multiple) * multiple;
    (items <= most_items(offer)).then_some(items)
}

/// The most pieces that can be bought of an offer.
pub(super) fn most_pieces(offer: &Offer) -> u64 {
    let multiple = offer.multiple.get().max(1);
    let items = most_items(offer) / multiple * multiple;
    let has_price = offer.prices.is_empty() || unit_price(offer, Quantity::clamped(items)).is_some();
    if items >= offer.minimum.get().max(1) && has_price { items * offer.pack.get() } else { 0 }
}

/// What the vendor has, if that is known, and what a quantity can count.
fn most_items(offer: &Offer) -> u64 {
    let countable = Quantity::MAX.get() / offer.pack.get().max(1);
    offer.in_stock.map_or(countable, |stock| stock.get().min(countable))
}

/// The price of an item where so many are bought.
#[must_use]
pub fn unit_price(offer: &Offer, items: Quantity) -> Option<Micros> {
    let reached = offer.prices.iter().filter(|price| price.quantity <= items);
    reached.max_by_key(|price| price.quantity).map(|price| price.unit_price)
}

/// What so many pieces cost by the cheapest of these offers: their share of the items that hold them,
/// at the price that buying so many has, whatever the vendor has now. Amounts are compared at the
/// stated rates; what has none comes after what has one. Nothing where no price is known.
#[must_use]
pub fn worth<'a>(
    offers: impl IntoIterator<Item = &'a Offer>,
    pieces: Quantity,
    rates: &Rates,
) -> Option<Money> {
    let amounts = offers
        .into_iter()
        .filter_map(|offer| Some(Money { amount: share(offer, pieces)?, currency: offer.currency }));
    amounts.min_by_key(|money| {
        let in_base = rates.in_base(*money);
        (in_base.is_none().then_some(money.currency), in_base.unwrap_or(money.amount))
    })
}

fn share(offer: &Offer, pieces: Quantity) -> Option<Micros> {
    let pack = offer.pack.get().max(1);
    let items = Quantity::clamped(pieces.get().div_ceil(pack).max(offer.minimum.get()));
    let price = match cheapest(offer, pieces) {
        Some(purchase) => purchase.unit_price,
        None => unit_price(offer, items),
    }?;
    Some(Micros::new(price.times(pieces).get() / i64::try_from(pack).unwrap_or(i64::MAX)))
}

fn purchase(offer: &Offer, items: u64, unit_price: Option<Micros>) -> Purchase {
    let items = Quantity::clamped(items);
    Purchase {
        items,
        pieces: items.times(offer.pack),
        unit_price,
        total: unit_price.map(|price| price.times(items)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{OfferId, PartId, VendorId};
    use crate::domain::money::Currency;

    #[test]
    fn items_are_sold_from_the_minimum_on_in_whole_multiples() {
        let offer = |minimum: u16, multiple: u16| Offer {
            id: OfferId::new(1),
            part: PartId::new(1),
            vendor: VendorId::new(1),
            item_number: "X".to_owned(),
            url: None,
            minimum: Quantity::of(minimum),
            multiple: Quantity::of(multiple),
            pack: Quantity::ONE,
            currency: Currency::USD,
            checked: None,
            in_stock: Some(Quantity::of(1)),
            lead_days: None,
            prices: Vec::new(),
        };
        let sold = |minimum, multiple, items| sold_from(&offer(minimum, multiple), Quantity::of(items)).get();
        assert_eq!((sold(1, 1, 7), sold(1, 1, 0)), (7, 1));
        assert_eq!((sold(5, 1, 2), sold(2, 2, 3)), (5, 4));
        assert_eq!(sold(3, 5, 1), 5, "whatever the vendor has now");
    }
}
