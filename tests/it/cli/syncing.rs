//! Projects, and BOMs that are handed over as files.

use crate::shell::Shell;
use serde_json::json;
use std::path::Path;

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
    let mut preview = shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv", "--preview"]);
    assert_eq!(shell.ok(&["export"]), before);
    assert_eq!(preview.as_object_mut().unwrap().remove("builds"), Some(json!([])));
    let sync = shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv"]);
    assert_eq!(sync, preview);
    assert_eq!((&sync["lines"], &sync["added"], &sync["commit"]), (&json!(2), &json!(2), &json!(null)));
    assert_eq!(sync["unmatched"][1]["references"], json!(["U1"]));
    let again = shell.ok_json(&["sync", "Lfo", "v0", "--bom", "lfo.csv"]);
    assert_eq!((&again["added"], &again["changed"], &again["removed"]), (&json!(0), &json!(0), &json!(0)));
}

#[test]
fn a_preview_names_the_builds_that_would_newly_miss_something() {
    let shell = Shell::new();
    shell.write(
        "workshop.json",
        json!({"format": "clear-to-build/1", "workspace": {"name": "Workshop", "currency": "USD"},
            "packages": [{"name": "0805", "technology": "smd", "footprints": ["Resistor_SMD:R_0805_2012Metric"]}],
            "parts": [{"key": "r-10k", "name": "10k", "symbol": "R", "value": "10k", "package": "0805"}],
            "locations": [{"name": "A1"}], "stock": [{"part": "r-10k", "location": "A1", "on_hand": 5}],
            "projects": [{"name": "Lfo", "versions": [{"revision": "v0"}]}]})
        .to_string(),
    );
    shell.ok(&["import", "workshop.json"]);
    shell.write("one.csv", "Reference,Value,Footprint,Qty\n\"R1,R2\",10k,Resistor_SMD:R_0805_2012Metric,2\n");
    shell.ok(&["sync", "Lfo", "v0", "--bom", "one.csv"]);
    shell.ok(&["build", "Lfo", "v0", "--quantity", "2"]);
    shell.write(
        "two.csv",
        "Reference,Value,Footprint,Qty\n\"R1,R2,R3\",10k,Resistor_SMD:R_0805_2012Metric,3\nU1,TL074,,1\n",
    );
    let preview = ["sync", "Lfo", "v0", "--bom", "two.csv", "--preview"];
    let told = shell.ok_json(&preview);
    assert_eq!(told["changed"], 1);
    assert_eq!(
        told["builds"],
        json!([{"build": 1, "key": null, "project": "Lfo", "revision": "v0", "quantity": 2, "status": "open",
            "newly_missing": [{"part": "r-10k", "name": "10k", "short": 1, "references": ["R1", "R2", "R3"]}],
            "unmatched": [{"line": 2, "references": ["U1"], "wanted": "TL074"}]}])
    );
    let text = shell.ok(&preview);
    assert!(text.contains("1 r-10k (R1\u{2013}R3)"), "{text}");
    assert!(text.contains("TL074 (U1)"), "{text}");
    assert_eq!(shell.ok_json(&["clear", "1"])["cleared"], true, "a preview changes nothing");
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

#[test]
fn a_schematic_is_read_with_the_sheets_beside_it() {
    let shell = Shell::new();
    shell.ok(&["project", "add", "Filter"]);
    shell.ok(&["version", "add", "Filter", "r1"]);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples/stereo-filter");
    std::fs::create_dir_all(shell.path("hw/sheets")).unwrap();
    for file in ["stereo-filter.kicad_sch", "channel.kicad_sch", "sheets/power.kicad_sch"] {
        std::fs::copy(example.join(file), shell.path("hw").join(file)).unwrap();
    }
    let sync = ["sync", "Filter", "r1", "--bom", "hw/stereo-filter.kicad_sch"];
    let keyed = [&["--request", "once"], &sync[..]].concat();
    let read = shell.ok_json(&keyed);
    assert_eq!((&read["lines"], &read["warnings"]), (&14.into(), &serde_json::json!([])));

    // The CSV beside it is compared with it, in both directions, and never stands in the way.
    let csv = std::fs::read_to_string(example.join("stereo-filter.csv")).unwrap();
    shell.write("hw/stereo-filter.csv", csv.replace("\"100n\"", "\"15p\""));
    let told = shell.ok(&[&sync[..], &["--preview"]].concat());
    assert!(
        told.contains("Warning: The CSV beside it is stale (stereo-filter.csv): the schematic says that C7, C8 are 100n, not 15p."),
        "{told}"
    );
    let told = shell.ok(&["sync", "Filter", "r1", "--bom", "hw/stereo-filter.csv", "--preview"]);
    assert!(told.contains("Warning: stereo-filter.csv is stale: the schematic beside it"), "{told}");
    shell.write("hw/stereo-filter.csv", "no table");
    assert_eq!(shell.ok_json(&keyed), read);

    // A sheet belongs to what a request is about; without it the schematic is not read.
    let sheet = std::fs::read_to_string(shell.path("hw/channel.kicad_sch")).unwrap();
    shell.write("hw/channel.kicad_sch", sheet.replace("\"4k7\"", "\"5k6\""));
    assert_eq!(shell.run(&keyed).code, 1);
    std::fs::remove_file(shell.path("hw/channel.kicad_sch")).unwrap();
    shell.fails(1, "The sheet channel.kicad_sch, which stereo-filter.kicad_sch uses, is not there", &sync);
}
