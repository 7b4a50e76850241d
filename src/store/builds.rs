//! Builds with their choices, frozen needs, shortages and completions.

use super::columns::{corrupt, quantity};
use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::bom::Reference;
use crate::domain::builds::{Build, BuildStatus, FrozenNeed, Shortage};
use crate::domain::ids::{BomId, BuildId, CompletionId, PartId, ProjectId, VersionId};
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use serde::Serialize;
use sqlx::FromRow;
use std::collections::BTreeSet;

/// Every column of a build, for the two ways to ask.
macro_rules! select_builds {
    ($rest:literal) => {
        concat!(
            "SELECT b.id, b.number, b.key, b.version, p.name AS project, v.revision, v.bom AS newest_bom, v.produces, \
              b.quantity, b.completed, b.priority, b.status, b.partial, b.bom, b.created, b.edit, \
              (SELECT json_group_array(o.reference) FROM build_left_out o WHERE o.workspace = b.workspace AND o.build = b.id) AS left_out, \
              (SELECT json_group_array(i.reference) FROM build_included i WHERE i.workspace = b.workspace AND i.build = b.id) AS included, \
              (SELECT json_group_array(json_array(f.part, f.fallback)) FROM build_fallbacks f \
                WHERE f.workspace = b.workspace AND f.build = b.id) AS fallbacks \
            FROM builds b JOIN versions v ON v.workspace = b.workspace AND v.id = b.version \
            JOIN projects p ON p.workspace = v.workspace AND p.id = v.project ",
            $rest
        )
    };
}

const GET: &str = select_builds!("WHERE b.workspace = ?1 AND b.id = ?2");
/// In line: higher priority first, then the older.
const ALL: &str = select_builds!("WHERE b.workspace = ?1 ORDER BY b.priority DESC, b.number");
const UNFINISHED_OF: &str = select_builds!(
    "WHERE b.workspace = ?1 AND b.version = ?2 AND b.status IN ('open', 'cleared') ORDER BY b.priority DESC, b.number"
);
/// `?2` is a project, or null for all.
const OPEN: &str = select_builds!(
    "WHERE b.workspace = ?1 AND b.status = 'open' AND (?2 IS NULL OR v.project = ?2) ORDER BY b.priority DESC, b.number"
);
const NUMBERED: &str = select_builds!(
    "WHERE b.workspace = ?1 AND b.number IN (SELECT value FROM json_each(?2)) ORDER BY b.priority DESC, b.number"
);
const FIND: &str = select_builds!(
    "WHERE b.workspace = ?1 AND (b.key = ?2 OR b.number = ?3) ORDER BY b.key IS NOT ?2 LIMIT 1"
);
const ADD: &str = "INSERT INTO builds (workspace, number, key, version, quantity, priority, created) \
    VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM builds WHERE workspace = ?1), ?2, ?3, ?4, ?5, ?6) RETURNING id, number";
const CHANGE: &str = "UPDATE builds SET quantity = ?3, priority = ?4, partial = ?5, edit = edit + 1 WHERE workspace = ?1 AND id = ?2";
const SET_STATUS: &str = "UPDATE builds SET status = ?3, completed = ?4, bom = ?5, edit = edit + 1 WHERE workspace = ?1 AND id = ?2";

const CLEAR_LEFT_OUT: &str = "DELETE FROM build_left_out WHERE workspace = ?1 AND build = ?2";
const ADD_LEFT_OUT: &str =
    "INSERT INTO build_left_out (workspace, build, reference) SELECT ?1, ?2, value FROM json_each(?3)";
const CLEAR_INCLUDED: &str = "DELETE FROM build_included WHERE workspace = ?1 AND build = ?2";
const ADD_INCLUDED: &str =
    "INSERT INTO build_included (workspace, build, reference) SELECT ?1, ?2, value FROM json_each(?3)";
const CLEAR_FALLBACKS: &str = "DELETE FROM build_fallbacks WHERE workspace = ?1 AND build = ?2";
const ADD_FALLBACKS: &str = "INSERT INTO build_fallbacks (workspace, build, part, fallback) \
    SELECT ?1, ?2, value ->> 0, value ->> 1 FROM jsonb_each(?3)";

const NEEDS: &str = "SELECT part, variant, per_piece, spares, quantity, reference_list FROM build_needs \
    WHERE workspace = ?1 AND build = ?2 ORDER BY position";
const CLEAR_NEEDS: &str = "DELETE FROM build_needs WHERE workspace = ?1 AND build = ?2";
const ADD_NEEDS: &str = "INSERT INTO build_needs (workspace, build, part, variant, position, per_piece, spares, quantity, reference_list) \
    SELECT ?1, ?2, value ->> 'part', value ->> 'variant', key + 1, value ->> 'per_piece', value ->> 'spares', value ->> 'quantity', \
      value -> 'references' FROM jsonb_each(?3)";
const SHORTAGES: &str = "SELECT part, variant, needed, short, reference_list, fallback FROM shortages WHERE workspace = ?1 AND build = ?2 ORDER BY part, variant";
const CLEAR_SHORTAGES: &str = "DELETE FROM shortages WHERE workspace = ?1 AND build = ?2";
const ADD_SHORTAGES: &str = "INSERT INTO shortages (workspace, build, part, variant, needed, short, reference_list, fallback) \
    SELECT ?1, ?2, value ->> 'part', value ->> 'variant', value ->> 'needed', value ->> 'short', value -> 'references', value ->> 'fallback' \
    FROM jsonb_each(?3)";

const ADD_COMPLETION: &str = "INSERT INTO completions (workspace, build, sequence, quantity, actor, at) \
    VALUES (?1, ?2, (SELECT coalesce(max(sequence), 0) + 1 FROM completions WHERE build = ?2), ?3, ?4, ?5) RETURNING id";
const LAST_COMPLETION: &str = "SELECT id, quantity FROM completions WHERE workspace = ?1 AND build = ?2 AND reversed IS NULL \
    ORDER BY sequence DESC LIMIT 1";
const REVERSE_COMPLETION: &str =
    "UPDATE completions SET reversed = ?3 WHERE workspace = ?1 AND id = ?2 AND reversed IS NULL";

#[derive(FromRow)]
struct Row {
    id: i64,
    number: i64,
    key: Option<String>,
    version: i64,
    project: String,
    revision: String,
    newest_bom: Option<i64>,
    produces: Option<i64>,
    quantity: i64,
    completed: i64,
    priority: i64,
    status: String,
    partial: bool,
    bom: Option<i64>,
    created: i64,
    edit: i64,
    left_out: String,
    included: String,
    fallbacks: String,
}

impl TryFrom<Row> for Build {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let left_out: BTreeSet<Reference> = serde_json::from_str(&row.left_out).map_err(corrupt)?;
        let included: BTreeSet<Reference> = serde_json::from_str(&row.included).map_err(corrupt)?;
        let fallbacks: Vec<(PartId, PartId)> = serde_json::from_str(&row.fallbacks).map_err(corrupt)?;
        Ok(Self {
            id: BuildId::new(row.id),
            number: row.number,
            key: row.key,
            version: VersionId::new(row.version),
            project: row.project,
            revision: row.revision,
            newest_bom: row.newest_bom.map(BomId::new),
            produces: row.produces.map(PartId::new),
            quantity: quantity(row.quantity)?,
            completed: quantity(row.completed)?,
            priority: row.priority,
            status: BuildStatus::from_name(&row.status).ok_or_else(|| corrupt(&row.status))?,
            partial: row.partial,
            bom: row.bom.map(BomId::new),
            created: Timestamp::from_millis(row.created),
            edit: row.edit,
            left_out,
            included,
            fallbacks: fallbacks.into_iter().collect(),
        })
    }
}

/// The build of that id, if there is one.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn get(tx: &mut Tx, build: BuildId) -> Result<Option<Build>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<Row> =
        sqlx::query_as(GET).bind(workspace).bind(build.get()).fetch_optional(tx.connection()).await?;
    row.map(Build::try_from).transpose()
}

/// Every build, in line.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn all(tx: &mut Tx) -> Result<Vec<Build>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(ALL).bind(workspace).fetch_all(tx.connection()).await?;
    rows.into_iter().map(Build::try_from).collect()
}

/// The open and cleared builds of a version, in line.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn unfinished_of(tx: &mut Tx, version: VersionId) -> Result<Vec<Build>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(UNFINISHED_OF).bind(workspace).bind(version.get()).fetch_all(tx.connection()).await?;
    rows.into_iter().map(Build::try_from).collect()
}

/// The open builds, of one project or of all, in line.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn open(tx: &mut Tx, project: Option<ProjectId>) -> Result<Vec<Build>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(OPEN)
        .bind(workspace)
        .bind(project.map(ProjectId::get))
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter().map(Build::try_from).collect()
}

/// The builds of these numbers, in line.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn numbered(tx: &mut Tx, numbers: &BTreeSet<i64>) -> Result<Vec<Build>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(NUMBERED)
        .bind(workspace)
        .bind(super::json(numbers)?)
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter().map(Build::try_from).collect()
}

/// The build that a person means by a key or a number; a key goes before a number.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn find(tx: &mut Tx, key_or_number: &str) -> Result<Option<Build>, StoreError> {
    let workspace = tx.workspace();
    let number: Option<i64> = key_or_number.parse().ok();
    let row: Option<Row> = sqlx::query_as(FIND)
        .bind(workspace)
        .bind(key_or_number)
        .bind(number)
        .fetch_optional(tx.connection())
        .await?;
    row.map(Build::try_from).transpose()
}

/// A build to be made.
#[derive(Debug, Clone)]
pub struct NewBuild {
    /// Its name for programs, if it has one.
    pub key: Option<String>,
    /// What is built.
    pub version: VersionId,
    /// Pieces.
    pub quantity: Quantity,
    /// Higher comes first.
    pub priority: i64,
}

/// Makes a build and gives it the next number.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub async fn add(tx: &mut WriteTx, build: &NewBuild) -> Result<(BuildId, i64), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let (id, number): (i64, i64) = sqlx::query_as(ADD)
        .bind(workspace)
        .bind(&build.key)
        .bind(build.version.get())
        .bind(i64::from(build.quantity))
        .bind(build.priority)
        .bind(at)
        .fetch_one(tx.connection())
        .await?;
    Ok((BuildId::new(id), number))
}

/// Writes a build's choices.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn change(tx: &mut WriteTx, build: &Build) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let id = build.id.get();
    let done = sqlx::query(CHANGE)
        .bind(workspace)
        .bind(id)
        .bind(i64::from(build.quantity))
        .bind(build.priority)
        .bind(build.partial)
        .execute(tx.connection())
        .await?;
    expect_rows("build", 1, done.rows_affected())?;
    let fallbacks: Vec<(&PartId, &PartId)> = build.fallbacks.iter().collect();
    replace(tx, id, CLEAR_LEFT_OUT, ADD_LEFT_OUT, &build.left_out).await?;
    replace(tx, id, CLEAR_INCLUDED, ADD_INCLUDED, &build.included).await?;
    replace(tx, id, CLEAR_FALLBACKS, ADD_FALLBACKS, &fallbacks).await
}

/// Writes where a build stands: its status, what is completed, and the BOM that it was cleared with.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn set_status(
    tx: &mut WriteTx,
    build: BuildId,
    status: BuildStatus,
    completed: Quantity,
    bom: Option<BomId>,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(SET_STATUS)
        .bind(workspace)
        .bind(build.get())
        .bind(status.name())
        .bind(i64::from(completed))
        .bind(bom.map(BomId::get))
        .execute(tx.connection())
        .await?;
    expect_rows("build", 1, done.rows_affected())
}

/// What a build needs, frozen at its last clearing, in line order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn needs(tx: &mut Tx, build: BuildId) -> Result<Vec<FrozenNeed>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, i64, i64, i64, String)> =
        sqlx::query_as(NEEDS).bind(workspace).bind(build.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(part, variant, per_piece, spares, needed, references)| {
            Ok(FrozenNeed {
                part: PartId::new(part),
                variant,
                per_piece: quantity(per_piece)?,
                spares: quantity(spares)?,
                quantity: quantity(needed)?,
                references: serde_json::from_str(&references).map_err(corrupt)?,
            })
        })
        .collect()
}

/// Freezes what a build needs, in this order.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn freeze_needs(tx: &mut WriteTx, build: BuildId, needs: &[FrozenNeed]) -> Result<(), StoreError> {
    replace(tx, build.get(), CLEAR_NEEDS, ADD_NEEDS, needs).await
}

/// What the last clearing of a build found missing.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn shortages(tx: &mut Tx, build: BuildId) -> Result<Vec<Shortage>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, i64, i64, String, Option<i64>)> =
        sqlx::query_as(SHORTAGES).bind(workspace).bind(build.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|(part, variant, needed, short, references, fallback)| {
            Ok(Shortage {
                part: PartId::new(part),
                variant,
                needed: quantity(needed)?,
                short: quantity(short)?,
                references: serde_json::from_str(&references).map_err(corrupt)?,
                fallback: fallback.map(PartId::new),
            })
        })
        .collect()
}

/// Keeps what a clearing found missing, instead of what an earlier one did.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn keep_shortages(
    tx: &mut WriteTx,
    build: BuildId,
    shortages: &[Shortage],
) -> Result<(), StoreError> {
    replace(tx, build.get(), CLEAR_SHORTAGES, ADD_SHORTAGES, shortages).await
}

/// Books finished pieces.
///
/// # Errors
/// [`StoreError`] where the database refuses.
pub async fn add_completion(
    tx: &mut WriteTx,
    build: BuildId,
    pieces: Quantity,
) -> Result<CompletionId, StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    let id: i64 = sqlx::query_scalar(ADD_COMPLETION)
        .bind(workspace)
        .bind(build.get())
        .bind(i64::from(pieces))
        .bind(actor)
        .bind(at)
        .fetch_one(tx.connection())
        .await?;
    Ok(CompletionId::new(id))
}

/// The last completion of a build that was not reversed.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn last_completion(
    tx: &mut Tx,
    build: BuildId,
) -> Result<Option<(CompletionId, Quantity)>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<(i64, i64)> = sqlx::query_as(LAST_COMPLETION)
        .bind(workspace)
        .bind(build.get())
        .fetch_optional(tx.connection())
        .await?;
    row.map(|(id, pieces)| Ok((CompletionId::new(id), quantity(pieces)?))).transpose()
}

/// Marks a completion as reversed.
///
/// # Errors
/// [`StoreError::RowCount`] where it was reversed already.
pub async fn reverse_completion(tx: &mut WriteTx, completion: CompletionId) -> Result<(), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let done = sqlx::query(REVERSE_COMPLETION)
        .bind(workspace)
        .bind(completion.get())
        .bind(at)
        .execute(tx.connection())
        .await?;
    expect_rows("completion", 1, done.rows_affected())
}

async fn replace<Set: Serialize + ?Sized>(
    tx: &mut WriteTx,
    build: i64,
    clear: &'static str,
    add: &'static str,
    set: &Set,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let set = super::json(set)?;
    sqlx::query(clear).bind(workspace).bind(build).execute(tx.connection()).await?;
    sqlx::query(add).bind(workspace).bind(build).bind(set).execute(tx.connection()).await?;
    Ok(())
}
