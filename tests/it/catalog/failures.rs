//! Every use case of the catalogue, made to fail at each row that it writes.

use super::{named, offer, package, price, resistor, synced, vendor};
use crate::faults::at_every_write;
use crate::fixture::Fixture;
use ctb::domain::catalog::{OfferEntry, PartEntry, StandInKind};
use ctb::domain::quantity::Quantity;
use ctb::services::catalog::stand_ins::{self, StandInEntry};
use ctb::services::catalog::{implicit_parts, offers, packages, parts, vendors};
use ctb::services::{Request, ServiceError};

/// Fails a use case at each of its writes; its request has a key, which is written too.
async fn broken<T>(
    fixture: &Fixture,
    what: &str,
    perform: impl AsyncFn(&Request) -> Result<T, ServiceError>,
) -> i64 {
    let ask = Request::keyed(what, what.to_owned()).unwrap();
    at_every_write(fixture, what, async || perform(&ask).await.map(drop).map_err(|error| error.to_string()))
        .await
}

#[tokio::test]
async fn a_part_that_fails_to_be_saved_leaves_nothing_behind() {
    let fixture = synced().await;
    let context = fixture.context();
    let made = PartEntry {
        fields: [("a".into(), "1".into()), ("b".into(), "2".into())].into(),
        tags: vec!["x".into()],
        ..resistor("22k", "22k", "0805")
    };
    let writes =
        broken(&fixture, "make", async |ask| parts::create(context, ask, Some("r"), &made).await).await;
    assert!(writes >= 8, "the part, its fields, a line's meaning, its version, events, the answer: {writes}");
    let changed = PartEntry { fields: [("b".into(), "3".into())].into(), ..resistor("33k", "33k", "0805") };
    broken(&fixture, "change", async |ask| parts::change(context, ask, "r", &changed, Some(0)).await).await;
    broken(&fixture, "archive", async |ask| parts::archive(context, ask, "r", true, None).await).await;
    broken(&fixture, "restore", async |ask| parts::archive(context, ask, "r", false, None).await).await;
}

#[tokio::test]
async fn a_package_that_fails_to_be_saved_leaves_nothing_behind() {
    let fixture = synced().await;
    let context = fixture.context();
    broken(&fixture, "make", async |ask| packages::create(context, ask, &package("0603")).await).await;
    let footprint = "Resistor_SMD:R_0603";
    broken(&fixture, "fill", async |ask| packages::add_footprint(context, ask, "0603", footprint).await)
        .await;
    broken(&fixture, "bring", async |ask| {
        implicit_parts::set(context, ask, "DIP-14", "spare", Quantity::of(2)).await
    })
    .await;
    broken(&fixture, "leave", async |ask| implicit_parts::remove(context, ask, "DIP-14", "spare").await)
        .await;
    broken(&fixture, "rename", async |ask| {
        packages::change(context, ask, "0603", &package("1608"), Some(1)).await
    })
    .await;
    broken(&fixture, "empty", async |ask| packages::remove_footprint(context, ask, "1608", footprint).await)
        .await;
    packages::add_footprint(context, &Request::unkeyed(), "1608", footprint).await.unwrap();
    broken(&fixture, "delete", async |ask| packages::delete(context, ask, "1608").await).await;
}

#[tokio::test]
async fn an_offer_that_fails_to_be_saved_leaves_nothing_behind() {
    let fixture = synced().await;
    let context = fixture.context();
    broken(&fixture, "vendor", async |ask| vendors::create(context, ask, &vendor("TME")).await).await;
    broken(&fixture, "other", async |ask| vendors::change(context, ask, "TME", &vendor("T"), None).await)
        .await;
    broken(&fixture, "gone", async |ask| vendors::archive(context, ask, "T", true, None).await).await;
    let entry = OfferEntry { prices: vec![price(1, 3), price(10, 2)], ..offer("926-LM13700M") };
    broken(&fixture, "offer", async |ask| offers::add(context, ask, "spare", "Mouser", &entry).await).await;
    let id = parts::page(context, "spare").await.unwrap().offers[0].offer.id;
    let entry = OfferEntry { prices: vec![price(5, 1)], ..offer("1") };
    broken(&fixture, "change", async |ask| offers::change(context, ask, id, &entry, None).await).await;
    broken(&fixture, "archive", async |ask| offers::archive(context, ask, id, true, None).await).await;
}

#[tokio::test]
async fn a_stand_in_that_fails_to_be_saved_leaves_nothing_behind() {
    let fixture = synced().await;
    let context = fixture.context();
    parts::create(context, &Request::unkeyed(), Some("x"), &named("X")).await.unwrap();
    let kind = StandInKind::Alternative { rank: 1 };
    let entry = StandInEntry { part: "x".into(), other: "spare".into(), kind, asks: false };
    broken(&fixture, "add", async |ask| stand_ins::add(context, ask, &entry).await).await;
    let asking = StandInEntry { asks: true, ..entry.clone() };
    broken(&fixture, "change", async |ask| stand_ins::change(context, ask, &asking).await).await;
    broken(&fixture, "remove", async |ask| stand_ins::remove(context, ask, &entry).await).await;
}
