//! The ledger of a part as people read it.

use super::columns::{corrupt, quantity};
use super::{StoreError, Tx};
use crate::domain::ids::{MovementId, PartId, StockLineId};
use crate::domain::inventory::{History, HistoryEntry};
use crate::domain::ledger::Reason;
use crate::domain::money::{Micros, Money};
use crate::domain::time::Timestamp;
use sqlx::FromRow;

const OF_PART: &str = "SELECT m.id, m.at, c.name AS actor, m.reason, m.stock_line, l.name AS location, m.on_hand_change, m.reserved_change, \
      m.on_hand_after, coalesce(b.number, d.number) AS build, o.number AS order_number, m.unit_cost, m.currency, m.note \
    FROM stock_lines s CROSS JOIN movements m ON m.workspace = ?1 AND m.stock_line = s.id \
    JOIN locations l ON l.workspace = ?1 AND l.id = s.location JOIN actors c ON c.workspace = ?1 AND c.id = m.actor \
    LEFT JOIN allocations a ON a.workspace = ?1 AND a.id = m.allocation \
    LEFT JOIN reservations r ON r.workspace = ?1 AND r.id = a.reservation LEFT JOIN builds b ON b.workspace = ?1 AND b.id = r.build \
    LEFT JOIN completions n ON n.workspace = ?1 AND n.id = m.completion LEFT JOIN builds d ON d.workspace = ?1 AND d.id = n.build \
    LEFT JOIN order_lines q ON q.workspace = ?1 AND q.id = m.order_line LEFT JOIN orders o ON o.workspace = ?1 AND o.id = q.order_id \
    WHERE s.workspace = ?1 AND s.part = ?2 AND (?3 IS NULL OR m.id < ?3) ORDER BY m.id DESC LIMIT ?4";
#[derive(FromRow)]
struct Row {
    id: i64,
    at: i64,
    actor: String,
    reason: String,
    stock_line: i64,
    location: String,
    on_hand_change: i64,
    reserved_change: i64,
    on_hand_after: i64,
    build: Option<i64>,
    order_number: Option<i64>,
    unit_cost: Option<i64>,
    currency: Option<String>,
    note: String,
}

impl TryFrom<Row> for HistoryEntry {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let cost = match (row.unit_cost, row.currency) {
            (Some(amount), Some(currency)) => {
                Some(Money { amount: Micros::new(amount), currency: currency.parse().map_err(corrupt)? })
            }
            _ => None,
        };
        Ok(Self {
            id: MovementId::new(row.id),
            at: Timestamp::from_millis(row.at),
            actor: row.actor,
            reason: Reason::named(&row.reason).ok_or_else(|| corrupt(format!("reason {}", row.reason)))?,
            line: StockLineId::new(row.stock_line),
            location: row.location,
            on_hand_change: row.on_hand_change,
            reserved_change: row.reserved_change,
            on_hand_after: quantity(row.on_hand_after)?,
            build: row.build,
            order: row.order_number,
            cost,
            note: row.note,
        })
    }
}

/// A part's movements, the newest first: those before `before`, `limit` at most.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of_part(
    tx: &mut Tx,
    part: PartId,
    before: Option<MovementId>,
    limit: u32,
) -> Result<History, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(OF_PART)
        .bind(workspace)
        .bind(part.get())
        .bind(before.map(MovementId::get))
        .bind(i64::from(limit) + 1)
        .fetch_all(tx.connection())
        .await?;
    let mut entries = rows.into_iter().map(HistoryEntry::try_from).collect::<Result<Vec<_>, _>>()?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = entries.len() > wanted;
    entries.truncate(wanted);
    let next = entries.last().filter(|_| is_more).map(|entry| entry.id);
    Ok(History { entries, next })
}
