//! What BOM lines mean now: derived, and replaced whenever line, decision or catalogue change.

use super::packed::{self, truth};
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{BomId, PartId};
use crate::domain::matching::{Reason, Resolution};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const OF_BOMS: &str = "SELECT json_group_array(json_array(l.bom, l.line, json(r.reference_list), r.quantity, r.implicit, r.ignored, \
      r.part, r.substitute, r.by_requirement, r.reason, json(r.candidates), r.unmatched) ORDER BY l.bom, l.line, r.position) \
    FROM json_each(?2) given CROSS JOIN bom_lines l ON l.workspace = ?1 AND l.bom = given.value \
    JOIN resolutions r ON r.workspace = ?1 AND r.bom_line = l.id";
const REMOVE: &str = "DELETE FROM resolutions WHERE workspace = ?1 AND bom_line IN \
    (SELECT l.id FROM jsonb_each(?2) given CROSS JOIN bom_lines l ON l.workspace = ?1 AND l.bom = given.value ->> 0 AND l.line = given.value ->> 1)";
const ADD: &str = "INSERT INTO resolutions (workspace, bom_line, position, reference_list, quantity, implicit, ignored, \
      part, substitute, by_requirement, reason, candidates, unmatched) \
    SELECT ?1, l.id, given.value ->> 'position', given.value -> 'references', given.value ->> 'quantity', \
      given.value ->> 'implicit', given.value ->> 'ignored', given.value ->> 'part', given.value ->> 'substitute', \
      given.value ->> 'by_requirement', given.value ->> 'reason', given.value -> 'candidates', given.value ->> 'wanted' \
    FROM jsonb_each(?2) given CROSS JOIN bom_lines l ON l.workspace = ?1 AND l.bom = given.value ->> 'bom' AND l.line = given.value ->> 'line' \
    ORDER BY given.key";

/// The meanings of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineMeanings {
    /// The line's number.
    pub line: u32,
    /// In their order, implicit ones last.
    pub resolutions: Vec<Resolution>,
}

#[derive(Serialize)]
struct Given<'a> {
    bom: BomId,
    line: u32,
    position: usize,
    #[serde(flatten)]
    resolution: &'a Resolution,
}

#[derive(Deserialize)]
struct Row {
    bom: i64,
    line: u32,
    references: Vec<String>,
    quantity: i64,
    #[serde(deserialize_with = "truth")]
    implicit: bool,
    #[serde(deserialize_with = "truth")]
    ignored: bool,
    part: Option<i64>,
    substitute: Option<i64>,
    #[serde(deserialize_with = "truth")]
    by_requirement: bool,
    reason: String,
    candidates: Vec<PartId>,
    unmatched: Option<String>,
}

impl TryFrom<Row> for Resolution {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn std::fmt::Display| {
            StoreError::Corrupt(format!("meaning of line {}: {what}", row.line))
        };
        Ok(Self {
            references: row.references,
            quantity: Quantity::try_from(row.quantity).map_err(|error| corrupt(&error))?,
            part: row.part.map(PartId::new),
            substitute: row.substitute.map(PartId::new),
            by_requirement: row.by_requirement,
            reason: Reason::from_name(&row.reason).ok_or_else(|| corrupt(&row.reason))?,
            candidates: row.candidates,
            implicit: row.implicit,
            ignored: row.ignored,
            wanted: row.unmatched,
        })
    }
}

/// What the lines of a BOM mean, in the order of the lines.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_bom(tx: &mut Tx, bom: BomId) -> Result<Vec<LineMeanings>, StoreError> {
    Ok(of_boms(tx, &[bom]).await?.remove(&bom).unwrap_or_default())
}

/// What the lines of each of these BOMs mean, in the order of the lines.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_boms(tx: &mut Tx, boms: &[BomId]) -> Result<BTreeMap<BomId, Vec<LineMeanings>>, StoreError> {
    let mut meanings: BTreeMap<BomId, Vec<LineMeanings>> = BTreeMap::new();
    for row in packed::rows::<Row>(tx, OF_BOMS, super::json(boms)?).await? {
        let lines = meanings.entry(BomId::new(row.bom)).or_default();
        let line = row.line;
        let resolution = Resolution::try_from(row)?;
        match lines.last_mut().filter(|last| last.line == line) {
            Some(last) => last.resolutions.push(resolution),
            None => lines.push(LineMeanings { line, resolutions: vec![resolution] }),
        }
    }
    Ok(meanings)
}

/// Gives lines of a BOM new meanings; other lines keep theirs.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn replace(tx: &mut WriteTx, bom: BomId, lines: &[LineMeanings]) -> Result<(), StoreError> {
    replace_all(tx, &[(bom, lines)]).await
}

/// Gives lines of several BOMs new meanings, in as many statements as for one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn replace_all(tx: &mut WriteTx, boms: &[(BomId, &[LineMeanings])]) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let each = || boms.iter().flat_map(|(bom, lines)| lines.iter().map(|line| (*bom, line)));
    let numbers: Vec<(BomId, u32)> = each().map(|(bom, line)| (bom, line.line)).collect();
    sqlx::query(REMOVE).bind(workspace).bind(super::json(&numbers)?).execute(tx.connection()).await?;
    let given: Vec<Given<'_>> = each()
        .flat_map(|(bom, line)| {
            let numbered = line.resolutions.iter().zip(1..);
            numbered.map(move |(resolution, position)| Given { bom, line: line.line, position, resolution })
        })
        .collect();
    let added = sqlx::query(ADD).bind(workspace).bind(super::json(&given)?).execute(tx.connection()).await?;
    super::error::expect_rows("resolutions", given.len() as u64, added.rows_affected())
}
