//! Receipts: what came of an order, and where it was put.

use crate::domain::ids::{LocationId, OrderLineId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use crate::store::columns::corrupt;
use crate::store::error::expect_rows;
use crate::store::{StoreError, WriteTx, json as set};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Where the most of a part lies that is neither in a kit nor kept back, one line for each part.
const USUAL_LINES: &str = "SELECT s.part, s.id, max(s.on_hand) FROM json_each(?2) given \
    CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value AND s.deprioritized = 0 AND s.lot = '' \
    CROSS JOIN locations l ON l.workspace = ?1 AND l.id = s.location AND l.kit_of IS NULL AND l.archived = 0 \
    GROUP BY s.part";
const ADD_STOCK_LINES: &str = "INSERT INTO stock_lines (workspace, part, location) \
    SELECT ?1, value, ?3 FROM json_each(?2) WHERE true ON CONFLICT (workspace, part, location, lot) DO NOTHING";
const STOCK_LINES: &str = "SELECT s.part, s.id FROM json_each(?2) given \
    CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value AND s.location = ?3 AND s.lot = ''";
const ENSURE_LOCATIONS: &str = "INSERT INTO locations (workspace, name) SELECT DISTINCT ?1, value ->> 1 FROM jsonb_each(?2) WHERE true \
    ON CONFLICT (workspace, name) DO UPDATE SET archived = 0";
const ADD_LINES_AT: &str = "INSERT INTO stock_lines (workspace, part, location) \
    SELECT DISTINCT ?1, given.value ->> 0, l.id FROM jsonb_each(?2) given \
    CROSS JOIN locations l ON l.workspace = ?1 AND l.name = given.value ->> 1 \
    WHERE true ON CONFLICT (workspace, part, location, lot) DO NOTHING";
const LINES_AT: &str = "SELECT s.part, l.name, s.id FROM jsonb_each(?2) given \
    CROSS JOIN locations l ON l.workspace = ?1 AND l.name = given.value ->> 1 \
    JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value ->> 0 AND s.location = l.id AND s.lot = ''";
const ADD: &str = "INSERT INTO receipts (workspace, order_line, stock_line, quantity, over, actor, at) \
    SELECT ?1, value ->> 'line', value ->> 'stock_line', value ->> 'quantity', value ->> 'over', ?3, ?4 \
    FROM jsonb_each(?2) ORDER BY key";
const COUNT: &str = "UPDATE order_lines SET received = received + (given.value ->> 'quantity') FROM jsonb_each(?2) given \
    WHERE order_lines.workspace = ?1 AND order_lines.id = given.value ->> 'line'";

/// What came of an order line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The order line.
    pub line: OrderLineId,
    /// Where it was put.
    pub stock_line: StockLineId,
    /// Pieces that came.
    pub quantity: Quantity,
    /// More came than was ordered.
    pub over: bool,
}

/// Where these parts are put: in that location; or where the most of each lies, and in `usual` what
/// lies nowhere yet. Answers a stock line for each.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn put_away(
    tx: &mut WriteTx,
    parts: &BTreeSet<PartId>,
    location: Option<LocationId>,
    usual: &str,
) -> Result<BTreeMap<PartId, StockLineId>, StoreError> {
    let mut places = match location {
        Some(_) => BTreeMap::new(),
        None => usual_lines(tx, parts).await?,
    };
    let homeless: BTreeSet<PartId> =
        parts.iter().filter(|part| !places.contains_key(part)).copied().collect();
    if homeless.is_empty() {
        return Ok(places);
    }
    let location = match location {
        Some(location) => location,
        None => crate::store::stock::ensure_location(tx, usual).await?,
    };
    places.extend(lines_in(tx, &homeless, location).await?);
    Ok(places)
}

/// The stock lines of these parts in the places of these names; both are made where they are not there yet.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn put_at(
    tx: &mut WriteTx,
    wanted: &BTreeSet<(PartId, String)>,
) -> Result<BTreeMap<(PartId, String), StockLineId>, StoreError> {
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let workspace = tx.workspace();
    let given = set(wanted)?;
    for statement in [ENSURE_LOCATIONS, ADD_LINES_AT] {
        sqlx::query(statement).bind(workspace).bind(&given).execute(tx.connection()).await?;
    }
    let rows: Vec<(i64, String, i64)> =
        sqlx::query_as(LINES_AT).bind(workspace).bind(&given).fetch_all(tx.connection()).await?;
    expect_rows("stock lines", wanted.len() as u64, rows.len() as u64)?;
    Ok(rows
        .into_iter()
        .map(|(part, place, line)| ((PartId::new(part), place), StockLineId::new(line)))
        .collect())
}

async fn usual_lines(
    tx: &mut WriteTx,
    parts: &BTreeSet<PartId>,
) -> Result<BTreeMap<PartId, StockLineId>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as(USUAL_LINES).bind(workspace).bind(set(parts)?).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().map(|(part, line, _)| (PartId::new(part), StockLineId::new(line))).collect())
}

async fn lines_in(
    tx: &mut WriteTx,
    parts: &BTreeSet<PartId>,
    location: LocationId,
) -> Result<BTreeMap<PartId, StockLineId>, StoreError> {
    let workspace = tx.workspace();
    let parts_given = set(parts)?;
    sqlx::query(ADD_STOCK_LINES)
        .bind(workspace)
        .bind(&parts_given)
        .bind(location.get())
        .execute(tx.connection())
        .await?;
    let rows: Vec<(i64, i64)> = sqlx::query_as(STOCK_LINES)
        .bind(workspace)
        .bind(&parts_given)
        .bind(location.get())
        .fetch_all(tx.connection())
        .await?;
    expect_rows("stock lines", parts.len() as u64, rows.len() as u64)?;
    Ok(rows.into_iter().map(|(part, line)| (PartId::new(part), StockLineId::new(line))).collect())
}

/// Keeps what came, one receipt for each order line at most. The ledger is booked beside it.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn receive(tx: &mut WriteTx, receipts: &[Receipt]) -> Result<(), StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    let lines: BTreeSet<OrderLineId> = receipts.iter().map(|receipt| receipt.line).collect();
    if lines.len() != receipts.len() {
        return Err(corrupt("a delivery names an order line twice"));
    }
    let rows: Vec<Value> = receipts
        .iter()
        .map(|receipt| {
            json!({
                "line": receipt.line,
                "stock_line": receipt.stock_line,
                "quantity": receipt.quantity,
                "over": i64::from(receipt.over),
            })
        })
        .collect();
    let rows_given = set(&rows)?;
    let done = sqlx::query(ADD)
        .bind(workspace)
        .bind(&rows_given)
        .bind(actor)
        .bind(at)
        .execute(tx.connection())
        .await?;
    expect_rows("receipts", rows.len() as u64, done.rows_affected())?;
    let done = sqlx::query(COUNT).bind(workspace).bind(&rows_given).execute(tx.connection()).await?;
    expect_rows("order lines", rows.len() as u64, done.rows_affected())
}
