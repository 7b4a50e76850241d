//! Events: what changed, for whoever looks at it. Written in the transaction that changes it.

use super::{StoreError, Tx, WriteTx};

const ADD: &str =
    "INSERT INTO events (workspace, kind, subject, edit, actor, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const ADD_ALL: &str = "INSERT INTO events (workspace, kind, subject, edit, actor, at) \
    SELECT ?1, ?2, value ->> 0, value ->> 1, ?4, ?5 FROM jsonb_each(?3) ORDER BY key";
const SINCE: &str = "SELECT id, kind, subject, edit, actor, at FROM events WHERE workspace = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
const NEWEST: &str = "SELECT coalesce(max(id), 0) FROM events WHERE workspace = ?1";

/// From the newest on: whoever asks does so right after a change.
const LAST_ACTOR: &str = "SELECT c.name FROM events e JOIN actors c ON c.workspace = ?1 AND c.id = e.actor \
    WHERE e.workspace = ?1 AND e.kind = ?2 AND e.subject = ?3 ORDER BY e.id DESC LIMIT 1";

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Parts, packages, vendors, offers or stand-ins, as a whole.
    Catalog,
    /// A part: itself, its offers or its stand-ins.
    Part,
    /// Stock lines, as a whole.
    Stock,
    /// A project.
    Project,
    /// A version: its BOM or decisions.
    Version,
    /// A build.
    Build,
    /// An order.
    Order,
    /// A job.
    Job,
}

impl Subject {
    const fn name(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Part => "part",
            Self::Stock => "stock",
            Self::Project => "project",
            Self::Version => "version",
            Self::Build => "build",
            Self::Order => "order",
            Self::Job => "job",
        }
    }
}

/// One entry of the event stream.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    /// Its place in the stream.
    pub id: i64,
    /// What kind of thing changed.
    pub kind: String,
    /// Which one; 0 for a kind as a whole.
    pub subject: i64,
    /// Its edit counter after the change.
    pub edit: i64,
    /// Who did it.
    pub actor: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
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

/// What changed after the event `after`, at most `limit` entries.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn since(tx: &mut Tx, after: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(SINCE).bind(workspace).bind(after).bind(limit).fetch_all(tx.connection()).await?)
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
