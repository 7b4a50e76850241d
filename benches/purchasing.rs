//! How long pricing a build takes: the editor does it on every keystroke.
//!
//! `cargo bench --bench purchasing`

use ctb::domain::catalog::{Offer, PriceBreak, Vendor};
use ctb::domain::ids::{BuildId, OfferId, PartId, VendorId};
use ctb::domain::money::{Currency, Micros};
use ctb::domain::purchasing::{BuildMissing, Effort, Market, Rates, draft, outlay, worth};
use ctb::domain::quantity::Quantity;
use divan::{Bencher, black_box};
use std::collections::BTreeMap;

fn main() {
    divan::main();
}

const LINES: i64 = 200;
const BUILD: BuildId = BuildId::new(1);

/// Shops among which each part has three offers.
const SHOPS: [i64; 3] = [3, 6, 10];

/// A well mixed number for each index, the same on each run.
fn mixed(index: i64) -> i64 {
    i64::from(u32::try_from(index).unwrap_or_default().wrapping_mul(0x9E37_79B1).rotate_left(15) >> 8)
}

fn offer(id: i64, part: i64, shops: i64) -> Offer {
    let price = 20_000 + mixed(id) % 900_000;
    let prices = [(1_u16, price), (10, price * 4 / 5), (100, price / 2)];
    Offer {
        id: OfferId::new(id),
        part: PartId::new(part),
        vendor: VendorId::new(1 + mixed(id * 7) % shops),
        item_number: format!("N-{id}"),
        url: None,
        minimum: Quantity::ONE,
        multiple: Quantity::of(if id % 5 == 0 { 5 } else { 1 }),
        pack: Quantity::of(if id % 9 == 0 { 100 } else { 1 }),
        currency: Currency::USD,
        checked: None,
        in_stock: None,
        lead_days: None,
        prices: prices
            .into_iter()
            .map(|(from, price)| PriceBreak { quantity: Quantity::of(from), unit_price: Micros::new(price) })
            .collect(),
    }
}

fn vendor(id: i64) -> Vendor {
    Vendor {
        id: VendorId::new(id),
        name: format!("Shop {id}"),
        base_url: None,
        currency: Currency::USD,
        shipping: Micros::new(5_000_000 + id * 500_000),
        free_shipping_over: (id % 2 == 0).then_some(Micros::new(60_000_000)),
    }
}

/// Everything of 200 lines is missing, and each part has three offers.
#[divan::bench(args = SHOPS)]
fn to_buy(bencher: Bencher, shops: i64) {
    let offers: BTreeMap<PartId, Vec<Offer>> = (1..=LINES)
        .map(|part| (PartId::new(part), (0..3).map(|at| offer(part * 3 + at, part, shops)).collect()))
        .collect();
    let vendors: BTreeMap<VendorId, Vendor> = (1..=shops).map(|id| (VendorId::new(id), vendor(id))).collect();
    let rates = Rates::new(Currency::USD, []);
    let market = Market { offers: &offers, vendors: &vendors, rates: &rates };
    let missing: Vec<BuildMissing> = (1..=LINES)
        .map(|part| BuildMissing {
            build: BUILD,
            part: PartId::new(part),
            quantity: Quantity::clamped(1 + mixed(part).unsigned_abs() % 40),
            any_of: vec![PartId::new(part)],
        })
        .collect();
    bencher.bench_local(|| {
        let drafting = draft(&[BUILD], black_box(&missing), &[], market, Effort::default());
        outlay(BUILD, &drafting, &[], market)
    });
}

/// What 200 lines are worth.
#[divan::bench]
fn cost(bencher: Bencher) {
    let offers: Vec<Vec<Offer>> =
        (1..=LINES).map(|part| (0..3).map(|at| offer(part * 3 + at, part, 6)).collect()).collect();
    let rates = Rates::new(Currency::USD, []);
    bencher.bench_local(|| {
        let worth = black_box(&offers).iter().map(|offers| worth(offers, Quantity::of(24), &rates));
        worth.flatten().map(|sum| sum.amount).sum::<Micros>()
    });
}
