//! Projects, and BOMs that are handed over as files.

use crate::shell::Shell;
use serde_json::json;

const BOM: &str = "Reference,Value,Footprint,Qty\n\"R1,R2\",10k,Resistor_SMD:R_0805_2012Metric,2\nU1,TL074,Package_SO:SOIC-14_3.9x8.7mm_P1.27mm,1\n";

fn project() -> Shell {
    let shell = Shell::new();
    assert_eq!(shell.ok_json(&["project", "add", "Lfo"])["project"], "Lfo");
    assert_eq!(shell.ok_json(&["version", "add", "Lfo", "v0"])["version"], "v0");
    shell.write("lfo.csv", BOM);
    shell
}

#[test]
fn a_preview_says_the_same_as_the_sync_and_changes_nothing() {
    let shell = project();
    let before = shell.ok(&["export"]);
    let preview = shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv", "--preview"]);
    assert_eq!(shell.ok(&["export"]), before);
    let sync = shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv"]);
    assert_eq!(sync, preview);
    assert_eq!((&sync["lines"], &sync["added"], &sync["commit"]), (&json!(2), &json!(2), &json!(null)));
    assert_eq!(sync["unmatched"][1]["references"], json!(["U1"]));
    let again = shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv"]);
    assert_eq!((&again["added"], &again["changed"], &again["removed"]), (&json!(0), &json!(0), &json!(0)));
}

#[test]
fn what_is_no_bom_changes_nothing() {
    let shell = project();
    shell.ok(&["sync", "Lfo", "v0", "--bom", "lfo.csv"]);
    let before = shell.ok(&["export"]);
    shell.write("error.html", "<!DOCTYPE html><html><body>404 Not Found</body></html>");
    assert_eq!(shell.run(&["sync", "Lfo", "v0", "--bom", "error.html"]).code, 1);
    assert_eq!(shell.ok(&["export"]), before);
    shell.fails(1, "nowhere.csv cannot be read", &["sync", "Lfo", "v0", "--bom", "nowhere.csv"]);
    shell.fails(1, "Vco", &["sync", "Vco", "v0", "--bom", "lfo.csv"]);
}

#[test]
fn a_version_without_lines_read_is_not_clear() {
    let shell = project();
    shell.ok(&["build", "Lfo", "v0", "--quantity", "1"]);
    assert_eq!(shell.json(3, &["clear", "1"])["cleared"], false);
}

#[test]
fn a_line_that_wants_an_unknown_part_or_project_is_refused() {
    let shell = project();
    shell.ok(&["sync", "Lfo", "v0", "--bom", "lfo.csv"]);
    shell.fails(1, "no-such-part", &["line", "Lfo", "v0", "U1", "--match", "no-such-part"]);
    shell.fails(1, "already", &["project", "add", "Lfo"]);
}
