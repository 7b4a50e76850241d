//! Which workspace a command works in.

use crate::shell::Shell;

#[test]
fn a_new_database_has_one_workspace_in_dollars() {
    let listed = Shell::new().ok_json(&["workspace", "list"]);
    assert_eq!(listed, serde_json::json!([{"workspace": "Workshop", "currency": "USD"}]));
}

#[test]
fn a_workspace_is_added_once_however_often_its_request_is_sent() {
    let shell = Shell::new();
    let add = ["workspace", "add", "Annex", "--currency", "eur", "--request", "7"];
    let first = shell.ok_json(&add);
    assert_eq!(first, serde_json::json!({"workspace": "Annex", "currency": "EUR"}));
    assert_eq!(shell.ok_json(&add), first);
    shell.fails(1, "used for another command", &["workspace", "add", "Attic", "--request", "7"]);
    shell.fails(1, "already", &["workspace", "add", "Annex"]);
    assert_eq!(shell.ok_json(&["workspace", "list"]).as_array().unwrap().len(), 2);
}

#[test]
fn names_are_listed_where_none_or_an_unknown_one_is_given() {
    let shell = Shell::new();
    shell.fails(1, "there is Workshop", &["export", "--workspace", "Lab"]);
    shell.ok(&["workspace", "add", "Annex"]);
    shell.fails(1, "--workspace: Annex, Workshop", &["export"]);
    shell.fails(1, "there is Annex, Workshop", &["export", "--workspace", "Lab"]);
    shell.ok(&["export", "--workspace", "Annex"]);
}
