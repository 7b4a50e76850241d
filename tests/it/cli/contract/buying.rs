//! Orders: pieces everywhere, several offers where one has too few, and what is proven.

use super::{bundle, line, workshop};
use serde_json::{Value, json};

fn offer(vendor: &str, number: &str, price: &str) -> Value {
    json!({"vendor": vendor, "item_number": number, "prices": [{"quantity": 1, "unit_price": price}]})
}

#[test]
fn orders_count_pieces_in_answers_in_the_state_and_in_bundles() {
    let mut bag = offer("Mouser", "BAG", "2.00");
    bag["pack"] = json!(10);
    bag["multiple"] = json!(2);
    let shell = workshop(&bundle(
        json!([{"key": "r-10k", "offers": [bag]}]),
        json!([]),
        json!([line(1, &["R1", "R2", "R3"], "r-10k")]),
    ));
    let answer = shell.ok_json(&["order", "b1"]);
    let ordered = &answer["orders"][0]["lines"][0];
    assert_eq!((ordered["quantity"].as_u64(), ordered["total"].as_str()), (Some(20), Some("4.00")));
    assert_eq!((answer["total"].as_str(), answer["bound"].as_str()), (Some("9.00"), Some("9.00")));
    assert_eq!(answer["proven_optimal"], true, "there is no other way to buy it");
    let first = |document: &Value| document["orders"][0]["lines"][0]["quantity"].clone();
    assert_eq!(first(&shell.ok_json(&["state"])), 20);
    assert_eq!(first(&shell.run(&["export", "--json"]).json()), 20);
    shell.ok_json(&["receive", "1"]);
    let state = shell.ok_json(&["state"]);
    assert_eq!((first(&state), &state["orders"][0]["lines"][0]["received"]), (json!(20), &json!(20)));
    assert_eq!(state["stock"][0]["on_hand"], 20);
}

#[test]
fn what_no_vendor_has_enough_of_is_ordered_at_several() {
    let few = |vendor: &str, number: &str, price: &str, stock: u32| {
        let mut offer = offer(vendor, number, price);
        offer["in_stock"] = json!(stock);
        offer
    };
    let offers = json!([few("Mouser", "M", "0.20", 5), few("Tayda", "T", "0.10", 4)]);
    let shell = workshop(&bundle(
        json!([{"key": "r-10k", "offers": offers}, {"key": "tl074", "offers": [few("Mouser", "U", "0.90", 1)]}]),
        json!([]),
        json!([line(1, &["R1", "R2", "R3", "R4"], "r-10k"), line(2, &["U1"], "tl074")]),
    ));
    let answer = shell.ok_json(&["order", "b1"]);
    assert_eq!(answer["no_offer"], json!(["tl074"]), "two are wanted, one is there");
    let pieces: Vec<(&str, u64)> = answer["orders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| (order["vendor"].as_str().unwrap(), order["lines"][0]["quantity"].as_u64().unwrap()))
        .collect();
    assert_eq!(pieces, [("Mouser", 4), ("Tayda", 4)]);
    assert_eq!((answer["total"].as_str(), &answer["proven_optimal"]), (Some("8.20"), &json!(true)));
    assert_eq!(shell.ok_json(&["order", "b1"]), answer, "ordering again orders nothing again");
    shell.ok_json(&["receive", "1"]);
    shell.ok_json(&["receive", "2"]);
    let report = shell.json(3, &["clear", "b1"]);
    assert_eq!(report["shortages"].as_array().unwrap().len(), 1, "{report}");
}

#[test]
fn nothing_to_buy_is_proven() {
    let mut bundle = bundle(json!([{"key": "r-10k"}]), json!([]), json!([line(1, &["R1"], "r-10k")]));
    bundle["orders"] = json!([{"vendor": "Mouser", "status": "draft", "lines": [{"item_number": "X", "part": "r-10k", "quantity": 1}]}]);
    let answer = workshop(&bundle).ok_json(&["order", "--all"]);
    assert_eq!((&answer["orders"], &answer["no_offer"]), (&json!([]), &json!(["r-10k"])));
    assert_eq!(
        (&answer["total"], &answer["bound"], &answer["proven_optimal"]),
        (&json!("0.00"), &json!("0.00"), &json!(true))
    );
}
