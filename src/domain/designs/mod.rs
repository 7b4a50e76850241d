//! What the pages of projects, versions and BOMs show: read models, made by services and sent to the
//! browser as they are, and the few rules by which both sides tell lines apart.

mod bom;
mod looking;
mod preview;
#[cfg(test)]
mod tests;

pub use bom::{
    BomHead, BomPage, BomPart, BomTally, LineFilter, LineStanding, NewPart, OwnLine, VersionLine, is_board,
};
pub use looking::{FirstLook, Look, Start, suggested_name};
pub use preview::{CellChange, LineChange, LineMove, Preview, Reading, SyncPage, WouldMiss};

use super::ids::{PartId, ProjectId, VersionId};
use super::money::Micros;
use super::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// A version, and whose it is: the head of each of its pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionHead {
    /// Its project.
    pub project: ProjectId,
    /// The project's name.
    pub project_name: String,
    /// The project's repository.
    pub repository: Option<String>,
    /// Which version.
    pub version: VersionId,
    /// Its name within the project.
    pub revision: String,
    /// The branch, tag or commit that it follows.
    pub git_ref: Option<String>,
    /// Where its BOM is in the repository.
    pub bom_path: Option<String>,
    /// How often it was edited.
    pub edit: i64,
}

/// A project as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectForm {
    /// Which.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Its repository.
    pub repository: Option<String>,
    /// How often it was edited.
    pub edit: i64,
    /// Whether a token of its own is kept for its repository.
    pub has_token: bool,
}

/// A version as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionForm {
    /// Which, and what it follows.
    pub head: VersionHead,
    /// What a lot of bare boards costs, in the workspace's currency.
    pub board_cost: Option<Micros>,
    /// How many boards are in a lot.
    pub board_lot: Option<Quantity>,
    /// Where boards are ordered.
    pub board_url: Option<String>,
    /// The part that it produces.
    pub produces: Option<PartId>,
    /// That part's key.
    pub produces_key: Option<String>,
    /// The workspace's currency.
    pub currency: String,
}
