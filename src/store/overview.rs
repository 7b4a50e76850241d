//! What pages show at one glance: one statement for each list, however long it is.

use super::columns::{corrupt, count, quantity};
use super::{StoreError, Tx};
use crate::domain::builds::{Build, BuildStatus};
use crate::domain::clearing::Tally;
use crate::domain::ids::{BomId, ProjectId, VersionId};
use crate::domain::overview::{Ahead, BuildInLine, BuildRow, ProjectRow, VersionRow};
use sqlx::FromRow;

/// In line: what is under way by priority, then age; what is over after it, the newest first.
/// `?2` is a project, or null for all.
const BUILDS: &str = "SELECT b.number, p.name AS project, v.revision, b.quantity, b.completed, b.status, \
      v.bom IS NOT NULL AS synced, b.bom IS NOT NULL AND b.bom IS NOT v.bom AND b.status <> 'completed' AS bom_changed, \
      (SELECT count(*) FROM build_needs n WHERE n.workspace = ?1 AND n.build = b.id AND n.quantity > 0) AS needs \
    FROM builds b JOIN versions v ON v.workspace = ?1 AND v.id = b.version \
    JOIN projects p ON p.workspace = ?1 AND p.id = v.project \
    WHERE b.workspace = ?1 AND (?2 IS NULL OR v.project = ?2) \
    ORDER BY b.status IN ('completed', 'cancelled'), \
      CASE WHEN b.status IN ('completed', 'cancelled') THEN -b.number ELSE -b.priority END, b.number";

/// Those that are served before a build, with how many they are.
const AHEAD: &str = "SELECT b.number, p.name, count(*) OVER () FROM builds b \
    JOIN versions v ON v.workspace = ?1 AND v.id = b.version \
    JOIN projects p ON p.workspace = ?1 AND p.id = v.project \
    WHERE b.workspace = ?1 AND b.status IN ('open', 'cleared') \
      AND (b.priority > ?2 OR (b.priority = ?2 AND b.number < ?3)) \
    ORDER BY b.priority DESC, b.number LIMIT 2";

const PROJECT_OF: &str = "SELECT v.project FROM versions v WHERE v.workspace = ?1 AND v.id = ?2";

const COMMIT: &str = "SELECT commit_id FROM boms WHERE workspace = ?1 AND id = ?2";

/// `?2` is a project, or null for all.
const PROJECTS: &str = "SELECT p.id, p.name, p.repository, \
      (SELECT count(*) FROM versions v WHERE v.workspace = ?1 AND v.project = p.id AND v.archived = 0) AS versions, \
      (SELECT count(*) FROM builds b JOIN versions v ON v.workspace = ?1 AND v.id = b.version \
        WHERE b.workspace = ?1 AND v.project = p.id AND b.status IN ('open', 'cleared')) AS open_builds \
    FROM projects p WHERE p.workspace = ?1 AND (?2 IS NULL OR p.id = ?2) AND (p.archived = 0 OR ?2 IS NOT NULL) \
    ORDER BY p.name COLLATE NOCASE, p.id";

const VERSIONS: &str = "SELECT v.id, v.revision, v.git_ref, v.bom IS NOT NULL AS synced, m.commit_id AS \"commit\", \
      (SELECT count(*) FROM bom_lines l WHERE l.workspace = ?1 AND l.bom = v.bom) AS lines, \
      (SELECT count(DISTINCT l.id) FROM bom_lines l JOIN resolutions r ON r.workspace = ?1 AND r.bom_line = l.id \
        WHERE l.workspace = ?1 AND l.bom = v.bom AND l.do_not_populate = 0 AND r.ignored = 0 AND r.part IS NULL) AS unmatched \
    FROM versions v LEFT JOIN boms m ON m.workspace = ?1 AND m.id = v.bom \
    WHERE v.workspace = ?1 AND v.project = ?2 AND v.archived = 0 ORDER BY v.id DESC";

/// Builds, of one project or of all. What they need is as they were last cleared: how an open one stands
/// now is for the rules to say.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn builds(tx: &mut Tx, project: Option<ProjectId>) -> Result<Vec<BuildRow>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        number: i64,
        project: String,
        revision: String,
        quantity: i64,
        completed: i64,
        status: String,
        synced: bool,
        bom_changed: bool,
        needs: i64,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> = sqlx::query_as(BUILDS)
        .bind(workspace)
        .bind(project.map(ProjectId::get))
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let status = BuildStatus::from_name(&row.status).ok_or_else(|| corrupt(&row.status))?;
            let counted = usize::try_from(row.needs).map_err(corrupt)?;
            Ok(BuildRow {
                number: row.number,
                project: row.project,
                revision: row.revision,
                quantity: quantity(row.quantity)?,
                completed: quantity(row.completed)?,
                status,
                synced: row.synced,
                bom_changed: row.bom_changed,
                tally: Tally { counted, ..Tally::default() },
                clear: matches!(status, BuildStatus::Cleared | BuildStatus::Completed),
                short_of: Vec::new(),
            })
        })
        .collect()
}

/// The builds that are served before one.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn ahead(tx: &mut Tx, build: &Build) -> Result<Ahead, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(AHEAD)
        .bind(workspace)
        .bind(build.priority)
        .bind(build.number)
        .fetch_all(tx.connection())
        .await?;
    let before = rows.first().map_or(Ok(0), |(_, _, all)| count(*all))?;
    let first = rows.into_iter().map(|(number, project, _)| BuildInLine { number, project }).collect();
    Ok(Ahead { count: before, first })
}

/// The project of a build.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn project_of(tx: &mut Tx, build: &Build) -> Result<ProjectId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 = sqlx::query_scalar(PROJECT_OF)
        .bind(workspace)
        .bind(build.version.get())
        .fetch_one(tx.connection())
        .await?;
    Ok(ProjectId::new(id))
}

/// The commit that a BOM was read at, where it came from git.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn commit(tx: &mut Tx, bom: BomId) -> Result<Option<String>, StoreError> {
    let workspace = tx.workspace();
    let commit: Option<Option<String>> =
        sqlx::query_scalar(COMMIT).bind(workspace).bind(bom.get()).fetch_optional(tx.connection()).await?;
    Ok(commit.flatten())
}

/// Projects by name: one, or all that are not archived.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn projects(tx: &mut Tx, project: Option<ProjectId>) -> Result<Vec<ProjectRow>, StoreError> {
    let workspace = tx.workspace();
    let rows: Vec<(i64, String, Option<String>, i64, i64)> = sqlx::query_as(PROJECTS)
        .bind(workspace)
        .bind(project.map(ProjectId::get))
        .fetch_all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|(id, name, repository, versions, open_builds)| {
            Ok(ProjectRow {
                id: ProjectId::new(id),
                name,
                repository,
                versions: count(versions)?,
                open_builds: count(open_builds)?,
            })
        })
        .collect()
}

/// The versions of a project, newest first.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn versions(tx: &mut Tx, project: ProjectId) -> Result<Vec<VersionRow>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: i64,
        revision: String,
        git_ref: Option<String>,
        synced: bool,
        commit: Option<String>,
        lines: i64,
        unmatched: i64,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(VERSIONS).bind(workspace).bind(project.get()).fetch_all(tx.connection()).await?;
    rows.into_iter()
        .map(|row| {
            Ok(VersionRow {
                id: VersionId::new(row.id),
                revision: row.revision,
                git_ref: row.git_ref,
                synced: row.synced,
                commit: row.commit,
                lines: count(row.lines)?,
                unmatched: count(row.unmatched)?,
            })
        })
        .collect()
}
