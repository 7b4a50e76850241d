//! What changed, for pages that follow it.

use super::{Context, ServiceError};
use crate::domain::live::Change;
use crate::store;

/// How many changed things one answer tells of; whoever missed more asks again after the last.
pub const MOST: u32 = 500;

/// The things that changed after the event `after`, each once, in the order of their last change; at
/// most [`MOST`].
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn since(context: &Context, after: i64) -> Result<Vec<Change>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::events::since(&mut tx, after, MOST).await?)
}

/// The newest event's id, 0 before the first.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn newest(context: &Context) -> Result<i64, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::events::newest(&mut tx).await?)
}
