//! From a bundle to finished pieces, as a script would do it.

use crate::shell::Shell;
use serde_json::{Value, json};

const BUNDLE: &str = r#"{
  "format": "clear-to-build/1",
  "workspace": {"name": "Workshop", "currency": "USD"},
  "parts": [{"key": "r-10k", "name": "10k"}, {"key": "r-9k1", "name": "9k1"}, {"key": "tl074", "name": "TL074"}],
  "locations": [{"name": "A3"}, {"name": "B1"}],
  "stock": [{"part": "r-10k", "location": "A3", "on_hand": 9}, {"part": "tl074", "location": "B1", "on_hand": 1},
            {"part": "r-9k1", "location": "A3", "on_hand": 50}],
  "projects": [{"name": "Lfo", "versions": [{"revision": "v0", "bom": [
    {"line": 1, "references": ["R1", "R2"], "quantity": 2, "value": "10k", "part": "r-10k"},
    {"line": 2, "references": ["U1"], "quantity": 1, "value": "TL074", "part": "tl074"}]}]}]
}"#;

fn workshop() -> Shell {
    let shell = Shell::new();
    shell.write("workshop.json", BUNDLE);
    let imported = shell.ok_json(&["import", "workshop.json"]);
    assert_eq!((&imported["parts"], &imported["projects"]), (&json!(3), &json!(1)));
    shell
}

fn build(shell: &Shell, quantity: &str) -> String {
    shell.ok_json(&["build", "Lfo", "v0", "--quantity", quantity])["build"].to_string()
}

#[test]
fn a_build_is_cleared_completed_and_reopened() {
    let shell = workshop();
    let number = build(&shell, "1");
    let report = shell.ok_json(&["clear", &number]);
    assert_eq!(report["cleared"], true);
    assert_eq!(
        report["reservations"][0],
        json!({"part": "r-10k", "quantity": 2, "from": [{"part": "r-10k", "location": "A3", "quantity": 2}]})
    );
    let done = shell.ok_json(&["complete", &number, "--request", "done"]);
    assert_eq!(done, json!({"build": 1, "status": "completed", "completed": 1}));
    assert_eq!(shell.ok_json(&["complete", &number, "--request", "done"]), done);
    shell.fails(1, "completed", &["cancel", &number]);
    assert_eq!(shell.ok_json(&["reopen", &number])["status"], "cleared");
    assert_eq!(shell.ok_json(&["cancel", &number])["status"], "cancelled");
}

#[test]
fn what_is_missing_is_said_and_the_exit_code_is_3() {
    let shell = workshop();
    let number = build(&shell, "3");
    let report = shell.json(3, &["clear", &number]);
    assert_eq!(report["cleared"], false);
    assert_eq!(report["buildable"], 1);
    assert_eq!(
        report["shortages"],
        json!([{"part": "tl074", "needed": 3, "short": 2, "references": ["U1"], "fallback": null}])
    );
    let shown = shell.run(&["clear", &number]);
    assert_eq!((shown.code, shown.stderr.as_str()), (3, ""));
    assert!(shown.stdout.contains("not clear to build; 1 could be built now"), "{}", shown.stdout);
    assert!(shown.stdout.contains("tl074       3        2  U1"), "{}", shown.stdout);
}

#[test]
fn completing_what_is_not_clear_changes_nothing_and_ends_with_3() {
    let shell = workshop();
    let number = build(&shell, "3");
    let before = shell.ok(&["export"]);
    shell.fails(3, "not clear to build", &["complete", &number]);
    assert_eq!(shell.json(3, &["complete", &number])["cleared"], false);
    assert_eq!(shell.ok(&["export"]), before);
}

#[test]
fn an_edit_leaves_lines_out_and_allows_a_fallback() {
    let shell = workshop();
    let number = build(&shell, "6");
    shell.ok(&["edit", &number, "--leave-out", "U1", "--fallback", "r-10k=r-9k1"]);
    let report = shell.ok_json(&["clear", &number]);
    let from: Vec<&Value> = report["reservations"][0]["from"].as_array().unwrap().iter().collect();
    assert!(from.iter().any(|source| source["part"] == "r-9k1"), "{report}");
    // Taken back, what is missing is missing again.
    shell.ok(&["edit", &number, "--fallback", "r-10k=none"]);
    shell.json(3, &["clear", &number]);
    shell.fails(1, "R77", &["edit", &number, "--leave-out", "R77"]);
    shell.fails(1, "there is no build", &["clear", "77"]);
}

#[test]
fn a_count_below_what_is_reserved_names_the_builds_that_are_no_longer_clear() {
    let shell = workshop();
    let number = build(&shell, "1");
    shell.ok(&["clear", &number]);
    let counted = shell.ok_json(&["count", "tl074", "0", "--location", "B1"]);
    assert_eq!(counted["no_longer_clear"], json!([1]));
    let told = shell.ok(&["count", "r-10k", "100"]);
    assert_eq!(told.lines().next(), Some("r-10k in A3: 100 on hand, 2 of them reserved."));
}

#[test]
fn the_same_id_for_other_arguments_is_refused() {
    let shell = workshop();
    let first = shell.ok_json(&["build", "Lfo", "v0", "--quantity", "1", "--request", "a"]);
    assert_eq!(shell.ok_json(&["--request", "a", "build", "Lfo", "v0", "--quantity", "1"]), first);
    shell.fails(1, "another command", &["build", "Lfo", "v0", "--quantity", "2", "--request", "a"]);
    shell.fails(1, "another command", &["clear", "1", "--request", "a"]);
}

#[test]
fn an_exported_workspace_imports_elsewhere_and_exports_the_same_bytes() {
    let shell = workshop();
    shell.ok(&["clear", &build(&shell, "1")]);
    let document = shell.run(&["export", "--json"]).json();
    assert_eq!(document["format"], "clear-to-build/1");
    shell.ok(&["export", "out.json"]);
    let other = Shell::new();
    let path = shell.path("out.json");
    other.ok(&["import", path.to_str().unwrap()]);
    assert_eq!(other.ok(&["export"]), std::fs::read_to_string(path).unwrap());
}

#[test]
fn a_bundle_with_faults_is_refused_whole_in_one_line() {
    let shell = Shell::new();
    shell.write(
        "faulty.json",
        BUNDLE.replace(r#""part": "tl074", "location""#, r#""part": "tl084", "location""#),
    );
    shell.fails(1, "/stock/1/part", &["import", "faulty.json"]);
    shell.fails(1, "missing.json cannot be read", &["import", "missing.json"]);
    // A file's content is part of its request.
    shell.write("a.json", BUNDLE);
    shell.ok(&["import", "a.json", "--request", "7"]);
    shell.ok(&["import", "a.json", "--request", "7"]);
    shell.write("a.json", BUNDLE.replace("TL074", "TL084"));
    shell.fails(1, "another command", &["import", "a.json", "--request", "7"]);
}
