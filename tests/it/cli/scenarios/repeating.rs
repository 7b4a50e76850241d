//! The same request sent again: done once, and answered in the same bytes.

use super::{Story, lies, line, state};
use crate::shell::{Output, Shell};
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection};
use std::process::Stdio;

/// Op-amps to buy for a build of three.
fn op_amps() -> Story {
    let offer = json!({"vendor": "Mouser", "item_number": "595-TL074CN", "prices": [{"quantity": 1, "unit_price": "0.90"}]});
    Story::of(&["tl074", "r-10k"])
        .say("tl074", json!({"offers": [offer]}))
        .with(json!({"vendors": [{"name": "Mouser", "shipping": "7.99"}]}))
        .lying("tl074", "A1", 1)
        .lying("r-10k", "B1", 20)
        .bom(&[line(1, &["U1"], "tl074"), line(2, &["R1", "R2"], "r-10k")])
        .builds(&[3])
}

/// Sends a command with an id, and again as it was: the same code and bytes, and nothing more done.
#[track_caller]
fn twice(shell: &Shell, id: &str, code: i32, arguments: &[&str]) -> Value {
    let keyed = [arguments, &["--json", "--request", id]].concat();
    let first = shell.run(&keyed);
    assert_eq!(first.code, code, "{arguments:?}: {first:?}");
    let before = shell.ok(&["export"]);
    let Output { code, stdout, stderr } = shell.run(&keyed);
    assert_eq!((code, &stdout, &stderr), (first.code, &first.stdout, &first.stderr), "{arguments:?}");
    assert!(shell.ok(&["export"]) == before, "{arguments:?} was done twice");
    first.json()
}

#[test]
fn every_command_that_changes_something_is_done_once_for_each_request() {
    let shell = op_amps().begin();
    shell.write("vco.csv", "Reference,Qty,Value\nU1,1,TL074\n\"R1,R2\",2,10k\n");
    twice(&shell, "1", 0, &["project", "add", "Vco"]);
    twice(&shell, "2", 0, &["version", "add", "Vco", "v1"]);
    assert_eq!(twice(&shell, "3", 0, &["sync", "Vco", "v1", "--bom", "vco.csv"])["lines"], 2);
    twice(&shell, "4", 0, &["line", "Vco", "v1", "U1", "--match", "tl074"]);
    assert_eq!(twice(&shell, "5", 0, &["build", "Vco", "v1", "--quantity", "2"])["build"], 2);
    twice(&shell, "6", 0, &["edit", "2", "--quantity", "1", "--leave-out", "R1,R2"]);
    assert_eq!(twice(&shell, "7", 3, &["clear", "b1"])["shortages"][0]["short"], 2);
    twice(&shell, "8", 0, &["count", "r-10k", "19"]);
    let order = twice(&shell, "9", 0, &["order", "b1"])["orders"][0]["order"].to_string();
    twice(&shell, "10", 0, &["place", &order]);
    twice(&shell, "11", 0, &["receive", &order, "--line", "1=1"]);
    twice(&shell, "12", 0, &["cancel-order", &order]);
    twice(&shell, "13", 0, &["clear", "2"]);
    twice(&shell, "14", 0, &["complete", "2"]);
    twice(&shell, "15", 0, &["reopen", "2"]);
    twice(&shell, "16", 0, &["cancel", "2"]);
    assert_eq!(state(&shell, "stock"), json!([lies("r-10k", "B1", 19, 6), lies("tl074", "A1", 2, 0)]));
}

#[test]
fn an_answer_stays_the_first_one_whatever_happened_since() {
    let shell = op_amps().begin();
    let arguments = ["clear", "b1", "--json", "--request", "morning"];
    let first = shell.run(&arguments);
    assert_eq!(first.code, 3);
    shell.ok_json(&["count", "tl074", "9"]);
    let again = shell.run(&arguments);
    assert_eq!((again.code, again.stdout), (3, first.stdout), "it was short then");
    assert_eq!(state(&shell, "builds")[0]["status"], "open");
    assert_eq!(shell.ok_json(&["clear", "b1", "--request", "evening"])["cleared"], true);
}

/// Runs statements past the program.
fn sql(shell: &Shell, statements: &'static str) {
    let file = shell.database();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(statements).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
}

#[test]
fn a_receipt_interrupted_in_the_middle_is_booked_whole_when_it_is_repeated() {
    let shell = op_amps().begin();
    let order = shell.ok_json(&["order", "b1"])["orders"][0]["order"].to_string();
    let receive = ["receive", order.as_str(), "--request", "delivery-7"];
    let before = shell.ok(&["export"]);
    // The pieces are in the ledger already when their receipt is refused.
    sql(&shell, "CREATE TRIGGER broken BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'broken'); END");
    let broken = shell.run(&receive);
    assert_eq!((broken.code, broken.stdout.as_str()), (1, ""), "{broken:?}");
    sql(&shell, "DROP TRIGGER broken");
    assert_eq!(shell.ok(&["export"]), before, "nothing of it was booked");
    let done = twice(&shell, "delivery-7", 0, &receive[..2]);
    assert_eq!(done["status"], "received");
    assert_eq!(state(&shell, "stock"), json!([lies("r-10k", "B1", 20, 0), lies("tl074", "A1", 3, 0)]));
    assert_eq!(shell.ok_json(&["clear", "b1"])["cleared"], true);
}

#[test]
fn a_receipt_that_is_killed_is_booked_once_when_it_is_repeated() {
    let shell = op_amps().begin();
    let order = shell.ok_json(&["order", "b1"])["orders"][0]["order"].to_string();
    for pieces in 1..=4_u32 {
        let came = format!("1={pieces}");
        let id = format!("delivery {pieces}");
        let arguments = ["receive", &order, "--line", &came, "--json"];
        let mut interrupted = shell
            .command(&[&arguments[..], &["--request", &id]].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        interrupted.kill().unwrap();
        interrupted.wait().unwrap();
        shell.ok(&["check"]);
        let done = twice(&shell, &id, 0, &arguments[..4]);
        assert_eq!(done["lines"][0]["received"], pieces * (pieces + 1) / 2);
    }
    // One lay there; two were ordered, ten came.
    assert_eq!(state(&shell, "stock"), json!([lies("r-10k", "B1", 20, 0), lies("tl074", "A1", 11, 0)]));
}
