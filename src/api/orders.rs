//! Vendor orders, for their pages.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::overview::{OrderList, OrderPage};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a form says of each line of an order: by [`field_of`] the line.
pub type ByLine = BTreeMap<String, String>;

/// How a line's field is called within a form, by its number.
#[must_use]
pub fn field_of(line: impl std::fmt::Display) -> String {
    format!("l{line}")
}

/// An order as text for its vendor's site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// The order's number.
    pub order: i64,
    /// The vendor's name.
    pub vendor: String,
    /// Whether it is a file to upload, and not lines to paste.
    pub is_file: bool,
    /// What to paste or to upload.
    pub text: String,
    /// What the vendor may misread.
    pub warnings: Vec<String>,
}

/// Every order, the newest first.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListOrders, prefix = "/fn", endpoint = "orders/list", input = GetUrl, output = Wire)]
pub async fn list() -> Result<OrderList, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::vendor_orders::list(&caller()?).await)
}

/// Drafts orders for everything that open builds miss, then leads to the drafts; the address says which
/// missing parts nobody sells.
///
/// # Errors
/// [`ApiError`] where the server fails.
#[server(name = DraftOrders, prefix = "/fn", endpoint = "orders/draft", output = Wire)]
pub async fn draft() -> Result<(), ApiError> {
    use super::answering::{answer, caller};
    use crate::services::{Request, vendor_orders};
    let all = vendor_orders::For::AllOpen;
    let drafted = answer(vendor_orders::generate(&caller()?, &Request::unkeyed(), &all).await)?;
    leptos_axum::redirect(&reading::after_drafting(drafted.orders.len(), &drafted.no_offer));
    Ok(())
}

/// An order with everything that its page shows. `served` names the builds that a delivery just served, by
/// number.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none of that number.
#[server(name = ShowOrder, prefix = "/fn", endpoint = "orders/page", input = GetUrl, output = Wire)]
pub async fn page(number: u64, served: String) -> Result<OrderPage, ApiError> {
    use super::answering::{answer, caller};
    let served = reading::numbers(&served);
    answer(crate::services::vendor_orders::page(&caller()?, &number.to_string(), &served).await)
}

/// Changes the quantities of a draft's lines, and takes the line `remove` off it. `based_on` is the
/// order's edit counter when it was shown.
///
/// # Errors
/// [`ApiError::Conflict`] where somebody else changed it or it is no draft, [`ApiError::Invalid`] for a
/// quantity that is not sold.
#[server(name = ChangeOrder, prefix = "/fn", endpoint = "orders/change", output = Wire)]
pub async fn change(
    number: u64,
    based_on: i64,
    #[server(default)] items: ByLine,
    #[server(default)] remove: Option<i64>,
) -> Result<OrderPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, vendor_orders};
    let (context, order) = (caller()?, number.to_string());
    let edit = answer(reading::change(&items, remove, based_on))?;
    answer(vendor_orders::edit(&context, &Request::unkeyed(), &order, &edit).await)?;
    lead_back(&format!("/orders/{number}"));
    answer(vendor_orders::page(&context, &order, &[]).await)
}

/// Puts a line at the end of a draft: `what` is an item number of its vendor, or a part that it offers.
///
/// # Errors
/// [`ApiError`] as for [`change`], and where the vendor offers no such thing.
#[server(name = AddToOrder, prefix = "/fn", endpoint = "orders/add", output = Wire)]
pub async fn add(number: u64, based_on: i64, what: String, quantity: String) -> Result<OrderPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, vendor_orders};
    let (context, order) = (caller()?, number.to_string());
    let edit = answer(reading::addition(what, &quantity, based_on))?;
    answer(vendor_orders::edit(&context, &Request::unkeyed(), &order, &edit).await)?;
    lead_back(&format!("/orders/{number}"));
    answer(vendor_orders::page(&context, &order, &[]).await)
}

/// Places a draft: its prices and shipping are frozen.
///
/// # Errors
/// [`ApiError::Conflict`] where it is no draft or was changed since it was shown.
#[server(name = PlaceOrder, prefix = "/fn", endpoint = "orders/place", output = Wire)]
pub async fn place(number: u64, based_on: i64) -> Result<OrderPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, vendor_orders};
    let (context, order) = (caller()?, number.to_string());
    let asked = Request::unkeyed();
    answer(vendor_orders::place_as_seen(&context, &asked, &order, Some(based_on)).await)?;
    lead_back(&format!("/orders/{number}"));
    answer(vendor_orders::page(&context, &order, &[]).await)
}

/// Ends an order. What came of it stays.
///
/// # Errors
/// [`ApiError::Conflict`] where it has ended already or was changed since it was shown.
#[server(name = CancelOrder, prefix = "/fn", endpoint = "orders/cancel", output = Wire)]
pub async fn cancel(number: u64, based_on: i64) -> Result<OrderPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, vendor_orders};
    let (context, order) = (caller()?, number.to_string());
    let asked = Request::unkeyed();
    answer(vendor_orders::cancel_as_seen(&context, &asked, &order, Some(based_on)).await)?;
    lead_back(&format!("/orders/{number}"));
    answer(vendor_orders::page(&context, &order, &[]).await)
}

/// Books what came of an order: pieces by line, and where they are put (empty: where the part lies). Leads to
/// the order's page, whose address says which builds were served: by this, and before (`served`).
///
/// # Errors
/// [`ApiError::Conflict`] where nothing is open or it was changed since it was shown, [`ApiError::Invalid`]
/// for what is no number of pieces.
#[server(name = ReceiveOrder, prefix = "/fn", endpoint = "orders/receive", output = Wire)]
pub async fn receive(
    number: u64,
    based_on: i64,
    #[server(default)] pieces: ByLine,
    #[server(default)] place: ByLine,
    #[server(default)] served: String,
) -> Result<OrderPage, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::{Request, vendor_orders};
    let (context, order) = (caller()?, number.to_string());
    let delivery = answer(reading::delivery(&pieces, place, based_on))?;
    let came = answer(vendor_orders::receive(&context, &Request::unkeyed(), &order, &delivery).await)?;
    let served: Vec<i64> = came.for_builds.into_iter().chain(reading::numbers(&served)).collect();
    leptos_axum::redirect(&reading::after_receiving(number, &served));
    answer(vendor_orders::page(&context, &order, &served).await)
}

/// An order as its vendor's site takes it: as lines to paste, or as a file.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none of that number.
#[server(name = ShowCart, prefix = "/fn", endpoint = "orders/cart", input = GetUrl, output = Wire)]
pub async fn cart(number: u64, form: String) -> Result<Cart, ApiError> {
    use super::answering::{answer, caller};
    use crate::domain::cart::CartFormat;
    let format = reading::format(&form);
    let cart = crate::services::vendor_orders::cart(&caller()?, &number.to_string(), format).await;
    let cart = answer(cart)?;
    let is_file = cart.format == CartFormat::Csv;
    Ok(Cart { order: cart.order, vendor: cart.vendor, is_file, text: cart.text, warnings: cart.warnings })
}

/// What forms say, read.
#[cfg(feature = "ssr")]
mod reading {
    use super::ByLine;
    use crate::domain::cart::CartFormat;
    use crate::domain::ids::OrderLineId;
    use crate::domain::quantity::Quantity;
    use crate::services::ServiceError;
    use crate::services::vendor_orders::{Delivery, DraftEdit, NewLine};
    use std::collections::{BTreeMap, BTreeSet};
    use std::str::FromStr;

    /// Builds by number, as an address names them: `2,5`.
    pub(super) fn numbers(list: &str) -> Vec<i64> {
        list.split(',').filter_map(|number| number.parse().ok()).take(100).collect()
    }

    pub(super) fn format(name: &str) -> Option<CartFormat> {
        match name {
            "csv" => Some(CartFormat::Csv),
            "text" => Some(CartFormat::Text),
            _ => None,
        }
    }

    pub(super) fn after_drafting(drafts: usize, no_offer: &[String]) -> String {
        let nobody: String = no_offer.iter().map(|part| format!("&nobody={}", percent(part))).collect();
        format!("/orders?drafted={drafts}{nobody}")
    }

    pub(super) fn after_receiving(order: u64, builds: &[i64]) -> String {
        let builds: BTreeSet<&i64> = builds.iter().collect();
        let builds: Vec<String> = builds.into_iter().map(ToString::to_string).collect();
        format!("/orders/{order}?served={}", builds.join(","))
    }

    /// The router reads percent signs twice, so that they are written twice.
    fn percent(text: &str) -> String {
        let once = |text: &str| leptos_router::location::Url::escape(text);
        once(&text.replace('%', "%25"))
    }

    pub(super) fn change(
        items: &ByLine,
        remove: Option<i64>,
        based_on: i64,
    ) -> Result<DraftEdit, ServiceError> {
        // What is typed into a line that goes is no matter.
        let stays = |line: &OrderLineId| Some(line.get()) != remove;
        let lines = items.iter().filter_map(|(field, text)| Some((line(field).map(OrderLineId::new)?, text)));
        let items: Result<Vec<_>, ServiceError> =
            lines.filter(|(line, _)| stays(line)).map(|(line, text)| Ok((line, count(text)?))).collect();
        let remove = remove.map(OrderLineId::new);
        Ok(DraftEdit { items: items?, remove, add: None, based_on: Some(based_on) })
    }

    pub(super) fn addition(what: String, items: &str, based_on: i64) -> Result<DraftEdit, ServiceError> {
        let add = Some(NewLine { what, items: count(items)? });
        Ok(DraftEdit { add, based_on: Some(based_on), ..DraftEdit::default() })
    }

    /// Lines of which nothing came are empty, or zero.
    pub(super) fn delivery(pieces: &ByLine, places: ByLine, based_on: i64) -> Result<Delivery, ServiceError> {
        let came = pieces.iter().filter(|(_, text)| !text.trim().is_empty());
        let lines = came.filter_map(|(field, text)| Some((line::<u32>(field)?, text)));
        let lines: Result<Vec<(u32, Quantity)>, ServiceError> =
            lines.map(|(line, text)| Ok((line, count(text)?))).collect();
        let lines: Vec<(u32, Quantity)> =
            lines?.into_iter().filter(|(_, pieces)| !pieces.is_zero()).collect();
        if lines.is_empty() {
            return Err(ServiceError::Invalid(
                "nothing came by this: type how many pieces came of a line at least".to_owned(),
            ));
        }
        let places: BTreeMap<u32, String> = places
            .into_iter()
            .filter(|(_, place)| !place.trim().is_empty())
            .filter_map(|(field, place)| Some((line(&field)?, place)))
            .collect();
        Ok(Delivery { lines: Some(lines), places, location: None, based_on: Some(based_on) })
    }

    fn line<T: FromStr>(field: &str) -> Option<T> {
        field.strip_prefix('l')?.parse().ok()
    }

    fn count(text: &str) -> Result<Quantity, ServiceError> {
        text.trim().parse().map_err(|_| {
            ServiceError::Invalid(format!(
                "\u{201c}{text}\u{201d} is not a number: type a whole one, such as 10"
            ))
        })
    }
}
