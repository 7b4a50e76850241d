//! Where parts lie, with whom their pieces are reserved for; places, with what lies there.

use super::columns::{count, quantity};
use super::{StoreError, Tx};
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::inventory::{FoundPlace, PlaceContent, PlaceRow, ReservedFor, Spot};
use sqlx::FromRow;
use std::collections::BTreeMap;

const OF_PARTS: &str = "SELECT s.id, s.part, s.location, l.name AS location_name, s.lot, s.on_hand, s.reserved, s.deprioritized, \
      b.number AS kit_of \
    FROM json_each(?2) given CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value \
    JOIN locations l ON l.workspace = ?1 AND l.id = s.location \
    LEFT JOIN builds b ON b.workspace = ?1 AND b.id = l.kit_of ORDER BY s.on_hand DESC, s.id";
const RESERVED_FOR: &str = "SELECT a.stock_line, b.number AS build, p.name AS project, sum(a.quantity) AS pieces \
    FROM json_each(?2) given CROSS JOIN allocations a ON a.workspace = ?1 AND a.stock_line = given.value AND a.quantity > 0 \
    JOIN reservations r ON r.workspace = ?1 AND r.id = a.reservation JOIN builds b ON b.workspace = ?1 AND b.id = r.build \
    JOIN versions v ON v.workspace = ?1 AND v.id = b.version JOIN projects p ON p.workspace = ?1 AND p.id = v.project \
    GROUP BY a.stock_line, b.id ORDER BY b.number";
const PART_OF: &str = "SELECT s.part FROM stock_lines s WHERE s.workspace = ?1 AND s.id = ?2";
/// What somebody types of a place stands anywhere in its name, or is its barcode.
const PLACES: &str = "SELECT l.id, l.name, (SELECT count(DISTINCT s.part) FROM stock_lines s \
        WHERE s.workspace = ?1 AND s.location = l.id AND s.on_hand > 0) AS parts \
    FROM locations l WHERE l.workspace = ?1 AND l.archived = 0 AND (instr(lower(l.name), lower(?2)) > 0 OR l.barcode = ?2) \
    ORDER BY l.name = ?2 COLLATE NOCASE DESC, length(l.name), l.name LIMIT ?3";
const NAMES: &str = "SELECT name FROM locations WHERE workspace = ?1 AND archived = 0 AND kit_of IS NULL ORDER BY name LIMIT ?2";
const PLACE: &str = "SELECT l.id, l.name, b.number AS kit_of, l.edit, l.archived FROM locations l \
    LEFT JOIN builds b ON b.workspace = ?1 AND b.id = l.kit_of WHERE l.workspace = ?1 AND l.id = ?2";
const CONTENT: &str = "SELECT s.id, p.id AS part, p.name, k.name AS package, s.lot, s.on_hand, s.reserved, s.deprioritized \
    FROM stock_lines s JOIN parts p ON p.workspace = ?1 AND p.id = s.part \
    LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package \
    WHERE s.workspace = ?1 AND s.location = ?2 AND s.on_hand > 0 ORDER BY p.name, s.id LIMIT ?3";

#[derive(FromRow)]
struct SpotRow {
    id: i64,
    part: i64,
    location: i64,
    location_name: String,
    lot: String,
    on_hand: i64,
    reserved: i64,
    deprioritized: bool,
    kit_of: Option<i64>,
}

#[derive(FromRow)]
struct ReservedRow {
    stock_line: i64,
    build: i64,
    project: String,
    pieces: i64,
}

#[derive(FromRow)]
struct PlaceHead {
    id: i64,
    name: String,
    kit_of: Option<i64>,
    edit: i64,
    archived: bool,
}

#[derive(FromRow)]
struct ContentRow {
    id: i64,
    part: i64,
    name: String,
    package: Option<String>,
    lot: String,
    on_hand: i64,
    reserved: i64,
    deprioritized: bool,
}

impl TryFrom<SpotRow> for Spot {
    type Error = StoreError;

    fn try_from(row: SpotRow) -> Result<Self, StoreError> {
        Ok(Self {
            line: StockLineId::new(row.id),
            place: LocationId::new(row.location),
            location: row.location_name,
            lot: row.lot,
            on_hand: quantity(row.on_hand)?,
            reserved: quantity(row.reserved)?,
            deprioritized: row.deprioritized,
            kit_of: row.kit_of,
            reserved_for: Vec::new(),
        })
    }
}

impl TryFrom<ContentRow> for PlaceRow {
    type Error = StoreError;

    fn try_from(row: ContentRow) -> Result<Self, StoreError> {
        Ok(Self {
            line: StockLineId::new(row.id),
            part: PartId::new(row.part),
            name: row.name,
            package: row.package,
            lot: row.lot,
            on_hand: quantity(row.on_hand)?,
            reserved: quantity(row.reserved)?,
            deprioritized: row.deprioritized,
        })
    }
}

/// Where these parts lie, the fullest place first.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of_parts(tx: &mut Tx, parts: &[PartId]) -> Result<BTreeMap<PartId, Vec<Spot>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<SpotRow> =
        sqlx::query_as(OF_PARTS).bind(workspace).bind(super::json(parts)?).fetch_all(tx.connection()).await?;
    let lines: Vec<i64> = rows.iter().filter(|row| row.reserved > 0).map(|row| row.id).collect();
    let mut reserved = reserved_for(tx, &lines).await?;
    let mut spots: BTreeMap<PartId, Vec<Spot>> = BTreeMap::new();
    for row in rows {
        let part = PartId::new(row.part);
        let mut spot = Spot::try_from(row)?;
        spot.reserved_for = reserved.remove(&spot.line).unwrap_or_default();
        spots.entry(part).or_default().push(spot);
    }
    Ok(spots)
}

async fn reserved_for(
    tx: &mut Tx,
    lines: &[i64],
) -> Result<BTreeMap<StockLineId, Vec<ReservedFor>>, StoreError> {
    let workspace = tx.workspace();
    let mut reserved: BTreeMap<StockLineId, Vec<ReservedFor>> = BTreeMap::new();
    if lines.is_empty() {
        return Ok(reserved);
    }
    let rows: Vec<ReservedRow> = sqlx::query_as(RESERVED_FOR)
        .bind(workspace)
        .bind(super::json(lines)?)
        .fetch_all(tx.connection())
        .await?;
    for row in rows {
        let one = ReservedFor { build: row.build, project: row.project, pieces: quantity(row.pieces)? };
        reserved.entry(StockLineId::new(row.stock_line)).or_default().push(one);
    }
    Ok(reserved)
}

/// The part that lies on a line.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn part_of(tx: &mut Tx, line: StockLineId) -> Result<Option<PartId>, StoreError> {
    let workspace = tx.workspace();
    let part: Option<i64> =
        sqlx::query_scalar(PART_OF).bind(workspace).bind(line.get()).fetch_optional(tx.connection()).await?;
    Ok(part.map(PartId::new))
}

/// Places that a text may mean, the one of just that name first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn places(tx: &mut Tx, text: &str, limit: u32) -> Result<Vec<FoundPlace>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, i64)> =
        sqlx::query_as(PLACES).bind(workspace).bind(text).bind(limit).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(id, name, parts)| Ok(FoundPlace { id: LocationId::new(id), name, parts: count(parts)? }))
        .collect()
}

/// Names of the places that are used, but for kits.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn place_names(tx: &mut Tx, limit: u32) -> Result<Vec<String>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(NAMES).bind(workspace).bind(limit).fetch_all(tx.connection()).await?)
}

/// A place with what lies there, by the parts' names: what follows `after`, `limit` lines at most.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn content(tx: &mut Tx, place: LocationId, limit: u32) -> Result<Option<PlaceContent>, StoreError> {
    let workspace = tx.workspace();
    let head: Option<PlaceHead> =
        sqlx::query_as(PLACE).bind(workspace).bind(place.get()).fetch_optional(tx.connection()).await?;
    let Some(head) = head else { return Ok(None) };
    let rows: Vec<ContentRow> = sqlx::query_as(CONTENT)
        .bind(workspace)
        .bind(place.get())
        .bind(i64::from(limit) + 1)
        .fetch_all(tx.connection())
        .await?;
    let mut rows = rows.into_iter().map(PlaceRow::try_from).collect::<Result<Vec<_>, _>>()?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = rows.last().filter(|_| is_more).map(|row| row.line);
    let PlaceHead { id, name, kit_of, edit, archived } = head;
    Ok(Some(PlaceContent { id: LocationId::new(id), name, kit_of, edit, archived, rows, next }))
}
