//! `ctb jobs`, and what commands do about the jobs that they leave.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use super::progress;
use super::table::{Table, counted};
use crate::domain::ids::JobId;
use crate::domain::jobs::{Job, JobList, JobStatus};
use crate::domain::time::Timestamp;
use crate::services::jobs::{self, JobAnswer, RealPause, Runner};
use crate::services::{Context, ServiceError};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::sync::Arc;

/// Lists jobs, or says something about one.
#[derive(Debug, Args)]
pub struct Jobs {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List jobs: open ones in their order, then those that ended lately (what ctb jobs does alone)
    List,
    /// Say that a job is not to be done
    Cancel(OneJob),
    /// Send a job on at once that waits, was given up, or was cancelled
    Retry(OneJob),
    /// Do jobs now, for at most 30 s and within what vendors allow
    Run,
}

/// A job.
#[derive(Debug, Args, Serialize)]
struct OneJob {
    /// Its number
    job: JobId,
}

/// What a command takes that may leave jobs.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Waiting {
    /// Leave jobs queued: ctb serve or ctb jobs run does them
    #[arg(long)]
    pub no_wait: bool,
}

impl Waiting {
    /// Does the jobs that are there, unless nobody is to wait for them. How many are left, and whether
    /// any was there.
    pub async fn finish(self, context: &Context) -> Result<Left, Failure> {
        let queued = jobs::queued(context).await?;
        if queued == 0 || self.no_wait {
            return Ok(Left { queued, tried: false });
        }
        let queued = progress::during("Asking vendors\u{2026}", drain(context)).await?;
        Ok(Left { queued, tried: true })
    }
}

/// What is left of jobs.
#[derive(Debug, Clone, Copy)]
pub struct Left {
    /// Still to be done.
    pub queued: u64,
    /// Whether somebody tried to do them.
    pub tried: bool,
}

/// Does jobs as long as a command stays for them; how many are left.
pub async fn drain(context: &Context) -> Result<u64, ServiceError> {
    Runner::new(Arc::new(RealPause)).drain(context).await
}

/// What is left, and what it waits for; nothing where nothing is left.
pub async fn left_over(context: &Context, queued: u64) -> Result<String, Failure> {
    if queued == 0 {
        return Ok(String::new());
    }
    let list = jobs::list(context).await?;
    let why = list.jobs.iter().filter(|job| job.status.is_open()).find_map(|job| job.error.clone());
    let why = why.map_or_else(String::new, |why| format!(" ({why})"));
    let jobs = usize::try_from(queued)
        .map_or_else(|_| format!("{queued} jobs"), |queued| counted(queued, "job", "jobs"));
    Ok(format!("{jobs} left to do{why}: ctb serve or ctb jobs run does them.\n"))
}

impl Jobs {
    /// Lists, cancels, sends on, or does.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        match &self.verb {
            None | Some(Verb::List) => {
                let context = desk.context().await?;
                listed(&context).await
            }
            Some(Verb::Cancel(one)) => {
                let request = desk.request("jobs cancel", one)?;
                let context = desk.context().await?;
                said(jobs::cancel(&context, &request, one.job).await?)
            }
            Some(Verb::Retry(one)) => {
                let request = desk.request("jobs retry", one)?;
                let context = desk.context().await?;
                said(jobs::retry(&context, &request, one.job).await?)
            }
            Some(Verb::Run) => {
                let context = desk.context().await?;
                progress::during("Asking vendors\u{2026}", drain(&context)).await?;
                listed(&context).await
            }
        }
    }
}

async fn listed(context: &Context) -> Result<Answer, Failure> {
    let list = jobs::list(context).await?;
    Answer::new(&list, text(&list))
}

fn said(answer: JobAnswer) -> Result<Answer, Failure> {
    let text = format!("Job {} ({}) is {}.\n", answer.job.job, answer.job.subject, answer.job.status.name());
    Answer::new(&answer, text)
}

fn text(list: &JobList) -> String {
    let mut text = String::new();
    for progress in &list.progress {
        text.push_str(&format!("{}: {} of {} done.\n", progress.cause, progress.ended, progress.all));
    }
    for vendor in &list.vendors {
        text.push_str(&format!(
            "{}: {} of {} calls in the last minute, {} of {} in the last day{}.\n",
            vendor.vendor,
            vendor.minute,
            vendor.per_minute,
            vendor.day,
            vendor.per_day,
            vendor.paused.as_ref().map_or_else(String::new, |(until, why)| format!(
                "; left alone until {} ({why})",
                moment(*until)
            )),
        ));
    }
    if list.jobs.is_empty() {
        text.push_str("There are no jobs.\n");
        return text;
    }
    let mut table = Table::new(&["job#", "what", "state", "because of", "tries#", "note"]);
    for job in &list.jobs {
        let cells = [
            job.job.to_string(),
            job.subject.clone(),
            job.status.name().to_owned(),
            job.cause.clone(),
            job.attempts.to_string(),
            note(job),
        ];
        table.row(cells);
    }
    text + &table.to_string()
}

fn note(job: &Job) -> String {
    let waits = job.due.filter(|_| job.status == JobStatus::Queued && job.attempts > 0);
    let again = waits.map(|due| format!("; again from {}", moment(due))).unwrap_or_default();
    let said = job.result.as_ref().filter(|_| job.status == JobStatus::Done).or(job.error.as_ref());
    said.map_or_else(String::new, |said| format!("{said}{again}"))
}

fn moment(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis())
        .map_or_else(|_| at.as_millis().to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}
