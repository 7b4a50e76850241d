//! Projects and versions: begun from a repository or a file, and changed.

use super::{VersionName, not_stale, tray, version};
use crate::domain::designs::{ProjectForm, VersionForm, VersionHead};
use crate::domain::ids::{ProjectId, VersionId};
use crate::domain::money::Micros;
use crate::domain::quantity::Quantity;
use crate::services::bom_sync::{Fetched, said_so};
use crate::services::names;
use crate::services::projects::{self, NewVersion};
use crate::services::{Context, Request, ServiceError, Started, StoreError, tokens};
use crate::store::events::Subject;
use crate::store::{self, WriteTx};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The longest web address that is kept.
const LONGEST_ADDRESS: usize = 2000;
/// The largest lot of boards.
const MOST_BOARDS: u64 = 1_000_000;

/// A project with its first version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewDesign {
    /// The project's name.
    pub name: String,
    /// Its repository.
    pub repository: Option<String>,
    /// The first version's name.
    pub revision: String,
    /// The branch, tag or commit to follow.
    pub git_ref: Option<String>,
    /// Where the BOM is in the repository.
    pub bom_path: Option<String>,
    /// The name under which the token of a private repository is kept ([`super::keep_token`]).
    pub access: Option<String>,
}

/// What becomes of a project's token.
#[derive(Debug, Clone, Default)]
pub enum TokenChange {
    /// It stays as it is.
    #[default]
    Keep,
    /// This one takes its place.
    Give(SecretString),
    /// It is forgotten.
    TakeAway,
}

/// What a version's form says. Empty texts say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionChange {
    /// Its edit counter when the form was shown.
    pub based_on: i64,
    /// Its name within the project.
    pub revision: String,
    /// The branch, tag or commit to follow.
    pub git_ref: String,
    /// Where the BOM is in the repository.
    pub bom_path: String,
    /// What a lot of bare boards costs.
    pub board_cost: String,
    /// How many boards are in a lot.
    pub board_lot: String,
    /// Where boards are ordered.
    pub board_url: String,
    /// The part that it produces, by key, name or number.
    pub produces: String,
}

/// A version that was just made, for requests that are repeated.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Begun {
    project: ProjectId,
    version: VersionId,
}

/// Makes a project with its first version: both or neither.
///
/// # Errors
/// As for [`projects::add_project`] and [`projects::add_version`].
pub async fn begin(
    context: &Context,
    request: &Request,
    new: &NewDesign,
) -> Result<VersionName, ServiceError> {
    let mut tx = match context.begin::<Begun>(request).await? {
        Started::New(tx) => tx,
        Started::Answered(begun) => return Ok(begun.name()),
    };
    let begun = make(context, &mut tx, new).await?;
    Ok(context.finish(tx, request, begun).await?.name())
}

/// The same where the BOM is handed over as a file; also the name under which that waits to be applied.
///
/// # Errors
/// As for [`begin`].
pub async fn begin_with_file(
    context: &Context,
    new: &NewDesign,
    bom: Fetched,
) -> Result<(VersionName, String), ServiceError> {
    let name = begin(context, &Request::unkeyed(), new).await?;
    Ok((name, tray::park(context, name.version, bom)?))
}

async fn make(context: &Context, tx: &mut WriteTx, new: &NewDesign) -> Result<Begun, ServiceError> {
    let project = projects::make_project(tx, &new.name, new.repository.as_deref()).await?;
    if let Some(access) = &new.access {
        tokens::keep(context, tx, project.id, &tray::parked_token(context, access)?).await?;
    }
    let version = NewVersion {
        project: project.project,
        revision: new.revision.clone(),
        git_ref: new.git_ref.clone(),
        bom_path: new.bom_path.clone(),
    };
    let version = projects::make_version(tx, &version).await?;
    Ok(Begun { project: project.id, version: version.id })
}

impl Begun {
    fn name(self) -> VersionName {
        VersionName { project: self.project, version: self.version }
    }
}

/// Makes another version of a project.
///
/// # Errors
/// As for [`projects::add_version`].
pub async fn add_version(
    context: &Context,
    request: &Request,
    project: ProjectId,
    new: &NewDesign,
) -> Result<VersionName, ServiceError> {
    let form = project_form(context, project).await?;
    let version = NewVersion {
        project: form.name,
        revision: new.revision.clone(),
        git_ref: new.git_ref.clone(),
        bom_path: new.bom_path.clone(),
    };
    let added = projects::add_version(context, request, &version).await?;
    Ok(VersionName { project, version: added.id })
}

/// A project as it is edited.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn project_form(context: &Context, project: ProjectId) -> Result<ProjectForm, ServiceError> {
    let mut tx = context.read().await?;
    store::designs::project(&mut tx, project)
        .await?
        .ok_or_else(|| ServiceError::not_found("project", project))
}

/// A version as it is edited.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn version_form(context: &Context, name: VersionName) -> Result<VersionForm, ServiceError> {
    let mut tx = context.read().await?;
    version(&mut tx, name).await
}

/// Gives a project another name, repository or token.
///
/// # Errors
/// [`ServiceError::Invalid`] for what cannot be, [`ServiceError::Refused`] where the name is taken,
/// [`ServiceError::Conflict`] where somebody changed it since `based_on`.
pub async fn change_project(
    context: &Context,
    request: &Request,
    project: ProjectId,
    based_on: i64,
    (name, repository): (&str, &str),
    token: &TokenChange,
) -> Result<(), ServiceError> {
    let name = projects::checked_name("project", name)?;
    let repository = said(repository).map(projects::checked_repository).transpose()?;
    let mut tx = match context.begin::<()>(request).await? {
        Started::New(tx) => tx,
        Started::Answered(()) => return Ok(()),
    };
    let before = store::designs::project(&mut tx, project).await?;
    let before = before.ok_or_else(|| ServiceError::not_found("project", project))?;
    not_stale("project", before.edit, based_on)?;
    let edit = store::designs::change_project(&mut tx, project, &name, repository.as_deref())
        .await
        .map_err(|error| taken(error, &format!("there is a project \u{201c}{name}\u{201d} already")))?;
    match token {
        TokenChange::Keep => {}
        TokenChange::Give(token) => {
            tokens::keep(context, &mut tx, project, &tokens::checked(token)?).await?;
        }
        TokenChange::TakeAway => store::project_tokens::remove(&mut tx, project).await?,
    }
    store::events::changed(&mut tx, Subject::Project, project.get(), edit).await?;
    context.finish(tx, request, ()).await
}

/// Gives a version what its form says.
///
/// # Errors
/// As for [`change_project`]; [`ServiceError::NotFound`] for a product that is no part.
pub async fn change_version(
    context: &Context,
    request: &Request,
    name: VersionName,
    change: &VersionChange,
) -> Result<(), ServiceError> {
    let revision = projects::checked_name("revision", &change.revision)?;
    let bom_path = said(&change.bom_path).map(projects::checked_path).transpose()?;
    let board_cost = said(&change.board_cost).map(cost).transpose()?;
    let board_lot = said(&change.board_lot).map(lot).transpose()?;
    let board_url = said(&change.board_url).map(web_address).transpose()?;
    let mut tx = match context.begin::<()>(request).await? {
        Started::New(tx) => tx,
        Started::Answered(()) => return Ok(()),
    };
    let before = version(&mut tx, name).await?;
    not_stale("version", before.head.edit, change.based_on)?;
    let has_repository = before.head.repository.is_some();
    let git_ref = projects::checked_ref(said(&change.git_ref), &revision, has_repository)?;
    let produces = match said(&change.produces) {
        Some(part) => Some(names::part(&mut tx, part).await?),
        None => None,
    };
    let head = VersionHead { revision, git_ref, bom_path, ..before.head };
    let after = VersionForm { head, board_cost, board_lot, board_url, produces, ..before };
    let called = &after.head.revision;
    store::designs::change_version(&mut tx, &after).await.map_err(|error| {
        taken(error, &format!("the project has a revision \u{201c}{called}\u{201d} already"))
    })?;
    // Counts once more what changed, and tells those who look at it.
    said_so(&mut tx, name.version).await?;
    context.finish(tx, request, ()).await
}

/// A text, if it says anything.
fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn taken(error: StoreError, what: &str) -> ServiceError {
    match error {
        StoreError::Refused(_) => ServiceError::Refused(format!("{what}: take another name")),
        other => other.into(),
    }
}

fn cost(text: &str) -> Result<Micros, ServiceError> {
    let amount: Micros = text
        .replace(',', ".")
        .parse()
        .map_err(|error| ServiceError::Invalid(format!("the cost of boards: {error}")))?;
    if amount.get() < 0 {
        return Err(ServiceError::Invalid("the cost of boards cannot be below zero".to_owned()));
    }
    Ok(amount)
}

fn lot(text: &str) -> Result<Quantity, ServiceError> {
    let pieces: Option<Quantity> = text.parse().ok();
    pieces.filter(|pieces| (1..=MOST_BOARDS).contains(&pieces.get())).ok_or_else(|| {
        ServiceError::Invalid(format!(
            "\u{201c}{text}\u{201d} is no number of boards: give one from 1 to {MOST_BOARDS}"
        ))
    })
}

fn web_address(text: &str) -> Result<String, ServiceError> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if !is_web || text.contains(char::is_whitespace) || text.chars().count() > LONGEST_ADDRESS {
        return Err(ServiceError::Invalid(
            "where boards are ordered is no web address: one begins with https:// and has no blanks"
                .to_owned(),
        ));
    }
    Ok(text.to_owned())
}
