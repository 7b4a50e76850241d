//! Price lists of shops that cannot be asked, in several dialects, good and bad.

use super::{listed, over_time, workshop};
use crate::catalog::{annex, missing, refused};
use crate::faults::at_every_write;
use crate::fixture::Fixture;
use crate::workshop::sound;
use ctb::domain::price_list::Assignment;
use ctb::services::catalog::vendors;
use ctb::services::offers::{self, PriceListAnswer};
use ctb::services::{Context, Request, ServiceError};

/// A German shop's list: semicolons, decimal commas, breaks in columns, a bad row.
const LIST: &str = "Preisliste Herbst 2026\n\n\
    Artikelnr.;Hersteller;Herstellernummer;Bezeichnung;ab 1 St\u{fc}ck;ab 10 St\u{fc}ck;Mindestmenge;Bestand;Link\n\
    TL074;TI;TL074CN;Op-Amp, vierfach;1,10 \u{20ac};0,95 \u{20ac};1;1.250;https://thonk.example/tl074\n\
    PJ398;Thonk;WQP-PJ398SM;Klinkenbuchse;0,40 \u{20ac};0,32 \u{20ac};5;ausverkauft;\n\
    KNOB;Davies;DK-1;Knopf;0,80 \u{20ac};;1;12;\n\
    CASE;;;Geh\u{e4}use;89,00 \u{20ac};;1;3;\n\
    LED;;LED-3;Leuchtdiode;billig;;1;3;\n";

async fn take_in(context: &Context, list: &str) -> Result<PriceListAnswer, ServiceError> {
    offers::import(context, &Request::unkeyed(), "thonk", list.as_bytes(), &Assignment::default()).await
}

async fn fixture() -> Fixture {
    Fixture::with(&workshop().to_string()).await
}

#[tokio::test]
async fn good_rows_enter_and_the_others_are_named() {
    let fixture = fixture().await;
    let context = fixture.context();
    let answer = take_in(context, LIST).await.unwrap();
    assert_eq!((answer.vendor.as_str(), answer.header_row, answer.items), ("Thonk", 3, 4));
    assert_eq!((answer.added, answer.changed, answer.repriced, answer.unchanged), (1, 1, 1, 0));
    let unmatched: Vec<(u32, &str)> =
        answer.unmatched.iter().map(|item| (item.row, item.item_number.as_str())).collect();
    assert_eq!(unmatched, [(6, "KNOB"), (7, "CASE")]);
    assert!(answer.unmatched[0].why.contains("2 parts have"), "{:?}", answer.unmatched);
    let problems: Vec<String> = answer.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("row 8, column 5 (ab 1 St\u{fc}ck): "), "{problems:?}");

    let offers = listed(context, "tl074").await;
    let thonk = offers.iter().find(|offer| offer.offer.vendor_name == "Thonk").unwrap();
    assert_eq!(over_time(thonk), ["1: 1.20", "1: 1.10, 10: 0.95"]);
    let offer = &thonk.offer.offer;
    assert_eq!(offer.item_number, "tl074", "the number stays as it is written here");
    assert_eq!((offer.in_stock.unwrap().get(), offer.checked), (1250, Some(context.now())));
    let jack = &listed(context, "jack").await;
    let jack = &jack.iter().find(|offer| offer.offer.vendor_name == "Thonk").unwrap().offer.offer;
    assert_eq!(
        (jack.item_number.as_str(), jack.minimum.get(), jack.in_stock.unwrap().get()),
        ("PJ398", 5, 0)
    );
    sound(context, "after a price list").await;
    let exported = fixture.export().await;
    for said in ["Op-Amp, vierfach", "Klinkenbuchse", "https://thonk.example/tl074"] {
        assert!(exported.contains(said), "{said}");
    }
}

#[tokio::test]
async fn the_same_list_again_changes_nothing() {
    let fixture = fixture().await;
    let context = fixture.context();
    take_in(context, LIST).await.unwrap();
    let before = fixture.export().await;
    fixture.wait_seconds(1_000_000);
    let again = take_in(context, LIST).await.unwrap();
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn a_list_that_says_less_leaves_what_it_does_not_say() {
    let fixture = fixture().await;
    let context = fixture.context();
    take_in(context, LIST).await.unwrap();
    let answer = take_in(context, "SKU,Price\nPJ398,\"$0.50\"\n").await.unwrap();
    assert_eq!((answer.changed, answer.repriced), (1, 1));
    let offers = listed(context, "jack").await;
    let jack = offers.iter().find(|offer| offer.offer.vendor_name == "Thonk").unwrap();
    assert_eq!(over_time(jack), ["1: 0.40, 10: 0.32", "1: 0.50"]);
    let offer = &jack.offer.offer;
    assert_eq!((offer.minimum.get(), offer.currency.code()), (5, "USD"));
    assert!(fixture.export().await.contains("Klinkenbuchse"));
}

#[tokio::test]
async fn every_dialect_brings_the_same_offers() {
    let lists: [&[u8]; 5] = [
        "SKU,MPN,Description,1+,10+\npj398,WQP-PJ398SM,\"Jack, 3.5 mm\",0.40,0.32\n".as_bytes(),
        "SKU\tMPN\tDescription\tPrice break\tPrice\npj398\tWQP-PJ398SM\tJack, 3.5 mm\t1\t0.40\npj398\tWQP-PJ398SM\tJack, 3.5 mm\t10\t0.32\n".as_bytes(),
        "sep=|\r\nSKU|MPN|Description|Qty 1|Price 1|Qty 2|Price 2\r\npj398|WQP-PJ398SM|Jack, 3.5 mm|1|0,40|10|0,32\r\n".as_bytes(),
        "\u{feff}SKU;MPN;Description;1-9;10-99\npj398;WQP-PJ398SM;'Jack, 3.5 mm';\u{20ac}\u{a0}0,40;0,32\n".as_bytes(),
        b"Artikelnr;Herstellernr.;Bezeichnung;Preis 1 (EUR);Preis 10 (EUR);St\xfcck\npj398;WQP-PJ398SM;Jack, 3.5 mm;0,40;0,32;7\n",
    ];
    for list in lists {
        let fixture = fixture().await;
        let answer =
            offers::import(fixture.context(), &Request::unkeyed(), "Thonk", list, &Assignment::default())
                .await
                .unwrap();
        assert_eq!((answer.added, answer.problems.len()), (1, 0), "{answer:?}");
        let offers = listed(fixture.context(), "jack").await;
        let jack = &offers.iter().find(|offer| offer.offer.vendor_name == "Thonk").unwrap().offer.offer;
        let prices: Vec<(u64, String)> =
            jack.prices.iter().map(|price| (price.quantity.get(), price.unit_price.plain())).collect();
        assert_eq!(prices, [(1, "0.40".to_owned()), (10, "0.32".to_owned())]);
    }
}

#[tokio::test]
async fn a_preview_says_the_same_and_changes_nothing() {
    let fixture = fixture().await;
    let context = fixture.context();
    let before = fixture.export().await;
    let preview = offers::preview(context, "Thonk", LIST.as_bytes(), &Assignment::default()).await.unwrap();
    assert_eq!(fixture.export().await, before);
    let meanings: Vec<Option<&str>> =
        preview.columns.iter().map(|column| column.meaning.as_deref()).collect();
    assert_eq!(
        meanings,
        ["number", "manufacturer", "mpn", "description", "price@1", "price@10", "minimum", "stock", "url"]
            .map(Some)
    );
    assert_eq!(take_in(context, LIST).await.unwrap(), preview);
}

#[tokio::test]
async fn a_new_offers_number_tells_bom_lines_what_they_are() {
    let fixture = fixture().await;
    let context = fixture.context();
    let bom = "Reference,Qty,Value,Footprint,Vendor,PartNum\nJ1,1,Socket,,Thonk,PJ398\n";
    let fetched = ctb::services::bom_sync::from_file("lfo.csv", bom.as_bytes()).unwrap();
    ctb::services::bom_sync::apply(context, &Request::unkeyed(), ("Lfo", "v0"), &fetched).await.unwrap();
    let answer = take_in(context, LIST).await.unwrap();
    assert_eq!(answer.lines_changed, 1);
    let state = fixture.state().await;
    assert_eq!(state.versions[0].lines[0].part.as_deref(), Some("jack"));
}

#[tokio::test]
async fn what_is_no_list_or_no_vendors_changes_nothing() {
    let fixture = fixture().await;
    let context = fixture.context();
    let before = fixture.export().await;
    for (list, said) in [
        ("", "the file is empty"),
        ("<html><body>Sign in</body></html>", "an HTML page"),
        ("{\"error\": \"404\"}", "JSON"),
        ("Dear customer,\nour prices rise.\n", "no header was found"),
        ("SKU,Price\n", "no rows below"),
        ("SKU,Price\nA,\"1\n", "a quote is opened"),
    ] {
        let error = take_in(context, list).await.unwrap_err();
        assert!(matches!(error, ServiceError::PriceList(_)) && error.to_string().contains(said), "{error}");
    }
    let ask = Request::unkeyed();
    let of = |vendor: &'static str| offers::import(context, &ask, vendor, LIST.as_bytes(), &ASSIGNMENT);
    missing(of("Farnell").await);
    assert_eq!(fixture.export().await, before);
    vendors::archive(context, &Request::unkeyed(), "Thonk", true, None).await.unwrap();
    refused(of("Thonk").await, "archived");
    let annex = annex(&fixture).await;
    missing(take_in(&annex, LIST).await);
}

#[tokio::test]
async fn an_archived_offer_stays_as_it_is() {
    let fixture = fixture().await;
    let context = fixture.context();
    let offers = listed(context, "tl074").await;
    let thonk = &offers.iter().find(|offer| offer.offer.vendor_name == "Thonk").unwrap().offer.offer;
    ctb::services::catalog::offers::archive(context, &Request::unkeyed(), thonk.id, true, None)
        .await
        .unwrap();
    let answer = take_in(context, LIST).await.unwrap();
    assert_eq!((answer.added, answer.changed), (1, 0));
    assert!(answer.unmatched.iter().any(|item| item.row == 4 && item.why.contains("archived")));
}

#[tokio::test]
async fn the_same_request_takes_a_list_in_once() {
    let fixture = fixture().await;
    let request = Request::keyed("l", "offers import".to_owned()).unwrap();
    let import = || offers::import(fixture.context(), &request, "Thonk", LIST.as_bytes(), &ASSIGNMENT);
    assert_eq!(import().await.unwrap(), import().await.unwrap());
}

#[tokio::test]
async fn a_list_that_fails_midway_leaves_nothing_behind() {
    let fixture = fixture().await;
    let request = Request::keyed("l", "offers import".to_owned()).unwrap();
    at_every_write(&fixture, "a price list", async || {
        let import = offers::import(fixture.context(), &request, "Thonk", LIST.as_bytes(), &ASSIGNMENT);
        import.await.map(drop).map_err(|error| error.to_string())
    })
    .await;
}

/// Nothing is said otherwise.
static ASSIGNMENT: Assignment = Assignment(Vec::new());
