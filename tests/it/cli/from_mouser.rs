//! The real binary against a local server that behaves like Mouser: the key is sent there, and is
//! nowhere else.

use crate::mouser_stand_in::{Fault, MouserStandIn, part};
use crate::shell::{Output, Shell};
use serde_json::json;

const KEY: &str = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const BOM: &str = "Reference,Qty,Value,Footprint,DNP,Vendor,PartNum\n\
    U1,1,TL074,Package_DIP:DIP-14,,Mouser,595-TL074CN\n\
    U2,1,TL071,Package_DIP:DIP-8,,Mouser,595-TL071CP\n";

fn workshop(mouser: &MouserStandIn) -> Shell {
    let shell = Shell::new()
        .with("CTB_MOUSER_URL", &mouser.base_url())
        .with("CTB_MOUSER_KEY", KEY)
        .with("CTB_LOG", "trace");
    let bundle = json!({"format": "clear-to-build/1", "workspace": {"name": "Workshop", "currency": "USD"},
        "vendors": [{"name": "Mouser"}]});
    let file = shell.write("workshop.json", bundle.to_string());
    run(&shell, 0, &["import", file.to_str().unwrap()]);
    run(&shell, 0, &["project", "add", "Lfo"]);
    run(&shell, 0, &["version", "add", "Lfo", "v0"]);
    shell.write("bom.csv", BOM);
    shell
}

/// Runs a command, whose log is on standard error, and looks for the key in all that it says.
#[track_caller]
fn run(shell: &Shell, code: i32, arguments: &[&str]) -> Output {
    let output = shell.run(arguments);
    assert_eq!(output.code, code, "{arguments:?}: {output:?}");
    let said = format!("{}{}", output.stdout, output.stderr).to_lowercase();
    assert!(!said.contains(KEY), "{arguments:?} tells the key: {output:?}");
    output
}

#[test]
fn the_key_goes_to_mouser_and_is_in_no_log_error_configuration_bundle_or_database() {
    let mouser = MouserStandIn::start(KEY);
    mouser.add(part("595-TL074CN", "TL074CN"));
    let shell = workshop(&mouser);
    let echo = format!("{{\"Errors\": [{{\"Message\": \"what is {}?\"}}]}}", KEY.to_uppercase());
    mouser.fail_next(Fault::Answer(200, "application/json", echo.into_bytes()));
    let sync = run(&shell, 0, &["sync", "Lfo", "v0", "--bom", "bom.csv"]);
    assert!(sync.stderr.contains("asked Mouser"), "nothing was logged: {sync:?}");
    assert!(!mouser.calls().is_empty());
    mouser.fail_next(Fault::BadKey(200));
    run(&shell, 0, &["jobs", "run"]);
    run(&shell, 0, &["jobs", "--json"]);
    assert!(mouser.calls().iter().all(|call| call.key.as_deref() == Some(KEY)));

    let config = run(&shell, 0, &["config"]);
    assert!(config.stdout.contains("mouser_key") && config.stdout.contains("********"), "{config:?}");
    run(&shell, 0, &["config", "--json"]);
    run(&shell, 0, &["state", "--json"]);
    let bundle = run(&shell, 0, &["export"]);
    assert!(bundle.stdout.contains("595-TL074CN"), "{bundle:?}");
    for file in std::fs::read_dir(shell.path(".")).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains(KEY), "{} holds the key", path.display());
    }
}

#[test]
fn a_refused_key_is_said_with_the_setting_that_holds_it() {
    let mouser = MouserStandIn::start("another key than that one");
    let shell = workshop(&mouser);
    run(&shell, 0, &["sync", "Lfo", "v0", "--bom", "bom.csv"]);
    let jobs = run(&shell, 0, &["jobs"]);
    assert!(jobs.stdout.contains("check CTB_MOUSER_KEY"), "{jobs:?}");
}
