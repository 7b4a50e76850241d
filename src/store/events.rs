//! Events: what changed, for whoever looks at it. Written in the transaction that changes it.

use super::columns::corrupt;
use super::{StoreError, Tx, WriteTx};
use crate::domain::live::Change;

pub use crate::domain::live::Subject;

const ADD: &str =
    "INSERT INTO events (workspace, kind, subject, edit, actor, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const ADD_ALL: &str = "INSERT INTO events (workspace, kind, subject, edit, actor, at) \
    SELECT ?1, ?2, value ->> 0, value ->> 1, ?4, ?5 FROM jsonb_each(?3) ORDER BY key";
/// Of each thing its last change: whoever fetches it anew sees those before it too. A column beside
/// `max` is that of the row where it was found.
const SINCE: &str = "SELECT max(e.id) AS id, e.kind, e.subject, e.edit, a.name AS by FROM events e \
    JOIN actors a ON a.workspace = e.workspace AND a.id = e.actor \
    WHERE e.workspace = ?1 AND e.id > ?2 GROUP BY e.kind, e.subject ORDER BY 1 LIMIT ?3";
const LAST_BY: &str = "SELECT a.name FROM events e JOIN actors a ON a.workspace = e.workspace AND a.id = e.actor \
    WHERE e.workspace = ?1 AND e.kind = ?2 AND e.subject = ?3 ORDER BY e.id DESC LIMIT 1";
const NEWEST: &str = "SELECT coalesce(max(id), 0) FROM events WHERE workspace = ?1";

/// From the newest on: whoever asks does so right after a change.
const LAST_ACTOR: &str = "SELECT c.name FROM events e JOIN actors c ON c.workspace = ?1 AND c.id = e.actor \
    WHERE e.workspace = ?1 AND e.kind = ?2 AND e.subject = ?3 ORDER BY e.id DESC LIMIT 1";

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    kind: String,
    subject: i64,
    edit: i64,
    by: String,
}

impl TryFrom<Row> for Change {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind = Subject::from_name(&row.kind).ok_or_else(|| corrupt(&row.kind))?;
        Ok(Self { id: row.id, kind, subject: row.subject, edit: row.edit, by: row.by })
    }
}

/// Says that something changed.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn changed(tx: &mut WriteTx, subject: Subject, id: i64, edit: i64) -> Result<(), StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    sqlx::query(ADD)
        .bind(workspace)
        .bind(subject.name())
        .bind(id)
        .bind(edit)
        .bind(actor)
        .bind(at)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Says that several things of a kind changed: each with its edit counter after that.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn all_changed(tx: &mut WriteTx, subject: Subject, ids: &[(i64, i64)]) -> Result<(), StoreError> {
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    sqlx::query(ADD_ALL)
        .bind(workspace)
        .bind(subject.name())
        .bind(super::json(ids)?)
        .bind(actor)
        .bind(at)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// What changed after the event `after`: each thing once, the earliest `limit` of them.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn since(tx: &mut Tx, after: i64, limit: u32) -> Result<Vec<Change>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(SINCE).bind(workspace).bind(after).bind(limit).fetch_all(tx.connection()).await?;
    rows.into_iter().map(Change::try_from).collect()
}

/// The name of whoever changed a thing last; nothing where nobody did since it was imported.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn last_actor(tx: &mut Tx, subject: Subject, id: i64) -> Result<Option<String>, StoreError> {
    let workspace = tx.workspace();
    let query = sqlx::query_scalar(LAST_ACTOR).bind(workspace).bind(subject.name()).bind(id);
    Ok(query.fetch_optional(tx.connection()).await?)
}

/// The newest event's id, 0 before the first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn newest(tx: &mut Tx) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(NEWEST).bind(workspace).fetch_one(tx.connection()).await?)
}

/// Who changed a thing last.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn last_by(tx: &mut Tx, subject: Subject, id: i64) -> Result<Option<String>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(LAST_BY)
        .bind(workspace)
        .bind(subject.name())
        .bind(id)
        .fetch_optional(tx.connection())
        .await?)
}
