//! Picking and completing a build.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::builds::BuildStatus;
use crate::domain::overview::{CompletePage, PickPage};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// What is to be fetched for a build, place by place.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none of that number.
#[server(name = ShowPicks, prefix = "/fn", endpoint = "builds/picks", input = GetUrl, output = Wire)]
pub async fn page(number: u64) -> Result<PickPage, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::builds::pick_list(&caller()?, &number.to_string()).await)
}

/// Books how many pieces lie in a place, found while picking there; leads back to the pick list, with the
/// ticks `done`.
///
/// # Errors
/// [`ApiError::Invalid`] for what is no number of pieces.
#[server(name = FoundInPlace, prefix = "/fn", endpoint = "builds/found", output = Wire)]
pub async fn found(
    number: u64,
    part: String,
    location: String,
    #[server(default)] lot: String,
    pieces: String,
    #[server(default)] done: String,
) -> Result<PickPage, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::{Request, builds, inventory};
    let (context, build) = (caller()?, number.to_string());
    let place = inventory::Place { part, location: Some(location), lot: Some(lot) };
    let pieces = answer(reading::pieces(&pieces))?;
    answer(inventory::count(&context, &Request::unkeyed(), &place, pieces).await)?;
    leptos_axum::redirect(&format!("/builds/{number}/pick?done={}", reading::numbers(&done)));
    answer(builds::pick_list(&context, &build).await)
}

/// Reserves again what a build needs, after something was not found, and leads back to the pick list.
///
/// # Errors
/// [`ApiError::Conflict`] where the build is completed.
#[server(name = ReserveForPicking, prefix = "/fn", endpoint = "builds/reserve_again", output = Wire)]
pub async fn reserve_again(number: u64, #[server(default)] done: String) -> Result<PickPage, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::{Request, builds};
    let (context, build) = (caller()?, number.to_string());
    answer(builds::clear(&context, &Request::unkeyed(), &build, Some(true)).await)?;
    leptos_axum::redirect(&format!("/builds/{number}/pick?done={}", reading::numbers(&done)));
    answer(builds::pick_list(&context, &build).await)
}

/// What completing a build would use and make.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none of that number.
#[server(name = ShowCompletion, prefix = "/fn", endpoint = "builds/completion", input = GetUrl, output = Wire)]
pub async fn completion(number: u64) -> Result<CompletePage, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::builds::completion(&caller()?, &number.to_string()).await)
}

/// Completes pieces of a build, and leads to its page.
///
/// # Errors
/// [`ApiError::Conflict`] where it is not clear to build or was changed since it was shown,
/// [`ApiError::Invalid`] for more pieces than are left.
#[server(name = CompleteBuild, prefix = "/fn", endpoint = "builds/complete", output = Wire)]
pub async fn complete(number: u64, based_on: i64, pieces: String) -> Result<BuildStatus, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::{Request, builds};
    let (context, build, asked) = (caller()?, number.to_string(), Request::unkeyed());
    let pieces = Some(answer(reading::pieces(&pieces))?);
    let state = builds::complete_as_seen(&context, &asked, &build, pieces, Some(based_on)).await;
    let state = answer(state)?;
    leptos_axum::redirect(&format!("/builds/{number}"));
    Ok(state.status)
}

/// What forms say, read.
#[cfg(feature = "ssr")]
mod reading {
    use crate::domain::quantity::Quantity;
    use crate::services::ServiceError;

    pub(super) fn pieces(text: &str) -> Result<Quantity, ServiceError> {
        text.trim().parse().map_err(|_| {
            ServiceError::Invalid(format!(
                "\u{201c}{text}\u{201d} is not a number of pieces: type one, such as 4"
            ))
        })
    }

    /// A list of numbers as an address may hold it, and nothing else.
    pub(super) fn numbers(list: &str) -> String {
        list.chars().filter(|letter| letter.is_ascii_digit() || *letter == ',').collect()
    }
}
