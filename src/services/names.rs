//! What people mean by a name, or a precise error.

use super::ServiceError;
use crate::domain::builds::Build;
use crate::domain::ids::PartId;
use crate::store::projects::Version;
use crate::store::{self, Tx};

/// The version of that project and revision.
///
/// # Errors
/// [`ServiceError::NotFound`], which says whether the project or the version is not there.
pub async fn version(tx: &mut Tx, project: &str, revision: &str) -> Result<Version, ServiceError> {
    if let Some(version) = store::projects::version(tx, project, revision).await? {
        return Ok(version);
    }
    if store::projects::project(tx, project).await?.is_none() {
        return Err(ServiceError::not_found("project", project));
    }
    Err(ServiceError::not_found("version", format!("{project} {revision}")))
}

/// The build of that key or number.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn build(tx: &mut Tx, build: &str) -> Result<Build, ServiceError> {
    store::builds::find(tx, build).await?.ok_or_else(|| ServiceError::not_found("build", build))
}

/// The one part of that key, name or manufacturer part number.
///
/// # Errors
/// [`ServiceError::NotFound`], or [`ServiceError::Invalid`] where several are called so.
pub async fn part(tx: &mut Tx, name: &str) -> Result<PartId, ServiceError> {
    match store::names::part(tx, name).await?.as_slice() {
        [part] => Ok(*part),
        [] => Err(ServiceError::not_found("part", name)),
        several => Err(ServiceError::Invalid(format!(
            "{} parts are called \u{201c}{name}\u{201d}: give the key of the one that you mean",
            several.len()
        ))),
    }
}
