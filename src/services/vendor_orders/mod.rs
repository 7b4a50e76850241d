//! Vendor orders: generate drafts for what builds miss, place, receive, cancel.

mod answer;
mod cart;
mod cautions;
mod editing;
mod pages;
mod placing;
mod receiving;

pub use answer::{LineAnswer, OrderAnswer, OrdersAnswer};
pub use cart::{CartAnswer, cart};
pub use cautions::{Caution, OldestPrice};
pub use editing::{DraftEdit, NewLine, edit};
pub use pages::{list, page};
pub use placing::{PlacedAnswer, cancel, cancel_as_seen, place, place_as_seen};
pub use receiving::{Delivery, ReceivedAnswer, ReceivedLine, receive};

use super::{Context, Request, ServiceError, Started, builds, names};
use crate::domain::builds::{Build, BuildStatus};
use crate::domain::ids::{BuildId, PartId};
use crate::domain::orders::Order;
use crate::domain::purchasing::{BuildMissing, Drafting, Effort, Market, draft};
use crate::domain::time::Timestamp;
use crate::store::events::{self, Subject};
use crate::store::orders::Vendors;
use crate::store::{self, Tx, WriteTx};
use std::collections::BTreeSet;

/// The builds to order for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For {
    /// All that are open, in line.
    AllOpen,
    /// These, by number or key, in this order.
    Builds(Vec<String>),
}

/// Drafts orders for what builds miss. What is drafted for them or on its way counts, so that doing
/// it again orders nothing again and answers the same.
///
/// # Errors
/// [`ServiceError`] where a build is not known.
pub async fn generate(
    context: &Context,
    request: &Request,
    which: &For,
) -> Result<OrdersAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let chosen = chosen(&mut tx, which).await?;
    let missing = builds::missing(&mut tx, &chosen).await?;
    let missing: Vec<BuildMissing> = missing
        .into_iter()
        .map(|need| BuildMissing {
            build: need.build,
            part: need.part,
            quantity: need.quantity,
            any_of: need.any_of,
        })
        .collect();
    let builds: Vec<BuildId> = chosen.iter().map(|build| build.id).collect();
    let answer = generate_in(&mut tx, &builds, &missing).await?;
    context.finish(tx, request, answer).await
}

/// Drafts orders for the chosen builds, of which `missing` says what they miss (nothing said:
/// nothing missing, and what was drafted for it goes).
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn generate_in(
    tx: &mut WriteTx,
    chosen: &[BuildId],
    missing: &[BuildMissing],
) -> Result<OrdersAnswer, ServiceError> {
    let drafting = work_out(tx, chosen, missing).await?;
    for (order, edit) in store::orders::redraw(tx, &drafting).await? {
        events::changed(tx, Subject::Order, order.get(), edit).await?;
    }
    let drafts = store::orders::drafts_for(tx, chosen).await?;
    let orders = store::orders::load(tx, &drafts).await?;
    let no_offer = keys(tx, &drafting.no_offer).await?;
    let vendors = store::orders::vendors(tx, Vendors::All).await?;
    let rates = store::orders::rates(tx).await?;
    let ordered = store::orders::ordered(tx, &drafts).await?;
    let not_offered = store::orders::not_offered(tx, &drafting.no_offer).await?;
    let now = Timestamp::from_millis(tx.at());
    Ok(OrdersAnswer::new(&orders, no_offer, &drafting, &vendors, &rates).with_ages(
        &ordered,
        &not_offered,
        now,
    ))
}

async fn work_out(
    tx: &mut WriteTx,
    chosen: &[BuildId],
    missing: &[BuildMissing],
) -> Result<Drafting, ServiceError> {
    let open = store::orders::open_lines(tx).await?;
    let mut parts: BTreeSet<PartId> = missing.iter().flat_map(|need| need.any_of.iter().copied()).collect();
    parts.extend(open.iter().map(|line| line.part));
    let offers = store::sheets::offers(tx, &parts).await?;
    let vendors = store::orders::vendors(tx, Vendors::InUse).await?;
    let rates = store::orders::rates(tx).await?;
    let market = Market { offers: &offers, vendors: &vendors, rates: &rates };
    Ok(draft(chosen, missing, &open, market, Effort::default()))
}

/// The builds that are meant, in line.
pub(in crate::services) async fn chosen(tx: &mut Tx, which: &For) -> Result<Vec<Build>, ServiceError> {
    let For::Builds(names) = which else {
        let open = |build: &Build| matches!(build.status, BuildStatus::Open | BuildStatus::Cleared);
        return Ok(store::builds::all(tx).await?.into_iter().filter(open).collect());
    };
    let mut chosen: Vec<Build> = Vec::with_capacity(names.len());
    for name in names {
        let build = names::build(tx, name).await?;
        if chosen.iter().all(|other| other.id != build.id) {
            chosen.push(build);
        }
    }
    Ok(chosen)
}

async fn keys(tx: &mut Tx, parts: &[PartId]) -> Result<Vec<String>, ServiceError> {
    let keys = store::names::part_keys(tx, parts).await?;
    Ok(parts.iter().filter_map(|part| keys.get(part).cloned()).collect())
}

async fn find(tx: &mut Tx, order: &str) -> Result<Order, ServiceError> {
    store::orders::find(tx, order).await?.ok_or_else(|| ServiceError::not_found("order", order))
}

/// An order is changed only as it was seen; where somebody changed it since, they are named.
async fn not_stale(tx: &mut Tx, order: &Order, based_on: Option<i64>) -> Result<(), ServiceError> {
    if based_on.is_none_or(|edit| edit == order.edit) {
        return Ok(());
    }
    let last = events::last_by(tx, Subject::Order, order.id.get()).await?;
    let who = last.as_deref().unwrap_or("somebody else");
    Err(ServiceError::Conflict(format!(
        "order {} was changed by {who} in the meantime: look at it again, then repeat your change",
        order.number
    )))
}
