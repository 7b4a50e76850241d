//! Projects and their versions.

use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{BomId, ProjectId, VersionId};
use sqlx::FromRow;

/// Every column of a version, for the two ways to ask.
macro_rules! select_versions {
    ($rest:literal) => {
        concat!(
            "SELECT v.id, v.project, p.name AS project_name, p.repository, v.revision, v.git_ref, v.bom_path, v.bom, v.edit \
             FROM versions v JOIN projects p ON p.workspace = v.workspace AND p.id = v.project ",
            $rest
        )
    };
}

const PROJECT: &str = "SELECT id, name, repository FROM projects WHERE workspace = ?1 AND name = ?2";
const ADD_PROJECT: &str =
    "INSERT INTO projects (workspace, name, repository) VALUES (?1, ?2, ?3) RETURNING id";
const VERSION: &str = select_versions!("WHERE v.workspace = ?1 AND p.name = ?2 AND v.revision = ?3");
const VERSION_BY_ID: &str = select_versions!("WHERE v.workspace = ?1 AND v.id = ?2");
const NEWEST_VERSION: &str = "SELECT max(id) FROM versions WHERE workspace = ?1 AND project = ?2";
const ADD_VERSION: &str = "INSERT INTO versions (workspace, project, revision, git_ref, bom_path) \
    VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const SET_BOM: &str =
    "UPDATE versions SET bom = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const TOUCH: &str = "UPDATE versions SET edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const TOUCH_ALL: &str = "UPDATE versions SET edit = edit + 1 \
    WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) RETURNING id, edit";

/// A design with its repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its name, unique in the workspace.
    pub name: String,
    /// Where it is kept, as it was entered.
    pub repository: Option<String>,
}

/// One revision of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// Whose revision it is.
    pub project: ProjectId,
    /// The project's name.
    pub project_name: String,
    /// The project's repository.
    pub repository: Option<String>,
    /// Its name within the project.
    pub revision: String,
    /// The branch, tag or commit that it follows; by default that of its revision's name.
    pub git_ref: Option<String>,
    /// Where its BOM is in the repository; by default looked for.
    pub bom_path: Option<String>,
    /// The newest applied BOM.
    pub bom: Option<BomId>,
    /// How often it was edited.
    pub edit: i64,
}

#[derive(FromRow)]
struct ProjectRow {
    id: i64,
    name: String,
    repository: Option<String>,
}

#[derive(FromRow)]
struct VersionRow {
    id: i64,
    project: i64,
    project_name: String,
    repository: Option<String>,
    revision: String,
    git_ref: Option<String>,
    bom_path: Option<String>,
    bom: Option<i64>,
    edit: i64,
}

impl From<VersionRow> for Version {
    fn from(row: VersionRow) -> Self {
        Self {
            id: VersionId::new(row.id),
            project: ProjectId::new(row.project),
            project_name: row.project_name,
            repository: row.repository,
            revision: row.revision,
            git_ref: row.git_ref,
            bom_path: row.bom_path,
            bom: row.bom.map(BomId::new),
            edit: row.edit,
        }
    }
}

/// The project of that name.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn project(tx: &mut Tx, name: &str) -> Result<Option<Project>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<ProjectRow> =
        sqlx::query_as(PROJECT).bind(workspace).bind(name).fetch_optional(tx.connection()).await?;
    Ok(row.map(|row| Project { id: ProjectId::new(row.id), name: row.name, repository: row.repository }))
}

/// Makes a project.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub async fn add_project(
    tx: &mut WriteTx,
    name: &str,
    repository: Option<&str>,
) -> Result<ProjectId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 = sqlx::query_scalar(ADD_PROJECT)
        .bind(workspace)
        .bind(name)
        .bind(repository)
        .fetch_one(tx.connection())
        .await?;
    Ok(ProjectId::new(id))
}

/// The version of those names.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn version(tx: &mut Tx, project: &str, revision: &str) -> Result<Option<Version>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<VersionRow> = sqlx::query_as(VERSION)
        .bind(workspace)
        .bind(project)
        .bind(revision)
        .fetch_optional(tx.connection())
        .await?;
    Ok(row.map(Version::from))
}

/// The version of that id.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn version_by_id(tx: &mut Tx, id: VersionId) -> Result<Option<Version>, StoreError> {
    let workspace = tx.workspace();
    let row: Option<VersionRow> =
        sqlx::query_as(VERSION_BY_ID).bind(workspace).bind(id.get()).fetch_optional(tx.connection()).await?;
    Ok(row.map(Version::from))
}

/// The version that was made last in a project.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn newest_version(tx: &mut Tx, project: ProjectId) -> Result<Option<VersionId>, StoreError> {
    let workspace = tx.workspace();
    let id: Option<i64> = sqlx::query_scalar(NEWEST_VERSION)
        .bind(workspace)
        .bind(project.get())
        .fetch_one(tx.connection())
        .await?;
    Ok(id.map(VersionId::new))
}

/// Makes a version.
///
/// # Errors
/// [`StoreError::Refused`] where the project has that revision.
pub async fn add_version(
    tx: &mut WriteTx,
    project: ProjectId,
    revision: &str,
    git_ref: Option<&str>,
    bom_path: Option<&str>,
) -> Result<VersionId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 = sqlx::query_scalar(ADD_VERSION)
        .bind(workspace)
        .bind(project.get())
        .bind(revision)
        .bind(git_ref)
        .bind(bom_path)
        .fetch_one(tx.connection())
        .await?;
    Ok(VersionId::new(id))
}

/// Makes a BOM the version's current one; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn set_bom(tx: &mut WriteTx, version: VersionId, bom: BomId) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(SET_BOM)
        .bind(workspace)
        .bind(version.get())
        .bind(bom.get())
        .fetch_one(tx.connection())
        .await?)
}

/// Counts an edit of the version; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn touch(tx: &mut WriteTx, version: VersionId) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(TOUCH).bind(workspace).bind(version.get()).fetch_one(tx.connection()).await?)
}

/// Counts an edit of each of these versions; their edit counters after that.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn touch_all(tx: &mut WriteTx, versions: &[VersionId]) -> Result<Vec<(i64, i64)>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(TOUCH_ALL)
        .bind(workspace)
        .bind(super::json(versions)?)
        .fetch_all(tx.connection())
        .await?)
}
