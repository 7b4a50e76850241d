//! Builds, for their pages.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::overview::{BuildPage, BuildRow, Ordered};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Every build, in line.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListBuilds, prefix = "/fn", endpoint = "builds/list", input = GetUrl, output = Wire)]
pub async fn list() -> Result<Vec<BuildRow>, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::overview::builds(&caller()?).await)
}

/// A build with everything that its page shows and computes with.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none of that number.
#[server(name = ShowBuild, prefix = "/fn", endpoint = "builds/page", input = GetUrl, output = Wire)]
pub async fn page(number: u64) -> Result<BuildPage, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::overview::build(&caller()?, &number.to_string()).await)
}

/// Saves what the form of a build says: its quantity, what is left out, and what is taken in that is
/// optional. `line` names the check boxes that it showed, `with` those that are checked (`api::boxes`);
/// `based_on` is the build's edit counter when it was shown.
///
/// # Errors
/// [`ApiError::Conflict`] where somebody else changed it, [`ApiError::Invalid`] for an impossible
/// quantity.
#[server(name = EditBuild, prefix = "/fn", endpoint = "builds/edit", output = Wire)]
pub async fn edit(
    number: u64,
    based_on: i64,
    quantity: String,
    #[server(default)] line: Vec<String>,
    #[server(default)] with: Vec<String>,
) -> Result<BuildPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    let (context, build) = (caller()?, number.to_string());
    answer(saving::save(&context, &build, based_on, &quantity, &line, &with).await)?;
    lead_back(&format!("/builds/{number}"));
    answer(crate::services::overview::build(&context, &build).await)
}

/// Saves as [`edit`] does where the form says something new, then reserves what the build needs:
/// with `partial` what is here, even where a need cannot be covered in full.
///
/// # Errors
/// [`ApiError`] as for [`edit`], and where the build is completed.
#[server(name = ReserveBuild, prefix = "/fn", endpoint = "builds/reserve", output = Wire)]
pub async fn reserve(
    number: u64,
    based_on: i64,
    quantity: String,
    #[server(default)] line: Vec<String>,
    #[server(default)] with: Vec<String>,
    #[server(default)] partial: bool,
) -> Result<BuildPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, builds::clear, overview};
    let (context, build) = (caller()?, number.to_string());
    answer(saving::save(&context, &build, based_on, &quantity, &line, &with).await)?;
    answer(clear(&context, &Request::unkeyed(), &build, partial.then_some(true)).await)?;
    lead_back(&format!("/builds/{number}"));
    answer(overview::build(&context, &build).await)
}

/// Saves as [`edit`] does where the form says something new, then drafts orders for what the build
/// misses.
///
/// # Errors
/// [`ApiError`] as for [`edit`].
#[server(name = OrderForBuild, prefix = "/fn", endpoint = "builds/order", output = Wire)]
pub async fn order(
    number: u64,
    based_on: i64,
    quantity: String,
    #[server(default)] line: Vec<String>,
    #[server(default)] with: Vec<String>,
) -> Result<Ordered, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::overview::DraftedOrder;
    use crate::services::{Request, overview, vendor_orders};
    let (context, build) = (caller()?, number.to_string());
    answer(saving::save(&context, &build, based_on, &quantity, &line, &with).await)?;
    let which = vendor_orders::For::Builds(vec![build.clone()]);
    let drafted = answer(vendor_orders::generate(&context, &Request::unkeyed(), &which).await)?;
    lead_back(&format!("/builds/{number}"));
    let page = answer(overview::build(&context, &build).await)?;
    let drafts =
        drafted.orders.into_iter().map(|order| DraftedOrder { number: order.order, vendor: order.vendor });
    Ok(Ordered { page, drafts: drafts.collect(), no_offer: drafted.no_offer })
}

/// What the forms do first.
#[cfg(feature = "ssr")]
mod saving {
    use crate::api::boxes::Chosen;
    use crate::domain::builds::Build;
    use crate::domain::quantity::Quantity;
    use crate::services::builds::{Edit, edit, look};
    use crate::services::{Context, Request, ServiceError};

    /// Saves what the form says, if that is anything new.
    pub(super) async fn save(
        context: &Context,
        number: &str,
        based_on: i64,
        quantity: &str,
        lines: &[String],
        with: &[String],
    ) -> Result<(), ServiceError> {
        let (build, _) = look(context, number).await?;
        let wanted = wanted(&build, based_on, quantity, lines, with)?;
        let same = wanted.quantity == Some(build.quantity)
            && wanted.leave_out.as_ref() == Some(&build.left_out)
            && wanted.include_optional.as_ref() == Some(&build.included);
        if same {
            return Ok(());
        }
        edit(context, &Request::unkeyed(), number, &wanted).await.map(drop)
    }

    fn wanted(
        build: &Build,
        based_on: i64,
        quantity: &str,
        lines: &[String],
        with: &[String],
    ) -> Result<Edit, ServiceError> {
        let pieces: Quantity = quantity.trim().parse().map_err(|_| {
            ServiceError::Invalid(format!(
                "\u{201c}{quantity}\u{201d} is not a number of pieces: type one, such as 4"
            ))
        })?;
        let saved = Chosen { left_out: build.left_out.clone(), included: build.included.clone() };
        let chosen = saved.after(lines, with);
        Ok(Edit {
            quantity: Some(pieces),
            leave_out: Some(chosen.left_out),
            include_optional: Some(chosen.included),
            based_on: Some(based_on),
            ..Edit::default()
        })
    }
}
