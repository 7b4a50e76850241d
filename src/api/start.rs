//! The first page of a workspace.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::designs::FirstLook;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// How far the workspace is, and what is wrong with the bundle that was handed over under that name.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ShowStart, prefix = "/fn", endpoint = "start/page", input = GetUrl, output = Wire)]
pub async fn page(import: Option<String>) -> Result<FirstLook, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::designs::first_look(&caller()?, import.as_deref()).await)
}

/// Fills an empty workspace with the demo workshop, and leads on to its builds.
///
/// # Errors
/// [`ApiError::Conflict`] where the workspace holds something already.
#[server(name = FillWithDemo, prefix = "/fn", endpoint = "start/demo", output = Wire)]
pub async fn demo() -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_on};
    answer(crate::services::demo::fill(&caller()?).await)?;
    lead_on("/builds");
    Ok(())
}
