//! `ctb complete`, `ctb cancel` and `ctb reopen`.

use super::answer::{Answer, NOT_CLEAR};
use super::desk::Desk;
use super::failure::Failure;
use crate::domain::quantity::Quantity;
use crate::services::ServiceError;
use crate::services::builds::{self, BuildState};
use clap::Args;
use serde::Serialize;

/// Pieces that are done.
#[derive(Debug, Args, Serialize)]
pub struct Complete {
    /// The build's number or key
    build: String,
    /// How many pieces; all that remain, if not given
    #[arg(long, value_name = "K")]
    quantity: Option<Quantity>,
}

/// A build to give up.
#[derive(Debug, Args, Serialize)]
pub struct Cancel {
    /// The build's number or key
    build: String,
}

/// A build whose last completion was a mistake.
#[derive(Debug, Args, Serialize)]
pub struct Reopen {
    /// The build's number or key
    build: String,
}

impl Complete {
    /// Completes it; one that is not clear to build stays as it is, and is told by its exit code.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("complete", self)?;
        let context = desk.context().await?;
        match builds::complete(&context, &request, &self.build, self.quantity).await {
            Ok(state) => Answer::new(&state, told(&state)),
            Err(ServiceError::NotClear(why)) => {
                let refused = serde_json::json!({"cleared": false, "error": why});
                Ok(Answer::ready(refused.to_string(), "").noting(why).ending(NOT_CLEAR))
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Cancel {
    /// Gives it up.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("cancel", self)?;
        let state = builds::cancel(&desk.context().await?, &request, &self.build).await?;
        Answer::new(&state, told(&state))
    }
}

impl Reopen {
    /// Reverses its last completion.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("reopen", self)?;
        let state = builds::reopen(&desk.context().await?, &request, &self.build).await?;
        Answer::new(&state, told(&state))
    }
}

/// Where a build stands, in words.
pub fn told(state: &BuildState) -> String {
    let completed =
        if state.completed.is_zero() { String::new() } else { format!(", {} completed", state.completed) };
    format!("Build {} is {}{completed}.", state.build, state.status)
}
