//! Packages with their footprints: make, rename, give and take footprints, delete.

use super::{not_stale, told};
use crate::domain::catalog::{PackageEntry, PackagePage, SavedPackage, checked_footprint, taken};
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::packages::StoredPackage;
use crate::store::{self, Tx, WriteTx};

/// Every package with what is in it, by name.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(context: &Context) -> Result<Vec<PackagePage>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::packages::pages(&mut tx, None).await?)
}

/// A package with what is in it.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn page(context: &Context, package: &str) -> Result<PackagePage, ServiceError> {
    let mut tx = context.read().await?;
    let found = called(&mut tx, package).await?;
    page_of(&mut tx, &found.name).await
}

/// Makes a package.
///
/// # Errors
/// [`ServiceError::Fields`] where the name cannot be or is taken.
pub async fn create(
    context: &Context,
    request: &Request,
    entry: &PackageEntry,
) -> Result<SavedPackage, ServiceError> {
    let entry = entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    if let Some(other) = store::packages::find(&mut tx, &entry.name).await? {
        return Err(taken("name", &other.name).into());
    }
    let id = store::packages::add(&mut tx, &entry).await?;
    // A footprint may be the package's name itself.
    let lines_changed = refresh_all(&mut tx, &Concerned::default()).await?;
    told(&mut tx).await?;
    context.finish(tx, request, SavedPackage { id, name: entry.name, edit: 0, lines_changed }).await
}

/// Changes a package's name and how it is mounted. What is remembered of values in it stays so.
///
/// # Errors
/// [`ServiceError::Fields`], [`ServiceError::NotFound`] or [`ServiceError::Conflict`].
pub async fn change(
    context: &Context,
    request: &Request,
    package: &str,
    entry: &PackageEntry,
    based_on: Option<i64>,
) -> Result<SavedPackage, ServiceError> {
    let entry = entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let before = called(&mut tx, package).await?;
    not_stale("package", &before.name, before.edit, based_on)?;
    let mut lines_changed = 0;
    if before.name != entry.name {
        let other = store::packages::find(&mut tx, &entry.name).await?;
        if let Some(other) = other.filter(|other| other.id != before.id) {
            return Err(taken("name", &other.name).into());
        }
        let (from, to) = (before.name.to_lowercase(), entry.name.to_lowercase());
        store::decisions::rename_body(&mut tx, &from, &to).await?;
    }
    let edit = store::packages::change(&mut tx, before.id, &entry).await?;
    if before.name != entry.name {
        lines_changed = refresh_all(&mut tx, &Concerned::default()).await?;
    }
    told(&mut tx).await?;
    let saved = SavedPackage { id: before.id, name: entry.name, edit, lines_changed };
    context.finish(tx, request, saved).await
}

/// Deletes a package that nothing is in; its footprints go with it.
///
/// # Errors
/// [`ServiceError::Refused`] where a part is in it or comes with it, [`ServiceError::NotFound`].
pub async fn delete(
    context: &Context,
    request: &Request,
    package: &str,
) -> Result<SavedPackage, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let found = called(&mut tx, package).await?;
    let page = page_of(&mut tx, &found.name).await?;
    if let Some(why) = what_is_in(&page) {
        return Err(ServiceError::Refused(format!(
            "the package \u{201c}{}\u{201d} cannot be deleted: {why}",
            page.package
        )));
    }
    store::packages::delete(&mut tx, page.id).await?;
    let lines_changed = refresh_all(&mut tx, &Concerned::default()).await?;
    told(&mut tx).await?;
    let gone = SavedPackage { id: page.id, name: page.package, edit: page.edit, lines_changed };
    context.finish(tx, request, gone).await
}

/// Lets a CAD name map to a package. What is remembered of values in that footprint stays so.
///
/// # Errors
/// [`ServiceError::Fields`] where the name cannot be or a package has it, [`ServiceError::NotFound`].
pub async fn add_footprint(
    context: &Context,
    request: &Request,
    package: &str,
    footprint: &str,
) -> Result<SavedPackage, ServiceError> {
    let footprint = checked_footprint(footprint)?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let package = called(&mut tx, package).await?;
    if let Some(owner) = store::packages::footprint_owner(&mut tx, &footprint).await? {
        return Err(taken("footprint", &format!("{footprint} of {owner}")).into());
    }
    store::packages::add_footprint(&mut tx, package.id, &footprint).await?;
    store::decisions::rename_body(&mut tx, &footprint.to_lowercase(), &package.name.to_lowercase()).await?;
    let saved = saved(&mut tx, package).await?;
    context.finish(tx, request, saved).await
}

/// Takes a CAD name from a package.
///
/// # Errors
/// [`ServiceError::NotFound`] where the package doesn't have it.
pub async fn remove_footprint(
    context: &Context,
    request: &Request,
    package: &str,
    footprint: &str,
) -> Result<SavedPackage, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let package = called(&mut tx, package).await?;
    if !store::packages::remove_footprint(&mut tx, package.id, footprint.trim()).await? {
        return Err(ServiceError::not_found("footprint", footprint));
    }
    let saved = saved(&mut tx, package).await?;
    context.finish(tx, request, saved).await
}

/// The package of that name.
pub(super) async fn called(tx: &mut Tx, name: &str) -> Result<StoredPackage, ServiceError> {
    let found = store::packages::find(tx, name.trim()).await?;
    found.ok_or_else(|| ServiceError::not_found("package", name))
}

async fn page_of(tx: &mut Tx, name: &str) -> Result<PackagePage, ServiceError> {
    let pages = store::packages::pages(tx, Some(name)).await?;
    pages.into_iter().next().ok_or_else(|| ServiceError::not_found("package", name))
}

/// After a footprint came or went.
async fn saved(tx: &mut WriteTx, package: StoredPackage) -> Result<SavedPackage, ServiceError> {
    let edit = store::packages::touch(tx, package.id).await?;
    let lines_changed = refresh_all(tx, &Concerned::default()).await?;
    told(tx).await?;
    Ok(SavedPackage { id: package.id, name: package.name, edit, lines_changed })
}

/// What would be lost with a package.
fn what_is_in(page: &PackagePage) -> Option<String> {
    if page.parts > 0 {
        let parts =
            if page.parts == 1 { "1 part is".to_owned() } else { format!("{} parts are", page.parts) };
        return Some(format!("{parts} in it; give them another package first"));
    }
    let comes = page.implicit.first()?;
    Some(format!("{} comes with it; take that away first", comes.part))
}
