//! The ledger: the one way in which stock changes.
//!
//! However many movements a use case makes, they are one read (the balances of the lines that they
//! touch) and one write; `domain::ledger` does the arithmetic and the triggers check it again.

use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::StockLineId;
use crate::domain::ledger::{Balance, Effect, Movement};
use crate::domain::quantity::Quantity;
use serde::Serialize;
use sqlx::FromRow;
use std::collections::BTreeMap;

const BALANCES: &str = "SELECT id, on_hand, reserved, sequence FROM stock_lines \
    WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2))";

// In the order given: each entry follows on the one before it on its line.
const BOOK: &str = "INSERT INTO movements (workspace, stock_line, sequence, on_hand_change, reserved_change, \
      on_hand_after, reserved_after, reason, allocation, completion, order_line, note, unit_cost, currency, actor, at) \
    SELECT ?1, value ->> 'stock_line', value ->> 'sequence', value ->> 'on_hand_change', value ->> 'reserved_change', \
      value ->> 'on_hand_after', value ->> 'reserved_after', value ->> 'reason', value ->> 'allocation', \
      value ->> 'completion', value ->> 'order_line', value ->> 'note', value ->> 'unit_cost', value ->> 'currency', \
      ?3, ?4 \
    FROM jsonb_each(?2) ORDER BY key";

/// A movement to be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line that it happens to.
    pub stock_line: StockLineId,
    /// What happens.
    pub movement: Movement,
    /// What a person may want to know about it.
    pub note: String,
}

impl Entry {
    /// A movement without a note.
    #[must_use]
    pub const fn new(stock_line: StockLineId, movement: Movement) -> Self {
        Self { stock_line, movement, note: String::new() }
    }
}

#[derive(FromRow)]
struct LineRow {
    id: i64,
    on_hand: i64,
    reserved: i64,
    sequence: i64,
}

/// Where a line's ledger stands.
#[derive(Clone, Copy)]
struct Position {
    balance: Balance,
    sequence: i64,
}

/// One row of `movements`.
#[derive(Serialize)]
struct Row<'entry> {
    stock_line: i64,
    sequence: i64,
    on_hand_change: i64,
    reserved_change: i64,
    on_hand_after: i64,
    reserved_after: i64,
    reason: &'static str,
    allocation: Option<i64>,
    completion: Option<i64>,
    order_line: Option<i64>,
    note: &'entry str,
    unit_cost: Option<i64>,
    currency: Option<String>,
}

/// Books movements, all or none, in the order given, and answers the balances of the lines that they
/// touched.
///
/// # Errors
/// [`StoreError::Ledger`] where one cannot happen (it names the line); [`StoreError::RowCount`] where a
/// line is not in the workspace.
pub async fn book(tx: &mut WriteTx, entries: &[Entry]) -> Result<BTreeMap<StockLineId, Balance>, StoreError> {
    if entries.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut positions = positions(tx, entries).await?;
    let rows = follow_on(entries, &mut positions)?;
    insert(tx, &rows).await?;
    Ok(positions.into_iter().map(|(line, position)| (line, position.balance)).collect())
}

/// The balances of these lines.
///
/// # Errors
/// [`StoreError::RowCount`] where a line is not in the workspace.
pub async fn balances(
    tx: &mut Tx,
    lines: &[StockLineId],
) -> Result<BTreeMap<StockLineId, Balance>, StoreError> {
    let found = positions_of(tx, lines.to_vec()).await?;
    Ok(found.into_iter().map(|(line, position)| (line, position.balance)).collect())
}

async fn positions(tx: &mut Tx, entries: &[Entry]) -> Result<BTreeMap<StockLineId, Position>, StoreError> {
    positions_of(tx, entries.iter().map(|entry| entry.stock_line).collect()).await
}

async fn positions_of(
    tx: &mut Tx,
    mut lines: Vec<StockLineId>,
) -> Result<BTreeMap<StockLineId, Position>, StoreError> {
    let workspace = tx.workspace();
    lines.sort_unstable();
    lines.dedup();
    let found: Vec<LineRow> = sqlx::query_as(BALANCES)
        .bind(workspace)
        .bind(super::json(&lines)?)
        .fetch_all(tx.connection())
        .await?;
    expect_rows("stock lines", lines.len() as u64, found.len() as u64)?;
    found.into_iter().map(|row| Ok((StockLineId::new(row.id), row.try_into()?))).collect()
}

fn follow_on<'entry>(
    entries: &'entry [Entry],
    positions: &mut BTreeMap<StockLineId, Position>,
) -> Result<Vec<Row<'entry>>, StoreError> {
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let line = entry.stock_line;
        let Some(position) = positions.get_mut(&line) else {
            return Err(StoreError::RowCount { what: "stock line", expected: 1, written: 0 });
        };
        let effect = entry
            .movement
            .effect(position.balance)
            .map_err(|cause| StoreError::Ledger { stock_line: line, cause })?;
        *position = Position { balance: effect.after, sequence: position.sequence + 1 };
        rows.push(row(entry, &effect, position.sequence));
    }
    Ok(rows)
}

fn row<'entry>(entry: &'entry Entry, effect: &Effect, sequence: i64) -> Row<'entry> {
    Row {
        stock_line: entry.stock_line.get(),
        sequence,
        on_hand_change: effect.on_hand_change,
        reserved_change: effect.reserved_change,
        on_hand_after: i64::from(effect.after.on_hand()),
        reserved_after: i64::from(effect.after.reserved()),
        reason: effect.reason.name(),
        allocation: effect.allocation.map(|id| id.get()),
        completion: effect.completion.map(|id| id.get()),
        order_line: effect.order_line.map(|id| id.get()),
        note: &entry.note,
        unit_cost: effect.cost.map(|cost| cost.amount.get()),
        currency: effect.cost.map(|cost| cost.currency.into()),
    }
}

async fn insert(tx: &mut WriteTx, rows: &[Row<'_>]) -> Result<(), StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    let done = sqlx::query(BOOK)
        .bind(workspace)
        .bind(super::json(rows)?)
        .bind(actor)
        .bind(at)
        .execute(tx.connection())
        .await?;
    expect_rows("movements", rows.len() as u64, done.rows_affected())
}

impl TryFrom<LineRow> for Position {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let corrupt = |what: String| StoreError::Corrupt(format!("stock line {}: {what}", row.id));
        let quantity = |pieces: i64| Quantity::try_from(pieces).map_err(|error| corrupt(error.to_string()));
        let balance = Balance::new(quantity(row.on_hand)?, quantity(row.reserved)?)
            .map_err(|error| corrupt(error.to_string()))?;
        Ok(Self { balance, sequence: row.sequence })
    }
}
