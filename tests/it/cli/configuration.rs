//! Flags over environment over `ctb.toml`, and what `ctb config` shows of it.

use crate::shell::Shell;

#[test]
fn each_setting_says_what_it_is_and_who_said_so() {
    let shell = Shell::new().with("CTB_WORKSPACE", "of the environment").with("CTB_LISTEN", "127.0.0.1:4000");
    shell.write("ctb.toml", "workspace = 'of the file'\nlog = 'warn'\n");
    let shown = shell.run(&["config", "--json", "--workspace", "of the flag"]).json();
    assert_eq!(shown["workspace"], serde_json::json!({"value": "of the flag", "from": "--workspace"}));
    assert_eq!(shown["listen"], serde_json::json!({"value": "127.0.0.1:4000", "from": "CTB_LISTEN"}));
    assert_eq!(shown["log"], serde_json::json!({"value": "warn", "from": "ctb.toml"}));
    assert_eq!(shown["database"], serde_json::json!({"value": "sqlite:ctb.db", "from": "default"}));
    assert_eq!(shown["mouser_key"], serde_json::json!({"value": null, "from": "default"}));
    assert!(!shell.database().exists(), "looking at settings makes no database");
}

#[test]
fn secrets_are_masked() {
    let shell = Shell::new().with("CTB_GITHUB_TOKEN", "hunter2");
    shell.write("ctb.toml", "mouser_key = 'swordfish'\n");
    for output in [shell.run(&["config"]), shell.run(&["config", "--json"])] {
        assert!(
            output.stdout.contains("CTB_GITHUB_TOKEN") && output.stdout.contains("********"),
            "{output:?}"
        );
        let told = output.stdout + &output.stderr;
        assert!(!told.contains("hunter2") && !told.contains("swordfish"), "{told}");
    }
}

#[test]
fn the_file_that_is_named_counts_and_must_be_there() {
    let shell = Shell::new().with("CTB_CONFIG", "other.toml");
    shell.write("ctb.toml", "log = 'error'\n");
    shell.fails(1, "other.toml cannot be read", &["config"]);
    shell.write("other.toml", "log = 'warn'\n");
    assert_eq!(shell.run(&["config", "--json"]).json()["log"]["from"], "other.toml");
    let flagged = shell.run(&["--config", "ctb.toml", "config", "--json"]).json();
    assert_eq!(flagged["log"], serde_json::json!({"value": "error", "from": "ctb.toml"}));
}

#[test]
fn unknown_settings_are_an_error_that_names_them() {
    let shell = Shell::new();
    shell.write("ctb.toml", "databse = 'sqlite:x.db'\nverbose = true\n");
    shell.fails(1, "databse, verbose", &["config"]);
    shell.fails(1, "databse, verbose", &["workspace", "list"]);
}

#[test]
fn an_impossible_value_names_its_setting_and_origin() {
    Shell::new().with("CTB_LISTEN", "here").fails(1, "listen (from CTB_LISTEN)", &["config"]);
}
