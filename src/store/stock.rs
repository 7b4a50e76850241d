//! Stock lines and locations.

use super::columns::quantity;
use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use sqlx::FromRow;
use std::collections::BTreeMap;

const OF_PART: &str = "SELECT s.id, s.part, s.location, l.name AS location_name, s.lot, s.on_hand, s.reserved, s.deprioritized, \
      l.kit_of IS NOT NULL AS kit \
    FROM stock_lines s JOIN locations l ON l.workspace = s.workspace AND l.id = s.location \
    WHERE s.workspace = ?1 AND s.part = ?2 ORDER BY s.on_hand DESC, s.id";
const LOCATION_NAMES: &str = "SELECT s.id, l.name FROM json_each(?2) given \
    CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.id = given.value JOIN locations l ON l.workspace = ?1 AND l.id = s.location";
const ENSURE_LINE: &str = "INSERT INTO stock_lines (workspace, part, location, lot) VALUES (?1, ?2, ?3, ?4) \
    ON CONFLICT (workspace, part, location, lot) DO UPDATE SET lot = excluded.lot RETURNING id";
const ENSURE_LOCATION: &str = "INSERT INTO locations (workspace, name) VALUES (?1, ?2) \
    ON CONFLICT (workspace, name) DO UPDATE SET archived = 0 RETURNING id";
const DEPRIORITIZE: &str =
    "UPDATE stock_lines SET deprioritized = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2";

/// A stock line as it lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockLine {
    /// Its id.
    pub id: StockLineId,
    /// What lies there.
    pub part: PartId,
    /// Where.
    pub location: LocationId,
    /// The place's name.
    pub location_name: String,
    /// Which lot, if told apart.
    pub lot: String,
    /// Pieces on hand.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// Never reserved automatically.
    pub deprioritized: bool,
    /// A build's kit.
    pub kit: bool,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    part: i64,
    location: i64,
    location_name: String,
    lot: String,
    on_hand: i64,
    reserved: i64,
    deprioritized: bool,
    kit: bool,
}

impl TryFrom<Row> for StockLine {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: StockLineId::new(row.id),
            part: PartId::new(row.part),
            location: LocationId::new(row.location),
            location_name: row.location_name,
            lot: row.lot,
            on_hand: quantity(row.on_hand)?,
            reserved: quantity(row.reserved)?,
            deprioritized: row.deprioritized,
            kit: row.kit,
        })
    }
}

/// The stock lines of a part, the fullest first.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of_part(tx: &mut Tx, part: PartId) -> Result<Vec<StockLine>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(OF_PART).bind(workspace).bind(part.get()).fetch_all(tx.connection()).await?;
    rows.into_iter().map(StockLine::try_from).collect()
}

/// The names of the places of these lines.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn location_names(
    tx: &mut Tx,
    lines: &[StockLineId],
) -> Result<BTreeMap<StockLineId, String>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String)> = sqlx::query_as(LOCATION_NAMES)
        .bind(workspace)
        .bind(super::json(lines)?)
        .fetch_all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(line, name)| (StockLineId::new(line), name)).collect())
}

/// The line of a part in a place and lot, made empty if it is not there.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn ensure_line(
    tx: &mut WriteTx,
    part: PartId,
    location: LocationId,
    lot: &str,
) -> Result<StockLineId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 = sqlx::query_scalar(ENSURE_LINE)
        .bind(workspace)
        .bind(part.get())
        .bind(location.get())
        .bind(lot)
        .fetch_one(tx.connection())
        .await?;
    Ok(StockLineId::new(id))
}

/// The location of that name, made if it is not there, and in use again if it was archived.
///
/// # Errors
/// [`StoreError`] where the database refuses the name.
pub async fn ensure_location(tx: &mut WriteTx, name: &str) -> Result<LocationId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 =
        sqlx::query_scalar(ENSURE_LOCATION).bind(workspace).bind(name).fetch_one(tx.connection()).await?;
    Ok(LocationId::new(id))
}

/// Says whether a line may be reserved automatically.
///
/// # Errors
/// [`StoreError`] where the line is gone.
pub async fn set_deprioritized(
    tx: &mut WriteTx,
    line: StockLineId,
    deprioritized: bool,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(DEPRIORITIZE)
        .bind(workspace)
        .bind(line.get())
        .bind(deprioritized)
        .execute(tx.connection())
        .await?;
    expect_rows("stock line", 1, done.rows_affected())
}
