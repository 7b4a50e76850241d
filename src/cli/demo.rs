//! `ctb demo`.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use super::progress;
use crate::services::{Context, Request, ServiceError, Started, demo};
use serde::{Deserialize, Serialize};

/// The answer to filling a workspace with the demo workshop.
#[derive(Debug, Serialize, Deserialize)]
struct Filled {
    demo: bool,
}

/// Fills an empty workspace; one that holds anything is refused.
pub async fn run(desk: &mut Desk) -> Result<Answer, Failure> {
    let request = desk.request("demo", &())?;
    let context = desk.context().await?;
    let filled = progress::during("Setting up the demo workshop\u{2026}", fill(&context, &request)).await?;
    Answer::new(&filled, "The demo workshop is set up: ctb serve shows it, ctb state prints it.")
}

/// Several transactions: the answer is kept after the last.
async fn fill(context: &Context, request: &Request) -> Result<Filled, ServiceError> {
    match context.begin(request).await? {
        Started::Answered(answer) => return Ok(answer),
        Started::New(tx) => tx.rollback().await?,
    }
    demo::fill(context).await?;
    match context.begin(request).await? {
        Started::Answered(answer) => Ok(answer),
        Started::New(tx) => context.finish(tx, request, Filled { demo: true }).await,
    }
}
