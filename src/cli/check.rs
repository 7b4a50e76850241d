//! `ctb check`: the promises, proved on the database.

use super::answer::{Answer, FAILED};
use super::desk::Desk;
use super::failure::Failure;
use super::progress;
use super::table::{counted, one_line};
use crate::domain::check::Violation;
use crate::services::check::check;
use serde::Serialize;

/// A broken promise: which kind, where, and what to do.
#[derive(Serialize)]
struct Broken<'v> {
    #[serde(flatten)]
    violation: &'v Violation,
    message: String,
}

#[derive(Serialize)]
struct Proof<'v> {
    ok: bool,
    violations: Vec<Broken<'v>>,
}

/// Lists every promise that is broken, and then ends with 1.
pub async fn run(desk: &mut Desk) -> Result<Answer, Failure> {
    let context = desk.context().await?;
    let found = progress::during("Checking every promise\u{2026}", check(&context)).await?;
    let violations: Vec<Broken<'_>> =
        found.iter().map(|violation| Broken { violation, message: violation.to_string() }).collect();
    let listed: String = violations.iter().map(|broken| format!("{}\n", one_line(&broken.message))).collect();
    let number = found.len();
    let proof = Proof { ok: found.is_empty(), violations };
    if found.is_empty() {
        return Answer::new(&proof, "Every promise holds.");
    }
    let note = format!("the database breaks {}", counted(number, "promise", "promises"));
    Ok(Answer::new(&proof, listed)?.noting(note).ending(FAILED))
}
