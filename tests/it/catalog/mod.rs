//! The catalogue through its services, on real databases.

mod buying;
mod failures;
mod packages;
mod parts;
mod resolving;
mod searching;
mod stand_ins;

use crate::fixture::Fixture;
use ctb::domain::bom::Reference;
use ctb::domain::catalog::{OfferEntry, PackageEntry, PartEntry, PriceBreak, Technology, VendorEntry};
use ctb::domain::money::Micros;
use ctb::domain::quantity::Quantity;
use ctb::domain::workspace::ActorKind;
use ctb::services::builds::{self, Plan};
use ctb::services::{Context, Request, ServiceError, SystemClock, bom_sync, workspaces};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Two packages, two vendors, some parts with stock, a version with lines of all kinds.
pub const WORKSHOP: &str = r#"{
  "format": "clear-to-build/1",
  "workspace": {"name": "Workshop", "currency": "USD"},
  "packages": [{"name": "0805", "technology": "smd", "footprints": ["Resistor_SMD:R_0805"]},
               {"name": "DIP-14", "technology": "tht", "footprints": ["Package_DIP:DIP-14"]}],
  "vendors": [{"name": "Mouser", "currency": "USD", "shipping": "7.99"}, {"name": "Reichelt", "currency": "EUR"}],
  "parts": [
    {"key": "r-10k", "name": "10k 1% 0805", "symbol": "R", "value": "10k", "tolerance": "1%", "package": "0805",
     "mpn": "RC0805FR-0710KL", "manufacturer": "Yageo", "tags": ["jelly bean"], "fields": {"reel": "7"},
     "equivalents": ["r-10k-b"], "alternatives": [{"part": "r-9k1", "rank": 2, "asks": true}],
     "offers": [{"vendor": "Mouser", "item_number": "603-RC0805FR-0710KL", "prices": [{"quantity": 1, "unit_price": "0.10"}, {"quantity": 100, "unit_price": "0.012"}]}]},
    {"key": "r-10k-b", "name": "10k other", "symbol": "R", "value": "10k", "package": "0805"},
    {"key": "r-4k7", "name": "4.7k 0805", "symbol": "R", "value": "4k7", "package": "0805"},
    {"key": "r-9k1", "name": "9.1k 0805", "symbol": "R", "value": "9.1k", "package": "0805"},
    {"key": "c-100n", "name": "100n X7R", "symbol": "C", "value": "0.1uF", "package": "0805"},
    {"key": "tl074", "name": "TL074CN", "symbol": "U", "value": "TL074", "package": "DIP-14"},
    {"key": "socket", "name": "Socket DIP-14"}, {"key": "board", "name": "Lfo board"}, {"key": "lfo", "name": "Finished Lfo"},
    {"key": "spare", "name": "Unused thing"}
  ],
  "implicit_parts": [{"package": "DIP-14", "part": "socket", "quantity": 1}],
  "locations": [{"name": "Cabinet A/Drawer 3"}, {"name": "Shelf"}],
  "stock": [{"part": "r-10k", "location": "Cabinet A/Drawer 3", "on_hand": 40}, {"part": "r-10k", "location": "Shelf", "on_hand": 5},
            {"part": "tl074", "location": "Shelf", "on_hand": 3}],
  "projects": [{"name": "Lfo", "versions": [{"revision": "v0", "produces": "lfo", "own_lines": [{"part": "board", "quantity": 1}],
    "bom": [
      {"line": 1, "references": ["R1", "R2"], "quantity": 2, "value": "10k", "footprint": "Resistor_SMD:R_0805", "part": "r-10k"},
      {"line": 2, "references": ["U1"], "quantity": 1, "value": "TL074", "footprint": "Package_DIP:DIP-14", "part": "tl074"},
      {"line": 2, "references": ["U1"], "quantity": 1, "part": "socket", "implicit": true},
      {"line": 3, "references": ["R3"], "quantity": 1, "value": "1M", "footprint": "Resistor_SMD:R_0805"}
    ]}, {"revision": "v1"}]}],
  "builds": [], "orders": []
}"#;

/// A BOM with a line for each way in which a part can be missing.
pub const BOM: &str = "Reference,Qty,Value,Footprint,Vendor,PartNum,MPN\n\
    R1 R2,2,10k,Resistor_SMD:R_0805,,,\n\
    R3,1,22k,Resistor_SMD:R_0805,,,\n\
    R4,1,10k,Resistor_SMD:R_0603,,,\n\
    U1,1,TL074,Package_DIP:DIP-14,,,\n\
    U2,1,LM13700,,Mouser,926-LM13700M,\n\
    U3,1,THAT4301,,,,THAT4301P20-U\n";

pub async fn workshop() -> Fixture {
    Fixture::with(WORKSHOP).await
}

/// The workshop with the BOM applied to `Lfo v1`.
pub async fn synced() -> Fixture {
    let fixture = workshop().await;
    sync(fixture.context(), BOM).await;
    fixture
}

pub async fn sync(context: &Context, bom: &str) {
    let fetched = bom_sync::from_file("lfo.csv", bom.as_bytes()).unwrap();
    bom_sync::apply(context, &Request::unkeyed(), ("Lfo", "v1"), &fetched).await.unwrap();
}

/// What each line of a version means: `references: part`, implicit ones with a plus, `?` without.
pub async fn meanings(fixture: &Fixture, revision: &str) -> Vec<String> {
    let state = fixture.state().await;
    let version = state.versions.into_iter().find(|version| version.revision == revision).unwrap();
    version
        .lines
        .into_iter()
        .map(|line| {
            let references: Vec<&str> = line.references.iter().map(AsRef::as_ref).collect();
            let sign = if line.implicit { "+" } else { "" };
            format!("{sign}{}: {}", references.join(" "), line.part.unwrap_or_else(|| "?".to_owned()))
        })
        .collect()
}

pub fn resistor(name: &str, value: &str, package: &str) -> PartEntry {
    PartEntry {
        name: name.into(),
        symbol: "R".into(),
        value: value.into(),
        package: Some(package.into()),
        ..PartEntry::default()
    }
}

pub fn named(name: &str) -> PartEntry {
    PartEntry { name: name.into(), ..PartEntry::default() }
}

pub fn package(name: &str) -> PackageEntry {
    PackageEntry { name: name.into(), technology: Technology::Smd }
}

pub fn vendor(name: &str) -> VendorEntry {
    VendorEntry { name: name.into(), ..VendorEntry::default() }
}

pub fn offer(number: &str) -> OfferEntry {
    OfferEntry { item_number: number.into(), ..OfferEntry::default() }
}

pub fn price(quantity: u16, micros: i64) -> PriceBreak {
    PriceBreak { quantity: Quantity::of(quantity), unit_price: Micros::new(micros) }
}

/// A build of so many `Lfo v0`.
pub async fn build(context: &Context, quantity: u16) -> String {
    let plan = Plan {
        project: "Lfo".into(),
        revision: "v0".into(),
        quantity: Quantity::of(quantity),
        leave_out: BTreeSet::<Reference>::new(),
        priority: 0,
    };
    builds::create(context, &Request::unkeyed(), &plan).await.unwrap().build.to_string()
}

/// Somebody in another workspace of the same file.
pub async fn annex(fixture: &Fixture) -> Context {
    let (context, actor) = (fixture.context(), (ActorKind::CommandLine, "ctb"));
    let currency = "EUR".parse().unwrap();
    workspaces::add(context, &Request::unkeyed(), "Annex", currency, actor).await.unwrap();
    let database = context.database().clone();
    workspaces::enter(database, Some("Annex"), actor, Arc::new(SystemClock)).await.unwrap()
}

/// The fields that are at fault.
#[track_caller]
pub fn faulty<T: std::fmt::Debug>(answer: Result<T, ServiceError>) -> Vec<String> {
    match answer {
        Err(ServiceError::Fields(invalid)) => {
            invalid.errors().iter().map(|error| error.field.clone()).collect()
        }
        other => panic!("no field was refused: {other:?}"),
    }
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(answer: Result<T, ServiceError>, because: &str) {
    match answer {
        Err(ServiceError::Refused(sentence)) => assert!(sentence.contains(because), "{sentence}"),
        other => panic!("it was not refused: {other:?}"),
    }
}

#[track_caller]
pub fn missing<T: std::fmt::Debug>(answer: Result<T, ServiceError>) {
    assert!(matches!(answer, Err(ServiceError::NotFound { .. })), "{answer:?}");
}

#[track_caller]
pub fn conflict<T: std::fmt::Debug>(answer: Result<T, ServiceError>) {
    assert!(matches!(answer, Err(ServiceError::Conflict(_))), "{answer:?}");
}
