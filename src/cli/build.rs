//! `ctb build` and `ctb edit`.

use super::answer::Answer;
use super::arguments::{Fallback, References};
use super::building::told;
use super::desk::Desk;
use super::failure::Failure;
use crate::domain::quantity::Quantity;
use crate::services::builds;
use clap::{ArgGroup, Args};
use serde::Serialize;

/// A build to be made.
#[derive(Debug, Args, Serialize)]
pub struct Build {
    /// The project's name
    project: String,
    /// The version's revision
    revision: String,
    /// How many pieces
    #[arg(long, value_name = "N")]
    quantity: Quantity,
    /// References to leave out, such as R1,R3-R5
    #[arg(long, value_name = "REFS")]
    leave_out: Option<References>,
    /// Higher comes first
    #[arg(long, value_name = "P", allow_negative_numbers = true, default_value_t = 0)]
    priority: i64,
}

/// What is to change about a build; what is not named stays.
#[derive(Debug, Args, Serialize)]
#[command(group(ArgGroup::new("changes").required(true).multiple(true).args(["quantity", "leave_out", "include_optional", "fallback", "priority"])))]
pub struct Edit {
    /// The build's number or key
    build: String,
    /// How many pieces
    #[arg(long, value_name = "N")]
    quantity: Option<Quantity>,
    /// References to leave out: these and no others; "" for none
    #[arg(long, value_name = "REFS")]
    leave_out: Option<References>,
    /// References of optional lines that are wanted: these and no others; "" for none
    #[arg(long, value_name = "REFS")]
    include_optional: Option<References>,
    /// What may be used where nothing else does; PART=none takes it back; may be repeated
    #[arg(long, value_name = "PART=PART")]
    fallback: Vec<Fallback>,
    /// Higher comes first
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    priority: Option<i64>,
}

impl Build {
    /// Plans it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("build", self)?;
        let context = desk.context().await?;
        let plan = builds::Plan {
            project: self.project.clone(),
            revision: self.revision.clone(),
            quantity: self.quantity,
            leave_out: self.leave_out.clone().map(|references| references.0).unwrap_or_default(),
            priority: self.priority,
        };
        let made = builds::create(&context, &request, &plan).await?;
        let number = made.build;
        Answer::new(&made, format!("Build {number} is planned; ctb clear {number} reserves what it needs."))
    }
}

impl Edit {
    /// Changes it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("edit", self)?;
        let context = desk.context().await?;
        let edit = builds::Edit {
            quantity: self.quantity,
            leave_out: self.leave_out.clone().map(|references| references.0),
            include_optional: self.include_optional.clone().map(|references| references.0),
            fallbacks: self.fallback.iter().map(|one| (one.part.clone(), one.instead.0.clone())).collect(),
            priority: self.priority,
            based_on: None,
        };
        let state = builds::edit(&context, &request, &self.build, &edit).await?;
        Answer::new(&state, told(&state))
    }
}
