//! From the names that people and programs use to ids.

use super::{StoreError, Tx};
use crate::domain::ids::{LocationId, PartId};
use serde_json::json;
use std::collections::BTreeMap;

const PARTS_BY_KEY: &str = "SELECT p.key, p.id FROM json_each(?2) given CROSS JOIN parts p ON p.workspace = ?1 AND p.key = given.value";
/// By key first, then by name, then by manufacturer part number.
const PART: &str = "SELECT id, 1 AS rank FROM parts WHERE workspace = ?1 AND key = ?2 \
    UNION ALL SELECT id, 2 FROM parts WHERE workspace = ?1 AND name = ?2 \
    UNION ALL SELECT id, 3 FROM parts WHERE workspace = ?1 AND mpn = ?2 COLLATE NOCASE ORDER BY rank";
const LOCATION: &str = "SELECT id FROM locations WHERE workspace = ?1 AND name = ?2";
const PART_KEYS: &str = "SELECT p.id, p.key FROM json_each(?2) given CROSS JOIN parts p ON p.workspace = ?1 AND p.id = given.value";

/// The parts that a text may mean: by key, else by name, else by manufacturer part number; more than
/// one only where names or numbers are shared.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn part(tx: &mut Tx, text: &str) -> Result<Vec<PartId>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64)> =
        sqlx::query_as(PART).bind(workspace).bind(text).fetch_all(tx.connection()).await?;
    let best = rows.first().map(|(_, rank)| *rank);
    Ok(rows.into_iter().filter(|(_, rank)| Some(*rank) == best).map(|(id, _)| PartId::new(id)).collect())
}

/// The ids of the parts with these keys.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn parts_by_key(tx: &mut Tx, keys: &[String]) -> Result<BTreeMap<String, PartId>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, i64)> = sqlx::query_as(PARTS_BY_KEY)
        .bind(workspace)
        .bind(json!(keys).to_string())
        .fetch_all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(key, id)| (key, PartId::new(id))).collect())
}

/// The keys of these parts.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn part_keys(tx: &mut Tx, parts: &[PartId]) -> Result<BTreeMap<PartId, String>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String)> = sqlx::query_as(PART_KEYS)
        .bind(workspace)
        .bind(json!(parts).to_string())
        .fetch_all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(id, key)| (PartId::new(id), key)).collect())
}

/// The location of that name.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn location(tx: &mut Tx, name: &str) -> Result<Option<LocationId>, StoreError> {
    let workspace = tx.workspace();
    let id: Option<i64> =
        sqlx::query_scalar(LOCATION).bind(workspace).bind(name).fetch_optional(tx.connection()).await?;
    Ok(id.map(LocationId::new))
}
