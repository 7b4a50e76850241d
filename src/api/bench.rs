//! The bench: find, take, put, count, move.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]
// They are the fields of a form.
#![allow(clippy::too_many_arguments)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::inventory::{BenchPage, Booked};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// What is meant by `q`, or was chosen, with where it lies. `done` is the key of the booking that led here.
///
/// # Errors
/// [`ApiError::NotFound`] for a chosen thing that is none, [`ApiError::Invalid`] for a text that is too long.
#[server(name = FindAtBench, prefix = "/fn", endpoint = "bench/find", input = GetUrl, output = Wire)]
pub async fn find(
    #[server(default)] q: String,
    #[server(default)] place: Option<i64>,
    #[server(default)] line: Option<i64>,
    #[server(default)] part: Option<i64>,
    #[server(default)] done: Option<String>,
) -> Result<BenchPage, ApiError> {
    use super::answering::{answer, caller, fresh_key};
    use crate::domain::ids::{LocationId, PartId, StockLineId};
    use crate::services::bench::{Wanted, find};
    let (place, line) = (place.map(LocationId::new), line.map(StockLineId::new));
    let wanted = Wanted { search: q, place, line, part: part.map(PartId::new), done };
    answer(find(&caller()?, &wanted, fresh_key()).await)
}

/// Books what somebody did with `pieces` on a stock line, or with a part in a place where it may not lie
/// yet. The same request sent twice is done once. `back` is the address that a form without scripts is led
/// back to.
///
/// # Errors
/// [`ApiError::Invalid`] for no number of pieces, or more than are free; [`ApiError::NotFound`].
#[server(name = BookAtBench, prefix = "/fn", endpoint = "bench/book", output = Wire)]
pub async fn book(
    key: String,
    verb: String,
    #[server(default)] line: Option<i64>,
    #[server(default)] part: Option<i64>,
    #[server(default)] location: String,
    #[server(default)] pieces: String,
    #[server(default)] to: String,
    #[server(default)] undoes: bool,
    #[server(default)] back: String,
) -> Result<Booked, ApiError> {
    use super::answering::{answer, caller, lead_back};
    let booking = answer(reading::booking(&verb, line, part, location, &pieces, to, undoes))?;
    let key = reading::key(&key, &booking);
    let booked = answer(crate::services::bench::book(&caller()?, &key, &booking).await)?;
    lead_back(&reading::back(&back, &key, &booked));
    Ok(booked)
}

/// What the form means.
#[cfg(feature = "ssr")]
mod reading {
    use crate::api::answering::pieces_in;
    use crate::domain::ids::{PartId, StockLineId};
    use crate::domain::inventory::{Booked, Booking, Verb, Where};
    use crate::services::ServiceError;

    pub(super) fn booking(
        verb: &str,
        line: Option<i64>,
        part: Option<i64>,
        location: String,
        pieces: &str,
        to: String,
        undoes: bool,
    ) -> Result<Booking, ServiceError> {
        let invalid = |what: &str| ServiceError::Invalid(what.to_owned());
        let verb =
            Verb::named(verb).ok_or_else(|| invalid("choose what is done: take, put, count or move"))?;
        let at = match (line, part) {
            (Some(line), _) => Where::Line(StockLineId::new(line)),
            (None, Some(part)) => Where::Place(PartId::new(part), location),
            (None, None) => return Err(invalid("choose a part first")),
        };
        Ok(Booking { verb, at, pieces: pieces_in("pieces", pieces)?, to: to.trim().to_owned(), undoes })
    }

    /// A page gives one key to all its forms: what is booked tells their requests apart, so that only
    /// the very same one is done once.
    pub(super) fn key(key: &str, booking: &Booking) -> String {
        let Booking { verb, at, pieces, to, undoes } = booking;
        let at = match at {
            Where::Line(line) => format!("l{line}"),
            Where::Place(part, location) => format!("p{part} {location}"),
        };
        let whole = format!("{key} {} {at} {pieces} {to} {undoes}", verb.name());
        whole.chars().take(200).collect()
    }

    /// The bench after a booking: what was looked at, and what was done. Only an address of the bench
    /// or of a part is led back to.
    pub(super) fn back(back: &str, key: &str, booked: &Booked) -> String {
        let (path, query) = back.split_once('?').unwrap_or((back, ""));
        let is_ours =
            path == "/bench" || path.strip_prefix("/parts/").is_some_and(|id| id.parse::<u64>().is_ok());
        let path = if is_ours { path } else { "/bench" };
        let passing = ["do", "line", "part", "done"];
        let kept = url::form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| !passing.contains(&name.as_ref()));
        let mut address = url::form_urlencoded::Serializer::new(String::new());
        address.extend_pairs(kept);
        address.append_pair("line", &booked.line.to_string()).append_pair("done", key);
        format!("{path}?{}", address.finish())
    }
}
