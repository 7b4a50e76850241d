//! What could cover the needs of sheets: stock, what is reserved of it, and what is ordered. Rows
//! tell which build they are of; what that means for another build is not decided here.

use super::set;
use crate::domain::clearing::HeldPieces;
use crate::domain::ids::{BuildId, LocationId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use crate::store::columns::quantity;
use crate::store::packed::{self, truth};
use crate::store::{StoreError, Tx};
use serde::Deserialize;
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

/// Oldest lot first: by the line's first movement.
const STOCK: &str = "SELECT json_group_array(json_array(s.id, s.part, s.location, l.name, l.kit_of, s.lot, s.on_hand, \
      s.reserved, s.deprioritized) ORDER BY s.id) \
    FROM json_each(?2) given CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value AND s.on_hand > 0 \
    JOIN locations l ON l.workspace = ?1 AND l.id = s.location";

const HELD: &str = "SELECT r.build, r.part, r.variant, a.stock_line, a.quantity FROM json_each(?2) given \
    CROSS JOIN reservations r ON r.workspace = ?1 AND r.build = given.value \
    JOIN allocations a ON a.workspace = ?1 AND a.reservation = r.id AND a.quantity > 0 \
    ORDER BY r.build, r.part, r.variant, a.stock_line";

const RESERVED: &str = "SELECT s.part, b.id AS build, b.number, p.name AS project, sum(a.quantity) AS quantity \
    FROM json_each(?2) given CROSS JOIN stock_lines s ON s.workspace = ?1 AND s.part = given.value \
    JOIN allocations a ON a.workspace = ?1 AND a.stock_line = s.id AND a.quantity > 0 \
    JOIN reservations r ON r.workspace = ?1 AND r.id = a.reservation \
    JOIN builds b ON b.workspace = ?1 AND b.id = r.build \
    JOIN versions v ON v.workspace = ?1 AND v.id = b.version \
    JOIN projects p ON p.workspace = ?1 AND p.id = v.project \
    GROUP BY s.part, b.id ORDER BY s.part, b.number";

const INCOMING: &str = "SELECT l.id, l.part, o.number, v.name AS vendor, o.status <> 'draft' AS placed, \
      max(l.quantity * l.pack - l.received, 0) AS quantity, g.build AS peg_build, g.quantity AS peg_quantity \
    FROM json_each(?2) given CROSS JOIN order_lines l ON l.workspace = ?1 AND l.part = given.value \
    JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id AND o.status IN ('draft', 'placed', 'part_received') \
    JOIN vendors v ON v.workspace = ?1 AND v.id = o.vendor \
    LEFT JOIN pegs g ON g.workspace = ?1 AND g.order_line = l.id \
    ORDER BY l.part, o.number, l.line, l.id";

/// A stock line of a part.
#[derive(Debug, Clone)]
pub struct StockRow {
    /// The line.
    pub stock_line: StockLineId,
    /// What lies there.
    pub part: PartId,
    /// Where.
    pub location: LocationId,
    /// The place's name.
    pub location_name: String,
    /// The build whose kit the place is.
    pub kit_of: Option<BuildId>,
    /// Which lot, if told apart.
    pub lot: String,
    /// Pieces on hand.
    pub on_hand: Quantity,
    /// Pieces that builds have reserved.
    pub reserved: Quantity,
    /// Never reserved automatically.
    pub deprioritized: bool,
}

/// What a build has reserved of a part.
#[derive(Debug, Clone)]
pub struct ReservedRow {
    /// The part that is reserved.
    pub part: PartId,
    /// The build.
    pub build: BuildId,
    /// Its number.
    pub number: i64,
    /// Its project's name.
    pub project: String,
    /// How many.
    pub quantity: Quantity,
}

/// An order line that is not yet received in full.
#[derive(Debug, Clone)]
pub struct IncomingRow {
    /// What comes.
    pub part: PartId,
    /// The order's number.
    pub order: i64,
    /// Who sends it.
    pub vendor: String,
    /// Placed, or only drafted.
    pub placed: bool,
    /// Pieces that have not come yet.
    pub quantity: Quantity,
    /// For which builds they were ordered.
    pub pegs: Vec<(BuildId, Quantity)>,
}

/// Stock of the given parts, oldest line first.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn stock(tx: &mut Tx, of: &BTreeSet<PartId>) -> Result<Vec<StockRow>, StoreError> {
    #[derive(Deserialize)]
    struct Row {
        id: i64,
        part: i64,
        location: i64,
        location_name: String,
        kit_of: Option<i64>,
        lot: String,
        on_hand: i64,
        reserved: i64,
        #[serde(deserialize_with = "truth")]
        deprioritized: bool,
    }
    packed::rows::<Row>(tx, STOCK, set(of))
        .await?
        .into_iter()
        .map(|row| {
            Ok(StockRow {
                stock_line: StockLineId::new(row.id),
                part: PartId::new(row.part),
                location: LocationId::new(row.location),
                location_name: row.location_name,
                kit_of: row.kit_of.map(BuildId::new),
                lot: row.lot,
                on_hand: quantity(row.on_hand)?,
                reserved: quantity(row.reserved)?,
                deprioritized: row.deprioritized,
            })
        })
        .collect()
}

/// What these builds have reserved.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn held(
    tx: &mut Tx,
    builds: &BTreeSet<BuildId>,
) -> Result<BTreeMap<BuildId, Vec<HeldPieces>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, String, i64, i64)> =
        sqlx::query_as(HELD).bind(workspace).bind(set(builds)).fetch_all(tx.connection()).await?;
    let mut held: BTreeMap<BuildId, Vec<HeldPieces>> = BTreeMap::new();
    for (build, part, variant, stock_line, pieces) in rows {
        held.entry(BuildId::new(build)).or_default().push(HeldPieces {
            part: PartId::new(part),
            variant,
            stock_line: StockLineId::new(stock_line),
            quantity: quantity(pieces)?,
        });
    }
    Ok(held)
}

/// What builds have reserved of the given parts, by part and the build's number.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn reserved(tx: &mut Tx, of: &BTreeSet<PartId>) -> Result<Vec<ReservedRow>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64, String, i64)> =
        sqlx::query_as(RESERVED).bind(workspace).bind(set(of)).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(part, build, number, project, pieces)| {
            let (part, build) = (PartId::new(part), BuildId::new(build));
            Ok(ReservedRow { part, build, number, project, quantity: quantity(pieces)? })
        })
        .collect()
}

/// What is drafted or on its way of the given parts, by part, order and line.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn incoming(tx: &mut Tx, of: &BTreeSet<PartId>) -> Result<Vec<IncomingRow>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        part: i64,
        number: i64,
        vendor: String,
        placed: bool,
        quantity: i64,
        peg_build: Option<i64>,
        peg_quantity: Option<i64>,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(INCOMING).bind(workspace).bind(set(of)).fetch_all(tx.connection()).await?;
    let mut incoming: Vec<IncomingRow> = Vec::new();
    let mut line = None;
    for row in rows {
        if line != Some(row.id) {
            line = Some(row.id);
            incoming.push(IncomingRow {
                part: PartId::new(row.part),
                order: row.number,
                vendor: row.vendor,
                placed: row.placed,
                quantity: quantity(row.quantity)?,
                pegs: Vec::new(),
            });
        }
        if let (Some(build), Some(pieces), Some(last)) =
            (row.peg_build, row.peg_quantity, incoming.last_mut())
        {
            last.pegs.push((BuildId::new(build), quantity(pieces)?));
        }
    }
    Ok(incoming)
}
