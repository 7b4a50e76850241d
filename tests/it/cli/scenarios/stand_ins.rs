//! What may be used in place of what is wanted.

use super::{Story, build, ends_with, lies, line, reserved, short};
use serde_json::json;

#[test]
fn equivalents_in_a_chain_stand_in_for_each_other_end_to_end() {
    // A = B and B = C are said; only C lies there, and A is wanted.
    let shell = Story::of(&["a", "b", "c"])
        .say("a", json!({"equivalents": ["b"]}))
        .say("b", json!({"equivalents": ["c"]}))
        .lying("c", "A1", 2)
        .bom(&[line(1, &["R1"], "a")])
        .builds(&[2, 1])
        .begin();
    let report = shell.ok_json(&["clear", "b1"]);
    assert_eq!(report["reservations"], json!([reserved("a", &[("c", "A1", 2)])]));
    shell.json(3, &["clear", "b2"]);
    let first = build(1, 2, "cleared", &[reserved("a", &[("c", "A1", 2)])], &[]);
    ends_with(
        &shell,
        &[lies("c", "A1", 2, 2)],
        &[first, build(2, 1, "open", &[], &[short("a", 1, 1, &["R1"])])],
    );
    shell.ok_json(&["complete", "b1"]);
    assert_eq!(super::state(&shell, "stock"), json!([lies("c", "A1", 0, 0)]));
}

#[test]
fn equivalents_work_from_either_end_and_around_a_circle() {
    let shell = Story::of(&["a", "b", "c"])
        .say("a", json!({"equivalents": ["b"]}))
        .say("b", json!({"equivalents": ["c"]}))
        .say("c", json!({"equivalents": ["a"]}))
        .lying("a", "A1", 1)
        .bom(&[line(1, &["R1"], "c")])
        .builds(&[1])
        .begin();
    let report = shell.ok_json(&["clear", "b1"]);
    assert_eq!(report["reservations"], json!([reserved("c", &[("a", "A1", 1)])]));
}

#[test]
fn a_fallback_brings_its_own_equivalents() {
    // One wanted piece, one of the fallback, two of what equals the fallback.
    let shell = Story::of(&["wanted", "fallback", "equal", "other"])
        .say("fallback", json!({"equivalents": ["equal"], "alternatives": [{"part": "other", "rank": 1}]}))
        .lying("wanted", "A1", 1)
        .lying("fallback", "A1", 1)
        .lying("equal", "B1", 2)
        .lying("other", "B1", 9)
        .bom(&[line(1, &["R1"], "wanted")])
        .builds(&[4])
        .begin();
    let mut missing = short("wanted", 4, 3, &["R1"]);
    assert_eq!(shell.json(3, &["clear", "b1"])["shortages"], json!([missing]));
    shell.ok_json(&["edit", "b1", "--fallback", "wanted=fallback"]);
    let from = [reserved("wanted", &[("equal", "B1", 2), ("fallback", "A1", 1), ("wanted", "A1", 1)])];
    assert_eq!(shell.ok_json(&["clear", "b1"])["reservations"], json!(from));
    let stock = [
        lies("equal", "B1", 2, 2),
        lies("fallback", "A1", 1, 1),
        lies("other", "B1", 9, 0),
        lies("wanted", "A1", 1, 1),
    ];
    ends_with(&shell, &stock, &[build(1, 4, "cleared", &from, &[])]);

    // One more than all of them: the fallback is named, and its alternatives are not used.
    shell.ok_json(&["edit", "b1", "--quantity", "5"]);
    missing = short("wanted", 5, 1, &["R1"]);
    missing["fallback"] = json!("fallback");
    assert_eq!(shell.json(3, &["clear", "b1"])["shortages"], json!([missing]));
    shell.fails(1, "its own fallback", &["edit", "b1", "--fallback", "wanted=wanted"]);
}

#[test]
fn a_piece_that_two_needs_could_use_is_used_once_and_where_it_mends_most() {
    // Greedy from the first line would give the shared piece to R1, which has another.
    let shell = Story::of(&["a", "b", "shared"])
        .say("a", json!({"equivalents": ["shared"]}))
        .say("b", json!({"alternatives": [{"part": "shared", "rank": 1}]}))
        .lying("a", "A1", 1)
        .lying("shared", "A1", 1)
        .bom(&[line(1, &["R1"], "a"), line(2, &["R2"], "b")])
        .builds(&[1])
        .begin();
    let report = shell.ok_json(&["clear", "b1"]);
    let both = json!([reserved("a", &[("a", "A1", 1)]), reserved("b", &[("shared", "A1", 1)])]);
    assert_eq!(report["reservations"], both);
}

#[test]
fn a_stand_in_that_asks_is_never_reserved_by_itself() {
    let shell = Story::of(&["a", "b"])
        .say("a", json!({"alternatives": [{"part": "b", "rank": 1, "asks": true}]}))
        .lying("b", "A1", 5)
        .bom(&[line(1, &["R1"], "a")])
        .builds(&[1])
        .begin();
    assert_eq!(shell.json(3, &["clear", "b1"])["shortages"], json!([short("a", 1, 1, &["R1"])]));
    // The yes: a substitute for the line.
    shell.ok_json(&["line", "Lfo", "v0", "R1", "--substitute", "b"]);
    assert_eq!(shell.ok_json(&["clear", "b1"])["reservations"], json!([reserved("b", &[("b", "A1", 1)])]));
}
