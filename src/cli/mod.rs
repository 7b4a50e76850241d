//! The command line: one file per command or small family.
//!
//! A command is its arguments and one `run`, which calls one service and answers with both forms of
//! the result: a JSON document for programs, and text for people. What is printed where, and with
//! which exit code, is decided here once.

mod answer;
mod arguments;
mod bom_files;
mod desk;
mod failure;
mod progress;
mod table;

mod backup;
mod build;
mod building;
mod bundle;
mod cart;
mod check;
mod clear;
mod completions;
mod configuration;
mod count;
mod demo;
mod jobs;
mod offers;
mod order;
mod part;
mod parts;
mod project;
mod serve;
mod state;
mod sync;
mod workspace;

use answer::Answer;
use arguments::{Arguments, Command};
use clap::Parser;
use desk::Desk;
use failure::Failure;
use std::io::Write;
use std::process::ExitCode;

/// Runs the command of this process and tells how it ended.
#[must_use]
pub fn run() -> ExitCode {
    // Wrong usage ends the process here, with code 2.
    let arguments = Arguments::parse();
    let json = arguments.common.json;
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => match runtime.block_on(carry_out(arguments)) {
            Ok(answer) => tell(&answer, json),
            Err(failure) => tell_failure(&failure, json),
        },
        Err(error) => tell_failure(&Failure::System(error), json),
    }
}

async fn carry_out(arguments: Arguments) -> Result<Answer, Failure> {
    if let Command::Completions(command) = &arguments.command {
        return Ok(command.run());
    }
    let mut desk = Desk::new(arguments.common, arguments.command.listen())?;
    let done = dispatch(&arguments.command, &mut desk).await;
    desk.close().await;
    done
}

async fn dispatch(command: &Command, desk: &mut Desk) -> Result<Answer, Failure> {
    match command {
        Command::Serve(command) => command.run(desk).await,
        Command::Backup(command) => command.run(desk).await,
        Command::Restore(command) => command.run(desk).await,
        Command::Jobs(command) => command.run(desk).await,
        Command::Offers(command) => command.run(desk).await,
        Command::Config => Ok(configuration::run(desk)),
        Command::Completions(command) => Ok(command.run()),
        Command::Workspace(command) => command.run(desk).await,
        Command::Import(command) => command.run(desk).await,
        Command::Export(command) => command.run(desk).await,
        Command::Project(command) => command.run(desk).await,
        Command::Version(command) => command.run(desk).await,
        Command::Sync(command) => command.run(desk).await,
        Command::Line(command) => command.run(desk).await,
        Command::Build(command) => command.run(desk).await,
        Command::Edit(command) => command.run(desk).await,
        Command::Part(command) => command.run(desk).await,
        Command::Parts(command) => command.run(desk).await,
        Command::Count(command) => command.run(desk).await,
        Command::Clear(command) => command.run(desk).await,
        Command::Complete(command) => command.run(desk).await,
        Command::Cancel(command) => command.run(desk).await,
        Command::Reopen(command) => command.run(desk).await,
        Command::Demo => demo::run(desk).await,
        Command::State => state::run(desk).await,
        Command::Check => check::run(desk).await,
        Command::Order(order) => order.run(desk).await,
        Command::Place(order) => order.run(desk).await,
        Command::CancelOrder(order) => order.run(desk).await,
        Command::Receive(order) => order.run(desk).await,
        Command::Cart(command) => command.run(desk).await,
    }
}

fn tell(answer: &Answer, json: bool) -> ExitCode {
    let printed = if json { answer.json() } else { answer.text() };
    if let Some(note) = answer.note() {
        complain(note);
    }
    match print(printed) {
        Ok(()) => answer.exit(),
        // Whoever reads had enough: `ctb state | head`.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => answer.exit(),
        // What was printed of the answer is not followed by another document.
        Err(error) => tell_failure(&Failure::System(error), false),
    }
}

fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// One line for people; programs get their one document too.
fn tell_failure(failure: &Failure, json: bool) -> ExitCode {
    complain(&failure.to_string());
    if json {
        // There is nothing left to say where this fails, and the code tells that it did.
        let _ = print(&failure.json());
    }
    failure.exit()
}

/// One line on standard error, whatever the message holds.
fn complain(message: &str) {
    let line = format!("ctb: {}\n", table::one_line(message));
    // There is nowhere left to say that this failed.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}
