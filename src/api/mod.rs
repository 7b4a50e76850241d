//! What the browser asks the server: server functions with fixed addresses, `/fn/<noun>/<verb>`.
//! Each asks who calls, calls one service and answers. What only the server has stands in their
//! bodies.

#[cfg(feature = "ssr")]
mod answering;
pub mod bench;
pub mod boms;
pub mod boxes;
pub mod builds;
#[cfg(feature = "ssr")]
pub mod csv;
pub mod error;
pub mod imports;
pub mod jobs;
#[cfg(feature = "ssr")]
mod lines_csv;
#[cfg(feature = "ssr")]
mod lists_csv;
#[cfg(feature = "ssr")]
pub mod order_files;
pub mod orders;
pub mod packages;
pub mod parts;
#[cfg(feature = "ssr")]
mod parts_csv;
pub mod picking;
pub mod planning;
pub mod projects;
pub mod start;
pub mod stock;
pub mod vendors;
pub mod who;
pub mod wire;

pub use error::ApiError;
