//! Vendors, for their page.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::catalog::VendorPage;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Every vendor by name, archived ones too.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListVendors, prefix = "/fn", endpoint = "vendors/list", input = GetUrl, output = Wire)]
pub async fn list() -> Result<Vec<VendorPage>, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::catalog::vendors::list(&caller()?).await)
}

/// Makes a vendor, or changes the one that was called `was`; `based_on` is its edit counter when it was
/// shown.
///
/// # Errors
/// [`ApiError::Fields`] with every field that cannot be kept, [`ApiError::Conflict`] where somebody else
/// changed it.
#[server(name = SaveVendor, prefix = "/fn", endpoint = "vendors/save", output = Wire)]
pub async fn save(
    #[server(default)] was: String,
    #[server(default)] based_on: i64,
    #[server(default)] name: String,
    #[server(default)] base_url: String,
    #[server(default)] currency: String,
    #[server(default)] shipping: String,
    #[server(default)] free_shipping_over: String,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, catalog::vendors};
    let entry = answer(reading::vendor(name, &base_url, &currency, &shipping, &free_shipping_over))?;
    let (context, request) = (caller()?, Request::unkeyed());
    answer(match was.is_empty() {
        true => vendors::create(&context, &request, &entry).await,
        false => vendors::change(&context, &request, &was, &entry, Some(based_on)).await,
    })?;
    lead_back("/vendors");
    Ok(())
}

/// Archives a vendor, or takes it back.
///
/// # Errors
/// [`ApiError::Conflict`] while an order of it is not done.
#[server(name = ArchiveVendor, prefix = "/fn", endpoint = "vendors/archive", output = Wire)]
pub async fn archive(
    vendor: String,
    based_on: i64,
    #[server(default)] archived: bool,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::{Request, catalog::vendors};
    answer(vendors::archive(&caller()?, &Request::unkeyed(), &vendor, archived, Some(based_on)).await)?;
    lead_back("/vendors");
    Ok(())
}

/// What the form means.
#[cfg(feature = "ssr")]
mod reading {
    use crate::domain::catalog::{FieldError, FieldProblem, InvalidFields, VendorEntry};
    use crate::domain::money::Micros;
    use crate::services::ServiceError;

    pub(super) fn vendor(
        name: String,
        base_url: &str,
        currency: &str,
        shipping: &str,
        free_shipping_over: &str,
    ) -> Result<VendorEntry, ServiceError> {
        let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let no_currency = |text: &String| FieldError::new("currency", FieldProblem::Unknown(text.clone()));
        let currency = match some(currency) {
            Some(text) => Some(text.parse().map_err(|_| InvalidFields::from(no_currency(&text)))?),
            None => None,
        };
        Ok(VendorEntry {
            name,
            base_url: some(base_url),
            currency,
            shipping: amount("shipping", shipping)?.unwrap_or_default(),
            free_shipping_over: amount("free_shipping_over", free_shipping_over)?,
        })
    }

    fn amount(field: &str, text: &str) -> Result<Option<Micros>, InvalidFields> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let refuse =
            |_| InvalidFields::from(FieldError::new(field, FieldProblem::NotAnAmount(text.to_owned())));
        text.parse().map(Some).map_err(refuse)
    }
}
