//! Parts with their custom fields.

use super::{StoreError, Tx, WriteTx};
use crate::domain::catalog::{Part, PartEntry, value_key};
use crate::domain::ids::{PackageId, PartId};
use crate::domain::quantity::Quantity;
use sqlx::FromRow;
use std::collections::BTreeMap;

const ONE: &str = "SELECT p.id, p.key, p.name, p.symbol, p.value, p.tolerance, p.rating, p.package, k.name AS package_name, \
      p.mpn, p.manufacturer, p.description, p.unit, p.low_stock, p.tags, p.not_counted, p.spares, p.placeholder, p.archived, p.edit \
    FROM parts p LEFT JOIN packages k ON k.workspace = p.workspace AND k.id = p.package \
    WHERE p.workspace = ?1 AND p.id = ?2";
/// The first of `key`, `key-2`, `key-3` … that no part has.
const FREE_KEY: &str = "WITH RECURSIVE tried (number, key) AS ( \
      SELECT 1, ?2 \
      UNION ALL SELECT t.number + 1, ?2 || '-' || (t.number + 1) FROM tried t \
      WHERE EXISTS (SELECT 1 FROM parts p WHERE p.workspace = ?1 AND p.key = t.key) \
    ) SELECT key FROM tried ORDER BY number DESC LIMIT 1";
const ADD: &str = "INSERT INTO parts (workspace, key, name, symbol, value, value_key, tolerance, rating, package, mpn, \
      manufacturer, description, unit, low_stock, tags, not_counted, spares) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) RETURNING id";
/// A placeholder that somebody changes is filled in.
const CHANGE: &str = "UPDATE parts SET name = ?3, symbol = ?4, value = ?5, value_key = ?6, tolerance = ?7, rating = ?8, \
      package = ?9, mpn = ?10, manufacturer = ?11, description = ?12, unit = ?13, low_stock = ?14, tags = ?15, \
      not_counted = ?16, spares = ?17, placeholder = 0, edit = edit + 1 \
    WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const SET_ARCHIVED: &str =
    "UPDATE parts SET archived = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const FIELDS: &str = "SELECT name, value FROM part_fields WHERE workspace = ?1 AND part = ?2";
const FIELDS_OF: &str = "SELECT f.part, f.name, f.value FROM json_each(?2) given \
    CROSS JOIN part_fields f ON f.workspace = ?1 AND f.part = given.value";
const DROP_FIELDS: &str = "DELETE FROM part_fields WHERE workspace = ?1 AND part = ?2 \
    AND name NOT IN (SELECT key FROM json_each(?3))";
const KEEP_FIELDS: &str = "INSERT INTO part_fields (workspace, part, name, value) \
    SELECT ?1, ?2, key, value FROM json_each(?3) WHERE true \
    ON CONFLICT (workspace, part, name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value";

/// A part as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPart {
    /// The part itself.
    pub part: Part,
    /// The name of its package.
    pub package_name: Option<String>,
    /// How often it was edited.
    pub edit: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    key: String,
    name: String,
    symbol: String,
    value: String,
    tolerance: Option<String>,
    rating: Option<String>,
    package: Option<i64>,
    package_name: Option<String>,
    mpn: Option<String>,
    manufacturer: Option<String>,
    description: String,
    unit: String,
    low_stock: Option<i64>,
    tags: String,
    not_counted: bool,
    spares: Option<String>,
    placeholder: bool,
    archived: bool,
    edit: i64,
}

impl TryFrom<Row> for StoredPart {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn std::fmt::Display| StoreError::Corrupt(format!("part {}: {what}", row.id));
        let spares = row.spares.as_deref().map(serde_json::from_str).transpose();
        let part = Part {
            id: PartId::new(row.id),
            low_stock: row.low_stock.map(Quantity::try_from).transpose().map_err(|error| corrupt(&error))?,
            tags: serde_json::from_str(&row.tags).map_err(|error| corrupt(&error))?,
            spares: spares.map_err(|error| corrupt(&error))?,
            key: row.key,
            name: row.name,
            symbol: row.symbol,
            value: row.value,
            tolerance: row.tolerance,
            rating: row.rating,
            package: row.package.map(PackageId::new),
            mpn: row.mpn,
            manufacturer: row.manufacturer,
            description: row.description,
            unit: row.unit,
            not_counted: row.not_counted,
            placeholder: row.placeholder,
            archived: row.archived,
        };
        Ok(Self { part, package_name: row.package_name, edit: row.edit })
    }
}

/// The part of that id.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn get(tx: &mut Tx, id: PartId) -> Result<Option<StoredPart>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<Row> =
        sqlx::query_as(ONE).bind(workspace).bind(id.get()).fetch_optional(tx.connection()).await?;
    row.map(StoredPart::try_from).transpose()
}

/// The key itself, or the first numbered one that no part has.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn free_key(tx: &mut Tx, key: &str) -> Result<String, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(FREE_KEY).bind(workspace).bind(key).fetch_one(tx.connection()).await?)
}

/// Makes a part.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub async fn add(
    tx: &mut WriteTx,
    key: &str,
    entry: &PartEntry,
    package: Option<PackageId>,
) -> Result<PartId, StoreError> {
    let workspace = tx.workspace();
    let insert = sqlx::query_scalar(ADD).bind(workspace).bind(key);
    let id: i64 = insert
        .bind(&entry.name)
        .bind(&entry.symbol)
        .bind(&entry.value)
        .bind(value_key(&entry.symbol, &entry.value))
        .bind(&entry.tolerance)
        .bind(&entry.rating)
        .bind(package.map(PackageId::get))
        .bind(&entry.mpn)
        .bind(&entry.manufacturer)
        .bind(&entry.description)
        .bind(&entry.unit)
        .bind(entry.low_stock.map(i64::from))
        .bind(super::json(&entry.tags)?)
        .bind(entry.not_counted)
        .bind(entry.spares.as_ref().map(super::json).transpose()?)
        .fetch_one(tx.connection())
        .await?;
    let id = PartId::new(id);
    keep_fields(tx, id, &entry.fields).await?;
    Ok(id)
}

/// Gives a part all that an entry says; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where the part is gone or the database refuses.
pub async fn change(
    tx: &mut WriteTx,
    id: PartId,
    entry: &PartEntry,
    package: Option<PackageId>,
) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    let edit: i64 = sqlx::query_scalar(CHANGE)
        .bind(workspace)
        .bind(id.get())
        .bind(&entry.name)
        .bind(&entry.symbol)
        .bind(&entry.value)
        .bind(value_key(&entry.symbol, &entry.value))
        .bind(&entry.tolerance)
        .bind(&entry.rating)
        .bind(package.map(PackageId::get))
        .bind(&entry.mpn)
        .bind(&entry.manufacturer)
        .bind(&entry.description)
        .bind(&entry.unit)
        .bind(entry.low_stock.map(i64::from))
        .bind(super::json(&entry.tags)?)
        .bind(entry.not_counted)
        .bind(entry.spares.as_ref().map(super::json).transpose()?)
        .fetch_one(tx.connection())
        .await?;
    sqlx::query(DROP_FIELDS)
        .bind(workspace)
        .bind(id.get())
        .bind(super::json(&entry.fields)?)
        .execute(tx.connection())
        .await?;
    keep_fields(tx, id, &entry.fields).await?;
    Ok(edit)
}

/// Archives a part or takes it back; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where the part is gone.
pub async fn set_archived(tx: &mut WriteTx, id: PartId, archived: bool) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(SET_ARCHIVED)
        .bind(workspace)
        .bind(id.get())
        .bind(archived)
        .fetch_one(tx.connection())
        .await?)
}

/// A part's custom fields by name.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn fields(tx: &mut Tx, id: PartId) -> Result<BTreeMap<String, String>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, String)> =
        sqlx::query_as(FIELDS).bind(workspace).bind(id.get()).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().collect())
}

/// Custom fields by name, of each of these parts that has some.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn fields_of(
    tx: &mut Tx,
    ids: &[PartId],
) -> Result<BTreeMap<PartId, BTreeMap<String, String>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, String)> =
        sqlx::query_as(FIELDS_OF).bind(workspace).bind(super::json(ids)?).fetch_all(tx.connection()).await?;
    let mut fields: BTreeMap<PartId, BTreeMap<String, String>> = BTreeMap::new();
    for (part, name, value) in rows {
        fields.entry(PartId::new(part)).or_default().insert(name, value);
    }
    Ok(fields)
}

async fn keep_fields(
    tx: &mut WriteTx,
    id: PartId,
    fields: &BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(KEEP_FIELDS)
        .bind(workspace)
        .bind(id.get())
        .bind(super::json(fields)?)
        .execute(tx.connection())
        .await?;
    Ok(())
}
