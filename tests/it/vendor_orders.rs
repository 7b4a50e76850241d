//! Vendor orders through their services, on real databases.

use crate::fixture::Fixture;
use crate::sql::Sql;
use ctb::domain::ids::{BuildId, PartId};
use ctb::domain::orders::OrderStatus;
use ctb::domain::purchasing::BuildMissing;
use ctb::domain::quantity::Quantity;
use ctb::services::vendor_orders::{self, Delivery, For, OrdersAnswer, ReceivedAnswer};
use ctb::services::{Request, ServiceError, builds};
use serde_json::{Value, json};

/// Two vendors, a part that both sell, one that comes in bags, one that nobody sells, two builds.
fn workshop() -> Value {
    let prices = |prices: &[(u32, &str)]| {
        prices
            .iter()
            .map(|(quantity, price)| json!({"quantity": quantity, "unit_price": price}))
            .collect::<Vec<_>>()
    };
    let line = |line: u32, references: &[&str], part: &str| json!({"line": line, "references": references, "quantity": references.len(), "part": part, "value": part});
    let build = |key: &str, priority: i32| json!({"key": key, "project": "Lfo", "revision": "v0", "quantity": 5, "priority": priority, "status": "open"});
    json!({
        "format": "clear-to-build/1",
        "workspace": {"name": "Workshop", "currency": "USD"},
        "vendors": [{"name": "Mouser", "currency": "USD", "shipping": "8.00", "free_shipping_over": "500.00"},
                    {"name": "Tayda", "currency": "USD", "shipping": "5.00"}],
        "parts": [
            {"key": "tl074", "name": "TL074", "symbol": "U", "value": "TL074", "offers": [
                {"vendor": "Mouser", "item_number": "M-TL074", "prices": prices(&[(1, "2.00"), (10, "1.00")])},
                {"vendor": "Tayda", "item_number": "T-TL074", "prices": prices(&[(1, "1.50")])}]},
            {"key": "c-100n", "name": "100n", "symbol": "C", "value": "100n", "offers": [
                {"vendor": "Mouser", "item_number": "M-C", "pack": 100, "prices": prices(&[(1, "3.00")])}]},
            {"key": "board", "name": "Lfo board"},
        ],
        "locations": [{"name": "A1"}, {"name": "A2"}],
        "stock": [{"part": "tl074", "location": "A1", "on_hand": 2}],
        "projects": [{"name": "Lfo", "versions": [{"revision": "v0", "own_lines": [{"part": "board", "quantity": 1}],
            "bom": [line(1, &["U1"], "tl074"), line(2, &["C1", "C2"], "c-100n")]}]}],
        "builds": [build("b1", 1), build("b2", 0)],
    })
}

async fn fixture() -> Fixture {
    Fixture::with(&workshop().to_string()).await
}

async fn order(fixture: &Fixture, builds: &[&str]) -> OrdersAnswer {
    let which = For::Builds(builds.iter().map(ToString::to_string).collect());
    vendor_orders::generate(fixture.context(), &Request::unkeyed(), &which).await.unwrap()
}

async fn receive(
    fixture: &Fixture,
    number: i64,
    delivery: &Delivery,
) -> Result<ReceivedAnswer, ServiceError> {
    vendor_orders::receive(fixture.context(), &Request::unkeyed(), &number.to_string(), delivery).await
}

fn came(lines: &[(u32, u16)]) -> Delivery {
    let lines = lines.iter().map(|(line, pieces)| (*line, Quantity::of(*pieces))).collect();
    Delivery { lines: Some(lines), ..Delivery::default() }
}

async fn in_order(fixture: &Fixture) {
    let found = ctb::services::check::check(fixture.context()).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

/// Item numbers, pieces and what is for whom: what must not change when nothing is ordered.
async fn ordered(fixture: &Fixture) -> Value {
    let bundle: Value = serde_json::from_str(&fixture.export().await).unwrap();
    bundle["orders"].clone()
}

#[tokio::test]
async fn an_order_says_lines_shipping_total_and_what_nobody_sells() {
    let fixture = fixture().await;
    let answer = serde_json::to_value(order(&fixture, &["b1"]).await).unwrap();
    // Three op-amps and ten capacitors are missing; the capacitors make Mouser's shipping due anyway.
    assert_eq!(
        answer,
        json!({
            "orders": [{
                "order": 1, "vendor": "Mouser", "status": "draft", "currency": "USD",
                "lines": [
                    {"item_number": "M-TL074", "part": "tl074", "quantity": 3, "unit_price": "2.00", "pack": 1, "total": "6.00", "received": 0},
                    {"item_number": "M-C", "part": "c-100n", "quantity": 100, "unit_price": "3.00", "pack": 100, "total": "3.00", "received": 0}
                ],
                "shipping": "8.00", "total": "17.00"
            }],
            "no_offer": ["board"], "total": "17.00", "currency": "USD", "totals": {"USD": "17.00"},
            "proven_optimal": true, "bound": "17.00", "prices_without_age": 2
        })
    );
    in_order(&fixture).await;
}

#[tokio::test]
async fn generating_again_orders_nothing_again_and_answers_the_same() {
    let fixture = fixture().await;
    let first = order(&fixture, &["b1", "b2"]).await;
    let before = ordered(&fixture).await;
    assert_eq!(order(&fixture, &["b1", "b2"]).await, first);
    assert_eq!(ordered(&fixture).await, before);
    let all = vendor_orders::generate(fixture.context(), &Request::unkeyed(), &For::AllOpen).await.unwrap();
    assert_eq!(all, first);
    // Eight op-amps: ten cost less.
    assert_eq!(first.orders[0].lines[0].quantity, Quantity::of(10));
    in_order(&fixture).await;
}

#[tokio::test]
async fn builds_ordered_one_after_the_other_share_a_draft_and_its_bags() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    let second = order(&fixture, &["b2"]).await;
    assert_eq!(second.orders.len(), 1);
    assert_eq!(second.orders[0].order, 1);
    let capacitors = second.orders[0].lines.iter().find(|line| line.part == "c-100n").unwrap();
    assert_eq!(capacitors.quantity, Quantity::of(100));
    assert_eq!(fixture.number("SELECT count(*) FROM orders").await, 1);
    assert_eq!(
        fixture
            .number("SELECT sum(quantity) FROM pegs p JOIN parts t ON t.id = p.part WHERE t.key = 'c-100n'")
            .await,
        20
    );
    in_order(&fixture).await;
}

#[tokio::test]
async fn what_is_on_its_way_is_not_ordered_again() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    vendor_orders::place(fixture.context(), &Request::unkeyed(), "1").await.unwrap();
    let placed = ordered(&fixture).await;
    let again = order(&fixture, &["b1"]).await;
    assert!(again.orders.is_empty());
    assert_eq!(again.total.unwrap().plain(), "0.00");
    assert_eq!(ordered(&fixture).await, placed);
    // The other build takes the capacitors that are for nobody, and needs op-amps of its own.
    let other = order(&fixture, &["b2"]).await;
    let parts: Vec<&str> =
        other.orders.iter().flat_map(|order| &order.lines).map(|line| line.part.as_str()).collect();
    assert_eq!(parts, ["tl074"]);
    in_order(&fixture).await;
}

#[tokio::test]
async fn a_need_that_is_gone_takes_its_draft_with_it() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    let mut tx = fixture.context().write().await.unwrap();
    let missing = BuildMissing {
        build: BuildId::new(1),
        part: PartId::new(1),
        quantity: Quantity::ONE,
        any_of: vec![PartId::new(1)],
    };
    let build = BuildId::new(1);
    let smaller = vendor_orders::generate_in(&mut tx, &[build], &[missing]).await.unwrap();
    assert_eq!(smaller.orders.iter().map(|order| order.lines.len()).sum::<usize>(), 1);
    let none = vendor_orders::generate_in(&mut tx, &[build], &[]).await.unwrap();
    assert!(none.orders.is_empty());
    tx.commit().await.unwrap();
    assert_eq!(fixture.number("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM pegs)").await, 0);
}

#[tokio::test]
async fn a_cancelled_builds_drafts_go_with_the_next_orders() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    builds::cancel(fixture.context(), &Request::unkeyed(), "b1").await.unwrap();
    let answer = order(&fixture, &["b2"]).await;
    let op_amps =
        answer.orders.iter().flat_map(|order| &order.lines).find(|line| line.part == "tl074").unwrap();
    assert_eq!(op_amps.quantity, Quantity::of(3));
    assert_eq!(fixture.number("SELECT count(*) FROM pegs WHERE build = 1").await, 0);
}

#[tokio::test]
async fn placing_freezes_prices_and_shipping_and_happens_once() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    let request = Request::keyed("r1", "place 1".to_owned()).unwrap();
    let placed = vendor_orders::place(fixture.context(), &request, "1").await.unwrap();
    fixture.sql("UPDATE offer_prices SET unit_price = 9000000; UPDATE vendors SET shipping = 1").await;
    assert_eq!(vendor_orders::place(fixture.context(), &request, "1").await.unwrap(), placed);
    let twice = vendor_orders::place(fixture.context(), &Request::unkeyed(), "1").await;
    assert_eq!(twice.unwrap_err().to_string(), "order 1 is placed: only a draft can be placed");
    let all = receive(&fixture, 1, &Delivery::default()).await.unwrap();
    assert_eq!((all.order.total, all.order.shipping), (placed.order.total, placed.order.shipping));
    in_order(&fixture).await;
}

#[tokio::test]
async fn what_comes_is_booked_where_it_lies_with_what_was_paid() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    let answer = receive(&fixture, 1, &Delivery::default()).await.unwrap();
    assert_eq!(answer.order.status, OrderStatus::Received);
    assert_eq!(answer.for_builds, [1]);
    let places: Vec<(&str, &str)> =
        answer.received.iter().map(|line| (line.part.as_str(), line.location.as_str())).collect();
    assert_eq!(places, [("tl074", "A1"), ("c-100n", "Received")]);
    assert_eq!(
        fixture
            .number("SELECT unit_cost FROM movements WHERE reason = 'receipt' AND on_hand_change = 100")
            .await,
        30_000
    );
    assert_eq!(fixture.number("SELECT on_hand FROM stock_lines WHERE location = 1").await, 5);
    in_order(&fixture).await;
}

#[tokio::test]
async fn a_delivery_may_be_short_and_then_over() {
    let fixture = fixture().await;
    order(&fixture, &["b1", "b2"]).await;
    let short = receive(&fixture, 1, &came(&[(1, 4)])).await.unwrap();
    assert_eq!(short.order.status, OrderStatus::PartReceived);
    // Both builds wait for op-amps; the first in line gets the first ones.
    assert_eq!(short.for_builds, [1, 2]);
    in_order(&fixture).await;
    let before = ordered(&fixture).await;
    assert!(order(&fixture, &["b1", "b2"]).await.orders.is_empty());
    assert_eq!(ordered(&fixture).await[0]["lines"][0]["quantity"], before[0]["lines"][0]["quantity"]);
    let over = receive(&fixture, 1, &came(&[(1, 9), (2, 100)])).await.unwrap();
    assert_eq!(over.order.status, OrderStatus::Received);
    assert!(over.received[0].over && !over.received[1].over);
    assert_eq!(fixture.number("SELECT count(*) FROM receipts WHERE over = 1").await, 1);
    in_order(&fixture).await;
    let nothing = receive(&fixture, 1, &Delivery::default()).await;
    assert_eq!(nothing.unwrap_err().to_string(), "order 1 has nothing open to receive");
}

#[tokio::test]
async fn a_refused_delivery_leaves_nothing_behind() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    let before = fixture.export().await;
    for delivery in [came(&[(1, 1), (7, 1)]), came(&[(1, 0)]), came(&[])] {
        assert!(receive(&fixture, 1, &delivery).await.is_err());
    }
    // Interrupted in the middle: the ledger is booked, the receipts are refused.
    fixture
        .sql("CREATE TRIGGER broken BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'broken'); END")
        .await;
    assert!(receive(&fixture, 1, &Delivery::default()).await.is_err());
    fixture.sql("DROP TRIGGER broken").await;
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn cancelling_keeps_what_came_and_orders_the_rest_anew() {
    let fixture = fixture().await;
    order(&fixture, &["b1"]).await;
    receive(&fixture, 1, &came(&[(1, 1)])).await.unwrap();
    let cancelled = vendor_orders::cancel(fixture.context(), &Request::unkeyed(), "1").await.unwrap();
    assert_eq!(cancelled.order.status, OrderStatus::Cancelled);
    assert_eq!(fixture.number("SELECT on_hand FROM stock_lines WHERE location = 1").await, 3);
    let anew = order(&fixture, &["b1"]).await;
    let op_amps =
        anew.orders.iter().flat_map(|order| &order.lines).find(|line| line.part == "tl074").unwrap();
    assert_eq!((anew.orders[0].order, op_amps.quantity), (2, Quantity::of(2)));
    for refused in [
        vendor_orders::cancel(fixture.context(), &Request::unkeyed(), "1").await.unwrap_err(),
        receive(&fixture, 1, &Delivery::default()).await.unwrap_err(),
        vendor_orders::place(fixture.context(), &Request::unkeyed(), "1").await.unwrap_err(),
    ] {
        assert!(matches!(refused, ServiceError::Refused(_)), "{refused}");
    }
    in_order(&fixture).await;
}

#[tokio::test]
async fn an_offer_without_a_price_is_ordered_and_said() {
    let mut bundle = workshop();
    bundle["parts"][1]["offers"][0]["prices"] = json!([]);
    let fixture = Fixture::with(&bundle.to_string()).await;
    let answer = order(&fixture, &["b1"]).await;
    assert_eq!((answer.total, answer.bound, answer.proven_optimal), (None, None, false));
    let number = answer.orders.iter().find(|order| order.vendor == "Mouser").unwrap().order;
    let placed =
        vendor_orders::place(fixture.context(), &Request::unkeyed(), &number.to_string()).await.unwrap();
    assert_eq!(placed.without_price, ["M-C"]);
    receive(&fixture, number, &Delivery::default()).await.unwrap();
    in_order(&fixture).await;
}

#[tokio::test]
async fn an_unknown_order_or_build_is_named() {
    let fixture = fixture().await;
    let receipt = receive(&fixture, 9, &Delivery::default()).await.unwrap_err();
    assert_eq!(receipt.to_string(), "there is no order \u{201c}9\u{201d}: give its number or its key");
    let which = For::Builds(vec!["b9".to_owned()]);
    let build = vendor_orders::generate(fixture.context(), &Request::unkeyed(), &which).await.unwrap_err();
    assert_eq!(build.to_string(), "there is no build \u{201c}b9\u{201d}: give its number or its key");
}

#[tokio::test]
async fn what_came_clears_the_build_that_it_was_ordered_for() {
    let mut bundle = workshop();
    bundle["stock"].as_array_mut().unwrap().push(json!({"part": "board", "location": "A2", "on_hand": 5}));
    let fixture = Fixture::with(&bundle.to_string()).await;
    order(&fixture, &["b1"]).await;
    receive(&fixture, 1, &Delivery::default()).await.unwrap();
    let report = builds::clear(fixture.context(), &Request::unkeyed(), "b1", None).await.unwrap();
    assert!(report.cleared);
    assert!(order(&fixture, &["b1"]).await.orders.is_empty());
    in_order(&fixture).await;
}
