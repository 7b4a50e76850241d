//! Stand-ins of a part, both ways. An equivalent is kept once, the smaller id first.

use super::{StoreError, Tx, WriteTx};
use crate::domain::catalog::{Direction, PartStandIn, StandInKind};
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use sqlx::FromRow;

/// What stands in for the part first, by rank; then for what it does.
const OF_PART: &str = "WITH beside (other, direction, kind, rank, asks) AS ( \
      SELECT s.other, iif(s.kind = 'equivalent', 'both', 'this'), s.kind, s.rank, s.asks FROM stand_ins s \
        WHERE s.workspace = ?1 AND s.part = ?2 \
      UNION ALL SELECT s.part, iif(s.kind = 'equivalent', 'both', 'other'), s.kind, s.rank, s.asks FROM stand_ins s \
        WHERE s.workspace = ?1 AND s.other = ?2 \
    ) \
    SELECT p.key, p.name, p.archived, b.direction, b.kind, b.rank, b.asks, \
      coalesce((SELECT sum(l.on_hand - l.reserved) FROM stock_lines l WHERE l.workspace = ?1 AND l.part = p.id), 0) AS free \
    FROM beside b JOIN parts p ON p.workspace = ?1 AND p.id = b.other \
    ORDER BY b.direction = 'other', b.kind DESC, b.rank, p.key";
const ADD: &str =
    "INSERT INTO stand_ins (workspace, part, other, kind, rank, asks) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const CHANGE: &str = "UPDATE stand_ins SET rank = ?5, asks = ?6 \
    WHERE workspace = ?1 AND part = ?2 AND other = ?3 AND kind = ?4";
const REMOVE: &str = "DELETE FROM stand_ins WHERE workspace = ?1 AND part = ?2 AND other = ?3 AND kind = ?4";

#[derive(FromRow)]
struct Row {
    key: String,
    name: String,
    archived: bool,
    direction: String,
    kind: String,
    rank: u32,
    asks: bool,
    free: i64,
}

impl From<Row> for PartStandIn {
    fn from(row: Row) -> Self {
        let direction = match row.direction.as_str() {
            "both" => Direction::BothWays,
            "this" => Direction::ForThis,
            _ => Direction::ForOther,
        };
        let kind = match row.kind.as_str() {
            "equivalent" => StandInKind::Equivalent,
            _ => StandInKind::Alternative { rank: row.rank },
        };
        Self {
            part: row.key,
            name: row.name,
            direction,
            kind,
            asks: row.asks,
            archived: row.archived,
            free: Quantity::clamped(u64::try_from(row.free).unwrap_or(0)),
        }
    }
}

/// The columns that tell a stand-in: two parts in their order, and the kind's name.
fn columns(part: PartId, other: PartId, kind: StandInKind) -> (i64, i64, &'static str, u32) {
    match kind {
        StandInKind::Equivalent => (part.min(other).get(), part.max(other).get(), "equivalent", 1),
        StandInKind::Alternative { rank } => (part.get(), other.get(), "alternative", rank),
    }
}

/// What stands in for a part, and what it stands in for.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_part(tx: &mut Tx, part: PartId) -> Result<Vec<PartStandIn>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(OF_PART).bind(workspace).bind(part.get()).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().map(PartStandIn::from).collect())
}

/// Lets `other` stand in for `part`.
///
/// # Errors
/// [`StoreError::Refused`] where it does so already.
pub async fn add(
    tx: &mut WriteTx,
    part: PartId,
    other: PartId,
    kind: StandInKind,
    asks: bool,
) -> Result<(), StoreError> {
    write(tx, ADD, (part, other, kind), asks).await.map(drop)
}

/// Changes rank and whether it asks; whether there is such a stand-in.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn change(
    tx: &mut WriteTx,
    part: PartId,
    other: PartId,
    kind: StandInKind,
    asks: bool,
) -> Result<bool, StoreError> {
    Ok(write(tx, CHANGE, (part, other, kind), asks).await? > 0)
}

async fn write(
    tx: &mut WriteTx,
    statement: &'static str,
    (part, other, kind): (PartId, PartId, StandInKind),
    asks: bool,
) -> Result<u64, StoreError> {
    let workspace = tx.workspace();
    let (part, other, kind, rank) = columns(part, other, kind);
    let done = sqlx::query(statement)
        .bind(workspace)
        .bind(part)
        .bind(other)
        .bind(kind)
        .bind(rank)
        .bind(asks)
        .execute(tx.connection())
        .await?;
    Ok(done.rows_affected())
}

/// Takes a stand-in back; whether there was one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remove(
    tx: &mut WriteTx,
    part: PartId,
    other: PartId,
    kind: StandInKind,
) -> Result<bool, StoreError> {
    let workspace = tx.workspace();
    let (part, other, kind, _) = columns(part, other, kind);
    let gone = sqlx::query(REMOVE)
        .bind(workspace)
        .bind(part)
        .bind(other)
        .bind(kind)
        .execute(tx.connection())
        .await?;
    Ok(gone.rows_affected() > 0)
}
