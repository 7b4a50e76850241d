//! Reservations of builds and their shares of stock lines (allocations).
//!
//! Rows are made here; their quantities change by movements only.

use super::columns::quantity;
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{AllocationId, BuildId, CompletionId, PartId, StockLineId};
use crate::domain::quantity::Quantity;

const ENSURE_RESERVATIONS: &str = "INSERT INTO reservations (workspace, build, part, variant) \
    SELECT ?1, ?2, value ->> 'part', value ->> 'variant' FROM jsonb_each(?3) WHERE true \
    ON CONFLICT (workspace, build, part, variant) DO NOTHING";
const ENSURE_ALLOCATIONS: &str = "INSERT INTO allocations (workspace, reservation, stock_line) \
    SELECT ?1, r.id, w.value ->> 'stock_line' FROM jsonb_each(?3) w \
    CROSS JOIN reservations r ON r.workspace = ?1 AND r.build = ?2 AND r.part = w.value ->> 'part' AND r.variant = w.value ->> 'variant' \
    WHERE true ON CONFLICT (workspace, reservation, stock_line) DO NOTHING";
const OF_BUILD: &str = "SELECT a.id, r.part, r.variant, a.stock_line, a.quantity, a.used FROM reservations r \
    JOIN allocations a ON a.workspace = ?1 AND a.reservation = r.id \
    WHERE r.workspace = ?1 AND r.build = ?2 ORDER BY r.part, r.variant, a.stock_line";
/// The builds last in line come first.
const ON_LINE: &str = "SELECT a.id, a.quantity, b.id AS build FROM allocations a \
    JOIN reservations r ON r.workspace = ?1 AND r.id = a.reservation \
    JOIN builds b ON b.workspace = ?1 AND b.id = r.build \
    WHERE a.workspace = ?1 AND a.stock_line = ?2 AND a.quantity > 0 ORDER BY b.priority, b.number DESC, a.id DESC";
const CONSUMED: &str = "SELECT m.allocation, m.stock_line, -m.on_hand_change FROM movements m \
    WHERE m.workspace = ?1 AND m.completion = ?2 AND m.reason = 'consumption' AND m.allocation IS NOT NULL ORDER BY m.id";
const PRODUCED: &str = "SELECT m.stock_line, m.on_hand_change FROM movements m \
    WHERE m.workspace = ?1 AND m.completion = ?2 AND m.reason = 'production' ORDER BY m.id";

/// A share of a reservation: which need, where, and how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// Its id, which movements name.
    pub id: AllocationId,
    /// The need's part.
    pub part: PartId,
    /// Which of the part's needs.
    pub variant: String,
    /// Where the pieces lie.
    pub stock_line: StockLineId,
    /// Pieces that are reserved.
    pub quantity: Quantity,
    /// Pieces that completions used.
    pub used: Quantity,
}

/// Where a need's pieces are to be reserved.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Share {
    /// The need's part.
    pub part: PartId,
    /// Which of the part's needs.
    pub variant: String,
    /// Where.
    pub stock_line: StockLineId,
}

/// Makes the reservations and allocations that these shares want and that are not there yet.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn ensure(tx: &mut WriteTx, build: BuildId, shares: &[Share]) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let set = super::json(shares)?;
    for statement in [ENSURE_RESERVATIONS, ENSURE_ALLOCATIONS] {
        sqlx::query(statement).bind(workspace).bind(build.get()).bind(&set).execute(tx.connection()).await?;
    }
    Ok(())
}

/// Every allocation of a build, used up ones too.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of_build(tx: &mut Tx, build: BuildId) -> Result<Vec<Allocation>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, String, i64, i64, i64)> =
        sqlx::query_as(OF_BUILD).bind(workspace).bind(build.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(id, part, variant, stock_line, pieces, used)| {
            Ok(Allocation {
                id: AllocationId::new(id),
                part: PartId::new(part),
                variant,
                stock_line: StockLineId::new(stock_line),
                quantity: quantity(pieces)?,
                used: quantity(used)?,
            })
        })
        .collect()
}

/// What is reserved on a stock line, the build that is last in line first.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn on_line(
    tx: &mut Tx,
    line: StockLineId,
) -> Result<Vec<(AllocationId, Quantity, BuildId)>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as(ON_LINE).bind(workspace).bind(line.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(id, pieces, build)| Ok((AllocationId::new(id), quantity(pieces)?, BuildId::new(build))))
        .collect()
}

/// What a completion consumed, and from where.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn consumed(
    tx: &mut Tx,
    completion: CompletionId,
) -> Result<Vec<(AllocationId, StockLineId, Quantity)>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as(CONSUMED).bind(workspace).bind(completion.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(allocation, line, pieces)| {
            Ok((AllocationId::new(allocation), StockLineId::new(line), quantity(pieces)?))
        })
        .collect()
}

/// What a completion produced, and where it was put.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn produced(
    tx: &mut Tx,
    completion: CompletionId,
) -> Result<Vec<(StockLineId, Quantity)>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64)> =
        sqlx::query_as(PRODUCED).bind(workspace).bind(completion.get()).fetch_all(tx.connection()).await?;
    rows.into_iter().map(|(line, pieces)| Ok((StockLineId::new(line), quantity(pieces)?))).collect()
}
