//! Importing a bundle: all of it or none.

use super::rows::Rows;
use super::to_rows::{Ground, to_rows};
use crate::domain::bundle::{self, ActorName, Bundle, Problem};
use crate::domain::ids::{ActorId, WorkspaceId};
use crate::domain::workspace::PickingPolicy;
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::events::{self, Subject};
use crate::store::{self, StoreError, WriteTx};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The workspace that it went into.
    pub workspace: String,
    /// How many parts.
    pub parts: usize,
    /// How many projects.
    pub projects: usize,
    /// How many builds.
    pub builds: usize,
    /// How many orders.
    pub orders: usize,
    /// How many movements, opening balances included.
    pub movements: usize,
}

/// Why a bundle was not imported. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The bundle itself is at fault: every problem, each with its JSON pointer.
    #[error("{}", list(.0))]
    Problems(Vec<Problem>),
    /// Anything else.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

fn list(problems: &[Problem]) -> String {
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    format!("nothing was imported, the bundle has {} problems: {}", all.len(), all.join("; "))
}

/// Imports a bundle into the caller's workspace where that is empty (it takes the bundle's name),
/// else into a new or empty workspace of the bundle's name.
///
/// # Errors
/// [`ImportError::Problems`] with everything that is wrong with the bundle;
/// [`ServiceError::Refused`] where the workspace of its name holds something.
pub async fn import(context: &Context, request: &Request, bytes: &[u8]) -> Result<Imported, ImportError> {
    let bundle = checked(bytes)?;
    let mut tx = match context.begin(request).await? {
        Started::Answered(answer) => return Ok(answer),
        Started::New(tx) => tx,
    };
    let (workspace, actor) = target(&mut tx, &bundle).await?;
    write(&mut tx, workspace, actor, context, &bundle).await?;
    if workspace == context.workspace() {
        tell(&mut tx).await?;
    }
    let imported = Imported {
        workspace: bundle.workspace.name.clone(),
        parts: bundle.parts.len(),
        projects: bundle.projects.len(),
        builds: bundle.builds.len(),
        orders: bundle.orders.len(),
        movements: bundle.movements.len(),
    };
    Ok(context.finish(tx, request, imported).await?)
}

/// The bundle, filled in, if nothing is wrong with it.
fn checked(bytes: &[u8]) -> Result<Bundle, ImportError> {
    let (mut bundle, mut problems) = bundle::read(bytes);
    bundle::complete(&mut bundle);
    // What was taken out for its shape is not missed a second time.
    let known: BTreeSet<String> = problems.iter().map(|problem| problem.pointer.clone()).collect();
    if !known.contains("") {
        let more = bundle::check(&bundle);
        problems.extend(more.into_iter().filter(|problem| !is_below(&known, &problem.pointer)));
    }
    if problems.is_empty() { Ok(bundle) } else { Err(ImportError::Problems(problems)) }
}

/// Whether a pointer is one of the known ones or below one.
fn is_below(known: &BTreeSet<String>, pointer: &str) -> bool {
    let ends = pointer.match_indices('/').map(|(end, _)| end).chain([pointer.len()]);
    ends.into_iter().any(|end| pointer.get(..end).is_some_and(|upper| known.contains(upper)))
}

/// The workspace to fill, and the importing actor in it.
async fn target(tx: &mut WriteTx, bundle: &Bundle) -> Result<(WorkspaceId, ActorId), ImportError> {
    let name = &bundle.workspace.name;
    let own = WorkspaceId::new(tx.workspace());
    let named = store::bundle::named(tx, name).await?;
    let found = match named {
        Some(named) if store::bundle::is_empty(tx, named).await? => Some(named),
        Some(_) => return Err(in_use(name).into()),
        None => store::bundle::is_empty(tx, own).await?.then_some(own),
    };
    let (kind, actor) = store::bundle::actor(tx).await?;
    let policy = bundle.workspace.picking_policy.unwrap_or(PickingPolicy::FewestStops);
    let (workspace, actor) = match found {
        Some(workspace) => (workspace, store::workspaces::actor_of(tx, workspace, (kind, &actor)).await?),
        None => store::workspaces::add(tx, name, bundle.currency(), (kind, &actor)).await?,
    };
    store::bundle::change(tx, workspace, name, bundle.currency(), policy).await?;
    Ok((workspace, actor))
}

fn in_use(name: &str) -> ServiceError {
    ServiceError::Refused(format!(
        "the workspace \u{201c}{name}\u{201d} holds something already: import into a new database, or give the bundle another workspace name"
    ))
}

async fn write(
    tx: &mut WriteTx,
    workspace: WorkspaceId,
    actor: ActorId,
    context: &Context,
    bundle: &Bundle,
) -> Result<(), ImportError> {
    let named = actors(bundle);
    store::bundle::add_actors(tx, workspace, &named.into_iter().collect::<Vec<_>>()).await?;
    let actors: HashMap<(String, String), i64> = store::bundle::actors(tx, workspace)
        .await?
        .into_iter()
        .map(|row| ((row.kind, row.name), row.id))
        .collect();
    let last = store::bundle::last_ids(tx).await?;
    let ground = Ground { last, actors, actor: actor.get(), now: context.now(), bundle };
    let rows: Rows = to_rows(&ground)?;
    Ok(rows.write(tx, workspace).await?)
}

/// Everybody whom the bundle names.
fn actors(bundle: &Bundle) -> BTreeSet<(&str, &str)> {
    let versions = || bundle.projects.iter().flat_map(|project| &project.versions);
    let decisions = versions().flat_map(|version| &version.decisions).map(|decision| &decision.actor);
    let synced = versions().filter_map(|version| version.synced.as_ref()).map(|synced| &synced.actor);
    let earlier = versions().flat_map(|version| &version.earlier_boms).map(|bom| &bom.synced.actor);
    let completions = bundle.builds.iter().flat_map(|build| &build.completions).map(|done| &done.actor);
    let lines = bundle.orders.iter().flat_map(|order| &order.lines);
    let receipts = lines.flat_map(|line| &line.receipts).map(|receipt| &receipt.actor);
    let movements = bundle.movements.iter().map(|movement| &movement.actor);
    let all = decisions.chain(synced).chain(earlier).chain(completions).chain(receipts).chain(movements);
    all.flatten().map(|actor: &ActorName| (actor.kind(), actor.name())).collect()
}

async fn tell(tx: &mut WriteTx) -> Result<(), StoreError> {
    for subject in [Subject::Catalog, Subject::Stock, Subject::Project, Subject::Build, Subject::Order] {
        events::changed(tx, subject, 0, 0).await?;
    }
    Ok(())
}
