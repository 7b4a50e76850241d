//! The catalogue: parts, packages with their footprints, what comes with them, vendors, offers and
//! stand-ins. One file per noun.
//!
//! A change that can alter what BOM lines mean resolves the lines of all current BOMs anew in the same
//! transaction, and says how many mean something else now.

pub mod implicit_parts;
pub mod offers;
pub mod packages;
pub mod parts;
pub mod stand_ins;
pub mod vendors;

use super::ServiceError;
use crate::domain::ids::PartId;
use crate::store::events::{self, Subject};
use crate::store::parts::StoredPart;
use crate::store::{self, Tx, WriteTx};

/// Nobody else changed the thing since whoever changes it read it.
pub(super) fn not_stale(
    what: &str,
    name: &str,
    edit: i64,
    based_on: Option<i64>,
) -> Result<(), ServiceError> {
    match based_on {
        Some(based_on) if based_on != edit => Err(ServiceError::Conflict(format!(
            "the {what} \u{201c}{name}\u{201d} was changed by somebody else in the meantime: look at it again, then repeat your change"
        ))),
        _ => Ok(()),
    }
}

async fn stored_part(tx: &mut Tx, part: PartId) -> Result<StoredPart, ServiceError> {
    store::parts::get(tx, part).await?.ok_or_else(|| ServiceError::not_found("part", part))
}

/// Tells whoever looks at a part, or at the list of them.
async fn told_part(tx: &mut WriteTx, part: PartId, edit: i64) -> Result<(), ServiceError> {
    Ok(events::changed(tx, Subject::Part, part.get(), edit).await?)
}

/// Tells whoever looks at packages or vendors.
async fn told(tx: &mut WriteTx) -> Result<(), ServiceError> {
    Ok(events::changed(tx, Subject::Catalog, 0, 0).await?)
}
