//! Inventory: receive, adjust, count and move stock, each by movements.

use super::{Context, Request, ServiceError, Started, builds, names, reservations};
use crate::domain::builds::BuildStatus;
use crate::domain::ids::{BuildId, PartId, StockLineId};
use crate::domain::ledger::{Change, Movement};
use crate::domain::money::Money;
use crate::domain::quantity::Quantity;
use crate::store::events::{self, Subject};
use crate::store::movements::Entry;
use crate::store::stock::StockLine;
use crate::store::{self, StoreError, WriteTx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where things go that have no place yet.
pub(super) const USUAL_LOCATION: &str = "Received";

/// A part in a place: by name, as people say it.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The part's key, name or number.
    pub part: String,
    /// The location's name; where the part lies, if it lies in one place only.
    pub location: Option<String>,
    /// The lot, if lots are told apart.
    pub lot: Option<String>,
}

/// What lies in a place after a movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockAnswer {
    /// The part's key.
    pub part: String,
    /// The place.
    pub location: String,
    /// Pieces on hand.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// Builds that are no longer clear to build because of it, by number.
    pub no_longer_clear: Vec<i64>,
}

/// Books what was counted. Where less was found than is reserved, reservations of the builds last in
/// line are given back, and the builds that are no longer clear are named.
///
/// # Errors
/// [`ServiceError`] where the place is not clear.
pub async fn count(
    context: &Context,
    request: &Request,
    place: &Place,
    found: Quantity,
) -> Result<StockAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let (part, line) = line_at(&mut tx, place).await?;
    let opened = give_back_beyond(&mut tx, line, found).await?;
    store::movements::book(&mut tx, &[Entry::new(line, Movement::Count { found })]).await?;
    let answer = answer(&mut tx, part, line, opened).await?;
    context.finish(tx, request, answer).await
}

/// Books pieces that came without an order.
///
/// # Errors
/// [`ServiceError`] where the place is not clear or would hold too much.
pub async fn receive(
    context: &Context,
    request: &Request,
    place: &Place,
    quantity: Quantity,
    cost: Option<Money>,
) -> Result<StockAnswer, ServiceError> {
    some(quantity)?;
    book_one(context, request, place, Movement::Receipt { quantity, cost, order_line: None }).await
}

/// Corrects what the books say by a difference.
///
/// # Errors
/// [`ServiceError`] where the place is not clear, or fewer free pieces lie there.
pub async fn adjust(
    context: &Context,
    request: &Request,
    place: &Place,
    change: Change,
) -> Result<StockAnswer, ServiceError> {
    book_one(context, request, place, Movement::Adjustment { change }).await
}

/// Moves free pieces to another place.
///
/// # Errors
/// [`ServiceError`] where a place is not clear, or fewer free pieces lie there.
pub async fn move_stock(
    context: &Context,
    request: &Request,
    from: &Place,
    to: &str,
    quantity: Quantity,
) -> Result<StockAnswer, ServiceError> {
    some(quantity)?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let (part, source) = line_at(&mut tx, from).await?;
    let location = store::stock::ensure_location(&mut tx, &location_name(to)?).await?;
    let target =
        store::stock::ensure_line(&mut tx, part, location, from.lot.as_deref().unwrap_or_default()).await?;
    if source == target {
        return Err(ServiceError::Invalid(format!("the pieces lie in \u{201c}{to}\u{201d} already")));
    }
    let entries = [
        Entry::new(source, Movement::MoveOut { quantity }),
        Entry::new(target, Movement::MoveIn { quantity, cost: None }),
    ];
    store::movements::book(&mut tx, &entries).await?;
    let answer = answer(&mut tx, part, target, Vec::new()).await?;
    context.finish(tx, request, answer).await
}

/// The line where more of a part is put by itself: where the most of it lies, else the usual place.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn usual_line(tx: &mut WriteTx, part: PartId) -> Result<StockLineId, ServiceError> {
    let lines = store::stock::of_part(tx, part).await?;
    if let Some(line) = lines.iter().find(|line| !line.kit && !line.deprioritized && line.lot.is_empty()) {
        return Ok(line.id);
    }
    let location = store::stock::ensure_location(tx, USUAL_LOCATION).await?;
    Ok(store::stock::ensure_line(tx, part, location, "").await?)
}

async fn book_one(
    context: &Context,
    request: &Request,
    place: &Place,
    movement: Movement,
) -> Result<StockAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let (part, line) = line_at(&mut tx, place).await?;
    store::movements::book(&mut tx, &[Entry::new(line, movement)]).await?;
    let answer = answer(&mut tx, part, line, Vec::new()).await?;
    context.finish(tx, request, answer).await
}

/// The one line that a place means; made where the location is named and nothing lies there yet.
async fn line_at(tx: &mut WriteTx, place: &Place) -> Result<(PartId, StockLineId), ServiceError> {
    let part = names::part(tx, &place.part).await?;
    let lines = store::stock::of_part(tx, part).await?;
    let fits = |line: &&StockLine| {
        place.location.as_ref().is_none_or(|name| *name == line.location_name)
            && place.lot.as_ref().is_none_or(|lot| *lot == line.lot)
    };
    let fitting: Vec<&StockLine> = lines.iter().filter(fits).collect();
    let found = where_it_lies(fitting, place);
    match (found.as_slice(), &place.location) {
        ([line], _) => Ok((part, line.id)),
        ([], location) => {
            let name = location_name(location.as_deref().unwrap_or(USUAL_LOCATION))?;
            let location = store::stock::ensure_location(tx, &name).await?;
            let lot = place.lot.as_deref().unwrap_or_default();
            Ok((part, store::stock::ensure_line(tx, part, location, lot).await?))
        }
        (several, _) => Err(ServiceError::Invalid(format!(
            "\u{201c}{}\u{201d} lies in {} places: say which, by location and lot ({})",
            place.part,
            several.len(),
            several.iter().map(|line| told(line)).collect::<Vec<_>>().join(", ")
        ))),
    }
}

/// Of several lines, those that count where nothing else is said: not what lies in a build's kit, and
/// not what is used up, if anything lies elsewhere.
fn where_it_lies<'l>(fitting: Vec<&'l StockLine>, place: &Place) -> Vec<&'l StockLine> {
    let is_meant = |line: &&StockLine| !line.on_hand.is_zero() && (place.location.is_some() || !line.kit);
    let lying: Vec<&StockLine> = fitting.iter().copied().filter(is_meant).collect();
    if lying.is_empty() { fitting } else { lying }
}

fn told(line: &StockLine) -> String {
    if line.lot.is_empty() {
        line.location_name.clone()
    } else {
        format!("{} lot {}", line.location_name, line.lot)
    }
}

pub(super) fn location_name(name: &str) -> Result<String, ServiceError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(ServiceError::Invalid("a location's name has 1 to 200 characters".to_owned()));
    }
    Ok(name.to_owned())
}

pub(super) fn some(quantity: Quantity) -> Result<(), ServiceError> {
    if quantity.is_zero() {
        return Err(ServiceError::Invalid("no pieces were named: give 1 at least".to_owned()));
    }
    Ok(())
}

/// A movement that the ledger refused, as people say it: the caller looked before, so that only a limit
/// is left, or a line that changed in the same moment.
pub(super) fn said(error: StoreError) -> ServiceError {
    match error {
        StoreError::Ledger { cause, .. } => ServiceError::Invalid(cause.to_string()),
        other => other.into(),
    }
}

/// Says whether what lies on a line is never reserved automatically. What is reserved stays so.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn set_aside(
    context: &Context,
    request: &Request,
    line: StockLineId,
    deprioritized: bool,
) -> Result<(), ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let part = store::spots::part_of(&mut tx, line).await?;
    let part = part.ok_or_else(|| ServiceError::not_found("stock line", line))?;
    store::stock::set_deprioritized(&mut tx, line, deprioritized).await?;
    events::changed(&mut tx, Subject::Stock, part.get(), 0).await?;
    context.finish(tx, request, ()).await
}

/// Gives back reservations on a line until no more than `found` is reserved there: the build last in
/// line first. Answers the numbers of the builds that are no longer clear.
pub(super) async fn give_back_beyond(
    tx: &mut WriteTx,
    line: StockLineId,
    found: Quantity,
) -> Result<Vec<i64>, ServiceError> {
    let on_line = store::reservations::on_line(tx, line).await?;
    let reserved: Quantity = on_line.iter().map(|(_, quantity, _)| *quantity).sum();
    let mut beyond = reserved.saturating_sub(found);
    let mut entries = Vec::new();
    let mut affected: BTreeSet<BuildId> = BTreeSet::new();
    for (allocation, quantity, build) in on_line {
        let given_back = quantity.min(beyond);
        if given_back.is_zero() {
            break;
        }
        beyond = beyond.saturating_sub(given_back);
        entries.push(reservations::release(allocation, line, given_back));
        affected.insert(build);
    }
    store::movements::book(tx, &entries).await?;
    let mut opened = Vec::new();
    for id in affected {
        let build = builds::load(tx, id).await?;
        if build.status == BuildStatus::Cleared {
            store::builds::set_status(tx, id, BuildStatus::Open, build.completed, build.bom).await?;
            opened.push(build.number);
        }
        builds::told(tx, &build).await?;
    }
    Ok(opened)
}

async fn answer(
    tx: &mut WriteTx,
    part: PartId,
    line: StockLineId,
    no_longer_clear: Vec<i64>,
) -> Result<StockAnswer, ServiceError> {
    events::changed(tx, Subject::Stock, part.get(), 0).await?;
    let key = store::names::part_keys(tx, &[part]).await?.remove(&part).unwrap_or_default();
    let lines = store::stock::of_part(tx, part).await?;
    let line = lines
        .into_iter()
        .find(|candidate| candidate.id == line)
        .ok_or_else(|| ServiceError::Internal("the line that was booked is gone".to_owned()))?;
    Ok(StockAnswer {
        part: key,
        location: line.location_name,
        on_hand: line.on_hand,
        reserved: line.reserved,
        no_longer_clear,
    })
}
