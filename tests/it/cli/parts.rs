//! Looking at the catalogue from the shell.

use crate::shell::Shell;
use serde_json::Value;

fn pieces(lines: &Value) -> i64 {
    lines.as_array().unwrap().iter().map(|line| line["on_hand"].as_i64().unwrap()).sum()
}

#[test]
fn parts_are_listed_searched_and_shown() {
    let shell = Shell::new();
    assert_eq!(shell.ok_json(&["part", "list"]), serde_json::json!([]));
    assert_eq!(shell.ok(&["part", "list"]).trim(), "No parts.");
    shell.ok(&["demo"]);
    let all = shell.ok_json(&["part", "list"]);
    assert_eq!(pieces(&all), pieces(&shell.ok_json(&["state"])["stock"]), "every piece is in the list once");
    let all = all.as_array().unwrap();
    let found = shell.ok_json(&["part", "list", "10", "k\u{3a9}"]);
    let found = found.as_array().unwrap();
    assert!(!found.is_empty() && found.len() < all.len(), "{found:?}");
    for part in found {
        assert!(all.contains(part));
        let page = shell.ok_json(&["part", "show", part["part"].as_str().unwrap()]);
        assert_eq!(page["part"]["key"], part["part"]);
        assert_eq!(pieces(&page["stock"]), part["on_hand"].as_i64().unwrap());
    }
    let key = found[0]["part"].as_str().unwrap();
    assert!(shell.ok(&["part", "show", key]).starts_with(key));
    assert!(shell.ok(&["part", "list", key]).contains(key));
    shell.fails(1, "there is no part", &["part", "show", "nothing-like-it"]);
    shell.fails(1, "search: 201 characters are too many", &["part", "list", &"x".repeat(201)]);
}
