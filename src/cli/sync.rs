//! `ctb sync` and `ctb line`.

use super::answer::Answer;
use super::arguments::PartOrNone;
use super::bom_files;
use super::desk::Desk;
use super::failure::Failure;
use super::jobs::{self, Waiting};
use super::progress;
use super::table::{Table, counted, one_line};
use crate::domain::bom::format_references;
use crate::remote::{GitHub, GitHubSettings};
use crate::server::config::Config;
use crate::services::bom_sync::{self, BuildConsequence, Source, SyncAnswer};
use crate::services::decisions::{self, DecideLine, LineDecided, LineWord};
use crate::services::{Context, ServiceError};
use clap::{ArgGroup, Args};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// A version whose BOM is to be read.
#[derive(Debug, Args, Serialize)]
pub struct Sync {
    /// The project's name
    project: String,
    /// The version's revision
    revision: String,
    /// Read this file instead of the git repository: CSV, XLSX, or a KiCad schematic with the sheets beside it;
    /// - for standard input
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    bom: Option<PathBuf>,
    /// Say what would change, and change nothing
    #[arg(long)]
    preview: bool,
    #[command(flatten)]
    #[serde(skip)]
    waiting: Waiting,
}

/// A decision about a BOM line.
#[derive(Debug, Args, Serialize)]
#[command(group(ArgGroup::new("decision").required(true).multiple(true).args(["matched", "substitute"])))]
pub struct Line {
    /// The project's name
    project: String,
    /// The version's revision
    revision: String,
    /// One of the line's references; # and its number for a line without
    reference: String,
    /// The part that the line means
    #[arg(id = "matched", long = "match", value_name = "PART")]
    part: Option<String>,
    /// The part to use in its place, or none
    #[arg(long, value_name = "PART")]
    substitute: Option<PartOrNone>,
}

/// What a sync answers, with the jobs that it leaves.
#[derive(Debug, Serialize)]
struct Synced {
    #[serde(flatten)]
    answer: SyncAnswer,
    #[serde(skip_serializing_if = "is_none_left")]
    queued: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_none_left(queued: &u64) -> bool {
    *queued == 0
}

/// What a preview answers: what the sync would, and what that would do to builds.
#[derive(Debug, Serialize)]
struct Preview {
    #[serde(flatten)]
    answer: SyncAnswer,
    builds: Vec<BuildConsequence>,
}

impl Sync {
    /// Reads the BOM, and applies it unless it is a preview.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let source = self.source()?;
        let request = match &source {
            Source::File { bytes, .. } => desk.request_with("sync", self, bytes)?,
            Source::Folder { name, files } => {
                desk.request_with("sync", self, &bom_files::fingerprint(name, files))?
            }
            Source::Repository => desk.request("sync", self)?,
        };
        let host = git_host(desk.config())?;
        let context = desk.context().await?;
        let version = (self.project.as_str(), self.revision.as_str());
        if self.preview {
            let read = preview(&context, &host, version, source);
            let read = progress::during("Reading the BOM\u{2026}", read).await?;
            return Answer::new(&read, told(&read.answer, true) + &consequences(&read.builds));
        }
        let sync = bom_sync::sync(&context, &host, &request, version, source);
        let mut read = progress::during("Reading the BOM\u{2026}", sync).await?;
        let left = self.waiting.finish(&context).await?;
        if left.tried {
            read.unmatched = bom_sync::unmatched(&context, version).await?;
        }
        let text = told(&read, false) + &jobs::left_over(&context, left.queued).await?;
        Answer::new(&Synced { answer: read, queued: left.queued }, text)
    }

    fn source(&self) -> Result<Source, Failure> {
        let Some(file) = &self.bom else { return Ok(Source::Repository) };
        bom_files::gather(file)
    }
}

async fn preview(
    context: &Context,
    host: &GitHub,
    version: (&str, &str),
    source: Source,
) -> Result<Preview, ServiceError> {
    let fetched = bom_sync::read(context, host, version, source).await?;
    let report = bom_sync::preview(context, version, &fetched).await?;
    Ok(Preview { answer: report.answer, builds: report.builds })
}

/// The git host that is asked.
pub(super) fn git_host(config: &Config) -> Result<GitHub, Failure> {
    let settings = GitHubSettings {
        base_url: config.github_url.value.clone(),
        token: config.github_token.value.clone(),
        ..GitHubSettings::new(Arc::new(jiff::Timestamp::now))
    };
    Ok(GitHub::new(settings)?)
}

fn told(read: &SyncAnswer, preview: bool) -> String {
    let done = if preview { "would be" } else { "are" };
    let at = read.commit.as_ref().map_or(String::new(), |commit| format!(" at commit {commit}"));
    let mut text = format!(
        "The BOM has {}{at}: {} {done} added, {} changed, {} removed.\n",
        counted(read.lines, "line", "lines"),
        read.added,
        read.changed,
        read.removed
    );
    for warning in &read.warnings {
        text.push_str(&format!("Warning: {}\n", one_line(warning)));
    }
    if !read.unmatched.is_empty() {
        let mut table = Table::new(&["line#", "references", "wanted"]);
        for line in &read.unmatched {
            table.row([line.line.to_string(), line.references.join(", "), line.wanted.clone()]);
        }
        text.push_str(&format!("\nLines without a part (ctb line decides them):\n{table}"));
    }
    text
}

/// What open builds would newly lack, in a line or two each.
fn consequences(builds: &[BuildConsequence]) -> String {
    let lacking: Vec<&BuildConsequence> = builds
        .iter()
        .filter(|build| !(build.newly_missing.is_empty() && build.unmatched.is_empty()))
        .collect();
    match (builds.is_empty(), lacking.is_empty()) {
        (true, _) => return String::new(),
        (false, true) => return "\nNo build would miss anything that it does not miss now.\n".to_owned(),
        (false, false) => {}
    }
    let mut table = Table::new(&["build#", "quantity#", "would newly miss", "would have no part"]);
    for build in &lacking {
        let missing = build
            .newly_missing
            .iter()
            .map(|part| format!("{} {}{}", part.short, part.part, at(&format_references(&part.references))));
        let unmatched =
            build.unmatched.iter().map(|line| format!("{}{}", line.wanted, at(&line.references.join(", "))));
        table.row([
            build.build.to_string(),
            build.quantity.to_string(),
            missing.collect::<Vec<_>>().join("; "),
            unmatched.collect::<Vec<_>>().join("; "),
        ]);
    }
    format!("\nWhat that does to builds, once they are cleared against it:\n{table}")
}

/// " (R1, R2)", or nothing for what has no references.
fn at(references: &str) -> String {
    if references.is_empty() { String::new() } else { format!(" ({references})") }
}

impl Line {
    /// Decides it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("line", self)?;
        let context = desk.context().await?;
        let decision = DecideLine {
            project: self.project.clone(),
            revision: self.revision.clone(),
            reference: self.reference.clone(),
            words: self.words(),
        };
        let decided = decisions::decide(&context, &request, &decision).await?;
        Answer::new(&decided, meaning(&decided))
    }

    fn words(&self) -> Vec<LineWord> {
        let matched = self.part.clone().map(LineWord::Match);
        let substitute = self.substitute.clone().map(|choice| match choice.0 {
            Some(part) => LineWord::Substitute(part),
            None => LineWord::NoSubstitute,
        });
        matched.into_iter().chain(substitute).collect()
    }
}

fn meaning(decided: &LineDecided) -> String {
    let part = decided.part.as_deref().unwrap_or("no part");
    let instead = decided.substitute.as_ref().map_or(String::new(), |part| format!(", {part} in its place"));
    format!("Line {} ({}) is {part}{instead}.", decided.line, decided.references.join(", "))
}
