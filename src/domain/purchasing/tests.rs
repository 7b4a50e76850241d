mod buying;
mod choosing;
mod costing;
mod generating;

use super::*;
use crate::domain::catalog::{Offer, PriceBreak, Vendor};
use crate::domain::ids::{BuildId, OfferId, OrderLineId, PartId, VendorId};
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::quantity::Quantity;
use proptest::prelude::*;
use std::collections::BTreeMap;

const UNIT: i64 = 1_000_000;

fn quantity(pieces: u64) -> Quantity {
    Quantity::clamped(pieces)
}

/// An offer of part 1 by vendor 1; prices in whole units.
fn offer(prices: &[(u64, i64)]) -> Offer {
    Offer {
        id: OfferId::new(1),
        part: PartId::new(1),
        vendor: VendorId::new(1),
        item_number: "X".to_owned(),
        url: None,
        minimum: Quantity::ONE,
        multiple: Quantity::ONE,
        pack: Quantity::ONE,
        currency: Currency::USD,
        checked: None,
        in_stock: None,
        lead_days: None,
        prices: prices
            .iter()
            .map(|(from, price)| PriceBreak {
                quantity: quantity(*from),
                unit_price: Micros::new(price * UNIT),
            })
            .collect(),
    }
}

fn vendor(id: i64, shipping: i64, free_over: Option<i64>) -> Vendor {
    Vendor {
        id: VendorId::new(id),
        name: format!("Vendor {id}"),
        base_url: None,
        currency: Currency::USD,
        shipping: Micros::new(shipping * UNIT),
        free_shipping_over: free_over.map(|amount| Micros::new(amount * UNIT)),
    }
}

#[derive(Debug)]
struct Shelf {
    offers: BTreeMap<PartId, Vec<Offer>>,
    vendors: BTreeMap<VendorId, Vendor>,
    rates: Rates,
}

impl Shelf {
    fn new(offers: Vec<Offer>, vendors: Vec<Vendor>) -> Self {
        let mut by_part: BTreeMap<PartId, Vec<Offer>> = BTreeMap::new();
        for offer in offers {
            by_part.entry(offer.part).or_default().push(offer);
        }
        let vendors = vendors.into_iter().map(|vendor| (vendor.id, vendor)).collect();
        Self { offers: by_part, vendors, rates: Rates::new(Currency::USD, []) }
    }

    fn market(&self) -> Market<'_> {
        Market { offers: &self.offers, vendors: &self.vendors, rates: &self.rates }
    }

    fn choose(&self, needs: &[(PartId, Quantity)]) -> PurchasePlan {
        choose(needs, &[], self.market(), Effort::default())
    }
}

fn units(amount: Micros) -> i64 {
    assert_eq!(amount.get() % UNIT, 0);
    amount.get() / UNIT
}
