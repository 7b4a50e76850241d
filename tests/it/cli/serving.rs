//! `ctb serve` as an operator starts and stops it.

use crate::shell::Shell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// The files that every page needs, as cargo-leptos would leave them.
fn site(shell: &Shell) -> String {
    let folder = shell.path("site/pkg");
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["ctb.css", "ctb.js", "ctb.wasm", "__wasm_split.a.js"] {
        std::fs::write(folder.join(name), "").unwrap();
    }
    std::fs::write(folder.join("__wasm_split_manifest.a.json"), "{}").unwrap();
    shell.path("site").display().to_string()
}

pub(super) fn start(shell: &Shell, arguments: &[&str]) -> (Child, String) {
    let mut child = shell
        .command(&[&["serve", "--listen", "127.0.0.1:0"], arguments].concat())
        .env("CTB_SITE_ROOT", site(shell))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(!line.is_empty(), "the server ended before it listened: {:?}", child.wait());
    (child, line.trim_end().to_owned())
}

fn healthy(address: &str) -> bool {
    let mut connection = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
    connection.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 200")
}

pub(super) fn stop(child: &mut Child, signal: &str) -> Option<i32> {
    let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    child.wait().unwrap().code()
}

#[test]
fn it_says_where_it_listens_serves_and_stops_in_order() {
    let shell = Shell::new();
    for signal in ["-TERM", "-INT"] {
        let (mut child, line) = start(&shell, &[]);
        let address = line.strip_prefix("Clear to Build is ready: ").unwrap_or_else(|| panic!("{line}"));
        assert!(healthy(address));
        assert_eq!(stop(&mut child, signal), Some(0));
        assert!(!shell.path("ctb.db-wal").exists(), "the database was closed");
    }
}

#[test]
fn programs_read_its_address_as_json() {
    let shell = Shell::new();
    let (mut child, line) = start(&shell, &["--json"]);
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(healthy(ready["address"].as_str().unwrap()));
    assert_eq!(stop(&mut child, "-TERM"), Some(0));
}

#[test]
fn a_database_that_is_served_is_backed_up_and_not_replaced() {
    let shell = Shell::new();
    let (mut child, _) = start(&shell, &[]);
    shell.ok(&["workspace", "add", "Annex"]);
    shell.ok(&["backup", "copy.db"]);
    shell.fails(1, "stop the server first", &["restore", "copy.db"]);
    assert_eq!(stop(&mut child, "-TERM"), Some(0));
    shell.ok(&["restore", "copy.db"]);
}

#[test]
fn nobody_else_is_served_until_there_are_accounts() {
    Shell::new().fails(1, "loopback", &["serve", "--listen", "0.0.0.0:0"]);
}

#[test]
fn a_taken_address_is_said_in_one_line() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let shell = Shell::new().with("CTB_LOG", "error");
    shell.fails(1, &format!("{address} cannot be listened on"), &["serve", "--listen", &address]);
}
