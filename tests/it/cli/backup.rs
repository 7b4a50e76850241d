//! Copies of the database, and putting one back.

use crate::shell::Shell;

fn workspaces(shell: &Shell) -> usize {
    shell.ok_json(&["workspace", "list"]).as_array().unwrap().len()
}

#[test]
fn what_was_backed_up_comes_back_and_what_it_replaced_is_kept() {
    let shell = Shell::new();
    shell.ok(&["workspace", "add", "Annex"]);
    let backed_up = shell.ok_json(&["backup", "copy.db"]);
    assert_eq!(backed_up, serde_json::json!({"backup": "copy.db"}));
    shell.ok(&["workspace", "add", "Attic"]);
    let restored = shell.ok_json(&["restore", "copy.db"]);
    assert_eq!(restored["kept"], "ctb.db.before-restore");
    assert_eq!(workspaces(&shell), 2);
    // And the other way round: what was kept is a whole database.
    let restored = shell.ok_json(&["restore", "ctb.db.before-restore"]);
    assert_eq!(restored["kept"], "ctb.db.before-restore-2");
    assert_eq!(workspaces(&shell), 3);
}

#[test]
fn a_backup_overwrites_nothing() {
    let shell = Shell::new();
    shell.write("precious", "years of work");
    shell.fails(1, "exists already", &["backup", "precious"]);
    assert_eq!(std::fs::read_to_string(shell.path("precious")).unwrap(), "years of work");
}

#[test]
fn a_backup_is_restored_where_there_is_no_database_yet() {
    let shell = Shell::new();
    shell.ok(&["workspace", "add", "Annex"]);
    shell.ok(&["backup", "copy.db"]);
    let restored = shell.ok_json(&["restore", "copy.db", "--database", "sqlite:new.db"]);
    assert_eq!(restored["kept"], serde_json::Value::Null);
    let listed = shell.ok_json(&["workspace", "list", "--database", "sqlite:new.db"]);
    assert_eq!(listed.as_array().unwrap().len(), 2);
}

#[test]
fn a_broken_database_can_be_restored_over_and_is_kept() {
    let shell = Shell::new();
    shell.ok(&["workspace", "add", "Annex"]);
    shell.ok(&["backup", "copy.db"]);
    shell.write("ctb.db", "garbage".repeat(1000));
    shell.ok(&["restore", "copy.db"]);
    assert_eq!(workspaces(&shell), 2);
    assert_eq!(
        std::fs::read(shell.path("ctb.db.before-restore")).unwrap(),
        "garbage".repeat(1000).as_bytes()
    );
}

/// Refused, with the database as it was and nothing left beside it.
fn refused(shell: &Shell, part: &str, file: &str) {
    let before = workspaces(shell);
    shell.fails(1, part, &["restore", file]);
    assert_eq!(workspaces(shell), before);
    assert!(!shell.path("ctb.db.before-restore").exists());
    assert!(!shell.path("ctb.db.restoring").exists());
}

#[test]
fn what_is_no_sound_database_of_ours_is_not_restored() {
    let shell = Shell::new();
    shell.ok(&["workspace", "add", "Annex"]);
    shell.write("garbage", "garbage".repeat(1000));
    shell.write("empty", "");
    refused(&shell, "garbage cannot be restored", "garbage");
    refused(&shell, "no database of ctb", "empty");
    refused(&shell, "no such file", "missing");
    refused(&shell, "no such file", ".");
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let shell = Shell::new();
    shell.ok(&["backup", "copy.db"]);
    let mut bytes = std::fs::read(shell.path("copy.db")).unwrap();
    let end = bytes.len() - 3;
    for byte in &mut bytes[8192..end] {
        *byte = 0x5a;
    }
    shell.write("damaged.db", bytes);
    refused(&shell, "damaged.db cannot be restored", "damaged.db");
}

#[tokio::test]
async fn a_backup_of_a_newer_ctb_is_not_restored() {
    use sqlx::{ConnectOptions, Connection};
    let shell = Shell::new();
    shell.ok(&["backup", "newer.db"]);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(shell.path("newer.db"));
    let mut connection = options.connect().await.unwrap();
    sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    refused(&shell, "written by a newer ctb", "newer.db");
}

#[tokio::test]
async fn a_database_in_use_is_not_replaced() {
    use sqlx::{ConnectOptions, Connection};
    let shell = Shell::new();
    shell.ok(&["backup", "copy.db"]);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(shell.database());
    let mut connection = options.connect().await.unwrap();
    sqlx::query("SELECT * FROM workspaces").fetch_all(&mut connection).await.unwrap();
    refused(&shell, "stop the server first", "copy.db");
    connection.close().await.unwrap();
}
