//! Projects and their versions: making them.

use super::context::{Context, Request, Started};
use super::error::ServiceError;
use crate::domain::ids::{ProjectId, VersionId};
use crate::remote::{BomPath, GitRef, RepositoryUrl};
use crate::store::events::Subject;
use crate::store::{self, WriteTx};
use serde::{Deserialize, Serialize};

/// The answer to a new project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectAdded {
    /// Its name.
    pub project: String,
    /// Its id.
    pub id: ProjectId,
}

/// A version to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewVersion {
    /// The project's name.
    pub project: String,
    /// Its name within the project.
    pub revision: String,
    /// The branch, tag or commit to follow; by default that of the revision's name.
    pub git_ref: Option<String>,
    /// Where the BOM is in the repository; by default looked for at each sync.
    pub bom_path: Option<String>,
}

/// The answer to a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionAdded {
    /// The project's name.
    pub project: String,
    /// The revision.
    pub version: String,
    /// Its id.
    pub id: VersionId,
}

/// Makes a project.
///
/// # Errors
/// [`ServiceError::Invalid`] where name or repository cannot be; [`ServiceError::Refused`] where the
/// name is taken.
pub async fn add_project(
    context: &Context,
    request: &Request,
    name: &str,
    repository: Option<&str>,
) -> Result<ProjectAdded, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::Answered(answer) => return Ok(answer),
        Started::New(tx) => tx,
    };
    let added = make_project(&mut tx, name, repository).await?;
    context.finish(tx, request, added).await
}

/// Makes a project within a transaction.
pub(in crate::services) async fn make_project(
    tx: &mut WriteTx,
    name: &str,
    repository: Option<&str>,
) -> Result<ProjectAdded, ServiceError> {
    let name = checked_name("project", name)?;
    let repository = repository.map(checked_repository).transpose()?;
    if store::projects::project(tx, &name).await?.is_some() {
        return Err(ServiceError::Refused(format!(
            "there is a project \u{201c}{name}\u{201d} already: give the new one another name"
        )));
    }
    let id = store::projects::add_project(tx, &name, repository.as_deref()).await?;
    store::events::changed(tx, Subject::Project, id.get(), 0).await?;
    Ok(ProjectAdded { project: name, id })
}

/// Makes a version of a project. It starts with a copy of the decisions of the project's newest one.
///
/// # Errors
/// [`ServiceError::NotFound`] without the project, [`ServiceError::Invalid`] for names that git would
/// not accept, [`ServiceError::Refused`] where the revision exists.
pub async fn add_version(
    context: &Context,
    request: &Request,
    new: &NewVersion,
) -> Result<VersionAdded, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::Answered(answer) => return Ok(answer),
        Started::New(tx) => tx,
    };
    let added = make_version(&mut tx, new).await?;
    context.finish(tx, request, added).await
}

/// Makes a version within a transaction.
pub(in crate::services) async fn make_version(
    tx: &mut WriteTx,
    new: &NewVersion,
) -> Result<VersionAdded, ServiceError> {
    let revision = checked_name("revision", &new.revision)?;
    let bom_path = new.bom_path.as_deref().map(checked_path).transpose()?;
    let project = store::projects::project(tx, &new.project)
        .await?
        .ok_or_else(|| ServiceError::not_found("project", &new.project))?;
    let git_ref = checked_ref(new.git_ref.as_deref(), &revision, project.repository.is_some())?;
    if store::projects::version(tx, &project.name, &revision).await?.is_some() {
        return Err(ServiceError::Refused(format!(
            "{} has a revision \u{201c}{revision}\u{201d} already: give the new one another name",
            project.name
        )));
    }
    let earlier = store::projects::newest_version(tx, project.id).await?;
    let (git_ref, bom_path) = (git_ref.as_deref(), bom_path.as_deref());
    let id = store::projects::add_version(tx, project.id, &revision, git_ref, bom_path).await?;
    if let Some(earlier) = earlier {
        store::decisions::copy(tx, earlier, id).await?;
    }
    store::events::changed(tx, Subject::Version, id.get(), 0).await?;
    Ok(VersionAdded { project: project.name, version: revision, id })
}

pub(in crate::services) fn checked_name(what: &str, name: &str) -> Result<String, ServiceError> {
    let trimmed = name.trim();
    if trimmed.is_empty() || trimmed.chars().count() > 200 || trimmed.chars().any(char::is_control) {
        return Err(ServiceError::Invalid(format!(
            "a {what}\u{2019}s name has 1 to 200 characters, all of them printable"
        )));
    }
    Ok(trimmed.to_owned())
}

pub(in crate::services) fn checked_repository(text: &str) -> Result<String, ServiceError> {
    let parsed = RepositoryUrl::parse(text).map_err(|error| ServiceError::Invalid(error.to_string()))?;
    Ok(parsed.to_string())
}

pub(in crate::services) fn checked_path(text: &str) -> Result<String, ServiceError> {
    let parsed = BomPath::parse(text).map_err(|error| ServiceError::Invalid(error.to_string()))?;
    Ok(parsed.as_str().to_owned())
}

/// The ref that was given; else the revision's name, where git would accept it.
pub(in crate::services) fn checked_ref(
    given: Option<&str>,
    revision: &str,
    has_repository: bool,
) -> Result<Option<String>, ServiceError> {
    match (GitRef::parse(given.unwrap_or(revision)), given) {
        (Ok(git_ref), _) => Ok(Some(git_ref.as_str().to_owned())),
        (Err(_), None) if !has_repository => Ok(None),
        (Err(error), Some(_)) => Err(ServiceError::Invalid(error.to_string())),
        (Err(error), None) => Err(ServiceError::Invalid(format!(
            "{error}; say with --ref which branch, tag or commit is meant"
        ))),
    }
}
