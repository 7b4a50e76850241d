//! `ctb completions SHELL`.

use super::answer::Answer;
use super::arguments::Arguments;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Prints a script that completes `ctb` in a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// The script; for programs, within a document.
    pub fn run(&self) -> Answer {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "ctb", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        let json = serde_json::json!({"shell": self.shell.to_string(), "script": script});
        Answer::ready(json.to_string(), script)
    }
}
