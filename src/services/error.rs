//! What a use case can answer instead of doing it. Each says what, which, and what to do.

use crate::domain::bom::BomError;
use crate::domain::catalog::InvalidFields;
use crate::domain::parts_list::PartsListError;
use crate::domain::price_list::PriceListError;
use crate::remote::RemoteError;
use crate::store::StoreError;

/// Why a use case was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Nothing of that name or number is in the workspace.
    #[error("there is no {what} \u{201c}{which}\u{201d}{hint}")]
    NotFound {
        /// The kind of thing: part, build, order.
        what: &'static str,
        /// As it was asked for.
        which: String,
        /// What to do about it, with a leading space, or nothing.
        hint: String,
    },
    /// The input breaks a rule.
    #[error("{0}")]
    Invalid(String),
    /// Fields of an entry break rules: which, and how.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// The thing is in a state in which this cannot be done.
    #[error("{0}")]
    Refused(String),
    /// The build is not clear to build, which the use case needs.
    #[error("{0}")]
    NotClear(String),
    /// Somebody else changed it since it was read.
    #[error("{0}")]
    Conflict(String),
    /// A request's id was used for something else before.
    #[error("the request id \u{201c}{0}\u{201d} was used for another command before: take a new one")]
    RequestReused(String),
    /// The store failed or refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A git host could not be asked, or did not answer as one.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// What was read is no BOM.
    #[error(transparent)]
    Bom(#[from] BomError),
    /// What was read is no price list.
    #[error(transparent)]
    PriceList(#[from] PriceListError),
    /// What was read is no list of parts.
    #[error(transparent)]
    PartsList(#[from] PartsListError),
    /// A bug: what the program made itself could not be read back.
    #[error("internal error: {0}")]
    Internal(String),
}

impl ServiceError {
    /// Nothing of that kind has that name; says how such a thing is named, or made.
    pub fn not_found(what: &'static str, which: impl ToString) -> Self {
        let hint = match what {
            "build" | "order" => ": give its number or its key",
            "part" => ": give its key, its name or its manufacturer part number",
            "project" | "version" => ": add it first, or mind its spelling",
            _ => "",
        };
        Self::NotFound { what, which: which.to_string(), hint: hint.to_owned() }
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.to_string())
    }
}
