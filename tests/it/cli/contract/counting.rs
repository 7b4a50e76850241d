//! `ctb count` where a part lies in several places, or in several lots of one place.

use super::{bundle, workshop};
use crate::shell::Shell;
use serde_json::{Value, json};

fn shop(stock: Value) -> Shell {
    workshop(&bundle(json!([{"key": "r-10k", "name": "10k"}]), stock, json!([])))
}

fn lies(part: &str, location: &str, lot: &str, on_hand: u32) -> Value {
    json!({"part": part, "location": location, "lot": lot, "on_hand": on_hand})
}

#[test]
fn a_place_is_named_only_where_there_is_a_choice() {
    let shell = shop(json!([lies("r-10k", "A1", "", 5), lies("r-10k", "B1", "", 0)]));
    let counted = shell.ok_json(&["count", "10k", "7"]);
    assert_eq!((&counted["location"], &counted["on_hand"]), (&json!("A1"), &json!(7)));
    shell.ok_json(&["count", "r-10k", "3", "--location", "B1"]);
    shell.fails(1, "A1, B1", &["count", "r-10k", "9"]);
}

#[test]
fn lots_are_counted_one_by_one_and_told_as_one() {
    let shell = shop(json!([lies("r-10k", "A1", "old", 5), lies("r-10k", "A1", "new", 6)]));
    shell.fails(1, "A1 lot new, A1 lot old", &["count", "r-10k", "9", "--location", "A1"]);
    shell.ok_json(&["count", "r-10k", "2", "--location", "A1", "--lot", "old"]);
    let stock = shell.ok_json(&["state"])["stock"].clone();
    let line = json!({"part": "r-10k", "location": "A1", "on_hand": 8, "reserved": 0, "available": 8, "deprioritized": false});
    assert_eq!(stock, json!([line]));
}
