//! Bundles: what goes out comes in again, and what is wrong is named, all of it.

use crate::fixture::Fixture;
use ctb::domain::quantity::Quantity;
use ctb::services::Request;
use ctb::services::builds;
use ctb::services::bundle::ImportError;
use serde_json::{Value, json};

/// The example of the interface's description, as it stands there.
const EXAMPLE: &str = include_str!("bundles/example.json");
/// A bundle with everything in it that a database keeps.
const RICH: &str = include_str!("bundles/rich.json");

/// The example with the things that it names without listing them.
pub fn whole_example() -> Value {
    let mut bundle: Value = serde_json::from_str(EXAMPLE).unwrap();
    bundle["packages"].as_array_mut().unwrap().push(json!({"name": "DIP-14", "technology": "tht"}));
    for key in ["r-10k-0805-b", "r-10k-0805-01", "socket-dip-14", "lfo-board-v0", "r-9k1-0805"] {
        bundle["parts"].as_array_mut().unwrap().push(json!({"key": key, "name": key}));
    }
    bundle
}

async fn problems(bundle: &Value) -> Vec<String> {
    let fixture = Fixture::new().await;
    let before = fixture.export().await;
    let error = fixture.try_import(&bundle.to_string()).await.unwrap_err();
    assert_eq!(fixture.export().await, before, "something of a refused bundle was imported");
    let ImportError::Problems(problems) = error else { panic!("{error}") };
    problems.iter().map(ToString::to_string).collect()
}

async fn pointers(bundle: &Value) -> Vec<String> {
    problems(bundle).await.iter().map(|problem| problem.split(": ").next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn export_import_export_gives_the_same_bytes() {
    let first = Fixture::with(RICH).await;
    let exported = first.export().await;
    let second = Fixture::new().await;
    second.wait_seconds(12_345);
    second.import(&exported).await;
    assert_eq!(second.export().await, exported);
}

/// Every value that the rich bundle states is in the export: nothing is lost on the way in.
#[tokio::test]
async fn an_export_says_everything_that_was_imported() {
    let exported: Value = serde_json::from_str(&Fixture::with(RICH).await.export().await).unwrap();
    let given: Value = serde_json::from_str(RICH).unwrap();
    for list in ["packages", "vendors", "parts", "locations", "projects", "builds", "orders", "stock"] {
        let known = given[list].as_array().unwrap();
        assert_eq!(exported[list].as_array().unwrap().len(), known.len(), "{list}");
        let name = ["key", "number", "name", "vendor"];
        for entry in known {
            let same = |other: &&Value| {
                name.iter().all(|field| entry[field].is_null() || entry[field] == other[field])
                    && ["part", "location", "lot"].iter().all(|field| {
                        list != "stock"
                            || entry[field].as_str().unwrap_or("") == other[field].as_str().unwrap()
                    })
            };
            let found =
                exported[list].as_array().unwrap().iter().find(same).unwrap_or_else(|| panic!("{entry}"));
            contains(found, entry, list);
        }
    }
    assert_eq!(exported["settings"], given["settings"]);
    assert_eq!(exported["rates"], given["rates"]);
    for (after, before) in
        exported["movements"].as_array().unwrap().iter().zip(given["movements"].as_array().unwrap())
    {
        contains(after, before, "movements");
    }
}

/// Whether what is stated in `given` is in `found`, fields that say their default aside.
fn contains(found: &Value, given: &Value, at: &str) {
    match (found, given) {
        (Value::Object(found), Value::Object(given)) => {
            for (field, value) in given {
                let at = format!("{at}/{field}");
                // Equivalents move to one of the two; references to builds are by key.
                if field == "equivalents" || field == "build" {
                    continue;
                }
                match found.get(field) {
                    Some(other) => contains(other, value, &at),
                    None => assert!(is_default(value), "{at} is gone: {value}"),
                }
            }
        }
        (Value::Array(found), Value::Array(given)) if at.ends_with("leave_out") => {
            assert_eq!(found.len(), given.len(), "{at}");
        }
        (Value::Array(found), Value::Array(given)) => {
            assert_eq!(found.len(), given.len(), "{at}: {found:?} {given:?}");
            for (found, given) in found.iter().zip(given) {
                contains(found, given, at);
            }
        }
        (found, given) => assert_eq!(found, given, "{at}"),
    }
}

fn is_default(value: &Value) -> bool {
    *value == json!(null)
        || *value == json!(0)
        || *value == json!(false)
        || *value == json!("")
        || *value == json!([])
}

#[tokio::test]
async fn the_interfaces_example_names_what_it_does_not_list() {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(
        pointers(&example).await,
        [
            "/parts/0/equivalents/0",
            "/parts/0/alternatives/0",
            "/implicit_parts/0/package",
            "/implicit_parts/0/part",
            "/projects/0/versions/0/own_lines/0/part",
            "/builds/0/fallbacks/0/fallback",
        ]
    );
}

#[tokio::test]
async fn a_hand_written_bundle_books_its_stock_as_opening_balances() {
    let fixture = Fixture::with(&whole_example().to_string()).await;
    let exported: Value = serde_json::from_str(&fixture.export().await).unwrap();
    assert_eq!(
        exported["movements"],
        json!([{"part": "r-10k-0805", "location": "Cabinet A/Drawer 3", "on_hand": 140, "reason": "opening",
                "actor": "command_line:ctb", "at": "2026-11-24T00:00:00Z"}])
    );
    assert_eq!(exported["builds"][0]["number"], json!(1));
}

#[tokio::test]
async fn an_unknown_field_is_named_wherever_it_stands() {
    let mut bundle = whole_example();
    bundle["colour"] = json!("red");
    bundle["parts"][0]["offers"][0]["prise"] = json!("1");
    bundle["parts"][0]["alternatives"][0]["rnak"] = json!(1);
    let problems = problems(&bundle).await;
    assert_eq!(problems.len(), 3, "{problems:#?}");
    for named in [
        "/colour: unknown field `colour`",
        "/parts/0/offers/0/prise: unknown field `prise`",
        "/parts/0/alternatives/0/rnak: unknown field `rnak`",
    ] {
        assert!(problems.iter().any(|problem| problem.starts_with(named)), "{named} is not in {problems:#?}");
    }
}

#[tokio::test]
async fn every_problem_is_reported_at_once_with_its_pointer() {
    let mut bundle = whole_example();
    bundle["parts"][0]["offers"][0]["currency"] = json!("dollars");
    bundle["parts"][0]["equivalents"][0] = json!("r-10k-0805");
    bundle["parts"][1]["key"] = json!("r-10k-0805");
    bundle["stock"][0]["on_hand"] = json!(-1);
    bundle["stock"]
        .as_array_mut()
        .unwrap()
        .push(json!({"part": "nothing", "location": "nowhere", "on_hand": 1}));
    bundle["projects"][0]["versions"][0]["bom"][0]["references"] = json!(["R1", "R1"]);
    bundle["builds"][0]["status"] = json!("cleared");
    bundle["orders"] = json!([{"vendor": "Mouser", "status": "placed", "lines": [{"item_number": "1", "part": "gone", "quantity": 1}]}]);
    let found = pointers(&bundle).await;
    for pointer in [
        "/parts/0/offers/0/currency",
        "/parts/0/equivalents/0",
        "/parts/1/key",
        "/stock/0/on_hand",
        "/stock/1/part",
        "/stock/1/location",
        "/projects/0/versions/0/bom/0/references/1",
        "/builds/0/status",
        "/orders/0/lines/0/part",
    ] {
        assert!(found.iter().any(|known| known == pointer), "{pointer} is not in {found:#?}");
    }
    assert_eq!(found.len(), 9, "{found:#?}");
}

#[tokio::test]
async fn a_ledger_that_does_not_add_up_is_refused() {
    let mut bundle: Value = serde_json::from_str(RICH).unwrap();
    bundle["stock"][0]["on_hand"] = json!(135);
    bundle["movements"][8]["reserved"] = json!(200);
    bundle["builds"][1]["status"] = json!("completed");
    let found = pointers(&bundle).await;
    for pointer in ["/stock/0/on_hand", "/movements/8", "/builds/1/status"] {
        assert!(found.iter().any(|known| known == pointer), "{pointer} is not in {found:#?}");
    }
}

#[tokio::test]
async fn a_workspace_that_holds_something_is_left_alone() {
    let fixture = Fixture::with(&whole_example().to_string()).await;
    let before = fixture.export().await;
    let error = fixture.try_import(&whole_example().to_string()).await.unwrap_err();
    assert!(error.to_string().contains("holds something already"), "{error}");
    let mut other = whole_example();
    other["workspace"]["name"] = json!("Another");
    assert_eq!(fixture.import(&other.to_string()).await.workspace, "Another");
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn text_that_is_no_bundle_is_refused_with_its_place() {
    let fixture = Fixture::new().await;
    for (text, said) in
        [("", "EOF"), ("[]", "no bundle"), ("{\"format\": 1}", "/format"), ("{\"format\": \"x\"}", "/format")]
    {
        let error = fixture.try_import(text).await.unwrap_err().to_string();
        assert!(error.contains(said), "{text}: {error}");
    }
}

#[tokio::test]
async fn the_state_has_the_shape_that_programs_rely_on() {
    let fixture = Fixture::with(RICH).await;
    let state = serde_json::to_value(fixture.state().await).unwrap();
    assert_eq!(
        state["stock"],
        json!([
            {"part": "r-10k-0805", "location": "Cabinet A/Drawer 3", "on_hand": 136, "reserved": 4, "available": 132, "deprioritized": false},
            {"part": "socket-dip-14", "location": "Old shelf", "on_hand": 0, "reserved": 0, "available": 0, "deprioritized": false},
            {"part": "tl074", "location": "Cabinet A/Drawer 3", "on_hand": 4, "reserved": 2, "available": 2, "deprioritized": false},
            {"part": "tl074", "location": "Kit of b2", "on_hand": 1, "reserved": 1, "available": 0, "deprioritized": false},
        ])
    );
    assert_eq!(
        state["builds"][0],
        json!({"build": 2, "key": "b2", "project": "Lfo", "revision": "v0", "quantity": 3, "status": "cleared", "completed": 1,
               "reservations": [
                   {"part": "r-10k-0805", "quantity": 4, "from": [{"part": "r-10k-0805", "location": "Cabinet A/Drawer 3", "quantity": 4}]},
                   {"part": "tl074", "quantity": 3, "from": [{"part": "tl074", "location": "Cabinet A/Drawer 3", "quantity": 2},
                                                             {"part": "tl074", "location": "Kit of b2", "quantity": 1}]}],
               "shortages": []})
    );
    assert_eq!(
        state["builds"][1]["shortages"],
        json!([{"part": "tl074", "needed": 3, "short": 2, "references": ["U1"], "fallback": "r-9k1-0805"}])
    );
    assert_eq!(
        state["versions"][0]["lines"][3],
        json!({"line": 2, "references": [], "quantity": 1, "part": "socket-dip-14", "substitute": null, "implicit": true,
               "optional": false, "do_not_populate": false, "unmatched": null})
    );
    assert_eq!(state["versions"][0]["commit"], json!("1f00"));
    assert_eq!(
        state["orders"][0]["lines"][3],
        json!({"item_number": "595-TL074CN", "part": "tl074", "quantity": 10, "received": 6, "unit_price": "0.90"})
    );
}

#[tokio::test]
async fn equal_states_print_the_same_bytes() {
    let first = Fixture::with(RICH).await;
    let second = Fixture::with(&first.export().await).await;
    let (first, second) = (first.state().await, second.state().await);
    assert_eq!(serde_json::to_string(&first).unwrap(), serde_json::to_string(&second).unwrap());
    assert_eq!(first.to_string(), second.to_string());
    assert!(first.to_string().contains("2 (b2)  Lfo v0"), "{first}");
}

/// Whatever the services leave behind, a bundle carries: after each step of a workshop's life.
#[tokio::test]
async fn a_life_through_the_services_survives_the_journey() {
    let fixture = Fixture::with(crate::builds::WORKSHOP).await;
    let (context, request) = (fixture.context(), Request::unkeyed());
    survives(&fixture, "imported").await;
    builds::clear(context, &request, "b1", None).await.unwrap();
    survives(&fixture, "cleared").await;
    builds::clear(context, &request, "b2", Some(true)).await.unwrap();
    survives(&fixture, "cleared as far as it goes").await;
    builds::complete(context, &request, "b1", Some(Quantity::ONE)).await.unwrap();
    survives(&fixture, "completed in part").await;
    builds::complete(context, &request, "b1", None).await.unwrap();
    survives(&fixture, "completed").await;
    builds::reopen(context, &request, "b1").await.unwrap();
    survives(&fixture, "reopened").await;
    builds::cancel(context, &request, "b2").await.unwrap();
    survives(&fixture, "cancelled").await;
}

async fn survives(fixture: &Fixture, step: &str) {
    let exported = fixture.export().await;
    let elsewhere = Fixture::new().await;
    elsewhere.try_import(&exported).await.unwrap_or_else(|error| panic!("{step}: {error}"));
    assert_eq!(elsewhere.export().await, exported, "{step}");
}

#[tokio::test]
async fn a_part_is_found_by_its_value_however_it_is_written() {
    let mut bundle = whole_example();
    bundle["parts"][1]["symbol"] = json!("R");
    bundle["parts"][1]["value"] = json!("10 kOhm");
    let fixture = Fixture::with(&bundle.to_string()).await;
    let database = sqlx::SqlitePool::connect(&format!("sqlite:{}", fixture.file().display())).await.unwrap();
    let keys: Vec<Option<String>> =
        sqlx::query_scalar("SELECT value_key FROM parts WHERE symbol = 'R' ORDER BY id")
            .fetch_all(&database)
            .await
            .unwrap();
    assert_eq!(keys.len(), 2);
    assert!(keys[0].is_some() && keys[0] == keys[1], "{keys:?}");
}
