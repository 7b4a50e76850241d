//! Jobs: made with what causes them, claimed for a while, ended with their effect.

use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::JobId;
use crate::domain::jobs::{Job, JobStatus, Progress};
use crate::domain::time::Timestamp;
use serde::Serialize;
use sqlx::FromRow;

const ADD: &str = "INSERT INTO jobs (workspace, kind, subject, payload, cause, due, actor, created) \
    SELECT ?1, ?2, value ->> 'subject', value ->> 'payload', ?4, ?6, ?5, ?6 FROM json_each(?3) WHERE true ORDER BY key \
    ON CONFLICT (workspace, kind, subject) WHERE status IN ('queued', 'running') DO NOTHING RETURNING id";
const GATHER: &str =
    "UPDATE jobs SET batch = ?3 WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2))";
/// Those whose time has come, and those whose claim ran out. `?4` is further away than anything is put
/// off or claimed for: where that is so, the clock went back.
const DUE: &str = "SELECT id, kind, payload, attempts, failures FROM jobs \
    WHERE workspace = ?1 AND status IN ('queued', 'running') \
      AND (due <= ?2 OR due > ?4) AND (status = 'queued' OR lease <= ?2 OR lease > ?4) \
    ORDER BY due, id LIMIT ?3";
const CLAIM: &str = "UPDATE jobs SET status = 'running', lease = ?3, attempts = attempts + 1, edit = edit + 1 \
    WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) AND status IN ('queued', 'running')";
const FINISH: &str = "UPDATE jobs SET status = 'done', lease = NULL, failures = 0, error = NULL, \
      finished = ?3, edit = edit + 1 \
    FROM json_each(?2) given WHERE jobs.workspace = ?1 AND jobs.id = given.value ->> 'id' \
      AND jobs.attempts = given.value ->> 'attempts' AND jobs.status = 'running' RETURNING jobs.id";
const SET_RESULTS: &str = "UPDATE jobs SET result = given.value ->> 1 \
    FROM json_each(?2) given WHERE jobs.workspace = ?1 AND jobs.id = given.value ->> 0";
const PUT_OFF: &str = "UPDATE jobs SET status = CASE WHEN given.value ->> 'given_up' THEN 'failed' ELSE 'queued' END, lease = NULL, \
      failures = given.value ->> 'failures', due = given.value ->> 'due', error = given.value ->> 'said', \
      finished = CASE WHEN given.value ->> 'given_up' THEN ?3 END, edit = edit + 1 \
    FROM json_each(?2) given WHERE jobs.workspace = ?1 AND jobs.id = given.value ->> 'id' \
      AND jobs.attempts = given.value ->> 'attempts' AND jobs.status = 'running' RETURNING jobs.id";
const EXPLAIN: &str = "UPDATE jobs SET error = ?3, edit = edit + 1 \
    WHERE workspace = ?1 AND status = 'queued' AND id IN (SELECT value FROM json_each(?2)) AND error IS NOT ?3";
const CANCEL: &str = "UPDATE jobs SET status = 'cancelled', lease = NULL, finished = ?3, edit = edit + 1 \
    WHERE workspace = ?1 AND id = ?2 AND status IN ('queued', 'running') RETURNING edit";
const RETRY: &str = "UPDATE jobs SET status = 'queued', lease = NULL, failures = 0, due = ?3, error = NULL, finished = NULL, \
      edit = edit + 1 \
    WHERE workspace = ?1 AND id = ?2 AND status IN ('queued', 'failed', 'cancelled') RETURNING edit";
const SAME_OPEN: &str = "SELECT o.id FROM jobs j JOIN jobs o ON o.workspace = ?1 AND o.kind = j.kind AND o.subject = j.subject \
    WHERE j.workspace = ?1 AND j.id = ?2 AND o.id <> j.id AND o.status IN ('queued', 'running')";
const ONE: &str = "SELECT id, kind, subject, payload, status, cause, attempts, due, error, result, created, finished FROM jobs \
    WHERE workspace = ?1 AND id = ?2";
const OPEN: &str = "SELECT id, kind, subject, payload, status, cause, attempts, due, error, result, created, finished FROM jobs \
    WHERE workspace = ?1 AND status IN ('queued', 'running') ORDER BY due, id LIMIT ?2";
const ENDED: &str = "SELECT id, kind, subject, payload, status, cause, attempts, due, error, result, created, finished FROM jobs \
    WHERE workspace = ?1 AND status IN ('done', 'failed', 'cancelled') ORDER BY id DESC LIMIT ?2";
const COUNTS: &str = "SELECT coalesce(sum(status IN ('queued', 'running')), 0), coalesce(sum(status = 'failed'), 0) \
    FROM jobs WHERE workspace = ?1 AND status IN ('queued', 'running', 'failed')";
const PROGRESS: &str = "SELECT cause, sum(status IN ('done', 'failed', 'cancelled')), count(*) FROM jobs \
    WHERE workspace = ?1 AND batch IN ( \
      SELECT o.batch FROM jobs o WHERE o.workspace = ?1 AND o.status IN ('queued', 'running') AND o.batch IS NOT NULL) \
    GROUP BY batch, cause ORDER BY batch";
const NEXT: &str = "SELECT min(CASE WHEN status = 'queued' THEN due END), coalesce(max(status = 'running'), 0) FROM jobs \
    WHERE workspace = ?1 AND status IN ('queued', 'running')";
const FORGET: &str =
    "DELETE FROM jobs WHERE workspace = ?1 AND status IN ('done', 'cancelled') AND finished < ?2";

/// A job to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewJob {
    /// What it is about; while a job of the same kind and subject is open, no second one is made.
    pub subject: String,
    /// What whoever does it needs to know, as JSON.
    pub payload: String,
}

/// A job that can be done now.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct DueJob {
    /// Its id.
    pub id: i64,
    /// What is to be done.
    pub kind: String,
    /// As it was made.
    pub payload: String,
    /// How often it was claimed; a claim counts this up.
    pub attempts: i64,
    /// How often it failed in a row.
    pub failures: i64,
}

/// A claimed job that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finished {
    /// Its id.
    pub id: i64,
    /// What its claim left there: the fence against whoever claimed it in the meantime.
    pub attempts: i64,
}

/// A claimed job that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PutOff {
    /// Its id.
    pub id: i64,
    /// What its claim left there.
    pub attempts: i64,
    /// How often it failed in a row.
    pub failures: i64,
    /// When it is tried again.
    pub due: i64,
    /// Whether it is not tried again.
    pub given_up: bool,
    /// Why.
    pub said: String,
}

/// What there is to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// When the next queued job is due.
    pub due: Option<Timestamp>,
    /// Whether somebody does one.
    pub running: bool,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    kind: String,
    subject: String,
    payload: String,
    status: String,
    cause: String,
    attempts: u32,
    due: i64,
    error: Option<String>,
    result: Option<String>,
    created: i64,
    finished: Option<i64>,
}

impl TryFrom<Row> for Job {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let status = JobStatus::from_name(&row.status)
            .ok_or_else(|| StoreError::Corrupt(format!("job {}: {}", row.id, row.status)))?;
        Ok(Self {
            job: JobId::new(row.id),
            kind: row.kind,
            subject: row.subject,
            status,
            cause: row.cause,
            attempts: row.attempts,
            due: status.is_open().then_some(Timestamp::from_millis(row.due)),
            error: row.error,
            result: row.result,
            created: Timestamp::from_millis(row.created),
            finished: row.finished.map(Timestamp::from_millis),
        })
    }
}

/// Makes jobs, but for those that are open already. How many were made; they are one batch.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn add(tx: &mut WriteTx, kind: &str, cause: &str, jobs: &[NewJob]) -> Result<usize, StoreError> {
    if jobs.is_empty() {
        return Ok(0);
    }
    let (workspace, actor, at) = (tx.workspace(), tx.actor(), tx.at());
    let made: Vec<i64> = sqlx::query_scalar(ADD)
        .bind(workspace)
        .bind(kind)
        .bind(super::json(jobs)?)
        .bind(cause)
        .bind(actor)
        .bind(at)
        .fetch_all(tx.connection())
        .await?;
    let Some(batch) = made.iter().min() else { return Ok(0) };
    let gathered = sqlx::query(GATHER)
        .bind(workspace)
        .bind(super::json(&made)?)
        .bind(batch)
        .execute(tx.connection())
        .await?;
    expect_rows("jobs", made.len() as u64, gathered.rows_affected())?;
    Ok(made.len())
}

/// The jobs that can be done at the moment, first in line first. Whatever lies beyond `horizon` was
/// written before the clock went back, and can be done too.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn due(
    tx: &mut Tx,
    now: Timestamp,
    horizon: Timestamp,
    most: u32,
) -> Result<Vec<DueJob>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(DUE)
        .bind(workspace)
        .bind(now.as_millis())
        .bind(most)
        .bind(horizon.as_millis())
        .fetch_all(tx.connection())
        .await?)
}

/// Claims jobs until `lease`.
///
/// # Errors
/// [`StoreError`] where one of them is not open any more.
pub async fn claim(tx: &mut WriteTx, ids: &[i64], lease: Timestamp) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let claimed = sqlx::query(CLAIM)
        .bind(workspace)
        .bind(super::json(ids)?)
        .bind(lease.as_millis())
        .execute(tx.connection())
        .await?;
    expect_rows("claimed jobs", ids.len() as u64, claimed.rows_affected())
}

/// Ends jobs that are done. Answers which: of those that somebody else claimed in the meantime, or
/// that were cancelled, nothing may take effect.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn finish(tx: &mut WriteTx, done: &[Finished]) -> Result<Vec<i64>, StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let given = super::json(done)?;
    Ok(sqlx::query_scalar(FINISH).bind(workspace).bind(given).bind(at).fetch_all(tx.connection()).await?)
}

/// Says what became of jobs.
///
/// # Errors
/// [`StoreError`] where one is gone.
pub async fn set_results(tx: &mut WriteTx, said: &[(i64, String)]) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let told =
        sqlx::query(SET_RESULTS).bind(workspace).bind(super::json(said)?).execute(tx.connection()).await?;
    expect_rows("results of jobs", said.len() as u64, told.rows_affected())
}

/// Puts jobs off, or gives them up. Answers which were still this claim's.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put_off(tx: &mut WriteTx, jobs: &[PutOff]) -> Result<Vec<i64>, StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let given = super::json(jobs)?;
    Ok(sqlx::query_scalar(PUT_OFF).bind(workspace).bind(given).bind(at).fetch_all(tx.connection()).await?)
}

/// Says what queued jobs wait for. How many did not say so already.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn explain(tx: &mut WriteTx, ids: &[i64], error: &str) -> Result<u64, StoreError> {
    let workspace = tx.workspace();
    let told = sqlx::query(EXPLAIN)
        .bind(workspace)
        .bind(super::json(ids)?)
        .bind(error)
        .execute(tx.connection())
        .await?;
    Ok(told.rows_affected())
}

/// Cancels an open job; its edit counter after that, or none where it is not open.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn cancel(tx: &mut WriteTx, id: JobId) -> Result<Option<i64>, StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    Ok(sqlx::query_scalar(CANCEL)
        .bind(workspace)
        .bind(id.get())
        .bind(at)
        .fetch_optional(tx.connection())
        .await?)
}

/// Queues a job that waits or ended without being done; its edit counter after that, or none where it
/// is running or done.
///
/// # Errors
/// [`StoreError::Refused`] where the same is queued anew already.
pub async fn retry(tx: &mut WriteTx, id: JobId) -> Result<Option<i64>, StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    Ok(sqlx::query_scalar(RETRY)
        .bind(workspace)
        .bind(id.get())
        .bind(at)
        .fetch_optional(tx.connection())
        .await?)
}

/// The open job that does what this one was to do.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn same_open(tx: &mut Tx, id: JobId) -> Result<Option<JobId>, StoreError> {
    let workspace = tx.workspace();
    let other: Option<i64> =
        sqlx::query_scalar(SAME_OPEN).bind(workspace).bind(id.get()).fetch_optional(tx.connection()).await?;
    Ok(other.map(JobId::new))
}

/// A job, with what whoever does it needs to know.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn get(tx: &mut Tx, id: JobId) -> Result<Option<(Job, String)>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<Row> =
        sqlx::query_as(ONE).bind(workspace).bind(id.get()).fetch_optional(tx.connection()).await?;
    row.map(|row| {
        let payload = row.payload.clone();
        Ok((Job::try_from(row)?, payload))
    })
    .transpose()
}

/// Open jobs in their order, then those that ended lately, the latest first; so many of each at most.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(tx: &mut Tx, most: u32) -> Result<Vec<Job>, StoreError> {
    let workspace = tx.workspace();
    let mut rows: Vec<Row> =
        sqlx::query_as(OPEN).bind(workspace).bind(most).fetch_all(tx.connection()).await?;
    let ended: Vec<Row> = sqlx::query_as(ENDED).bind(workspace).bind(most).fetch_all(tx.connection()).await?;
    rows.extend(ended);
    rows.into_iter().map(Job::try_from).collect()
}

/// How many jobs are open, and how many were given up.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn counts(tx: &mut Tx) -> Result<(u64, u64), StoreError> {
    let workspace = tx.workspace();
    let (open, failed): (i64, i64) =
        sqlx::query_as(COUNTS).bind(workspace).fetch_one(tx.connection()).await?;
    Ok((open.cast_unsigned(), failed.cast_unsigned()))
}

/// How far the batches are that are not all done.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn progress(tx: &mut Tx) -> Result<Vec<Progress>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(String, i64, i64)> =
        sqlx::query_as(PROGRESS).bind(workspace).fetch_all(tx.connection()).await?;
    let progress = |(cause, ended, all): (String, i64, i64)| Progress {
        cause,
        ended: ended.cast_unsigned(),
        all: all.cast_unsigned(),
    };
    Ok(rows.into_iter().map(progress).collect())
}

/// When there is something to do next.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn next(tx: &mut Tx) -> Result<Next, StoreError> {
    let workspace = tx.workspace();
    let (due, running): (Option<i64>, bool) =
        sqlx::query_as(NEXT).bind(workspace).fetch_one(tx.connection()).await?;
    Ok(Next { due: due.map(Timestamp::from_millis), running })
}

/// Forgets jobs that were done or cancelled before that moment; those that failed are kept until
/// somebody looks after them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn forget(tx: &mut WriteTx, before: Timestamp) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(FORGET).bind(workspace).bind(before.as_millis()).execute(tx.connection()).await?;
    Ok(())
}
