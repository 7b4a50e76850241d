//! A small workshop for the tests that try to break promises: two circuits over shared parts, with
//! stand-ins, an optional line, a line nobody counts, spares, sockets, two vendors and a product.

use crate::fixture::Fixture;
use ctb::domain::bom::Reference;
use ctb::domain::check::Violation;
use ctb::domain::ledger::Change;
use ctb::domain::quantity::Quantity;
use ctb::services::bom_sync;
use ctb::services::builds::{self, Edit, Plan};
use ctb::services::decisions::{self, DecideLine, LineWord};
use ctb::services::inventory::{self, Place};
use ctb::services::vendor_orders::{self, Delivery, DraftEdit, For, NewLine};
use ctb::services::{Context, Request, ServiceError, check};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::collections::BTreeSet;
use std::path::Path;

/// Parts that have stock.
pub const PARTS: [&str; 6] = ["r-10k", "r-10k-b", "c-100n", "tl074", "tl074-smd", "board"];
/// Places where it lies.
pub const PLACES: [&str; 3] = ["A1", "A2", "B1"];

/// Any number of pieces, for tests.
pub fn pieces(count: u64) -> Quantity {
    Quantity::new(count).unwrap()
}

/// A part in a place.
pub fn place(part: &str, location: &str) -> Place {
    Place { part: part.to_owned(), location: Some(location.to_owned()), lot: None }
}

/// The workshop as a bundle.
pub fn bundle() -> Value {
    let line = |line: u32, references: &[&str], part: &str| json!({"line": line, "references": references, "quantity": references.len(), "part": part, "value": part});
    let mut optional = line(3, &["C3"], "c-100n");
    optional["optional"] = json!(true);
    let stock = |part: &str, location: &str, on_hand: u32| json!({"part": part, "location": location, "on_hand": on_hand});
    json!({
        "format": "clear-to-build/1",
        "workspace": {"name": "Workshop", "currency": "USD"},
        "packages": [
            {"name": "0805", "technology": "smd", "footprints": ["R_0805", "C_0805"]},
            {"name": "DIP-14", "technology": "tht", "footprints": ["DIP-14_W7.62mm"]},
            {"name": "SOIC-14", "technology": "smd", "footprints": ["SOIC-14"]},
        ],
        "implicit_parts": [{"package": "DIP-14", "part": "socket", "quantity": 1}],
        "vendors": [{"name": "Mouser", "currency": "USD", "shipping": "7.99", "free_shipping_over": "50.00"},
                    {"name": "Tayda", "currency": "EUR", "shipping": "4.00"}],
        "parts": [
            {"key": "r-10k", "name": "10k", "symbol": "R", "value": "10k", "package": "0805", "equivalents": ["r-10k-b"], "spares": {"percent": 5, "fixed": 1, "minimum": 0},
             "offers": [{"vendor": "Mouser", "item_number": "R1", "prices": [{"quantity": 1, "unit_price": "0.10"}]}]},
            {"key": "r-10k-b", "name": "10k other", "symbol": "R", "value": "10k", "package": "0805"},
            {"key": "c-100n", "name": "100n", "symbol": "C", "value": "100n", "package": "0805",
             "offers": [{"vendor": "Mouser", "item_number": "C1", "pack": 10, "prices": [{"quantity": 1, "unit_price": "0.50"}]}]},
            {"key": "tl074", "name": "TL074", "symbol": "U", "value": "TL074", "package": "DIP-14", "alternatives": [{"part": "tl074-smd", "rank": 1, "asks": false}],
             "offers": [{"vendor": "Mouser", "item_number": "U1", "prices": [{"quantity": 1, "unit_price": "0.90"}, {"quantity": 10, "unit_price": "0.70"}]},
                        {"vendor": "Tayda", "item_number": "A-1", "minimum": 2, "multiple": 2, "prices": [{"quantity": 1, "unit_price": "0.60"}]}]},
            {"key": "tl074-smd", "name": "TL074 SMD", "symbol": "U", "value": "TL074", "package": "SOIC-14",
             "offers": [{"vendor": "Tayda", "item_number": "A-2", "prices": []}]},
            {"key": "socket", "name": "Socket DIP-14",
             "offers": [{"vendor": "Tayda", "item_number": "A-3", "prices": [{"quantity": 1, "unit_price": "0.10"}]}]},
            {"key": "solder", "name": "Solder", "not_counted": true},
            {"key": "board", "name": "Lfo board"},
            {"key": "lfo", "name": "Finished Lfo"},
        ],
        "locations": PLACES.map(|name| json!({"name": name})),
        "stock": [stock("r-10k", "A1", 40), stock("r-10k", "A2", 25), stock("r-10k-b", "B1", 30), stock("c-100n", "A1", 60),
                  stock("tl074", "A2", 12), stock("tl074-smd", "B1", 8), stock("board", "B1", 20), stock("socket", "A2", 9)],
        "projects": [
            {"name": "Lfo", "versions": [{"revision": "v0", "produces": "lfo", "own_lines": [{"part": "board", "quantity": 1}],
                "bom": [line(1, &["R1", "R2", "R3"], "r-10k"), line(2, &["C1", "C2"], "c-100n"), optional, line(4, &["U1"], "tl074"), line(5, &["H1"], "solder")]}]},
            {"name": "Vca", "versions": [{"revision": "v0", "bom": [line(1, &["R1", "R2"], "r-10k"), line(2, &["U1", "U2"], "tl074-smd"),
                {"line": 3, "references": ["J1"], "quantity": 1, "value": "Jack", "unmatched": "a jack"}]}]},
        ],
        "builds": [], "orders": [],
    })
}

/// A workshop with its stock and no builds yet.
pub async fn workshop() -> Fixture {
    let fixture = Fixture::with(&bundle().to_string()).await;
    fixture.wait_seconds(1);
    fixture
}

/// An open build of so many Lfo.
pub async fn lfo(context: &Context, quantity: u64) -> String {
    let plan = Plan {
        project: "Lfo".to_owned(),
        revision: "v0".to_owned(),
        quantity: pieces(quantity),
        ..Plan::default()
    };
    builds::create(context, &Request::unkeyed(), &plan).await.unwrap().build.to_string()
}

/// A build of so many Lfo that is clear to build.
pub async fn cleared(context: &Context, quantity: u64) -> String {
    let build = lfo(context, quantity).await;
    assert!(builds::clear(context, &Request::unkeyed(), &build, None).await.unwrap().cleared);
    build
}

/// What `ctb check` finds, as it says it.
pub async fn found(context: &Context) -> Vec<String> {
    check::check(context).await.unwrap().iter().map(Violation::to_string).collect()
}

/// Every promise holds.
pub async fn sound(context: &Context, when: &str) {
    let found = found(context).await;
    assert!(found.is_empty(), "{when}: {found:#?}");
}

/// A connection past the program, on the same file.
pub async fn raw(file: &Path) -> SqliteConnection {
    let options =
        SqliteConnectOptions::new().filename(file).foreign_keys(false).pragma("recursive_triggers", "ON");
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Something that somebody does.
#[derive(Debug, Clone)]
pub enum Operation {
    Create {
        project: &'static str,
        quantity: u64,
        priority: i64,
    },
    Resize {
        build: String,
        quantity: u64,
    },
    LeaveOut {
        build: String,
        references: &'static str,
    },
    Include {
        build: String,
        references: &'static str,
    },
    Fallback {
        build: String,
        part: &'static str,
        fallback: Option<&'static str>,
    },
    Clear {
        build: String,
        partial: Option<bool>,
    },
    Complete {
        build: String,
        quantity: Option<u64>,
    },
    Cancel {
        build: String,
    },
    Reopen {
        build: String,
    },
    Count {
        part: &'static str,
        location: &'static str,
        found: u64,
    },
    Receive {
        part: &'static str,
        location: &'static str,
        quantity: u64,
    },
    Adjust {
        part: &'static str,
        location: &'static str,
        more: bool,
        quantity: u64,
    },
    Move {
        part: &'static str,
        from: &'static str,
        to: &'static str,
        quantity: u64,
    },
    /// For these builds, or for all that are open.
    Order {
        builds: Vec<String>,
    },
    Place {
        order: String,
    },
    /// Pieces of one line, or all that is open.
    Deliver {
        order: String,
        came: Option<(u32, u64)>,
    },
    CancelOrder {
        order: String,
    },
    /// Items of the first line of a draft, and an item more.
    ChangeDraft {
        order: String,
        items: u64,
        add: Option<&'static str>,
    },
    /// Takes the last line off a draft.
    ShortenDraft {
        order: String,
    },
    Sync {
        project: &'static str,
        bom: String,
    },
    Decide {
        project: &'static str,
        reference: &'static str,
        word: LineWord,
    },
}

impl Operation {
    /// Does it, through the front door.
    pub async fn perform(&self, context: &Context, ask: &Request) -> Result<(), ServiceError> {
        match self {
            Self::Create { project, quantity, priority } => {
                let plan = Plan {
                    project: (*project).to_owned(),
                    revision: "v0".to_owned(),
                    quantity: pieces(*quantity),
                    leave_out: BTreeSet::new(),
                    priority: *priority,
                };
                builds::create(context, ask, &plan).await.map(drop)
            }
            Self::Resize { build, quantity } => {
                let edit = Edit { quantity: Some(pieces(*quantity)), ..Edit::default() };
                builds::edit(context, ask, build, &edit).await.map(drop)
            }
            Self::LeaveOut { build, references } => {
                let edit = Edit { leave_out: Some(chosen(references)), ..Edit::default() };
                builds::edit(context, ask, build, &edit).await.map(drop)
            }
            Self::Include { build, references } => {
                let edit = Edit { include_optional: Some(chosen(references)), ..Edit::default() };
                builds::edit(context, ask, build, &edit).await.map(drop)
            }
            Self::Fallback { build, part, fallback } => {
                let fallbacks = vec![((*part).to_owned(), fallback.map(str::to_owned))];
                builds::edit(context, ask, build, &Edit { fallbacks, ..Edit::default() }).await.map(drop)
            }
            Self::Clear { build, partial } => builds::clear(context, ask, build, *partial).await.map(drop),
            Self::Complete { build, quantity } => {
                builds::complete(context, ask, build, quantity.map(pieces)).await.map(drop)
            }
            Self::Cancel { build } => builds::cancel(context, ask, build).await.map(drop),
            Self::Reopen { build } => builds::reopen(context, ask, build).await.map(drop),
            Self::Count { part, location, found } => {
                inventory::count(context, ask, &place(part, location), pieces(*found)).await.map(drop)
            }
            Self::Receive { part, location, quantity } => {
                let place = place(part, location);
                inventory::receive(context, ask, &place, pieces(*quantity), None).await.map(drop)
            }
            Self::Adjust { part, location, more, quantity } => {
                let quantity = pieces(*quantity);
                let change = if *more { Change::More(quantity) } else { Change::Fewer(quantity) };
                inventory::adjust(context, ask, &place(part, location), change).await.map(drop)
            }
            Self::Move { part, from, to, quantity } => {
                inventory::move_stock(context, ask, &place(part, from), to, pieces(*quantity)).await.map(drop)
            }
            Self::Order { builds } => {
                let which = if builds.is_empty() { For::AllOpen } else { For::Builds(builds.clone()) };
                vendor_orders::generate(context, ask, &which).await.map(drop)
            }
            Self::Place { order } => vendor_orders::place(context, ask, order).await.map(drop),
            Self::Deliver { order, came } => {
                let lines = came.map(|(line, quantity)| vec![(line, pieces(quantity))]);
                let delivery = Delivery { lines, ..Delivery::default() };
                vendor_orders::receive(context, ask, order, &delivery).await.map(drop)
            }
            Self::CancelOrder { order } => vendor_orders::cancel(context, ask, order).await.map(drop),
            Self::ChangeDraft { order, items, add } => {
                let page = vendor_orders::page(context, order, &[]).await?;
                let lines = page.lines.first().map(|line| (line.id, pieces(*items)));
                let add = add.map(|what| NewLine { what: what.to_owned(), items: pieces(*items) });
                let edit = DraftEdit { items: lines.into_iter().collect(), add, ..DraftEdit::default() };
                vendor_orders::edit(context, ask, order, &edit).await.map(drop)
            }
            Self::ShortenDraft { order } => {
                let page = vendor_orders::page(context, order, &[]).await?;
                let edit =
                    DraftEdit { remove: page.lines.last().map(|line| line.id), ..DraftEdit::default() };
                vendor_orders::edit(context, ask, order, &edit).await.map(drop)
            }
            Self::Sync { project, bom } => {
                let fetched = bom_sync::from_file("bom.csv", bom.as_bytes())?;
                bom_sync::apply(context, ask, (project, "v0"), &fetched).await.map(drop)
            }
            Self::Decide { project, reference, word } => {
                let decision = DecideLine {
                    project: (*project).to_owned(),
                    revision: "v0".to_owned(),
                    reference: (*reference).to_owned(),
                    words: vec![word.clone()],
                };
                decisions::decide(context, ask, &decision).await.map(drop)
            }
        }
    }
}

/// A BOM as KiCad writes it: references, value and footprint of each row, and what else follows.
pub fn bom(rows: &[(&str, &str, &str, &str)]) -> String {
    let mut text = "Reference,Qty,Value,Footprint,DNP,Vendor,PartNum\n".to_owned();
    for (references, value, footprint, rest) in rows {
        let quantity = references.split(',').count();
        text.push_str(&format!("\"{references}\",{quantity},{value},{footprint},{rest}\n"));
    }
    text
}

fn chosen(references: &str) -> BTreeSet<Reference> {
    references
        .split(',')
        .filter(|name| !name.is_empty())
        .map(|name| Reference::new(name.to_owned()))
        .collect()
}

/// Numbers that look random and are the same for the same seed.
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// One of these.
    pub fn one_of<T: Clone>(&mut self, among: &[T]) -> T {
        among[usize::try_from(self.below(among.len() as u64)).unwrap()].clone()
    }
}

/// A number from the environment, for longer rounds and to repeat a seed.
pub fn setting(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}
