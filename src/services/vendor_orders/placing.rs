//! Placing an order, and ending one.

use super::answer::{self, OrderAnswer};
use super::{find, not_stale};
use crate::domain::ids::PartId;
use crate::domain::money::Micros;
use crate::domain::orders::{Order, OrderStatus};
use crate::domain::purchasing::unit_price;
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::events::{self, Subject};
use crate::store::orders::Vendors;
use crate::store::{self, Tx, WriteTx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An order whose state changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedAnswer {
    /// The order, whole.
    #[serde(flatten)]
    pub order: OrderAnswer,
    /// Item numbers of lines whose price is not known.
    pub without_price: Vec<String>,
}

/// Places a draft: its prices are those of its offers now, and are frozen with its shipping.
///
/// # Errors
/// [`ServiceError::Refused`] where it is no draft.
pub async fn place(context: &Context, request: &Request, order: &str) -> Result<PlacedAnswer, ServiceError> {
    place_as_seen(context, request, order, None).await
}

/// Places a draft as [`place`] does, if it still is what somebody saw: `based_on` is its edit counter then.
///
/// # Errors
/// [`ServiceError`] as for [`place`], [`ServiceError::Conflict`] where it was changed since.
pub async fn place_as_seen(
    context: &Context,
    request: &Request,
    order: &str,
    based_on: Option<i64>,
) -> Result<PlacedAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let order = find(&mut tx, order).await?;
    not_stale(&mut tx, &order, based_on).await?;
    if order.status != OrderStatus::Draft {
        return Err(ServiceError::Refused(format!(
            "order {} is {}: only a draft can be placed",
            order.number, order.status
        )));
    }
    let order = place_in(&mut tx, order).await?;
    let answer = told(&mut tx, &order).await?;
    context.finish(tx, request, answer).await
}

/// Ends an order that is a draft or on its way. What came of it stays.
///
/// # Errors
/// [`ServiceError::Refused`] where all of it came, or it is ended already.
pub async fn cancel(context: &Context, request: &Request, order: &str) -> Result<PlacedAnswer, ServiceError> {
    cancel_as_seen(context, request, order, None).await
}

/// Ends an order as [`cancel`] does, if it still is what somebody saw: `based_on` is its edit counter then.
///
/// # Errors
/// [`ServiceError`] as for [`cancel`], [`ServiceError::Conflict`] where it was changed since.
pub async fn cancel_as_seen(
    context: &Context,
    request: &Request,
    order: &str,
    based_on: Option<i64>,
) -> Result<PlacedAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let mut order = find(&mut tx, order).await?;
    not_stale(&mut tx, &order, based_on).await?;
    if matches!(order.status, OrderStatus::Received | OrderStatus::Cancelled) {
        return Err(ServiceError::Refused(format!(
            "order {} is {}: there is nothing left to cancel",
            order.number, order.status
        )));
    }
    order.status = OrderStatus::Cancelled;
    store::orders::set_status(&mut tx, order.id, order.status).await?;
    let answer = told(&mut tx, &order).await?;
    context.finish(tx, request, answer).await
}

/// Places a draft within a transaction.
pub(super) async fn place_in(tx: &mut WriteTx, mut order: Order) -> Result<Order, ServiceError> {
    refresh_prices(tx, &mut order).await?;
    let vendors = store::orders::vendors(tx, Vendors::All).await?;
    let rates = store::orders::rates(tx).await?;
    order.shipping = answer::shipping(&order, &vendors, &rates);
    order.status = OrderStatus::Placed;
    store::orders::place(tx, &order).await?;
    Ok(order)
}

/// A line keeps the price that it was drafted with only where its offer has none any more.
async fn refresh_prices(tx: &mut Tx, order: &mut Order) -> Result<(), ServiceError> {
    let parts: BTreeSet<PartId> = order.lines.iter().map(|line| line.part).collect();
    let offers = store::sheets::offers(tx, &parts).await?;
    for line in &mut order.lines {
        let mut of_part = offers.get(&line.part).into_iter().flatten();
        let offer = of_part.find(|offer| Some(offer.id) == line.offer && offer.pack == line.pack);
        let price: Option<Micros> = offer.and_then(|offer| unit_price(offer, line.items));
        line.unit_price = price.or(line.unit_price);
    }
    Ok(())
}

/// Says that the order changed, and what it is now.
pub(super) async fn told(tx: &mut WriteTx, order: &Order) -> Result<PlacedAnswer, ServiceError> {
    events::changed(tx, Subject::Order, order.id.get(), order.edit + 1).await?;
    let vendors = store::orders::vendors(tx, Vendors::All).await?;
    let rates = store::orders::rates(tx).await?;
    let without_price = order.lines.iter().filter(|line| line.unit_price.is_none());
    Ok(PlacedAnswer {
        order: OrderAnswer::new(order, &vendors, &rates),
        without_price: without_price.map(|line| line.item_number.clone()).collect(),
    })
}
