use super::*;
use crate::domain::bom;
use std::collections::{BTreeMap, BTreeSet};

fn workshop() -> Value {
    serde_json::from_str(WORKSHOP).unwrap()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn names(workshop: &Value, of: &str, field: &str) -> BTreeSet<String> {
    list(workshop, of).iter().map(|entry| entry[field].as_str().unwrap().to_owned()).collect()
}

fn versions(workshop: &Value) -> impl Iterator<Item = &Value> {
    list(workshop, "projects").iter().flat_map(|project| list(project, "versions"))
}

#[test]
fn the_workshop_is_as_large_as_promised() {
    let workshop = workshop();
    assert!((280..=320).contains(&list(&workshop, "parts").len()));
    assert_eq!(names(&workshop, "parts", "key").len(), list(&workshop, "parts").len());
    assert_eq!(list(&workshop, "vendors").len(), 3);
    assert_eq!(list(&workshop, "projects").len(), 5);
    assert_eq!(list(&workshop, "builds").len(), 5);
    assert_eq!(list(&workshop, "orders").len(), 2);
    assert!(list(&workshop, "locations").len() >= 20);
}

#[test]
fn nothing_is_wrong_with_the_bundle() {
    let (mut bundle, shape) = crate::domain::bundle::read(WORKSHOP.as_bytes());
    assert_eq!(shape, []);
    crate::domain::bundle::complete(&mut bundle);
    assert_eq!(crate::domain::bundle::check(&bundle), []);
}

#[test]
fn a_line_has_as_many_pieces_as_references_and_no_reference_is_there_twice() {
    for version in versions(&workshop()) {
        let mut seen = BTreeSet::new();
        for line in list(version, "bom") {
            let references = list(line, "references");
            assert_eq!(line["quantity"].as_u64().unwrap(), references.len() as u64, "{line}");
            if line["implicit"] != true {
                assert!(references.iter().all(|reference| seen.insert(reference.to_string())), "{line}");
            }
        }
    }
}

#[test]
fn prices_fall_with_the_quantity() {
    for offer in list(&workshop(), "parts").iter().flat_map(|part| list(part, "offers")) {
        let prices: Vec<(u64, crate::domain::money::Micros)> = list(offer, "prices")
            .iter()
            .map(|price| {
                let amount = price["unit_price"].as_str().unwrap().to_owned();
                (price["quantity"].as_u64().unwrap(), amount.try_into().unwrap())
            })
            .collect();
        assert!(prices.is_sorted_by(|a, b| a.0 < b.0 && a.1 > b.1), "{offer}");
    }
}

#[test]
fn it_shows_every_kind_of_line() {
    let workshop = workshop();
    let lines: Vec<&Value> = versions(&workshop).flat_map(|version| list(version, "bom")).collect();
    let have = |what: &dyn Fn(&Value) -> bool| lines.iter().filter(|line| what(line)).count();
    assert_eq!(have(&|line| line["unmatched"].is_string() && line["part"].is_null()), 1);
    assert!(have(&|line| line["optional"] == true) >= 3);
    assert!(have(&|line| line["do_not_populate"] == true) >= 3);
    assert!(have(&|line| line["implicit"] == true) >= 10);
    assert!(have(&|line| line["item_number"].is_string()) >= 10);
    assert!(versions(&workshop).any(|version| version["bom"].is_null()), "one was never synced");
}

#[test]
fn times_move_with_the_clock() {
    let day = 86_400_000;
    let later: Value =
        serde_json::from_str(&workshop_at(Timestamp::from_millis(WRITTEN + 365 * day)).unwrap()).unwrap();
    assert_eq!(later["orders"][0]["expected"], "2027-01-16T00:00:00Z");
    assert_eq!(workshop_at(Timestamp::from_millis(WRITTEN)).unwrap(), workshop().to_string());
}

/// The example files are what is read of the workshop's own versions.
#[test]
fn the_example_boms_are_those_of_the_workshop() {
    let workshop = workshop();
    for (name, revision, text) in [
        ("Tide LFO", "v2", include_str!("../../../docs/examples/lfo.csv")),
        ("Quad Mixer", "v1", include_str!("../../../docs/examples/mixer.csv")),
    ] {
        let project = list(&workshop, "projects").iter().find(|project| project["name"] == name).unwrap();
        let version = list(project, "versions").iter().find(|version| version["revision"] == revision);
        let expected: BTreeMap<String, String> = list(version.unwrap(), "bom")
            .iter()
            .filter(|line| line["implicit"] != true)
            .flat_map(|line| list(line, "references").iter().map(move |reference| (reference, line)))
            .map(|(reference, line)| {
                (reference.as_str().unwrap().to_owned(), line["value"].as_str().unwrap().to_owned())
            })
            .collect();
        assert_eq!(values_by_reference(text), expected, "{name}");
    }
}

#[test]
fn the_newer_example_adds_removes_and_changes() {
    let old = values_by_reference(include_str!("../../../docs/examples/lfo.csv"));
    let new = values_by_reference(include_str!("../../../docs/examples/lfo-newer.csv"));
    assert!(
        ["D7", "J7", "R32", "C15"].iter().all(|added| new.contains_key(*added) && !old.contains_key(*added))
    );
    assert!(old.contains_key("RV4") && !new.contains_key("RV4"));
    assert_eq!((old["R23"].as_str(), new["R23"].as_str()), ("27k", "30k"));
}

fn values_by_reference(text: &str) -> BTreeMap<String, String> {
    let read = bom::read(text.as_bytes(), &bom::Limits::default()).unwrap();
    read.lines
        .iter()
        .flat_map(|line| line.references.iter().map(|reference| (reference.to_string(), line.value.clone())))
        .collect()
}
