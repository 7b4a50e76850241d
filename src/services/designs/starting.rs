//! The first start: what the first page shows, and a bundle that is handed over.

use super::tray;
use crate::domain::designs::{FirstLook, Start};
use crate::services::bundle::{ImportError, Imported};
use crate::services::{Context, Request, ServiceError, bundle};
use crate::store;

/// Problems of a bundle that the page lists.
const TOLD: usize = 200;

/// How far the workspace is. `import` names a bundle that could not be imported.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn first_look(context: &Context, import: Option<&str>) -> Result<FirstLook, ServiceError> {
    let mut tx = context.read().await?;
    let is_empty = store::bundle::is_empty(&mut tx, context.workspace()).await?;
    let mut problems = import.map(|name| tray::problems(context, name)).unwrap_or_default();
    let more = problems.len().saturating_sub(TOLD);
    problems.truncate(TOLD);
    Ok(FirstLook { start: if is_empty { Start::Empty } else { Start::Begun }, problems, more })
}

/// What a bundle that was handed over led to.
///
/// # Errors
/// The name under which its problems are kept; or a sentence, as [`ServiceError`].
pub async fn import(context: &Context, bytes: &[u8]) -> Result<Result<Imported, String>, ServiceError> {
    match bundle::import(context, &Request::unkeyed(), bytes).await {
        Ok(imported) => Ok(Ok(imported)),
        Err(ImportError::Problems(problems)) => Ok(Err(tray::keep_problems(context, problems)?)),
        Err(ImportError::Service(error)) => Err(error),
    }
}
