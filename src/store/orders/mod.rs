//! Vendor orders: reading them, and where they stand.

mod ages;
mod drafts;
mod editing;
mod pages;
mod pegs;
mod receipts;

pub use ages::{BoughtOffer, not_offered, ordered};
pub use drafts::{open_lines, redraw, set_pegs};
pub use editing::{add_line, change_lines, remove_line, touch};
pub use pages::{LinePart, Pegged, all, line_parts, pegged, places, receipts, times, usual_places};
pub use pegs::pegs_of;
pub use receipts::{Receipt, put_at, put_away, receive};

use super::columns::{corrupt, quantity};
use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::catalog::Vendor;
use crate::domain::ids::{BuildId, OfferId, OrderId, OrderLineId, PartId, VendorId};
use crate::domain::money::{Currency, Micros};
use crate::domain::orders::{Order, OrderLine, OrderStatus};
use crate::domain::purchasing::Rates;
use serde_json::json;
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

const FIND: &str =
    "SELECT id FROM orders WHERE workspace = ?1 AND (key = ?2 OR number = ?3) ORDER BY key IS NOT ?2 LIMIT 1";
const ORDERS: &str = "SELECT o.id, o.number, o.vendor, v.name AS vendor_name, o.status, o.currency, o.shipping, o.edit \
    FROM json_each(?2) given CROSS JOIN orders o ON o.workspace = ?1 AND o.id = given.value \
    JOIN vendors v ON v.workspace = ?1 AND v.id = o.vendor ORDER BY o.number";
const LINES: &str = "SELECT l.id, l.order_id, l.part, p.key AS part_key, l.offer, l.item_number, l.quantity, l.pack, l.unit_price, l.received \
    FROM json_each(?2) given CROSS JOIN order_lines l ON l.workspace = ?1 AND l.order_id = given.value \
    JOIN parts p ON p.workspace = ?1 AND p.id = l.part ORDER BY l.order_id, l.line";
const DRAFTS_FOR: &str = "SELECT DISTINCT l.order_id FROM json_each(?2) given \
    CROSS JOIN pegs g ON g.workspace = ?1 AND g.build = given.value JOIN order_lines l ON l.workspace = ?1 AND l.id = g.order_line \
    JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id AND o.status = 'draft'";
const VENDORS: &str = "SELECT id, name, base_url, currency, shipping, free_shipping_over FROM vendors WHERE workspace = ?1 AND archived <= ?2";
const RATES: &str = "SELECT currency, rate FROM rates WHERE workspace = ?1";
const SET_STATUS: &str = "UPDATE orders SET status = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2";
const PLACE: &str = "UPDATE orders SET status = 'placed', placed = ?4, shipping = ?3, edit = edit + 1 \
    WHERE workspace = ?1 AND id = ?2 AND status = 'draft'";
const PRICES: &str = "UPDATE order_lines SET unit_price = given.value ->> 'unit_price' FROM jsonb_each(?2) given \
    WHERE order_lines.workspace = ?1 AND order_lines.id = given.value ->> 'line'";

/// Which vendors are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendors {
    /// Those that are bought from.
    InUse,
    /// Archived ones too: their orders stay.
    All,
}

/// The order of that key or number.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn find(tx: &mut Tx, key_or_number: &str) -> Result<Option<Order>, StoreError> {
    let workspace = tx.workspace();
    let number: Option<i64> = key_or_number.parse().ok();
    let id: Option<i64> = sqlx::query_scalar(FIND)
        .bind(workspace)
        .bind(key_or_number)
        .bind(number)
        .fetch_optional(tx.connection())
        .await?;
    let Some(id) = id else { return Ok(None) };
    Ok(load(tx, &BTreeSet::from([OrderId::new(id)])).await?.pop())
}

/// Orders with their lines, by number.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn load(tx: &mut Tx, orders: &BTreeSet<OrderId>) -> Result<Vec<Order>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        number: i64,
        vendor: i64,
        vendor_name: String,
        status: String,
        currency: String,
        shipping: Option<i64>,
        edit: i64,
    }
    let workspace = tx.workspace();
    let given = super::json(orders)?;
    let rows: Vec<Row> =
        sqlx::query_as(ORDERS).bind(workspace).bind(&given).fetch_all(tx.connection()).await?;
    let mut lines = lines(tx, &given).await?;
    rows.into_iter()
        .map(|row| {
            let id = OrderId::new(row.id);
            Ok(Order {
                id,
                number: row.number,
                vendor: VendorId::new(row.vendor),
                vendor_name: row.vendor_name,
                status: OrderStatus::from_name(&row.status).ok_or_else(|| corrupt(&row.status))?,
                currency: row.currency.parse().map_err(corrupt)?,
                shipping: row.shipping.map(Micros::new),
                edit: row.edit,
                lines: lines.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

async fn lines(tx: &mut Tx, orders: &str) -> Result<BTreeMap<OrderId, Vec<OrderLine>>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        order_id: i64,
        part: i64,
        part_key: String,
        offer: Option<i64>,
        item_number: String,
        quantity: i64,
        pack: i64,
        unit_price: Option<i64>,
        received: i64,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(LINES).bind(workspace).bind(orders).fetch_all(tx.connection()).await?;
    let mut lines: BTreeMap<OrderId, Vec<OrderLine>> = BTreeMap::new();
    for row in rows {
        lines.entry(OrderId::new(row.order_id)).or_default().push(OrderLine {
            id: OrderLineId::new(row.id),
            part: PartId::new(row.part),
            part_key: row.part_key,
            offer: row.offer.map(OfferId::new),
            item_number: row.item_number,
            items: quantity(row.quantity)?,
            pack: quantity(row.pack)?,
            unit_price: row.unit_price.map(Micros::new),
            received: quantity(row.received)?,
        });
    }
    Ok(lines)
}

/// Drafts with pieces for one of these builds.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn drafts_for(tx: &mut Tx, builds: &[BuildId]) -> Result<BTreeSet<OrderId>, StoreError> {
    let workspace = tx.workspace();
    let ids: Vec<i64> = sqlx::query_scalar(DRAFTS_FOR)
        .bind(workspace)
        .bind(super::json(builds)?)
        .fetch_all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(OrderId::new).collect())
}

/// Vendors with their terms, with or without those that are archived.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn vendors(tx: &mut Tx, which: Vendors) -> Result<BTreeMap<VendorId, Vendor>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        name: String,
        base_url: Option<String>,
        currency: String,
        shipping: i64,
        free_shipping_over: Option<i64>,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(VENDORS)
        .bind(workspace)
        .bind(which == Vendors::All)
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let vendor = Vendor {
                id: VendorId::new(row.id),
                name: row.name,
                base_url: row.base_url,
                currency: row.currency.parse().map_err(corrupt)?,
                shipping: Micros::new(row.shipping),
                free_shipping_over: row.free_shipping_over.map(Micros::new),
            };
            Ok((vendor.id, vendor))
        })
        .collect()
}

/// The stated rates of the workspace.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn rates(tx: &mut Tx) -> Result<Rates, StoreError> {
    let base = super::workspaces::current(tx).await?.currency;
    let workspace = tx.workspace();
    let rows: Vec<(String, i64)> = sqlx::query_as(RATES).bind(workspace).fetch_all(tx.connection()).await?;
    let stated = rows
        .into_iter()
        .map(|(currency, rate)| Ok((currency.parse::<Currency>().map_err(corrupt)?, rate)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    Ok(Rates::new(base, stated))
}

/// Moves an order on.
///
/// # Errors
/// [`StoreError`] where it is gone.
pub async fn set_status(tx: &mut WriteTx, order: OrderId, status: OrderStatus) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(SET_STATUS)
        .bind(workspace)
        .bind(order.get())
        .bind(status.name())
        .execute(tx.connection())
        .await?;
    expect_rows("order", 1, done.rows_affected())
}

/// Places a draft: its prices and its shipping are frozen as they are in `order`.
///
/// # Errors
/// [`StoreError`] where it is no draft any more.
pub async fn place(tx: &mut WriteTx, order: &Order) -> Result<(), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let prices: Vec<_> = order
        .lines
        .iter()
        .map(|line| json!({"line": line.id, "unit_price": line.unit_price.map(Micros::get)}))
        .collect();
    let done =
        sqlx::query(PRICES).bind(workspace).bind(super::json(&prices)?).execute(tx.connection()).await?;
    expect_rows("order lines", order.lines.len() as u64, done.rows_affected())?;
    let done = sqlx::query(PLACE)
        .bind(workspace)
        .bind(order.id.get())
        .bind(order.shipping.map(Micros::get))
        .bind(at)
        .execute(tx.connection())
        .await?;
    expect_rows("draft order", 1, done.rows_affected())
}
