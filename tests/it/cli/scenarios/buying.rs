//! The main job from a shell, with bundles: shortages at two vendors are ordered, placed, received,
//! cleared and completed.

use crate::shell::Shell;
use serde_json::{Value, json};

/// Two vendors, a pack of ten, an offer without a price, a part that nobody sells.
fn bundle() -> Value {
    let offer = |vendor: &str, number: &str, price: &str| json!({"vendor": vendor, "item_number": number, "prices": [{"quantity": 1, "unit_price": price}]});
    json!({
        "format": "clear-to-build/1",
        "workspace": {"name": "Workshop", "currency": "USD"},
        "vendors": [{"name": "Mouser", "currency": "USD", "shipping": "7.99", "free_shipping_over": "50.00"},
                    {"name": "Tayda", "currency": "USD"}],
        "parts": [
            {"key": "tl074", "name": "TL074", "offers": [offer("Mouser", "595-TL074CN", "0.90")]},
            {"key": "jack", "name": "Jack", "offers": [{"vendor": "Tayda", "item_number": "A-1", "pack": 10, "minimum": 2,
                "prices": [{"quantity": 1, "unit_price": "2.00"}]}]},
            {"key": "knob", "name": "Knob", "offers": [{"vendor": "Tayda", "item_number": "A-2", "prices": []}]},
            {"key": "panel", "name": "Panel"}, {"key": "r-10k", "name": "10k"}
        ],
        "locations": [{"name": "A1"}],
        "stock": [{"part": "tl074", "location": "A1", "on_hand": 1}, {"part": "r-10k", "location": "A1", "on_hand": 50},
                  {"part": "knob", "location": "A1", "on_hand": 4}, {"part": "panel", "location": "A1", "on_hand": 4}],
        "projects": [{"name": "Lfo", "versions": [{"revision": "v0", "own_lines": [{"part": "panel", "quantity": 1}], "bom": [
            {"line": 1, "references": ["U1"], "quantity": 1, "value": "TL074", "part": "tl074"},
            {"line": 2, "references": ["J1", "J2", "J3"], "quantity": 3, "value": "Jack", "part": "jack"},
            {"line": 3, "references": ["R1"], "quantity": 1, "value": "10k", "part": "r-10k"},
            {"line": 4, "references": ["K1"], "quantity": 1, "value": "Knob", "part": "knob"}]}]}],
        "builds": [{"key": "b1", "project": "Lfo", "revision": "v0", "quantity": 3, "status": "open"},
                   {"key": "b2", "project": "Lfo", "revision": "v0", "quantity": 2, "status": "open"}],
    })
}

fn workshop() -> Shell {
    let shell = Shell::new();
    let file = shell.write("workshop.json", bundle().to_string());
    shell.ok_json(&["import", file.to_str().unwrap()]);
    shell
}

fn order_of<'a>(answer: &'a Value, vendor: &str) -> &'a Value {
    answer["orders"].as_array().unwrap().iter().find(|order| order["vendor"] == vendor).unwrap()
}

fn number(order: &Value) -> String {
    order["order"].to_string()
}

#[test]
fn shortages_at_two_vendors_are_ordered_received_cleared_and_completed() {
    let shell = workshop();
    let report = shell.json(3, &["clear", "b1"]);
    assert_eq!(report["shortages"].as_array().unwrap().len(), 2, "{report}");
    let first = shell.ok_json(&["order", "b1"]);
    let (mouser, tayda) = (order_of(&first, "Mouser"), order_of(&first, "Tayda"));
    assert_eq!(mouser["lines"][0]["quantity"], 2);
    assert_eq!((mouser["shipping"].as_str(), mouser["total"].as_str()), (Some("7.99"), Some("9.79")));
    assert_eq!((tayda["lines"][0]["quantity"].as_u64(), tayda["total"].as_str()), (Some(20), Some("4.00")));
    assert_eq!(first["total"], "13.79");
    let again = shell.ok_json(&["order", "b1"]);
    assert_eq!(again, first, "generating again orders nothing again");

    shell.ok_json(&["place", &number(mouser)]);
    let placed = shell.ok_json(&["order", "b1"]);
    assert_eq!(placed["orders"].as_array().unwrap().len(), 1, "what is on its way counts: {placed}");
    shell.ok_json(&["receive", &number(mouser)]);
    let partly = shell.ok_json(&["receive", &number(tayda), "--line", "1=5"]);
    assert_eq!(partly["status"], "part_received", "a draft is placed first: {partly}");
    let still = shell.json(3, &["clear", "b1"]);
    assert_eq!(still["shortages"][0]["short"], 4);
    let rest = shell.ok_json(&["receive", &number(tayda)]);
    assert_eq!(rest["status"], "received");
    let report = shell.ok_json(&["clear", "b1"]);
    assert_eq!(report["cleared"], true);
    let done = shell.ok_json(&["complete", "b1"]);
    assert_eq!(done["status"], "completed");
    shell.fails(1, "completed", &["cancel", "b1"]);

    let state = shell.ok_json(&["state"]);
    let orders = state["orders"].as_array().unwrap();
    assert!(orders.iter().all(|order| order["status"] == "received"), "{orders:?}");
    let jacks = state["stock"].as_array().unwrap().iter().find(|line| line["part"] == "jack").unwrap();
    assert_eq!((jacks["on_hand"].as_u64(), jacks["reserved"].as_u64()), (Some(11), Some(0)));
}

#[test]
fn each_build_is_ordered_for_and_a_cancelled_order_no_longer_counts() {
    let shell = workshop();
    let one = shell.ok_json(&["order", "b1"]);
    let both = shell.ok_json(&["order", "--all"]);
    let pieces = |answer: &Value| order_of(answer, "Mouser")["lines"][0]["quantity"].as_u64();
    assert_eq!((pieces(&one), pieces(&both)), (Some(2), Some(4)));
    assert_eq!(both["no_offer"], json!(["panel"]), "four panels for five pieces");
    let knobs = order_of(&both, "Tayda")["lines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["part"] == "knob")
        .unwrap();
    assert_eq!(knobs["unit_price"], Value::Null, "an offer without a price is ordered, and says so");
    let mouser = number(order_of(&both, "Mouser"));
    shell.ok_json(&["place", &mouser]);
    shell.ok_json(&["cancel-order", &mouser]);
    let anew = shell.ok_json(&["order", "--all"]);
    assert_eq!(pieces(&anew), Some(4));
    shell.fails(1, "cancelled", &["receive", &mouser]);
    shell.fails(1, "no order", &["place", "99"]);
}

/// Lines of an order: pieces, and of them those that came.
fn pieces(answer: &Value) -> Vec<(u64, u64)> {
    let lines = answer["lines"].as_array().unwrap().iter();
    lines.map(|line| (line["quantity"].as_u64().unwrap(), line["received"].as_u64().unwrap())).collect()
}

#[test]
fn a_delivery_may_be_short_and_then_over_and_says_so() {
    let shell = workshop();
    let orders = shell.ok_json(&["order", "b1"]);
    let mouser = number(order_of(&orders, "Mouser"));
    let short = shell.ok_json(&["receive", &mouser, "--line", "1=1"]);
    assert_eq!((short["status"].as_str(), pieces(&short)), (Some("part_received"), vec![(2, 1)]));
    assert_eq!((&short["received"][0]["over"], &short["for_builds"]), (&json!(false), &json!([1])));
    // The other is on its way: nothing is to be bought there, although it is missing.
    assert!(
        shell.ok_json(&["order", "b1"])["orders"]
            .as_array()
            .unwrap()
            .iter()
            .all(|order| order["vendor"] != "Mouser")
    );
    let over = shell.ok_json(&["receive", &mouser, "--line", "1=4"]);
    assert_eq!((over["status"].as_str(), pieces(&over)), (Some("received"), vec![(2, 5)]));
    assert_eq!(
        over["received"][0],
        json!({"line": 1, "part": "tl074", "quantity": 4, "location": "A1", "over": true})
    );
    let lying = |part: &str| {
        let stock = shell.ok_json(&["state"])["stock"].take();
        let lines = stock.as_array().unwrap().iter().filter(|line| line["part"] == part);
        lines.map(|line| line["on_hand"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!(lying("tl074"), 6);

    // What is left of an order that is over is refused, and a line that is not there is named.
    let before = shell.ok(&["export"]);
    shell.fails(1, "order 1 has nothing open to receive", &["receive", &mouser]);
    shell.fails(1, "order 1 has no line 9: it has lines 1 to 1", &["receive", &mouser, "--line", "9=1"]);
    shell.fails(1, "came with no pieces", &["receive", &mouser, "--line", "1=0"]);
    shell.fails(1, "order 1 is received", &["place", &mouser]);
    shell.fails(1, "order 1 is received", &["cancel-order", &mouser]);
    assert_eq!(shell.ok(&["export"]), before);
    // Even then more may come of it.
    let late = shell.ok_json(&["receive", &mouser, "--line", "1=1"]);
    assert_eq!((late["status"].as_str(), &late["received"][0]["over"]), (Some("received"), &json!(true)));
    assert_eq!(lying("tl074"), 7);
}

#[test]
fn an_offer_without_a_price_is_ordered_placed_and_received() {
    let shell = workshop();
    let orders = shell.ok_json(&["order", "--all"]);
    let tayda = order_of(&orders, "Tayda");
    let said = (&tayda["total"], &orders["total"], &orders["proven_optimal"]);
    assert_eq!(said, (&Value::Null, &Value::Null, &json!(false)), "an unknown price is no zero");
    let placed = shell.ok_json(&["place", &number(tayda)]);
    assert_eq!(placed["without_price"], json!(["A-2"]));
    let received = shell.ok_json(&["receive", &number(tayda), "--location", "Shelf"]);
    assert_eq!(received["status"], "received");
    assert!(
        received["received"].as_array().unwrap().iter().all(|line| line["location"] == "Shelf"),
        "{received}"
    );
    assert_eq!(shell.ok_json(&["state"])["orders"][1]["status"], "received");
}

#[test]
fn orders_survive_export_and_import() {
    let shell = workshop();
    let orders = shell.ok_json(&["order", "--all"]);
    shell.ok_json(&["receive", &number(order_of(&orders, "Tayda")), "--line", "1=3"]);
    shell.json(3, &["clear", "b1", "--partial"]);
    let file = shell.path("out.json");
    shell.ok(&["export", file.to_str().unwrap()]);
    let other = Shell::new();
    other.ok_json(&["import", file.to_str().unwrap()]);
    let copy = other.path("copy.json");
    other.ok(&["export", copy.to_str().unwrap()]);
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(&copy).unwrap());
    assert_eq!(other.ok(&["state"]), shell.ok(&["state"]));
    assert_eq!(other.ok_json(&["order", "--all"]), shell.ok_json(&["order", "--all"]));
}
