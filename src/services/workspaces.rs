//! Workspaces: which one a caller works in, and new ones.

use super::{Clock, Context, Request, ServiceError, Started};
use crate::domain::ids::{ActorId, WorkspaceId};
use crate::domain::money::Currency;
use crate::domain::workspace::{ActorKind, Workspace};
use crate::store::{self, Database, StoreError};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The workspace that a new database begins with.
const FIRST: &str = "Workshop";

/// The answer to a new workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceAdded {
    /// Its name.
    pub workspace: String,
    /// What its sums are in.
    pub currency: Currency,
}

/// The context of a caller in the workspace of that name, or in the only one. A database without any
/// gets its first.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that name, [`ServiceError::Invalid`] where none is
/// named and there are several; both name what there is.
pub async fn enter(
    database: Database,
    named: Option<&str>,
    actor: (ActorKind, &str),
    clock: Arc<dyn Clock>,
) -> Result<Context, ServiceError> {
    let workspace = choose(&list(&database, actor, clock.as_ref()).await?, named)?;
    let actor = actor_in(&database, workspace, actor, clock.as_ref()).await?;
    Ok(Context::new(database, workspace, actor, clock))
}

/// The same caller's context as somebody else's, who is made known to the workspace at their first act.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn acting(context: &Context, actor: (ActorKind, &str)) -> Result<Context, ServiceError> {
    let actor = actor_in(context.database(), context.workspace(), actor, context.clock()).await?;
    Ok(context.clone().by_actor(actor))
}

/// Every workspace of the database, by name. A database without any gets its first.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(
    database: &Database,
    actor: (ActorKind, &str),
    clock: &dyn Clock,
) -> Result<Vec<Workspace>, ServiceError> {
    let all = store::workspaces::all(database).await?;
    if !all.is_empty() {
        return Ok(all);
    }
    make_first(database, actor, clock).await?;
    Ok(store::workspaces::all(database).await?)
}

/// Makes a workspace, and its caller an actor in it.
///
/// # Errors
/// [`ServiceError::Invalid`] where the name cannot be, [`ServiceError::Refused`] where it is taken.
pub async fn add(
    context: &Context,
    request: &Request,
    name: &str,
    currency: Currency,
    actor: (ActorKind, &str),
) -> Result<WorkspaceAdded, ServiceError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(ServiceError::Invalid("a workspace's name has 1 to 200 characters".to_owned()));
    }
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    store::workspaces::add(&mut tx, name, currency, actor).await.map_err(|error| taken(error, name))?;
    context.finish(tx, request, WorkspaceAdded { workspace: name.to_owned(), currency }).await
}

fn taken(error: StoreError, name: &str) -> ServiceError {
    match error {
        StoreError::Refused(_) => ServiceError::Refused(format!(
            "there is a workspace \u{201c}{name}\u{201d} already: take another name"
        )),
        other => other.into(),
    }
}

/// Two processes may open a new database at once: the second finds the first one's workspace.
async fn make_first(
    database: &Database,
    actor: (ActorKind, &str),
    clock: &dyn Clock,
) -> Result<(), ServiceError> {
    // Nobody's workspace and nobody: both are made here.
    let mut tx = database.write(WorkspaceId::new(0), ActorId::new(0), clock.now()).await?;
    match store::workspaces::add(&mut tx, FIRST, Currency::USD, actor).await {
        Ok(_) => Ok(tx.commit().await?),
        Err(StoreError::Refused(_)) => Ok(tx.rollback().await?),
        Err(error) => Err(error.into()),
    }
}

fn choose(all: &[Workspace], named: Option<&str>) -> Result<WorkspaceId, ServiceError> {
    let names = || all.iter().map(|workspace| workspace.name.as_str()).collect::<Vec<_>>().join(", ");
    match (named, all) {
        (Some(name), _) => {
            all.iter().find(|workspace| workspace.name == name).map(|workspace| workspace.id).ok_or_else(
                || ServiceError::NotFound {
                    what: "workspace",
                    which: name.to_owned(),
                    hint: format!(": there is {}", names()),
                },
            )
        }
        (None, [only]) => Ok(only.id),
        (None, _) => Err(ServiceError::Invalid(format!(
            "there are several workspaces, say which with --workspace: {}",
            names()
        ))),
    }
}

/// Looks first, so that a caller who only reads need not wait for the writer.
async fn actor_in(
    database: &Database,
    workspace: WorkspaceId,
    actor: (ActorKind, &str),
    clock: &dyn Clock,
) -> Result<ActorId, ServiceError> {
    let mut reading = database.read(workspace).await?;
    if let Some(known) = store::workspaces::find_actor(&mut reading, actor).await? {
        return Ok(known);
    }
    drop(reading);
    let mut tx = database.write(workspace, ActorId::new(0), clock.now()).await?;
    let made = store::workspaces::actor_of(&mut tx, workspace, actor).await?;
    tx.commit().await?;
    Ok(made)
}
