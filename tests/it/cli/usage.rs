//! What is typed wrongly, and what help there is.

use crate::shell::Shell;

#[test]
fn wrong_usage_ends_with_2_and_prints_nothing_on_standard_output() {
    let shell = Shell::new();
    for wrong in [
        &["frobnicate"][..],
        &[],
        &["build", "Lfo", "v0"],
        &["build", "Lfo", "v0", "--quantity", "two"],
        &["build", "Lfo", "v0", "--quantity", "1.5"],
        &["build", "Lfo", "v0", "--quantity", "-1"],
        &["edit", "1"],
        &["edit", "1", "--fallback", "r-10k"],
        &["line", "Lfo", "v0", "R1"],
        &["receive", "1", "--line", "0=1"],
        &["receive", "1", "--line", "1=x"],
        &["order", "1", "--all"],
        &["state", "--jsno"],
        &["completions", "teletype"],
    ] {
        let output = shell.run(wrong);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{wrong:?}: {output:?}");
        assert!(!output.stderr.is_empty(), "{wrong:?}");
    }
    assert!(!shell.database().exists());
}

#[test]
fn help_names_every_command() {
    let help = Shell::new().ok(&["help"]);
    for command in [
        "serve",
        "demo",
        "import",
        "export",
        "project",
        "version",
        "sync",
        "build",
        "edit",
        "line",
        "part",
        "count",
        "clear",
        "complete",
        "cancel",
        "reopen",
        "order",
        "place",
        "cancel-order",
        "receive",
        "cart",
        "jobs",
        "state",
        "check",
        "backup",
        "restore",
        "config",
        "completions",
        "workspace",
    ] {
        let heads_a_line = |line: &str| line.split_whitespace().next() == Some(command);
        assert!(help.lines().any(heads_a_line), "{command} is missing: {help}");
    }
}

#[test]
fn completions_know_the_commands_in_every_shell() {
    let shell = Shell::new();
    for name in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(shell.ok(&["completions", name]).contains("cancel-order"), "{name}");
    }
    let document = shell.ok_json(&["completions", "bash"]);
    assert!(document["script"].as_str().unwrap().contains("cancel-order"));
}

#[test]
fn a_database_that_does_not_exist_is_made() {
    let shell = Shell::new();
    shell.ok(&["workspace", "list"]);
    assert!(shell.database().exists());
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let shell = Shell::new();
    let garbage = "this is a shopping list, and longer than a page of a database is not needed".repeat(90);
    shell.write("ctb.db", &garbage);
    shell.fails(1, "cannot be opened", &["workspace", "list"]);
    assert_eq!(std::fs::read_to_string(shell.database()).unwrap(), garbage);
    shell.fails(1, "sqlite:FILE", &["workspace", "list", "--database", "postgres://here"]);
}
