//! Builds that want the same pieces.

use super::{Story, build, ends_with, lies, line, reserved, short};
use crate::shell::Shell;
use serde_json::json;
use std::process::Stdio;

/// Five op-amps, and builds that want some each.
fn five_op_amps(quantities: &[u32]) -> Story {
    Story::of(&["tl074"]).lying("tl074", "A1", 5).bom(&[line(1, &["U1"], "tl074")]).builds(quantities)
}

#[test]
fn of_two_builds_that_compete_for_one_part_the_first_gets_it_until_it_gives_it_back() {
    let shell = five_op_amps(&[3, 4]).begin();
    let three = [reserved("tl074", &[("tl074", "A1", 3)])];
    shell.ok_json(&["clear", "b1"]);
    let second = shell.json(3, &["clear", "b2"]);
    assert_eq!(second["shortages"], json!([short("tl074", 4, 2, &["U1"])]));
    assert_eq!(second["buildable"], 2, "what the first has reserved cannot be built with");
    let nothing = build(2, 4, "open", &[], &[short("tl074", 4, 2, &["U1"])]);
    ends_with(&shell, &[lies("tl074", "A1", 5, 3)], &[build(1, 3, "cleared", &three, &[]), nothing]);

    // What is here is reserved once somebody says so.
    shell.json(3, &["clear", "b2", "--partial"]);
    let two = [reserved("tl074", &[("tl074", "A1", 2)])];
    let partly = build(2, 4, "open", &two, &[short("tl074", 4, 2, &["U1"])]);
    ends_with(&shell, &[lies("tl074", "A1", 5, 5)], &[build(1, 3, "cleared", &three, &[]), partly]);

    shell.ok_json(&["cancel", "b1"]);
    assert_eq!(shell.ok_json(&["clear", "b2"])["cleared"], true);
    let four = [reserved("tl074", &[("tl074", "A1", 4)])];
    let builds = [build(1, 3, "cancelled", &[], &[]), build(2, 4, "cleared", &four, &[])];
    ends_with(&shell, &[lies("tl074", "A1", 5, 4)], &builds);
}

#[test]
fn cancelling_gives_back_what_was_reserved_and_clearing_again_takes_it_again() {
    let shell = five_op_amps(&[4]).begin();
    let four = [reserved("tl074", &[("tl074", "A1", 4)])];
    shell.ok_json(&["clear", "b1"]);
    assert_eq!(shell.ok_json(&["cancel", "b1"])["status"], "cancelled");
    ends_with(&shell, &[lies("tl074", "A1", 5, 0)], &[build(1, 4, "cancelled", &[], &[])]);
    // Over, but not for good.
    assert_eq!(shell.ok_json(&["cancel", "b1"])["status"], "cancelled");
    shell.fails(1, "build 1 is cancelled", &["complete", "b1"]);
    shell.fails(1, "build 1 is cancelled", &["edit", "b1", "--quantity", "2"]);
    shell.ok_json(&["clear", "b1"]);
    ends_with(&shell, &[lies("tl074", "A1", 5, 4)], &[build(1, 4, "cleared", &four, &[])]);
}

#[test]
fn cancelling_a_build_of_which_some_are_done_gives_back_the_rest_only() {
    let shell = five_op_amps(&[4]).begin();
    shell.ok_json(&["clear", "b1"]);
    shell.ok_json(&["complete", "b1", "--quantity", "1"]);
    shell.ok_json(&["cancel", "b1"]);
    let mut some_done = build(1, 4, "cancelled", &[], &[]);
    some_done["completed"] = json!(1);
    ends_with(&shell, &[lies("tl074", "A1", 4, 0)], &[some_done]);
    // Three are still to be made.
    let again = shell.ok_json(&["clear", "b1"]);
    assert_eq!(again["reservations"], json!([reserved("tl074", &[("tl074", "A1", 3)])]));
}

#[test]
fn a_completed_build_cannot_be_cancelled_and_stays_as_it_is() {
    let shell = five_op_amps(&[4]).begin();
    shell.ok_json(&["clear", "b1"]);
    shell.ok_json(&["complete", "b1"]);
    let before = shell.ok(&["export"]);
    let said = shell.fails(1, "build 1 is completed and cannot be cancelled", &["cancel", "b1"]);
    assert!(said.contains("reopen"), "{said}");
    shell.fails(1, "build 1 is completed", &["clear", "b1"]);
    shell.fails(1, "build 1 is completed", &["complete", "b1"]);
    shell.fails(1, "build 1 is completed", &["edit", "b1", "--priority", "3"]);
    assert_eq!(shell.ok(&["export"]), before);
    ends_with(&shell, &[lies("tl074", "A1", 1, 0)], &[build(1, 4, "completed", &[], &[])]);
}

#[test]
fn an_edit_that_no_longer_fits_opens_the_build_and_keeps_what_it_has() {
    let shell = five_op_amps(&[4]).begin();
    let four = [reserved("tl074", &[("tl074", "A1", 4)])];
    shell.ok_json(&["clear", "b1"]);
    assert_eq!(shell.ok_json(&["edit", "b1", "--quantity", "6"])["status"], "open");
    ends_with(&shell, &[lies("tl074", "A1", 5, 4)], &[build(1, 6, "open", &four, &[])]);
    shell.json(3, &["complete", "b1"]);
    let report = shell.json(3, &["clear", "b1"]);
    assert_eq!((&report["shortages"][0]["short"], &report["buildable"]), (&json!(1), &json!(5)));

    // A smaller one fits, and gives back what it no longer needs.
    shell.ok_json(&["edit", "b1", "--quantity", "5"]);
    shell.ok_json(&["clear", "b1"]);
    assert_eq!(shell.ok_json(&["edit", "b1", "--quantity", "2"])["status"], "cleared");
    let two = [reserved("tl074", &[("tl074", "A1", 2)])];
    ends_with(&shell, &[lies("tl074", "A1", 5, 2)], &[build(1, 2, "cleared", &two, &[])]);
    // Nothing is needed any more: clear, and nothing is held.
    assert_eq!(shell.ok_json(&["edit", "b1", "--leave-out", "U1"])["status"], "cleared");
    ends_with(&shell, &[lies("tl074", "A1", 5, 0)], &[build(1, 2, "cleared", &[], &[])]);
    // Wanted again, nothing is reserved for it.
    assert_eq!(shell.ok_json(&["edit", "b1", "--leave-out", ""])["status"], "open");
}

#[test]
fn of_two_clears_at_the_same_moment_one_reserves_the_last_pieces() {
    let shell = five_op_amps(&[5, 5]).begin();
    let both = ["b1", "b2"].map(|build| clearing(&shell, build));
    let mut codes = both.map(|mut process| process.wait().unwrap().code());
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(3)]);
    let mut state = shell.ok_json(&["state"]);
    assert_eq!(state["stock"], json!([lies("tl074", "A1", 5, 5)]));
    let mut builds: Vec<_> = state["builds"].as_array_mut().unwrap().iter_mut().collect();
    builds.sort_by_key(|build| build["status"].to_string());
    assert_eq!(builds[0]["reservations"], json!([reserved("tl074", &[("tl074", "A1", 5)])]));
    assert_eq!(builds[0]["shortages"], json!([]));
    assert_eq!(builds[1]["reservations"], json!([]));
    assert_eq!(builds[1]["shortages"], json!([short("tl074", 5, 5, &["U1"])]));
}

fn clearing(shell: &Shell, build: &str) -> std::process::Child {
    shell.command(&["clear", build, "--json"]).stdout(Stdio::null()).spawn().unwrap()
}
