//! Proves the promises on a database: what the database cannot see by itself, and what it can see
//! too, since something else may have written to the file.

use super::{Context, ServiceError};
use crate::domain::check::Violation;
use crate::store;

/// Everything that is wrong with the caller's workspace and with the file; nothing at all where
/// every promise holds. Changes nothing.
///
/// A cleared build is held against the needs that were frozen at its clearing: what its lines mean may
/// rightly have changed since.
///
/// # Errors
/// [`ServiceError::Store`] where the database cannot be read at all.
pub async fn check(context: &Context) -> Result<Vec<Violation>, ServiceError> {
    let mut found = file(context).await?;
    let mut tx = context.read().await?;
    found.extend(store::check::ledger(&mut tx).await?);
    found.extend(store::check::builds(&mut tx).await?);
    found.extend(store::check::orders(&mut tx).await?);
    found.extend(store::check::projects(&mut tx).await?);
    Ok(found)
}

/// The file is checked on the connection that may write: one that only reads does not load the CHECK
/// constraints, and the search index checks itself by an insert, which is taken back.
async fn file(context: &Context) -> Result<Vec<Violation>, ServiceError> {
    let mut tx = context.write().await?;
    let mut found = store::check::file(&mut tx).await?;
    found.extend(store::check::search(&mut tx).await?);
    tx.rollback().await?;
    Ok(found)
}
