//! Bundles that people write: defaults, and everything that is wrong with one at once.

use super::{bundle, line, refused, workshop};
use crate::shell::Shell;
use serde_json::{Value, json};

fn small() -> Value {
    let offer = json!({"vendor": "Mouser", "item_number": "R", "pack": 10, "prices": [{"quantity": 1, "unit_price": "2.00"}]});
    bundle(
        json!([{"key": "r-10k", "offers": [offer]}, {"key": "tl074"}]),
        json!([{"part": "r-10k", "location": "A1", "on_hand": 9}]),
        json!([line(1, &["R1", "R2"], "r-10k"), line(2, &["U1"], "tl074")]),
    )
}

#[test]
fn every_problem_is_reported_with_its_pointer() {
    let mut bundle = small();
    bundle["nope"] = json!(null);
    bundle["vendors"][0]["x/y~z"] = json!(1);
    bundle["parts"][0]["offers"][0]["prices"][0]["unit_price"] = json!(0.5);
    bundle["parts"][1]["equivalents"] = json!(["ne5532"]);
    bundle["stock"][0]["on_hand"] = json!(-1);
    bundle["projects"][0]["versions"][0]["bom"][1]["references"] = json!(["R1"]);
    bundle["builds"][0]["quantity"] = json!(0);
    bundle["builds"][0]["status"] = json!("ready");
    let mut found = refused(&bundle);
    found.sort();
    assert_eq!(
        found,
        [
            "/builds/0/quantity",
            "/builds/0/status",
            "/nope",
            "/parts/0/offers/0/prices/0/unit_price",
            "/parts/1/equivalents/0",
            "/projects/0/versions/0/bom/1/references/0",
            "/stock/0/on_hand",
            "/vendors/0/x~1y~0z",
        ]
    );
}

#[test]
fn a_hundred_faults_are_a_hundred_problems() {
    let mut bundle = small();
    let parts: Vec<Value> =
        (0..100).map(|number| json!({"key": format!("p{number}"), "colour": "red"})).collect();
    bundle["parts"] = json!(parts);
    let found = refused(&bundle);
    assert_eq!(found.iter().filter(|pointer| pointer.ends_with("/colour")).count(), 100);
}

#[test]
fn null_is_the_default_wherever_there_is_one() {
    let (plain, mut nulls) = (small(), small());
    for list in ["implicit_parts", "orders", "movements", "rates"] {
        nulls[list] = json!(null);
    }
    for field in ["minimum", "multiple", "url", "currency", "in_stock"] {
        nulls["parts"][0]["offers"][0][field] = json!(null);
    }
    nulls["parts"][1]["unit"] = json!(null);
    nulls["parts"][0]["unit"] = json!(null);
    nulls["builds"][0]["status"] = json!(null);
    nulls["stock"][0]["lot"] = json!(null);
    let told = |bundle: &Value| {
        let shell = workshop(bundle);
        let mut exported = shell.run(&["export", "--json"]).json();
        for movement in exported["movements"].as_array_mut().unwrap() {
            movement["at"] = json!(null);
        }
        exported["builds"][0]["created"] = json!(null);
        exported["projects"][0]["versions"][0]["synced"] = json!(null);
        exported
    };
    assert_eq!(told(&nulls), told(&plain));
}

#[test]
fn what_check_would_find_is_refused() {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut bundle = small();
        change(&mut bundle);
        refused(&bundle)
    };
    let order = |status: &str, line: Value| json!([{"vendor": "Mouser", "status": status, "lines": [line]}]);
    let ordered = |quantity: u32| json!({"item_number": "R", "part": "r-10k", "quantity": quantity});
    let of_pack = with(&|bundle| bundle["orders"] = order("placed", ordered(25)));
    assert_eq!(of_pack, ["/orders/0/lines/0/quantity"], "25 pieces in bags of 10");
    let pegs = with(&|bundle| {
        bundle["orders"] = order("placed", ordered(20));
        bundle["orders"][0]["lines"][0]["pegs"] = json!([{"build": "b1", "quantity": 21}]);
    });
    assert_eq!(pegs, ["/orders/0/lines/0/pegs"]);
    let received = with(&|bundle| {
        bundle["orders"] = order("received", ordered(20));
        bundle["orders"][0]["lines"][0]["received"] = json!(10);
    });
    assert_eq!(received, ["/orders/0/lines/0/received"]);
    let whole = with(&|bundle| {
        bundle["orders"] = order("part_received", ordered(20));
        bundle["orders"][0]["lines"][0]["received"] = json!(20);
    });
    assert_eq!(whole, ["/orders/0/status"]);
    let shared_out = with(&|bundle| {
        bundle["projects"][0]["versions"][0]["bom"][0]["line_references"] = json!(["R1", "R2", "R3"]);
    });
    assert_eq!(shared_out, ["/projects/0/versions/0/bom/0/line_references"]);
}

#[test]
fn of_a_received_order_that_says_nothing_else_everything_came() {
    let mut bundle = small();
    let line = json!({"item_number": "R", "part": "r-10k", "quantity": 20, "unit_price": "2.00"});
    bundle["orders"] = json!([{"key": "o1", "vendor": "Mouser", "status": "received", "lines": [line]}]);
    let shell = workshop(&bundle);
    assert_eq!(shell.ok_json(&["state"])["orders"][0]["lines"][0]["received"], 20);
    shell.fails(1, "nothing open", &["receive", "o1"]);
}

#[test]
fn a_ledger_that_leaves_a_cleared_build_short_or_with_too_much_is_refused() {
    let shell = workshop(&bundle(
        json!([{"key": "r-10k"}]),
        json!([{"part": "r-10k", "location": "A1", "on_hand": 9}]),
        json!([line(1, &["R1", "R2"], "r-10k")]),
    ));
    shell.ok_json(&["clear", "b1"]);
    let mut exported = shell.run(&["export", "--json"]).json();
    let elsewhere = Shell::new();
    elsewhere.write("bundle.json", exported.to_string());
    elsewhere.ok_json(&["import", "bundle.json"]);
    exported["builds"][0]["needs"][0]["quantity"] = json!(3);
    assert_eq!(refused(&exported), ["/builds/0/needs/0/quantity"]);
    exported["builds"][0]["needs"] = json!([]);
    assert_eq!(refused(&exported), ["/builds/0/needs"]);
}
