//! Who asks, before there are accounts: the name that a person gave this browser, or what browser it
//! is.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

#[cfg(feature = "ssr")]
mod naming;

#[cfg(feature = "ssr")]
pub use naming::name;

use super::ApiError;
use crate::api::wire::Wire;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// The cookie that keeps the name, form-encoded.
pub const COOKIE: &str = "ctb_name";
/// Letters of the longest name.
pub const MOST_LETTERS: usize = 40;

/// How this browser is called in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// The name.
    pub name: String,
    /// Whether a person gave it.
    pub given: bool,
}

/// How this browser is called.
///
/// # Errors
/// [`ApiError`] where the server is not reached.
#[server(name = WhoAsks, prefix = "/fn", endpoint = "who/asks", input = GetUrl, output = Wire)]
pub async fn asks() -> Result<Called, ApiError> {
    let headers = headers();
    Ok(Called { name: name(&headers), given: naming::given(&headers).is_some() })
}

/// Keeps what a person calls themselves at this browser, for a year; an empty name forgets it.
///
/// # Errors
/// [`ApiError::Invalid`] where it can be no name.
#[server(name = CallMe, prefix = "/fn", endpoint = "who/call", output = Wire)]
pub async fn call(#[server(default)] name: String) -> Result<Called, ApiError> {
    use super::answering::{answer, lead_back};
    use crate::services::ServiceError;
    let wanted = naming::possible(&name);
    if wanted.is_none() && !name.trim().is_empty() {
        let why = format!("a name has 1 to {MOST_LETTERS} letters");
        return answer(Err(ServiceError::Invalid(why)));
    }
    let cookie = axum::http::HeaderValue::from_str(&naming::cookie(wanted.as_deref()));
    if let (Some(response), Ok(cookie)) = (use_context::<leptos_axum::ResponseOptions>(), cookie) {
        response.append_header(axum::http::header::SET_COOKIE, cookie);
    }
    lead_back("/settings");
    let given = wanted.is_some();
    Ok(Called { name: wanted.unwrap_or_else(|| naming::unnamed(&headers())), given })
}

#[cfg(feature = "ssr")]
fn headers() -> axum::http::HeaderMap {
    use_context::<axum::http::request::Parts>().map(|parts| parts.headers).unwrap_or_default()
}
