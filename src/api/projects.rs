//! Projects, for their pages.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::domain::overview::{ProjectPage, ProjectRow};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Every project, by name.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListProjects, prefix = "/fn", endpoint = "projects/list", input = GetUrl)]
pub async fn list() -> Result<Vec<ProjectRow>, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::overview::projects(&caller()?).await)
}

/// A project with its versions and builds.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none of that number.
#[server(name = ShowProject, prefix = "/fn", endpoint = "projects/page", input = GetUrl)]
pub async fn page(number: u64) -> Result<ProjectPage, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::overview::project(&caller()?, number).await)
}
