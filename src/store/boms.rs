//! BOMs as they were read: a sync adds one, none is ever edited.

use super::packed::{self, truth};
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{BomId, VersionId};
use crate::domain::matching::BomLine;
use crate::domain::quantity::Quantity;
use serde::Deserialize;
use sqlx::FromRow;
use std::collections::BTreeMap;

const ONE: &str = "SELECT id, source, commit_id, path FROM boms WHERE workspace = ?1 AND id = ?2";
const LINES: &str = "SELECT json_group_array(json_array(l.bom, l.line, l.quantity, l.value, l.footprint, l.vendor, l.item_number, \
      l.manufacturer, l.mpn, l.description, l.note, l.optional, l.do_not_populate, json(l.extras), \
      json((SELECT json_group_array(r.reference ORDER BY r.position) FROM bom_references r \
       WHERE r.workspace = l.workspace AND r.bom_line = l.id))) ORDER BY l.bom, l.line) \
    FROM json_each(?2) given CROSS JOIN bom_lines l ON l.workspace = ?1 AND l.bom = given.value";
const CURRENT: &str = "SELECT v.id AS version, b.id, b.source FROM versions v JOIN boms b ON b.workspace = ?1 AND b.id = v.bom \
    WHERE v.workspace = ?1 ORDER BY v.id";
const ADD: &str = "INSERT INTO boms (workspace, version, sequence, source, commit_id, path, warnings, actor, at) \
    SELECT ?1, ?2, coalesce(max(sequence), 0) + 1, ?3, ?4, ?5, ?6, ?7, ?8 FROM boms WHERE workspace = ?1 AND version = ?2 \
    RETURNING id";
const ADD_LINES: &str = "INSERT INTO bom_lines (workspace, bom, line, quantity, value, footprint, vendor, item_number, \
      manufacturer, mpn, description, note, optional, do_not_populate, extras) \
    SELECT ?1, ?2, value ->> 'line', value ->> 'quantity', value ->> 'value', value ->> 'footprint', value ->> 'vendor', \
      value ->> 'item_number', value ->> 'manufacturer', value ->> 'mpn', value ->> 'description', value ->> 'note', \
      value ->> 'optional', value ->> 'do_not_populate', value -> 'extras' \
    FROM jsonb_each(?3) ORDER BY key";
const ADD_REFERENCES: &str = "INSERT INTO bom_references (workspace, bom, reference, bom_line, position) \
    SELECT ?1, ?2, reference.value, l.id, reference.key + 1 \
    FROM jsonb_each(?3) given CROSS JOIN json_each(given.value, '$.references') reference \
    CROSS JOIN bom_lines l ON l.bom = ?2 AND l.line = given.value ->> 'line'";

/// Where a BOM came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BomSource {
    /// The project's repository.
    Git,
    /// A file that somebody handed over.
    File,
    /// A bundle.
    Bundle,
}

impl BomSource {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Git => "git",
            Self::File => "file",
            Self::Bundle => "bundle",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Git, Self::File, Self::Bundle].into_iter().find(|source| source.name() == name)
    }
}

/// Where and when a BOM was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBom {
    /// Its id.
    pub id: BomId,
    /// Where it came from.
    pub source: BomSource,
    /// The commit that it was read at.
    pub commit: Option<String>,
    /// The file that it was read from.
    pub path: Option<String>,
}

/// A BOM to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewBom<'a> {
    /// Where it came from.
    pub source: BomSource,
    /// The commit that it was read at.
    pub commit: Option<&'a str>,
    /// The file that it was read from.
    pub path: Option<&'a str>,
    /// What reading it gave rise to.
    pub warnings: &'a [String],
    /// Its lines.
    pub lines: &'a [BomLine],
}

#[derive(FromRow)]
struct BomRow {
    id: i64,
    source: String,
    commit_id: Option<String>,
    path: Option<String>,
}

#[derive(Deserialize)]
struct LineRow {
    bom: i64,
    line: u32,
    quantity: i64,
    value: String,
    footprint: String,
    vendor: String,
    item_number: String,
    manufacturer: String,
    mpn: String,
    description: String,
    note: String,
    #[serde(deserialize_with = "truth")]
    optional: bool,
    #[serde(deserialize_with = "truth")]
    do_not_populate: bool,
    extras: Vec<(String, String)>,
    references: Vec<String>,
}

impl TryFrom<LineRow> for BomLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let corrupt = |what| StoreError::Corrupt(format!("BOM line {}: {what}", row.line));
        Ok(Self {
            line: row.line,
            references: row.references,
            quantity: Quantity::try_from(row.quantity).map_err(corrupt)?,
            extras: row.extras,
            value: row.value,
            footprint: row.footprint,
            manufacturer: row.manufacturer,
            mpn: row.mpn,
            vendor: row.vendor,
            item_number: row.item_number,
            description: row.description,
            note: row.note,
            optional: row.optional,
            do_not_populate: row.do_not_populate,
        })
    }
}

/// The BOM of that id.
///
/// # Errors
/// [`StoreError`] where the database fails or has no such BOM.
pub async fn one(tx: &mut Tx, bom: BomId) -> Result<StoredBom, StoreError> {
    let workspace = tx.workspace();
    let row: BomRow = sqlx::query_as(ONE).bind(workspace).bind(bom.get()).fetch_one(tx.connection()).await?;
    let source = BomSource::from_name(&row.source)
        .ok_or_else(|| StoreError::Corrupt(format!("BOM {bom}: source {}", row.source)))?;
    Ok(StoredBom { id: BomId::new(row.id), source, commit: row.commit_id, path: row.path })
}

/// The current BOM of each version that has one, and where it came from.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn current(tx: &mut Tx) -> Result<Vec<(VersionId, BomId, BomSource)>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, String)> =
        sqlx::query_as(CURRENT).bind(workspace).fetch_all(tx.connection()).await?;
    let named = |(version, bom, source): (i64, i64, String)| {
        let source = BomSource::from_name(&source)
            .ok_or_else(|| StoreError::Corrupt(format!("BOM {bom}: source {source}")))?;
        Ok((VersionId::new(version), BomId::new(bom), source))
    };
    rows.into_iter().map(named).collect()
}

/// The lines of a BOM in their order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn lines(tx: &mut Tx, bom: BomId) -> Result<Vec<BomLine>, StoreError> {
    Ok(lines_of(tx, &[bom]).await?.remove(&bom).unwrap_or_default())
}

/// The lines of each of these BOMs in their order; none of a BOM without lines.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn lines_of(tx: &mut Tx, boms: &[BomId]) -> Result<BTreeMap<BomId, Vec<BomLine>>, StoreError> {
    let mut lines: BTreeMap<BomId, Vec<BomLine>> = BTreeMap::new();
    for row in packed::rows::<LineRow>(tx, LINES, super::json(boms)?).await? {
        lines.entry(BomId::new(row.bom)).or_default().push(row.try_into()?);
    }
    Ok(lines)
}

/// Keeps a BOM with its lines and references.
///
/// # Errors
/// [`StoreError::Refused`] where a line breaks a limit or a reference is on two lines.
pub async fn add(tx: &mut WriteTx, version: VersionId, bom: NewBom<'_>) -> Result<BomId, StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    let id: i64 = sqlx::query_scalar(ADD)
        .bind(workspace)
        .bind(version.get())
        .bind(bom.source.name())
        .bind(bom.commit)
        .bind(bom.path)
        .bind(super::json(&bom.warnings)?)
        .bind(actor)
        .bind(at)
        .fetch_one(tx.connection())
        .await?;
    let lines = super::json(&bom.lines)?;
    let added = sqlx::query(ADD_LINES).bind(workspace).bind(id).bind(&lines).execute(tx.connection()).await?;
    super::error::expect_rows("BOM lines", bom.lines.len() as u64, added.rows_affected())?;
    let references: usize = bom.lines.iter().map(|line| line.references.len()).sum();
    let added =
        sqlx::query(ADD_REFERENCES).bind(workspace).bind(id).bind(&lines).execute(tx.connection()).await?;
    super::error::expect_rows("BOM references", references as u64, added.rows_affected())?;
    Ok(BomId::new(id))
}
