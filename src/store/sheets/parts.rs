//! The parts of sheets: what lines want, what is like it, and what stands in for it.

use super::set;
use crate::domain::catalog::{Spares, StandIn, StandInKind};
use crate::domain::ids::PartId;
use crate::store::columns::small;
use crate::store::packed::{self, truth};
use crate::store::{StoreError, Tx};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Parts with the value and package of given ones: they may meet the same requirement.
const ALIKE: &str = "SELECT w.id AS wanted, p.id AS part FROM json_each(?2) given \
    CROSS JOIN parts w ON w.workspace = ?1 AND w.id = given.value AND w.value_key IS NOT NULL AND w.package IS NOT NULL \
    JOIN parts p ON p.workspace = ?1 AND p.value_key = w.value_key AND p.package = w.package AND p.archived = 0 \
    ORDER BY w.id, p.id";

/// The given parts and everything that stand-ins lead to from them.
const CLOSURE: &str = "WITH RECURSIVE reached (part) AS ( \
      SELECT value FROM json_each(?2) \
      UNION SELECT s.other FROM reached r JOIN stand_ins s ON s.workspace = ?1 AND s.part = r.part \
      UNION SELECT s.part FROM reached r JOIN stand_ins s ON s.workspace = ?1 AND s.other = r.part AND s.kind = 'equivalent' \
    ) SELECT json_group_array(json_array(p.id, p.key, p.name, p.symbol, p.value, p.tolerance, p.rating, k.name, p.mpn, \
      p.not_counted, json(p.spares))) \
    FROM reached r JOIN parts p ON p.workspace = ?1 AND p.id = r.part \
    LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package";

const STAND_INS: &str = "SELECT s.part, s.other, s.kind, s.rank, s.asks FROM json_each(?2) given \
    CROSS JOIN stand_ins s ON s.workspace = ?1 AND s.part = given.value ORDER BY s.part, s.other, s.kind";

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
    #[derive(Deserialize)]
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
        #[serde(deserialize_with = "truth")]
        not_counted: bool,
        spares: Option<Spares>,
    }
    let parts = packed::rows::<Row>(tx, CLOSURE, set(start)).await?.into_iter().map(|row| {
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
            spares: row.spares,
        };
        (part.id, part)
    });
    Ok(parts.collect())
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
