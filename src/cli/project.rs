//! `ctb project add` and `ctb version add`.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use crate::services::projects::{self, NewVersion};
use clap::{Args, Subcommand};
use serde::Serialize;

/// Projects.
#[derive(Debug, Subcommand)]
pub enum Project {
    /// Add a project
    Add(AddProject),
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
    /// Adds it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let Self::Add(new) = self;
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
