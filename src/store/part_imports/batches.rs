//! Batches: what a list did, and its rows that wait.

use crate::domain::parts_list::{BatchSummary, Columns, Doubt, Fix, Packages, RowState, TableRow};
use crate::domain::time::Timestamp;
use crate::store::columns::corrupt;
use crate::store::error::expect_rows;
use crate::store::{StoreError, Tx, WriteTx, json};
use serde::Serialize;
use serde_json::Value;
use sqlx::FromRow;
use std::collections::HashSet;

const ADD: &str = "INSERT INTO part_imports (workspace, file, columns, headers, packages, actor, at) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id";
const HEAD: &str =
    "SELECT id, file, columns, headers, packages, undone FROM part_imports WHERE workspace = ?1 AND id = ?2";
const TALLY: &str = "UPDATE part_imports SET made = made + ?3, updated = updated + ?4, counted = counted + ?5 \
    WHERE workspace = ?1 AND id = ?2";
const MARK_UNDONE: &str =
    "UPDATE part_imports SET undone = ?3 WHERE workspace = ?1 AND id = ?2 AND undone IS NULL";
const LIST: &str = "SELECT b.id, b.file, b.at, a.name AS by, b.made, b.updated, b.counted, b.undone, \
      (SELECT count(*) FROM part_import_rows r WHERE r.workspace = ?1 AND r.batch = b.id AND r.state = 'waiting') AS waiting \
    FROM part_imports b JOIN actors a ON a.workspace = ?1 AND a.id = b.actor \
    WHERE b.workspace = ?1 AND (?2 IS NULL OR b.id < ?2) ORDER BY b.id DESC LIMIT ?3";
const ADD_ROWS: &str = "INSERT INTO part_import_rows (workspace, batch, row, cells, doubts, kind) \
    SELECT ?1, ?2, value ->> 'row', value -> 'cells', value -> 'doubts', value ->> 'kind' FROM json_each(?3) WHERE true ORDER BY key";
const ADD_CHANGES: &str = "INSERT INTO part_import_changes (workspace, batch, sequence, kind, subject, was, became) \
    SELECT ?1, ?2, key + 1 + (SELECT coalesce(max(c.sequence), 0) FROM part_import_changes c WHERE c.workspace = ?1 AND c.batch = ?2), \
      value ->> 'kind', value ->> 'subject', nullif(value -> 'was', 'null'), nullif(value -> 'became', 'null') \
    FROM json_each(?3) WHERE true ORDER BY key";
const CHANGES: &str = "SELECT kind, subject, was, became FROM part_import_changes WHERE workspace = ?1 AND batch = ?2 ORDER BY sequence";
const TRAY: &str = "SELECT id, row, cells, doubts, fix FROM part_import_rows \
    WHERE workspace = ?1 AND batch = ?2 AND state = 'waiting' AND (?3 = '' OR kind = ?3) AND id > ?4 ORDER BY id LIMIT ?5";
const KINDS: &str = "SELECT kind, count(*) FROM part_import_rows \
    WHERE workspace = ?1 AND batch = ?2 AND state = 'waiting' GROUP BY kind ORDER BY 2 DESC, kind";
const NEWEST_WAITING: &str =
    "SELECT max(batch) FROM part_import_rows WHERE workspace = ?1 AND state = 'waiting'";
const OF_IDS: &str = "SELECT r.id, r.row, r.cells, r.doubts, r.fix FROM json_each(?3) g \
    CROSS JOIN part_import_rows r ON r.workspace = ?1 AND r.id = g.value WHERE r.batch = ?2 AND r.state = 'waiting' ORDER BY r.id";
const SET_ROWS: &str = "UPDATE part_import_rows SET doubts = g.value -> 'doubts', fix = g.value -> 'fix', kind = g.value ->> 'kind', \
      state = g.value ->> 'state' FROM json_each(?2) g WHERE part_import_rows.workspace = ?1 AND part_import_rows.id = g.value ->> 'id'";
const WAITING_ALIKE: &str = "SELECT r.cells FROM part_imports b \
    CROSS JOIN part_import_rows r ON r.workspace = ?1 AND r.batch = b.id AND r.state = 'waiting' \
    WHERE b.workspace = ?1 AND b.columns = ?2 AND b.headers = ?3 AND b.packages = ?4";
const SKIP_ALL: &str =
    "UPDATE part_import_rows SET state = 'skipped' WHERE workspace = ?1 AND batch = ?2 AND state = 'waiting'";

/// A batch that is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch<'b> {
    /// The file's name.
    pub file: &'b str,
    /// What becomes of its columns.
    pub columns: &'b Columns,
    /// What the file calls them.
    pub headers: &'b [String],
    /// What becomes of new packages.
    pub packages: Packages,
}

/// A batch, as far as its rows are read by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub id: i64,
    /// The file's name.
    pub file: String,
    /// What becomes of its columns.
    pub columns: Columns,
    /// What the file calls them.
    pub headers: Vec<String>,
    /// What becomes of new packages.
    pub packages: Packages,
    /// Whether it was undone.
    pub is_undone: bool,
}

/// What a batch came to, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BatchHead {
    /// Parts made.
    pub made: usize,
    /// Parts changed.
    pub updated: usize,
    /// Counts booked.
    pub counted: usize,
}

/// A row that begins to wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingRow<'r> {
    /// Its row in the file.
    pub row: u32,
    /// Its cells.
    pub cells: &'r [String],
    /// Why it waits.
    pub doubts: &'r [Doubt],
    /// The kind of the first reason.
    pub kind: &'static str,
}

/// A row that waits, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRow {
    /// Its number in the store.
    pub id: i64,
    /// The row itself.
    pub row: TableRow,
    /// Why it waits.
    pub doubts: Vec<Doubt>,
    /// What was said of it.
    pub fix: Fix,
}

/// Something that a batch made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind of thing.
    pub kind: String,
    /// Which one.
    pub subject: i64,
    /// As it was; null where it was not there.
    pub was: Value,
    /// As it became.
    pub became: Value,
}

#[derive(FromRow)]
struct RowRow {
    id: i64,
    row: i64,
    cells: String,
    doubts: String,
    fix: String,
}

impl TryFrom<RowRow> for StoredRow {
    type Error = StoreError;

    fn try_from(row: RowRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            row: TableRow {
                row: u32::try_from(row.row).map_err(corrupt)?,
                cells: serde_json::from_str(&row.cells).map_err(corrupt)?,
            },
            doubts: serde_json::from_str(&row.doubts).map_err(corrupt)?,
            fix: serde_json::from_str(&row.fix).map_err(corrupt)?,
        })
    }
}

#[derive(FromRow)]
struct SummaryRow {
    id: i64,
    file: String,
    at: i64,
    by: String,
    made: i64,
    updated: i64,
    counted: i64,
    undone: Option<i64>,
    waiting: i64,
}

impl TryFrom<SummaryRow> for BatchSummary {
    type Error = StoreError;

    fn try_from(row: SummaryRow) -> Result<Self, StoreError> {
        let count = |count: i64| usize::try_from(count).map_err(corrupt);
        Ok(Self {
            batch: row.id,
            file: row.file,
            at: Timestamp::from_millis(row.at),
            by: row.by,
            made: count(row.made)?,
            updated: count(row.updated)?,
            counted: count(row.counted)?,
            waiting: count(row.waiting)?,
            undone: row.undone.map(Timestamp::from_millis),
        })
    }
}

const fn name(packages: Packages) -> &'static str {
    match packages {
        Packages::Make => "make",
        Packages::Ask => "ask",
    }
}

/// Begins a batch; its number.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_batch(tx: &mut WriteTx, new: &NewBatch<'_>) -> Result<i64, StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    Ok(sqlx::query_scalar(ADD)
        .bind(workspace)
        .bind(new.file)
        .bind(json(new.columns)?)
        .bind(json(new.headers)?)
        .bind(name(new.packages))
        .bind(actor)
        .bind(at)
        .fetch_one(tx.connection())
        .await?)
}

/// The cells of all rows that wait since a list of these columns came in.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn waiting_alike(tx: &mut Tx, new: &NewBatch<'_>) -> Result<HashSet<Vec<String>>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<String> = sqlx::query_scalar(WAITING_ALIKE)
        .bind(workspace)
        .bind(json(new.columns)?)
        .bind(json(new.headers)?)
        .bind(name(new.packages))
        .fetch_all(tx.connection())
        .await?;
    rows.iter().map(|cells| serde_json::from_str(cells).map_err(corrupt)).collect()
}

/// The batch of that number.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn batch(tx: &mut Tx, id: i64) -> Result<Option<Batch>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<(i64, String, String, String, String, Option<i64>)> =
        sqlx::query_as(HEAD).bind(workspace).bind(id).fetch_optional(tx.connection()).await?;
    row.map(|(id, file, columns, headers, packages, undone)| {
        Ok(Batch {
            id,
            file,
            columns: serde_json::from_str(&columns).map_err(corrupt)?,
            headers: serde_json::from_str(&headers).map_err(corrupt)?,
            packages: if packages == name(Packages::Ask) { Packages::Ask } else { Packages::Make },
            is_undone: undone.is_some(),
        })
    })
    .transpose()
}

/// Batches, the newest first, those before `before`.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn batches(tx: &mut Tx, before: Option<i64>, limit: u32) -> Result<Vec<BatchSummary>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<SummaryRow> =
        sqlx::query_as(LIST).bind(workspace).bind(before).bind(limit).fetch_all(tx.connection()).await?;
    rows.into_iter().map(BatchSummary::try_from).collect()
}

/// One batch as the list of them shows it.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn tally(tx: &mut Tx, id: i64) -> Result<Option<BatchSummary>, StoreError> {
    let newest = batches(tx, Some(id.saturating_add(1)), 1).await?;
    Ok(newest.into_iter().find(|batch| batch.batch == id))
}

/// Adds to what a batch came to.
///
/// # Errors
/// [`StoreError`] where the batch is gone.
pub async fn update_tally(tx: &mut WriteTx, id: i64, more: BatchHead) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let count = |count: usize| i64::try_from(count).map_err(corrupt);
    let done = sqlx::query(TALLY)
        .bind(workspace)
        .bind(id)
        .bind(count(more.made)?)
        .bind(count(more.updated)?)
        .bind(count(more.counted)?)
        .execute(tx.connection())
        .await?;
    expect_rows("batch", 1, done.rows_affected())
}

/// Says that a batch was undone.
///
/// # Errors
/// [`StoreError::RowCount`] where it was already.
pub async fn mark_undone(tx: &mut WriteTx, id: i64) -> Result<(), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let done = sqlx::query(MARK_UNDONE).bind(workspace).bind(id).bind(at).execute(tx.connection()).await?;
    expect_rows("batch", 1, done.rows_affected())
}

/// Adds rows that wait.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_rows(tx: &mut WriteTx, batch: i64, rows: &[WaitingRow<'_>]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let workspace = tx.workspace();
    let done =
        sqlx::query(ADD_ROWS).bind(workspace).bind(batch).bind(json(rows)?).execute(tx.connection()).await?;
    expect_rows("waiting rows", rows.len() as u64, done.rows_affected())
}

/// Keeps what a batch did.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_changes(tx: &mut WriteTx, batch: i64, changes: &[Change]) -> Result<(), StoreError> {
    if changes.is_empty() {
        return Ok(());
    }
    let workspace = tx.workspace();
    let done = sqlx::query(ADD_CHANGES)
        .bind(workspace)
        .bind(batch)
        .bind(json(changes)?)
        .execute(tx.connection())
        .await?;
    expect_rows("changes", changes.len() as u64, done.rows_affected())
}

/// What a batch did, in its order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn changes(tx: &mut Tx, batch: i64) -> Result<Vec<Change>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, i64, Option<String>, Option<String>)> =
        sqlx::query_as(CHANGES).bind(workspace).bind(batch).fetch_all(tx.connection()).await?;
    let value = |text: Option<String>| {
        text.map_or(Ok(Value::Null), |text| serde_json::from_str(&text)).map_err(corrupt)
    };
    rows.into_iter()
        .map(|(kind, subject, was, became)| {
            Ok(Change { kind, subject, was: value(was)?, became: value(became)? })
        })
        .collect()
}

/// Rows of a batch that wait, those after `after`; of one kind, or of all where it is empty.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn tray(
    tx: &mut Tx,
    batch: i64,
    kind: &str,
    after: i64,
    limit: u32,
) -> Result<Vec<StoredRow>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<RowRow> = sqlx::query_as(TRAY)
        .bind(workspace)
        .bind(batch)
        .bind(kind)
        .bind(after)
        .bind(limit)
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter().map(StoredRow::try_from).collect()
}

/// How many rows of a batch wait, by kind.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn kinds(tx: &mut Tx, batch: i64) -> Result<Vec<(String, usize)>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, i64)> =
        sqlx::query_as(KINDS).bind(workspace).bind(batch).fetch_all(tx.connection()).await?;
    rows.into_iter().map(|(kind, count)| Ok((kind, usize::try_from(count).map_err(corrupt)?))).collect()
}

/// The newest batch of which rows wait.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn newest_waiting(tx: &mut Tx) -> Result<Option<i64>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(NEWEST_WAITING).bind(workspace).fetch_one(tx.connection()).await?)
}

/// Those of these rows that wait.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn rows_of(tx: &mut Tx, batch: i64, ids: &[i64]) -> Result<Vec<StoredRow>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<RowRow> = sqlx::query_as(OF_IDS)
        .bind(workspace)
        .bind(batch)
        .bind(json(ids)?)
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter().map(StoredRow::try_from).collect()
}

/// Says what became of rows: of each why it waits, what was said of it, and its state.
///
/// # Errors
/// [`StoreError`] where one is gone.
pub async fn set_rows(tx: &mut WriteTx, rows: &[(StoredRow, RowState)]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let workspace = tx.workspace();
    let given: Vec<Value> = rows
        .iter()
        .map(|(row, state)| {
            let kind = row.doubts.first().map_or("text", Doubt::kind);
            serde_json::json!({"id": row.id, "doubts": row.doubts, "fix": row.fix, "kind": kind, "state": state.name()})
        })
        .collect();
    let done = sqlx::query(SET_ROWS).bind(workspace).bind(json(&given)?).execute(tx.connection()).await?;
    expect_rows("waiting rows", rows.len() as u64, done.rows_affected())
}

/// Skips every row of a batch that waits.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn skip_all(tx: &mut WriteTx, batch: i64) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(SKIP_ALL).bind(workspace).bind(batch).execute(tx.connection()).await?;
    Ok(())
}
