//! From a repository's address to a BOM whose every line has a part: the use cases behind the pages of
//! projects, versions and BOMs, and of the first start.

mod boms;
mod changing;
mod hosts;
mod lines;
mod previewing;
mod starting;
mod tray;

pub use boms::{bom, find_parts};
pub use changing::{
    NewDesign, TokenChange, VersionChange, add_version, begin, begin_with_file, change_project,
    change_version, project_form, version_form,
};
pub use lines::{NewPartLine, OwnLineChange, decide, make_part, own_line};
pub use previewing::{Applied, Looked, apply, park_file, sync_page};
pub use starting::{Asked, first_look, import, keep_token, look, look_of};
pub use tray::Tray;
pub(in crate::services) use tray::{park_list, parked_list};

use super::ServiceError;
use crate::domain::designs::{VersionForm, VersionHead};
use crate::domain::ids::{ProjectId, VersionId};
use crate::store::{self, Tx};

/// A version as an address names it: its project's number and its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionName {
    /// The project.
    pub project: ProjectId,
    /// The version.
    pub version: VersionId,
}

impl VersionName {
    /// The version of these numbers.
    #[must_use]
    pub fn new(project: u64, version: u64) -> Self {
        // No id is beyond: what is, names nothing.
        let id = |number: u64| i64::try_from(number).unwrap_or(0);
        Self { project: ProjectId::new(id(project)), version: VersionId::new(id(version)) }
    }
}

async fn version(tx: &mut Tx, name: VersionName) -> Result<VersionForm, ServiceError> {
    let found = store::designs::version(tx, name.version).await?;
    found
        .filter(|form| form.head.project == name.project)
        .ok_or_else(|| ServiceError::not_found("version", name.version))
}

/// Nobody else changed it since whoever changes it read it.
fn not_stale(what: &str, edit: i64, based_on: i64) -> Result<(), ServiceError> {
    if edit == based_on {
        return Ok(());
    }
    Err(ServiceError::Conflict(format!(
        "the {what} was changed by somebody else in the meantime: look at it again, then repeat your change"
    )))
}

/// A version's names, as other services take them.
fn names(head: &VersionHead) -> (&str, &str) {
    (&head.project_name, &head.revision)
}
