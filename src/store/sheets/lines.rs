//! The lines of sheets: those of BOMs with what they mean, and those beside them.

use super::set;
use crate::domain::bom::Reference;
use crate::domain::ids::{BomId, PartId, VersionId};
use crate::domain::quantity::Quantity;
use crate::store::columns::{quantity, small};
use crate::store::packed::{self, truth};
use crate::store::{StoreError, Tx};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const LINES: &str = "SELECT json_group_array(json_array(l.bom, l.line, l.value, l.optional, l.do_not_populate, \
      json(r.reference_list), r.quantity, r.implicit, r.ignored, r.part, r.substitute, r.by_requirement, r.unmatched) \
      ORDER BY l.bom, l.line, r.position) \
    FROM json_each(?2) given CROSS JOIN bom_lines l ON l.workspace = ?1 AND l.bom = given.value \
    JOIN resolutions r ON r.workspace = ?1 AND r.bom_line = l.id";

const OWN_LINES: &str = "SELECT o.version, o.position, o.part, o.quantity, o.note \
    FROM json_each(?2) given CROSS JOIN own_lines o ON o.workspace = ?1 AND o.version = given.value \
    ORDER BY o.version, o.position";

const LEFT_OUT_BY_VERSION: &str = "SELECT d.version, d.reference FROM json_each(?2) given \
    CROSS JOIN line_decisions d ON d.workspace = ?1 AND d.version = given.value AND d.kind = 'leave_out' AND d.reference <> ''";

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

#[derive(Deserialize)]
struct Row {
    bom: i64,
    line: u32,
    value: String,
    #[serde(deserialize_with = "truth")]
    optional: bool,
    #[serde(deserialize_with = "truth")]
    do_not_populate: bool,
    references: Vec<Reference>,
    quantity: i64,
    #[serde(deserialize_with = "truth")]
    implicit: bool,
    #[serde(deserialize_with = "truth")]
    ignored: bool,
    part: Option<i64>,
    substitute: Option<i64>,
    #[serde(deserialize_with = "truth")]
    by_requirement: bool,
    unmatched: Option<String>,
}

impl TryFrom<Row> for LineRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            line: row.line,
            value: row.value,
            references: row.references,
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
    }
}

/// The lines of BOMs with their resolutions, in line order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn lines(tx: &mut Tx, boms: &BTreeSet<BomId>) -> Result<BTreeMap<BomId, Vec<LineRow>>, StoreError> {
    let mut lines: BTreeMap<BomId, Vec<LineRow>> = BTreeMap::new();
    for row in packed::rows::<Row>(tx, LINES, set(boms)).await? {
        lines.entry(BomId::new(row.bom)).or_default().push(row.try_into()?);
    }
    Ok(lines)
}

/// The own lines of versions, in their order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn own_lines(
    tx: &mut Tx,
    versions: &BTreeSet<VersionId>,
) -> Result<BTreeMap<VersionId, Vec<OwnLineRow>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64, i64, String)> =
        sqlx::query_as(OWN_LINES).bind(workspace).bind(set(versions)).fetch_all(tx.connection()).await?;
    let mut lines: BTreeMap<VersionId, Vec<OwnLineRow>> = BTreeMap::new();
    for (version, position, part, pieces, note) in rows {
        let part = PartId::new(part);
        let line = OwnLineRow { position: small(position)?, part, quantity: quantity(pieces)?, note };
        lines.entry(VersionId::new(version)).or_default().push(line);
    }
    Ok(lines)
}

/// References that versions leave out in every build.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn left_out_by_version(
    tx: &mut Tx,
    versions: &BTreeSet<VersionId>,
) -> Result<BTreeMap<VersionId, BTreeSet<Reference>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String)> = sqlx::query_as(LEFT_OUT_BY_VERSION)
        .bind(workspace)
        .bind(set(versions))
        .fetch_all(tx.connection())
        .await?;
    let mut left_out: BTreeMap<VersionId, BTreeSet<Reference>> = BTreeMap::new();
    for (version, reference) in rows {
        left_out.entry(VersionId::new(version)).or_default().insert(Reference::new(reference));
    }
    Ok(left_out)
}
