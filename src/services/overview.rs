//! What pages show at one glance. Each is one consistent view, and changes nothing.

use super::{Context, ServiceError, names, sheets};
use crate::domain::ids::ProjectId;
use crate::domain::overview::{BuildPage, BuildRow, ProjectPage, ProjectRow};
use crate::store;

/// A build with everything that its page shows and computes with.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that key or number.
pub async fn build(context: &Context, build: &str) -> Result<BuildPage, ServiceError> {
    let mut tx = context.read().await?;
    let build = names::build(&mut tx, build).await?;
    let bom = build.standing_bom();
    Ok(BuildPage {
        sheet: sheets::load(&mut tx, &build, bom).await?,
        project: store::overview::project_of(&mut tx, &build).await?,
        commit: match bom {
            Some(bom) => store::overview::commit(&mut tx, bom).await?,
            None => None,
        },
        ahead: store::overview::ahead(&mut tx, &build).await?,
        currency: store::workspaces::current(&mut tx).await?.currency,
        build,
    })
}

/// Every build, in line.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn builds(context: &Context) -> Result<Vec<BuildRow>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::overview::builds(&mut tx, None).await?)
}

/// Every project that is not archived, by name.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn projects(context: &Context) -> Result<Vec<ProjectRow>, ServiceError> {
    let mut tx = context.read().await?;
    Ok(store::overview::projects(&mut tx, None).await?)
}

/// A project with its versions and builds.
///
/// # Errors
/// [`ServiceError::NotFound`] where there is none of that number.
pub async fn project(context: &Context, number: u64) -> Result<ProjectPage, ServiceError> {
    let none = || ServiceError::not_found("project", number);
    let id = ProjectId::new(i64::try_from(number).map_err(|_| none())?);
    let mut tx = context.read().await?;
    let project = store::overview::projects(&mut tx, Some(id)).await?.pop().ok_or_else(none)?;
    Ok(ProjectPage {
        project,
        versions: store::overview::versions(&mut tx, id).await?,
        builds: store::overview::builds(&mut tx, Some(id)).await?,
    })
}
