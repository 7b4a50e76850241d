//! Lines of a version beside its BOM: board, panel, knobs.

use super::columns::quantity;
use super::error::expect_rows;
use super::{StoreError, Tx, WriteTx};
use crate::domain::designs::OwnLine;
use crate::domain::ids::{OwnLineId, PartId, VersionId};
use crate::domain::quantity::Quantity;

const OF_VERSION: &str =
    "SELECT id, part, quantity, note FROM own_lines WHERE workspace = ?1 AND version = ?2 ORDER BY position";
const ADD: &str = "INSERT INTO own_lines (workspace, version, position, part, quantity, note) \
    SELECT ?1, ?2, coalesce(max(position), 0) + 1, ?3, ?4, ?5 FROM own_lines WHERE workspace = ?1 AND version = ?2";
const CHANGE: &str =
    "UPDATE own_lines SET quantity = ?4, note = ?5 WHERE workspace = ?1 AND version = ?2 AND id = ?3";
const REMOVE: &str = "DELETE FROM own_lines WHERE workspace = ?1 AND version = ?2 AND id = ?3";

/// The own lines of a version, in their order.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of_version(tx: &mut Tx, version: VersionId) -> Result<Vec<OwnLine>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(OF_VERSION).bind(workspace).bind(version.get()).fetch_all(tx.connection()).await?;
    let own = |(id, part, pieces, note)| {
        Ok(OwnLine { id: OwnLineId::new(id), part: PartId::new(part), quantity: quantity(pieces)?, note })
    };
    rows.into_iter().map(own).collect()
}

/// Adds an own line behind the others.
///
/// # Errors
/// [`StoreError::Refused`] where a number or the note is beyond its limit.
pub async fn add(
    tx: &mut WriteTx,
    version: VersionId,
    part: PartId,
    pieces: Quantity,
    note: &str,
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(ADD)
        .bind(workspace)
        .bind(version.get())
        .bind(part.get())
        .bind(i64::try_from(pieces.get()).unwrap_or(i64::MAX))
        .bind(note)
        .execute(tx.connection())
        .await?;
    expect_rows("own line", 1, done.rows_affected())
}

/// Gives an own line its pieces and note; whether it was there.
///
/// # Errors
/// [`StoreError::Refused`] where a number or the note is beyond its limit.
pub async fn change(
    tx: &mut WriteTx,
    version: VersionId,
    line: OwnLineId,
    pieces: Quantity,
    note: &str,
) -> Result<bool, StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(CHANGE)
        .bind(workspace)
        .bind(version.get())
        .bind(line.get())
        .bind(i64::try_from(pieces.get()).unwrap_or(i64::MAX))
        .bind(note)
        .execute(tx.connection())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes an own line; whether it was there.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remove(tx: &mut WriteTx, version: VersionId, line: OwnLineId) -> Result<bool, StoreError> {
    let workspace = tx.workspace();
    let done = sqlx::query(REMOVE)
        .bind(workspace)
        .bind(version.get())
        .bind(line.get())
        .execute(tx.connection())
        .await?;
    Ok(done.rows_affected() == 1)
}
