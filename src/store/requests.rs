//! Requests that were answered: the same one sent twice is done once.

use super::{StoreError, Tx, WriteTx};

const FIND: &str = "SELECT command, answer FROM requests WHERE workspace = ?1 AND key = ?2";
const KEEP: &str = "INSERT INTO requests (workspace, key, command, answer, at) VALUES (?1, ?2, ?3, ?4, ?5)";

/// What was answered to a request, and what it was.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Answered {
    /// The command with its arguments.
    pub command: String,
    /// The answer, as JSON.
    pub answer: String,
}

/// The answer to the request of that key, if it was answered.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<Answered>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(FIND).bind(workspace).bind(key).fetch_optional(tx.connection()).await?)
}

/// Keeps an answer in the transaction that did the work.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn keep(tx: &mut WriteTx, key: &str, command: &str, answer: &str) -> Result<(), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    sqlx::query(KEEP)
        .bind(workspace)
        .bind(key)
        .bind(command)
        .bind(answer)
        .bind(at)
        .execute(tx.connection())
        .await?;
    Ok(())
}
