//! What the pages of orders show, and changing a draft by hand.

use crate::fixture::Fixture;
use crate::workshop::{lfo, pieces, place, sound, workshop};
use ctb::domain::builds::BuildStatus;
use ctb::domain::ids::OrderLineId;
use ctb::domain::money::Micros;
use ctb::domain::orders::OrderStatus;
use ctb::domain::overview::{OrderPage, OrderPageLine};
use ctb::services::vendor_orders::{self, Delivery, DraftEdit, For, NewLine};
use ctb::services::{Context, Request, ServiceError, builds, inventory};
use std::collections::BTreeMap;

/// A workshop with drafts for thirty Lfo, of which boards are missing that nobody sells.
async fn drafted() -> (Fixture, String) {
    let fixture = workshop().await;
    let build = lfo(fixture.context(), 30).await;
    let which = For::Builds(vec![build.clone()]);
    vendor_orders::generate(fixture.context(), &Request::unkeyed(), &which).await.unwrap();
    (fixture, build)
}

async fn page(context: &Context, order: i64) -> OrderPage {
    vendor_orders::page(context, &order.to_string(), &[]).await.unwrap()
}

/// The order with that item, and its line.
async fn with_item(context: &Context, item: &str) -> (OrderPage, OrderPageLine) {
    for row in vendor_orders::list(context).await.unwrap().orders {
        let page = page(context, row.number).await;
        if let Some(line) = page.lines.iter().find(|line| line.item_number == item).cloned() {
            return (page, line);
        }
    }
    panic!("{item} is on no order")
}

async fn edit(context: &Context, order: i64, edit: DraftEdit) -> Result<(), ServiceError> {
    vendor_orders::edit(context, &Request::unkeyed(), &order.to_string(), &edit).await.map(drop)
}

fn items(line: OrderLineId, count: u64) -> DraftEdit {
    DraftEdit { items: vec![(line, pieces(count))], ..DraftEdit::default() }
}

fn add(what: &str, count: u64) -> DraftEdit {
    DraftEdit { add: Some(NewLine { what: what.to_owned(), items: pieces(count) }), ..DraftEdit::default() }
}

#[tokio::test]
async fn a_list_says_what_each_order_comes_to_and_for_whom_it_is() {
    let (fixture, build) = drafted().await;
    let context = fixture.context();
    fixture.wait_seconds(2 * 86_400);
    let list = vendor_orders::list(context).await.unwrap();
    let number: i64 = build.parse().unwrap();
    assert!(!list.orders.is_empty());
    for row in &list.orders {
        assert_eq!((row.status, row.builds.as_slice()), (OrderStatus::Draft, [number].as_slice()));
        assert_eq!((row.times.days_old(list.now), row.lines), (2, row.open_lines));
        let page = page(context, row.number).await;
        assert_eq!((page.total(), page.lines.len() as u64), (row.total, row.lines), "the page says the same");
    }
    let numbers: Vec<i64> = list.orders.iter().map(|row| row.number).collect();
    let mut newest_first = numbers.clone();
    newest_first.sort_by_key(|number| -number);
    assert_eq!(numbers, newest_first);
}

#[tokio::test]
async fn a_page_says_where_things_are_put_and_how_builds_stand() {
    let (fixture, build) = drafted().await;
    let context = fixture.context();
    let (order, line) = with_item(context, "R1").await;
    assert_eq!(line.usual_place.as_deref(), Some("A1"), "where the most lies");
    assert_eq!(
        line.pegs.iter().map(|peg| peg.build.to_string()).collect::<Vec<_>>(),
        std::slice::from_ref(&build)
    );
    let [waiting] = order.builds.as_slice() else { panic!("{:?}", order.builds) };
    assert_eq!((waiting.status, waiting.everything_here), (BuildStatus::Open, false));
    assert!(waiting.missing > 0);
    assert!(order.places.contains(&"B1".to_owned()));
    assert!(
        vendor_orders::page(context, "99", &[])
            .await
            .is_err_and(|error| matches!(error, ServiceError::NotFound { .. }))
    );
}

#[tokio::test]
async fn a_changed_quantity_changes_the_price_and_whom_the_pieces_are_for() {
    let (fixture, _) = drafted().await;
    let context = fixture.context();
    let (order, op_amps) = with_item(context, "U1").await;
    let pegged = |line: &OrderPageLine| line.pegs.iter().map(|peg| peg.quantity.get()).sum::<u64>();
    let before = order.edit;
    assert!(pegged(&op_amps) > 5);
    edit(context, order.number, items(op_amps.id, 5)).await.unwrap();
    let (order, op_amps) = with_item(context, "U1").await;
    assert_eq!((op_amps.items, pegged(&op_amps), order.edit), (pieces(5), 5, before + 1));
    assert_eq!(op_amps.total(), Some(Micros::new(4_500_000)), "below the break");
    edit(context, order.number, items(op_amps.id, 50)).await.unwrap();
    let (_, op_amps) = with_item(context, "U1").await;
    assert_eq!((op_amps.total(), pegged(&op_amps)), (Some(Micros::new(35_000_000)), 5));
    sound(context, "after changing quantities").await;
    let none = edit(context, order.number, items(op_amps.id, 0)).await.unwrap_err();
    assert!(none.to_string().contains("order 1 at least"), "{none}");
}

#[tokio::test]
async fn a_line_is_added_by_number_or_part_at_its_price_and_removed_again() {
    let (fixture, _) = drafted().await;
    let context = fixture.context();
    let (order, line) = with_item(context, "R1").await;
    let others: Vec<&str> = order.lines.iter().map(|line| line.item_number.as_str()).collect();
    assert!(!others.contains(&"C1"));
    edit(context, order.number, add(" c1 ", 3)).await.unwrap();
    let (order, bag) = with_item(context, "C1").await;
    assert_eq!((bag.pieces(), bag.total()), (pieces(30), Some(Micros::new(1_500_000))));
    assert!(bag.pegs.is_empty(), "it is for nobody");
    let twice = edit(context, order.number, add("c-100n", 1)).await.unwrap_err();
    assert!(twice.to_string().contains("already"), "{twice}");
    for (what, says) in [("", "nothing was named"), ("A-3", "offers no"), ("nothing like it", "offers no")] {
        let error = edit(context, order.number, add(what, 1)).await.unwrap_err();
        assert!(matches!(&error, ServiceError::Invalid(said) if said.contains(says)), "{error}");
    }
    let gone = DraftEdit { remove: Some(bag.id), ..DraftEdit::default() };
    edit(context, order.number, gone.clone()).await.unwrap();
    assert!(page(context, order.number).await.lines.iter().all(|line| line.item_number != "C1"));
    let again = edit(context, order.number, gone).await.unwrap_err();
    assert!(matches!(again, ServiceError::Conflict(_)), "{again}");
    // A draft is never left empty.
    let order = page(context, order.number).await;
    for other in order.lines.iter().filter(|other| other.id != line.id) {
        edit(context, order.number, DraftEdit { remove: Some(other.id), ..DraftEdit::default() })
            .await
            .unwrap();
    }
    let last = DraftEdit { remove: Some(line.id), ..DraftEdit::default() };
    let error = edit(context, order.number, last).await.unwrap_err();
    assert!(error.to_string().contains("cancel the order instead"), "{error}");
    sound(context, "after adding and removing").await;
}

#[tokio::test]
async fn an_order_is_changed_placed_and_received_only_as_it_was_seen() {
    let (fixture, _) = drafted().await;
    let context = fixture.context();
    let (order, line) = with_item(context, "R1").await;
    let (number, seen) = (order.number.to_string(), Some(order.edit));
    let ask = Request::unkeyed();
    let change = DraftEdit { based_on: seen, ..items(line.id, 7) };
    edit(context, order.number, change.clone()).await.unwrap();
    let stale = |error: ServiceError| assert!(matches!(error, ServiceError::Conflict(_)), "{error}");
    stale(edit(context, order.number, change).await.unwrap_err());
    stale(vendor_orders::place_as_seen(context, &ask, &number, seen).await.unwrap_err());
    stale(vendor_orders::cancel_as_seen(context, &ask, &number, seen).await.unwrap_err());
    let seen = Some(page(context, order.number).await.edit);
    vendor_orders::place_as_seen(context, &ask, &number, seen).await.unwrap();
    let placed = edit(context, order.number, items(line.id, 8)).await.unwrap_err();
    assert!(placed.to_string().contains("only a draft can be changed"), "{placed}");

    // The same delivery sent twice is booked once.
    let seen = Some(page(context, order.number).await.edit);
    let delivery =
        Delivery { lines: Some(vec![(line.place, pieces(2))]), based_on: seen, ..Delivery::default() };
    vendor_orders::receive(context, &ask, &number, &delivery).await.unwrap();
    stale(vendor_orders::receive(context, &ask, &number, &delivery).await.unwrap_err());
    let after = page(context, order.number).await;
    assert_eq!((after.status, after.receipts.len()), (OrderStatus::PartReceived, 1));
}

#[tokio::test]
async fn each_line_of_a_delivery_is_put_where_it_is_said_to_be() {
    let (fixture, _) = drafted().await;
    let context = fixture.context();
    let (order, _) = with_item(context, "R1").await;
    edit(context, order.number, add("C1", 2)).await.ok();
    let order = page(context, order.number).await;
    let number = order.number.to_string();
    vendor_orders::place(context, &Request::unkeyed(), &number).await.unwrap();
    let came: Vec<(u32, ctb::domain::quantity::Quantity)> =
        order.lines.iter().map(|line| (line.place, line.pieces())).collect();
    let first = order.lines.first().unwrap();
    let places = BTreeMap::from([(first.place, " Drawer 9 ".to_owned())]);
    let delivery = Delivery { lines: Some(came), places, ..Delivery::default() };
    let came = vendor_orders::receive(context, &Request::unkeyed(), &number, &delivery).await.unwrap();
    for (line, received) in order.lines.iter().zip(&came.received) {
        let expected = match line.place {
            1 => "Drawer 9",
            _ => line.usual_place.as_deref().unwrap_or("Received"),
        };
        assert_eq!(received.location, expected, "{}", line.item_number);
    }
    let nowhere = Delivery {
        lines: Some(vec![(1, pieces(1))]),
        places: BTreeMap::from([(1, " ".to_owned())]),
        ..Delivery::default()
    };
    assert!(vendor_orders::receive(context, &Request::unkeyed(), &number, &nowhere).await.is_err());
    sound(context, "after a delivery").await;
}

#[tokio::test]
async fn a_delivery_says_which_builds_can_be_reserved_now() {
    let fixture = workshop().await;
    let context = fixture.context();
    inventory::count(context, &Request::unkeyed(), &place("tl074", "A2"), pieces(3)).await.unwrap();
    let build = lfo(context, 13).await;
    let which = For::Builds(vec![build.clone()]);
    let drafts = vendor_orders::generate(context, &Request::unkeyed(), &which).await.unwrap();
    let mut served = Vec::new();
    for order in drafts.orders {
        let number = order.order.to_string();
        let came = vendor_orders::receive(context, &Request::unkeyed(), &number, &Delivery::default())
            .await
            .unwrap();
        served = came.for_builds.clone();
        let page = vendor_orders::page(context, &number, &came.for_builds).await.unwrap();
        assert!(page.builds.iter().any(|known| known.number.to_string() == build));
    }
    assert_eq!(served, [build.parse::<i64>().unwrap()]);
    let rows = vendor_orders::list(context).await.unwrap();
    assert!(rows.orders.iter().all(|row| row.status == OrderStatus::Received));
    let newest = rows.orders.first().unwrap().number.to_string();
    let page = vendor_orders::page(context, &newest, &served).await.unwrap();
    assert!(page.builds.iter().all(|build| build.everything_here && build.missing == 0), "{:?}", page.builds);
    assert!(builds::clear(context, &Request::unkeyed(), &build, None).await.unwrap().cleared);
}
