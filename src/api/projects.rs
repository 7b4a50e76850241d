//! Projects, for their pages.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]
// Arguments are the fields of a form.
#![allow(clippy::too_many_arguments)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::designs::{Look, ProjectForm, SyncPage, VersionForm};
use crate::domain::overview::{ProjectPage, ProjectRow};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Every project, by name.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails.
#[server(name = ListProjects, prefix = "/fn", endpoint = "projects/list", input = GetUrl, output = Wire)]
pub async fn list() -> Result<Vec<ProjectRow>, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::overview::projects(&caller()?).await)
}

/// A project with its versions and builds.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none of that number.
#[server(name = ShowProject, prefix = "/fn", endpoint = "projects/page", input = GetUrl, output = Wire)]
pub async fn page(number: u64) -> Result<ProjectPage, ApiError> {
    use super::answering::{answer, caller};
    answer(crate::services::overview::project(&caller()?, number).await)
}

/// Asks to look at a repository, perhaps a private one: leads on to the form of a new project with what was
/// typed in its address, but for the token, which waits on the server. `access` names one that waits already; `looked` counts how often it was looked at.
///
/// # Errors
/// [`ApiError::Invalid`] for what no token can be.
#[server(name = AskRepository, prefix = "/fn", endpoint = "projects/ask", output = Wire)]
pub async fn ask(
    repository: String,
    #[server(default)] git_ref: String,
    #[server(default)] access: String,
    #[server(default)] token: String,
    #[server(default)] looked: u32,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_on};
    let access = match making::token(token) {
        Some(token) => answer(crate::services::designs::keep_token(&caller()?, &token))?,
        None => access,
    };
    let looked = looked.to_string();
    let said = [("repository", &repository), ("git_ref", &git_ref), ("access", &access), ("looked", &looked)];
    let said = said.iter().filter(|(_, text)| !text.trim().is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(said).finish();
    lead_on(&format!("/projects/new?{query}"));
    Ok(())
}

/// What a repository offers to start from. Without an address nothing is looked at.
///
/// # Errors
/// [`ApiError`] where the server is not reached or fails; what the host says is in the answer.
#[server(name = LookAtRepository, prefix = "/fn", endpoint = "projects/look", input = GetUrl, output = Wire)]
pub async fn look(
    repository: String,
    #[server(default)] git_ref: String,
    #[server(default)] project: String,
    #[server(default)] access: String,
) -> Result<Option<Look>, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::designs::{self, Asked};
    if repository.trim().is_empty() {
        return Ok(None);
    }
    let asked = Asked { repository: &repository, git_ref: &git_ref, project: &project, access: &access };
    answer(designs::look(&caller()?, asked).await).map(Some)
}

/// A project as it is edited, and what its repository offers.
///
/// # Errors
/// [`ApiError::NotFound`]; what the host says is in the answer.
#[server(name = LookAtProject, prefix = "/fn", endpoint = "projects/look_of", input = GetUrl, output = Wire)]
pub async fn look_of(number: u64) -> Result<(ProjectForm, Option<Look>), ApiError> {
    use super::answering::{answer, caller};
    use crate::domain::ids::ProjectId;
    let project = ProjectId::new(i64::try_from(number).unwrap_or(0));
    answer(crate::services::designs::look_of(&caller()?, project).await)
}

/// Makes a project with its first version, and leads on to the preview of its BOM.
///
/// # Errors
/// [`ApiError::Invalid`] for names that cannot be, [`ApiError::Conflict`] where the name is taken.
#[server(name = BeginProject, prefix = "/fn", endpoint = "projects/begin", output = Wire)]
pub async fn begin(
    name: String,
    repository: String,
    revision: String,
    #[server(default)] git_ref: String,
    #[server(default)] bom_path: String,
    #[server(default)] access: String,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_on};
    use crate::services::{Request, designs};
    let mut new = making::design(&name, &repository, &revision, &git_ref, &bom_path);
    new.access = making::said(&access);
    let made = answer(designs::begin(&caller()?, &Request::unkeyed(), &new).await)?;
    lead_on(&format!("/projects/{}/versions/{}/sync", made.project, made.version));
    Ok(())
}

/// Makes another version of a project, and leads on to the preview of its BOM.
///
/// # Errors
/// As for [`begin`].
#[server(name = AddVersion, prefix = "/fn", endpoint = "projects/add_version", output = Wire)]
pub async fn add_version(
    project: i64,
    revision: String,
    #[server(default)] git_ref: String,
    #[server(default)] bom_path: String,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_on};
    use crate::domain::ids::ProjectId;
    use crate::services::{Request, designs};
    let new = making::design("", "", &revision, &git_ref, &bom_path);
    let project = ProjectId::new(project);
    let made = answer(designs::add_version(&caller()?, &Request::unkeyed(), project, &new).await)?;
    lead_on(&format!("/projects/{}/versions/{}/sync", made.project, made.version));
    Ok(())
}

/// A project as it is edited.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = ShowProjectForm, prefix = "/fn", endpoint = "projects/form", input = GetUrl, output = Wire)]
pub async fn form(number: u64) -> Result<ProjectForm, ApiError> {
    use super::answering::{answer, caller};
    use crate::domain::ids::ProjectId;
    let project = ProjectId::new(i64::try_from(number).unwrap_or(0));
    answer(crate::services::designs::project_form(&caller()?, project).await)
}

/// Gives a project another name, repository or token, and leads on to its page. A token that is not typed stays
/// as it is, unless it is taken away.
///
/// # Errors
/// [`ApiError::Conflict`] where somebody else changed it or the name is taken, [`ApiError::Invalid`].
#[server(name = EditProject, prefix = "/fn", endpoint = "projects/edit", output = Wire)]
pub async fn edit(
    project: i64,
    based_on: i64,
    name: String,
    #[server(default)] repository: String,
    #[server(default)] token: String,
    #[server(default)] without_token: bool,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_on};
    use crate::domain::ids::ProjectId;
    use crate::services::{Request, designs};
    let (context, id) = (caller()?, ProjectId::new(project));
    let (request, names) = (Request::unkeyed(), (name.as_str(), repository.as_str()));
    let token = making::token_change(token, without_token);
    answer(designs::change_project(&context, &request, id, based_on, names, &token).await)?;
    lead_on(&format!("/projects/{project}"));
    Ok(())
}

/// A version as it is edited.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = ShowVersionForm, prefix = "/fn", endpoint = "projects/version_form", input = GetUrl, output = Wire)]
pub async fn version_form(project: u64, version: u64) -> Result<VersionForm, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::designs::{self, VersionName};
    answer(designs::version_form(&caller()?, VersionName::new(project, version)).await)
}

/// Gives a version what its form says, and leads on to its BOM.
///
/// # Errors
/// As for [`edit`]; [`ApiError::NotFound`] for a product that is no part.
#[server(name = EditVersion, prefix = "/fn", endpoint = "projects/edit_version", output = Wire)]
pub async fn edit_version(
    project: u64,
    version: u64,
    based_on: i64,
    revision: String,
    #[server(default)] git_ref: String,
    #[server(default)] bom_path: String,
    #[server(default)] board_cost: String,
    #[server(default)] board_lot: String,
    #[server(default)] board_url: String,
    #[server(default)] produces: String,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_on};
    use crate::services::designs::{VersionChange, VersionName, change_version};
    let change =
        VersionChange { based_on, revision, git_ref, bom_path, board_cost, board_lot, board_url, produces };
    let name = VersionName::new(project, version);
    answer(change_version(&caller()?, &crate::services::Request::unkeyed(), name, &change).await)?;
    lead_on(&format!("/projects/{project}/versions/{version}"));
    Ok(())
}

/// What a sync would change: read from the repository, or from a file that was handed over. `seen` is
/// the commit that was looked at before.
///
/// # Errors
/// [`ApiError::NotFound`]; what keeps a BOM from being read is in the answer.
#[server(name = PreviewSync, prefix = "/fn", endpoint = "projects/preview", input = GetUrl, output = Wire)]
pub async fn preview(
    project: u64,
    version: u64,
    file: Option<String>,
    seen: Option<String>,
) -> Result<SyncPage, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::designs::{VersionName, sync_page};
    let name = VersionName::new(project, version);
    answer(sync_page(&caller()?, name, file.as_deref(), seen.as_deref()).await)
}

/// Makes the version's BOM what was looked at, and leads on to it; where the repository moved on since,
/// back to the preview of what it holds now.
///
/// # Errors
/// [`ApiError`] where the host or the file is no longer there; then nothing changed.
#[server(name = ApplySync, prefix = "/fn", endpoint = "projects/apply", output = Wire)]
pub async fn apply(
    project: u64,
    version: u64,
    #[server(default)] file: String,
    #[server(default)] commit: String,
    #[server(default)] path: String,
) -> Result<(), ApiError> {
    use super::answering::{answer, caller, lead_on};
    use crate::services::designs::{self, Applied, Looked, VersionName};
    let seen = commit.clone();
    let looked = if file.is_empty() { Looked::Commit { commit, path } } else { Looked::Parked(file) };
    let here = format!("/projects/{project}/versions/{version}");
    match answer(designs::apply(&caller()?, VersionName::new(project, version), &looked).await)? {
        Applied::Done => lead_on(&here),
        Applied::Moved => lead_on(&format!("{here}/sync?seen={seen}")),
    }
    Ok(())
}

#[cfg(feature = "ssr")]
mod making {
    use crate::services::designs::{NewDesign, TokenChange};
    use secrecy::SecretString;

    /// A text, if it says anything.
    pub(super) fn said(text: &str) -> Option<String> {
        Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A token, if one was typed.
    pub(super) fn token(text: String) -> Option<SecretString> {
        Some(text).filter(|text| !text.trim().is_empty()).map(SecretString::from)
    }

    /// What becomes of a project's token: one that is typed counts before the wish to be without.
    pub(super) fn token_change(text: String, without: bool) -> TokenChange {
        match token(text) {
            Some(token) => TokenChange::Give(token),
            None if without => TokenChange::TakeAway,
            None => TokenChange::Keep,
        }
    }

    /// What a form says; empty texts say nothing.
    pub(super) fn design(
        name: &str,
        repository: &str,
        revision: &str,
        git_ref: &str,
        bom_path: &str,
    ) -> NewDesign {
        NewDesign {
            name: name.to_owned(),
            repository: said(repository),
            revision: revision.to_owned(),
            git_ref: said(git_ref),
            bom_path: said(bom_path),
            access: None,
        }
    }
}
