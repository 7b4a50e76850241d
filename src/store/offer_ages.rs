//! How old offers are, and what became of looking them up again.

use super::{StoreError, Tx};
use crate::domain::ids::{PartId, VendorId};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::BTreeSet;

/// Of all parts, or of those in `?2`; what a vendor did not know is put away and may be asked for again.
const OF: &str = "SELECT o.id, o.vendor, v.name AS vendor_name, o.item_number, o.checked FROM offers o \
    JOIN vendors v ON v.workspace = ?1 AND v.id = o.vendor AND v.archived = 0 \
    WHERE o.workspace = ?1 AND (o.archived = 0 OR o.status = 'unknown_to_vendor') \
      AND (?2 IS NULL OR o.part IN (SELECT value FROM json_each(?2))) ORDER BY o.checked, o.id";
const OUTCOMES: &str = "SELECT coalesce(o.checked >= ?3, 0) AS looked_up, o.status = 'unknown_to_vendor' AS unknown, \
      EXISTS (SELECT 1 FROM offer_history h WHERE h.workspace = ?1 AND h.offer = o.id AND h.checked >= ?3) AS repriced, \
      EXISTS (SELECT 1 FROM jobs j WHERE j.workspace = ?1 AND j.kind = 'look_up' AND j.subject = given.value ->> 'subject' \
        AND j.status IN ('queued', 'running')) AS open \
    FROM json_each(?2) given CROSS JOIN offers o ON o.workspace = ?1 AND o.id = given.value ->> 'offer'";

/// An offer with its age.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AgedOffer {
    id: i64,
    /// Whose it is.
    pub vendor: i64,
    /// The vendor's name.
    pub vendor_name: String,
    /// The vendor's number.
    pub item_number: String,
    checked: Option<i64>,
}

impl AgedOffer {
    /// Whose it is.
    #[must_use]
    pub const fn vendor(&self) -> VendorId {
        VendorId::new(self.vendor)
    }

    /// When it was last looked up.
    #[must_use]
    pub fn checked(&self) -> Option<Timestamp> {
        self.checked.map(Timestamp::from_millis)
    }

    /// The same as something that a vendor's client is asked about.
    #[must_use]
    pub fn asked(&self, client: &str) -> AskedOffer {
        AskedOffer { offer: self.id, subject: format!("{client} {}", self.item_number.to_uppercase()) }
    }
}

/// An offer that a vendor is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedOffer {
    /// Which one.
    pub offer: i64,
    /// What the job is about that asks.
    pub subject: String,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct LookedUp {
    /// The vendor answered since.
    pub looked_up: bool,
    /// It does not know the number.
    pub unknown: bool,
    /// The prices are others now.
    pub repriced: bool,
    /// A job is still to ask.
    pub open: bool,
}

/// Offers of these parts, or of all, those looked up longest ago first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(tx: &mut Tx, parts: Option<&BTreeSet<PartId>>) -> Result<Vec<AgedOffer>, StoreError> {
    let workspace = tx.workspace();
    let ids: Option<Vec<i64>> = parts.map(|parts| parts.iter().map(|part| part.get()).collect());
    let ids = ids.map(|ids| super::json(&ids)).transpose()?;
    Ok(sqlx::query_as(OF).bind(workspace).bind(ids).fetch_all(tx.connection()).await?)
}

/// What became of these offers since then.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn outcomes(
    tx: &mut Tx,
    asked: &[AskedOffer],
    since: Timestamp,
) -> Result<Vec<LookedUp>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(OUTCOMES)
        .bind(workspace)
        .bind(super::json(asked)?)
        .bind(since.as_millis())
        .fetch_all(tx.connection())
        .await?)
}
