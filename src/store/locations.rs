//! Places: their list, and their names.

use super::columns::count;
use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::LocationId;
use crate::domain::inventory::PlaceSummary;
use crate::domain::quantity::Quantity;
use sqlx::FromRow;

const LIST: &str = "SELECT l.id, l.name, b.number AS kit_of, count(DISTINCT s.part) AS parts, coalesce(sum(s.on_hand), 0) AS pieces \
    FROM (SELECT * FROM locations WHERE workspace = ?1 AND archived = 0 AND instr(lower(name), lower(?2)) > 0 \
      AND (?3 IS NULL OR name > (SELECT a.name FROM locations a WHERE a.workspace = ?1 AND a.id = ?3)) ORDER BY name LIMIT ?4) l \
    LEFT JOIN builds b ON b.workspace = ?1 AND b.id = l.kit_of \
    LEFT JOIN stock_lines s ON s.workspace = ?1 AND s.location = l.id AND s.on_hand > 0 GROUP BY l.id ORDER BY l.name";
const NAMED: &str = "SELECT id FROM locations WHERE workspace = ?1 AND name = ?2";
const ADD: &str = "INSERT INTO locations (workspace, name) VALUES (?1, ?2) RETURNING id";
const RENAME: &str = "UPDATE locations SET name = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2";
const SET_ARCHIVED: &str =
    "UPDATE locations SET archived = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2";

#[derive(FromRow)]
struct Row {
    id: i64,
    name: String,
    kit_of: Option<i64>,
    parts: i64,
    pieces: i64,
}

impl TryFrom<Row> for PlaceSummary {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: LocationId::new(row.id),
            name: row.name,
            kit_of: row.kit_of,
            parts: count(row.parts)?,
            // A sum over many parts may be beyond what one of them holds.
            pieces: Quantity::clamped(count(row.pieces)?),
        })
    }
}

/// The places in whose names a text stands, by name: what follows `after`, `limit` at most.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn list(
    tx: &mut Tx,
    text: &str,
    after: Option<LocationId>,
    limit: u32,
) -> Result<Vec<PlaceSummary>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(LIST)
        .bind(workspace)
        .bind(text)
        .bind(after.map(LocationId::get))
        .bind(limit)
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter().map(PlaceSummary::try_from).collect()
}

/// The place of just that name, an archived one too.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn named(tx: &mut Tx, name: &str) -> Result<Option<LocationId>, StoreError> {
    let workspace = tx.workspace();
    let id: Option<i64> =
        sqlx::query_scalar(NAMED).bind(workspace).bind(name).fetch_optional(tx.connection()).await?;
    Ok(id.map(LocationId::new))
}

/// Makes a place.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub async fn add(tx: &mut WriteTx, name: &str) -> Result<LocationId, StoreError> {
    let workspace = tx.workspace();
    let id = sqlx::query_scalar(ADD).bind(workspace).bind(name).fetch_one(tx.connection()).await?;
    Ok(LocationId::new(id))
}

/// Gives a place another name.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken; [`StoreError::RowCount`] where the place is gone.
pub async fn rename(tx: &mut WriteTx, place: LocationId, name: &str) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let query = sqlx::query(RENAME).bind(workspace).bind(place.get()).bind(name);
    expect_rows("place", 1, query.execute(tx.connection()).await?.rows_affected())
}

/// Archives a place or takes it back.
///
/// # Errors
/// [`StoreError::RowCount`] where the place is gone.
pub async fn set_archived(tx: &mut WriteTx, place: LocationId, archived: bool) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let query = sqlx::query(SET_ARCHIVED).bind(workspace).bind(place.get()).bind(archived);
    expect_rows("place", 1, query.execute(tx.connection()).await?.rows_affected())
}
