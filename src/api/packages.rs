//! Packages with their footprints and what comes with them, for their page.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::catalog::PackagePage;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Every package with what is in it, by name.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListPackages, prefix = "/fn", endpoint = "packages/list", input = GetUrl, output = Wire)]
pub async fn list() -> Result<Vec<PackagePage>, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::catalog::packages::list(&caller()?).await)
}

/// Makes a package, or changes the one that was called `was`.
///
/// # Errors
/// [`ApiError::Fields`] where the name cannot be or is taken, [`ApiError::Conflict`] where somebody else
/// changed it.
#[server(name = SavePackage, prefix = "/fn", endpoint = "packages/save", output = Wire)]
pub async fn save(
    #[server(default)] was: String,
    #[server(default)] based_on: i64,
    #[server(default)] name: String,
    #[server(default)] technology: String,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::catalog::{PackageEntry, Technology};
    use crate::services::{Request, catalog::packages};
    let entry = PackageEntry { name, technology: Technology::named(&technology) };
    let (context, request) = (caller()?, Request::unkeyed());
    let saved = answer(match was.is_empty() {
        true => packages::create(&context, &request, &entry).await,
        false => packages::change(&context, &request, &was, &entry, Some(based_on)).await,
    })?;
    lead_back(&format!("/packages?edit={}", saved.id));
    Ok(())
}

/// Deletes a package that nothing is in.
///
/// # Errors
/// [`ApiError::Conflict`] where a part is in it or comes with it.
#[server(name = DeletePackage, prefix = "/fn", endpoint = "packages/delete", output = Wire)]
pub async fn delete(package: String) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, catalog::packages};
    answer(packages::delete(&caller()?, &Request::unkeyed(), &package).await)?;
    lead_back("/packages");
    Ok(())
}

/// Lets a CAD name map to a package, or takes it from it.
///
/// # Errors
/// [`ApiError::Fields`] where the name cannot be or a package has it.
#[server(name = SetFootprint, prefix = "/fn", endpoint = "packages/footprint", output = Wire)]
pub async fn footprint(
    package: String,
    #[server(default)] footprint: String,
    #[server(default)] remove: bool,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, catalog::packages};
    let (context, request) = (caller()?, Request::unkeyed());
    let saved = answer(match remove {
        true => packages::remove_footprint(&context, &request, &package, &footprint).await,
        false => packages::add_footprint(&context, &request, &package, &footprint).await,
    })?;
    lead_back(&format!("/packages?edit={}", saved.id));
    Ok(())
}

/// Says how many pieces of a part come with each package; none take it away.
///
/// # Errors
/// [`ApiError::NotFound`] where no part is called so, [`ApiError::Fields`].
#[server(name = SetComesWith, prefix = "/fn", endpoint = "packages/comes_with", output = Wire)]
pub async fn comes_with(
    package: String,
    #[server(default)] part: String,
    #[server(default)] pieces: String,
    #[server(default)] remove: bool,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back, pieces_in};
    use crate::services::{Request, catalog::implicit_parts};
    let (context, request) = (caller()?, Request::unkeyed());
    let saved = answer(if remove {
        implicit_parts::remove(&context, &request, &package, &part).await
    } else {
        let pieces = answer(pieces_in("pieces", &pieces))?;
        implicit_parts::set(&context, &request, &package, part.trim(), pieces).await
    })?;
    lead_back(&format!("/packages?edit={}", saved.id));
    Ok(())
}
