//! Jobs: work that waits on others, made in the transaction that causes it and done afterwards, once.
//!
//! Whoever has time does them: `ctb serve` behind its pages, or the command that made them before it
//! returns ([`Runner`]). A job is claimed for a while, and ended in the transaction of its effect; a
//! claim that runs out is anybody's again, so that a kill at any moment loses nothing. A call to a vendor
//! is written down before it is made ([`limits`]), so that what the vendor allows holds for all processes
//! on one database.

mod limits;
mod outcome;
mod pause;
mod run;
mod step;

use super::{Context, Request, ServiceError, Started, mouser};
use crate::domain::ids::JobId;
use crate::domain::jobs::{Job, JobList, JobStatus, VendorUse};
use crate::store::events::Subject;
use crate::store::{self, Tx, WriteTx};
use serde::{Deserialize, Serialize};

pub use pause::{Pause, RealPause};
pub use run::Runner;
pub use step::Step;

/// Jobs of each sort in a list.
const MOST_LISTED: u32 = 200;

/// The answer to a word about a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobAnswer {
    /// The job as it is now.
    pub job: Job,
}

/// What is to be done, what was, and what the vendors allow.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(context: &Context) -> Result<JobList, ServiceError> {
    let mut tx = context.read().await?;
    let (queued, failed) = store::jobs::counts(&mut tx).await?;
    let mut vendors: Vec<VendorUse> = Vec::new();
    for client in context.vendors().clients() {
        vendors.push(limits::in_use(&mut tx, client.as_ref(), context.now()).await?);
    }
    Ok(JobList {
        jobs: store::jobs::list(&mut tx, MOST_LISTED).await?,
        queued,
        failed,
        progress: store::jobs::progress(&mut tx).await?,
        vendors,
    })
}

/// How many jobs are still to be done.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn queued(context: &Context) -> Result<u64, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::jobs::counts(&mut tx).await?.0)
}

/// Says that a job is not to be done. What somebody is doing of it at the moment takes no effect.
///
/// # Errors
/// [`ServiceError::NotFound`], or [`ServiceError::Refused`] where it ended already.
pub async fn cancel(context: &Context, request: &Request, job: JobId) -> Result<JobAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let (before, _) = stored(&mut tx, job).await?;
    let Some(edit) = store::jobs::cancel(&mut tx, job).await? else {
        return Err(ServiceError::Refused(format!(
            "job {job} is {} already: only a job that is queued or running can be cancelled",
            before.status.name()
        )));
    };
    let answer = told(&mut tx, job, edit).await?;
    context.finish(tx, request, answer).await
}

/// Sends a job on at once: one that waits, was given up, or was cancelled. A vendor that is left alone
/// for a while is asked all the same.
///
/// # Errors
/// [`ServiceError::NotFound`], or [`ServiceError::Refused`] where it is running, done, or made anew.
pub async fn retry(context: &Context, request: &Request, job: JobId) -> Result<JobAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let (before, payload) = stored(&mut tx, job).await?;
    let ended = matches!(before.status, JobStatus::Failed | JobStatus::Cancelled);
    if ended && let Some(other) = store::jobs::same_open(&mut tx, job).await? {
        return Err(ServiceError::Refused(format!(
            "job {other} does the same already: job {job} stays as it is"
        )));
    }
    let Some(edit) = store::jobs::retry(&mut tx, job).await? else {
        return Err(ServiceError::Refused(format!(
            "job {job} is {}: only a job that waits, was given up or was cancelled can be sent on",
            before.status.name()
        )));
    };
    if let Ok(look_up) = serde_json::from_str::<mouser::LookUpJob>(&payload) {
        store::vendor_calls::end_pause(&mut tx, &limits::folded(&look_up.client)).await?;
    }
    let answer = told(&mut tx, job, edit).await?;
    context.finish(tx, request, answer).await
}

async fn told(tx: &mut WriteTx, job: JobId, edit: i64) -> Result<JobAnswer, ServiceError> {
    store::events::changed(tx, Subject::Job, job.get(), edit).await?;
    Ok(JobAnswer { job: stored(tx, job).await?.0 })
}

async fn stored(tx: &mut Tx, job: JobId) -> Result<(Job, String), ServiceError> {
    store::jobs::get(tx, job).await?.ok_or_else(|| ServiceError::not_found("job", job))
}
