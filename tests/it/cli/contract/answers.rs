//! What commands answer, and what they answer where they refuse.

use super::{bundle, line, workshop};
use crate::shell::Shell;
use serde_json::json;

#[test]
fn a_refusal_is_one_line_for_people_and_one_document_for_programs() {
    let shell = workshop(&bundle(json!([{"key": "r-10k"}]), json!([]), json!([line(1, &["R1"], "r-10k")])));
    for refused in [
        &["build", "Lfo", "v9", "--quantity", "1"][..],
        &["build", "Lfo", "v0", "--quantity", "1", "--leave-out", "R9"],
        &["clear", "b9"],
        &["reopen", "b1"],
        &["place", "7"],
        &["count", "r-11k", "3"],
        &["import", "missing.json"],
        &["import", "bundle.json"],
        &["sync", "Lfo", "v0"],
        &["state", "--workspace", "Elsewhere"],
        &["state", "--database", "postgres://here"],
    ] {
        let line = shell.fails(1, "", refused);
        let told = shell.run(&[refused, &["--json"]].concat());
        assert_eq!((told.code, told.json()), (1, json!({"error": line})), "{refused:?}");
        assert_eq!(told.stderr, format!("ctb: {line}\n"), "{refused:?}");
    }
}

#[test]
fn what_is_not_there_is_told_with_how_to_name_it() {
    let shell = Shell::new();
    shell.fails(1, "there is no build \u{201c}b9\u{201d}: give its number or its key", &["clear", "b9"]);
    shell.fails(1, "its key, its name or its manufacturer part number", &["count", "r-10k", "1"]);
    shell.fails(1, "there is no project \u{201c}Lfo\u{201d}: add it first", &["version", "add", "Lfo", "v0"]);
}

#[test]
fn own_lines_are_part_of_the_working_state() {
    let mut bundle =
        bundle(json!([{"key": "r-10k"}, {"key": "panel"}]), json!([]), json!([line(1, &["R1"], "r-10k")]));
    let own = json!([{"part": "panel", "quantity": 1, "note": "black"}]);
    bundle["projects"][0]["versions"][0]["own_lines"] = own.clone();
    assert_eq!(workshop(&bundle).ok_json(&["state"])["versions"][0]["own_lines"], own);
}

#[test]
fn clearing_and_state_tell_of_a_short_part_all_its_lines() {
    // R1 takes any 10k that is good enough, R2 only this one: two needs of one part, one of them short.
    let resistor = |key: &str, tolerance: &str| json!({"key": key, "symbol": "R", "value": "10k", "tolerance": tolerance, "package": "0805"});
    let (mut any, only) = (line(1, &["R1"], "r-10k"), line(2, &["R2"], "r-10k"));
    any["by_requirement"] = json!(true);
    any["value"] = json!("10k");
    let shell = workshop(&bundle(
        json!([resistor("r-10k", "5%"), resistor("r-10k-01", "1%")]),
        json!([{"part": "r-10k-01", "location": "A1", "on_hand": 2}]),
        json!([any, only]),
    ));
    let report = shell.json(3, &["clear", "b1"]);
    let short =
        json!([{"part": "r-10k", "needed": 4, "short": 2, "references": ["R1", "R2"], "fallback": null}]);
    assert_eq!(report["shortages"], short);
    let state = shell.ok_json(&["state"]);
    assert_eq!(state["builds"][0]["shortages"], short);
    assert_eq!(state["builds"][0]["reservations"], report["reservations"]);
    assert_eq!(
        report["reservations"][0]["from"],
        json!([{"part": "r-10k-01", "location": "A1", "quantity": 2}])
    );
}

#[test]
fn an_import_that_made_a_second_workspace_is_answered_again() {
    let mut bundle = bundle(json!([{"key": "r-10k"}]), json!([]), json!([]));
    let shell = workshop(&bundle);
    bundle["workspace"]["name"] = json!("Lab");
    shell.write("lab.json", bundle.to_string());
    let first = shell.ok_json(&["import", "lab.json", "--request", "lab"]);
    assert_eq!(shell.ok_json(&["import", "lab.json", "--request", "lab"]), first);
    shell.fails(1, "Lab", &["import", "lab.json"]);
}
