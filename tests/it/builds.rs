//! Builds through their services, on real databases.

use crate::fixture::Fixture;
use crate::workshop::{Operation, bom, cleared, sound, workshop};
use ctb::domain::builds::BuildStatus;
use ctb::domain::clearing::report::ClearingReport;
use ctb::domain::quantity::Quantity;
use ctb::services::builds::{self, Edit, Plan};
use ctb::services::inventory::{self, Place};
use ctb::services::{Request, ServiceError};
use std::collections::BTreeSet;

/// Resistors in two drawers, op-amps with sockets, a board as own line, an alternative and two builds.
pub const WORKSHOP: &str = r#"{
  "format": "clear-to-build/1",
  "workspace": {"name": "Workshop", "currency": "USD"},
  "packages": [{"name": "0805", "technology": "smd", "footprints": ["R_0805"]}, {"name": "DIP-14", "technology": "tht", "footprints": ["DIP14"]}],
  "parts": [
    {"key": "r-10k", "name": "10k", "symbol": "R", "value": "10k", "package": "0805", "alternatives": [{"part": "r-10k-01", "rank": 1, "asks": false}]},
    {"key": "r-10k-01", "name": "10k 0.1%", "symbol": "R", "value": "10k", "tolerance": "0.1%", "package": "0805"},
    {"key": "tl074", "name": "TL074", "symbol": "U", "value": "TL074", "package": "DIP-14"},
    {"key": "socket", "name": "Socket DIP-14"}, {"key": "board", "name": "Lfo board"}, {"key": "module", "name": "Lfo module"}
  ],
  "implicit_parts": [{"package": "DIP-14", "part": "socket", "quantity": 1}],
  "locations": [{"name": "A1"}, {"name": "A2"}],
  "stock": [
    {"part": "r-10k", "location": "A1", "on_hand": 9}, {"part": "r-10k", "location": "A2", "on_hand": 3},
    {"part": "r-10k-01", "location": "A2", "on_hand": 4},
    {"part": "tl074", "location": "A1", "on_hand": 3}, {"part": "socket", "location": "A1", "on_hand": 10}, {"part": "board", "location": "A1", "on_hand": 5}
  ],
  "projects": [{"name": "Lfo", "repository": null, "versions": [{
    "revision": "v0", "ref": null, "bom_path": null, "board_cost": "12.00", "board_lot": 3, "board_url": null, "synced_commit": null, "produces": "module",
    "own_lines": [{"part": "board", "quantity": 1, "note": "bare board"}], "decisions": [],
    "bom": [
      {"line": 1, "references": ["R1", "R2", "R3", "R4"], "quantity": 4, "value": "10k", "footprint": "R_0805", "part": "r-10k"},
      {"line": 2, "references": ["U1"], "quantity": 1, "value": "TL074", "footprint": "DIP14", "part": "tl074"},
      {"line": 2, "references": ["U1"], "quantity": 1, "part": "socket", "implicit": true},
      {"line": 3, "references": ["R9"], "quantity": 1, "value": "10k", "footprint": "R_0805", "part": "r-10k", "optional": true}
    ]}, {"revision": "v1", "ref": null, "bom_path": null, "bom": null}]
  }],
  "builds": [{"key": "b1", "project": "Lfo", "revision": "v0", "quantity": 2, "status": "open"},
             {"key": "b2", "project": "Lfo", "revision": "v0", "quantity": 2, "status": "open"}]
}"#;

async fn clear(fixture: &Fixture, build: &str) -> ClearingReport {
    builds::clear(fixture.context(), &Request::unkeyed(), build, None).await.unwrap()
}

async fn status(fixture: &Fixture, key: &str) -> BuildStatus {
    let all = builds::list(fixture.context()).await.unwrap();
    all.into_iter().find(|build| build.key.as_deref() == Some(key)).unwrap().status
}

async fn reserved(fixture: &Fixture, part: &str, location: &str) -> (u64, u64) {
    let place = Place { part: part.to_owned(), location: Some(location.to_owned()), lot: None };
    // Counting what lies there is a look that changes nothing.
    let bundle: serde_json::Value = serde_json::from_str(&fixture.export().await).unwrap();
    let stock = bundle["stock"].as_array().unwrap().iter();
    let on_hand: u64 = stock
        .filter(|line| line["part"] == place.part.as_str() && line["location"] == location)
        .map(|line| line["on_hand"].as_u64().unwrap())
        .sum();
    let answer =
        inventory::count(fixture.context(), &Request::unkeyed(), &place, Quantity::new(on_hand).unwrap())
            .await;
    let answer = answer.unwrap();
    (answer.on_hand.get(), answer.reserved.get())
}

#[tokio::test]
async fn clearing_reserves_everything_that_counts() {
    let fixture = Fixture::with(WORKSHOP).await;
    let report = clear(&fixture, "b1").await;
    assert!(report.cleared, "{report:?}");
    let parts: Vec<_> =
        report.reservations.iter().map(|entry| (entry.part.as_str(), entry.quantity.get())).collect();
    assert_eq!(parts, [("board", 2), ("r-10k", 8), ("socket", 2), ("tl074", 2)]);
    assert_eq!(report.buildable, Quantity::of(3));
    assert_eq!(status(&fixture, "b1").await, BuildStatus::Cleared);
}

#[tokio::test]
async fn clearing_again_changes_nothing() {
    let fixture = Fixture::with(WORKSHOP).await;
    let first = clear(&fixture, "b1").await;
    let before = fixture.export().await;
    assert_eq!(clear(&fixture, "b1").await, first);
    assert_eq!(fixture.export().await, before, "not even a movement");
}

#[tokio::test]
async fn two_builds_that_compete_never_reserve_the_same_piece() {
    let fixture = Fixture::with(WORKSHOP).await;
    clear(&fixture, "b1").await;
    let second = clear(&fixture, "b2").await;
    assert!(!second.cleared);
    let short: Vec<_> = second
        .shortages
        .iter()
        .map(|entry| (entry.part.as_str(), entry.needed.get(), entry.short.get()))
        .collect();
    assert_eq!(short, [("tl074", 2, 1)], "the resistors' alternative stands in");
    let from: Vec<_> = second
        .reservations
        .iter()
        .filter(|entry| entry.part == "r-10k")
        .flat_map(|entry| &entry.from)
        .collect();
    assert_eq!(from.iter().map(|source| source.quantity.get()).sum::<u64>(), 8);
    assert!(from.iter().any(|source| source.part == "r-10k-01"));
    assert!(second.reservations.iter().all(|entry| entry.part != "tl074"), "a short need reserves nothing");
    let partly = builds::clear(fixture.context(), &Request::unkeyed(), "b2", Some(true)).await.unwrap();
    assert!(partly.reservations.iter().any(|entry| entry.part == "tl074" && entry.quantity == Quantity::ONE));
    assert!(!partly.cleared);
}

#[tokio::test]
async fn cancelling_gives_everything_back() {
    let fixture = Fixture::with(WORKSHOP).await;
    clear(&fixture, "b1").await;
    builds::cancel(fixture.context(), &Request::unkeyed(), "b1").await.unwrap();
    assert_eq!(status(&fixture, "b1").await, BuildStatus::Cancelled);
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (3, 0));
    assert!(clear(&fixture, "b1").await.cleared, "a cancelled build is open again when cleared again");
}

#[tokio::test]
async fn completing_some_then_all_consumes_what_is_reserved_and_makes_stock() {
    let fixture = Fixture::with(WORKSHOP).await;
    let refused = builds::complete(fixture.context(), &Request::unkeyed(), "b1", None).await;
    assert!(matches!(refused, Err(ServiceError::NotClear(_))), "{refused:?}");
    clear(&fixture, "b1").await;
    let one =
        builds::complete(fixture.context(), &Request::unkeyed(), "b1", Some(Quantity::ONE)).await.unwrap();
    assert_eq!((one.status, one.completed), (BuildStatus::Cleared, Quantity::ONE));
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (2, 1));
    assert!(clear(&fixture, "b1").await.cleared, "what remains is still clear");
    let all = builds::complete(fixture.context(), &Request::unkeyed(), "b1", None).await.unwrap();
    assert_eq!(all.status, BuildStatus::Completed);
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (1, 0));
    assert_eq!(reserved(&fixture, "module", "Received").await, (2, 0));
    for refused in [
        builds::cancel(fixture.context(), &Request::unkeyed(), "b1").await,
        builds::complete(fixture.context(), &Request::unkeyed(), "b1", None).await,
    ] {
        assert!(matches!(refused, Err(ServiceError::Refused(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_completion_can_be_reversed() {
    let fixture = Fixture::with(WORKSHOP).await;
    clear(&fixture, "b1").await;
    builds::complete(fixture.context(), &Request::unkeyed(), "b1", Some(Quantity::ONE)).await.unwrap();
    builds::complete(fixture.context(), &Request::unkeyed(), "b1", None).await.unwrap();
    let back = builds::reopen(fixture.context(), &Request::unkeyed(), "b1").await.unwrap();
    assert_eq!((back.status, back.completed), (BuildStatus::Cleared, Quantity::ONE));
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (2, 1));
    let back = builds::reopen(fixture.context(), &Request::unkeyed(), "b1").await.unwrap();
    assert_eq!((back.status, back.completed), (BuildStatus::Cleared, Quantity::ZERO));
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (3, 2));
    let nothing = builds::reopen(fixture.context(), &Request::unkeyed(), "b1").await;
    assert!(matches!(nothing, Err(ServiceError::Refused(_))), "{nothing:?}");
    assert!(clear(&fixture, "b1").await.cleared);
}

#[tokio::test]
async fn an_edited_build_stays_clear_while_it_fits_and_gives_back_the_surplus() {
    let fixture = Fixture::with(WORKSHOP).await;
    clear(&fixture, "b1").await;
    let smaller = Edit { quantity: Some(Quantity::ONE), ..Edit::default() };
    let state = builds::edit(fixture.context(), &Request::unkeyed(), "b1", &smaller).await.unwrap();
    assert_eq!(state.status, BuildStatus::Cleared);
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (3, 1));
    let larger = Edit { quantity: Some(Quantity::of(3)), ..Edit::default() };
    let state = builds::edit(fixture.context(), &Request::unkeyed(), "b1", &larger).await.unwrap();
    assert_eq!(state.status, BuildStatus::Open);
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (3, 1), "what it has it keeps");
    let without: BTreeSet<_> = ctb::domain::bom::parse_references("U1").unwrap().into_iter().collect();
    let edit = Edit { leave_out: Some(without), quantity: Some(Quantity::ONE), ..Edit::default() };
    builds::edit(fixture.context(), &Request::unkeyed(), "b1", &edit).await.unwrap();
    assert!(clear(&fixture, "b1").await.cleared);
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (3, 0));
    assert_eq!(reserved(&fixture, "socket", "A1").await, (10, 0), "its socket is left out with it");
}

#[tokio::test]
async fn choices_that_are_not_possible_are_refused_by_name() {
    let fixture = Fixture::with(WORKSHOP).await;
    let context = fixture.context();
    let unknown: BTreeSet<_> = ctb::domain::bom::parse_references("R99").unwrap().into_iter().collect();
    let edit = Edit { leave_out: Some(unknown), ..Edit::default() };
    let error = builds::edit(context, &Request::unkeyed(), "b1", &edit).await.unwrap_err();
    assert_eq!(error.to_string(), "R99 is not in the BOM of Lfo v0");
    let edit = Edit { fallbacks: vec![("tl074".into(), Some("nonsense".into()))], ..Edit::default() };
    let error = builds::edit(context, &Request::unkeyed(), "b1", &edit).await.unwrap_err();
    assert!(error.to_string().contains("nonsense"), "{error}");
    let edit = Edit { based_on: Some(77), priority: Some(1), ..Edit::default() };
    let error = builds::edit(context, &Request::unkeyed(), "b1", &edit).await.unwrap_err();
    assert!(matches!(error, ServiceError::Conflict(_)), "{error}");
    let plan =
        Plan { project: "Lfo".into(), revision: "v9".into(), quantity: Quantity::ONE, ..Plan::default() };
    let error = builds::create(context, &Request::unkeyed(), &plan).await.unwrap_err();
    assert!(matches!(error, ServiceError::NotFound { what: "version", .. }), "{error}");
    let plan = Plan { revision: "v0".into(), quantity: Quantity::ZERO, ..plan };
    assert!(matches!(
        builds::create(context, &Request::unkeyed(), &plan).await,
        Err(ServiceError::Invalid(_))
    ));
}

#[tokio::test]
async fn a_fallback_mends_what_nothing_else_does() {
    let fixture = Fixture::with(WORKSHOP).await;
    let edit = Edit {
        quantity: Some(Quantity::of(4)),
        fallbacks: vec![("tl074".into(), Some("board".into()))],
        ..Edit::default()
    };
    builds::edit(fixture.context(), &Request::unkeyed(), "b1", &edit).await.unwrap();
    let report = clear(&fixture, "b1").await;
    let amps = report.reservations.iter().find(|entry| entry.part == "tl074").unwrap();
    let from: Vec<_> = amps.from.iter().map(|source| (source.part.as_str(), source.quantity.get())).collect();
    assert_eq!(from, [("board", 1), ("tl074", 3)]);
}

#[tokio::test]
async fn a_version_never_synced_is_never_clear() {
    let fixture = Fixture::with(WORKSHOP).await;
    let plan =
        Plan { project: "Lfo".into(), revision: "v1".into(), quantity: Quantity::ONE, ..Plan::default() };
    let made = builds::create(fixture.context(), &Request::unkeyed(), &plan).await.unwrap();
    let report = clear(&fixture, &made.build.to_string()).await;
    assert!(!report.cleared && !report.synced);
    assert_eq!(report.buildable, Quantity::ZERO);
}

#[tokio::test]
async fn the_same_request_is_done_once_and_answered_twice() {
    let fixture = Fixture::with(WORKSHOP).await;
    let context = fixture.context();
    let request = Request::keyed("once", "complete b1 1".to_owned()).unwrap();
    clear(&fixture, "b1").await;
    let first = builds::complete(context, &request, "b1", Some(Quantity::ONE)).await.unwrap();
    let again = builds::complete(context, &request, "b1", Some(Quantity::ONE)).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(reserved(&fixture, "tl074", "A1").await, (2, 1));
    let other = Request::keyed("once", "cancel b1".to_owned()).unwrap();
    let reused = builds::cancel(context, &other, "b1").await;
    assert!(matches!(reused, Err(ServiceError::RequestReused(_))), "{reused:?}");
}

#[tokio::test]
async fn a_count_below_what_is_reserved_names_the_builds_that_are_no_longer_clear() {
    let fixture = Fixture::with(WORKSHOP).await;
    clear(&fixture, "b1").await;
    let place = Place { part: "tl074".into(), location: Some("A1".into()), lot: None };
    let answer =
        inventory::count(fixture.context(), &Request::unkeyed(), &place, Quantity::ONE).await.unwrap();
    assert_eq!((answer.on_hand, answer.reserved), (Quantity::ONE, Quantity::ONE));
    assert_eq!(answer.no_longer_clear, [1]);
    assert_eq!(status(&fixture, "b1").await, BuildStatus::Open);
}

#[tokio::test]
async fn a_need_that_lost_pieces_to_a_count_still_lacks_them_after_a_reversal() {
    let fixture = Fixture::with(WORKSHOP).await;
    clear(&fixture, "b1").await;
    builds::complete(fixture.context(), &Request::unkeyed(), "b1", Some(Quantity::ONE)).await.unwrap();
    let place = Place { part: "tl074".into(), location: Some("A1".into()), lot: None };
    inventory::count(fixture.context(), &Request::unkeyed(), &place, Quantity::ZERO).await.unwrap();
    assert_eq!(status(&fixture, "b1").await, BuildStatus::Open);
    let back = builds::reopen(fixture.context(), &Request::unkeyed(), "b1").await.unwrap();
    assert_eq!((back.status, back.completed), (BuildStatus::Open, Quantity::ZERO));
    let bundle: serde_json::Value = serde_json::from_str(&fixture.export().await).unwrap();
    let needs = bundle["builds"][0]["needs"].as_array().unwrap();
    let amp = needs.iter().find(|need| need["part"] == "tl074").unwrap();
    assert_eq!(amp["quantity"], 2, "two pieces want two, whatever is reserved");
}

#[tokio::test]
async fn a_completion_with_an_earlier_bom_is_reversed_into_what_the_present_one_needs() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build = cleared(context, 3).await;
    builds::complete(context, &Request::unkeyed(), &build, Some(Quantity::ONE)).await.unwrap();
    // One resistor fewer, no capacitors, and an op-amp that was not there.
    let rows = [("R1,R2", "10k", "R_0805", ",,"), ("U1,U2", "TL074", "DIP-14_W7.62mm", ",,")];
    let ask = Operation::Sync { project: "Lfo", bom: bom(&rows) };
    ask.perform(context, &Request::unkeyed()).await.unwrap();
    assert!(clear(&fixture, &build).await.cleared);
    let back = builds::reopen(context, &Request::unkeyed(), &build).await.unwrap();
    // The second op-amp of the third piece was never there.
    assert_eq!((back.status, back.completed), (BuildStatus::Open, Quantity::ZERO));
    sound(context, "after the reversal").await;
    let state = fixture.state().await;
    let of_build = state.builds.iter().find(|known| known.build.to_string() == build).unwrap();
    let held: Vec<_> =
        of_build.reservations.iter().map(|held| (held.part.as_str(), held.quantity.get())).collect();
    // Six resistors and two spares; what the earlier BOM had beyond that is free again.
    assert_eq!(held, [("board", 3), ("r-10k", 8), ("socket", 4), ("tl074", 5)]);
    assert!(clear(&fixture, &build).await.cleared);
}

#[tokio::test]
async fn free_pieces_move_and_reserved_ones_stay() {
    let fixture = Fixture::with(WORKSHOP).await;
    clear(&fixture, "b1").await;
    let from = Place { part: "tl074".into(), location: Some("A1".into()), lot: None };
    let context = fixture.context();
    let moved =
        inventory::move_stock(context, &Request::unkeyed(), &from, "Bench", Quantity::ONE).await.unwrap();
    assert_eq!((moved.location.as_str(), moved.on_hand), ("Bench", Quantity::ONE));
    let refused = inventory::move_stock(context, &Request::unkeyed(), &from, "Bench", Quantity::ONE).await;
    assert!(refused.is_err(), "the rest is reserved");
    let ambiguous = Place { part: "tl074".into(), location: None, lot: None };
    let error = inventory::count(context, &Request::unkeyed(), &ambiguous, Quantity::ONE).await.unwrap_err();
    assert!(error.to_string().contains("A1") && error.to_string().contains("Bench"), "{error}");
}
