//! Use cases, one module per service of the reference. Each is one transaction: load a snapshot
//! through `store`, let `domain` decide, write the difference through `store`, commit.
//!
//! What waits on others (git hosts, vendors) is fetched before the transaction, never inside it.

pub mod bench;
pub mod bom_sync;
pub mod builds;
pub mod bundle;
pub mod catalog;
pub mod check;
mod context;
pub mod decisions;
pub mod demo;
pub mod designs;
mod error;
pub mod inventory;
pub mod jobs;
pub mod live;
pub mod mouser;
pub mod names;
pub mod offers;
pub mod overview;
pub mod part_pages;
pub mod parts_import;
pub mod places;
pub mod projects;
pub mod reservations;
pub mod secrets;
mod sheets;
pub mod state;
pub mod tokens;
pub mod vendor_orders;
pub(in crate::services) mod workbook;
pub mod workspaces;

pub use context::{Clock, Context, Request, Started, SystemClock};
pub use error::ServiceError;
// What a service passes on as it is.
pub use crate::store::StoreError;
