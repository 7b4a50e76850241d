//! How server functions get their context and give their answer, on the server.

use super::ApiError;
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
