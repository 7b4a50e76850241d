//! Vendors: make, change, archive.

use super::{not_stale, told};
use crate::domain::catalog::{SavedVendor, VendorEntry, VendorPage, taken};
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::{self, Tx};

/// Every vendor by name, archived ones too.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(context: &Context) -> Result<Vec<VendorPage>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::vendors::all(&mut tx).await?)
}

/// Makes a vendor, in the workspace's currency if none is said.
///
/// # Errors
/// [`ServiceError::Fields`] with every field that cannot be kept, a name that is taken among them.
pub async fn create(
    context: &Context,
    request: &Request,
    entry: &VendorEntry,
) -> Result<SavedVendor, ServiceError> {
    let entry = entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    if let Some(other) = store::vendors::find(&mut tx, &entry.name).await? {
        return Err(taken("name", &other.vendor).into());
    }
    let currency = match entry.currency {
        Some(currency) => currency,
        None => store::workspaces::current(&mut tx).await?.currency,
    };
    let id = store::vendors::add(&mut tx, &entry, currency).await?;
    // A vendor that is known answers for its own numbers only.
    let lines_changed = refresh_all(&mut tx, &Concerned::default()).await?;
    told(&mut tx).await?;
    context.finish(tx, request, SavedVendor { id, name: entry.name, edit: 0, lines_changed }).await
}

/// Gives a vendor all that the entry says; it keeps its currency if none is said. Offers keep theirs.
///
/// # Errors
/// [`ServiceError::Fields`], [`ServiceError::NotFound`] or [`ServiceError::Conflict`].
pub async fn change(
    context: &Context,
    request: &Request,
    vendor: &str,
    entry: &VendorEntry,
    based_on: Option<i64>,
) -> Result<SavedVendor, ServiceError> {
    let entry = entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let before = called(&mut tx, vendor).await?;
    not_stale("vendor", &before.vendor, before.edit, based_on)?;
    let is_renamed = before.vendor != entry.name;
    if is_renamed {
        let other = store::vendors::find(&mut tx, &entry.name).await?;
        if let Some(other) = other.filter(|other| other.id != before.id) {
            return Err(taken("name", &other.vendor).into());
        }
    }
    let currency = entry.currency.unwrap_or(before.currency);
    let edit = store::vendors::change(&mut tx, before.id, &entry, currency).await?;
    let lines_changed = if is_renamed { refresh_all(&mut tx, &Concerned::default()).await? } else { 0 };
    told(&mut tx).await?;
    context.finish(tx, request, SavedVendor { id: before.id, name: entry.name, edit, lines_changed }).await
}

/// Archives a vendor, from whom nothing is bought any more, or takes it back. Its numbers still tell
/// what lines are.
///
/// # Errors
/// [`ServiceError::Refused`] while an order is a draft or on its way, [`ServiceError::NotFound`],
/// [`ServiceError::Conflict`].
pub async fn archive(
    context: &Context,
    request: &Request,
    vendor: &str,
    archived: bool,
    based_on: Option<i64>,
) -> Result<SavedVendor, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let before = called(&mut tx, vendor).await?;
    not_stale("vendor", &before.vendor, before.edit, based_on)?;
    let mut saved = SavedVendor { id: before.id, name: before.vendor, edit: before.edit, lines_changed: 0 };
    if before.archived == archived {
        return context.finish(tx, request, saved).await;
    }
    if archived {
        let orders = store::vendors::open_orders(&mut tx, before.id).await?;
        if let Some(first) = orders.first() {
            return Err(ServiceError::Refused(format!(
                "the vendor \u{201c}{}\u{201d} cannot be archived: order {first} is not done; receive or cancel it first",
                saved.name
            )));
        }
    }
    saved.edit = store::vendors::set_archived(&mut tx, before.id, archived).await?;
    told(&mut tx).await?;
    context.finish(tx, request, saved).await
}

/// The vendor of that name.
pub(super) async fn called(tx: &mut Tx, name: &str) -> Result<VendorPage, ServiceError> {
    let found = store::vendors::find(tx, name.trim()).await?;
    found.ok_or_else(|| ServiceError::not_found("vendor", name))
}
