//! What lines of a BOM, and lines beside it, come to.

use super::{Story, build, ends_with, lies, line, line_with, reserved, short, state};
use crate::shell::Shell;
use serde_json::{Value, json};

/// The lines of Lfo v0, as `[references, part, implicit]`, or what an unmatched one wanted.
fn meanings(shell: &Shell) -> Value {
    let versions = state(shell, "versions");
    let lines = versions[0]["lines"].as_array().unwrap().iter();
    lines
        .map(|line| {
            let part = if line["part"].is_null() { &line["unmatched"] } else { &line["part"] };
            json!([line["references"], part, line["implicit"]])
        })
        .collect()
}

/// Hands over rows below the usual header.
fn sync(shell: &Shell, rows: &str) -> Value {
    shell.write("lfo.csv", format!("Reference,Qty,Value,Footprint,Vendor,PartNum\n{rows}"));
    shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv"])
}

/// Two op-amps, one of which wants a socket, and resistors of one value under two names.
fn bench() -> Story {
    Story::of(&["tl074", "tl074-smd", "socket", "r-4k7", "r-4k7-b"])
        .say("tl074", json!({"symbol": "U", "value": "TL074", "package": "DIP-14",
            "offers": [{"vendor": "Tayda", "item_number": "A-1135", "prices": [{"quantity": 1, "unit_price": "0.50"}]}]}))
        .say("tl074-smd", json!({"symbol": "U", "value": "TL074", "package": "SOIC-14"}))
        .say("r-4k7", json!({"symbol": "R", "value": "4.7k", "package": "0805"}))
        .say("r-4k7-b", json!({"symbol": "R", "value": "4k7", "package": "0805"}))
        .with(json!({
            "packages": [
                {"name": "DIP-14", "technology": "tht", "footprints": ["Package_DIP:DIP-14_W7.62mm"]},
                {"name": "SOIC-14", "technology": "smd", "footprints": ["Package_SO:SOIC-14"]},
                {"name": "0805", "technology": "smd", "footprints": ["Resistor_SMD:R_0805_2012Metric"]}],
            "vendors": [{"name": "Mouser"}, {"name": "Tayda"}],
            "implicit_parts": [{"package": "DIP-14", "part": "socket", "quantity": 1}],
        }))
}

#[test]
fn a_dip_brings_its_socket_which_is_counted_left_out_and_replaced_with_it() {
    let shell = bench()
        .lying("tl074", "A1", 3)
        .lying("socket", "A1", 3)
        .lying("tl074-smd", "A1", 3)
        .builds(&[2])
        .begin();
    let read = sync(&shell, "\"U1,U2\",2,TL074,Package_DIP:DIP-14_W7.62mm,,\n");
    assert_eq!((&read["lines"], &read["unmatched"]), (&json!(1), &json!([])));
    let with_socket = json!([[["U1", "U2"], "tl074", false], [["U1", "U2"], "socket", true]]);
    assert_eq!(meanings(&shell), with_socket);
    let report = shell.json(3, &["clear", "b1"]);
    let both = json!([short("socket", 4, 1, &["U1", "U2"]), short("tl074", 4, 1, &["U1", "U2"])]);
    assert_eq!(report["shortages"], both);
    // One of them left out, its socket is left out too.
    shell.ok_json(&["edit", "b1", "--leave-out", "U2"]);
    let two = [reserved("socket", &[("socket", "A1", 2)]), reserved("tl074", &[("tl074", "A1", 2)])];
    assert_eq!(shell.ok_json(&["clear", "b1"])["reservations"], json!(two));
    // A body that needs none brings none.
    shell.ok_json(&["line", "Lfo", "v0", "U1", "--substitute", "tl074-smd"]);
    assert_eq!(meanings(&shell), json!([[["U1", "U2"], "tl074", false]]));
    let smd = [reserved("tl074-smd", &[("tl074-smd", "A1", 2)])];
    assert_eq!(shell.ok_json(&["clear", "b1"])["reservations"], json!(smd));
    let stock = [lies("socket", "A1", 3, 0), lies("tl074", "A1", 3, 0), lies("tl074-smd", "A1", 3, 2)];
    ends_with(&shell, &stock, &[build(1, 2, "cleared", &smd, &[])]);
    shell.ok_json(&["line", "Lfo", "v0", "U1", "--substitute", "none"]);
    assert_eq!(meanings(&shell), with_socket);
}

#[test]
fn own_lines_are_counted_and_outlive_a_sync() {
    let shell = Story::of(&["panel", "board", "tl074"])
        .lying("panel", "A1", 2)
        .lying("board", "A1", 9)
        .lying("tl074", "A1", 9)
        .version(json!({"own_lines": [{"part": "board", "quantity": 1}, {"part": "panel", "quantity": 2}]}))
        .bom(&[line(1, &["U1"], "tl074")])
        .builds(&[2])
        .begin();
    assert_eq!(shell.json(3, &["clear", "b1"])["shortages"], json!([short("panel", 4, 2, &[])]));
    // No reference names them, so no reference leaves them out.
    shell.write("lfo.csv", "Reference,Qty,Value\nU1,1,TL074\n");
    shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv"]);
    shell.ok_json(&["line", "Lfo", "v0", "U1", "--match", "tl074"]);
    shell.ok_json(&["edit", "b1", "--quantity", "1"]);
    let from = [
        reserved("board", &[("board", "A1", 1)]),
        reserved("panel", &[("panel", "A1", 2)]),
        reserved("tl074", &[("tl074", "A1", 1)]),
    ];
    shell.ok_json(&["clear", "b1"]);
    let stock = [lies("board", "A1", 9, 1), lies("panel", "A1", 2, 2), lies("tl074", "A1", 9, 1)];
    ends_with(&shell, &stock, &[build(1, 1, "cleared", &from, &[])]);
}

#[test]
fn left_out_optional_and_do_not_populate_lines_count_only_where_they_are_asked_for() {
    let shell = Story::of(&["x"])
        .lying("x", "A1", 9)
        .bom(&[
            line(1, &["R1", "R2"], "x"),
            line_with(2, &["R3", "R4"], "x", json!({"optional": true})),
            line_with(3, &["R5"], "x", json!({"do_not_populate": true})),
        ])
        .builds(&[1])
        .begin();
    let pieces = |choice: &[&str]| {
        if !choice.is_empty() {
            shell.ok_json(&[&["edit", "b1"], choice].concat());
        }
        shell.ok_json(&["clear", "b1"])["reservations"].pointer("/0/quantity").and_then(Value::as_u64)
    };
    assert_eq!(pieces(&[]), Some(2));
    assert_eq!(pieces(&["--include-optional", "R3"]), Some(3), "one reference of an optional line");
    assert_eq!(pieces(&["--include-optional", "R3,R4", "--leave-out", "R1"]), Some(3));
    assert_eq!(pieces(&["--leave-out", "R1,R3"]), Some(2), "left out beats included");
    assert_eq!(
        pieces(&["--include-optional", "R5", "--leave-out", ""]),
        Some(2),
        "do not populate is never built"
    );
    assert_eq!(pieces(&["--leave-out", "R1,R2"]), None, "nothing is left to reserve");
    shell.fails(1, "R6 is not in the BOM of Lfo v0", &["edit", "b1", "--leave-out", "R6"]);
    ends_with(&shell, &[lies("x", "A1", 9, 0)], &[build(1, 1, "cleared", &[], &[])]);
}

#[test]
fn a_bom_line_without_a_part_keeps_the_build_open_until_it_is_decided() {
    let jack = json!({"line": 2, "references": ["J1"], "quantity": 1, "value": "Thonkiconn", "footprint": "Jack", "part": null});
    let shell = Story::of(&["x", "jack"])
        .lying("x", "A1", 9)
        .bom(&[line(1, &["R1"], "x"), jack])
        .builds(&[1])
        .begin();
    let report = shell.json(3, &["clear", "b1"]);
    let wanted = json!([{"line": 2, "references": ["J1"], "wanted": "Thonkiconn Jack"}]);
    assert_eq!((&report["cleared"], &report["unmatched"]), (&json!(false), &wanted));
    assert_eq!((&report["shortages"], &report["buildable"]), (&json!([]), &json!(0)));
    let held = [reserved("x", &[("x", "A1", 1)])];
    ends_with(&shell, &[lies("x", "A1", 9, 1)], &[build(1, 1, "open", &held, &[])]);
    shell.json(3, &["complete", "b1"]);
    let orders = shell.ok_json(&["order", "b1"]);
    assert_eq!((&orders["orders"], &orders["no_offer"]), (&json!([]), &json!([])));

    // A part it is, and missing; left out, nothing is.
    shell.ok_json(&["line", "Lfo", "v0", "J1", "--match", "jack"]);
    assert_eq!(shell.json(3, &["clear", "b1"])["shortages"], json!([short("jack", 1, 1, &["J1"])]));
    assert_eq!(shell.ok_json(&["order", "b1"])["no_offer"], json!(["jack"]));
    shell.ok_json(&["edit", "b1", "--leave-out", "J1"]);
    assert_eq!(shell.ok_json(&["clear", "b1"])["cleared"], true);
    shell.fails(1, "J9", &["line", "Lfo", "v0", "J9", "--match", "jack"]);
}

#[test]
fn a_version_never_synced_is_neither_clear_nor_empty() {
    let shell = Story::of(&["x"]).lying("x", "A1", 9).builds(&[1]).begin();
    let report = shell.json(3, &["clear", "b1"]);
    let said = (&report["cleared"], &report["synced"], &report["buildable"]);
    assert_eq!(said, (&json!(false), &json!(false), &json!(0)));
    shell.json(3, &["complete", "b1"]);
    shell.fails(1, "has no BOM yet: sync it first", &["line", "Lfo", "v0", "R1", "--match", "x"]);
    shell.fails(1, "give the BOM as a file with --bom", &["sync", "Lfo", "v0"]);
    assert_eq!(shell.ok_json(&["order", "b1"])["orders"], json!([]));
    ends_with(&shell, &[lies("x", "A1", 9, 0)], &[build(1, 1, "open", &[], &[])]);
    assert_eq!(state(&shell, "versions")[0]["lines"], json!([]));
    // A BOM without lines is read, and there is nothing to wait for.
    let empty = Story::of(&["x"]).bom(&[]).builds(&[1]).begin();
    assert_eq!(empty.ok_json(&["clear", "b1"])["cleared"], true);
}

#[test]
fn two_vendors_in_one_cell_are_both_tried_and_one_is_counted() {
    let shell = bench().lying("tl074", "A1", 1).lying("socket", "A1", 1).builds(&[1]).begin();
    let read = sync(&shell, "U1,1,Op amp,,Mouser --and-- Tayda,595-TL074CN --and-- A-1135\n");
    assert_eq!(read["unmatched"], json!([]));
    let warnings = read["warnings"].to_string();
    assert!(warnings.contains("U1") && warnings.contains("only A-1135 is counted"), "{warnings}");
    assert_eq!(meanings(&shell), json!([[["U1"], "tl074", false], [["U1"], "socket", true]]));
    let from = [reserved("socket", &[("socket", "A1", 1)]), reserved("tl074", &[("tl074", "A1", 1)])];
    shell.ok_json(&["clear", "b1"]);
    let stock = [lies("socket", "A1", 1, 1), lies("tl074", "A1", 1, 1)];
    ends_with(&shell, &stock, &[build(1, 1, "cleared", &from, &[])]);
}

#[test]
fn values_spelt_differently_are_one_need_that_every_part_of_that_value_meets() {
    let shell = bench().lying("r-4k7", "A1", 3).lying("r-4k7-b", "B1", 2).builds(&[1, 1]).begin();
    let footprint = "Resistor_SMD:R_0805_2012Metric";
    let rows = format!(
        "R1,1,4k7,{footprint},,\nR2,1,4.7k,{footprint},,\n\"R3,R4\",2,\"4,7 k\u{3a9}\",{footprint},,\nR5,1,4700,{footprint},,\n"
    );
    assert_eq!(sync(&shell, &rows)["unmatched"], json!([]));
    let all = json!([
        [["R1"], "r-4k7", false],
        [["R2"], "r-4k7", false],
        [["R3", "R4"], "r-4k7", false],
        [["R5"], "r-4k7", false]
    ]);
    assert_eq!(meanings(&shell), all);
    let report = shell.ok_json(&["clear", "b1"]);
    let from = [reserved("r-4k7", &[("r-4k7", "A1", 3), ("r-4k7-b", "B1", 2)])];
    assert_eq!((&report["reservations"], &report["buildable"]), (&json!(from), &json!(1)));
    let missing = short("r-4k7", 5, 5, &["R1", "R2", "R3", "R4", "R5"]);
    assert_eq!(shell.json(3, &["clear", "b2"])["shortages"], json!([missing]));
    let stock = [lies("r-4k7", "A1", 3, 3), lies("r-4k7-b", "B1", 2, 2)];
    let builds = [build(1, 1, "cleared", &from, &[]), build(2, 1, "open", &[], &[missing])];
    ends_with(&shell, &stock, &builds);
}

#[test]
fn one_part_on_nine_lines_is_one_need_with_all_their_references() {
    let references = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"];
    let lines: Vec<Value> =
        (1..).zip(references).map(|(number, reference)| line(number, &[reference], "x")).collect();
    let shell = Story::of(&["x"]).lying("x", "A1", 12).lying("x", "B1", 5).bom(&lines).builds(&[2]).begin();
    let missing = short("x", 18, 1, &references);
    let report = shell.json(3, &["clear", "b1"]);
    assert_eq!((&report["shortages"], &report["reservations"]), (&json!([missing]), &json!([])));
    ends_with(
        &shell,
        &[lies("x", "A1", 12, 0), lies("x", "B1", 5, 0)],
        &[build(1, 2, "open", &[], &[missing])],
    );
    // Each piece of the build does without one reference: two fewer are needed.
    shell.ok_json(&["edit", "b1", "--leave-out", "R5"]);
    let from = [reserved("x", &[("x", "A1", 12), ("x", "B1", 4)])];
    assert_eq!(shell.ok_json(&["clear", "b1"])["reservations"], json!(from));
    shell.ok_json(&["complete", "b1"]);
    let stock = [lies("x", "A1", 0, 0), lies("x", "B1", 1, 0)];
    ends_with(&shell, &stock, &[build(1, 2, "completed", &[], &[])]);
    let line_numbers: Vec<u64> = state(&shell, "versions")[0]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["line"].as_u64().unwrap())
        .collect();
    assert_eq!(line_numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9], "lines are kept apart");
}
