//! One story a test, from a bundle to the right state or a precise error, told in commands of the
//! real binary. `ctb check` runs after every command: [`Shell`] sees to that.

mod buying;
mod competing;
mod hosts;
mod lines;
mod repeating;
mod stand_ins;

use crate::shell::Shell;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A workshop with one project, Lfo v0, and a build of it.
struct Story {
    parts: Vec<Value>,
    stock: Vec<Value>,
    version: Value,
    rest: Value,
}

impl Story {
    /// With these parts, told by their keys alone.
    fn of(parts: &[&str]) -> Self {
        let parts = parts.iter().map(|key| json!({"key": key, "name": key})).collect();
        Self { parts, stock: Vec::new(), version: json!({"revision": "v0"}), rest: json!({}) }
    }

    /// What else is said of a part.
    fn say(mut self, part: &str, fields: Value) -> Self {
        let Some(part) = self.parts.iter_mut().find(|known| known["key"] == part) else {
            panic!("{part} is no part of this story")
        };
        put(part, fields);
        self
    }

    /// Pieces that lie somewhere.
    fn lying(mut self, part: &str, location: &str, on_hand: u32) -> Self {
        self.stock.push(json!({"part": part, "location": location, "on_hand": on_hand}));
        self
    }

    /// The lines of the BOM; without it the version was never synced.
    fn bom(self, lines: &[Value]) -> Self {
        self.version(json!({"bom": lines}))
    }

    /// What else is said of the version.
    fn version(mut self, fields: Value) -> Self {
        put(&mut self.version, fields);
        self
    }

    /// What else is in the bundle.
    fn with(mut self, fields: Value) -> Self {
        put(&mut self.rest, fields);
        self
    }

    /// Builds of these quantities: `b1`, `b2`, …
    fn builds(self, quantities: &[u32]) -> Self {
        let builds: Vec<Value> = (1..)
            .zip(quantities)
            .map(|(number, quantity)| json!({"key": format!("b{number}"), "project": "Lfo", "revision": "v0", "quantity": quantity, "status": "open"}))
            .collect();
        self.with(json!({"builds": builds}))
    }

    /// Tells it to an empty database.
    fn begin(self) -> Shell {
        self.begin_in(Shell::new())
    }

    fn begin_in(self, shell: Shell) -> Shell {
        let places: BTreeSet<&str> = self.stock.iter().filter_map(|line| line["location"].as_str()).collect();
        let mut bundle = json!({
            "format": "clear-to-build/1",
            "workspace": {"name": "Workshop", "currency": "USD"},
            "parts": self.parts,
            "locations": places.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
            "stock": self.stock,
            "projects": [{"name": "Lfo", "versions": [self.version]}],
        });
        put(&mut bundle, self.rest);
        shell.write("story.json", bundle.to_string());
        shell.ok_json(&["import", "story.json"]);
        shell
    }
}

/// Adds fields to an object, the last word wins.
fn put(object: &mut Value, fields: Value) {
    let (Value::Object(object), Value::Object(fields)) = (object, fields) else { panic!("not two objects") };
    object.extend(fields);
}

/// A BOM line that is a part.
fn line(number: u32, references: &[&str], part: &str) -> Value {
    json!({"line": number, "references": references, "quantity": references.len(), "value": part, "part": part})
}

/// A BOM line with more said about it.
fn line_with(number: u32, references: &[&str], part: &str, fields: Value) -> Value {
    let mut line = line(number, references, part);
    put(&mut line, fields);
    line
}

/// Pieces as `ctb state` tells them.
fn lies(part: &str, location: &str, on_hand: u32, reserved: u32) -> Value {
    json!({"part": part, "location": location, "on_hand": on_hand, "reserved": reserved,
           "available": on_hand - reserved, "deprioritized": false})
}

/// What is reserved of a needed part: the parts, places and pieces that it comes from.
fn reserved(part: &str, from: &[(&str, &str, u32)]) -> Value {
    let quantity: u32 = from.iter().map(|(_, _, pieces)| pieces).sum();
    let from: Vec<Value> = from
        .iter()
        .map(|(part, location, pieces)| json!({"part": part, "location": location, "quantity": pieces}))
        .collect();
    json!({"part": part, "quantity": quantity, "from": from})
}

/// What is missing of a needed part.
fn short(part: &str, needed: u32, short: u32, references: &[&str]) -> Value {
    json!({"part": part, "needed": needed, "short": short, "references": references, "fallback": null})
}

/// A build of Lfo v0 as `ctb state` tells it.
fn build(number: u32, quantity: u32, status: &str, reservations: &[Value], shortages: &[Value]) -> Value {
    json!({"build": number, "key": format!("b{number}"), "project": "Lfo", "revision": "v0", "quantity": quantity,
           "status": status, "reservations": reservations, "shortages": shortages})
}

/// What `ctb state` says of that kind of thing.
#[track_caller]
fn state(shell: &Shell, kind: &str) -> Value {
    shell.ok_json(&["state"])[kind].take()
}

/// The whole of it must be so.
#[track_caller]
fn ends_with(shell: &Shell, stock: &[Value], builds: &[Value]) {
    let mut state = shell.ok_json(&["state"]);
    assert_eq!((state["stock"].take(), state["builds"].take()), (json!(stock), json!(builds)));
}
