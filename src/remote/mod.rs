//! What lies outside: git hosts (and vendors) behind small traits.
//!
//! [`GitHost`] is what `services` see: a ref becomes a commit, and a file is read at that commit.
//! [`GitHub`] is the one host so far. [`Vendor`] answers what a shop has under a number; [`Vendors`]
//! are those that are configured. Every request leaves through [`Guard`], which is the only
//! place that opens a connection and decides which addresses may be reached (design.md §9).
//!
//! What comes back is somebody else's: nothing here trusts its size, type or truth. This module
//! knows neither the database nor what a BOM is; it hands out bytes and typed errors.

mod address;
mod base_url;
mod cache;
mod error;
mod git_host;
mod github;
mod guard;
mod mouser;
mod names;
mod repository_url;
mod vendor;

pub use address::{NotPublic, check_public};
pub use error::{RemoteError, SettingsError};
pub use git_host::{FileEntry, FileKind, GitHost, Listed, NamedCommit, RepositoryFacts};
pub use github::{Clock, GitHub, GitHubSettings};
pub use guard::{Answer, Ask, Guard, Limits, NameLookup, OutgoingError, SystemNames};
pub use mouser::{Mouser, MouserSettings};
pub use names::{BomPath, CommitId, GitRef, NameError};
pub use repository_url::{HostKind, RepositoryUrl, RepositoryUrlError};
pub use vendor::{
    CallLimits, Found, ItemNumber, ItemNumberError, LookUp, Remedy, Vendor, VendorError, VendorItem, Vendors,
};
