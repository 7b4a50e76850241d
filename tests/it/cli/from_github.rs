//! The real binary against a local server that behaves like GitHub: a version that follows `main`.

use crate::github_stand_in::GitHubStandIn;
use crate::shell::Shell;
use serde_json::{Value, json};

const FIRST: &str = "1111111111111111111111111111111111111111";
const SECOND: &str = "2222222222222222222222222222222222222222";
const HEAD: &str = "\"#\",\"Reference\",\"Qty\",\"Value\",\"Footprint\",\"DNP\",\"Vendor\",\"PartNum\"\n";
const BOM: &str = "\"1\",\"R1, R2\",\"2\",\"4k7\",\"Resistor_SMD:R_0805_2012Metric\",\"\",\"\",\"\"\n\
    \"2\",\"C1\",\"1\",\"0.1uF\",\"Capacitor_SMD:C_0805_2012Metric\",\"\",\"\",\"\"\n\
    \"3\",\"R9\",\"1\",\"4.7K\",\"Resistor_SMD:R_0805_2012Metric\",\"\",\"\",\"\"\n\
    \"4\",\"R3\",\"1\",\"10k\",\"Resistor_SMD:R_0805_2012Metric\",\"DNP\",\"\",\"\"\n";
/// A row inserted, the rest sorted anew, one value changed.
const NEWER: &str = "\"1\",\"C1\",\"1\",\"100n\",\"Capacitor_SMD:C_0805_2012Metric\",\"\",\"\",\"\"\n\
    \"2\",\"C2\",\"1\",\"100nF\",\"Capacitor_SMD:C_0805_2012Metric\",\"\",\"\",\"\"\n\
    \"3\",\"R9\",\"1\",\"10k\",\"Resistor_SMD:R_0805_2012Metric\",\"\",\"\",\"\"\n\
    \"4\",\"R1, R2\",\"2\",\"4700\",\"Resistor_SMD:R_0805_2012Metric\",\"\",\"\",\"\"\n";

fn catalogue() -> Value {
    let part = |key: &str, symbol: &str, value: &str| json!({"key": key, "name": key, "symbol": symbol, "value": value, "package": "0805"});
    let stock = |part: &str| json!({"part": part, "location": "A1", "on_hand": 20});
    json!({
        "format": "clear-to-build/1", "workspace": {"name": "Workshop", "currency": "USD"},
        "packages": [{"name": "0805", "technology": "smd",
                      "footprints": ["Resistor_SMD:R_0805_2012Metric", "Capacitor_SMD:C_0805_2012Metric"]}],
        "parts": [part("r-4k7", "R", "4.7k"), part("r-4k3", "R", "4k3"), part("r-10k", "R", "10k"), part("c-100n", "C", "100n")],
        "locations": [{"name": "A1"}],
        "stock": [stock("r-4k7"), stock("r-4k3"), stock("r-10k"), stock("c-100n")],
    })
}

fn workshop(github: &GitHubStandIn) -> Shell {
    let shell = Shell::new().with("CTB_GITHUB_URL", &github.base_url());
    let file = shell.write("catalogue.json", catalogue().to_string());
    shell.ok_json(&["import", file.to_str().unwrap()]);
    shell.ok_json(&["project", "add", "Lfo", "--repository", "https://github.com/maker/lfo"]);
    shell.ok_json(&["version", "add", "Lfo", "dev", "--ref", "main", "--bom", "hardware/lfo.csv"]);
    shell
}

fn push(github: &GitHubStandIn, commit: &str, rows: &str) {
    let file = format!("{HEAD}{rows}");
    github.repository("maker", "lfo").push("main", commit, &[("hardware/lfo.csv", file.as_bytes())]);
}

/// The part or substitute of a reference, as `ctb state` says.
fn meaning(shell: &Shell, reference: &str) -> (Value, Value) {
    let state = shell.ok_json(&["state"]);
    let lines = state["versions"][0]["lines"].as_array().unwrap().clone();
    let line = lines
        .into_iter()
        .find(|line| line["references"].as_array().unwrap().contains(&json!(reference)))
        .unwrap();
    (line["part"].clone(), line["substitute"].clone())
}

#[test]
fn decisions_and_reservations_survive_a_newer_commit_and_the_build_says_that_its_bom_changed() {
    let github = GitHubStandIn::start_blocking();
    let shell = workshop(&github);
    push(&github, FIRST, BOM);
    let sync = shell.ok_json(&["sync", "Lfo", "dev"]);
    assert_eq!((&sync["commit"], &sync["lines"], &sync["unmatched"]), (&json!(FIRST), &json!(4), &json!([])));
    assert_eq!(meaning(&shell, "R1").0, "r-4k7", "4k7 and 4.7k are one value");
    assert_eq!(meaning(&shell, "C1").0, "c-100n", "0.1uF and 100n are one value");
    shell.ok_json(&["line", "Lfo", "dev", "R1", "--substitute", "r-4k3"]);
    shell.ok_json(&["build", "Lfo", "dev", "--quantity", "2", "--leave-out", "R9"]);
    let cleared = shell.ok_json(&["clear", "1"]);
    let reserved = |report: &Value| -> Vec<(String, u64)> {
        let entries = report["reservations"].as_array().unwrap().iter();
        entries
            .map(|entry| (entry["part"].as_str().unwrap().to_owned(), entry["quantity"].as_u64().unwrap()))
            .collect()
    };
    assert_eq!(
        reserved(&cleared),
        [("c-100n".into(), 2), ("r-4k3".into(), 4)],
        "R9 is left out, R3 not fitted"
    );

    push(&github, SECOND, NEWER);
    let preview = shell.ok_json(&["sync", "Lfo", "dev", "--preview"]);
    assert_eq!((&preview["added"], &preview["removed"]), (&json!(1), &json!(1)));
    shell.ok_json(&["sync", "Lfo", "dev"]);
    assert_eq!(
        meaning(&shell, "R1"),
        (json!("r-4k7"), json!("r-4k3")),
        "the decision follows its references"
    );
    let state = shell.ok_json(&["state"]);
    assert_eq!(state["builds"][0]["status"], "cleared", "nothing reserved is lost");
    assert_eq!(state["builds"][0]["reservations"].as_array().unwrap().len(), 2);
    let again = shell.ok_json(&["clear", "1"]);
    assert_eq!(reserved(&again), [("c-100n".into(), 4), ("r-4k3".into(), 4)]);
    assert!(again["notes"][0].as_str().unwrap().contains("BOM changed"), "{again}");
}
