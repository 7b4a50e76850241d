//! `ctb import` and `ctb export`.

use super::answer::Answer;
use super::desk::{Desk, read_file, write_file};
use super::failure::Failure;
use super::progress;
use crate::services::bundle::{self, Imported};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// As large as a bundle may be.
const MOST_MEGABYTES: u64 = 200;

/// A bundle to take in.
#[derive(Debug, Args, Serialize)]
pub struct Import {
    /// The bundle; - for standard input
    #[serde(skip)]
    file: PathBuf,
}

/// Where a bundle is written.
#[derive(Debug, Args)]
pub struct Export {
    /// The file, replaced if it exists; standard output, if not given
    file: Option<PathBuf>,
}

impl Import {
    /// Imports it, or says everything that is wrong with it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let bytes = read_file(&self.file, MOST_MEGABYTES)?;
        let request = desk.request_with("import", self, &bytes)?;
        let context = desk.named_or_oldest_workspace().await?;
        let importing = bundle::import(&context, &request, &bytes);
        let imported = progress::during("Importing\u{2026}", importing).await?;
        Answer::new(&imported, told(&imported))
    }
}

impl Export {
    /// Prints the bundle, or writes it: the whole file or none of it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let context = desk.context().await?;
        let text = progress::during("Exporting\u{2026}", bundle::export(&context)).await?;
        let Some(file) = &self.file else {
            return Ok(Answer::ready(text.clone(), text));
        };
        write_file(file, text.as_bytes())?;
        let name = file.display().to_string();
        Answer::new(
            &serde_json::json!({"file": name, "bytes": text.len()}),
            format!("Everything was exported to {name}."),
        )
    }
}

fn told(imported: &Imported) -> String {
    let Imported { workspace, parts, projects, builds, orders, movements } = imported;
    format!(
        "The workspace {workspace} was imported: parts {parts}, projects {projects}, builds {builds}, orders {orders}, movements {movements}."
    )
}
