//! Changing a draft by hand: other quantities, a line less, a line more. The price follows the
//! quantity; pieces that are no longer ordered are for nobody any more, the builds last in line first.

use super::answer::OrderAnswer;
use super::{find, not_stale};
use crate::domain::catalog::{Offer, PartOffer};
use crate::domain::ids::{OrderLineId, PartId};
use crate::domain::orders::{Order, OrderLine, OrderStatus};
use crate::domain::purchasing::{OpenLine, Pegs, sold_from, unit_price};
use crate::domain::quantity::Quantity;
use crate::services::{Context, Request, ServiceError, Started, names};
use crate::store::events::{self, Subject};
use crate::store::orders::Vendors;
use crate::store::{self, Tx, WriteTx};
use std::collections::{BTreeMap, BTreeSet};

/// What is to change about a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftEdit {
    /// Items of these lines.
    pub items: Vec<(OrderLineId, Quantity)>,
    /// A line to take off.
    pub remove: Option<OrderLineId>,
    /// A line to put at the end.
    pub add: Option<NewLine>,
    /// The edit counter that the change is based on, if it is known.
    pub based_on: Option<i64>,
}

/// A line to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewLine {
    /// The vendor's item number, or a part's key, name or number.
    pub what: String,
    /// Items.
    pub items: Quantity,
}

/// Changes the lines of a draft.
///
/// # Errors
/// [`ServiceError::Refused`] where it is no draft or would be left empty, [`ServiceError::Conflict`]
/// where somebody else changed it, [`ServiceError::Invalid`] for a quantity that is not sold.
pub async fn edit(
    context: &Context,
    request: &Request,
    order: &str,
    edit: &DraftEdit,
) -> Result<OrderAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let order = find(&mut tx, order).await?;
    if order.status != OrderStatus::Draft {
        return Err(ServiceError::Refused(format!(
            "order {} is {}: only a draft can be changed",
            order.number, order.status
        )));
    }
    not_stale(&mut tx, &order, edit.based_on).await?;
    change(&mut tx, &order, &edit.items).await?;
    if let Some(new) = &edit.add {
        add(&mut tx, &order, new).await?;
    }
    if let Some(line) = edit.remove {
        remove(&mut tx, &order, line, edit.add.is_some()).await?;
    }
    let counter = store::orders::touch(&mut tx, order.id).await?;
    events::changed(&mut tx, Subject::Order, order.id.get(), counter).await?;
    let answer = answer(&mut tx, &order).await?;
    context.finish(tx, request, answer).await
}

async fn answer(tx: &mut Tx, order: &Order) -> Result<OrderAnswer, ServiceError> {
    let vendors = store::orders::vendors(tx, Vendors::All).await?;
    let rates = store::orders::rates(tx).await?;
    let now = store::orders::load(tx, &BTreeSet::from([order.id])).await?.pop();
    let now = now.ok_or_else(|| ServiceError::Internal("an order that was changed is gone".to_owned()))?;
    Ok(OrderAnswer::new(&now, &vendors, &rates))
}

async fn change(
    tx: &mut WriteTx,
    order: &Order,
    items: &[(OrderLineId, Quantity)],
) -> Result<(), ServiceError> {
    let parts: BTreeSet<PartId> = order.lines.iter().map(|line| line.part).collect();
    let offers = store::sheets::offers(tx, &parts).await?;
    let mut changed: Vec<OrderLine> = Vec::new();
    for (id, items) in items {
        let line = line_of(order, *id)?;
        if line.items == *items {
            continue;
        }
        let mut of_part = offers.get(&line.part).into_iter().flatten();
        let offer = of_part.find(|offer| Some(offer.id) == line.offer && offer.pack == line.pack);
        let price = match offer {
            Some(offer) => {
                sold(order, offer, *items)?;
                unit_price(offer, *items)
            }
            None => None,
        };
        countable(&line.item_number, *items, line.pack)?;
        changed.push(OrderLine { items: *items, unit_price: price.or(line.unit_price), ..line.clone() });
    }
    store::orders::change_lines(tx, order.id, &changed.iter().collect::<Vec<_>>()).await?;
    take_from_needs(tx, &changed).await
}

/// No more pieces are for builds than are ordered: the builds last in line go without.
async fn take_from_needs(tx: &mut WriteTx, changed: &[OrderLine]) -> Result<(), ServiceError> {
    if changed.is_empty() {
        return Ok(());
    }
    let pieces: BTreeMap<OrderLineId, Quantity> =
        changed.iter().map(|line| (line.id, line.pieces())).collect();
    let open = store::orders::open_lines(tx).await?;
    let left: BTreeMap<OrderLineId, Pegs> =
        open.iter().filter_map(|line| Some((line.id, trimmed(line, *pieces.get(&line.id)?)?))).collect();
    Ok(store::orders::set_pegs(tx, &left).await?)
}

/// Whom so many pieces are for, if they are fewer than are for anybody.
fn trimmed(line: &OpenLine, mut pieces: Quantity) -> Option<Pegs> {
    if line.pegs.iter().map(|peg| peg.quantity).sum::<Quantity>() <= pieces {
        return None;
    }
    let mut pegs = Pegs::new();
    for peg in &line.pegs {
        let given = peg.quantity.min(pieces);
        pieces = pieces.saturating_sub(given);
        if !given.is_zero() {
            pegs.insert((peg.build, peg.part), given);
        }
    }
    Some(pegs)
}

async fn add(tx: &mut WriteTx, order: &Order, new: &NewLine) -> Result<(), ServiceError> {
    let offer = offer_of(tx, order, new.what.trim()).await?;
    if order.lines.iter().any(|line| line.offer == Some(offer.id)) {
        return Err(ServiceError::Invalid(format!(
            "{} is on order {} already: change its quantity there",
            offer.item_number, order.number
        )));
    }
    if offer.currency != order.currency {
        return Err(ServiceError::Invalid(format!(
            "{} is priced in {}, order {} is in {}: an order has one currency",
            offer.item_number, offer.currency, order.number, order.currency
        )));
    }
    sold(order, &offer, new.items)?;
    countable(&offer.item_number, new.items, offer.pack)?;
    let price = unit_price(&offer, new.items);
    Ok(store::orders::add_line(tx, order.id, &offer, new.items, price).await?)
}

/// The item of the order's vendor that a text means: its number, or a part that it offers.
async fn offer_of(tx: &mut Tx, order: &Order, what: &str) -> Result<Offer, ServiceError> {
    if what.is_empty() {
        return Err(ServiceError::Invalid(format!(
            "nothing was named: give an item number of {}, or a part that it offers",
            order.vendor_name
        )));
    }
    let numbered = store::offers::numbered(tx, order.vendor, &[what]).await?;
    let offers = if numbered.iter().any(|offer| !offer.archived) {
        numbered
    } else {
        match store::names::part(tx, what).await?.as_slice() {
            [] => Vec::new(),
            _ => {
                let part = names::part(tx, what).await?;
                store::offers::of_part(tx, part).await?
            }
        }
    };
    let theirs = |offer: &PartOffer| !offer.archived && offer.offer.vendor == order.vendor;
    let mut theirs: Vec<Offer> = offers.into_iter().filter(theirs).map(|offer| offer.offer).collect();
    match (theirs.pop(), theirs.as_slice()) {
        (Some(offer), []) => Ok(offer),
        (None, _) => Err(ServiceError::Invalid(format!(
            "{} offers no \u{201c}{what}\u{201d}: give one of its item numbers, or a part that has an offer of it",
            order.vendor_name
        ))),
        (Some(last), others) => {
            let numbers: Vec<&str> =
                others.iter().chain([&last]).map(|offer| offer.item_number.as_str()).collect();
            Err(ServiceError::Invalid(format!(
                "{} has several items for \u{201c}{what}\u{201d}: give the number of one ({})",
                order.vendor_name,
                numbers.join(", ")
            )))
        }
    }
}

async fn remove(
    tx: &mut WriteTx,
    order: &Order,
    line: OrderLineId,
    something_is_added: bool,
) -> Result<(), ServiceError> {
    line_of(order, line)?;
    if order.lines.len() == 1 && !something_is_added {
        return Err(ServiceError::Refused(format!(
            "it is the last line of order {}: cancel the order instead",
            order.number
        )));
    }
    Ok(store::orders::remove_line(tx, order.id, line).await?)
}

fn line_of(order: &Order, line: OrderLineId) -> Result<&OrderLine, ServiceError> {
    order.lines.iter().find(|candidate| candidate.id == line).ok_or_else(|| {
        ServiceError::Conflict(format!(
            "a line of order {} that you changed is gone: look at the order again",
            order.number
        ))
    })
}

/// A vendor sells from a minimum on, and in whole multiples.
fn sold(order: &Order, offer: &Offer, items: Quantity) -> Result<(), ServiceError> {
    let number = &offer.item_number;
    if items.is_zero() {
        return Err(ServiceError::Invalid(format!("{number}: order 1 at least, or remove the line")));
    }
    let possible = sold_from(offer, items);
    if possible == items {
        return Ok(());
    }
    Err(ServiceError::Invalid(format!(
        "{} sells {number} from {} on, in multiples of {}: order {possible} instead of {items}",
        order.vendor_name, offer.minimum, offer.multiple
    )))
}

fn countable(number: &str, items: Quantity, pack: Quantity) -> Result<(), ServiceError> {
    if items.is_zero() {
        return Err(ServiceError::Invalid(format!("{number}: order 1 at least, or remove the line")));
    }
    if items.get().saturating_mul(pack.get()) > Quantity::MAX.get() {
        return Err(ServiceError::Invalid(format!(
            "{items} of {number} are more pieces than can be counted"
        )));
    }
    Ok(())
}
