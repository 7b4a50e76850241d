//! What a list writes: everything of a kind in one statement.

use crate::domain::catalog::{PackageEntry, PartEntry, value_key};
use crate::domain::ids::{PartId, StockLineId};
use crate::store::error::expect_rows;
use crate::store::offer_history::{self, NewPrices};
use crate::store::{StoreError, Tx, WriteTx, json};
use serde::Serialize;
use std::collections::BTreeMap;

const ADD_PACKAGES: &str = "INSERT INTO packages (workspace, name, technology) \
    SELECT ?1, value ->> 'name', value ->> 'technology' FROM json_each(?2) WHERE true ORDER BY key RETURNING id";
const ADD_VENDORS: &str = "INSERT INTO vendors (workspace, name, currency) \
    SELECT ?1, value ->> 'name', value ->> 'currency' FROM json_each(?2) WHERE true ORDER BY key RETURNING id";
const ADD_PARTS: &str = "INSERT INTO parts (workspace, key, name, symbol, value, value_key, tolerance, rating, package, mpn, \
      manufacturer, description, unit, low_stock, tags, not_counted, spares) \
    SELECT ?1, g.value ->> 'key', g.value ->> 'name', g.value ->> 'symbol', g.value ->> 'value', g.value ->> 'value_key', \
      g.value ->> 'tolerance', g.value ->> 'rating', \
      (SELECT k.id FROM packages k WHERE k.workspace = ?1 AND k.name = g.value ->> 'package'), g.value ->> 'mpn', \
      g.value ->> 'manufacturer', g.value ->> 'description', g.value ->> 'unit', g.value ->> 'low_stock', g.value -> 'tags', \
      g.value ->> 'not_counted', nullif(g.value -> 'spares', 'null') FROM json_each(?2) g WHERE true ORDER BY g.key RETURNING id, key";
const CHANGE_PARTS: &str = "UPDATE parts SET name = g.value ->> 'name', symbol = g.value ->> 'symbol', value = g.value ->> 'value', \
      value_key = g.value ->> 'value_key', tolerance = g.value ->> 'tolerance', rating = g.value ->> 'rating', \
      package = (SELECT k.id FROM packages k WHERE k.workspace = ?1 AND k.name = g.value ->> 'package'), \
      mpn = g.value ->> 'mpn', manufacturer = g.value ->> 'manufacturer', description = g.value ->> 'description', \
      unit = g.value ->> 'unit', low_stock = g.value ->> 'low_stock', tags = g.value -> 'tags', archived = g.value ->> 'archived', \
      placeholder = 0, edit = edit + 1 \
    FROM json_each(?2) g WHERE parts.workspace = ?1 AND parts.id = g.value ->> 'id' RETURNING parts.id, parts.edit";
const DROP_FIELDS: &str =
    "DELETE FROM part_fields WHERE workspace = ?1 AND part IN (SELECT value ->> 'id' FROM json_each(?2))";
const ADD_FIELDS: &str = "INSERT INTO part_fields (workspace, part, name, value) \
    SELECT ?1, g.value ->> 'id', f.key, f.value FROM json_each(?2) g CROSS JOIN json_each(g.value, '$.fields') f";
const ADD_OFFERS: &str = "INSERT INTO offers (workspace, part, vendor, item_number, url, currency) \
    SELECT ?1, g.value ->> 'part', v.id, g.value ->> 'number', g.value ->> 'url', coalesce(g.value ->> 'currency', v.currency) \
    FROM json_each(?2) g CROSS JOIN vendors v ON v.workspace = ?1 AND v.name = g.value ->> 'vendor' ORDER BY g.key \
    RETURNING id";
const ADD_PRICES: &str = "INSERT INTO offer_prices (workspace, offer, quantity, unit_price) \
    SELECT ?1, value ->> 'offer', 1, value ->> 'price' FROM json_each(?2) WHERE value ->> 'price' IS NOT NULL";
const DROP_PRICES: &str = "DELETE FROM offer_prices WHERE workspace = ?1 AND offer IN (SELECT value ->> 'offer' FROM json_each(?2))";
const REPRICE: &str = "UPDATE offers SET currency = g.value ->> 'currency', edit = edit + 1 \
    FROM json_each(?2) g WHERE offers.workspace = ?1 AND offers.id = g.value ->> 'offer'";
const ADD_PLACES: &str = "INSERT INTO locations (workspace, name) SELECT ?1, value FROM json_each(?2) WHERE true ORDER BY key \
    ON CONFLICT (workspace, name) DO NOTHING RETURNING id";
const REOPEN_PLACES: &str = "UPDATE locations SET archived = 0 WHERE workspace = ?1 AND archived = 1 \
    AND name IN (SELECT value FROM json_each(?2))";
const ADD_LINES: &str = "INSERT INTO stock_lines (workspace, part, location) \
    SELECT ?1, g.value ->> 'part', l.id FROM json_each(?2) g \
    CROSS JOIN locations l ON l.workspace = ?1 AND l.name = g.value ->> 'location' ORDER BY g.key \
    ON CONFLICT (workspace, part, location, lot) DO NOTHING";
const LINES: &str = "SELECT s.id FROM json_each(?2) g \
    CROSS JOIN locations l ON l.workspace = ?1 AND l.name = g.value ->> 'location' \
    CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.part = g.value ->> 'part' AND s.location = l.id AND s.lot = '' ORDER BY g.key";
const IDS: &str =
    "SELECT p.key, p.id FROM json_each(?2) g CROSS JOIN parts p ON p.workspace = ?1 AND p.key = g.value";
const SEQUENCES: &str = "SELECT s.id, s.sequence FROM json_each(?2) g \
    CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.id = g.value";

/// A part as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartRow<'e> {
    id: i64,
    key: &'e str,
    #[serde(flatten)]
    entry: &'e PartEntry,
    value_key: Option<String>,
    archived: bool,
}

impl<'e> PartRow<'e> {
    /// A part that is made.
    #[must_use]
    pub fn made(key: &'e str, entry: &'e PartEntry) -> Self {
        Self { id: 0, key, entry, value_key: value_key(&entry.symbol, &entry.value), archived: false }
    }

    /// A part that is changed.
    #[must_use]
    pub fn changed(id: PartId, entry: &'e PartEntry, archived: bool) -> Self {
        Self { id: id.get(), archived, ..Self::made("", entry) }
    }
}

/// A vendor's item as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferRow {
    /// Of which part.
    pub part: i64,
    /// The vendor's name.
    pub vendor: String,
    /// Its number.
    pub number: String,
    /// Its page.
    pub url: Option<String>,
    /// What its price is in; what the vendor sells in, where it is not said.
    pub currency: Option<String>,
}

/// The one price of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceRow {
    /// Whose.
    pub offer: i64,
    /// In micro-units; no price, where there is none.
    pub price: Option<i64>,
    /// In what.
    pub currency: String,
}

/// Where a part is to lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewStockLine {
    /// Which part.
    pub part: i64,
    /// The place's name.
    pub location: String,
}

async fn ids<T: Serialize>(
    tx: &mut WriteTx,
    statement: &'static str,
    rows: &[T],
) -> Result<Vec<i64>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(statement).bind(workspace).bind(json(rows)?).fetch_all(tx.connection()).await?)
}

async fn run<T: Serialize>(tx: &mut WriteTx, statement: &'static str, rows: &[T]) -> Result<u64, StoreError> {
    if rows.is_empty() {
        return Ok(0);
    }
    let workspace = tx.workspace();
    let done = sqlx::query(statement).bind(workspace).bind(json(rows)?).execute(tx.connection()).await?;
    Ok(done.rows_affected())
}

/// Makes packages; their ids.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_packages(tx: &mut WriteTx, packages: &[PackageEntry]) -> Result<Vec<i64>, StoreError> {
    ids(tx, ADD_PACKAGES, packages).await
}

/// Makes vendors, each a name with a currency; their ids.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_vendors<T: Serialize>(tx: &mut WriteTx, vendors: &[T]) -> Result<Vec<i64>, StoreError> {
    ids(tx, ADD_VENDORS, vendors).await
}

/// Makes parts with their custom fields; their ids by key.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_parts(tx: &mut WriteTx, parts: &[PartRow<'_>]) -> Result<BTreeMap<String, i64>, StoreError> {
    if parts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let workspace = tx.workspace();
    let rows: Vec<(i64, String)> =
        sqlx::query_as(ADD_PARTS).bind(workspace).bind(json(parts)?).fetch_all(tx.connection()).await?;
    expect_rows("parts", parts.len() as u64, rows.len() as u64)?;
    let by_key: BTreeMap<String, i64> = rows.into_iter().map(|(id, key)| (key, id)).collect();
    let with_ids: Vec<PartRow<'_>> = parts
        .iter()
        .filter(|part| !part.entry.fields.is_empty())
        .filter_map(|part| Some(PartRow { id: *by_key.get(part.key)?, ..part.clone() }))
        .collect();
    run(tx, ADD_FIELDS, &with_ids).await?;
    Ok(by_key)
}

/// Gives parts all that is said of them; the edit counter of each after that.
///
/// # Errors
/// [`StoreError`] where one is gone, or the database refuses.
pub async fn change_parts(tx: &mut WriteTx, parts: &[PartRow<'_>]) -> Result<Vec<(i64, i64)>, StoreError> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let workspace = tx.workspace();
    let edits: Vec<(i64, i64)> =
        sqlx::query_as(CHANGE_PARTS).bind(workspace).bind(json(parts)?).fetch_all(tx.connection()).await?;
    expect_rows("parts", parts.len() as u64, edits.len() as u64)?;
    run(tx, DROP_FIELDS, parts).await?;
    run(tx, ADD_FIELDS, parts).await?;
    Ok(edits)
}

/// Adds vendors' items; their ids, in their order.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_offers(tx: &mut WriteTx, offers: &[OfferRow]) -> Result<Vec<i64>, StoreError> {
    let mut added = ids(tx, ADD_OFFERS, offers).await?;
    // They were added in their order, whatever order they are answered in.
    added.sort_unstable();
    expect_rows("offers", offers.len() as u64, added.len() as u64)?;
    Ok(added)
}

/// Gives items these prices and no others, and keeps what they were.
///
/// # Errors
/// [`StoreError`] where one is gone, or the database refuses.
pub async fn reprice(tx: &mut WriteTx, prices: &[PriceRow]) -> Result<(), StoreError> {
    let kept: Vec<NewPrices> = prices
        .iter()
        .filter_map(|row| {
            let prices = vec![(1, row.price?)];
            Some(NewPrices { offer: row.offer, currency: row.currency.clone(), prices })
        })
        .collect();
    offer_history::begin(tx, &kept).await?;
    let changed = run(tx, REPRICE, prices).await?;
    expect_rows("offers", prices.len() as u64, changed)?;
    run(tx, DROP_PRICES, prices).await?;
    run(tx, ADD_PRICES, prices).await?;
    offer_history::add(tx, &kept).await
}

/// Makes places that are not there, and takes archived ones back; the ids of the new ones.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn ensure_places(tx: &mut WriteTx, names: &[&str]) -> Result<Vec<i64>, StoreError> {
    let added = ids(tx, ADD_PLACES, names).await?;
    run(tx, REOPEN_PLACES, names).await?;
    Ok(added)
}

/// The lines of parts in places that are there, made empty where they are not; in their order.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn ensure_lines(tx: &mut WriteTx, lines: &[NewStockLine]) -> Result<Vec<StockLineId>, StoreError> {
    run(tx, ADD_LINES, lines).await?;
    let found = ids(tx, LINES, lines).await?;
    expect_rows("stock lines", lines.len() as u64, found.len() as u64)?;
    Ok(found.into_iter().map(StockLineId::new).collect())
}

/// The number of the last movement on each of these lines.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn sequences(tx: &mut Tx, lines: &[StockLineId]) -> Result<BTreeMap<i64, i64>, StoreError> {
    let workspace = tx.workspace();
    let lines: Vec<i64> = lines.iter().map(|line| line.get()).collect();
    let rows: Vec<(i64, i64)> =
        sqlx::query_as(SEQUENCES).bind(workspace).bind(json(&lines)?).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().collect())
}

/// The ids of parts by their keys.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn ids_by_key(tx: &mut Tx, keys: &[&str]) -> Result<BTreeMap<String, i64>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, i64)> =
        sqlx::query_as(IDS).bind(workspace).bind(json(keys)?).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().collect())
}
