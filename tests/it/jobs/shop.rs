//! A vendor that lives in the test: it counts what it is asked, on the test's clock.

use crate::fixture::{Fixture, TestClock};
use async_trait::async_trait;
use ctb::domain::catalog::PriceBreak;
use ctb::domain::money::{Currency, Micros};
use ctb::domain::quantity::Quantity;
use ctb::remote::{CallLimits, Found, ItemNumber, LookUp, Vendor, VendorError, VendorItem, Vendors};
use ctb::services::jobs::{Pause, Runner};
use ctb::services::{Clock, Context, Request, bom_sync};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

/// What the shop does with its next call instead of answering.
#[derive(Debug, Clone)]
pub enum Mood {
    Fails(VendorError),
    /// It never gets the question, and nobody hears of it again.
    Hangs,
}

pub struct Shop {
    clock: Arc<TestClock>,
    limits: CallLimits,
    items: Mutex<BTreeMap<String, Found>>,
    moods: Mutex<VecDeque<Mood>>,
    /// Told when a call hangs.
    hung: Notify,
    /// When it was asked, and for what.
    calls: Mutex<Vec<(i64, Vec<String>)>>,
}

impl Shop {
    pub fn new(fixture: &Fixture, limits: CallLimits) -> Arc<Self> {
        Arc::new(Self {
            clock: fixture.clock(),
            limits,
            items: Mutex::default(),
            moods: Mutex::default(),
            calls: Mutex::default(),
            hung: Notify::new(),
        })
    }

    /// As Mouser allows it.
    pub fn usual(fixture: &Fixture) -> Arc<Self> {
        Self::new(fixture, CallLimits { per_minute: 30, per_day: 1_000 })
    }

    pub fn sells(&self, number: &str, mpn: &str) {
        let found = Found::Item(Box::new(item(number, mpn)));
        self.items.lock().unwrap().insert(number.to_lowercase(), found);
    }

    pub fn answers(&self, number: &str, found: Found) {
        self.items.lock().unwrap().insert(number.to_lowercase(), found);
    }

    pub fn next(&self, mood: Mood) {
        self.moods.lock().unwrap().push_back(mood);
    }

    pub fn fails_with(&self, error: VendorError) {
        self.next(Mood::Fails(error));
    }

    /// Kills whoever asks as soon as their call hangs.
    pub async fn kill_midway(&self, runner: &mut Runner, context: &Context) {
        self.next(Mood::Hangs);
        tokio::select! {
            step = runner.step(context) => panic!("the call did not hang: {step:?}"),
            () = self.hung.notified() => {}
        }
    }

    /// Every number that it was asked for, in turn.
    pub fn asked(&self) -> Vec<String> {
        self.calls.lock().unwrap().iter().flat_map(|(_, numbers)| numbers.clone()).collect()
    }

    pub fn calls(&self) -> usize {
        self.calls.lock().unwrap().len()
    }

    /// The most calls in any window of that length.
    pub fn most_calls_within(&self, seconds: i64) -> usize {
        let calls = self.calls.lock().unwrap();
        let within =
            |start: i64| calls.iter().filter(move |(at, _)| (start..start + seconds * 1000).contains(at));
        calls.iter().map(|(at, _)| within(*at).count()).max().unwrap_or(0)
    }
}

#[async_trait]
impl Vendor for Shop {
    fn name(&self) -> &str {
        "Mouser"
    }

    fn limits(&self) -> CallLimits {
        self.limits
    }

    fn batch(&self) -> usize {
        10
    }

    async fn look_up(&self, numbers: &[ItemNumber]) -> Result<Vec<LookUp>, VendorError> {
        let mood = self.moods.lock().unwrap().pop_front();
        if matches!(mood, Some(Mood::Hangs)) {
            self.hung.notify_one();
            std::future::pending::<()>().await;
        }
        let asked = numbers.iter().map(|number| number.as_str().to_owned()).collect();
        self.calls.lock().unwrap().push((self.clock.now().as_millis(), asked));
        if let Some(Mood::Fails(error)) = mood {
            return Err(error);
        }
        let items = self.items.lock().unwrap();
        let found = |number: &ItemNumber| LookUp {
            number: number.clone(),
            found: items.get(&number.as_str().to_lowercase()).cloned().unwrap_or(Found::Nothing),
        };
        Ok(numbers.iter().map(found).collect())
    }
}

pub fn item(number: &str, mpn: &str) -> VendorItem {
    let at = |quantity: u64, micros: i64| PriceBreak {
        quantity: Quantity::new(quantity).unwrap(),
        unit_price: Micros::new(micros),
    };
    VendorItem {
        item_number: ItemNumber::parse(number).unwrap(),
        mpn: Some(mpn.to_owned()),
        manufacturer: Some("Texas Instruments".to_owned()),
        description: Some(format!("{mpn}, as the vendor says it")),
        category: Some("Op amps".to_owned()),
        minimum: Quantity::of(1),
        multiple: Quantity::of(1),
        in_stock: Some(Quantity::new(1234).unwrap()),
        lead_days: Some(42),
        lifecycle: None,
        suggested_replacement: None,
        datasheet: Some("https://example.org/sheet.pdf".parse().unwrap()),
        picture: None,
        url: Some("https://example.org/item".parse().unwrap()),
        currency: Some(Currency::USD),
        prices: vec![at(1, 900_000), at(10, 700_000)],
        warnings: Vec::new(),
    }
}

/// Lets the test's clock run instead of waiting.
pub struct Turns(pub Arc<TestClock>);

#[async_trait]
impl Pause for Turns {
    async fn pause(&self, time: Duration) {
        self.0.advance(i64::try_from(time.as_millis()).unwrap());
        tokio::task::yield_now().await;
    }
}

pub fn runner(fixture: &Fixture) -> Runner {
    Runner::new(Arc::new(Turns(fixture.clock())))
}

/// A caller where this shop can be asked.
pub fn asking(context: &Context, shop: &Arc<Shop>) -> Context {
    context.clone().with_vendors(Vendors::none().with(shop.clone()))
}

/// Reads a BOM into version v0 of Lfo.
pub async fn sync(context: &Context, bom: &str) -> bom_sync::SyncAnswer {
    let fetched = bom_sync::from_file("bom.csv", bom.as_bytes()).unwrap();
    bom_sync::apply(context, &Request::unkeyed(), ("Lfo", "v0"), &fetched).await.unwrap()
}
