//! Parts, for their pages.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]
// They are the fields of a form.
#![allow(clippy::too_many_arguments)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::catalog::{PartRows, PartSheet, SavedPart};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// A page of the list of parts.
///
/// # Errors
/// [`ApiError::Invalid`] for a search that cannot be.
#[server(name = ListParts, prefix = "/fn", endpoint = "parts/list", input = GetUrl, output = Wire)]
pub async fn list(
    #[server(default)] q: String,
    #[server(default)] symbol: Option<String>,
    #[server(default)] package: Option<String>,
    #[server(default)] show: String,
    #[server(default)] sort: String,
    #[server(default)] after: Option<i64>,
) -> Result<PartRows, ApiError> {
    use super::answering::{answer, caller};
    use crate::domain::catalog::{PartFilter, PartOrder, Show};
    use crate::domain::ids::PartId;
    let (show, order) = (Show::named(&show), PartOrder::named(&sort));
    let filter = PartFilter { search: q, symbol, package, show, order, after: after.map(PartId::new) };
    answer(crate::services::part_pages::list(&caller()?, &filter).await)
}

/// A part with everything that its page shows; of its history what is older than the movement `before`,
/// and what the booking `done` did.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = ShowPart, prefix = "/fn", endpoint = "parts/page", input = GetUrl, output = Wire)]
pub async fn page(
    id: i64,
    #[server(default)] before: Option<i64>,
    #[server(default)] done: Option<String>,
) -> Result<PartSheet, ApiError> {
    use super::answering::{answer, caller, fresh_key};
    use crate::domain::ids::{MovementId, PartId};
    let (part, before) = (PartId::new(id), before.map(MovementId::new));
    answer(crate::services::part_pages::sheet(&caller()?, part, before, done.as_deref(), fresh_key()).await)
}

/// Names of packages, for the form of a new part.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = PackageNames, prefix = "/fn", endpoint = "parts/packages", input = GetUrl, output = Wire)]
pub async fn package_names() -> Result<Vec<String>, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::part_pages::package_names(&caller()?).await)
}

/// Makes a part, or gives the part `id` what the form says; `based_on` is its edit counter when it was
/// shown.
///
/// # Errors
/// [`ApiError::Invalid`] with every field that cannot be kept, [`ApiError::Conflict`] where somebody else
/// changed it, which says who and what.
#[server(name = SavePart, prefix = "/fn", endpoint = "parts/save", output = Wire)]
pub async fn save(
    #[server(default)] id: Option<i64>,
    #[server(default)] based_on: i64,
    #[server(default)] name: String,
    #[server(default)] symbol: String,
    #[server(default)] value: String,
    #[server(default)] tolerance: String,
    #[server(default)] rating: String,
    #[server(default)] package: String,
    #[server(default)] mpn: String,
    #[server(default)] manufacturer: String,
    #[server(default)] description: String,
    #[server(default)] unit: String,
    #[server(default)] low_stock: String,
    #[server(default)] tags: String,
    #[server(default)] not_counted: bool,
    #[server(default)] spares_percent: String,
    #[server(default)] spares_fixed: String,
    #[server(default)] spares_minimum: String,
    #[server(default)] fields: String,
) -> Result<SavedPart, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::{catalog::PartFields, ids::PartId};
    use crate::services::{Request, part_pages};
    #[rustfmt::skip]
    let typed = PartFields {
        name, symbol, value, tolerance, rating, package, mpn, manufacturer, description, unit, low_stock, tags,
        not_counted, spares_percent, spares_fixed, spares_minimum, fields,
    };
    let (context, request) = (caller()?, Request::unkeyed());
    let saved = answer(match id.map(PartId::new) {
        Some(id) => part_pages::change(&context, &request, id, &typed, based_on).await,
        None => part_pages::create(&context, &request, &typed).await,
    })?;
    lead_back(&format!("/parts/{}", saved.id));
    Ok(saved)
}

/// Archives a part, or takes it back.
///
/// # Errors
/// [`ApiError::Conflict`] where it still lies somewhere or is used, naming where.
#[server(name = ArchivePart, prefix = "/fn", endpoint = "parts/archive", output = Wire)]
pub async fn archive(
    id: i64,
    based_on: i64,
    #[server(default)] archived: bool,
) -> Result<SavedPart, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::PartId;
    use crate::services::{Request, catalog::parts, part_pages};
    let context = caller()?;
    let part = answer(part_pages::key_of(&context, PartId::new(id)).await)?;
    let saved = parts::archive(&context, &Request::unkeyed(), &part, archived, Some(based_on)).await;
    let saved = answer(saved)?;
    lead_back(&format!("/parts/{id}"));
    Ok(saved)
}

/// Lets another part stand in for this one: `kind` is `equivalent` (both ways) or `alternative` (one way,
/// by `rank`).
///
/// # Errors
/// [`ApiError::NotFound`] where no part is called so, [`ApiError::Conflict`] where it stands in already.
#[server(name = AddStandIn, prefix = "/fn", endpoint = "parts/stand_in", output = Wire)]
pub async fn add_stand_in(
    id: i64,
    other: String,
    #[server(default)] kind: String,
    #[server(default)] rank: String,
    #[server(default)] asks: bool,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, catalog::stand_ins};
    let context = caller()?;
    let entry = answer(reading::stand_in(&context, id, other, &kind, &rank, asks).await)?;
    answer(stand_ins::add(&context, &Request::unkeyed(), &entry).await)?;
    lead_back(&format!("/parts/{id}?tab=stand_ins"));
    Ok(())
}

/// Takes a stand-in back; `part` is whom it stands in for, `other` what stands in: by their keys.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = RemoveStandIn, prefix = "/fn", endpoint = "parts/stand_in/remove", output = Wire)]
pub async fn remove_stand_in(id: i64, part: String, other: String, kind: String) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::catalog::stand_ins::{StandInEntry, remove};
    let kind = answer(reading::kind(&kind, "1"))?;
    let entry = StandInEntry { part, other, kind, asks: false };
    answer(remove(&caller()?, &crate::services::Request::unkeyed(), &entry).await)?;
    lead_back(&format!("/parts/{id}?tab=stand_ins"));
    Ok(())
}

/// Lets the vendors be asked about a part's offers, later. Answers what will be done, in words.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = RefreshOffers, prefix = "/fn", endpoint = "parts/refresh", output = Wire)]
pub async fn refresh(id: i64) -> Result<String, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::PartId;
    use crate::services::offers::{Wanted, Which, ask};
    let context = caller()?;
    let part = answer(crate::services::part_pages::key_of(&context, PartId::new(id)).await)?;
    let wanted = Wanted { which: Which::Part(part), older_than: None, force: true };
    let asked = answer(ask(&context, &crate::services::Request::unkeyed(), &wanted).await)?;
    let told = reading::asked(&asked);
    lead_back(&format!("/parts/{id}?tab=offers&{}", super::answering::said(&told)));
    Ok(told)
}

/// Adds a vendor's item for a part. `prices` are price breaks, one a line: `100 0.012`.
///
/// # Errors
/// [`ApiError::Invalid`] with what cannot be kept, [`ApiError::NotFound`] for an unknown vendor.
#[server(name = AddOffer, prefix = "/fn", endpoint = "parts/offer", output = Wire)]
pub async fn add_offer(
    id: i64,
    vendor: String,
    #[server(default)] item_number: String,
    #[server(default)] url: String,
    #[server(default)] pack: String,
    #[server(default)] minimum: String,
    #[server(default)] multiple: String,
    #[server(default)] prices: String,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, catalog::offers};
    let context = caller()?;
    let entry = answer(reading::offer(item_number, url, [&pack, &minimum, &multiple], &prices))?;
    let part =
        answer(crate::services::part_pages::key_of(&context, crate::domain::ids::PartId::new(id)).await)?;
    answer(offers::add(&context, &Request::unkeyed(), &part, &vendor, &entry).await)?;
    lead_back(&format!("/parts/{id}?tab=offers"));
    Ok(())
}

/// Archives an offer, or takes it back.
///
/// # Errors
/// [`ApiError::Conflict`] while a draft order has it.
#[server(name = ArchiveOffer, prefix = "/fn", endpoint = "parts/offer/archive", output = Wire)]
pub async fn archive_offer(
    id: i64,
    offer: i64,
    based_on: i64,
    #[server(default)] archived: bool,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::OfferId;
    use crate::services::{Request, catalog::offers};
    let offer = OfferId::new(offer);
    answer(offers::archive(&caller()?, &Request::unkeyed(), offer, archived, Some(based_on)).await)?;
    lead_back(&format!("/parts/{id}?tab=offers"));
    Ok(())
}

/// Says whether what lies on a stock line of a part is never reserved automatically.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = SetAside, prefix = "/fn", endpoint = "parts/set_aside", output = Wire)]
pub async fn set_aside(id: i64, line: i64, #[server(default)] aside: bool) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::domain::ids::StockLineId;
    use crate::services::{Request, inventory};
    let line = StockLineId::new(line);
    answer(inventory::set_aside(&caller()?, &Request::unkeyed(), line, aside).await)?;
    lead_back(&format!("/parts/{id}"));
    Ok(())
}

/// What the forms mean.
#[cfg(feature = "ssr")]
mod reading {
    use crate::api::answering::pieces_in;
    use crate::domain::catalog::{OfferEntry, PriceBreak, StandInKind};
    use crate::domain::ids::PartId;
    use crate::domain::quantity::Quantity;
    use crate::services::catalog::stand_ins::StandInEntry;
    use crate::services::offers::Asked;
    use crate::services::{Context, ServiceError, part_pages};

    pub(super) async fn stand_in(
        context: &Context,
        part: i64,
        other: String,
        kind: &str,
        rank: &str,
        asks: bool,
    ) -> Result<StandInEntry, ServiceError> {
        if other.trim().is_empty() {
            return Err(ServiceError::Invalid(
                "which part stands in? Type its name, number or key".to_owned(),
            ));
        }
        let part = part_pages::key_of(context, PartId::new(part)).await?;
        Ok(StandInEntry { part, other: other.trim().to_owned(), kind: self::kind(kind, rank)?, asks })
    }

    pub(super) fn kind(kind: &str, rank: &str) -> Result<StandInKind, ServiceError> {
        if kind != "alternative" {
            return Ok(StandInKind::Equivalent);
        }
        let rank = if rank.trim().is_empty() { "1" } else { rank.trim() };
        let no_rank = || {
            ServiceError::Invalid(format!(
                "\u{201c}{rank}\u{201d} is no rank: 1 is the best, 2 comes after it"
            ))
        };
        Ok(StandInKind::Alternative { rank: rank.parse().map_err(|_| no_rank())? })
    }

    pub(super) fn offer(
        item_number: String,
        url: String,
        [pack, minimum, multiple]: [&str; 3],
        prices: &str,
    ) -> Result<OfferEntry, ServiceError> {
        let items = |field: &str, text: &str| match text.trim() {
            "" => Ok(Quantity::ONE),
            text => pieces_in(field, text),
        };
        Ok(OfferEntry {
            item_number,
            url: (!url.trim().is_empty()).then(|| url.trim().to_owned()),
            pack: items("pack", pack)?,
            minimum: items("minimum", minimum)?,
            multiple: items("multiple", multiple)?,
            prices: prices
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(price)
                .collect::<Result<_, _>>()?,
            ..OfferEntry::default()
        })
    }

    /// `100 0.012`: from 100 items on, 0.012 for each.
    fn price(line: &str) -> Result<PriceBreak, ServiceError> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let read = match words.as_slice() {
            [price] => Some(("1", *price)),
            [quantity, price] => Some((*quantity, *price)),
            _ => None,
        };
        let read = read.and_then(|(quantity, price)| Some((quantity.parse().ok()?, price.parse().ok()?)));
        let (quantity, unit_price) = read.ok_or_else(|| {
            ServiceError::Invalid(format!(
                "\u{201c}{}\u{201d} is no price: write how many and the price of one, such as 100 0.012, one a line",
                line.trim()
            ))
        })?;
        Ok(PriceBreak { quantity, unit_price })
    }

    /// What vendors will be asked about, in words.
    pub(super) fn asked(asked: &Asked) -> String {
        let count = |count: usize| if count == 1 { "1 offer".to_owned() } else { format!("{count} offers") };
        let mut told = match asked.offers.len() {
            0 => Vec::new(),
            some => vec![format!("{} will be looked up in the background", count(some))],
        };
        told.extend(
            asked.not_asked.iter().map(|one| format!("{} of {}: {}", count(one.offers), one.vendor, one.why)),
        );
        if told.is_empty() {
            return "there is no offer to look up: add one first".to_owned();
        }
        told.join("; ")
    }
}
