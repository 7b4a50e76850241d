//! Who asks, before there are accounts: the name that a person gave this browser, or what browser it
//! is.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]

#[cfg(feature = "ssr")]
mod naming;

#[cfg(feature = "ssr")]
pub use naming::{encoded, name, possible};

use super::ApiError;
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
#[server(name = WhoAsks, prefix = "/fn", endpoint = "who/asks", input = GetUrl)]
pub async fn asks() -> Result<Called, ApiError> {
    let headers = use_context::<axum::http::request::Parts>().map(|parts| parts.headers).unwrap_or_default();
    Ok(Called { name: name(&headers), given: naming::given(&headers).is_some() })
}
