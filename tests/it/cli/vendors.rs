//! `ctb sync` and `ctb jobs` with a vendor that can be asked, and without its key.

use super::serving::{start, stop};
use crate::mouser_stand_in::{Fault, MouserStandIn, part};
use crate::shell::{Shell, wait_until};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

const KEY: &str = "11111111-2222-3333-4444-555555555555";
const BOM: &str = "Reference,Value,Footprint,Qty,Vendor,PartNum\nU1,TL074,,1,Mouser,595-TL074CN\nU2,NE5532,,1,Mouser,595-NE5532P\n";
const SYNC: [&str; 5] = ["sync", "Lfo", "v0", "--bom", "lfo.csv"];

fn project(shell: Shell) -> Shell {
    shell.ok(&["project", "add", "Lfo"]);
    shell.ok(&["version", "add", "Lfo", "v0"]);
    shell.write("lfo.csv", BOM);
    shell
}

fn asking(mouser: &MouserStandIn) -> Shell {
    project(Shell::new().with("CTB_MOUSER_URL", &mouser.base_url()).with("CTB_MOUSER_KEY", KEY))
}

fn selling() -> MouserStandIn {
    let mouser = MouserStandIn::start(KEY);
    mouser.add(part("595-TL074CN", "TL074CN")).add(part("595-NE5532P", "NE5532P"));
    mouser
}

fn parts_of(shell: &Shell) -> Vec<Value> {
    let state = shell.ok_json(&["state"]);
    state["versions"][0]["lines"].as_array().unwrap().iter().map(|line| line["part"].clone()).collect()
}

#[test]
fn a_sync_fills_in_what_it_does_not_know_before_it_returns() {
    let mouser = selling();
    let shell = asking(&mouser);
    let told = shell.ok_json(&SYNC);
    assert_eq!((&told["unmatched"], told.get("queued")), (&json!([]), None), "{told}");
    assert_eq!(mouser.asked(), ["595-TL074CN", "595-NE5532P"]);
    assert_eq!(parts_of(&shell), [json!("595-tl074cn"), json!("595-ne5532p")]);
    let page = shell.ok_json(&["part", "show", "TL074CN"]);
    assert_eq!((&page["part"]["placeholder"], &page["part"]["mpn"]), (&json!(false), &json!("TL074CN")));
    assert_eq!(page["offers"][0]["prices"].as_array().unwrap().len(), 3);
    let listed = shell.ok_json(&["jobs"]);
    assert_eq!((&listed["queued"], &listed["vendors"][0]["day"]), (&json!(0), &json!(1)));
    // The same again asks nobody.
    shell.ok_json(&SYNC);
    assert_eq!(mouser.calls().len(), 1);
    assert!(!shell.ok(&["export"]).contains(KEY));
    assert!(
        !std::fs::read(shell.database()).unwrap().windows(KEY.len()).any(|bytes| bytes == KEY.as_bytes())
    );
}

#[test]
fn a_number_that_mouser_does_not_have_is_told_by_the_sync_itself() {
    let mouser = MouserStandIn::start(KEY);
    mouser.add(part("595-TL074CN", "TL074CN"));
    let shell = asking(&mouser);
    let wanted = "Mouser 595-NE5532P: Mouser has no item of this number";
    let told = shell.ok_json(&SYNC);
    assert_eq!(told["unmatched"], json!([{"line": 2, "references": ["U2"], "wanted": wanted}]));
    assert_eq!(parts_of(&shell), [json!("595-tl074cn"), json!(null)]);
    assert_eq!(shell.ok_json(&SYNC)["unmatched"], told["unmatched"]);
}

#[test]
fn nobody_waits_with_no_wait_and_jobs_run_does_what_is_left() {
    let mouser = selling();
    let shell = asking(&mouser);
    let told = shell.ok_json(&[&SYNC[..], &["--no-wait"]].concat());
    assert_eq!((&told["queued"], mouser.calls().len()), (&json!(2), 0));
    assert_eq!(shell.ok_json(&["jobs"])["jobs"][0]["status"], "queued");
    let cancelled = shell.ok_json(&["jobs", "cancel", "2", "--request", "once"]);
    assert_eq!(cancelled["job"]["status"], "cancelled");
    assert_eq!(shell.ok_json(&["jobs", "cancel", "2", "--request", "once"]), cancelled);
    shell.fails(1, "job 2 is cancelled already", &["jobs", "cancel", "2"]);
    let done = shell.ok(&["jobs", "run"]);
    assert!(done.contains("filled in with 3 prices") && done.contains("cancelled"), "{done}");
    assert_eq!(mouser.asked(), ["595-TL074CN"]);
    shell.ok(&["jobs", "retry", "2"]);
    shell.ok(&["jobs", "run"]);
    assert_eq!(mouser.asked(), ["595-TL074CN", "595-NE5532P"]);
    shell.fails(1, "there is no job", &["jobs", "retry", "9"]);
}

#[test]
fn without_a_key_the_sync_is_done_and_says_what_to_set() {
    let shell = project(Shell::new());
    let told = shell.ok_json(&SYNC);
    assert_eq!((&told["queued"], &told["unmatched"]), (&json!(2), &json!([])));
    assert_eq!(parts_of(&shell), [json!("595-tl074cn"), json!("595-ne5532p")]);
    let text = shell.ok(&SYNC);
    assert!(
        text.contains("2 jobs left to do (Mouser can only be asked with an API key: set CTB_MOUSER_KEY)"),
        "{text}"
    );
}

#[test]
fn a_wrong_key_is_said_and_never_shown() {
    let mouser = selling();
    mouser.change_key("another");
    let shell = asking(&mouser).with("CTB_LOG", "trace");
    let output = shell.run(&SYNC);
    assert_eq!(output.code, 0, "{output:?}");
    assert!(output.stdout.contains("Mouser does not accept the API key: check CTB_MOUSER_KEY"), "{output:?}");
    let listed = shell.run(&["jobs", "--json"]);
    for text in [output.stdout, output.stderr, listed.stdout, listed.stderr] {
        assert!(!text.contains(KEY), "{text}");
    }
    mouser.change_key(KEY);
    assert_eq!(shell.run(&["jobs", "run", "--json"]).json()["queued"], 0);
}

#[test]
fn a_sync_that_is_killed_while_it_asks_loses_nothing() {
    let mouser = selling();
    mouser.fail_next(Fault::Silent);
    let shell = asking(&mouser);
    let mut child = shell.command(&SYNC).stdout(Stdio::null()).spawn().unwrap();
    wait_until("Mouser is asked", || !mouser.calls().is_empty());
    child.kill().unwrap();
    child.wait().unwrap();
    let listed = shell.ok_json(&["jobs"]);
    assert_eq!((&listed["queued"], &listed["jobs"][0]["status"]), (&json!(2), &json!("running")));
    assert_eq!(parts_of(&shell), [json!("595-tl074cn"), json!("595-ne5532p")]);
    // Rather than wait until the claim runs out.
    for job in ["1", "2"] {
        shell.ok(&["jobs", "cancel", job]);
        shell.ok(&["jobs", "retry", job]);
    }
    assert_eq!(shell.ok_json(&["jobs", "run"])["queued"], 0);
    assert_eq!(shell.ok_json(&["jobs"])["vendors"][0]["day"], 2);
    assert_eq!(shell.ok_json(&["part", "show", "NE5532P"])["part"]["placeholder"], json!(false));
}

/// The page of jobs, as a browser without scripts reads it.
fn page(address: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    let asked = format!("GET /settings/jobs HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    connection.write_all(asked.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_server_does_jobs_behind_its_pages() {
    let mouser = selling();
    let shell = asking(&mouser);
    let (mut server, ready) = start(&shell, &[]);
    assert_eq!(shell.ok_json(&[&SYNC[..], &["--no-wait"]].concat())["queued"], 2);
    wait_until("no job is left", || shell.run(&["jobs", "--json"]).json()["queued"] == 0);
    assert_eq!(mouser.calls().len(), 1);
    let page = page(ready.strip_prefix("Clear to Build is ready: http://").unwrap());
    for told in [
        "<h1",
        "Jobs",
        "Mouser 595-NE5532P",
        "filled in with 3 prices",
        "sync of Lfo v0",
        "of 1000 at Mouser",
    ] {
        assert!(page.contains(told), "{told} is not in {page}");
    }
    assert!(!page.contains(KEY));
    assert_eq!(stop(&mut server, "-TERM"), Some(0));
    assert_eq!(shell.ok_json(&["part", "show", "NE5532P"])["part"]["placeholder"], json!(false));
}
