//! Background jobs, for their page.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::jobs::JobList;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// What is to be done, what was, and what vendors allow.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListJobs, prefix = "/fn", endpoint = "jobs/list", input = GetUrl, output = Wire)]
pub async fn list() -> Result<JobList, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::jobs::list(&caller()?).await)
}

/// Says that a job is not to be done.
///
/// # Errors
/// [`ApiError::Conflict`] where it ended already, [`ApiError::NotFound`].
#[server(name = CancelJob, prefix = "/fn", endpoint = "jobs/cancel", output = Wire)]
pub async fn cancel(job: i64) -> Result<JobList, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::JobId;
    use crate::services::{Request, jobs};
    let context = caller()?;
    answer(jobs::cancel(&context, &Request::unkeyed(), JobId::new(job)).await)?;
    lead_back("/settings/jobs");
    answer(jobs::list(&context).await)
}

/// Sends a job on at once.
///
/// # Errors
/// [`ApiError::Conflict`] where it is running, done, or made anew, [`ApiError::NotFound`].
#[server(name = RetryJob, prefix = "/fn", endpoint = "jobs/retry", output = Wire)]
pub async fn retry(job: i64) -> Result<JobList, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::JobId;
    use crate::services::{Request, jobs};
    let context = caller()?;
    answer(jobs::retry(&context, &Request::unkeyed(), JobId::new(job)).await)?;
    lead_back("/settings/jobs");
    answer(jobs::list(&context).await)
}
