//! The list of parts as people look through it: filtered, sorted, paged by key.

use super::columns::quantity;
use super::part_search::{Row, matching, terms};
use super::{StoreError, Tx};
use crate::domain::catalog::{PartFilter, PartOrder, PartSummary, Search, SortBy};
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use std::collections::BTreeMap;

/// A sum over the stock of the part that `$part` is the id of.
macro_rules! sum_of {
    ($what:literal, $part:literal) => {
        concat!(
            "(SELECT coalesce(sum(",
            $what,
            "), 0) FROM stock_lines s WHERE s.workspace = ?1 AND s.part = ",
            $part,
            ")"
        )
    };
}

/// A page of the parts that `$from` gives as `p`: in the order `$order`, whose first column may be
/// `sort_key`, what follows the part `a` by `$follows`.
macro_rules! page_of {
    ($with:expr, $from:literal, $key:expr, $follows:expr, $order:literal) => {
        concat!(
            "WITH ",
            $with,
            "page AS ( \
               SELECT p.id, p.key, p.name, p.symbol, p.value, p.package, p.mpn, p.tags, p.low_stock, p.not_counted, \
                 p.placeholder, p.archived, ",
            $key,
            " AS sort_key FROM ",
            $from,
            " p.workspace = ?1 AND (?2 IS NULL OR p.symbol = ?2 COLLATE NOCASE) \
                 AND (?3 IS NULL OR p.package = (SELECT k.id FROM packages k WHERE k.workspace = ?1 AND k.name = ?3)) \
                 AND p.archived = (?4 = 'archived') \
                 AND CASE ?4 WHEN 'low' THEN p.low_stock > 0 AND p.not_counted = 0 AND ",
            sum_of!("s.on_hand - s.reserved", "p.id"),
            " < p.low_stock \
                   WHEN 'no_offer' THEN NOT EXISTS (SELECT 1 FROM offers o WHERE o.workspace = ?1 AND o.part = p.id AND o.archived = 0) \
                   WHEN 'not_counted' THEN p.not_counted WHEN 'placeholder' THEN p.placeholder ELSE 1 END \
                 AND (?5 IS NULL OR ",
            $follows,
            " FROM parts a WHERE a.workspace = ?1 AND a.id = ?5)) ORDER BY ",
            $order,
            " LIMIT ?6 \
             ) \
             SELECT p.id, p.key, p.name, p.symbol, p.value, k.name AS package, p.mpn, p.tags, p.low_stock, p.not_counted, \
               p.placeholder, p.archived, coalesce(sum(s.on_hand), 0) AS on_hand, coalesce(sum(s.reserved), 0) AS reserved \
             FROM page p LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package \
             LEFT JOIN stock_lines s ON s.workspace = ?1 AND s.part = p.id GROUP BY p.id ORDER BY ",
            $order
        )
    };
}

/// All parts, and those that a search means.
macro_rules! both {
    ($key:expr, $follows:expr, $order:literal) => {
        [
            page_of!("", "parts p WHERE", $key, $follows, $order),
            page_of!(
                matching!("?7", "?8"),
                "matched m CROSS JOIN parts p WHERE p.id = m.part AND",
                $key,
                $follows,
                $order
            ),
        ]
    };
}

/// By a sum over stock; `$sign` turns it round.
macro_rules! by_sum {
    ($sign:literal, $what:literal) => {
        both!(
            concat!($sign, sum_of!($what, "p.id")),
            concat!(
                "(",
                $sign,
                sum_of!($what, "p.id"),
                ", p.name, p.id) > (SELECT ",
                $sign,
                sum_of!($what, "a.id"),
                ", a.name, a.id"
            ),
            "sort_key, p.name, p.id"
        )
    };
}

const BY_NAME: [&str; 2] = both!("0", "(p.name, p.id) > (SELECT a.name, a.id", "p.name, p.id");
const BY_NAME_BACK: [&str; 2] = both!("0", "(p.name, p.id) < (SELECT a.name, a.id", "p.name DESC, p.id DESC");
const BY_ON_HAND: [&str; 2] = by_sum!("", "s.on_hand");
const BY_ON_HAND_BACK: [&str; 2] = by_sum!("-", "s.on_hand");
const BY_FREE: [&str; 2] = by_sum!("", "s.on_hand - s.reserved");
const BY_FREE_BACK: [&str; 2] = by_sum!("-", "s.on_hand - s.reserved");

const ON_THE_WAY: &str = "SELECT l.part, sum(max(l.quantity * l.pack - l.received, 0)) AS pieces FROM json_each(?2) given \
    CROSS JOIN order_lines l ON l.workspace = ?1 AND l.part = given.value \
    JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id AND o.status IN ('placed', 'part_received') GROUP BY l.part";
const SYMBOLS: &str =
    "SELECT DISTINCT symbol FROM parts WHERE workspace = ?1 AND symbol <> '' ORDER BY symbol LIMIT 200";
const PACKAGES: &str = "SELECT name FROM packages WHERE workspace = ?1 ORDER BY name LIMIT 500";

const fn statements(order: PartOrder) -> [&'static str; 2] {
    match (order.by, order.descending) {
        (SortBy::Name, false) => BY_NAME,
        (SortBy::Name, true) => BY_NAME_BACK,
        (SortBy::OnHand, false) => BY_ON_HAND,
        (SortBy::OnHand, true) => BY_ON_HAND_BACK,
        (SortBy::Free, false) => BY_FREE,
        (SortBy::Free, true) => BY_FREE_BACK,
    }
}

/// The parts that a filter leaves, in its order; `limit` at most.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn list(
    tx: &mut Tx,
    search: &Search,
    filter: &PartFilter,
    limit: u32,
) -> Result<Vec<PartSummary>, StoreError> {
    let workspace = tx.workspace();
    let [all, searched] = statements(filter.order);
    let query = sqlx::query_as(if search.is_empty() { all } else { searched });
    let mut query = query
        .bind(workspace)
        .bind(filter.symbol.as_deref())
        .bind(filter.package.as_deref())
        .bind(filter.show.name())
        .bind(filter.after.map(PartId::get))
        .bind(limit);
    if !search.is_empty() {
        let (terms, words) = terms(search)?;
        query = query.bind(terms).bind(words);
    }
    let rows: Vec<Row> = query.fetch_all(tx.connection()).await?;
    rows.into_iter().map(PartSummary::try_from).collect()
}

/// Pieces of these parts that are placed with vendors and not here yet.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn on_the_way(tx: &mut Tx, parts: &[PartId]) -> Result<BTreeMap<PartId, Quantity>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64)> = sqlx::query_as(ON_THE_WAY)
        .bind(workspace)
        .bind(super::json(parts)?)
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter().map(|(part, pieces)| Ok((PartId::new(part), quantity(pieces)?))).collect()
}

/// Reference prefixes that parts have.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn symbols(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(SYMBOLS).bind(workspace).fetch_all(tx.connection()).await?)
}

/// Names of packages.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn packages(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(PACKAGES).bind(workspace).fetch_all(tx.connection()).await?)
}
