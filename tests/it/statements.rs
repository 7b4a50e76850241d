//! How many statements a use case asks of the database does not grow with what it is about.

use crate::fixture::Fixture;
use crate::listening::statements;
use ctb::services::vendor_orders::{self, For};
use ctb::services::{Request, builds, overview};
use serde_json::{Value, json};

/// Versions of so many lines, each with a build of its own; each part has stock in two places for
/// `enough` builds, an alternative and an offer.
fn workshop(builds: usize, lines: usize, enough: bool) -> Value {
    let key = |line: usize| format!("p{line}");
    let parts = (0..=lines).map(|line| {
        let alternatives: Vec<Value> =
            (line < lines).then(|| json!({"part": key(line + 1), "rank": 1, "asks": true})).into_iter().collect();
        json!({"key": key(line), "name": key(line), "symbol": "R", "value": format!("{}k", line + 1), "alternatives": alternatives,
               "offers": [{"vendor": "Mouser", "item_number": key(line), "prices": [{"quantity": 1, "unit_price": "0.10"}]}]})
    });
    let on_hand = if enough { builds } else { 1 };
    let stock = (0..lines).flat_map(|line| {
        ["A1", "A2"].map(|location| json!({"part": key(line), "location": location, "on_hand": on_hand}))
    });
    let bom = |_| -> Vec<Value> {
        let line = |line: usize| {
            let references = [format!("R{}", 2 * line + 1), format!("R{}", 2 * line + 2)];
            json!({"line": line + 1, "references": references, "quantity": 2, "value": format!("{}k", line + 1), "part": key(line)})
        };
        (0..lines).map(line).collect()
    };
    let versions = (0..builds).map(|number| json!({"revision": format!("v{number}"), "bom": bom(number)}));
    let build = |number: usize| json!({"key": format!("b{number}"), "project": "Lfo", "revision": format!("v{number}"), "quantity": 1, "status": "open"});
    json!({
        "format": "clear-to-build/1",
        "workspace": {"name": "Workshop", "currency": "USD"},
        "vendors": [{"name": "Mouser", "currency": "USD"}],
        "parts": parts.collect::<Vec<_>>(),
        "locations": [{"name": "A1"}, {"name": "A2"}],
        "stock": stock.collect::<Vec<_>>(),
        "projects": [{"name": "Lfo", "versions": versions.collect::<Vec<_>>()}],
        "builds": (0..builds).map(build).collect::<Vec<_>>(),
    })
}

#[tokio::test]
async fn clearing_twenty_and_two_hundred_lines_takes_the_same_statements() {
    let mut counts = Vec::new();
    for lines in [20, 200] {
        let fixture = Fixture::with(&workshop(1, lines, true).to_string()).await;
        let count = statements(async {
            let report = builds::clear(fixture.context(), &Request::unkeyed(), "b0", None).await.unwrap();
            assert!(report.cleared, "{lines} lines: {:?}", report.shortages);
        });
        counts.push(count.await);
    }
    println!("statements to clear 20 and 200 lines: {counts:?}");
    assert!(counts[0] > 0 && counts[0] == counts[1], "20 and 200 lines: {counts:?}");
}

#[tokio::test]
async fn ordering_for_two_builds_and_for_twelve_takes_the_same_statements() {
    let mut counts = Vec::new();
    for builds in [2, 12] {
        let fixture = Fixture::with(&workshop(builds, 5, false).to_string()).await;
        let count = statements(async {
            let orders =
                vendor_orders::generate(fixture.context(), &Request::unkeyed(), &For::AllOpen).await.unwrap();
            let lines = &serde_json::to_value(orders).unwrap()["orders"][0]["lines"];
            assert_eq!(lines.as_array().map(Vec::len), Some(5), "{builds} builds: {lines}");
        });
        counts.push(count.await);
    }
    println!("statements to order for 2 and 12 builds: {counts:?}");
    assert!(counts[0] > 0 && counts[0] == counts[1], "2 and 12 builds: {counts:?}");
}

#[tokio::test]
async fn showing_two_builds_and_twelve_takes_the_same_statements() {
    let mut counts = Vec::new();
    for builds in [2, 12] {
        let fixture = Fixture::with(&workshop(builds, 5, false).to_string()).await;
        let count = statements(async {
            let rows = overview::builds(fixture.context()).await.unwrap();
            assert!(rows.len() == builds && rows.iter().all(|row| row.tally.counted == 5), "{rows:?}");
            // Nothing is committed here: closing is what comes after all statements.
            fixture.context().database().close().await;
        });
        counts.push(count.await);
    }
    println!("statements to show 2 and 12 builds: {counts:?}");
    assert!(counts[0] > 0 && counts[0] == counts[1], "2 and 12 builds: {counts:?}");
}
