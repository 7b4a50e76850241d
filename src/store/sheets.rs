//! The sheet of a build, read in a number of statements that does not grow with its lines: sets
//! travel as one JSON parameter.

use super::offers::OfferRow;
use super::{StoreError, Tx};
use crate::domain::bom::Reference;
use crate::domain::catalog::{Offer, Spares, StandIn, StandInKind};
use crate::domain::clearing::{HeldPieces, Incoming, ReservedElsewhere, SheetStock};
use crate::domain::ids::{BomId, BuildId, LocationId, PartId, StockLineId, VersionId};
use crate::domain::quantity::Quantity;
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

const LINES: &str = "SELECT l.line, l.value, l.optional, l.do_not_populate, r.reference_list, r.quantity, r.implicit, r.ignored, \
      r.part, r.substitute, r.by_requirement, r.unmatched \
    FROM bom_lines l JOIN resolutions r ON r.workspace = l.workspace AND r.bom_line = l.id \
    WHERE l.workspace = ?1 AND l.bom = ?2 ORDER BY l.line, r.position";

const OWN_LINES: &str = "SELECT position, part, quantity, note FROM own_lines \
    WHERE workspace = ?1 AND version = ?2 ORDER BY position";

const LEFT_OUT_BY_VERSION: &str = "SELECT reference FROM line_decisions \
    WHERE workspace = ?1 AND version = ?2 AND kind = 'leave_out' AND reference <> ''";

/// Parts with the value and package of given ones: they may meet the same requirement.
const ALIKE: &str = "SELECT w.id AS wanted, p.id AS part FROM json_each(?2) given \
    JOIN parts w ON w.workspace = ?1 AND w.id = given.value AND w.value_key IS NOT NULL AND w.package IS NOT NULL \
    JOIN parts p ON p.workspace = ?1 AND p.value_key = w.value_key AND p.package = w.package AND p.archived = 0 \
    ORDER BY w.id, p.id";

/// The given parts and everything that stand-ins lead to from them.
const CLOSURE: &str = "WITH RECURSIVE reached (part) AS ( \
      SELECT value FROM json_each(?2) \
      UNION SELECT s.other FROM reached r JOIN stand_ins s ON s.workspace = ?1 AND s.part = r.part \
      UNION SELECT s.part FROM reached r JOIN stand_ins s ON s.workspace = ?1 AND s.other = r.part AND s.kind = 'equivalent' \
    ) SELECT p.id, p.key, p.name, p.symbol, p.value, p.tolerance, p.rating, k.name AS package, p.mpn, p.not_counted, p.spares \
    FROM reached r JOIN parts p ON p.workspace = ?1 AND p.id = r.part \
    LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package";

const STAND_INS: &str = "SELECT s.part, s.other, s.kind, s.rank, s.asks FROM json_each(?2) given \
    JOIN stand_ins s ON s.workspace = ?1 AND s.part = given.value ORDER BY s.part, s.other, s.kind";

const OFFERS: &str = "SELECT o.id, o.part, o.vendor, o.item_number, o.url, o.minimum, o.multiple, o.pack, o.currency, \
      o.checked, o.in_stock, o.lead_days, c.quantity AS break_quantity, c.unit_price \
    FROM json_each(?2) given JOIN offers o ON o.workspace = ?1 AND o.part = given.value AND o.archived = 0 \
    LEFT JOIN offer_prices c ON c.workspace = ?1 AND c.offer = o.id \
    ORDER BY o.part, o.id, c.quantity";

/// Oldest lot first: by the line's first movement.
const STOCK: &str = "SELECT s.id, s.part, s.location, l.name AS location_name, s.lot, s.on_hand, s.reserved, s.deprioritized \
    FROM json_each(?2) given JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value AND s.on_hand > 0 \
    JOIN locations l ON l.workspace = ?1 AND l.id = s.location \
    WHERE l.kit_of IS NULL OR l.kit_of = ?3 ORDER BY s.id";

const HELD: &str = "SELECT r.part, r.variant, a.stock_line, a.quantity FROM reservations r \
    JOIN allocations a ON a.workspace = ?1 AND a.reservation = r.id AND a.quantity > 0 \
    WHERE r.workspace = ?1 AND r.build = ?2 ORDER BY r.part, r.variant, a.stock_line";

const RESERVED_ELSEWHERE: &str = "SELECT s.part, b.number AS build, p.name AS project, sum(a.quantity) AS quantity \
    FROM json_each(?2) given JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value \
    JOIN allocations a ON a.workspace = ?1 AND a.stock_line = s.id AND a.quantity > 0 \
    JOIN reservations r ON r.workspace = ?1 AND r.id = a.reservation AND r.build <> ?3 \
    JOIN builds b ON b.workspace = ?1 AND b.id = r.build \
    JOIN versions v ON v.workspace = ?1 AND v.id = b.version \
    JOIN projects p ON p.workspace = ?1 AND p.id = v.project \
    GROUP BY s.part, b.id ORDER BY s.part, b.number";

const INCOMING: &str = "SELECT l.part, o.number, v.name AS vendor, o.status <> 'draft' AS placed, \
      max(l.quantity * l.pack - l.received, 0) AS quantity, \
      coalesce(sum(g.quantity), 0) AS pegged, coalesce(sum(CASE WHEN g.build = ?3 THEN g.quantity END), 0) AS pegged_here \
    FROM json_each(?2) given JOIN order_lines l ON l.workspace = ?1 AND l.part = given.value \
    JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id AND o.status IN ('draft', 'placed', 'part_received') \
    JOIN vendors v ON v.workspace = ?1 AND v.id = o.vendor \
    LEFT JOIN pegs g ON g.workspace = ?1 AND g.order_line = l.id \
    GROUP BY l.id ORDER BY l.part, o.number, l.line";

/// A line as it is stored, before its meaning is worked out.
#[derive(Debug, Clone)]
pub struct LineRow {
    /// The row's number in the BOM.
    pub line: u32,
    /// The row's value, as written.
    pub value: String,
    /// Where it goes.
    pub references: Vec<Reference>,
    /// Pieces for one piece of the version.
    pub quantity: Quantity,
    /// Brought along by the row's package.
    pub implicit: bool,
    /// Does not count.
    pub ignored: bool,
    /// The part, after substitution.
    pub part: Option<PartId>,
    /// Every part that meets the requirement will do.
    pub by_requirement: bool,
    /// What was wanted, where there is no part.
    pub unmatched: Option<String>,
    /// Counts only where it is asked for.
    pub optional: bool,
    /// Never counts.
    pub do_not_populate: bool,
}

/// An own line as it is stored.
#[derive(Debug, Clone)]
pub struct OwnLineRow {
    /// Its place.
    pub position: u32,
    /// Its part.
    pub part: PartId,
    /// Pieces for one piece of the version.
    pub quantity: Quantity,
    /// A person's note.
    pub note: String,
}

/// A part with what its requirement is compared by.
#[derive(Debug, Clone)]
pub struct PartRow {
    /// Which.
    pub id: PartId,
    /// Its name for programs.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Reference prefix.
    pub symbol: String,
    /// Value as written.
    pub value: String,
    /// Tolerance as written.
    pub tolerance: Option<String>,
    /// Ratings as written.
    pub rating: Option<String>,
    /// Name of its package.
    pub package: Option<String>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Nobody counts it.
    pub not_counted: bool,
    /// Extra pieces.
    pub spares: Option<Spares>,
}

/// The lines of a BOM with their resolutions, in line order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn lines(tx: &mut Tx, bom: BomId) -> Result<Vec<LineRow>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        line: i64,
        value: String,
        optional: bool,
        do_not_populate: bool,
        reference_list: String,
        quantity: i64,
        implicit: bool,
        ignored: bool,
        part: Option<i64>,
        substitute: Option<i64>,
        by_requirement: bool,
        unmatched: Option<String>,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(LINES).bind(workspace).bind(bom.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|row| {
            Ok(LineRow {
                line: small(row.line)?,
                value: row.value,
                references: references(&row.reference_list)?,
                quantity: quantity(row.quantity)?,
                implicit: row.implicit,
                ignored: row.ignored,
                part: row.substitute.or(row.part).map(PartId::new),
                // A substitute was named by a person: only it and its stand-ins will do.
                by_requirement: row.by_requirement && row.substitute.is_none(),
                unmatched: row.unmatched,
                optional: row.optional,
                do_not_populate: row.do_not_populate,
            })
        })
        .collect()
}

/// The own lines of a version, in their order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn own_lines(tx: &mut Tx, version: VersionId) -> Result<Vec<OwnLineRow>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(OWN_LINES).bind(workspace).bind(version.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(position, part, pieces, note)| {
            Ok(OwnLineRow {
                position: small(position)?,
                part: PartId::new(part),
                quantity: quantity(pieces)?,
                note,
            })
        })
        .collect()
}

/// References that a version leaves out in every build.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn left_out_by_version(tx: &mut Tx, version: VersionId) -> Result<BTreeSet<Reference>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<String> = sqlx::query_scalar(LEFT_OUT_BY_VERSION)
        .bind(workspace)
        .bind(version.get())
        .fetch_all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(Reference::new).collect())
}

/// For each of the given parts, those of the same value and package, itself among them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn alike(
    tx: &mut Tx,
    parts: &BTreeSet<PartId>,
) -> Result<BTreeMap<PartId, Vec<PartId>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64)> =
        sqlx::query_as(ALIKE).bind(workspace).bind(set(parts)).fetch_all(tx.connection()).await?;
    let mut alike: BTreeMap<PartId, Vec<PartId>> = BTreeMap::new();
    for (wanted, part) in rows {
        alike.entry(PartId::new(wanted)).or_default().push(PartId::new(part));
    }
    Ok(alike)
}

/// The given parts and everything that stand-ins lead to from them.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn parts(tx: &mut Tx, start: &BTreeSet<PartId>) -> Result<BTreeMap<PartId, PartRow>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        key: String,
        name: String,
        symbol: String,
        value: String,
        tolerance: Option<String>,
        rating: Option<String>,
        package: Option<String>,
        mpn: Option<String>,
        not_counted: bool,
        spares: Option<String>,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(CLOSURE).bind(workspace).bind(set(start)).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|row| {
            let spares = row.spares.as_deref().map(serde_json::from_str).transpose().map_err(corrupt)?;
            let part = PartRow {
                id: PartId::new(row.id),
                key: row.key,
                name: row.name,
                symbol: row.symbol,
                value: row.value,
                tolerance: row.tolerance,
                rating: row.rating,
                package: row.package,
                mpn: row.mpn,
                not_counted: row.not_counted,
                spares,
            };
            Ok((part.id, part))
        })
        .collect()
}

/// Equivalents and alternatives among the given parts.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn stand_ins(tx: &mut Tx, among: &BTreeSet<PartId>) -> Result<Vec<StandIn>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, String, i64, bool)> =
        sqlx::query_as(STAND_INS).bind(workspace).bind(set(among)).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(part, other, kind, rank, asks)| {
            let kind = match kind.as_str() {
                "equivalent" => StandInKind::Equivalent,
                _ => StandInKind::Alternative { rank: small(rank)? },
            };
            Ok(StandIn { part: PartId::new(part), other: PartId::new(other), kind, asks })
        })
        .collect()
}

/// The offers of the given parts with their price breaks, by part.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn offers(tx: &mut Tx, of: &BTreeSet<PartId>) -> Result<BTreeMap<PartId, Vec<Offer>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<OfferRow> =
        sqlx::query_as(OFFERS).bind(workspace).bind(set(of)).fetch_all(tx.connection()).await?;
    let mut offers: BTreeMap<PartId, Vec<Offer>> = BTreeMap::new();
    for offer in OfferRow::gather(rows)? {
        offers.entry(offer.part).or_default().push(offer);
    }
    Ok(offers)
}

/// Stock of the given parts as a build sees it, oldest line first; other builds' kits are not seen.
/// `held` is what the build itself has reserved.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn stock(
    tx: &mut Tx,
    of: &BTreeSet<PartId>,
    build: BuildId,
    held: &[HeldPieces],
) -> Result<Vec<SheetStock>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        part: i64,
        location: i64,
        location_name: String,
        lot: String,
        on_hand: i64,
        reserved: i64,
        deprioritized: bool,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(STOCK)
        .bind(workspace)
        .bind(set(of))
        .bind(build.get())
        .fetch_all(tx.connection())
        .await?;
    let mut held_there: BTreeMap<StockLineId, Quantity> = BTreeMap::new();
    for pieces in held {
        *held_there.entry(pieces.stock_line).or_insert(Quantity::ZERO) += pieces.quantity;
    }
    rows.into_iter()
        .map(|row| {
            let stock_line = StockLineId::new(row.id);
            let own = held_there.get(&stock_line).copied().unwrap_or(Quantity::ZERO);
            Ok(SheetStock {
                stock_line,
                part: PartId::new(row.part),
                location: LocationId::new(row.location),
                location_name: row.location_name,
                lot: row.lot,
                on_hand: quantity(row.on_hand)?,
                reserved_by_others: quantity(row.reserved)?.saturating_sub(own),
                deprioritized: row.deprioritized,
            })
        })
        .collect()
}

/// What a build has reserved.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn held(tx: &mut Tx, build: BuildId) -> Result<Vec<HeldPieces>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, i64, i64)> =
        sqlx::query_as(HELD).bind(workspace).bind(build.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(part, variant, stock_line, pieces)| {
            Ok(HeldPieces {
                part: PartId::new(part),
                variant,
                stock_line: StockLineId::new(stock_line),
                quantity: quantity(pieces)?,
            })
        })
        .collect()
}

/// What other builds have reserved of the given parts.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn reserved_elsewhere(
    tx: &mut Tx,
    of: &BTreeSet<PartId>,
    build: BuildId,
) -> Result<Vec<ReservedElsewhere>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, String, i64)> = sqlx::query_as(RESERVED_ELSEWHERE)
        .bind(workspace)
        .bind(set(of))
        .bind(build.get())
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|(part, build, project, pieces)| {
            Ok(ReservedElsewhere { part: PartId::new(part), build, project, quantity: quantity(pieces)? })
        })
        .collect()
}

/// What is drafted or on its way of the given parts. Pieces that are pegged to nobody count for
/// this build.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn incoming(
    tx: &mut Tx,
    of: &BTreeSet<PartId>,
    build: BuildId,
) -> Result<Vec<Incoming>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        part: i64,
        number: i64,
        vendor: String,
        placed: bool,
        quantity: i64,
        pegged: i64,
        pegged_here: i64,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(INCOMING)
        .bind(workspace)
        .bind(set(of))
        .bind(build.get())
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let coming = quantity(row.quantity)?;
            let for_nobody = coming.saturating_sub(quantity(row.pegged)?);
            let for_this_build = (quantity(row.pegged_here)? + for_nobody).min(coming);
            Ok(Incoming {
                part: PartId::new(row.part),
                order: row.number,
                vendor: row.vendor,
                placed: row.placed,
                quantity: coming,
                for_this_build,
            })
        })
        .collect()
}

fn set(parts: &BTreeSet<PartId>) -> String {
    let numbers: Vec<String> = parts.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}

fn references(list: &str) -> Result<Vec<Reference>, StoreError> {
    serde_json::from_str(list).map_err(corrupt)
}

fn quantity(pieces: i64) -> Result<Quantity, StoreError> {
    Quantity::try_from(pieces).map_err(corrupt)
}

fn small(number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(corrupt)
}

fn corrupt(error: impl ToString) -> StoreError {
    StoreError::Corrupt(error.to_string())
}
