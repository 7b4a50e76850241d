//! Workspaces and actors: who owns, and who did.

use super::{Database, StoreError, Tx, WriteTx};
use crate::domain::ids::{ActorId, WorkspaceId};
use crate::domain::money::Currency;
use crate::domain::workspace::{ActorKind, PickingPolicy, Workspace};
use sqlx::FromRow;

const ALL: &str = "SELECT id, name, currency, picking_policy FROM workspaces ORDER BY name";
const ONE: &str = "SELECT id, name, currency, picking_policy FROM workspaces WHERE id = ?1";
const ADD: &str = "INSERT INTO workspaces (name, currency) VALUES (?1, ?2) RETURNING id";
const CHANGE: &str =
    "UPDATE workspaces SET name = ?2, currency = ?3, picking_policy = ?4, edit = edit + 1 WHERE id = ?1";
const ADD_ACTOR: &str = "INSERT INTO actors (workspace, kind, name) VALUES (?1, ?2, ?3) \
    ON CONFLICT (workspace, kind, name) DO UPDATE SET name = excluded.name RETURNING id";
const FIND_ACTOR: &str = "SELECT id FROM actors WHERE workspace = ?1 AND kind = ?2 AND name = ?3";

#[derive(FromRow)]
struct Row {
    id: i64,
    name: String,
    currency: String,
    picking_policy: String,
}

impl TryFrom<Row> for Workspace {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |what: &str| StoreError::Corrupt(format!("workspace {}: {what}", row.id));
        Ok(Self {
            id: WorkspaceId::new(row.id),
            currency: row.currency.parse().map_err(|_| corrupt(&row.currency))?,
            picking_policy: PickingPolicy::from_name(&row.picking_policy)
                .ok_or_else(|| corrupt(&row.picking_policy))?,
            name: row.name,
        })
    }
}

/// Every workspace of the database, by name. The only read that is not within one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn all(database: &Database) -> Result<Vec<Workspace>, StoreError> {
    // No workspace is known yet: 0 is nobody's.
    let mut tx = database.read(WorkspaceId::new(0)).await?;
    let rows: Vec<Row> = sqlx::query_as(ALL).fetch_all(tx.connection()).await?;
    rows.into_iter().map(Workspace::try_from).collect()
}

/// The workspace of this view.
///
/// # Errors
/// [`StoreError`] where the database fails or the workspace is gone.
pub async fn current(tx: &mut Tx) -> Result<Workspace, StoreError> {
    let workspace = tx.workspace();
    let row: Row = sqlx::query_as(ONE).bind(workspace).fetch_one(tx.connection()).await?;
    row.try_into()
}

/// Makes a workspace and the actor who does it, as one.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub async fn add(
    tx: &mut WriteTx,
    name: &str,
    currency: Currency,
    actor: (ActorKind, &str),
) -> Result<(WorkspaceId, ActorId), StoreError> {
    let id: i64 = sqlx::query_scalar(ADD).bind(name).bind(currency.code()).fetch_one(tx.connection()).await?;
    let workspace = WorkspaceId::new(id);
    let actor = actor_of(tx, workspace, actor).await?;
    Ok((workspace, actor))
}

/// Changes the workspace of this transaction.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub async fn change(
    tx: &mut WriteTx,
    name: &str,
    currency: Currency,
    picking_policy: PickingPolicy,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(CHANGE)
        .bind(workspace)
        .bind(name)
        .bind(currency.code())
        .bind(picking_policy.name())
        .execute(tx.connection())
        .await?;
    super::error::expect_rows("workspace", 1, done.rows_affected())
}

/// The actor of that kind and name in a workspace, made at its first act.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn actor_of(
    tx: &mut WriteTx,
    workspace: WorkspaceId,
    (kind, name): (ActorKind, &str),
) -> Result<ActorId, StoreError> {
    let id: i64 = sqlx::query_scalar(ADD_ACTOR)
        .bind(workspace.get())
        .bind(kind.name())
        .bind(name)
        .fetch_one(tx.connection())
        .await?;
    Ok(ActorId::new(id))
}

/// The actor of that kind and name in this view's workspace, if they did anything yet.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_actor(tx: &mut Tx, (kind, name): (ActorKind, &str)) -> Result<Option<ActorId>, StoreError> {
    let workspace = tx.workspace();
    let id: Option<i64> = sqlx::query_scalar(FIND_ACTOR)
        .bind(workspace)
        .bind(kind.name())
        .bind(name)
        .fetch_optional(tx.connection())
        .await?;
    Ok(id.map(ActorId::new))
}
