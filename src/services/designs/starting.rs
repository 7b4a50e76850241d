//! Starting: what the first page shows, a bundle that is handed over, and looking at a repository.

use super::tray;
use crate::domain::designs::{FirstLook, Look, Start};
use crate::services::bundle::{ImportError, Imported};
use crate::services::{Context, Request, ServiceError, bom_sync, bundle};
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

/// Looks at a repository: its branches and tags, and which files at `git_ref` may be its BOM. `project` is
/// what the project is called, if it has a name. Nothing is stored.
///
/// # Errors
/// [`ServiceError`] for a fault of ours; what keeps the repository from being looked at is told in the answer.
pub async fn look(
    context: &Context,
    repository: &str,
    git_ref: &str,
    project: &str,
) -> Result<Look, ServiceError> {
    let host = context.git_host()?;
    let refs = match bom_sync::refs(host, repository).await {
        Ok(refs) => refs,
        Err(error @ (ServiceError::Invalid(_) | ServiceError::Remote(_))) => {
            return Ok(Look::Failed(error.to_string()));
        }
        Err(error) => return Err(error),
    };
    match bom_sync::propose(host, &refs.address, git_ref, project).await {
        Ok(boms) => Ok(Look::Found { refs, boms: Some(boms), problem: None }),
        Err(error @ (ServiceError::Invalid(_) | ServiceError::Remote(_))) => {
            Ok(Look::Found { refs, boms: None, problem: Some(error.to_string()) })
        }
        Err(error) => Err(error),
    }
}
