//! Vendors and their offers.

use super::{annex, build, conflict, faulty, missing, offer, price, refused, vendor, workshop};
use crate::fixture::Fixture;
use crate::workshop::sound;
use ctb::domain::catalog::{OfferEntry, PartOffer, VendorEntry};
use ctb::domain::ids::OfferId;
use ctb::domain::money::Micros;
use ctb::domain::quantity::Quantity;
use ctb::domain::time::Timestamp;
use ctb::services::catalog::{offers, parts, vendors};
use ctb::services::{Request, builds, vendor_orders};

async fn offers_of(fixture: &Fixture, part: &str) -> Vec<PartOffer> {
    parts::page(fixture.context(), part).await.unwrap().offers
}

async fn only_offer(fixture: &Fixture, part: &str) -> PartOffer {
    let [offer] = <[PartOffer; 1]>::try_from(offers_of(fixture, part).await).unwrap();
    offer
}

#[tokio::test]
async fn a_vendor_is_made_changed_and_archived() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let entry = VendorEntry {
        base_url: Some("https://www.tme.eu".into()),
        shipping: Micros::new(5_900_000),
        free_shipping_over: Some(Micros::new(100_000_000)),
        ..vendor("TME")
    };
    let made = vendors::create(context, &ask, &entry).await.unwrap();
    assert_eq!(made.edit, 0);
    let entry = VendorEntry { currency: Some("PLN".parse().unwrap()), base_url: None, ..entry };
    let saved = vendors::change(context, &ask, "tme", &entry, Some(0)).await.unwrap();
    assert_eq!(saved.edit, 1);
    conflict(vendors::change(context, &ask, "TME", &entry, Some(0)).await);
    conflict(vendors::archive(context, &ask, "TME", true, Some(0)).await);
    vendors::archive(context, &ask, "TME", true, Some(1)).await.unwrap();
    let all = vendors::list(context).await.unwrap();
    let known: Vec<_> =
        all.iter().map(|vendor| (vendor.vendor.as_str(), vendor.currency.code(), vendor.offers)).collect();
    assert_eq!(known, [("Mouser", "USD", 1), ("Reichelt", "EUR", 0), ("TME", "PLN", 0)]);
    assert!(all[2].archived && all[2].base_url.is_none());
    refused(offers::add(context, &ask, "spare", "TME", &offer("1")).await, "is archived");
    vendors::archive(context, &ask, "TME", false, None).await.unwrap();
    offers::add(context, &ask, "spare", "TME", &offer("1")).await.unwrap();
    assert_eq!(only_offer(&fixture, "spare").await.offer.currency.code(), "PLN", "the vendor's");
    sound(context, "a vendor made").await;
}

#[tokio::test]
async fn every_bad_field_of_a_vendor_is_named() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let before = fixture.export().await;
    let minus = Micros::new(-1);
    let cases = [
        (vendor(""), vec!["name"]),
        (vendor("mouser"), vec!["name"]),
        (vendor(&"x".repeat(201)), vec!["name"]),
        (VendorEntry { base_url: Some("javascript:alert(1)".into()), ..vendor("V") }, vec!["base_url"]),
        (
            VendorEntry { shipping: minus, free_shipping_over: Some(minus), ..vendor("V") },
            vec!["shipping", "free_shipping_over"],
        ),
    ];
    for (entry, fields) in cases {
        assert_eq!(faulty(vendors::create(context, &ask, &entry).await), fields);
        assert_eq!(faulty(vendors::change(context, &ask, "Reichelt", &entry, None).await), fields);
    }
    missing(vendors::change(context, &ask, "Farnell", &vendor("V"), None).await);
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn an_offer_is_added_and_its_prices_are_replaced() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let entry = OfferEntry {
        url: Some("https://example.org/1".into()),
        pack: Quantity::of(100),
        in_stock: Some(Quantity::of(7)),
        lead_days: Some(2),
        checked: Some(Timestamp::from_millis(1)),
        prices: vec![price(10, 2_000), price(1, 3_000)],
        ..offer(" 1-2 ")
    };
    let made = offers::add(context, &ask, "r-10k", "reichelt", &entry).await.unwrap();
    assert_eq!(made.name, "1-2");
    let of_part = offers_of(&fixture, "r-10k").await;
    assert_eq!(of_part[1].offer.prices, [price(1, 3_000), price(10, 2_000)]);
    assert_eq!((of_part[1].offer.currency.code(), of_part[1].offer.lead_days), ("EUR", Some(2)));
    let entry = OfferEntry { prices: vec![price(5, 1)], item_number: "1-3".into(), ..entry };
    let saved = offers::change(context, &ask, made.id, &entry, Some(0)).await.unwrap();
    assert_eq!((saved.name.as_str(), saved.edit), ("1-3", 1));
    conflict(offers::change(context, &ask, made.id, &entry, Some(0)).await);
    conflict(offers::archive(context, &ask, made.id, true, Some(0)).await);
    let entry = OfferEntry { prices: Vec::new(), ..entry };
    offers::change(context, &ask, made.id, &entry, Some(1)).await.unwrap();
    assert!(offers_of(&fixture, "r-10k").await[1].offer.prices.is_empty());
    offers::archive(context, &ask, made.id, true, Some(2)).await.unwrap();
    assert!(offers_of(&fixture, "r-10k").await[1].archived);
    assert_eq!(
        faulty(offers::add(context, &ask, "r-10k", "Reichelt", &entry).await),
        ["item_number"],
        "an archived one is taken back, not made twice"
    );
    offers::archive(context, &ask, made.id, false, None).await.unwrap();
    sound(context, "an offer changed").await;
}

#[tokio::test]
async fn every_bad_field_of_an_offer_is_named() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let before = fixture.export().await;
    let known = only_offer(&fixture, "r-10k").await.offer.id;
    let other = "603-RC0805FR-0710KL";
    let breaks = (1..=101).map(|quantity| price(quantity, 1)).collect();
    let cases = [
        (offer(""), vec!["item_number"]),
        (offer(&"x".repeat(201)), vec!["item_number"]),
        (OfferEntry { url: Some("data:text/html,x".into()), ..offer("1") }, vec!["url"]),
        (OfferEntry { url: Some(format!("https://x/{}", "x".repeat(2000))), ..offer("1") }, vec!["url"]),
        (OfferEntry { minimum: Quantity::ZERO, ..offer("1") }, vec!["minimum"]),
        (OfferEntry { multiple: Quantity::ZERO, ..offer("1") }, vec!["multiple"]),
        (OfferEntry { pack: Quantity::ZERO, ..offer("1") }, vec!["pack"]),
        (OfferEntry { lead_days: Some(10_001), ..offer("1") }, vec!["lead_days"]),
        (OfferEntry { prices: vec![price(1, -1)], ..offer("1") }, vec!["prices/0/unit_price"]),
        (OfferEntry { prices: vec![price(1, 1), price(1, 2)], ..offer("1") }, vec!["prices/1/quantity"]),
        (OfferEntry { prices: breaks, ..offer("1") }, vec!["prices"]),
    ];
    for (entry, fields) in cases {
        assert_eq!(faulty(offers::add(context, &ask, "spare", "Mouser", &entry).await), fields);
        assert_eq!(faulty(offers::change(context, &ask, known, &entry, None).await), fields);
    }
    assert_eq!(faulty(offers::add(context, &ask, "r-10k", "Mouser", &offer(other)).await), ["item_number"]);
    missing(offers::add(context, &ask, "nothing", "Mouser", &offer("1")).await);
    missing(offers::add(context, &ask, "spare", "Farnell", &offer("1")).await);
    missing(offers::change(context, &ask, OfferId::new(99), &offer("1"), None).await);
    assert_eq!(fixture.export().await, before);
    offers::add(context, &ask, "spare", "Mouser", &offer(other)).await.unwrap();
}

#[tokio::test]
async fn what_a_draft_order_has_is_not_archived() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let number = build(context, 60).await;
    builds::clear(context, &ask, &number, None).await.unwrap();
    vendor_orders::generate(context, &ask, &vendor_orders::For::AllOpen).await.unwrap();
    let known = only_offer(&fixture, "r-10k").await.offer.id;
    refused(offers::archive(context, &ask, known, true, None).await, "draft order 1");
    refused(vendors::archive(context, &ask, "Mouser", true, None).await, "order 1 is not done");
    vendor_orders::cancel(context, &ask, "1").await.unwrap();
    offers::archive(context, &ask, known, true, None).await.unwrap();
    vendors::archive(context, &ask, "Mouser", true, None).await.unwrap();
    sound(context, "after a draft").await;
}

#[tokio::test]
async fn the_same_request_adds_one_offer() {
    let fixture = workshop().await;
    let context = fixture.context();
    let ask = Request::keyed("o", "add".to_owned()).unwrap();
    let first = offers::add(context, &ask, "spare", "Mouser", &offer("1")).await.unwrap();
    assert_eq!(offers::add(context, &ask, "spare", "Mouser", &offer("1")).await.unwrap(), first);
    only_offer(&fixture, "spare").await;
}

#[tokio::test]
async fn offers_and_vendors_stay_in_their_workspace() {
    let fixture = workshop().await;
    let known = only_offer(&fixture, "r-10k").await.offer.id;
    let (annex, ask) = (annex(&fixture).await, Request::unkeyed());
    missing(offers::change(&annex, &ask, known, &offer("mine"), None).await);
    missing(offers::archive(&annex, &ask, known, true, None).await);
    missing(vendors::archive(&annex, &ask, "Mouser", true, None).await);
    vendors::create(&annex, &ask, &vendor("Mouser")).await.unwrap();
    assert_eq!(vendors::list(&annex).await.unwrap()[0].currency.code(), "EUR", "the annex's own");
    missing(offers::add(&annex, &ask, "r-10k", "Mouser", &offer("1")).await);
}
