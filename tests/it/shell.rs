//! A person at a shell: runs the real binary in a folder of its own, on a database of its own.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a test waits for what must come: far longer than it takes anywhere, so that a test that waits in vain
/// fails instead of keeping all others.
pub const PATIENCE: Duration = Duration::from_mins(5);

/// Waits until something holds.
#[track_caller]
// Other processes are waited for: their time is no use case's.
#[allow(clippy::disallowed_methods)]
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain until {what}");
        std::thread::yield_now();
    }
}

/// A folder with a database, and an environment without any of the machine's settings.
pub struct Shell {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// What a command printed, and how it ended.
#[derive(Debug)]
pub struct Output {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Output {
    /// Standard output as the one JSON document that it must be.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("not one JSON document ({error}): {self:?}"))
    }
}

impl Shell {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    /// Sets a variable of the environment for all that follows.
    pub fn with(mut self, variable: &str, value: &str) -> Self {
        self.variables.push((variable.to_owned(), value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("ctb.db")
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The command, ready to start.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ctb"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_clear().env("USER", "tester").env("HOME", self.folder.path());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output().unwrap();
        Output {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command with `--json` that must end with that code; the database must keep its promises.
    #[track_caller]
    pub fn json(&self, code: i32, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(output.code, code, "{arguments:?}: {output:?}");
        if code == 0 {
            assert_eq!(output.stderr, "", "{arguments:?}");
        }
        self.check_promises();
        output.json()
    }

    /// Runs a command that must succeed, and reads its JSON.
    #[track_caller]
    pub fn ok_json(&self, arguments: &[&str]) -> Value {
        self.json(0, arguments)
    }

    /// Runs a command that must succeed, and takes what it prints for people.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{arguments:?}: {output:?}");
        self.check_promises();
        output.stdout
    }

    /// Runs a command that must fail with that code, nothing on standard output, and one line on
    /// standard error that holds `part`.
    #[track_caller]
    pub fn fails(&self, code: i32, part: &str, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!((output.code, output.stdout.as_str()), (code, ""), "{arguments:?}: {output:?}");
        let line = output.stderr.strip_prefix("ctb: ").unwrap_or_else(|| panic!("{arguments:?}: {output:?}"));
        assert_eq!(line.find('\n'), Some(line.len() - 1), "one line: {output:?}");
        assert!(line.contains(part), "{part:?} is not in {line:?}");
        self.check_promises();
        line.trim_end().to_owned()
    }

    /// `ctb check` after each command, wherever there is a database.
    #[track_caller]
    fn check_promises(&self) {
        if !is_database(&self.database()) {
            return;
        }
        // Where there are several workspaces it wants to know which one.
        if self.run(&["check"]).code == 0 {
            return;
        }
        for workspace in self.workspaces() {
            let output = self.run(&["--workspace", &workspace, "check"]);
            assert_eq!(output.code, 0, "a promise is broken: {output:?}");
        }
    }

    fn workspaces(&self) -> Vec<String> {
        let listed = self.run(&["workspace", "list", "--json"]);
        let Value::Array(all) = listed.json() else { panic!("{listed:?}") };
        all.iter().filter_map(|one| one["workspace"].as_str()).map(ToOwned::to_owned).collect()
    }
}

fn is_database(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3\0"))
}
