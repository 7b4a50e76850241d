//! How a build stands, with the colour that says how serious that is.

use crate::app::view::{Status, Tone};
use crate::domain::lists::Standing;

/// The words with their colour.
pub(super) fn status(standing: Standing) -> Status {
    let tone = match standing {
        Standing::Clear | Standing::Here => Tone::Clear,
        Standing::Waiting(_) => Tone::Waiting,
        Standing::NeverSynced | Standing::Unmatched(_) | Standing::Missing(_) => Tone::Missing,
        Standing::Completed | Standing::Cancelled => Tone::Quiet,
    };
    Status::new(tone, standing.to_string())
}
