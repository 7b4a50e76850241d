//! Starting: what the first page shows, a bundle that is handed over, and looking at a repository.

use super::hosts::{Patience, tells_why};
use super::{project_form, tray};
use crate::domain::designs::{FirstLook, Look, ProjectForm, Start};
use crate::domain::ids::ProjectId;
use crate::remote::GitHost;
use crate::services::bundle::{ImportError, Imported};
use crate::services::{Context, Request, ServiceError, bom_sync, bundle, tokens};
use crate::store;
use secrecy::SecretString;
use std::sync::Arc;

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

/// What is asked of a repository. Empty texts say nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Its address.
    pub repository: &'a str,
    /// The branch, tag or commit at which files are looked for; the default branch by default.
    pub git_ref: &'a str,
    /// What the project is called, if it has a name: a file of that name is likelier its BOM.
    pub project: &'a str,
    /// The name under which the token for it is kept ([`keep_token`]).
    pub access: &'a str,
}

/// Keeps the token of a private repository until its project is begun: an hour, in memory alone. The answer is
/// the name under which it is kept.
///
/// # Errors
/// [`ServiceError::Invalid`] for what no token can be.
pub fn keep_token(context: &Context, token: &SecretString) -> Result<String, ServiceError> {
    tray::park_token(context, tokens::checked(token)?)
}

/// Looks at a repository: its branches and tags, and which files may be its BOM. Nothing is stored.
///
/// # Errors
/// [`ServiceError`] for a fault of ours; what keeps the repository from being looked at is told in the answer.
pub async fn look(context: &Context, asked: Asked<'_>) -> Result<Look, ServiceError> {
    told(look_with_token(context, asked).await)
}

async fn look_with_token(context: &Context, asked: Asked<'_>) -> Result<Look, ServiceError> {
    let host = context.git_host()?;
    if asked.access.is_empty() {
        return look_at(context, host, asked).await;
    }
    let token = tray::parked_token(context, asked.access)?;
    look_at(context, &*host.with_token(&token)?, asked).await
}

/// A project as it is edited, and its repository looked at with its own token; `None` where it has none.
///
/// # Errors
/// [`ServiceError::NotFound`]; as for [`look`].
pub async fn look_of(
    context: &Context,
    project: ProjectId,
) -> Result<(ProjectForm, Option<Look>), ServiceError> {
    let form = project_form(context, project).await?;
    let Some(repository) = form.repository.clone() else { return Ok((form, None)) };
    let asked = Asked { repository: &repository, project: &form.name, ..Asked::default() };
    let look = async {
        let host = context.git_host()?;
        let own_host = own_host(context, host, project).await?;
        look_at(context, own_host.as_deref().unwrap_or(host), asked).await
    };
    let look = told(look.await)?;
    Ok((form, Some(look)))
}

async fn own_host(
    context: &Context,
    host: &dyn GitHost,
    project: ProjectId,
) -> Result<Option<Arc<dyn GitHost>>, ServiceError> {
    let mut tx = context.read().await?;
    tokens::host_of(context, &mut tx, host, project).await
}

async fn look_at(context: &Context, host: &dyn GitHost, asked: Asked<'_>) -> Result<Look, ServiceError> {
    let patience = Patience::of(context);
    let refs = patience.wait(bom_sync::refs(host, asked.repository)).await?;
    let boms = bom_sync::propose(host, &refs.address, asked.git_ref, asked.project);
    match patience.wait(boms).await {
        Ok(boms) => Ok(Look::Found { refs, boms: Some(boms), problem: None }),
        Err(error) if tells_why(&error) => {
            Ok(Look::Found { refs, boms: None, problem: Some(error.to_string()) })
        }
        Err(error) => Err(error),
    }
}

fn told(looked: Result<Look, ServiceError>) -> Result<Look, ServiceError> {
    match looked {
        Err(error) if tells_why(&error) => Ok(Look::Failed(error.to_string())),
        looked => looked,
    }
}
