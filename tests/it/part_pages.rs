//! The pages of parts: the list with its filters, orders and pages, and one part with everything around it.

use crate::catalog::annex;
use crate::workshop::{cleared, pieces, place, workshop};
use ctb::domain::catalog::{PartFields, PartFilter, PartOrder, PartRows, Show};
use ctb::domain::ids::PartId;
use ctb::domain::inventory::History;
use ctb::services::{Context, Request, ServiceError, inventory, part_pages, vendor_orders};
use std::collections::BTreeSet;

async fn listed(context: &Context, filter: PartFilter) -> PartRows {
    part_pages::list(context, &filter).await.unwrap()
}

fn names(rows: &PartRows) -> Vec<&str> {
    rows.rows.iter().map(|row| row.part.name.as_str()).collect()
}

async fn id(context: &Context, name: &str) -> PartId {
    let found = listed(context, PartFilter { search: name.to_owned(), ..PartFilter::default() }).await;
    found.rows.iter().find(|row| row.part.part == name).unwrap().part.id
}

fn showing(show: Show) -> PartFilter {
    PartFilter { show, ..PartFilter::default() }
}

fn sorted(order: &str) -> PartFilter {
    PartFilter { order: PartOrder::named(order), ..PartFilter::default() }
}

#[tokio::test]
async fn the_list_says_what_lies_where_and_what_comes() {
    let fixture = workshop().await;
    let context = fixture.context();
    cleared(context, 2).await;
    let drafted = vendor_orders::generate(context, &Request::unkeyed(), &vendor_orders::For::AllOpen).await;
    drafted.unwrap();
    let rows = listed(context, PartFilter { search: "10k".into(), ..PartFilter::default() }).await;
    let row = &rows.rows[0];
    assert_eq!((row.part.on_hand, row.part.reserved, row.part.free), (pieces(65), pieces(8), pieces(57)));
    let places: Vec<(&str, u64)> =
        row.places.iter().map(|place| (place.location.as_str(), place.on_hand.get())).collect();
    assert_eq!(places, [("A1", 40), ("A2", 25)]);
    assert_eq!(
        (rows.symbols, rows.packages),
        (vec!["C".into(), "R".into(), "U".into()], vec!["0805".into(), "DIP-14".into(), "SOIC-14".into()])
    );
}

#[tokio::test]
async fn filters_leave_what_they_say() {
    let fixture = workshop().await;
    let context = fixture.context();
    let typed = PartFields { name: "Knob".into(), low_stock: "5".into(), ..PartFields::default() };
    let knob = part_pages::create(context, &Request::unkeyed(), &typed).await.unwrap();
    assert_eq!(names(&listed(context, showing(Show::Low)).await), ["Knob"]);
    inventory::receive(context, &Request::unkeyed(), &place("knob", "A1"), pieces(5), None).await.unwrap();
    assert!(listed(context, showing(Show::Low)).await.rows.is_empty(), "5 are not fewer than 5");
    assert_eq!(names(&listed(context, showing(Show::NotCounted)).await), ["Solder"]);
    let unsold = listed(context, showing(Show::NoOffer)).await;
    assert!(names(&unsold).contains(&"Knob") && !names(&unsold).contains(&"100n"), "{unsold:?}");
    assert!(listed(context, showing(Show::Archived)).await.rows.is_empty());
    let symbol = PartFilter { symbol: Some("u".into()), ..PartFilter::default() };
    assert_eq!(names(&listed(context, symbol).await), ["TL074", "TL074 SMD"]);
    let package =
        PartFilter { package: Some("SOIC-14".into()), search: "tl074".into(), ..PartFilter::default() };
    assert_eq!(names(&listed(context, package).await), ["TL074 SMD"]);
    assert_eq!(knob.name, "knob");
}

#[tokio::test]
async fn the_list_is_sorted_by_name_and_by_stock_both_ways() {
    let fixture = workshop().await;
    let context = fixture.context();
    let first = |rows: PartRows| rows.rows[0].part.name.clone();
    let last = |rows: PartRows| rows.rows.last().unwrap().part.name.clone();
    assert_eq!(first(listed(context, sorted("name")).await), "100n");
    assert_eq!(first(listed(context, sorted("-name")).await), "TL074 SMD");
    assert_eq!(first(listed(context, sorted("-on_hand")).await), "10k");
    assert_eq!(last(listed(context, sorted("free")).await), "10k");
    assert_eq!(first(listed(context, sorted("-free")).await), "10k");
}

#[tokio::test]
async fn every_part_is_on_one_page_whatever_the_order() {
    let fixture = workshop().await;
    let context = fixture.context();
    for number in 0..120 {
        let typed = PartFields {
            name: format!("Screw {}", number % 40),
            tags: "screws".into(),
            ..PartFields::default()
        };
        part_pages::create(context, &Request::unkeyed(), &typed).await.unwrap();
    }
    for (order, search) in
        [("name", ""), ("-name", ""), ("free", ""), ("-on_hand", ""), ("name", "screw"), ("-free", "screw")]
    {
        let (mut seen, mut after, mut count) = (BTreeSet::new(), None, 0);
        loop {
            let filter = PartFilter { after, search: search.into(), ..sorted(order) };
            let page = listed(context, filter).await;
            count += page.rows.len();
            seen.extend(page.rows.iter().map(|row| row.part.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let all = if search.is_empty() { 129 } else { 120 };
        assert_eq!((seen.len(), count), (all, all), "by {order}, searching {search:?}");
    }
}

#[tokio::test]
async fn a_part_comes_with_everything_around_it() {
    let fixture = workshop().await;
    let context = fixture.context();
    cleared(context, 2).await;
    let part = id(context, "r-10k").await;
    let sheet = part_pages::sheet(context, part, None, None, "key".into()).await.unwrap();
    assert_eq!(sheet.page.part.key, "r-10k");
    assert_eq!(
        sheet.spots.iter().map(|spot| spot.reserved).sum::<ctb::domain::quantity::Quantity>(),
        pieces(8)
    );
    assert_eq!(sheet.ids.keys().collect::<Vec<_>>(), ["r-10k-b"]);
    assert_eq!((sheet.vendors.len(), sheet.place_names.len()), (2, 3));
    assert!(!sheet.history.entries.is_empty());
    assert_eq!(sheet.history.entries[0].build, Some(1), "the newest is what the build reserved");
    assert!(sheet.history.entries.iter().any(|entry| entry.in_words() == "opening balance"));
}

#[tokio::test]
async fn a_history_goes_back_page_by_page_to_the_first_movement() {
    let fixture = workshop().await;
    let context = fixture.context();
    let part = id(context, "socket").await;
    for found in 1..=45 {
        inventory::count(context, &Request::unkeyed(), &place("socket", "A2"), pieces(found)).await.unwrap();
    }
    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let sheet = part_pages::sheet(context, part, before, None, String::new()).await.unwrap();
        let History { entries, next } = sheet.history;
        seen.extend(entries.into_iter().map(|entry| entry.on_hand_after.get()));
        before = next;
        if before.is_none() {
            break;
        }
    }
    let expected: Vec<u64> = (1..=45).rev().chain([9]).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_conflict_says_who_changed_what() {
    let fixture = workshop().await;
    let context = fixture.context();
    let part = id(context, "c-100n").await;
    let sheet = part_pages::sheet(context, part, None, None, String::new()).await.unwrap();
    let shown = PartFields::of(&sheet.page);
    let theirs = PartFields { rating: "50V".into(), ..shown.clone() };
    part_pages::change(context, &Request::unkeyed(), part, &theirs, sheet.page.edit).await.unwrap();
    let mine = PartFields { description: "mine".into(), ..shown };
    let refused = part_pages::change(context, &Request::unkeyed(), part, &mine, sheet.page.edit).await;
    let Err(ServiceError::Conflict(sentence)) = refused else { panic!("{refused:?}") };
    assert!(sentence.starts_with("ctb changed this part while you did: "), "{sentence}");
    assert!(sentence.contains("ratings is \u{201c}50V\u{201d} there"), "{sentence}");
}

#[tokio::test]
async fn what_a_form_says_is_what_is_kept() {
    let fixture = workshop().await;
    let context = fixture.context();
    let part = id(context, "r-10k").await;
    let sheet = part_pages::sheet(context, part, None, None, String::new()).await.unwrap();
    let shown = PartFields::of(&sheet.page);
    part_pages::change(context, &Request::unkeyed(), part, &shown, sheet.page.edit).await.unwrap();
    let again = part_pages::sheet(context, part, None, None, String::new()).await.unwrap();
    assert_eq!(PartFields::of(&again.page), shown, "a form that is sent as it came changes nothing");
    assert_eq!(again.page.part.spares, sheet.page.part.spares);
}

#[tokio::test]
async fn a_line_is_set_aside_and_used_again() {
    let fixture = workshop().await;
    let context = fixture.context();
    let part = id(context, "board").await;
    let spot = |sheet: ctb::domain::catalog::PartSheet| sheet.spots[0].clone();
    let sheet = |aside| async move {
        let line = spot(part_pages::sheet(context, part, None, None, String::new()).await.unwrap()).line;
        inventory::set_aside(context, &Request::unkeyed(), line, aside).await.unwrap();
        spot(part_pages::sheet(context, part, None, None, String::new()).await.unwrap()).deprioritized
    };
    assert!(sheet(true).await);
    assert!(!sheet(false).await);
}

#[tokio::test]
async fn another_workspace_s_part_is_not_there() {
    let fixture = workshop().await;
    let context = fixture.context();
    let part = id(context, "r-10k").await;
    let other = annex(&fixture).await;
    let sheet = part_pages::sheet(&other, part, None, None, String::new()).await;
    assert!(matches!(sheet, Err(ServiceError::NotFound { .. })));
    assert!(listed(&other, PartFilter::default()).await.rows.is_empty());
}
