//! What a buyer should know of the offers behind draft orders: how old they are, and what is wrong with them.

use crate::domain::ids::{OrderId, PartId};
use crate::domain::time::Timestamp;
use crate::store::{StoreError, Tx};
use sqlx::FromRow;
use std::collections::BTreeSet;

const ORDERED: &str = "SELECT p.key AS part, v.name AS vendor, l.item_number, f.checked, f.status = 'unknown_to_vendor' AS unknown, \
      f.lifecycle, f.replacement FROM json_each(?2) given \
    JOIN order_lines l ON l.workspace = ?1 AND l.order_id = given.value JOIN offers f ON f.workspace = ?1 AND f.id = l.offer \
    JOIN vendors v ON v.workspace = ?1 AND v.id = f.vendor JOIN parts p ON p.workspace = ?1 AND p.id = l.part \
    ORDER BY l.order_id, l.line";
const NOT_OFFERED: &str = "SELECT p.key AS part, v.name AS vendor, f.item_number, f.checked, 1 AS unknown, f.lifecycle, f.replacement \
    FROM json_each(?2) given JOIN parts p ON p.workspace = ?1 AND p.id = given.value \
    JOIN offers f ON f.workspace = ?1 AND f.part = p.id AND f.status = 'unknown_to_vendor' \
    JOIN vendors v ON v.workspace = ?1 AND v.id = f.vendor ORDER BY p.key, v.name, f.item_number";

/// An offer as a buyer looks at it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct BoughtOffer {
    /// The part's key.
    pub part: String,
    /// The vendor's name.
    pub vendor: String,
    /// The vendor's number.
    pub item_number: String,
    checked: Option<i64>,
    /// The vendor does not know the number.
    pub unknown: bool,
    /// Where it is in its life.
    pub lifecycle: Option<String>,
    /// What to take instead.
    pub replacement: Option<String>,
}

impl BoughtOffer {
    /// When it was last looked up.
    #[must_use]
    pub fn checked(&self) -> Option<Timestamp> {
        self.checked.map(Timestamp::from_millis)
    }
}

/// The offers that are ordered, line by line.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn ordered(tx: &mut Tx, orders: &BTreeSet<OrderId>) -> Result<Vec<BoughtOffer>, StoreError> {
    let ids: Vec<i64> = orders.iter().map(|order| order.get()).collect();
    bought(tx, ORDERED, &ids).await
}

/// The offers of parts that their vendors do not know any more.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn not_offered(tx: &mut Tx, parts: &[PartId]) -> Result<Vec<BoughtOffer>, StoreError> {
    let ids: Vec<i64> = parts.iter().map(|part| part.get()).collect();
    bought(tx, NOT_OFFERED, &ids).await
}

async fn bought(tx: &mut Tx, statement: &'static str, ids: &[i64]) -> Result<Vec<BoughtOffer>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(statement)
        .bind(workspace)
        .bind(crate::store::json(ids)?)
        .fetch_all(tx.connection())
        .await?)
}
