//! Places: list them, look into one, make, rename and archive them.

use super::catalog::not_stale;
use super::inventory::location_name;
use super::{Context, Request, ServiceError, Started};
use crate::domain::catalog::taken;
use crate::domain::ids::{LocationId, StockLineId};
use crate::domain::inventory::{PlaceContent, PlaceSummary, Places, ReceivingForm};
use crate::domain::lists::{self, ListQuery};
use crate::store::events::{self, Subject};
use crate::store::{self, Tx, WriteTx};

/// Places, or parts in one, on one page.
const A_PAGE: usize = 50;
/// Places that a field offers at most.
const MOST_NAMES: u32 = 500;

/// The places that an address asks for, page by page; `after` is the last one of the page before.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(
    context: &Context,
    query: &ListQuery,
    after: Option<LocationId>,
) -> Result<Places, ServiceError> {
    let mut tx = context.read().await?;
    let mut places = store::locations::list(&mut tx).await?;
    let is_by_content = query.is_sorted_by(&["parts", "pieces"]);
    if is_by_content {
        store::locations::fill_in(&mut tx, &mut places).await?;
    }
    let mut rows = lists::places(&places, query);
    let next = cut(&mut rows, after, |row| row.id);
    if !is_by_content {
        store::locations::fill_in(&mut tx, &mut rows).await?;
    }
    Ok(Places { rows, next })
}

/// All of the places that an address asks for.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn all(context: &Context, query: &ListQuery) -> Result<Vec<PlaceSummary>, ServiceError> {
    let mut tx = context.read().await?;
    let mut places = store::locations::list(&mut tx).await?;
    store::locations::fill_in(&mut tx, &mut places).await?;
    Ok(lists::places(&places, query))
}

/// A place with what an address asks for of what lies there, page by page; `after` is the last line of the page before.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn page(
    context: &Context,
    place: LocationId,
    query: &ListQuery,
    after: Option<StockLineId>,
) -> Result<PlaceContent, ServiceError> {
    let mut place = whole(context, place, query).await?;
    place.next = cut(&mut place.rows, after, |row| row.line);
    Ok(place)
}

/// Leaves of rows those of the page after the one that ends with `after`; the last of them, if there are more.
fn cut<T, Id: PartialEq>(rows: &mut Vec<T>, after: Option<Id>, id: impl Fn(&T) -> Id) -> Option<Id> {
    let begins = after.and_then(|after| rows.iter().position(|row| id(row) == after)).map_or(0, |at| at + 1);
    rows.drain(..begins);
    let is_more = rows.len() > A_PAGE;
    rows.truncate(A_PAGE);
    rows.last().filter(|_| is_more).map(id)
}

/// A place with all that an address asks for of what lies there.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn whole(
    context: &Context,
    place: LocationId,
    query: &ListQuery,
) -> Result<PlaceContent, ServiceError> {
    let mut tx = context.read().await?;
    let mut place = content(&mut tx, place).await?;
    place.rows = lists::content(&place.rows, query);
    Ok(place)
}

/// What the form of a receipt without an order needs. `key` is a fresh one, for the request that follows.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn receiving_form(context: &Context, key: String) -> Result<ReceivingForm, ServiceError> {
    let mut tx = context.read().await?;
    let place_names = store::spots::place_names(&mut tx, MOST_NAMES).await?;
    Ok(ReceivingForm { key, place_names, currency: store::workspaces::current(&mut tx).await?.currency })
}

/// Makes a place. One of that name that was archived is in use again.
///
/// # Errors
/// [`ServiceError::Invalid`] for a name that cannot be, [`ServiceError::Fields`] for one that is taken.
pub async fn create(context: &Context, request: &Request, name: &str) -> Result<LocationId, ServiceError> {
    let name = location_name(name)?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let id = match store::locations::named(&mut tx, &name).await? {
        None => store::locations::add(&mut tx, &name).await?,
        Some(id) if content(&mut tx, id).await?.archived => {
            store::locations::set_archived(&mut tx, id, false).await?;
            id
        }
        Some(_) => return Err(taken("name", &name).into()),
    };
    told(&mut tx).await?;
    context.finish(tx, request, id).await
}

/// Gives a place another name; whatever lies there lies there still.
///
/// # Errors
/// As [`create`]; [`ServiceError::NotFound`]; [`ServiceError::Conflict`] where somebody changed it since
/// `based_on`; [`ServiceError::Refused`] for a build's kit.
pub async fn rename(
    context: &Context,
    request: &Request,
    place: LocationId,
    name: &str,
    based_on: i64,
) -> Result<LocationId, ServiceError> {
    let name = location_name(name)?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let before = own(&mut tx, place, based_on).await?;
    if before.name != name {
        if store::locations::named(&mut tx, &name).await?.is_some() {
            return Err(taken("name", &name).into());
        }
        store::locations::rename(&mut tx, place, &name).await?;
    }
    told(&mut tx).await?;
    context.finish(tx, request, place).await
}

/// Archives an empty place, or takes it back.
///
/// # Errors
/// [`ServiceError::Refused`] where something lies there, else as [`rename`].
pub async fn archive(
    context: &Context,
    request: &Request,
    place: LocationId,
    archived: bool,
    based_on: i64,
) -> Result<LocationId, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let before = own(&mut tx, place, based_on).await?;
    if archived && let Some(first) = before.rows.first() {
        return Err(ServiceError::Refused(format!(
            "{} cannot be archived: {} of {} lie there; move them first",
            before.name, first.on_hand, first.name
        )));
    }
    store::locations::set_archived(&mut tx, place, archived).await?;
    told(&mut tx).await?;
    context.finish(tx, request, place).await
}

async fn content(tx: &mut Tx, place: LocationId) -> Result<PlaceContent, ServiceError> {
    let content = store::spots::content(tx, place, u32::MAX).await?;
    content.ok_or_else(|| ServiceError::not_found("place", place))
}

/// A place that people may change: not a build's kit.
async fn own(tx: &mut Tx, place: LocationId, based_on: i64) -> Result<PlaceContent, ServiceError> {
    let content = content(tx, place).await?;
    not_stale("place", &content.name, content.edit, Some(based_on))?;
    match content.kit_of {
        Some(build) => Err(ServiceError::Refused(format!(
            "{} is the kit of build {build}: it stays as it is",
            content.name
        ))),
        None => Ok(content),
    }
}

/// Tells whoever looks at stock.
async fn told(tx: &mut WriteTx) -> Result<(), ServiceError> {
    Ok(events::changed(tx, Subject::Stock, 0, 0).await?)
}
