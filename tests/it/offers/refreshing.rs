//! Vendors asked again.

use super::{all, ask, listed, over_time, refresh, with_shop, workshop};
use crate::faults::at_every_write;
use crate::fixture::Fixture;
use crate::workshop::sound;
use ctb::domain::catalog::OfferEntry;
use ctb::remote::{VendorError, Vendors};
use ctb::services::catalog::offers as catalog;
use ctb::services::jobs::{RealPause, Runner};
use ctb::services::offers::{self, Refreshed, Wanted, Which};
use ctb::services::{Request, ServiceError};
use std::sync::Arc;

const DAY: i64 = 86_400;

#[tokio::test]
async fn every_stale_offer_is_asked_about_once_and_its_prices_are_kept() {
    let (fixture, context, shop) = with_shop().await;
    let came = refresh(&context, &all()).await;
    assert_eq!((came.refreshed, came.unchanged, came.unknown, came.failed, came.queued), (1, 1, 0, 0, 0));
    let mut asked = shop.asked();
    asked.sort();
    assert_eq!(asked, ["490-JACK", "595-TL074CN"]);
    let thonk = &came.not_asked[0];
    assert_eq!((thonk.vendor.as_str(), thonk.offers), ("Thonk", 1));
    assert!(thonk.why.contains("import its price list"), "{}", thonk.why);
    // Within a day nobody asks again, unless somebody insists.
    fixture.wait_seconds(DAY - 1);
    shop.sells("595-TL074CN", &[(1, 850_000), (100, 600_000)]);
    let lately = refresh(&context, &all()).await;
    assert_eq!((lately.refreshed, lately.unchanged, lately.fresh), (0, 0, 2));
    assert!(shop.asked().is_empty());
    let insisted = refresh(&context, &Wanted { force: true, ..all() }).await;
    assert_eq!((insisted.refreshed, insisted.unchanged, insisted.fresh), (1, 1, 0));
    let offers = listed(&context, "tl074").await;
    assert_eq!(over_time(&offers[0]), ["1: 0.90", "1: 0.85, 100: 0.60"]);
    assert_eq!(offers[0].offer.offer.checked, Some(context.now()));
    sound(&context, "refreshed").await;
    let elsewhere = Fixture::new().await;
    let exported = fixture.export().await;
    elsewhere.import(&exported).await;
    assert_eq!(elsewhere.export().await, exported);
    assert!(exported.contains("\"history\""));
}

#[tokio::test]
async fn one_part_one_build_or_what_is_older_than_so_many_days() {
    let (fixture, context, shop) = with_shop().await;
    let wanted = |which: Which| Wanted { which, ..all() };
    let of_part = refresh(&context, &wanted(Which::Part("jack".to_owned()))).await;
    assert_eq!((shop.asked(), of_part.refreshed), (vec!["490-JACK".to_owned()], 1));
    let of_build = refresh(&context, &wanted(Which::Build("b1".to_owned()))).await;
    assert_eq!((shop.asked(), of_build.fresh), (vec!["595-TL074CN".to_owned()], 1));
    fixture.wait_seconds(3 * DAY);
    let old = Wanted { older_than: Some(4), ..all() };
    assert_eq!((refresh(&context, &old).await.fresh, shop.asked().len()), (2, 0));
    let old = Wanted { older_than: Some(3), ..all() };
    assert_eq!((refresh(&context, &old).await.fresh, shop.asked().len()), (0, 2));
    for which in [Which::Part("nothing".to_owned()), Which::Build("b9".to_owned())] {
        let refused = offers::ask(&context, &Request::unkeyed(), &wanted(which)).await;
        assert!(matches!(refused, Err(ServiceError::NotFound { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn what_is_stopped_goes_on_and_nothing_is_asked_twice() {
    let (_fixture, context, shop) = with_shop().await;
    let first = ask(&context, &all()).await;
    assert_eq!(offers::outcome(&context, &first).await.unwrap().queued, 2);
    let again = ask(&context, &all()).await;
    assert_eq!(again.offers, first.offers);
    Runner::new(Arc::new(RealPause)).drain(&context).await.unwrap();
    assert_eq!(shop.asked().len(), 2);
    for asked in [first, again] {
        let came = offers::outcome(&context, &asked).await.unwrap();
        assert_eq!((came.refreshed, came.unchanged, came.queued), (1, 1, 0));
    }
}

#[tokio::test]
async fn the_same_request_asks_once() {
    let (fixture, context, shop) = with_shop().await;
    let request = Request::keyed("r", "offers refresh".to_owned()).unwrap();
    let first = offers::ask(&context, &request, &all()).await.unwrap();
    Runner::new(Arc::new(RealPause)).drain(&context).await.unwrap();
    fixture.wait_seconds(9 * DAY);
    assert_eq!(offers::ask(&context, &request, &all()).await.unwrap(), first);
    Runner::new(Arc::new(RealPause)).drain(&context).await.unwrap();
    assert_eq!(shop.asked().len(), 2);
}

#[tokio::test]
async fn a_number_that_the_vendor_no_longer_knows_and_a_failure_are_told_apart() {
    let (fixture, context, shop) = with_shop().await;
    shop.sells.lock().unwrap().remove("595-TL074CN");
    let came = refresh(&context, &all()).await;
    assert_eq!((came.unknown, came.refreshed), (1, 1));
    fixture.wait_seconds(1);
    shop.fail(Some(VendorError::Refused { vendor: "Mouser".to_owned(), message: "no".to_owned() }));
    let came =
        refresh(&context, &Wanted { which: Which::Part("jack".to_owned()), older_than: None, force: true })
            .await;
    assert_eq!(came, Refreshed { failed: 1, ..Refreshed::default() });
    let offers = listed(&context, "jack").await;
    assert_eq!(over_time(&offers[0]), ["1: 0.50, 10: 0.40"], "a failure changes no price");
    sound(&context, "after a failure").await;
}

#[tokio::test]
async fn without_a_key_it_is_said_which_setting_is_missing() {
    let fixture = Fixture::with(&workshop().to_string()).await;
    let vendors = Vendors::none().with_keyless("Mouser", "CTB_MOUSER_KEY");
    let context = fixture.context().clone().with_vendors(vendors);
    let came = refresh(&context, &all()).await;
    let why: Vec<&str> = came.not_asked.iter().map(|vendor| vendor.why.as_str()).collect();
    assert!(why.iter().any(|why| why.contains("CTB_MOUSER_KEY")), "{why:?}");
    assert_eq!((came.queued, came.failed), (0, 0));
}

#[tokio::test]
async fn prices_that_somebody_enters_have_a_history_too() {
    let (_fixture, context, _shop) = with_shop().await;
    let before = listed(&context, "tl074").await;
    let thonk = &before.iter().find(|offer| offer.offer.vendor_name == "Thonk").unwrap().offer.offer;
    let price = |micros: i64| ctb::domain::catalog::PriceBreak {
        quantity: ctb::domain::quantity::Quantity::ONE,
        unit_price: ctb::domain::money::Micros::new(micros),
    };
    let entry = |prices: &[i64]| OfferEntry {
        item_number: "tl074".to_owned(),
        prices: prices.iter().map(|micros| price(*micros)).collect(),
        ..OfferEntry::default()
    };
    for prices in [[1_200_000], [1_300_000], [1_300_000], [1_250_000]] {
        catalog::change(&context, &Request::unkeyed(), thonk.id, &entry(&prices), None).await.unwrap();
    }
    let after = listed(&context, "tl074").await;
    let thonk = after.iter().find(|offer| offer.offer.vendor_name == "Thonk").unwrap();
    assert_eq!(over_time(thonk), ["1: 1.20", "1: 1.30", "1: 1.25"]);
}

#[tokio::test]
async fn asking_that_fails_midway_leaves_nothing_behind() {
    let (fixture, context, _shop) = with_shop().await;
    let request = Request::keyed("r", "offers refresh".to_owned()).unwrap();
    at_every_write(&fixture, "asking again", async || {
        offers::ask(&context, &request, &all()).await.map(drop).map_err(|error| error.to_string())
    })
    .await;
}
