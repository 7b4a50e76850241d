//! What programs rely on, clause by clause: the fixed names and shapes of commands and bundles, tried
//! with bundles as somebody writes them by hand.

mod answers;
mod bundles;
mod buying;
mod counting;

use crate::shell::Shell;
use serde_json::{Value, json};

/// A bundle with one version of one project; lists that are not given are empty.
fn bundle(parts: Value, stock: Value, lines: Value) -> Value {
    json!({
        "format": "clear-to-build/1",
        "workspace": {"name": "Workshop", "currency": "USD"},
        "packages": [{"name": "0805", "technology": "smd", "footprints": ["R_0805"]}],
        "vendors": [{"name": "Mouser", "shipping": "5.00"}, {"name": "Tayda", "shipping": "2.00"}],
        "parts": parts,
        "locations": [{"name": "A1"}, {"name": "B1"}],
        "stock": stock,
        "projects": [{"name": "Lfo", "versions": [{"revision": "v0", "bom": lines}]}],
        "builds": [{"key": "b1", "project": "Lfo", "revision": "v0", "quantity": 2, "status": "open"}],
    })
}

fn line(number: u32, references: &[&str], part: &str) -> Value {
    json!({"line": number, "references": references, "quantity": references.len(), "value": part, "part": part})
}

/// A shop with that bundle in it.
#[track_caller]
fn workshop(bundle: &Value) -> Shell {
    let shell = Shell::new();
    shell.write("bundle.json", bundle.to_string());
    shell.ok_json(&["import", "bundle.json"]);
    shell
}

/// Imports into an empty database what must be refused; answers where its problems are.
#[track_caller]
fn refused(bundle: &Value) -> Vec<String> {
    let shell = Shell::new();
    shell.write("bundle.json", bundle.to_string());
    let told = shell.json(1, &["import", "bundle.json"]);
    assert_eq!(shell.ok_json(&["state"])["versions"], json!([]), "nothing of it was imported");
    let problems = told["problems"].as_array().unwrap();
    problems.iter().map(|problem| problem["pointer"].as_str().unwrap().to_owned()).collect()
}
