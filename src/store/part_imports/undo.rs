//! Taking a batch back: what has been used since, and what can go.

use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use crate::store::columns::quantity;
use crate::store::{StoreError, Tx, WriteTx, json};
use std::collections::BTreeMap;

const LINES_NOW: &str = "SELECT s.id, s.part, l.name, s.on_hand, s.reserved, s.sequence FROM json_each(?2) g \
    CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.id = g.value \
    CROSS JOIN locations l ON l.workspace = ?1 AND l.id = s.location";
/// Everything but offers, stock and what lines of BOMs are found to mean, which follow the part.
const USED: &str = "SELECT g.value FROM json_each(?2) g WHERE \
      EXISTS (SELECT 1 FROM stock_lines s WHERE s.workspace = ?1 AND s.part = g.value AND s.on_hand > 0) \
      OR EXISTS (SELECT 1 FROM own_lines o WHERE o.workspace = ?1 AND o.part = g.value) \
      OR EXISTS (SELECT 1 FROM implicit_parts i WHERE i.workspace = ?1 AND i.part = g.value) \
      OR EXISTS (SELECT 1 FROM versions v WHERE v.workspace = ?1 AND v.produces = g.value) \
      OR EXISTS (SELECT 1 FROM line_decisions d WHERE d.workspace = ?1 AND d.part = g.value) \
      OR EXISTS (SELECT 1 FROM remembered_matches m WHERE m.workspace = ?1 AND m.part = g.value) \
      OR EXISTS (SELECT 1 FROM stand_ins t WHERE t.workspace = ?1 AND t.part = g.value) \
      OR EXISTS (SELECT 1 FROM stand_ins t WHERE t.workspace = ?1 AND t.other = g.value) \
      OR EXISTS (SELECT 1 FROM build_fallbacks f WHERE f.workspace = ?1 AND (f.part = g.value OR f.fallback = g.value)) \
      OR EXISTS (SELECT 1 FROM build_needs n WHERE n.workspace = ?1 AND n.part = g.value) \
      OR EXISTS (SELECT 1 FROM shortages h WHERE h.workspace = ?1 AND (h.part = g.value OR h.fallback = g.value)) \
      OR EXISTS (SELECT 1 FROM reservations r WHERE r.workspace = ?1 AND r.part = g.value) \
      OR EXISTS (SELECT 1 FROM order_lines l WHERE l.workspace = ?1 AND l.part = g.value) \
      OR EXISTS (SELECT 1 FROM pegs p WHERE p.workspace = ?1 AND p.part = g.value) \
      OR EXISTS (SELECT 1 FROM offers o WHERE o.workspace = ?1 AND o.part = g.value AND o.archived = 0)";
const ARCHIVE: &str = "UPDATE parts SET archived = 1, edit = edit + 1 WHERE workspace = ?1 AND archived = 0 \
    AND id IN (SELECT value FROM json_each(?2)) RETURNING id, edit";
const DROP_OFFER_PRICES: &str = "DELETE FROM offer_prices WHERE workspace = ?1 AND offer IN (SELECT value FROM json_each(?2)) \
    AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.workspace = ?1 AND l.offer = offer_prices.offer)";
const DROP_OFFER_HISTORY: &str = "DELETE FROM offer_history WHERE workspace = ?1 AND offer IN (SELECT value FROM json_each(?2)) \
    AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.workspace = ?1 AND l.offer = offer_history.offer)";
const DROP_OFFERS: &str = "DELETE FROM offers WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) \
    AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.workspace = ?1 AND l.offer = offers.id)";
const DROP_LINES: &str = "DELETE FROM stock_lines WHERE workspace = ?1 AND part IN (SELECT value FROM json_each(?2)) AND sequence = 0";
const DROP_PARTS: &str = "DELETE FROM parts WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) \
    AND NOT EXISTS (SELECT 1 FROM stock_lines s WHERE s.workspace = ?1 AND s.part = parts.id) \
    AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.workspace = ?1 AND o.part = parts.id) \
    AND NOT EXISTS (SELECT 1 FROM resolutions r WHERE r.workspace = ?1 AND r.part = parts.id) \
    AND NOT EXISTS (SELECT 1 FROM resolutions r WHERE r.workspace = ?1 AND r.substitute = parts.id) RETURNING id";
const DROP_PACKAGES: &str = "DELETE FROM packages WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) \
    AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.workspace = ?1 AND p.package = packages.id) \
    AND NOT EXISTS (SELECT 1 FROM footprints f WHERE f.workspace = ?1 AND f.package = packages.id) \
    AND NOT EXISTS (SELECT 1 FROM implicit_parts i WHERE i.workspace = ?1 AND i.package = packages.id)";
const DROP_VENDORS: &str = "DELETE FROM vendors WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) \
    AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.workspace = ?1 AND o.vendor = vendors.id) \
    AND NOT EXISTS (SELECT 1 FROM orders r WHERE r.workspace = ?1 AND r.vendor = vendors.id)";
const DROP_PLACES: &str = "DELETE FROM locations WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) \
    AND kit_of IS NULL AND NOT EXISTS (SELECT 1 FROM stock_lines s WHERE s.workspace = ?1 AND s.location = locations.id)";
/// Only where the price is still the one that the batch wrote.
const PRICE_STANDS: &str = "SELECT o.id FROM json_each(?2) g CROSS JOIN offers o ON o.workspace = ?1 AND o.id = g.value ->> 'offer' \
    WHERE o.currency = g.value ->> 'currency' \
      AND (SELECT json_group_array(c.unit_price) FROM offer_prices c WHERE c.workspace = ?1 AND c.offer = o.id) \
        = json_array(g.value ->> 'price')";

/// What lies on a line now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineNow {
    /// What lies there.
    pub part: i64,
    /// Where.
    pub location: String,
    /// Pieces.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// The number of its last movement.
    pub sequence: i64,
}

/// Things besides parts that a batch made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// Packages.
    pub packages: Vec<i64>,
    /// Vendors.
    pub vendors: Vec<i64>,
    /// Places.
    pub locations: Vec<i64>,
}

/// What lies on these lines now.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn lines_now(tx: &mut Tx, lines: &[i64]) -> Result<BTreeMap<i64, LineNow>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, String, i64, i64, i64)> =
        sqlx::query_as(LINES_NOW).bind(workspace).bind(json(lines)?).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(id, part, location, on_hand, reserved, sequence)| {
            let now = LineNow {
                part,
                location,
                on_hand: quantity(on_hand)?,
                reserved: quantity(reserved)?,
                sequence,
            };
            Ok((id, now))
        })
        .collect()
}

async fn found(tx: &mut Tx, statement: &'static str, set: String) -> Result<Vec<i64>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(statement).bind(workspace).bind(set).fetch_all(tx.connection()).await?)
}

async fn run(tx: &mut WriteTx, statement: &'static str, ids: &[i64]) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let workspace = tx.workspace();
    sqlx::query(statement).bind(workspace).bind(json(ids)?).execute(tx.connection()).await?;
    Ok(())
}

/// Those of these parts that something uses, or that lie somewhere.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn used(tx: &mut Tx, parts: &[i64]) -> Result<Vec<i64>, StoreError> {
    found(tx, USED, json(parts)?).await
}

/// Archives parts; each with its edit counter after that.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn archive(tx: &mut WriteTx, parts: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(ARCHIVE).bind(workspace).bind(json(parts)?).fetch_all(tx.connection()).await?)
}

/// Deletes vendors' items that no order has.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn delete_offers(tx: &mut WriteTx, offers: &[i64]) -> Result<(), StoreError> {
    for statement in [DROP_OFFER_PRICES, DROP_OFFER_HISTORY, DROP_OFFERS] {
        run(tx, statement, offers).await?;
    }
    Ok(())
}

/// Deletes parts of which nothing speaks any more; those that are gone.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn delete_parts(tx: &mut WriteTx, parts: &[PartId]) -> Result<Vec<i64>, StoreError> {
    let ids: Vec<i64> = parts.iter().map(|part| part.get()).collect();
    run(tx, DROP_LINES, &ids).await?;
    found(tx, DROP_PARTS, json(&ids)?).await
}

/// Deletes packages, vendors and places that nothing uses.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn delete_things(tx: &mut WriteTx, left: &Leftovers) -> Result<(), StoreError> {
    run(tx, DROP_PACKAGES, &left.packages).await?;
    run(tx, DROP_VENDORS, &left.vendors).await?;
    run(tx, DROP_PLACES, &left.locations).await
}

/// Those items whose price is still the one given.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn prices_that_stand(tx: &mut Tx, prices: &[super::PriceRow]) -> Result<Vec<i64>, StoreError> {
    found(tx, PRICE_STANDS, json(prices)?).await
}
