//! What is reserved for a build as somebody who fetches it wants to read it.

use super::columns::quantity;
use super::{StoreError, Tx};
use crate::domain::ids::{BuildId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use sqlx::FromRow;
use std::collections::BTreeMap;

const RESERVED: &str = "SELECT r.part AS wanted, r.variant, a.quantity, s.id AS stock_line, s.lot, s.on_hand, \
      l.name AS location, p.id AS part, p.key, p.name, k.name AS package, p.mpn \
    FROM reservations r JOIN allocations a ON a.workspace = ?1 AND a.reservation = r.id AND a.quantity > 0 \
    JOIN stock_lines s ON s.workspace = ?1 AND s.id = a.stock_line JOIN locations l ON l.workspace = ?1 AND l.id = s.location \
    JOIN parts p ON p.workspace = ?1 AND p.id = s.part LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package \
    WHERE r.workspace = ?1 AND r.build = ?2 ORDER BY s.id, r.part, r.variant";
const NAMES: &str = "SELECT p.id, p.name FROM json_each(?2) given CROSS JOIN parts p ON p.workspace = ?1 AND p.id = given.value";
const BUILDABLE: &str = "SELECT v.id, p.name, v.revision, v.bom IS NOT NULL FROM versions v \
    JOIN projects p ON p.workspace = ?1 AND p.id = v.project AND p.archived = 0 \
    WHERE v.workspace = ?1 AND v.archived = 0 ORDER BY p.name COLLATE NOCASE, p.id, v.id DESC";

/// Pieces that are reserved in one place for one need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReservedPieces {
    /// The part that the need wants.
    pub wanted: PartId,
    /// Which of the part's needs.
    pub variant: String,
    /// Pieces.
    pub quantity: Quantity,
    /// Where they lie.
    pub stock_line: StockLineId,
    /// Which lot, if told apart.
    pub lot: String,
    /// Pieces that lie there in all.
    pub on_hand: Quantity,
    /// The place's name.
    pub location: String,
    /// The part that lies there.
    pub part: PartId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its package and number.
    pub detail: String,
}

/// What is reserved for a build, by place.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn reserved(tx: &mut Tx, build: BuildId) -> Result<Vec<ReservedPieces>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        wanted: i64,
        variant: String,
        quantity: i64,
        stock_line: i64,
        lot: String,
        on_hand: i64,
        location: String,
        part: i64,
        key: String,
        name: String,
        package: Option<String>,
        mpn: Option<String>,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(RESERVED).bind(workspace).bind(build.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|row| {
            let detail: Vec<String> = [row.package, row.mpn].into_iter().flatten().collect();
            Ok(ReservedPieces {
                wanted: PartId::new(row.wanted),
                variant: row.variant,
                quantity: quantity(row.quantity)?,
                stock_line: StockLineId::new(row.stock_line),
                lot: row.lot,
                on_hand: quantity(row.on_hand)?,
                location: row.location,
                part: PartId::new(row.part),
                key: row.key,
                name: row.name,
                detail: detail.join(" · "),
            })
        })
        .collect()
}

/// The names of these parts.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn part_names(
    tx: &mut Tx,
    parts: impl IntoIterator<Item = PartId>,
) -> Result<BTreeMap<PartId, String>, StoreError> {
    let workspace = tx.workspace();
    let parts: Vec<PartId> = parts.into_iter().collect();
    let rows: Vec<(i64, String)> =
        sqlx::query_as(NAMES).bind(workspace).bind(super::json(&parts)?).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().map(|(part, name)| (PartId::new(part), name)).collect())
}

/// The versions that can be built, by project, the newest version first: number, project, revision, and
/// whether its BOM was ever read.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn buildable(tx: &mut Tx) -> Result<Vec<(i64, String, String, bool)>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(BUILDABLE).bind(workspace).fetch_all(tx.connection()).await?)
}
