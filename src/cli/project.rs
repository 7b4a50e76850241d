//! `ctb project add`, `ctb project token` and `ctb version add`.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use crate::services::projects::{self, NewVersion};
use crate::services::{ServiceError, tokens};
use clap::{Args, Subcommand};
use secrecy::SecretString;
use serde::Serialize;
use std::io::Read;

/// More than any token has.
const MOST_TOKEN_BYTES: u64 = 10_000;

/// Projects.
#[derive(Debug, Subcommand)]
pub enum Project {
    /// Add a project
    Add(AddProject),
    /// Give a project the token of its private repository, read from standard input, or take it away
    Token(Token),
}

/// The token of a private repository.
#[derive(Debug, Args)]
pub struct Token {
    /// The project's name
    project: String,
    /// Take the token away instead
    #[arg(long)]
    remove: bool,
}

/// A new project.
#[derive(Debug, Args, Serialize)]
pub struct AddProject {
    /// Its name
    name: String,
    /// Its git repository, such as https://github.com/owner/name
    #[arg(long, value_name = "URL")]
    repository: Option<String>,
}

/// Versions.
#[derive(Debug, Subcommand)]
pub enum Version {
    /// Add a version of a project
    Add(AddVersion),
}

/// A new version.
#[derive(Debug, Args, Serialize)]
pub struct AddVersion {
    /// The project's name
    project: String,
    /// The version's revision, such as v1.2
    revision: String,
    /// The branch, tag or commit to follow; the one of the revision's name, if not given
    #[arg(long = "ref", value_name = "REF")]
    git_ref: Option<String>,
    /// Where the BOM is in the repository; looked for, if not given
    #[arg(long, value_name = "PATH")]
    bom: Option<String>,
}

impl Project {
    /// Does it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        match self {
            Self::Add(new) => new.run(desk).await,
            Self::Token(token) => token.run(desk).await,
        }
    }
}

impl Token {
    /// Keeps the token encrypted, or forgets it. Neither has an id: done twice, it is the same.
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let context = desk.context().await?;
        let project = &self.project;
        if self.remove {
            tokens::take_away(&context, project).await?;
            return Answer::new(
                &serde_json::json!({"project": project, "token": false}),
                format!("The project {project} has no token of its own now."),
            );
        }
        tokens::give(&context, project, &read_token()?).await?;
        Answer::new(
            &serde_json::json!({"project": project, "token": true}),
            format!("The token of {project} is kept, encrypted; it is not shown again."),
        )
    }
}

fn read_token() -> Result<SecretString, Failure> {
    let mut text = String::new();
    std::io::stdin().take(MOST_TOKEN_BYTES).read_to_string(&mut text).map_err(|_| {
        ServiceError::Invalid("no token could be read from standard input: copy it again".to_owned())
    })?;
    Ok(SecretString::from(text))
}

impl AddProject {
    async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let new = self;
        let request = desk.request("project add", new)?;
        let context = desk.context().await?;
        let added = projects::add_project(&context, &request, &new.name, new.repository.as_deref()).await?;
        Answer::new(&added, format!("The project {} is added.", added.project))
    }
}

impl Version {
    /// Adds it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let Self::Add(new) = self;
        let request = desk.request("version add", new)?;
        let context = desk.context().await?;
        let version = NewVersion {
            project: new.project.clone(),
            revision: new.revision.clone(),
            git_ref: new.git_ref.clone(),
            bom_path: new.bom.clone(),
        };
        let added = projects::add_version(&context, &request, &version).await?;
        Answer::new(&added, format!("{} {} is added; ctb sync reads its BOM.", added.project, added.version))
    }
}
