//! What the pages of orders show: a few statements for each page, however many orders or lines it has.

use crate::domain::ids::{OfferId, OrderId, OrderLineId, PartId};
use crate::domain::overview::{OrderTimes, PegRow, ReceiptRow, Terms};
use crate::domain::time::Timestamp;
use crate::store::columns::quantity;
use crate::store::{StoreError, Tx, json as set};
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

const ALL: &str = "SELECT id FROM orders WHERE workspace = ?1";
const TIMES: &str = "SELECT o.id, o.created, o.placed, o.expected FROM json_each(?2) given \
    CROSS JOIN orders o ON o.workspace = ?1 AND o.id = given.value";
/// The builds in line first.
const PEGGED: &str = "SELECT l.order_id, g.order_line, b.number, sum(g.quantity) FROM json_each(?2) given \
    CROSS JOIN order_lines l ON l.workspace = ?1 AND l.order_id = given.value \
    JOIN pegs g ON g.workspace = ?1 AND g.order_line = l.id JOIN builds b ON b.workspace = ?1 AND b.id = g.build \
    GROUP BY g.order_line, b.id ORDER BY g.order_line, b.priority DESC, b.number";
const LINE_PARTS: &str = "SELECT l.id, p.name, k.name AS package, p.mpn, f.id AS offer, f.url, f.minimum, f.multiple, f.in_stock \
    FROM order_lines l JOIN parts p ON p.workspace = ?1 AND p.id = l.part \
    LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package \
    LEFT JOIN offers f ON f.workspace = ?1 AND f.id = l.offer WHERE l.workspace = ?1 AND l.order_id = ?2";
/// As `receipts::USUAL_LINES` chooses them.
const USUAL_PLACES: &str = "SELECT s.part, l.name, max(s.on_hand) FROM json_each(?2) given \
    CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value AND s.deprioritized = 0 AND s.lot = '' \
    CROSS JOIN locations l ON l.workspace = ?1 AND l.id = s.location AND l.kit_of IS NULL AND l.archived = 0 \
    GROUP BY s.part";
const RECEIPTS: &str = "SELECT p.name, r.quantity, n.name AS location, r.over, r.at FROM order_lines l \
    JOIN receipts r ON r.workspace = ?1 AND r.order_line = l.id JOIN parts p ON p.workspace = ?1 AND p.id = l.part \
    JOIN stock_lines s ON s.workspace = ?1 AND s.id = r.stock_line JOIN locations n ON n.workspace = ?1 AND n.id = s.location \
    WHERE l.workspace = ?1 AND l.order_id = ?2 ORDER BY r.id DESC";
const PLACES: &str = "SELECT name FROM locations WHERE workspace = ?1 AND archived = 0 AND kit_of IS NULL ORDER BY name LIMIT 500";

/// The part and the offer of an order line, as its page names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePart {
    /// The part's name.
    pub name: String,
    /// Package and number.
    pub detail: String,
    /// The item's page at the vendor's.
    pub url: Option<String>,
    /// How the item is sold.
    pub terms: Option<Terms>,
}

/// Builds by the line that they have pieces of.
pub type Pegged = BTreeMap<OrderLineId, Vec<PegRow>>;

/// Every order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn all(tx: &mut Tx) -> Result<BTreeSet<OrderId>, StoreError> {
    let workspace = tx.workspace();
    let ids: Vec<i64> = sqlx::query_scalar(ALL).bind(workspace).fetch_all(tx.connection()).await?;
    Ok(ids.into_iter().map(OrderId::new).collect())
}

/// When things happened to these orders.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn times(
    tx: &mut Tx,
    orders: &BTreeSet<OrderId>,
) -> Result<BTreeMap<OrderId, OrderTimes>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, Option<i64>, Option<i64>)> =
        sqlx::query_as(TIMES).bind(workspace).bind(set(orders)?).fetch_all(tx.connection()).await?;
    let moment = Timestamp::from_millis;
    Ok(rows
        .into_iter()
        .map(|(id, created, placed, expected)| {
            let times = OrderTimes {
                created: moment(created),
                placed: placed.map(moment),
                expected: expected.map(moment),
            };
            (OrderId::new(id), times)
        })
        .collect())
}

/// Whom the pieces of these orders are for, by order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn pegged(
    tx: &mut Tx,
    orders: &BTreeSet<OrderId>,
) -> Result<BTreeMap<OrderId, Pegged>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64, i64)> =
        sqlx::query_as(PEGGED).bind(workspace).bind(set(orders)?).fetch_all(tx.connection()).await?;
    let mut pegged: BTreeMap<OrderId, Pegged> = BTreeMap::new();
    for (order, line, build, pieces) in rows {
        let peg = PegRow { build, quantity: quantity(pieces)? };
        let lines = pegged.entry(OrderId::new(order)).or_default();
        lines.entry(OrderLineId::new(line)).or_default().push(peg);
    }
    Ok(pegged)
}

/// The parts and offers of an order's lines.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn line_parts(tx: &mut Tx, order: OrderId) -> Result<BTreeMap<OrderLineId, LinePart>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        name: String,
        package: Option<String>,
        mpn: Option<String>,
        offer: Option<i64>,
        url: Option<String>,
        minimum: Option<i64>,
        multiple: Option<i64>,
        in_stock: Option<i64>,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(LINE_PARTS).bind(workspace).bind(order.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|row| {
            let terms = match (row.offer, row.minimum, row.multiple) {
                (Some(offer), Some(minimum), Some(multiple)) => Some(Terms {
                    offer: OfferId::new(offer),
                    minimum: quantity(minimum)?,
                    multiple: quantity(multiple)?,
                    in_stock: row.in_stock.map(quantity).transpose()?,
                }),
                _ => None,
            };
            let detail: Vec<String> = [row.package, row.mpn].into_iter().flatten().collect();
            let part = LinePart { name: row.name, detail: detail.join(" · "), url: row.url, terms };
            Ok((OrderLineId::new(row.id), part))
        })
        .collect()
}

/// Where the most of each part lies that is neither in a kit nor kept back: where more of it is put.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn usual_places(
    tx: &mut Tx,
    parts: &BTreeSet<PartId>,
) -> Result<BTreeMap<PartId, String>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, i64)> =
        sqlx::query_as(USUAL_PLACES).bind(workspace).bind(set(parts)?).fetch_all(tx.connection()).await?;
    Ok(rows.into_iter().map(|(part, place, _)| (PartId::new(part), place)).collect())
}

/// What came of an order, the newest first.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn receipts(tx: &mut Tx, order: OrderId) -> Result<Vec<ReceiptRow>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, i64, String, bool, i64)> =
        sqlx::query_as(RECEIPTS).bind(workspace).bind(order.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(name, pieces, location, over, at)| {
            let quantity = quantity(pieces)?;
            Ok(ReceiptRow { name, quantity, location, over, at: Timestamp::from_millis(at) })
        })
        .collect()
}

/// Names of places where things can be put.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn places(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(PLACES).bind(workspace).fetch_all(tx.connection()).await?)
}
