//! A local server that behaves like Mouser's search API (formats.md §2), limits and failures
//! included. It listens on a free loopback port in a thread of its own, so that tests with and
//! without a runtime, and programs that they start, can use it. It ends when it is dropped.
//!
//! ```ignore
//! let mouser = MouserStandIn::start(KEY);
//! mouser.add(part("595-TL074CN", "TL074CN"));
//! mouser.fail_next(Fault::CutBody);
//! ```
#![allow(dead_code, reason = "each test module uses a part of it")]

mod answers;
mod server;

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

/// What goes wrong with one call.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The key is refused with this status; the body says so with 200, and else in part.
    BadKey(u16),
    /// Too many calls, with this status and a body that is no JSON.
    TooManyCalls(u16),
    /// Too many calls, in a body with status 200.
    Quota(Quota),
    /// Any answer: status, content type, body.
    Answer(u16, &'static str, Vec<u8>),
    /// 429 with so many seconds to wait.
    RetryAfter(u64),
    /// The right answer, but it ends before its declared length.
    CutBody,
    /// No answer, ever.
    Silent,
    /// The connection is closed without an answer.
    Reset,
    /// A redirect.
    RedirectTo(String),
}

/// Which limit is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    PerMinute,
    PerDay,
}

/// One call as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `POST`, in practice.
    pub method: String,
    /// Without the query.
    pub path: String,
    /// What the query gave as the key.
    pub key: Option<String>,
    /// The numbers that were asked for.
    pub numbers: Vec<String>,
    /// `Exact` or `None`.
    pub option: String,
    /// The status that was answered; 0 if none was.
    pub status: u16,
}

struct State {
    key: String,
    parts: Vec<Value>,
    faults: VecDeque<Fault>,
    /// So many calls are answered, then this limit is used up.
    left: Option<(usize, Quota)>,
    calls: Vec<Call>,
}

/// The running server.
pub struct MouserStandIn {
    state: Arc<Mutex<State>>,
    server: server::Server,
}

impl MouserStandIn {
    /// Starts one that knows this key only.
    pub fn start(key: &str) -> Self {
        let state = State {
            key: key.to_owned(),
            parts: Vec::new(),
            faults: VecDeque::new(),
            left: None,
            calls: Vec::new(),
        };
        let state = Arc::new(Mutex::new(state));
        let server = server::Server::start(state.clone());
        Self { state, server }
    }

    /// What to put into `CTB_MOUSER_URL`: scheme, host and port.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// Sells this from now on.
    pub fn add(&self, part: Value) -> &Self {
        lock(&self.state).parts.push(part);
        self
    }

    /// Sells nothing any more.
    pub fn clear(&self) {
        lock(&self.state).parts.clear();
    }

    /// Knows another key from now on, and no longer the old one.
    pub fn change_key(&self, key: &str) {
        lock(&self.state).key = key.to_owned();
    }

    /// The next call fails.
    pub fn fail_next(&self, fault: Fault) {
        lock(&self.state).faults.push_back(fault);
    }

    /// So many calls fail, after those that were to fail before.
    pub fn fail_times(&self, times: usize, fault: Fault) {
        lock(&self.state).faults.extend(std::iter::repeat_n(fault, times));
    }

    /// Answers so many more calls, then says that a limit is used up.
    pub fn allow_calls(&self, calls: usize, then: Quota) {
        lock(&self.state).left = Some((calls, then));
    }

    /// Nothing fails any more.
    pub fn recover(&self) {
        let mut state = lock(&self.state);
        state.faults.clear();
        state.left = None;
    }

    /// The calls so far.
    pub fn calls(&self) -> Vec<Call> {
        lock(&self.state).calls.clone()
    }

    /// The numbers that were asked for so far, in order, each as often as it was.
    pub fn asked(&self) -> Vec<String> {
        self.calls().into_iter().flat_map(|call| call.numbers).collect()
    }
}

/// A part with every field that the API is documented to have; tests change what they are about.
pub fn part(number: &str, mpn: &str) -> Value {
    json!({
        "Availability": "1,234 In Stock", "AvailabilityInStock": "1234", "AvailabilityOnOrder": [],
        "FactoryStock": "0", "DataSheetUrl": format!("https://data.example/{mpn}.pdf"),
        "Description": format!("What {mpn} is"), "Category": "Operational Amplifiers - Op Amps",
        "ImagePath": format!("https://pictures.example/{mpn}.jpg"), "IsDiscontinued": "false",
        "LeadTime": "63 Days", "LifecycleStatus": null, "Manufacturer": "Example Semiconductors",
        "ManufacturerPartNumber": mpn, "Min": "1", "Mult": "1", "MouserPartNumber": number,
        "SalesMaximumOrderQty": null, "SuggestedReplacement": "", "RestrictionMessage": null,
        "InfoMessages": [], "SurchargeMessages": [], "ROHSStatus": "RoHS Compliant", "Reeling": false,
        "ProductDetailUrl": format!("https://www.mouser.example/ProductDetail/{number}"),
        "UnitWeightKg": {"UnitWeight": 0.001}, "ProductCompliance": [], "AlternatePackagings": null,
        "ProductAttributes": [{"AttributeName": "Packaging", "AttributeValue": "Tube"}],
        "PriceBreaks": [
            {"Quantity": 1, "Price": "$0.71", "Currency": "USD"},
            {"Quantity": 10, "Price": "$0.638", "Currency": "USD"},
            {"Quantity": 1000, "Price": "$0.3105", "Currency": "USD"},
        ],
    })
}

/// The same with some fields changed.
pub fn part_with(number: &str, mpn: &str, fields: Value) -> Value {
    let mut part = part(number, mpn);
    for (field, value) in fields.as_object().expect("an object of fields") {
        part[field] = value.clone();
    }
    part
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("the stand-in's state")
}
