//! Parts for the bench: what somebody means by what they type, and parts by id.

use super::part_search::{matching, terms};
use super::{StoreError, Tx};
use crate::domain::catalog::Search;
use crate::domain::ids::PartId;
use crate::domain::inventory::BenchPart;
use sqlx::FromRow;

/// Whatever is just what was typed comes first, then that of which the most lies somewhere.
const FOUND: &str = concat!(
    "WITH ",
    matching!("?2", "?3"),
    "meant (id, name, package, mpn, unit, not_counted, exact, lies) AS ( \
       SELECT p.id, p.name, p.package, p.mpn, p.unit, p.not_counted, \
         p.value_key IN (SELECT v.value FROM terms t CROSS JOIN json_each(t.choices) v) \
           OR EXISTS (SELECT 1 FROM terms t WHERE t.text = p.name COLLATE NOCASE OR t.text = p.mpn COLLATE NOCASE), \
         (SELECT coalesce(sum(s.on_hand), 0) FROM stock_lines s WHERE s.workspace = ?1 AND s.part = p.id) \
       FROM matched m CROSS JOIN parts p WHERE p.id = m.part AND p.workspace = ?1 AND p.archived = 0 \
     ) \
     SELECT m.id, m.name, k.name AS package, m.mpn, m.unit, m.not_counted FROM meant m \
     LEFT JOIN packages k ON k.workspace = ?1 AND k.id = m.package \
     ORDER BY coalesce(m.exact, 0) DESC, m.lies DESC, m.name, m.id LIMIT ?4"
);
const BY_ID: &str = "SELECT p.id, p.name, k.name AS package, p.mpn, p.unit, p.not_counted FROM parts p \
    LEFT JOIN packages k ON k.workspace = ?1 AND k.id = p.package WHERE p.workspace = ?1 AND p.id = ?2";

#[derive(FromRow)]
struct Row {
    id: i64,
    name: String,
    package: Option<String>,
    mpn: Option<String>,
    unit: String,
    not_counted: bool,
}

impl From<Row> for BenchPart {
    fn from(row: Row) -> Self {
        Self {
            id: PartId::new(row.id),
            name: row.name,
            package: row.package,
            mpn: row.mpn,
            unit: row.unit,
            not_counted: row.not_counted,
            spots: Vec::new(),
        }
    }
}

/// The parts that are meant by a search that is not empty, without where they lie; `limit` at most.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(tx: &mut Tx, search: &Search, limit: u32) -> Result<Vec<BenchPart>, StoreError> {
    let workspace = tx.workspace();
    let (terms, words) = terms(search)?;
    let rows: Vec<Row> = sqlx::query_as(FOUND)
        .bind(workspace)
        .bind(terms)
        .bind(words)
        .bind(limit)
        .fetch_all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(BenchPart::from).collect())
}

/// The part of that id, without where it lies.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn by_id(tx: &mut Tx, part: PartId) -> Result<Option<BenchPart>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<Row> =
        sqlx::query_as(BY_ID).bind(workspace).bind(part.get()).fetch_optional(tx.connection()).await?;
    Ok(row.map(BenchPart::from))
}
