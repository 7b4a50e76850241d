//! `ctb workspace list` and `ctb workspace add`.

use super::answer::Answer;
use super::desk::{self, Desk};
use super::failure::Failure;
use super::table::Table;
use crate::domain::money::Currency;
use crate::domain::workspace::ActorKind;
use crate::services::workspaces;
use clap::{Args, Subcommand};
use serde::Serialize;

/// Lists workspaces, or adds one.
#[derive(Debug, Subcommand)]
pub enum Workspace {
    /// List the workspaces of the database
    List,
    /// Make a new, empty workspace
    Add(Add),
}

/// A new workspace.
#[derive(Debug, Args, Serialize)]
pub struct Add {
    /// Its name
    name: String,
    /// What its sums are in, as an ISO 4217 code
    #[arg(long, default_value = "USD")]
    currency: Currency,
}

impl Workspace {
    /// Lists or adds.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        match self {
            Self::List => list(desk).await,
            Self::Add(add) => add.run(desk).await,
        }
    }
}

/// Needs no workspace to be named, since it tells their names.
async fn list(desk: &mut Desk) -> Result<Answer, Failure> {
    let all = desk.workspaces().await?;
    let mut table = Table::new(&["workspace", "currency"]);
    let mut listed = Vec::new();
    for workspace in &all {
        table.row([workspace.name.as_str(), workspace.currency.code()]);
        listed.push(serde_json::json!({"workspace": workspace.name, "currency": workspace.currency}));
    }
    Answer::new(&listed, table.to_string())
}

impl Add {
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("workspace add", self)?;
        let context = desk.oldest_workspace().await?;
        let name = desk::user_name();
        let actor = (ActorKind::CommandLine, name.as_str());
        let added = workspaces::add(&context, &request, &self.name, self.currency, actor).await?;
        Answer::new(&added, format!("The workspace {} is ready; name it with --workspace.", added.workspace))
    }
}
