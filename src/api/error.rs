//! What a server function says instead of doing it: a sentence, and what kind of fault it was.

use super::wire::ByPlace;
use crate::domain::catalog::InvalidFields;
use leptos::server_fn::{error::FromServerFnError, error::ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a request was not done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    /// There is nothing of that name or number (404).
    #[error("{0}")]
    NotFound(String),
    /// Somebody else changed it, or its state does not allow this (409).
    #[error("{0}")]
    Conflict(String),
    /// The input breaks a rule (422).
    #[error("{0}")]
    Invalid(String),
    /// Fields break rules: which, and how (422).
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// The database is busy (503).
    #[error("{0}")]
    Busy(String),
    /// A fault of ours (500).
    #[error("{0}")]
    Failed(String),
    /// The server was not reached.
    #[error("{0}")]
    Unreachable(String),
}

impl FromServerFnError for ApiError {
    type Encoder = ByPlace;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable(
                "the server was not reached: check the connection, then try again".to_owned(),
            ),
            ServerFnErrorErr::Args(what) | ServerFnErrorErr::MissingArg(what) => {
                Self::Invalid(format!("the request could not be read: {what}"))
            }
            other => Self::Failed(format!("the answer could not be read: load the page again ({other})")),
        }
    }
}
