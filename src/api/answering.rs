//! How server functions get their context and give their answer, on the server.

use super::ApiError;
use crate::domain::catalog::{FieldError, FieldProblem};
use crate::domain::quantity::{Quantity, QuantityError};
use crate::services::{Context, ServiceError, StoreError};

use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Who asks, in which workspace: whoever changes something is known by name (`server::who`).
pub(super) fn caller() -> Result<Context, ApiError> {
    let acting = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Context>().cloned());
    acting
        .or_else(use_context::<Context>)
        .ok_or_else(|| ApiError::Failed("this server serves no workspace".to_owned()))
}

/// Turns what a service says into the answer, with its HTTP status.
pub(super) fn answer<T>(done: Result<T, ServiceError>) -> Result<T, ApiError> {
    done.map_err(|error| {
        let is_hosts = matches!(error, ServiceError::Remote(_));
        let error = told(error);
        set_status(&error, if is_hosts { StatusCode::BAD_GATEWAY } else { status(&error) });
        error
    })
}

/// Leads whoever sent a form on to another page, with scripts and without.
pub(super) fn lead_on(path: &str) {
    leptos_axum::redirect(path);
}

/// Leads a form that was posted without scripts back to its page.
pub(super) fn lead_back(path: &str) {
    if is_plain_form() {
        leptos_axum::redirect(path);
    }
}

/// What tells a request from every other one: random, so that nobody guesses it.
pub(super) fn fresh_key() -> String {
    let mut bytes = [0_u8; 12];
    // Without randomness the key is the same each time; then the arguments still tell requests apart.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A sentence in an address, for the page that a form without scripts is led back to.
pub(super) fn said(sentence: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new()).append_pair("said", sentence).finish()
}

/// A number of pieces as it is typed into a field.
pub(super) fn pieces_in(field: &str, text: &str) -> Result<Quantity, ServiceError> {
    let text = text.trim();
    let problem = match text.parse() {
        Ok(pieces) => return Ok(pieces),
        Err(_) if text.is_empty() => FieldProblem::HowMany,
        Err(QuantityError::TooLarge(number)) => {
            FieldProblem::OutOfRange { number, least: 0, most: Quantity::MAX.get() }
        }
        Err(_) => FieldProblem::NotANumber(text.to_owned()),
    };
    Err(ServiceError::Fields(FieldError::new(field, problem).into()))
}

pub(super) fn told(error: ServiceError) -> ApiError {
    let sentence = error.to_string();
    match error {
        ServiceError::Fields(fields) => ApiError::Fields(fields),
        ServiceError::NotFound { .. } => ApiError::NotFound(sentence),
        ServiceError::Conflict(_) | ServiceError::Refused(_) | ServiceError::NotClear(_) => {
            ApiError::Conflict(sentence)
        }
        ServiceError::Invalid(_)
        | ServiceError::Bom(_)
        | ServiceError::PriceList(_)
        | ServiceError::PartsList(_)
        | ServiceError::RequestReused(_)
        | ServiceError::Store(StoreError::Refused(_)) => ApiError::Invalid(sentence),
        ServiceError::Store(StoreError::Busy) => ApiError::Busy(sentence),
        ServiceError::Remote(_) => ApiError::Failed(sentence),
        ServiceError::Store(_) | ServiceError::Internal(_) => {
            tracing::error!(error = sentence, "a server function failed");
            ApiError::Failed("something went wrong on the server, and nothing was changed".to_owned())
        }
    }
}

pub(super) fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::NotFound(_) => StatusCode::NOT_FOUND,
        ApiError::Conflict(_) => StatusCode::CONFLICT,
        ApiError::Invalid(_) | ApiError::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
        ApiError::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        ApiError::Failed(_) | ApiError::Unreachable(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn set_status(error: &ApiError, status: StatusCode) {
    // A plain form is led back to its page, which shows the sentence.
    let Some(response) = use_context::<ResponseOptions>().filter(|_| !is_plain_form()) else { return };
    response.set_status(status);
    if matches!(error, ApiError::Busy(_)) {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
}

/// Whether this answers a form that a browser without scripts posted to a server function.
fn is_plain_form() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        let accepts = parts.headers.get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok());
        parts.uri.path().starts_with("/fn/") && accepts.is_some_and(|accepts| accepts.contains("text/html"))
    })
}
