use super::*;
use proptest::prelude::*;
use serde_json::json;

fn problems(document: &serde_json::Value) -> Vec<String> {
    let (mut bundle, mut problems) = read(document.to_string().as_bytes());
    complete(&mut bundle);
    problems.extend(check(&bundle));
    problems.iter().map(ToString::to_string).collect()
}

fn small() -> serde_json::Value {
    json!({"format": FORMAT, "workspace": {"name": "W"}, "parts": [{"key": "a"}, {"key": "b"}],
           "vendors": [{"name": "V"}], "locations": [{"name": "L"}], "projects": [{"name": "P", "versions": [{"revision": "1"}]}]})
}

#[test]
fn what_is_left_out_has_its_default_and_null_is_as_good_as_nothing() {
    let mut document = small();
    document["parts"][0]["value"] = json!(null);
    document["parts"][0]["offers"] = json!([{"vendor": "V", "item_number": "1"}]);
    document["vendors"][0]["currency"] = json!("EUR");
    assert_eq!(problems(&document), Vec::<String>::new());
    let (mut bundle, _) = read(document.to_string().as_bytes());
    complete(&mut bundle);
    let offer = &bundle.parts[0].offers[0];
    assert_eq!((offer.minimum.get(), offer.multiple.get(), offer.pack.get()), (1, 1, 1));
    assert_eq!(offer.currency, bundle.vendors[0].currency);
    assert_eq!(bundle.parts[0].name, "a");
}

#[test]
fn builds_and_orders_without_numbers_get_the_next_ones() {
    let mut document = small();
    let build =
        |number: Option<u32>| json!({"number": number, "project": "P", "revision": "1", "quantity": 1});
    document["builds"] = json!([build(None), build(Some(7)), build(None)]);
    let (mut bundle, _) = read(document.to_string().as_bytes());
    complete(&mut bundle);
    let numbers: Vec<_> = bundle.builds.iter().map(|build| build.number).collect();
    assert_eq!(numbers, [Some(8), Some(7), Some(9)]);
}

#[test]
fn a_completed_build_by_hand_counts_as_completed_at_once() {
    let mut document = small();
    document["builds"] = json!([{"project": "P", "revision": "1", "quantity": 3, "status": "completed"}]);
    assert_eq!(problems(&document), Vec::<String>::new());
    document["builds"][0]["status"] = json!("cleared");
    assert_eq!(problems(&document).len(), 1);
}

#[test]
fn two_entries_of_a_row_may_not_say_different_things() {
    let mut document = small();
    let line = |reference: &str, value: &str| json!({"line": 1, "references": [reference], "quantity": 1, "value": value});
    document["projects"][0]["versions"][0]["bom"] = json!([line("R1", "1k"), line("R2", "")]);
    assert_eq!(problems(&document), Vec::<String>::new());
    document["projects"][0]["versions"][0]["bom"] = json!([line("R1", "1k"), line("R2", "2k")]);
    assert_eq!(
        problems(&document),
        ["/projects/0/versions/0/bom/1/value: line 1 is there twice with different texts"]
    );
}

#[test]
fn an_equivalent_is_stated_at_one_part_or_alike_at_both() {
    let mut document = small();
    document["parts"][0]["equivalents"] = json!(["b"]);
    document["parts"][1]["equivalents"] = json!([{"part": "a", "asks": false}]);
    assert_eq!(problems(&document), Vec::<String>::new());
    document["parts"][1]["equivalents"] = json!([{"part": "a", "asks": true}]);
    assert_eq!(problems(&document).len(), 1);
}

#[test]
fn times_are_printed_without_needless_milliseconds() {
    for text in ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678Z"] {
        let moment = Moment::try_from(text.to_owned()).unwrap();
        assert_eq!(String::from(moment), text);
    }
    let offset = Moment::try_from("2026-01-02T04:04:05+01:00".to_owned()).unwrap();
    assert_eq!(String::from(offset), "2026-01-02T03:04:05Z");
    assert!(Moment::try_from("yesterday".to_owned()).is_err());
}

proptest! {
    /// Whatever is put in whatever place, reading and checking end and never panic.
    #[test]
    fn no_document_breaks_the_reader(place in 0_usize..8, what in 0_usize..8) {
        let mut document = small();
        let values = [json!(null), json!(-1), json!(1e300), json!([]), json!({}), json!([[]]), json!({"x": [1]}), json!("text")];
        let places = ["/workspace", "/parts", "/parts/0", "/parts/0/key", "/projects/0/versions", "/projects/0", "/format", "/vendors/0/name"];
        *document.pointer_mut(places[place]).unwrap() = values[what].clone();
        let _ = problems(&document);
    }
}
