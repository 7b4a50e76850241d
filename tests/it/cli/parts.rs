//! Looking at the catalogue from the shell.

use crate::parts_import::workbook;
use crate::shell::Shell;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn pieces(lines: &Value) -> i64 {
    lines.as_array().unwrap().iter().map(|line| line["on_hand"].as_i64().unwrap()).sum()
}

/// The kinds of use of a part; what else its page says of uses and offers is there for each.
fn kinds_of_use(shell: &Shell, part: &Value) -> Vec<String> {
    let page = shell.ok_json(&["part", "show", part["part"].as_str().unwrap()]);
    for offer in page["offers"].as_array().unwrap() {
        let fields = offer.as_object().unwrap();
        assert!(
            ["item_number", "prices", "vendor_name"].iter().all(|field| fields.contains_key(*field)),
            "{offer}"
        );
    }
    page["uses"].as_array().unwrap().iter().map(|place| place["use"].as_str().unwrap().to_owned()).collect()
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
    let kinds: BTreeSet<String> = all.iter().take(40).flat_map(|part| kinds_of_use(&shell, part)).collect();
    assert!(kinds.contains("build") && kinds.contains("line"), "{kinds:?}");
    let key = found[0]["part"].as_str().unwrap();
    assert!(shell.ok(&["part", "show", key]).starts_with(key));
    assert!(shell.ok(&["part", "list", key]).contains(key));
    shell.fails(1, "there is no part", &["part", "show", "nothing-like-it"]);
    shell.fails(1, "search: 201 characters are too many", &["part", "list", &"x".repeat(201)]);
}

#[test]
fn a_list_comes_in_from_a_workbook_and_from_a_pasted_file_and_out_again() {
    let shell = Shell::new();
    shell.write("stock.xlsx", workbook());
    let would = shell.ok_json(&["parts", "import", "stock.xlsx", "--dry-run"]);
    assert_eq!((&would["made"], &would["rows"]), (&json!(2), &json!(2)), "{would}");
    assert_eq!(shell.ok_json(&["part", "list"]), json!([]), "nothing was changed");
    let imported = shell.ok_json(&["parts", "import", "stock.xlsx"]);
    assert_eq!((&imported["made"], &imported["counted"]), (&json!(2), &json!(2)), "{imported}");
    assert_eq!(pieces(&shell.ok_json(&["part", "list"])), 15);
    assert!(shell.ok(&["parts", "import", "stock.xlsx"]).contains("2 rows said what was known"));

    shell.write("more.csv", "Name,Qty,Bin\nKnob,many,C1\nJack,4,C1\n");
    let told = shell.ok(&["parts", "import", "more.csv", "--map", "Bin=location"]);
    assert!(told.contains("1 part new") && told.contains("1 row waits: ctb parts tray says why"), "{told}");
    let tray = shell.ok_json(&["parts", "tray"]);
    assert_eq!((&tray["waiting"], tray["rows"].as_array().unwrap().len()), (&json!(1), 1), "{tray}");
    shell.fails(1, "no column", &["parts", "import", "more.csv", "--map", "Nowhere=location"]);
    shell.fails(1, "nothing.csv", &["parts", "import", "nothing.csv"]);

    let batch = imported["batch"].to_string();
    let undone = shell.ok_json(&["parts", "import", "--undo", &batch]);
    assert_eq!(undone["counted_back"], json!(2), "{undone}");
    shell.fails(1, "undone", &["parts", "import", "--undo", &batch]);
    shell.ok(&["check"]);
}
