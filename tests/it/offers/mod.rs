//! Offers that are kept fresh: price lists, vendors asked again, and what a buyer is told of ages.

mod buying;
mod price_lists;
mod refreshing;

use crate::fixture::Fixture;
use async_trait::async_trait;
use ctb::domain::catalog::PriceBreak;
use ctb::domain::money::Micros;
use ctb::domain::quantity::Quantity;
use ctb::remote::{CallLimits, Found, ItemNumber, LookUp, Vendor, VendorError, VendorItem, Vendors};
use ctb::services::jobs::{RealPause, Runner};
use ctb::services::offers::{self, Asked, OfferWithHistory, Refreshed, Wanted, Which};
use ctb::services::{Context, Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Two vendors, of which one can be asked, and parts with offers of either.
pub fn workshop() -> Value {
    let price = |unit_price: &str| json!([{"quantity": 1, "unit_price": unit_price}]);
    json!({
        "format": "clear-to-build/1", "workspace": {"name": "Workshop", "currency": "EUR"},
        "vendors": [{"name": "Mouser", "currency": "EUR"}, {"name": "Thonk", "currency": "EUR", "shipping": "4.00"}],
        "parts": [
            {"key": "tl074", "name": "TL074", "symbol": "U", "value": "TL074", "mpn": "TL074CN", "manufacturer": "TI",
             "offers": [{"vendor": "Mouser", "item_number": "595-TL074CN", "checked": "2026-11-01T00:00:00Z", "prices": price("0.90")},
                        {"vendor": "Thonk", "item_number": "tl074", "prices": price("1.20")}]},
            {"key": "jack", "name": "Jack", "mpn": "WQP-PJ398SM", "offers": [{"vendor": "Mouser", "item_number": "490-JACK"}]},
            {"key": "knob", "name": "Knob", "mpn": "DK-1"}, {"key": "knob-red", "name": "Red knob", "mpn": "DK-1"},
            {"key": "board", "name": "Board"},
        ],
        "locations": [{"name": "A1"}],
        "projects": [{"name": "Lfo", "versions": [{"revision": "v0", "bom": [
            {"line": 1, "references": ["U1"], "quantity": 1, "value": "TL074", "part": "tl074"},
            {"line": 2, "references": ["J1", "J2"], "quantity": 2, "value": "Jack", "part": "jack"}]}]}],
        "builds": [{"key": "b1", "project": "Lfo", "revision": "v0", "quantity": 1, "status": "open"}],
    })
}

/// What a vendor sells, by number; it keeps what it is asked.
#[derive(Default)]
pub struct Shop {
    sells: Mutex<BTreeMap<String, VendorItem>>,
    asked: Mutex<Vec<String>>,
    fails: Mutex<Option<VendorError>>,
}

impl Shop {
    pub fn sells(&self, number: &str, prices: &[(u16, i64)]) {
        self.sells.lock().unwrap().insert(number.to_owned(), item(number, prices));
    }

    pub fn change(&self, number: &str, change: impl FnOnce(&mut VendorItem)) {
        change(self.sells.lock().unwrap().get_mut(number).unwrap());
    }

    pub fn fail(&self, error: Option<VendorError>) {
        *self.fails.lock().unwrap() = error;
    }

    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn item(number: &str, prices: &[(u16, i64)]) -> VendorItem {
    let price = |(from, micros): &(u16, i64)| PriceBreak {
        quantity: Quantity::of(*from),
        unit_price: Micros::new(*micros),
    };
    VendorItem {
        item_number: ItemNumber::parse(number).unwrap(),
        mpn: None,
        manufacturer: None,
        description: None,
        category: None,
        minimum: Quantity::ONE,
        multiple: Quantity::ONE,
        in_stock: None,
        lead_days: None,
        lifecycle: None,
        suggested_replacement: None,
        datasheet: None,
        picture: None,
        url: None,
        currency: "EUR".parse().ok(),
        prices: prices.iter().map(price).collect(),
        warnings: Vec::new(),
    }
}

struct Client(Arc<Shop>);

#[async_trait]
impl Vendor for Client {
    fn name(&self) -> &str {
        "Mouser"
    }

    fn limits(&self) -> CallLimits {
        CallLimits { per_minute: 1000, per_day: 100_000 }
    }

    fn batch(&self) -> usize {
        10
    }

    async fn look_up(&self, numbers: &[ItemNumber]) -> Result<Vec<LookUp>, VendorError> {
        self.0.asked.lock().unwrap().extend(numbers.iter().map(ToString::to_string));
        if let Some(error) = self.0.fails.lock().unwrap().clone() {
            return Err(error);
        }
        let sells = self.0.sells.lock().unwrap();
        let found = |number: &ItemNumber| match sells.get(number.as_str()) {
            Some(item) => Found::Item(Box::new(item.clone())),
            None => Found::Nothing,
        };
        Ok(numbers.iter().map(|number| LookUp { number: number.clone(), found: found(number) }).collect())
    }
}

/// The workshop, and what Mouser sells there.
pub async fn with_shop() -> (Fixture, Context, Arc<Shop>) {
    let fixture = Fixture::with(&workshop().to_string()).await;
    let shop = Arc::new(Shop::default());
    shop.sells("595-TL074CN", &[(1, 900_000)]);
    shop.sells("490-JACK", &[(1, 500_000), (10, 400_000)]);
    let vendors = Vendors::none().with(Arc::new(Client(shop.clone())));
    let context = fixture.context().clone().with_vendors(vendors);
    (fixture, context, shop)
}

pub fn all() -> Wanted {
    Wanted { which: Which::All, older_than: None, force: false }
}

pub async fn ask(context: &Context, wanted: &Wanted) -> Asked {
    offers::ask(context, &Request::unkeyed(), wanted).await.unwrap()
}

/// Asks, and does what can be done.
pub async fn refresh(context: &Context, wanted: &Wanted) -> Refreshed {
    let asked = ask(context, wanted).await;
    Runner::new(Arc::new(RealPause)).drain(context).await.unwrap();
    offers::outcome(context, &asked).await.unwrap()
}

pub async fn listed(context: &Context, part: &str) -> Vec<OfferWithHistory> {
    offers::list(context, part).await.unwrap()
}

/// The prices of an offer over time: `1: 0.90, 10: 0.80`, the latest last.
pub fn over_time(offer: &OfferWithHistory) -> Vec<String> {
    let told = |prices: &[PriceBreak]| {
        prices
            .iter()
            .map(|price| format!("{}: {}", price.quantity, price.unit_price))
            .collect::<Vec<_>>()
            .join(", ")
    };
    offer.history.iter().map(|former| told(&former.prices)).collect()
}
