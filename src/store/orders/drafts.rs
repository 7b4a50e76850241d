//! Drafts: what is open of all orders, and writing what generating changed.

use crate::domain::ids::{BuildId, OfferId, OrderId, OrderLineId, PartId, VendorId};
use crate::domain::money::Micros;
use crate::domain::purchasing::{DraftLine, Drafting, OpenLine, Peg, Pegs, Stage};
use crate::store::columns::{corrupt, quantity};
use crate::store::error::expect_rows;
use crate::store::{StoreError, Tx, WriteTx, json as set};
use serde_json::{Value, json};
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

macro_rules! open_lines {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM orders o JOIN order_lines l ON l.workspace = o.workspace AND l.order_id = o.id \
             AND (o.status = 'draft' OR l.quantity * l.pack > l.received) ",
            $rest
        )
    };
}

const OPEN_LINES: &str = open_lines!(
    "l.id, o.status = 'draft' AS draft, o.vendor, o.currency, l.part, l.offer, l.quantity, l.pack, l.unit_price, l.received",
    "WHERE o.workspace = ?1 AND o.status IN ('draft', 'placed', 'part_received') ORDER BY l.id"
);
/// The builds in line first: they get what comes first.
const OPEN_PEGS: &str = open_lines!(
    "g.order_line, g.build, g.part, g.quantity, b.status IN ('open', 'cleared') AS live",
    "JOIN pegs g ON g.workspace = o.workspace AND g.order_line = l.id JOIN builds b ON b.workspace = o.workspace AND b.id = g.build \
     WHERE o.workspace = ?1 AND o.status IN ('draft', 'placed', 'part_received') \
     ORDER BY g.order_line, b.priority DESC, b.number, g.part"
);
const REMOVE_LINES: &str = "DELETE FROM order_lines WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) \
    AND order_id IN (SELECT id FROM orders WHERE workspace = ?1 AND status = 'draft') RETURNING order_id";
const REMOVE_EMPTY: &str = "DELETE FROM orders WHERE workspace = ?1 AND status = 'draft' AND id IN (SELECT value FROM json_each(?2)) \
    AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.workspace = ?1 AND l.order_id = orders.id)";
const ADD_DRAFTS: &str = "INSERT INTO orders (workspace, number, vendor, currency, created) \
    SELECT ?1, (SELECT coalesce(max(number), 0) FROM orders WHERE workspace = ?1) + row_number() OVER (ORDER BY n.vendor, n.currency), n.vendor, n.currency, ?3 \
    FROM (SELECT DISTINCT value ->> 'vendor' AS vendor, value ->> 'currency' AS currency FROM jsonb_each(?2)) n \
    WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.workspace = ?1 AND o.vendor = n.vendor AND o.currency = n.currency AND o.status = 'draft')";
const CHANGE_LINES: &str = "UPDATE order_lines SET item_number = n.value ->> 'item_number', quantity = n.value ->> 'items', \
      pack = n.value ->> 'pack', unit_price = n.value ->> 'unit_price' \
    FROM jsonb_each(?2) n WHERE order_lines.workspace = ?1 AND order_lines.id = n.value ->> 'line' \
      AND EXISTS (SELECT 1 FROM orders o WHERE o.workspace = ?1 AND o.id = order_lines.order_id AND o.status = 'draft')";
const ADD_LINES: &str = "INSERT INTO order_lines (workspace, order_id, line, part, offer, item_number, quantity, pack, unit_price) \
    SELECT ?1, o.id, (SELECT coalesce(max(l.line), 0) FROM order_lines l WHERE l.workspace = ?1 AND l.order_id = o.id) \
        + row_number() OVER (PARTITION BY o.id ORDER BY n.key), \
      n.value ->> 'part', n.value ->> 'offer', n.value ->> 'item_number', n.value ->> 'items', n.value ->> 'pack', n.value ->> 'unit_price' \
    FROM jsonb_each(?2) n CROSS JOIN orders o ON o.workspace = ?1 AND o.vendor = n.value ->> 'vendor' \
      AND o.currency = n.value ->> 'currency' AND o.status = 'draft' ORDER BY n.key RETURNING offer, id";
const CLEAR_PEGS: &str =
    "DELETE FROM pegs WHERE workspace = ?1 AND order_line IN (SELECT value FROM json_each(?2))";
const ADD_PEGS: &str = "INSERT INTO pegs (workspace, order_line, build, part, quantity) \
    SELECT ?1, value ->> 'line', value ->> 'build', value ->> 'part', value ->> 'quantity' FROM jsonb_each(?2)";
const COUNT_EDIT: &str = "UPDATE orders SET edit = edit + 1 WHERE workspace = ?1 AND id IN ( \
      SELECT order_id FROM order_lines WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) \
      UNION SELECT value FROM json_each(?3)) RETURNING id, edit";

/// Every line that is drafted or on its way, with whom it is for.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn open_lines(tx: &mut Tx) -> Result<Vec<OpenLine>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        draft: bool,
        vendor: i64,
        currency: String,
        part: i64,
        offer: Option<i64>,
        quantity: i64,
        pack: i64,
        unit_price: Option<i64>,
        received: i64,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(OPEN_LINES).bind(workspace).fetch_all(tx.connection()).await?;
    let mut pegs = open_pegs(tx).await?;
    rows.into_iter()
        .map(|row| {
            let id = OrderLineId::new(row.id);
            Ok(OpenLine {
                id,
                stage: if row.draft { Stage::Draft } else { Stage::Placed },
                vendor: VendorId::new(row.vendor),
                currency: row.currency.parse().map_err(corrupt)?,
                part: PartId::new(row.part),
                offer: row.offer.map(OfferId::new),
                items: quantity(row.quantity)?,
                pack: quantity(row.pack)?,
                unit_price: row.unit_price.map(Micros::new),
                received: quantity(row.received)?,
                pegs: pegs.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

async fn open_pegs(tx: &mut Tx) -> Result<BTreeMap<OrderLineId, Vec<Peg>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64, i64, bool)> =
        sqlx::query_as(OPEN_PEGS).bind(workspace).fetch_all(tx.connection()).await?;
    let mut pegs: BTreeMap<OrderLineId, Vec<Peg>> = BTreeMap::new();
    for (line, build, part, pieces, live) in rows {
        let peg =
            Peg { build: BuildId::new(build), part: PartId::new(part), quantity: quantity(pieces)?, live };
        pegs.entry(OrderLineId::new(line)).or_default().push(peg);
    }
    Ok(pegs)
}

/// Writes what generating changed, and answers the orders that it touched with their edit counters.
/// Drafts are made where a vendor has none, and deleted where nothing is left on them: nobody was
/// ever sent those.
///
/// # Errors
/// [`StoreError`] where the database refuses; then nothing may be kept.
pub async fn redraw(tx: &mut WriteTx, drafting: &Drafting) -> Result<Vec<(OrderId, i64)>, StoreError> {
    let shrunk = remove_lines(tx, &drafting.removed).await?;
    add_drafts(tx, &drafting.lines).await?;
    let mut pegs = drafting.repegged.clone();
    for (line, drawn) in write_lines(tx, &drafting.lines).await? {
        pegs.insert(line, drawn);
    }
    set_pegs(tx, &pegs).await?;
    let workspace = tx.workspace();
    sqlx::query(REMOVE_EMPTY).bind(workspace).bind(set(&shrunk)?).execute(tx.connection()).await?;
    let lines: Vec<OrderLineId> = pegs.into_keys().collect();
    let touched: Vec<(i64, i64)> = sqlx::query_as(COUNT_EDIT)
        .bind(workspace)
        .bind(set(&lines)?)
        .bind(set(&shrunk)?)
        .fetch_all(tx.connection())
        .await?;
    Ok(touched.into_iter().map(|(order, edit)| (OrderId::new(order), edit)).collect())
}

/// Says anew for which needs the pieces of these lines are.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn set_pegs(tx: &mut WriteTx, pegs: &BTreeMap<OrderLineId, Pegs>) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let lines: Vec<OrderLineId> = pegs.keys().copied().collect();
    sqlx::query(CLEAR_PEGS).bind(workspace).bind(set(&lines)?).execute(tx.connection()).await?;
    let rows: Vec<Value> = pegs
        .iter()
        .flat_map(|(line, pegs)| {
            pegs.iter().map(move |((build, part), pieces)| {
                json!({"line": line, "build": build, "part": part, "quantity": pieces})
            })
        })
        .collect();
    let done = sqlx::query(ADD_PEGS).bind(workspace).bind(set(&rows)?).execute(tx.connection()).await?;
    expect_rows("pegs", rows.len() as u64, done.rows_affected())
}

async fn remove_lines(tx: &mut WriteTx, lines: &[OrderLineId]) -> Result<BTreeSet<i64>, StoreError> {
    let workspace = tx.workspace();
    let removed: Vec<i64> =
        sqlx::query_scalar(REMOVE_LINES).bind(workspace).bind(set(lines)?).fetch_all(tx.connection()).await?;
    expect_rows("draft lines", lines.len() as u64, removed.len() as u64)?;
    Ok(removed.into_iter().collect())
}

async fn add_drafts(tx: &mut WriteTx, lines: &[DraftLine]) -> Result<(), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let rows: Vec<Value> = lines.iter().map(row).collect();
    sqlx::query(ADD_DRAFTS).bind(workspace).bind(set(&rows)?).bind(at).execute(tx.connection()).await?;
    Ok(())
}

/// Changes the lines that are there and adds the others; answers the pegs of each.
async fn write_lines(tx: &mut WriteTx, lines: &[DraftLine]) -> Result<Vec<(OrderLineId, Pegs)>, StoreError> {
    let workspace = tx.workspace();
    let (old, new): (Vec<&DraftLine>, Vec<&DraftLine>) = lines.iter().partition(|line| line.line.is_some());
    let rows: Vec<Value> = old.iter().map(|line| row(line)).collect();
    let done = sqlx::query(CHANGE_LINES).bind(workspace).bind(set(&rows)?).execute(tx.connection()).await?;
    expect_rows("draft lines", rows.len() as u64, done.rows_affected())?;
    let rows: Vec<Value> = new.iter().map(|line| row(line)).collect();
    let added: Vec<(i64, i64)> =
        sqlx::query_as(ADD_LINES).bind(workspace).bind(set(&rows)?).fetch_all(tx.connection()).await?;
    expect_rows("draft lines", rows.len() as u64, added.len() as u64)?;
    let added: BTreeMap<i64, OrderLineId> =
        added.into_iter().map(|(offer, line)| (offer, OrderLineId::new(line))).collect();
    let of_new = |line: &DraftLine| added.get(&line.offer.get()).copied();
    Ok(lines
        .iter()
        .filter_map(|line| Some((line.line.or_else(|| of_new(line))?, line.pegs.clone())))
        .collect())
}

fn row(line: &DraftLine) -> Value {
    json!({
        "line": line.line,
        "vendor": line.vendor,
        "currency": line.currency,
        "part": line.part,
        "offer": line.offer,
        "item_number": line.item_number,
        "items": line.purchase.items,
        "pack": line.pack,
        "unit_price": line.purchase.unit_price.map(Micros::get),
    })
}
