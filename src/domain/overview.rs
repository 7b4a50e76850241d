//! What pages show at one glance: read models, made by the store and sent to the browser as they
//! are. Nothing here decides.

use super::builds::{Build, BuildStatus};
use super::catalog::Vendor;
use super::clearing::{BuildSheet, Tally};
use super::ids::{ProjectId, VendorId, VersionId};
use super::purchasing::{OpenLine, Rates};
use super::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that the page of a build shows and computes with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildPage {
    /// The build as it is stored.
    pub build: Build,
    /// What decides what it needs and what could cover it.
    pub sheet: BuildSheet,
    /// Its project.
    pub project: ProjectId,
    /// The commit that its standing BOM was read at, where that came from git.
    pub commit: Option<String>,
    /// Who is served before it.
    pub ahead: Ahead,
    /// What buying for it depends on.
    pub buying: Buying,
    /// The newest event when all this was read: whoever hears of a later one looks again.
    pub seen: i64,
}

/// What buying depends on beside the offers of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buying {
    /// Shops that are bought from, with their terms.
    pub vendors: BTreeMap<VendorId, Vendor>,
    /// What currencies are worth.
    pub rates: Rates,
    /// What is drafted, for whomever, and what of the sheet's parts is on its way.
    pub open: Vec<OpenLine>,
}

/// A build after orders were drafted for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// The build.
    pub page: BuildPage,
    /// The drafts that hold something for it.
    pub drafts: Vec<DraftedOrder>,
    /// Keys of the parts that are missing and that nobody sells.
    pub no_offer: Vec<String>,
}

/// A draft as a message mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftedOrder {
    /// Its number.
    pub number: i64,
    /// The vendor's name.
    pub vendor: String,
}

/// The open and cleared builds before one, in line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    /// How many they are.
    pub count: u64,
    /// The first of them.
    pub first: Vec<BuildInLine>,
}

/// A build as others mention it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildInLine {
    /// Its number.
    pub number: i64,
    /// Its project's name.
    pub project: String,
}

/// A build in a list, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildRow {
    /// Its number.
    pub number: i64,
    /// Its project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// Pieces in all.
    pub quantity: Quantity,
    /// Pieces that are made.
    pub completed: Quantity,
    /// Where it stands.
    pub status: BuildStatus,
    /// Whether its version was ever synced.
    pub synced: bool,
    /// Whether its version has a newer BOM than the one that it was cleared with.
    pub bom_changed: bool,
    /// How its parts stand: one that is open against the stock of this moment, each build by itself; one
    /// that is clear as it was cleared.
    pub tally: Tally,
    /// Whether everything is here.
    pub clear: bool,
    /// The names of a few parts that are missing.
    pub short_of: Vec<String>,
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRow {
    /// Which.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Where its designs are kept.
    pub repository: Option<String>,
    /// How many versions it has.
    pub versions: u64,
    /// How many of its builds are open or cleared.
    pub open_builds: u64,
}

/// A version of a project, with what its newest BOM holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Which.
    pub id: VersionId,
    /// "v2".
    pub revision: String,
    /// The git ref that it is read at.
    pub git_ref: Option<String>,
    /// Whether it was ever synced.
    pub synced: bool,
    /// The commit of its BOM, where that came from git.
    pub commit: Option<String>,
    /// Lines of its BOM.
    pub lines: u64,
    /// Lines that count and have no part.
    pub unmatched: u64,
}

/// A project with its versions and builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectPage {
    /// The project.
    pub project: ProjectRow,
    /// Its versions, newest first.
    pub versions: Vec<VersionRow>,
    /// Its builds, in line.
    pub builds: Vec<BuildRow>,
}
