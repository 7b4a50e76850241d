//! The working state, the demo workshop, and the proof of the promises.

use crate::shell::Shell;
use serde_json::json;

#[test]
fn the_demo_fills_an_empty_database_once() {
    let shell = Shell::new();
    let filled = shell.ok_json(&["demo", "--request", "1"]);
    let state = shell.ok(&["state", "--json"]);
    assert_eq!(shell.ok_json(&["demo", "--request", "1"]), filled);
    shell.fails(1, "holds something already", &["demo"]);
    assert_eq!(shell.ok(&["state", "--json"]), state, "equal states print equal bytes");
    let shown = shell.ok(&["state"]);
    for section in ["Stock:", "Versions:", "Builds:", "Orders:"] {
        assert!(shown.lines().any(|line| line == section), "{section} is missing: {shown}");
    }
}

#[test]
fn the_state_of_an_empty_database_says_what_to_do() {
    let shell = Shell::new();
    assert_eq!(shell.ok_json(&["state"]), json!({"stock": [], "versions": [], "builds": [], "orders": []}));
    assert!(shell.ok(&["state"]).contains("ctb demo"));
}

#[test]
fn promises_that_hold_are_said_to() {
    let shell = Shell::new();
    assert_eq!(shell.ok_json(&["check"]), json!({"ok": true, "violations": []}));
}

#[tokio::test]
async fn a_broken_promise_is_listed_and_ends_with_1() {
    use sqlx::{ConnectOptions, Connection};
    let shell = Shell::new();
    shell.ok(&["workspace", "list"]);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(shell.database());
    let mut connection = options.connect().await.unwrap();
    sqlx::query("DROP TRIGGER movements_never_updated").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let shown = shell.run(&["check"]);
    assert_eq!((shown.code, shown.stderr.as_str()), (1, "ctb: the database breaks 1 promise\n"));
    assert!(shown.stdout.contains("movements_never_updated"), "{shown:?}");
    let listed = shell.run(&["check", "--json"]);
    assert_eq!((listed.code, &listed.json()["ok"]), (1, &json!(false)));
    assert_eq!(listed.json()["violations"][0]["violation"], "guard_gone");
}
