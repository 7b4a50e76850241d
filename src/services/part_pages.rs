//! What the pages of parts show: the list, and one part with everything that its forms need. Each is one
//! consistent view.

use super::bench;
use super::catalog::parts;
use super::{Context, Request, ServiceError};
use crate::domain::catalog::{
    PartFields, PartFilter, PartRow, PartRows, PartSheet, PartSummary, Reading, RowPlace, SavedPart, Search,
};
use crate::domain::ids::{MovementId, PartId};
use crate::domain::inventory::{HistoryEntry, Spot};
use crate::domain::quantity::Quantity;
use crate::store::events::Subject;
use crate::store::{self, Tx};
use std::collections::BTreeMap;

/// Parts on one page of the list.
const A_PAGE: u32 = 50;
/// Parts, or movements, in one file at most: as many parts as a bundle has.
const MOST_EXPORTED: u32 = 100_000;
/// Movements on one page of a history.
const A_HISTORY: u32 = 20;
/// Places that a field offers at most.
const MOST_NAMES: u32 = 500;
/// Places of a part that the list names.
const NAMED_PLACES: usize = 2;

/// A page of the list of parts.
///
/// # Errors
/// [`ServiceError::Fields`] for a search that cannot be.
pub async fn list(context: &Context, filter: &PartFilter) -> Result<PartRows, ServiceError> {
    let mut tx = context.read().await?;
    let mut rows = rows(&mut tx, filter, A_PAGE + 1, NAMED_PLACES).await?;
    let wanted = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    let is_more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = rows.last().filter(|_| is_more).map(|row| row.part.id);
    let symbols = store::part_lists::symbols(&mut tx).await?;
    Ok(PartRows { rows, next, symbols, packages: store::part_lists::packages(&mut tx).await? })
}

/// All that the list would show, page after page, with every place and with the custom fields of each.
///
/// # Errors
/// [`ServiceError::Fields`] for a search that cannot be.
pub async fn all(
    context: &Context,
    filter: &PartFilter,
) -> Result<Vec<(PartRow, BTreeMap<String, String>)>, ServiceError> {
    let mut tx = context.read().await?;
    let rows = rows(&mut tx, filter, MOST_EXPORTED, usize::MAX).await?;
    let ids: Vec<PartId> = rows.iter().map(|row| row.part.id).collect();
    let mut fields = store::parts::fields_of(&mut tx, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = fields.remove(&row.part.id);
            (row, own.unwrap_or_default())
        })
        .collect())
}

async fn rows(
    tx: &mut Tx,
    filter: &PartFilter,
    limit: u32,
    most_places: usize,
) -> Result<Vec<PartRow>, ServiceError> {
    let search = Search::parse(&filter.search)?;
    let found = store::part_lists::list(tx, &search, filter, limit).await?;
    let ids: Vec<PartId> = found.iter().map(|part| part.id).collect();
    let mut spots = store::spots::of_parts(tx, &ids).await?;
    let on_the_way = store::part_lists::on_the_way(tx, &ids).await?;
    let row = |part: PartSummary| {
        let spots = spots.remove(&part.id).unwrap_or_default().into_iter();
        let lies = spots.filter(|spot| !spot.on_hand.is_zero()).take(most_places);
        let place = |spot: Spot| RowPlace { line: spot.line, location: spot.location, on_hand: spot.on_hand };
        let on_the_way = on_the_way.get(&part.id).copied().unwrap_or_default();
        PartRow { on_the_way, places: lies.map(place).collect(), part }
    };
    Ok(found.into_iter().map(row).collect())
}

/// What happened to a part, the newest first.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn history(context: &Context, part: PartId) -> Result<Vec<HistoryEntry>, ServiceError> {
    let mut tx = context.read().await?;
    store::parts::get(&mut tx, part).await?.ok_or_else(|| ServiceError::not_found("part", part))?;
    Ok(store::ledger_history::of_part(&mut tx, part, None, MOST_EXPORTED).await?.entries)
}

/// A part with everything that its page shows; its history before `before`, and what the booking `done`
/// did. `key` is a fresh one, for
/// the request that follows.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn sheet(
    context: &Context,
    part: PartId,
    before: Option<MovementId>,
    done: Option<&str>,
    key: String,
) -> Result<PartSheet, ServiceError> {
    let mut tx = context.read().await?;
    let page = parts::page_of(&mut tx, part).await?;
    let others: Vec<String> = page.stand_ins.iter().map(|other| other.part.clone()).collect();
    let vendors = store::vendors::all(&mut tx).await?.into_iter().filter(|vendor| !vendor.archived);
    Ok(PartSheet {
        spots: store::spots::of_parts(&mut tx, &[part]).await?.remove(&part).unwrap_or_default(),
        on_the_way: on_the_way(&mut tx, part).await?,
        ids: store::names::parts_by_key(&mut tx, &others).await?,
        history: store::ledger_history::of_part(&mut tx, part, before, A_HISTORY).await?,
        place_names: store::spots::place_names(&mut tx, MOST_NAMES).await?,
        packages: store::part_lists::packages(&mut tx).await?,
        vendors: vendors.map(|vendor| vendor.vendor).collect(),
        currency: store::workspaces::current(&mut tx).await?.currency,
        done: match done {
            Some(done) => bench::answered(&mut tx, done).await?,
            None => None,
        },
        page,
        reading: Reading { now: context.now(), key },
    })
}

/// Names of packages, for the form of a new part.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn package_names(context: &Context) -> Result<Vec<String>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::part_lists::packages(&mut tx).await?)
}

/// The key of the part of that id: how the other services name it.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn key_of(context: &Context, part: PartId) -> Result<String, ServiceError> {
    let mut tx = context.read().await?;
    let key = store::names::part_keys(&mut tx, &[part]).await?.remove(&part);
    key.ok_or_else(|| ServiceError::not_found("part", part))
}

/// Makes the part that a form says.
///
/// # Errors
/// As [`parts::create`].
pub async fn create(
    context: &Context,
    request: &Request,
    typed: &PartFields,
) -> Result<SavedPart, ServiceError> {
    parts::create(context, request, None, &typed.entry()?).await
}

/// Gives a part what a form says.
///
/// # Errors
/// As [`parts::change`]; a conflict says who changed what.
pub async fn change(
    context: &Context,
    request: &Request,
    part: PartId,
    typed: &PartFields,
    based_on: i64,
) -> Result<SavedPart, ServiceError> {
    let entry = typed.entry()?;
    let key = key_of(context, part).await?;
    match parts::change(context, request, &key, &entry, Some(based_on)).await {
        Err(ServiceError::Conflict(_)) => Err(conflict(context, part, typed).await?),
        done => done,
    }
}

async fn conflict(context: &Context, part: PartId, typed: &PartFields) -> Result<ServiceError, ServiceError> {
    let mut tx = context.read().await?;
    let kept = PartFields::of(&parts::page_of(&mut tx, part).await?);
    let who = store::events::last_actor(&mut tx, Subject::Part, part.get()).await?;
    let who = who.unwrap_or_else(|| "somebody else".to_owned());
    let differences = typed.differences(&kept);
    let what = match differences.is_empty() {
        true => "it says there what you typed".to_owned(),
        false => differences.join(", "),
    };
    Ok(ServiceError::Conflict(format!(
        "{who} changed this part while you did: {what}. Load the page again, then repeat your change"
    )))
}

async fn on_the_way(tx: &mut Tx, part: PartId) -> Result<Quantity, ServiceError> {
    Ok(store::part_lists::on_the_way(tx, &[part]).await?.remove(&part).unwrap_or_default())
}
