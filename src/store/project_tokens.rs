//! Access tokens of projects' repositories, as they are sealed: nothing here can read one.

use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::ProjectId;

const ONE: &str = "SELECT nonce, sealed FROM project_tokens WHERE workspace = ?1 AND project = ?2";
const KEEP: &str = "INSERT INTO project_tokens (workspace, project, nonce, sealed) VALUES (?1, ?2, ?3, ?4) \
    ON CONFLICT (workspace, project) DO UPDATE SET nonce = excluded.nonce, sealed = excluded.sealed";
const REMOVE: &str = "DELETE FROM project_tokens WHERE workspace = ?1 AND project = ?2";

/// A secret that was encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What made this encryption unlike every other.
    pub nonce: Vec<u8>,
    /// The secret, and the proof that it is whole.
    pub sealed: Vec<u8>,
}

/// The token of a project, if it has one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn one(tx: &mut Tx, project: ProjectId) -> Result<Option<Sealed>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as(ONE).bind(workspace).bind(project.get()).fetch_optional(tx.connection()).await?;
    Ok(row.map(|(nonce, sealed)| Sealed { nonce, sealed }))
}

/// Keeps a token in the place of the one that was there.
///
/// # Errors
/// [`StoreError::Refused`] without the project.
pub async fn keep(tx: &mut WriteTx, project: ProjectId, token: &Sealed) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(KEEP)
        .bind(workspace)
        .bind(project.get())
        .bind(&token.nonce)
        .bind(&token.sealed)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Forgets a project's token, if it has one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remove(tx: &mut WriteTx, project: ProjectId) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(REMOVE).bind(workspace).bind(project.get()).execute(tx.connection()).await?;
    Ok(())
}
