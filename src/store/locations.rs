//! Places: their list, and their names.

use super::columns::count;
use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::LocationId;
use crate::domain::inventory::PlaceSummary;
use crate::domain::quantity::Quantity;
use sqlx::FromRow;
use std::collections::HashMap;

const LIST: &str = "SELECT l.id, l.name, b.number AS kit_of FROM locations l \
    LEFT JOIN builds b ON b.workspace = ?1 AND b.id = l.kit_of WHERE l.workspace = ?1 AND l.archived = 0";
const CONTENTS: &str = "SELECT s.location, count(DISTINCT s.part) AS parts, sum(s.on_hand) AS pieces \
    FROM json_each(?2) wanted CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.location = wanted.value AND s.on_hand > 0 \
    GROUP BY s.location";
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
}

#[derive(FromRow)]
struct ContentRow {
    location: i64,
    parts: i64,
    pieces: i64,
}

/// The places that are not archived, in no order, without what lies there ([`fill_in`]).
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<PlaceSummary>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(LIST).bind(workspace).fetch_all(tx.connection()).await?;
    let summary = |row: Row| PlaceSummary {
        id: LocationId::new(row.id),
        name: row.name,
        kit_of: row.kit_of,
        parts: 0,
        pieces: Quantity::ZERO,
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Says of places how much lies there.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn fill_in(tx: &mut Tx, places: &mut [PlaceSummary]) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let ids: Vec<i64> = places.iter().map(|place| place.id.get()).collect();
    let rows: Vec<ContentRow> =
        sqlx::query_as(CONTENTS).bind(workspace).bind(super::json(&ids)?).fetch_all(tx.connection()).await?;
    let contents: HashMap<i64, ContentRow> = rows.into_iter().map(|row| (row.location, row)).collect();
    for place in places {
        if let Some(content) = contents.get(&place.id.get()) {
            place.parts = count(content.parts)?;
            // A sum over many parts may be beyond what one of them holds.
            place.pieces = Quantity::clamped(count(content.pieces)?);
        }
    }
    Ok(())
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
