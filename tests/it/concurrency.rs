//! Many at once: nothing is reserved twice, nothing is done twice.

use crate::fixture::Fixture;
use crate::shell::Shell;
use crate::workshop::{Random, bundle, pieces, place, setting, sound, workshop};
use ctb::domain::quantity::Quantity;
use ctb::services::builds::{self, Plan};
use ctb::services::inventory::{self, StockAnswer};
use ctb::services::{Context, Request, ServiceError};
use ctb::store::StoreError;
use serde_json::{Value, json};
use std::process::Stdio;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Stock of two parts in several places, and a version that needs some of each.
fn shared(stock: &[(&str, &str, u32)], needs: &[(&str, u32)]) -> String {
    let stock: Vec<Value> = stock
        .iter()
        .map(|(part, location, on_hand)| json!({"part": part, "location": location, "on_hand": on_hand}))
        .collect();
    let bom: Vec<Value> = needs
        .iter()
        .zip(1..)
        .map(|((part, quantity), line)| json!({"line": line, "references": [], "quantity": quantity, "part": part, "value": part}))
        .collect();
    json!({
        "format": "clear-to-build/1", "workspace": {"name": "Workshop", "currency": "USD"},
        "parts": [{"key": "x", "name": "X"}, {"key": "y", "name": "Y"}],
        "locations": [{"name": "A"}, {"name": "B"}, {"name": "C"}],
        "stock": stock,
        "projects": [{"name": "P", "versions": [{"revision": "1", "bom": bom}]}],
    })
    .to_string()
}

async fn open_builds(context: &Context, count: usize) -> Vec<String> {
    let mut builds = Vec::new();
    for _ in 0..count {
        let plan = Plan {
            project: "P".to_owned(),
            revision: "1".to_owned(),
            quantity: Quantity::ONE,
            ..Plan::default()
        };
        builds.push(builds::create(context, &Request::unkeyed(), &plan).await.unwrap().build.to_string());
    }
    builds
}

/// Clears; where the database is busy, tries again, as its message says.
async fn clear(context: &Context, build: &str) -> bool {
    loop {
        match builds::clear(context, &Request::unkeyed(), build, None).await {
            Ok(report) => return report.cleared,
            Err(ServiceError::Store(StoreError::Busy)) => {}
            Err(error) => panic!("build {build}: {error}"),
        }
    }
}

/// Clears all builds at the same moment, through callers with connections of their own, and answers
/// how many are clear to build.
async fn all_at_once(fixture: &Fixture, builds: Vec<String>, callers: usize) -> usize {
    let mut contexts = vec![fixture.context().clone()];
    for _ in 1..callers {
        contexts.push(fixture.another().await);
    }
    let start = Arc::new(Barrier::new(builds.len()));
    let mut tasks = JoinSet::new();
    for (number, build) in builds.into_iter().enumerate() {
        let (context, start) = (contexts[number % callers].clone(), start.clone());
        tasks.spawn(async move {
            start.wait().await;
            clear(&context, &build).await
        });
    }
    let done = tasks.join_all().await;
    done.into_iter().filter(|cleared| *cleared).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn as_many_builds_are_cleared_at_once_as_the_stock_is_good_for() {
    // ⌊50 / 3⌋ = 16, ⌊45 / 2⌋ = 22.
    let stock = [("x", "A", 20), ("x", "B", 19), ("x", "C", 11), ("y", "A", 45)];
    let fixture = Fixture::with(&shared(&stock, &[("x", 3), ("y", 2)])).await;
    let builds = open_builds(fixture.context(), 64).await;
    assert_eq!(all_at_once(&fixture, builds, 4).await, 16);
    sound(fixture.context(), "after 64 clearings at once").await;
    let exported: Value = serde_json::from_str(&fixture.export().await).unwrap();
    let reserved: i64 = exported["movements"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|movement| movement["reserved"].as_i64())
        .sum();
    // A need that can be covered is, even where the build lacks another.
    assert_eq!(reserved, 16 * 3 + 22 * 2);
}

/// `CTB_CLEAR_SEEDS` tries more of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_lies_there_and_is_needed_exactly_as_many_builds_are_cleared_as_it_is_good_for() {
    const BUILDS: usize = 12;
    for seed in 1..=setting("CTB_CLEAR_SEEDS", 2) {
        let mut random = Random::new(seed);
        let mut lying = || u32::try_from(random.below(30)).unwrap();
        let stock = [("x", "A", lying()), ("x", "B", lying()), ("x", "C", lying())];
        let need = 1 + u32::try_from(random.below(9)).unwrap();
        let fixture = Fixture::with(&shared(&stock, &[("x", need)])).await;
        let builds = open_builds(fixture.context(), BUILDS).await;
        let good_for = stock.iter().map(|(_, _, pieces)| pieces).sum::<u32>() / need;
        let cleared = all_at_once(&fixture, builds, 3).await;
        let what = format!("seed {seed}: {need} of {stock:?}");
        assert_eq!(cleared, BUILDS.min(usize::try_from(good_for).unwrap()), "{what}");
        sound(fixture.context(), &what).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_want_the_last_five_one_has_them() {
    let fixture = Fixture::with(&shared(&[("x", "A", 5)], &[("x", 5)])).await;
    let builds = open_builds(fixture.context(), 2).await;
    assert_eq!(all_at_once(&fixture, builds, 2).await, 1);
    sound(fixture.context(), "after two").await;
}

/// A build and a person at the drawer want the same five.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_build_and_a_person_one_has_the_last_five() {
    let fixture = Fixture::with(&shared(&[("x", "A", 5)], &[("x", 5)])).await;
    let build = open_builds(fixture.context(), 1).await.remove(0);
    let (one, other) = (fixture.context().clone(), fixture.another().await);
    let clearing = tokio::spawn(async move { clear(&one, &build).await });
    let moving = tokio::spawn(async move {
        inventory::move_stock(&other, &Request::unkeyed(), &place("x", "A"), "B", pieces(5)).await
    });
    let (cleared, moved) = (clearing.await.unwrap(), moving.await.unwrap());
    // Moved first, the build finds them where they went.
    assert!(cleared, "the pieces are there either way");
    if let Err(error) = moved {
        assert!(error.to_string().contains("only 0 are free there"), "{error}");
    }
    sound(fixture.context(), "after both").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_sent_many_times_at_once_and_after_a_restart_is_done_once() {
    let fixture = workshop().await;
    let other = fixture.another().await;
    let mut tasks = JoinSet::new();
    for number in 0..16 {
        let context = if number % 2 == 0 { fixture.context().clone() } else { other.clone() };
        tasks.spawn(async move { receive(&context).await });
    }
    let answers = tasks.join_all().await;
    other.database().close().await;
    fixture.context().database().close().await;
    let restarted = fixture.another().await;
    let answer = receive(&restarted).await;
    assert!(answers.iter().all(|other| *other == answer), "{answers:#?}");
    assert_eq!(answer.on_hand, pieces(12 + 5));
    let counted =
        inventory::receive(&restarted, &Request::unkeyed(), &place("tl074", "A2"), Quantity::ONE, None).await;
    assert_eq!(counted.unwrap().on_hand, pieces(12 + 5 + 1));
    sound(&restarted, "after 17 times the same request").await;
}

async fn receive(context: &Context) -> StockAnswer {
    let ask = Request::keyed("the same", "receive 5 tl074 in A2".to_owned()).unwrap();
    inventory::receive(context, &ask, &place("tl074", "A2"), pieces(5), None).await.unwrap()
}

/// Processes share nothing but the file.
#[test]
fn processes_that_clear_at_once_reserve_no_more_than_there_is() {
    const PROCESSES: usize = 12;
    let shell = Shell::new();
    shell.write("bundle.json", shared(&[("x", "A", 13), ("x", "B", 8)], &[("x", 4)]));
    shell.ok(&["import", "bundle.json"]);
    for _ in 0..PROCESSES {
        shell.ok(&["build", "P", "1", "--quantity", "1"]);
    }
    let clearing: Vec<_> = (1..=PROCESSES)
        .map(|build| {
            shell.command(&["clear", &build.to_string(), "--json"]).stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    let codes: Vec<_> = clearing.into_iter().map(|mut process| process.wait().unwrap().code()).collect();
    // ⌊21 / 4⌋
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 5, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Some(3)).count(), PROCESSES - 5, "{codes:?}");
}

/// Whoever hears no answer asks again, and may be heard twice at once.
#[test]
fn a_command_that_several_processes_send_at_once_with_one_id_is_done_once() {
    const PROCESSES: usize = 4;
    let shell = Shell::new();
    shell.write("bundle.json", bundle().to_string());
    shell.ok(&["import", "bundle.json"]);
    for (id, code, arguments) in [
        ("build", 0, &["build", "Lfo", "v0", "--quantity", "30"][..]),
        ("order", 0, &["order", "1"]),
        ("receive", 0, &["receive", "1", "--line", "1=7"]),
        ("clear", 3, &["clear", "1", "--partial"]),
    ] {
        let keyed = [arguments, &["--json", "--request", id]].concat();
        let sending: Vec<_> = (0..PROCESSES)
            .map(|_| shell.command(&keyed).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
            .collect();
        let outputs: Vec<_> =
            sending.into_iter().map(|process| process.wait_with_output().unwrap()).collect();
        for output in &outputs {
            assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
            assert_eq!(output.stdout, outputs[0].stdout, "{arguments:?} was answered in two ways");
        }
        assert_eq!(shell.run(&keyed).stdout.as_bytes(), outputs[0].stdout, "{arguments:?}, sent later");
    }
    let state = shell.ok_json(&["state"]);
    assert_eq!(state["builds"].as_array().unwrap().len(), 1);
    assert_eq!(state["orders"][0]["lines"][0]["received"], 7);
}
