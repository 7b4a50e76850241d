//! What the pages for starting, picking and completing a build show. Each is one consistent view, and
//! changes nothing.

use crate::domain::builds::{Build, FrozenNeed};
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::overview::{
    Buildable, CompletePage, NamedNeed, Pick, PickPage, Produces, Uncounted, in_walking_order,
};
use crate::domain::quantity::Quantity;
use crate::services::inventory::USUAL_LOCATION;
use crate::services::{Context, ServiceError, names};
use crate::store::picking::ReservedPieces;
use crate::store::{self, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// The versions that can be built, by project, the newest version first.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn buildable(context: &Context) -> Result<Vec<Buildable>, ServiceError> {
    let mut tx = context.read().await?;
    let rows = store::picking::buildable(&mut tx).await?;
    Ok(rows
        .into_iter()
        .map(|(version, project, revision, synced)| Buildable { version, project, revision, synced })
        .collect())
}

/// What is to be fetched for a build, place by place.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that key or number.
pub async fn pick_list(context: &Context, build: &str) -> Result<PickPage, ServiceError> {
    let mut tx = context.read().await?;
    let build = names::build(&mut tx, build).await?;
    let needs = store::builds::needs(&mut tx, build.id).await?;
    let reserved = store::picking::reserved(&mut tx, build.id).await?;
    let names = store::picking::part_names(&mut tx, needs.iter().map(|need| need.part)).await?;
    let remaining = build.remaining();
    let uncounted = needs
        .iter()
        .filter(|need| need.quantity.is_zero() && !need.per_piece.is_zero() && !remaining.is_zero())
        .map(|need| Uncounted {
            name: name(&names, need.part),
            references: need.references.clone(),
            quantity: need.per_piece.times(remaining),
        })
        .collect();
    let not_reserved = needs.iter().filter(|need| held(&reserved, need) < need.quantity).count();
    let seen = store::events::newest(&mut tx).await?;
    Ok(PickPage { picks: picks(&needs, &reserved, &names), uncounted, not_reserved, seen, build })
}

/// What completing a build would use and make.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that key or number.
pub async fn completion(context: &Context, build: &str) -> Result<CompletePage, ServiceError> {
    let mut tx = context.read().await?;
    let build = names::build(&mut tx, build).await?;
    let needs = store::builds::needs(&mut tx, build.id).await?;
    let reserved = store::picking::reserved(&mut tx, build.id).await?;
    let parts: BTreeSet<PartId> = needs.iter().map(|need| need.part).chain(build.produces).collect();
    let names = store::picking::part_names(&mut tx, parts).await?;
    let produces = produces(&mut tx, &build, &names).await?;
    let needs = needs
        .into_iter()
        .filter(|need| !need.quantity.is_zero())
        .map(|need| NamedNeed { name: name(&names, need.part), places: places(&reserved, &need), need })
        .collect();
    Ok(CompletePage { build, needs, produces })
}

async fn produces(
    tx: &mut Tx,
    build: &Build,
    names: &BTreeMap<PartId, String>,
) -> Result<Option<Produces>, ServiceError> {
    let Some(part) = build.produces else { return Ok(None) };
    let mut usual = store::orders::usual_places(tx, &BTreeSet::from([part])).await?;
    let location = usual.remove(&part).unwrap_or_else(|| USUAL_LOCATION.to_owned());
    Ok(Some(Produces { name: name(names, part), location }))
}

fn name(names: &BTreeMap<PartId, String>, part: PartId) -> String {
    names.get(&part).cloned().unwrap_or_else(|| part.to_string())
}

fn is_for(pieces: &ReservedPieces, need: &FrozenNeed) -> bool {
    pieces.wanted == need.part && pieces.variant == need.variant
}

fn held(reserved: &[ReservedPieces], need: &FrozenNeed) -> Quantity {
    reserved.iter().filter(|pieces| is_for(pieces, need)).map(|pieces| pieces.quantity).sum()
}

fn places(reserved: &[ReservedPieces], need: &FrozenNeed) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for pieces in reserved.iter().filter(|pieces| is_for(pieces, need)) {
        if !places.contains(&pieces.location) {
            places.push(pieces.location.clone());
        }
    }
    places
}

/// One pick for each stock line, whichever needs its pieces are for.
fn picks(needs: &[FrozenNeed], reserved: &[ReservedPieces], names: &BTreeMap<PartId, String>) -> Vec<Pick> {
    let mut picks: BTreeMap<StockLineId, Pick> = BTreeMap::new();
    for pieces in reserved {
        let need = needs.iter().find(|need| is_for(pieces, need));
        let instead = (pieces.wanted != pieces.part).then(|| name(names, pieces.wanted));
        let whole = need.filter(|need| need.quantity == pieces.quantity).map(|need| need.per_piece);
        let first_of_line = !picks.contains_key(&pieces.stock_line);
        let pick = picks.entry(pieces.stock_line).or_insert_with(|| Pick {
            stock_line: pieces.stock_line,
            location: pieces.location.clone(),
            lot: pieces.lot.clone(),
            part: pieces.key.clone(),
            name: pieces.name.clone(),
            detail: pieces.detail.clone(),
            instead_of: None,
            quantity: Quantity::ZERO,
            on_hand: pieces.on_hand,
            references: Vec::new(),
            per_piece: None,
        });
        pick.quantity += pieces.quantity;
        pick.instead_of = pick.instead_of.take().or(instead);
        pick.per_piece = whole.filter(|_| first_of_line);
        pick.references.extend(need.into_iter().flat_map(|need| need.references.iter().cloned()));
    }
    let mut picks: Vec<Pick> = picks.into_values().collect();
    in_walking_order(&mut picks);
    picks
}
