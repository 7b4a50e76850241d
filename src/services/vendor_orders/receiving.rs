//! Receiving a delivery: all that is open, or what came of each line.

use super::answer::OrderAnswer;
use super::{find, not_stale, placing};
use crate::domain::ids::{BuildId, OrderLineId, PartId, StockLineId};
use crate::domain::ledger::Movement;
use crate::domain::money::Money;
use crate::domain::orders::{Order, OrderStatus};
use crate::domain::purchasing::{OpenLine, Pegs};
use crate::domain::quantity::Quantity;
use crate::services::inventory::{USUAL_LOCATION, location_name};
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::events::{self, Subject};
use crate::store::movements::Entry;
use crate::store::orders::Receipt;
use crate::store::{self, WriteTx};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Pieces by line, by its place in the order counted from 1; none: all that is open.
    pub lines: Option<Vec<(u32, Quantity)>>,
    /// Where it is put, by name; none: where the most of each part lies, or the usual place.
    pub location: Option<String>,
    /// Where these lines are put instead, by name.
    pub places: BTreeMap<u32, String>,
    /// The edit counter of the order as it was seen, if it is known: nothing is booked twice.
    pub based_on: Option<i64>,
}

/// What was booked in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedAnswer {
    /// The order, whole.
    #[serde(flatten)]
    pub order: OrderAnswer,
    /// What came.
    pub received: Vec<ReceivedLine>,
    /// Numbers of the builds that some of it was ordered for, in line.
    pub for_builds: Vec<i64>,
}

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedLine {
    /// The line's place in the order, counted from 1.
    pub line: u32,
    /// The part's key.
    pub part: String,
    /// Pieces.
    pub quantity: Quantity,
    /// Where they were put.
    pub location: String,
    /// More came than was ordered.
    pub over: bool,
}

/// Pieces of the line at a place of the order.
#[derive(Debug, Clone, Copy)]
struct Came {
    at: usize,
    pieces: Quantity,
}

/// Books a delivery into stock. A draft is placed first; what has not come stays open; more than was
/// ordered is booked and said.
///
/// # Errors
/// [`ServiceError`] where nothing is open, or a line is not in the order; then nothing is booked.
pub async fn receive(
    context: &Context,
    request: &Request,
    order: &str,
    delivery: &Delivery,
) -> Result<ReceivedAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let mut order = find(&mut tx, order).await?;
    not_stale(&mut tx, &order, delivery.based_on).await?;
    let came = came(&order, delivery)?;
    if order.status == OrderStatus::Draft {
        order = placing::place_in(&mut tx, order).await?;
    }
    let open = store::orders::open_lines(&mut tx).await?;
    let places = put_away(&mut tx, &order, &came, delivery).await?;
    let receipts = book(&mut tx, &mut order, &came, &places).await?;
    let for_builds = fill_needs(&mut tx, &order, &came, &open).await?;
    order.status = order.status_after_receipt();
    store::orders::set_status(&mut tx, order.id, order.status).await?;
    let answer = told(&mut tx, &order, &came, &receipts, &for_builds).await?;
    context.finish(tx, request, answer).await
}

fn came(order: &Order, delivery: &Delivery) -> Result<Vec<Came>, ServiceError> {
    if order.status == OrderStatus::Cancelled {
        return Err(ServiceError::Refused(format!(
            "order {} is cancelled: book what came without an order, part by part",
            order.number
        )));
    }
    let came = match &delivery.lines {
        None => all_that_is_open(order),
        Some(lines) => as_given(order, lines)?,
    };
    if came.is_empty() {
        return Err(ServiceError::Refused(format!("order {} has nothing open to receive", order.number)));
    }
    Ok(came)
}

fn all_that_is_open(order: &Order) -> Vec<Came> {
    let open = order.lines.iter().enumerate().map(|(at, line)| Came { at, pieces: line.open() });
    open.filter(|came| !came.pieces.is_zero()).collect()
}

fn as_given(order: &Order, lines: &[(u32, Quantity)]) -> Result<Vec<Came>, ServiceError> {
    let mut came: BTreeMap<usize, Quantity> = BTreeMap::new();
    for (line, pieces) in lines {
        let at = usize::try_from(*line).ok().and_then(|line| line.checked_sub(1));
        let Some(at) = at.filter(|at| *at < order.lines.len()) else {
            return Err(ServiceError::Invalid(format!(
                "order {} has no line {line}: it has lines 1 to {}",
                order.number,
                order.lines.len()
            )));
        };
        if pieces.is_zero() {
            return Err(ServiceError::Invalid(format!("line {line} came with no pieces: leave it out")));
        }
        *came.entry(at).or_default() += *pieces;
    }
    Ok(came.into_iter().map(|(at, pieces)| Came { at, pieces }).collect())
}

/// The stock line of each line that came, by its place among them: where it is said to be put, else where
/// all of it is put.
async fn put_away(
    tx: &mut WriteTx,
    order: &Order,
    came: &[Came],
    delivery: &Delivery,
) -> Result<BTreeMap<usize, StockLineId>, ServiceError> {
    let mut named: BTreeMap<usize, (PartId, String)> = BTreeMap::new();
    let mut elsewhere: BTreeMap<usize, PartId> = BTreeMap::new();
    for came in came {
        let Some(line) = order.lines.get(came.at) else { continue };
        let place = u32::try_from(came.at + 1).ok().and_then(|line| delivery.places.get(&line));
        match place {
            Some(place) => drop(named.insert(came.at, (line.part, location_name(place)?))),
            None => drop(elsewhere.insert(came.at, line.part)),
        }
    }
    let location = match &delivery.location {
        Some(name) if !elsewhere.is_empty() => {
            Some(store::stock::ensure_location(tx, &location_name(name)?).await?)
        }
        _ => None,
    };
    let at = store::orders::put_at(tx, &named.values().cloned().collect()).await?;
    let parts: BTreeSet<PartId> = elsewhere.values().copied().collect();
    let usual = store::orders::put_away(tx, &parts, location, USUAL_LOCATION).await?;
    let named = named.iter().filter_map(|(line, wanted)| Some((*line, *at.get(wanted)?)));
    let elsewhere = elsewhere.iter().filter_map(|(line, part)| Some((*line, *usual.get(part)?)));
    Ok(named.chain(elsewhere).collect())
}

/// Books the pieces and their receipts; the lines of `order` have them then.
async fn book(
    tx: &mut WriteTx,
    order: &mut Order,
    came: &[Came],
    places: &BTreeMap<usize, StockLineId>,
) -> Result<Vec<Receipt>, ServiceError> {
    let mut entries = Vec::with_capacity(came.len());
    let mut receipts = Vec::with_capacity(came.len());
    for Came { at, pieces } in came.iter().copied() {
        let Some(line) = order.lines.get_mut(at) else { continue };
        let Some(stock_line) = places.get(&at).copied() else {
            return Err(ServiceError::Internal(format!("no place was found for {}", line.part_key)));
        };
        let over = pieces > line.open();
        line.received = Quantity::new(line.received.get() + pieces.get())
            .map_err(|error| ServiceError::Invalid(error.to_string()))?;
        let cost = line.piece_price().map(|amount| Money { amount, currency: order.currency });
        let movement = Movement::Receipt { quantity: pieces, cost, order_line: Some(line.id) };
        entries.push(Entry { note: format!("order {}", order.number), ..Entry::new(stock_line, movement) });
        receipts.push(Receipt { line: line.id, stock_line, quantity: pieces, over });
    }
    store::movements::book(tx, &entries).await?;
    store::orders::receive(tx, &receipts).await?;
    Ok(receipts)
}

/// The needs that the lines were ordered for get their pieces first, in line. A peg says what is to
/// come; those of a line of which nothing is open any more stay as its history.
async fn fill_needs(
    tx: &mut WriteTx,
    order: &Order,
    came: &[Came],
    open: &[OpenLine],
) -> Result<Vec<i64>, ServiceError> {
    let open: BTreeMap<OrderLineId, &OpenLine> = open.iter().map(|line| (line.id, line)).collect();
    let mut affected: BTreeSet<BuildId> = BTreeSet::new();
    let mut left: BTreeMap<OrderLineId, Pegs> = BTreeMap::new();
    for Came { at, pieces } in came.iter().copied() {
        let Some(line) = order.lines.get(at) else { continue };
        let Some(before) = open.get(&line.id) else { continue };
        let (filled, still_open) = before.fill(pieces);
        affected.extend(filled);
        if !line.open().is_zero() {
            left.insert(line.id, still_open);
        }
    }
    store::orders::set_pegs(tx, &left).await?;
    let in_line = store::builds::all(tx).await?;
    Ok(in_line.into_iter().filter(|build| affected.contains(&build.id)).map(|build| build.number).collect())
}

async fn told(
    tx: &mut WriteTx,
    order: &Order,
    came: &[Came],
    receipts: &[Receipt],
    for_builds: &[i64],
) -> Result<ReceivedAnswer, ServiceError> {
    let places: Vec<StockLineId> = receipts.iter().map(|receipt| receipt.stock_line).collect();
    let names = store::stock::location_names(tx, &places).await?;
    let received = came.iter().zip(receipts).filter_map(|(came, receipt)| {
        Some(ReceivedLine {
            line: u32::try_from(came.at + 1).ok()?,
            part: order.lines.get(came.at)?.part_key.clone(),
            quantity: receipt.quantity,
            location: names.get(&receipt.stock_line)?.clone(),
            over: receipt.over,
        })
    });
    let received = received.collect();
    events::changed(tx, Subject::Stock, 0, 0).await?;
    let order = placing::told(tx, order).await?.order;
    Ok(ReceivedAnswer { order, received, for_builds: for_builds.to_vec() })
}
