//! Whole tables at once, for bundles: all rows of a workspace out, or many rows in by one
//! statement each, whose rows travel as one JSON parameter.

mod tables;

pub(crate) use tables::*;

use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::WorkspaceId;
use crate::domain::money::Currency;
use crate::domain::workspace::{ActorKind, PickingPolicy};
use serde::Serialize;
use sqlx::FromRow;
use sqlx::sqlite::SqliteRow;

const IS_EMPTY: &str = "SELECT NOT EXISTS (SELECT 1 FROM parts WHERE workspace = ?1)
    AND NOT EXISTS (SELECT 1 FROM packages WHERE workspace = ?1)
    AND NOT EXISTS (SELECT 1 FROM vendors WHERE workspace = ?1)
    AND NOT EXISTS (SELECT 1 FROM locations WHERE workspace = ?1)
    AND NOT EXISTS (SELECT 1 FROM projects WHERE workspace = ?1)
    AND NOT EXISTS (SELECT 1 FROM settings WHERE workspace = ?1)
    AND NOT EXISTS (SELECT 1 FROM rates WHERE workspace = ?1)";
const NAMED: &str = "SELECT id FROM workspaces WHERE name = ?1";
const CHANGE: &str =
    "UPDATE workspaces SET name = ?2, currency = ?3, picking_policy = ?4, edit = edit + 1 WHERE id = ?1";
const ACTOR: &str = "SELECT kind, name FROM actors WHERE id = ?1";
const ADD_ACTORS: &str = "INSERT INTO actors (workspace, kind, name)
    SELECT ?2, json_extract(value, '$.kind'), json_extract(value, '$.name') FROM jsonb_each(?1) WHERE true ORDER BY key
    ON CONFLICT (workspace, kind, name) DO NOTHING";
const ACTORS: &str = "SELECT id, kind, name FROM actors WHERE workspace = ?1 ORDER BY id";
const LAST_IDS: &str = "SELECT
    (SELECT coalesce(max(id), 0) FROM packages) AS packages,
    (SELECT coalesce(max(id), 0) FROM parts) AS parts,
    (SELECT coalesce(max(id), 0) FROM vendors) AS vendors,
    (SELECT coalesce(max(id), 0) FROM offers) AS offers,
    (SELECT coalesce(max(id), 0) FROM projects) AS projects,
    (SELECT coalesce(max(id), 0) FROM versions) AS versions,
    (SELECT coalesce(max(id), 0) FROM boms) AS boms,
    (SELECT coalesce(max(id), 0) FROM bom_lines) AS bom_lines,
    (SELECT coalesce(max(id), 0) FROM builds) AS builds,
    (SELECT coalesce(max(id), 0) FROM completions) AS completions,
    (SELECT coalesce(max(id), 0) FROM locations) AS locations,
    (SELECT coalesce(max(id), 0) FROM stock_lines) AS stock_lines,
    (SELECT coalesce(max(id), 0) FROM reservations) AS reservations,
    (SELECT coalesce(max(id), 0) FROM allocations) AS allocations,
    (SELECT coalesce(max(id), 0) FROM orders) AS orders,
    (SELECT coalesce(max(id), 0) FROM order_lines) AS order_lines";
const SET_BOMS: &str = "UPDATE versions SET bom = json_extract(given.value, '$.bom')
    FROM jsonb_each(?1) AS given WHERE versions.workspace = ?2 AND versions.id = json_extract(given.value, '$.version')";

/// A table that bundles carry.
pub(crate) trait Table: Serialize + for<'r> FromRow<'r, SqliteRow> + Send + Unpin {
    /// Its name.
    const NAME: &'static str;
    /// Adds the rows of JSON array `?1` to workspace `?2`, in their order.
    const ADD: &'static str;
    /// Every row of workspace `?1`, in the order of a bundle.
    const ALL: &'static str;
}

/// The largest ids that were handed out, whosever they are.
#[derive(Debug, Clone, Copy, FromRow)]
pub(crate) struct LastIds {
    pub packages: i64,
    pub parts: i64,
    pub vendors: i64,
    pub offers: i64,
    pub projects: i64,
    pub versions: i64,
    pub boms: i64,
    pub bom_lines: i64,
    pub builds: i64,
    pub completions: i64,
    pub locations: i64,
    pub stock_lines: i64,
    pub reservations: i64,
    pub allocations: i64,
    pub orders: i64,
    pub order_lines: i64,
}

/// An actor.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct ActorRow {
    pub id: i64,
    pub kind: String,
    pub name: String,
}

/// Which BOM is a version's newest.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct CurrentBom {
    pub version: i64,
    pub bom: i64,
}

/// Every row of a table in this workspace.
pub(crate) async fn all<T: Table>(tx: &mut Tx) -> Result<Vec<T>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(T::ALL).bind(workspace).fetch_all(tx.connection()).await?)
}

/// Adds rows to a table of a workspace, in their order.
pub(crate) async fn add<T: Table>(
    tx: &mut WriteTx,
    workspace: WorkspaceId,
    rows: &[T],
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let done = sqlx::query(T::ADD).bind(json(rows)?).bind(workspace.get()).execute(tx.connection()).await?;
    let expected = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    super::error::expect_rows(T::NAME, expected, done.rows_affected())
}

/// Says which BOM is each version's newest.
pub(crate) async fn set_boms(
    tx: &mut WriteTx,
    workspace: WorkspaceId,
    boms: &[CurrentBom],
) -> Result<(), StoreError> {
    let done = sqlx::query(SET_BOMS).bind(json(boms)?).bind(workspace.get()).execute(tx.connection()).await?;
    super::error::expect_rows("versions", u64::try_from(boms.len()).unwrap_or(u64::MAX), done.rows_affected())
}

/// Whether a workspace holds nothing yet.
pub(crate) async fn is_empty(tx: &mut Tx, workspace: WorkspaceId) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(IS_EMPTY).bind(workspace.get()).fetch_one(tx.connection()).await?)
}

/// The workspace of that name.
pub(crate) async fn named(tx: &mut Tx, name: &str) -> Result<Option<WorkspaceId>, StoreError> {
    let id: Option<i64> = sqlx::query_scalar(NAMED).bind(name).fetch_optional(tx.connection()).await?;
    Ok(id.map(WorkspaceId::new))
}

/// Gives a workspace its name, currency and policy.
pub(crate) async fn change(
    tx: &mut WriteTx,
    workspace: WorkspaceId,
    name: &str,
    currency: Currency,
    policy: PickingPolicy,
) -> Result<(), StoreError> {
    let done = sqlx::query(CHANGE)
        .bind(workspace.get())
        .bind(name)
        .bind(currency.code())
        .bind(policy.name())
        .execute(tx.connection())
        .await?;
    super::error::expect_rows("workspace", 1, done.rows_affected())
}

/// Who does this transaction.
pub(crate) async fn actor(tx: &mut WriteTx) -> Result<(ActorKind, String), StoreError> {
    let id = tx.actor();
    let (kind, name): (String, String) = sqlx::query_as(ACTOR).bind(id).fetch_one(tx.connection()).await?;
    let kind = [ActorKind::Person, ActorKind::Token, ActorKind::CommandLine, ActorKind::Job]
        .into_iter()
        .find(|known| known.name() == kind)
        .ok_or_else(|| StoreError::Corrupt(format!("actor {id}: {kind}")))?;
    Ok((kind, name))
}

/// Adds actors that are not there yet; gives kind and name.
pub(crate) async fn add_actors(
    tx: &mut WriteTx,
    workspace: WorkspaceId,
    actors: &[(&str, &str)],
) -> Result<(), StoreError> {
    let rows: Vec<_> =
        actors.iter().map(|(kind, name)| serde_json::json!({ "kind": kind, "name": name })).collect();
    sqlx::query(ADD_ACTORS).bind(json(&rows)?).bind(workspace.get()).execute(tx.connection()).await?;
    Ok(())
}

/// The actors of a workspace.
pub(crate) async fn actors(tx: &mut Tx, workspace: WorkspaceId) -> Result<Vec<ActorRow>, StoreError> {
    Ok(sqlx::query_as(ACTORS).bind(workspace.get()).fetch_all(tx.connection()).await?)
}

/// The largest ids that were handed out. Within a write transaction the ones after them are free.
pub(crate) async fn last_ids(tx: &mut WriteTx) -> Result<LastIds, StoreError> {
    Ok(sqlx::query_as(LAST_IDS).fetch_one(tx.connection()).await?)
}

fn json<T: Serialize>(rows: &[T]) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(|error| StoreError::Corrupt(error.to_string()))
}
