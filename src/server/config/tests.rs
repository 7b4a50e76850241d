use super::*;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

fn resolve(
    flags: &[(&'static str, &str)],
    environment: &[(&str, &str)],
    file: &str,
) -> Result<Config, ConfigError> {
    let look_up = |name: &str| {
        environment.iter().find(|(known, _)| *known == name).map(|(_, text)| OsString::from(*text))
    };
    Config::resolve(&Sources {
        flags: flags.iter().map(|(key, text)| (*key, (*text).to_owned())).collect::<BTreeMap<_, _>>(),
        environment: &look_up,
        file: Some(ConfigFile::parse(Path::new("ctb.toml"), file)?),
    })
}

#[test]
fn flags_go_before_the_environment_before_the_file_before_what_is_usual() {
    let file = "workspace = 'of file'\nlisten = '127.0.0.1:1'\ndatabase = 'sqlite:file.db'";
    let environment = [("CTB_WORKSPACE", "of environment"), ("CTB_LISTEN", "127.0.0.1:2")];
    let config = resolve(&[("workspace", "of flag")], &environment, file).unwrap();
    assert_eq!(config.workspace.value.as_deref(), Some("of flag"));
    assert_eq!(config.workspace.origin, Origin::Flag("workspace"));
    assert_eq!(config.listen.value.port(), 2);
    assert_eq!(config.listen.origin, Origin::Environment("CTB_LISTEN"));
    assert_eq!(config.database.value.path(), Path::new("file.db"));
    assert_eq!(config.database.origin, Origin::File("ctb.toml".into()));
    assert_eq!(config.log.origin, Origin::Usual);
    assert!(config.github_url.value.is_none());
}

#[test]
fn an_empty_variable_says_nothing() {
    let config = resolve(&[], &[("CTB_DATABASE", "")], "").unwrap();
    assert_eq!(config.database.value.path(), Path::new("ctb.db"));
    assert_eq!(config.database.origin, Origin::Usual);
}

#[test]
fn secrets_are_shown_nowhere() {
    let config = resolve(&[], &[("CTB_GITHUB_TOKEN", "hunter2")], "mouser_key = 'swordfish'").unwrap();
    let told = format!("{config:?} {}", serde_json::to_string(&config.shown()).unwrap());
    assert!(!told.contains("hunter2") && !told.contains("swordfish"), "{told}");
    assert!(told.contains(MASK));
    // Not even where the line that holds one is no TOML.
    let error = resolve(&[], &[], "mouser_key = swordfish").unwrap_err().to_string();
    assert!(!error.contains("swordfish") && error.contains("line 1"), "{error}");
}

#[test]
fn every_setting_is_shown() {
    let shown = resolve(&[], &[], "").unwrap().shown();
    assert_eq!(
        shown.iter().map(|shown| shown.setting).collect::<Vec<_>>(),
        ALL.iter().map(|known| known.key).collect::<Vec<_>>()
    );
}

#[test]
fn all_unknown_keys_are_named() {
    let error = resolve(&[], &[], "databse = 'x'\n[tokens]\ngithub = 'y'").unwrap_err().to_string();
    assert!(error.contains("databse, tokens") && error.contains("it knows database, workspace"), "{error}");
}

#[test]
fn an_impossible_value_is_refused_with_its_setting_and_origin() {
    let refused = |file: &str| resolve(&[], &[], file).unwrap_err().to_string();
    assert!(refused("listen = 'here'").starts_with("listen (from ctb.toml): \u{201c}here\u{201d}"));
    assert!(refused("database = 'postgres://x'").starts_with("database (from ctb.toml)"));
    assert!(refused("github_url = 'https://me:secret@example.org'").contains("without login"));
    assert!(!refused("github_url = 'https://me:secret@example.org'").contains("secret"));
    assert!(refused("github_url = 'file:///etc/passwd'").contains("http or https"));
    assert!(refused("log = 'ctb=loud=very'").contains("log filter"));
    assert_eq!(refused("listen = 3000"), "listen in ctb.toml must be a text in quotes");
}

#[test]
fn localhost_is_an_address() {
    assert_eq!(
        resolve(&[("listen", "localhost:0")], &[], "").unwrap().listen.value.to_string(),
        "127.0.0.1:0"
    );
}

#[test]
fn a_page_waits_from_1_to_25_seconds() {
    let waits = |seconds| resolve(&[], &[("CTB_REMOTE_TIMEOUT", seconds)], "");
    for good in ["1", "25"] {
        assert_eq!(waits(good).unwrap().remote_timeout.value.as_secs().to_string(), good);
    }
    for bad in ["0", "26", "-1", "soon"] {
        let said = waits(bad).unwrap_err().to_string();
        assert!(said.contains("remote_timeout (from CTB_REMOTE_TIMEOUT)"), "{bad}: {said}");
    }
}
