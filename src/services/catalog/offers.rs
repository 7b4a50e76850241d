//! Offers: vendors' items for parts, with their price breaks.

use super::{not_stale, stored_part, told_part, vendors};
use crate::domain::catalog::{OfferEntry, PartOffer, SavedOffer, taken};
use crate::domain::ids::OfferId;
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::services::{Context, Request, ServiceError, Started, names};
use crate::store::{self, Tx, WriteTx};

/// Adds a vendor's item for a part. Lines with its number are the part now.
///
/// # Errors
/// [`ServiceError::Fields`] with every field that cannot be kept, a number that the vendor has for the
/// part already among them; [`ServiceError::NotFound`]; [`ServiceError::Refused`] where the vendor is
/// archived.
pub async fn add(
    context: &Context,
    request: &Request,
    part: &str,
    vendor: &str,
    entry: &OfferEntry,
) -> Result<SavedOffer, ServiceError> {
    let entry = entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let part = names::part(&mut tx, part).await?;
    let vendor = vendors::called(&mut tx, vendor).await?;
    if vendor.archived {
        return Err(ServiceError::Refused(format!(
            "the vendor \u{201c}{}\u{201d} is archived: take it back first",
            vendor.vendor
        )));
    }
    if store::offers::same(&mut tx, part, vendor.id, &entry.item_number).await?.is_some() {
        return Err(taken("item_number", &entry.item_number).into());
    }
    let currency = entry.currency.unwrap_or(vendor.currency);
    let id = store::offers::add(&mut tx, part, vendor.id, &entry, currency).await?;
    let lines_changed = refresh_all(&mut tx, &Concerned::default()).await?;
    let edit = stored_part(&mut tx, part).await?.edit;
    told_part(&mut tx, part, edit).await?;
    context.finish(tx, request, SavedOffer { id, name: entry.item_number, edit: 0, lines_changed }).await
}

/// Gives an offer all that the entry says; its price breaks are these and no others. It keeps its
/// currency if none is said.
///
/// # Errors
/// [`ServiceError::Fields`], [`ServiceError::NotFound`] or [`ServiceError::Conflict`].
pub async fn change(
    context: &Context,
    request: &Request,
    offer: OfferId,
    entry: &OfferEntry,
    based_on: Option<i64>,
) -> Result<SavedOffer, ServiceError> {
    let entry = entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let before = stored(&mut tx, offer).await?;
    not_stale("offer", &before.offer.item_number, before.edit, based_on)?;
    let is_renumbered = before.offer.item_number != entry.item_number;
    let (part, vendor) = (before.offer.part, before.offer.vendor);
    if is_renumbered && store::offers::same(&mut tx, part, vendor, &entry.item_number).await?.is_some() {
        return Err(taken("item_number", &entry.item_number).into());
    }
    let currency = entry.currency.unwrap_or(before.offer.currency);
    let edit = store::offers::change(&mut tx, offer, &entry, currency).await?;
    let saved = saved(&mut tx, &before, edit, is_renumbered).await?;
    context.finish(tx, request, SavedOffer { name: entry.item_number, ..saved }).await
}

/// Archives an offer, or takes it back. An archived number tells nothing about lines any more.
///
/// # Errors
/// [`ServiceError::Refused`] while a draft order has it, [`ServiceError::NotFound`],
/// [`ServiceError::Conflict`].
pub async fn archive(
    context: &Context,
    request: &Request,
    offer: OfferId,
    archived: bool,
    based_on: Option<i64>,
) -> Result<SavedOffer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let before = stored(&mut tx, offer).await?;
    not_stale("offer", &before.offer.item_number, before.edit, based_on)?;
    if before.archived == archived {
        let name = before.offer.item_number;
        let as_it_is = SavedOffer { id: offer, name, edit: before.edit, lines_changed: 0 };
        return context.finish(tx, request, as_it_is).await;
    }
    if archived && let Some(draft) = store::offers::drafts(&mut tx, offer).await?.first() {
        return Err(ServiceError::Refused(format!(
            "the offer \u{201c}{}\u{201d} cannot be archived: the draft order {draft} has it; place or cancel that first",
            before.offer.item_number
        )));
    }
    let edit = store::offers::set_archived(&mut tx, offer, archived).await?;
    let saved = saved(&mut tx, &before, edit, true).await?;
    context.finish(tx, request, saved).await
}

async fn stored(tx: &mut Tx, offer: OfferId) -> Result<PartOffer, ServiceError> {
    store::offers::get(tx, offer).await?.ok_or_else(|| ServiceError::not_found("offer", offer))
}

/// After a change that told lines otherwise, or did not.
async fn saved(
    tx: &mut WriteTx,
    before: &PartOffer,
    edit: i64,
    tells_otherwise: bool,
) -> Result<SavedOffer, ServiceError> {
    let lines_changed = if tells_otherwise { refresh_all(tx, &Concerned::default()).await? } else { 0 };
    let of_part = stored_part(tx, before.offer.part).await?.edit;
    told_part(tx, before.offer.part, of_part).await?;
    Ok(SavedOffer { id: before.offer.id, name: before.offer.item_number.clone(), edit, lines_changed })
}
