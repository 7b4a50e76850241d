//! Builds as a whole: made, put in line, given up, taken up again, with stand-ins of their own.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::overview::{BuildPage, Buildable};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The versions that can be built.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListBuildable, prefix = "/fn", endpoint = "builds/buildable", input = GetUrl, output = Wire)]
pub async fn buildable() -> Result<Vec<Buildable>, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::builds::buildable(&caller()?).await)
}

/// Makes a build and leads to its page. `version` is a number of [`buildable`].
///
/// # Errors
/// [`ApiError::Invalid`] for an impossible quantity or priority, or where no version is named.
#[server(name = CreateBuild, prefix = "/fn", endpoint = "builds/create", output = Wire)]
pub async fn create(
    #[server(default)] version: String,
    quantity: String,
    #[server(default)] priority: String,
) -> Result<i64, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::{Request, builds};
    let context = caller()?;
    let known = answer(builds::buildable(&context).await)?;
    let plan = answer(reading::plan(&known, &version, &quantity, &priority))?;
    let made = answer(builds::create(&context, &Request::unkeyed(), &plan).await)?;
    leptos_axum::redirect(&format!("/builds/{}", made.build));
    Ok(made.build)
}

/// Puts a build further to the front of the line, or to its end: a higher priority comes first.
///
/// # Errors
/// [`ApiError::Conflict`] where somebody else changed it, [`ApiError::Invalid`] for what is no priority.
#[server(name = PutInLine, prefix = "/fn", endpoint = "builds/priority", output = Wire)]
pub async fn put_in_line(number: u64, based_on: i64, priority: String) -> Result<BuildPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, builds, overview};
    let (context, build) = (caller()?, number.to_string());
    let edit = answer(reading::priority_edit(&priority, based_on))?;
    answer(builds::edit(&context, &Request::unkeyed(), &build, &edit).await)?;
    lead_back(&format!("/builds/{number}"));
    answer(overview::build(&context, &build).await)
}

/// Allows a part to be used in a build where nothing else does, or nothing any more where `fallback` is
/// empty. Parts go by key, name or number.
///
/// # Errors
/// [`ApiError::Conflict`] where somebody else changed it, [`ApiError::NotFound`] for an unknown part.
#[server(name = AllowFallback, prefix = "/fn", endpoint = "builds/fallback", output = Wire)]
pub async fn allow_fallback(
    number: u64,
    based_on: i64,
    part: String,
    #[server(default)] fallback: String,
) -> Result<BuildPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, builds, overview};
    let (context, build) = (caller()?, number.to_string());
    let edit = reading::fallback_edit(part, &fallback, based_on);
    answer(builds::edit(&context, &Request::unkeyed(), &build, &edit).await)?;
    lead_back(&format!("/builds/{number}"));
    answer(overview::build(&context, &build).await)
}

/// Gives a build up: nothing is reserved for it, and it is out of the plan until it is reserved for again.
///
/// # Errors
/// [`ApiError::Conflict`] where it is completed or was changed since it was shown.
#[server(name = CancelBuild, prefix = "/fn", endpoint = "builds/cancel", output = Wire)]
pub async fn cancel(number: u64, based_on: i64) -> Result<BuildPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, builds, overview};
    let (context, build) = (caller()?, number.to_string());
    answer(builds::cancel_as_seen(&context, &Request::unkeyed(), &build, Some(based_on)).await)?;
    lead_back(&format!("/builds/{number}"));
    answer(overview::build(&context, &build).await)
}

/// Reverses the last completion of a build.
///
/// # Errors
/// [`ApiError::Conflict`] where nothing was completed, its pieces are in use, or it was changed since it was
/// shown.
#[server(name = ReopenBuild, prefix = "/fn", endpoint = "builds/reopen", output = Wire)]
pub async fn reopen(number: u64, based_on: i64) -> Result<BuildPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, builds, overview};
    let (context, build) = (caller()?, number.to_string());
    answer(builds::reopen_as_seen(&context, &Request::unkeyed(), &build, Some(based_on)).await)?;
    lead_back(&format!("/builds/{number}"));
    answer(overview::build(&context, &build).await)
}

/// What forms say, read.
#[cfg(feature = "ssr")]
mod reading {
    use crate::domain::overview::Buildable;
    use crate::domain::quantity::Quantity;
    use crate::services::ServiceError;
    use crate::services::builds::{Edit, Plan};

    pub(super) fn plan(
        known: &[Buildable],
        version: &str,
        quantity: &str,
        priority: &str,
    ) -> Result<Plan, ServiceError> {
        let version = known.iter().find(|known| known.version.to_string() == version.trim());
        let version = version.ok_or_else(|| {
            ServiceError::Invalid("no version was chosen: choose what is to be built".to_owned())
        })?;
        let pieces: Quantity = quantity.trim().parse().map_err(|_| {
            ServiceError::Invalid(format!(
                "\u{201c}{quantity}\u{201d} is not a number of pieces: type one, such as 4"
            ))
        })?;
        Ok(Plan {
            project: version.project.clone(),
            revision: version.revision.clone(),
            quantity: pieces,
            priority: self::priority(priority)?,
            ..Plan::default()
        })
    }

    pub(super) fn priority_edit(text: &str, based_on: i64) -> Result<Edit, ServiceError> {
        Ok(Edit { priority: Some(priority(text)?), based_on: Some(based_on), ..Edit::default() })
    }

    pub(super) fn fallback_edit(part: String, fallback: &str, based_on: i64) -> Edit {
        let fallback = Some(fallback.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
        Edit { fallbacks: vec![(part, fallback)], based_on: Some(based_on), ..Edit::default() }
    }

    fn priority(text: &str) -> Result<i64, ServiceError> {
        match text.trim() {
            "" => Ok(0),
            number => number.parse().map_err(|_| {
                ServiceError::Invalid(format!(
                    "\u{201c}{text}\u{201d} is not a priority: type a whole number, such as 5; higher comes first"
                ))
            }),
        }
    }
}
