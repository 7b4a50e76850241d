//! Changing the lines of a draft by hand.

use crate::domain::catalog::Offer;
use crate::domain::ids::{OrderId, OrderLineId};
use crate::domain::money::Micros;
use crate::domain::orders::OrderLine;
use crate::domain::quantity::Quantity;
use crate::store::error::expect_rows;
use crate::store::{StoreError, WriteTx, json as set};
use serde_json::{Value, json};

const CHANGE: &str = "UPDATE order_lines SET quantity = n.value ->> 'items', unit_price = n.value ->> 'unit_price' \
    FROM jsonb_each(?3) n WHERE order_lines.workspace = ?1 AND order_lines.id = n.value ->> 'line' AND +order_lines.order_id = ?2";
const REMOVE: &str = "DELETE FROM order_lines WHERE workspace = ?1 AND order_id = ?2 AND id = ?3";
const ADD: &str = "INSERT INTO order_lines (workspace, order_id, line, part, offer, item_number, quantity, pack, unit_price) \
    SELECT ?1, ?2, coalesce(max(line), 0) + 1, ?3, ?4, ?5, ?6, ?7, ?8 FROM order_lines WHERE workspace = ?1 AND order_id = ?2";
const TOUCH: &str =
    "UPDATE orders SET edit = edit + 1 WHERE workspace = ?1 AND id = ?2 AND status = 'draft' RETURNING edit";

/// Writes the quantities and prices of these lines.
///
/// # Errors
/// [`StoreError`] where one is not on the order any more.
pub async fn change_lines(tx: &mut WriteTx, order: OrderId, lines: &[&OrderLine]) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Value> = lines
        .iter()
        .map(|line| {
            let price = line.unit_price.map(Micros::get);
            json!({"line": line.id, "items": line.items, "unit_price": price})
        })
        .collect();
    let done = sqlx::query(CHANGE)
        .bind(workspace)
        .bind(order.get())
        .bind(set(&rows)?)
        .execute(tx.connection())
        .await?;
    expect_rows("order lines", rows.len() as u64, done.rows_affected())
}

/// Takes a line off an order, with what says whom it is for.
///
/// # Errors
/// [`StoreError`] where it is not on the order any more.
pub async fn remove_line(tx: &mut WriteTx, order: OrderId, line: OrderLineId) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(REMOVE)
        .bind(workspace)
        .bind(order.get())
        .bind(line.get())
        .execute(tx.connection())
        .await?;
    expect_rows("order line", 1, done.rows_affected())
}

/// Puts items of an offer at the end of an order.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_line(
    tx: &mut WriteTx,
    order: OrderId,
    offer: &Offer,
    items: Quantity,
    unit_price: Option<Micros>,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(ADD)
        .bind(workspace)
        .bind(order.get())
        .bind(offer.part.get())
        .bind(offer.id.get())
        .bind(&offer.item_number)
        .bind(i64::from(items))
        .bind(i64::from(offer.pack))
        .bind(unit_price.map(Micros::get))
        .execute(tx.connection())
        .await?;
    expect_rows("order line", 1, done.rows_affected())
}

/// Counts a change of a draft, and answers its edit counter.
///
/// # Errors
/// [`StoreError`] where it is no draft any more.
pub async fn touch(tx: &mut WriteTx, order: OrderId) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    let edit: Option<i64> =
        sqlx::query_scalar(TOUCH).bind(workspace).bind(order.get()).fetch_optional(tx.connection()).await?;
    edit.ok_or(StoreError::RowCount { what: "draft order", expected: 1, written: 0 })
}
