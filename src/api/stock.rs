//! Places and what lies there, for their pages; receipts without an order.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::inventory::{PlaceContent, Places, ReceivingForm};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// A page of the list of places.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListPlaces, prefix = "/fn", endpoint = "stock/list", input = GetUrl, output = Wire)]
pub async fn list(
    #[server(default)] q: String,
    #[server(default)] sort: String,
    #[server(default)] after: Option<i64>,
) -> Result<Places, ApiError> {
    use super::answering::{answer, caller};
    use crate::domain::ids::LocationId;
    use crate::domain::lists::ListQuery;
    let query = ListQuery { q, sort, ..ListQuery::default() };
    answer(crate::services::places::list(&caller()?, &query, after.map(LocationId::new)).await)
}

/// A place with what is asked for of what lies there, after the line `after`.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = ShowPlace, prefix = "/fn", endpoint = "stock/place", input = GetUrl, output = Wire)]
pub async fn place(
    id: i64,
    #[server(default)] q: String,
    #[server(default)] sort: String,
    #[server(default)] after: Option<i64>,
) -> Result<PlaceContent, ApiError> {
    use super::answering::{answer, caller};
    use crate::domain::ids::{LocationId, StockLineId};
    use crate::domain::lists::ListQuery;
    let (query, after) = (ListQuery { q, sort, ..ListQuery::default() }, after.map(StockLineId::new));
    answer(crate::services::places::page(&caller()?, LocationId::new(id), &query, after).await)
}

/// What the form of a receipt without an order needs.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ShowReceiving, prefix = "/fn", endpoint = "stock/receiving", input = GetUrl, output = Wire)]
pub async fn receiving() -> Result<ReceivingForm, ApiError> {
    use super::answering::{answer, caller, fresh_key};
    answer(crate::services::places::receiving_form(&caller()?, fresh_key()).await)
}

/// Makes a place, or gives the place `id` that name; answers which it is.
///
/// # Errors
/// [`ApiError::Fields`] where the name is taken, [`ApiError::Invalid`] where it cannot be,
/// [`ApiError::Conflict`] where somebody else changed the place.
#[server(name = SavePlace, prefix = "/fn", endpoint = "stock/save", output = Wire)]
pub async fn save(
    #[server(default)] id: Option<i64>,
    #[server(default)] based_on: i64,
    #[server(default)] name: String,
) -> Result<i64, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::LocationId;
    use crate::services::{Request, places};
    let (context, request) = (caller()?, Request::unkeyed());
    let saved = answer(match id.map(LocationId::new) {
        Some(id) => places::rename(&context, &request, id, &name, based_on).await,
        None => places::create(&context, &request, &name).await,
    })?;
    lead_back(&format!("/stock/{saved}"));
    Ok(saved.get())
}

/// Archives an empty place, or takes it back.
///
/// # Errors
/// [`ApiError::Conflict`] where something lies there.
#[server(name = ArchivePlace, prefix = "/fn", endpoint = "stock/archive", output = Wire)]
pub async fn archive(id: i64, based_on: i64, #[server(default)] archived: bool) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::LocationId;
    use crate::services::{Request, places};
    let place = LocationId::new(id);
    answer(places::archive(&caller()?, &Request::unkeyed(), place, archived, based_on).await)?;
    lead_back(&format!("/stock/{id}"));
    Ok(())
}

/// Books pieces that came without an order, with what was paid for one. The same request sent twice is done
/// once. Answers what was done, in words.
///
/// # Errors
/// [`ApiError::NotFound`] where no part is called so, [`ApiError::Fields`] for numbers that are none.
#[server(name = ReceivePieces, prefix = "/fn", endpoint = "stock/receive", output = Wire)]
pub async fn receive(
    key: String,
    #[server(default)] part: String,
    #[server(default)] location: String,
    #[server(default)] lot: String,
    #[server(default)] pieces: String,
    #[server(default)] cost: String,
    #[server(default)] currency: String,
) -> Result<String, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::inventory::receive;
    let wanted = answer(reading::receipt(&key, part, location, lot, &pieces, (&cost, &currency)))?;
    let reading::Receipt { request, place, pieces, cost } = wanted;
    let there = answer(receive(&caller()?, &request, &place, pieces, cost).await)?;
    let told = format!(
        "{pieces} of {} received into {}; {} lie there now",
        place.part, there.location, there.on_hand
    );
    lead_back(&format!("/stock/receive?{}", super::answering::said(&told)));
    Ok(told)
}

/// What the form means.
#[cfg(feature = "ssr")]
mod reading {
    use crate::api::answering::pieces_in;
    use crate::domain::catalog::{FieldError, FieldProblem, InvalidFields};
    use crate::domain::money::Money;
    use crate::domain::quantity::Quantity;
    use crate::services::inventory::Place;
    use crate::services::{Request, ServiceError};

    /// A receipt without an order.
    pub(super) struct Receipt {
        pub request: Request,
        pub place: Place,
        pub pieces: Quantity,
        pub cost: Option<Money>,
    }

    pub(super) fn receipt(
        key: &str,
        part: String,
        location: String,
        lot: String,
        pieces: &str,
        (cost, currency): (&str, &str),
    ) -> Result<Receipt, ServiceError> {
        let missing = |field: &str| {
            ServiceError::from(InvalidFields::from(FieldError::new(field, FieldProblem::Missing)))
        };
        let (part, location) = (part.trim().to_owned(), location.trim().to_owned());
        if part.is_empty() {
            return Err(missing("part"));
        }
        if location.is_empty() {
            return Err(missing("location"));
        }
        let pieces = pieces_in("pieces", pieces)?;
        let command = format!("receive {part} {location} {lot} {pieces} {cost} {currency}");
        let cost = money(cost, currency)?;
        let place = Place { part, location: Some(location), lot: Some(lot.trim().to_owned()) };
        Ok(Receipt { request: Request::keyed(key, command)?, place, pieces, cost })
    }

    fn money(cost: &str, currency: &str) -> Result<Option<Money>, ServiceError> {
        let cost = cost.trim();
        if cost.is_empty() {
            return Ok(None);
        }
        let refuse = || FieldError::new("cost", FieldProblem::NotAnAmount(cost.to_owned()));
        let amount = cost.parse().map_err(|_| InvalidFields::from(refuse()))?;
        let currency = currency.parse().map_err(|_| InvalidFields::from(refuse()))?;
        Ok(Some(Money { amount, currency }))
    }
}
