//! Exporting a workspace as a bundle.

use super::of_rows::to_bundle;
use super::rows::Rows;
use crate::domain::bundle::Bundle;
use crate::services::{Context, ServiceError};
use crate::store;

/// The caller's workspace as a bundle's text: everything, so that importing it elsewhere loses
/// nothing. Equal workspaces give equal bytes.
///
/// # Errors
/// [`ServiceError::Store`] where the database fails or holds what it must not.
pub async fn export(context: &Context) -> Result<String, ServiceError> {
    Ok(snapshot(context).await?.to_text()?)
}

/// The caller's workspace as a bundle.
///
/// # Errors
/// [`ServiceError::Store`] where the database fails or holds what it must not.
pub async fn snapshot(context: &Context) -> Result<Bundle, ServiceError> {
    let mut tx = context.read().await?;
    let workspace = store::workspaces::current(&mut tx).await?;
    let actors = store::bundle::actors(&mut tx, workspace.id).await?;
    let rows = Rows::read(&mut tx).await?;
    Ok(to_bundle(&workspace, &actors, &rows)?)
}
