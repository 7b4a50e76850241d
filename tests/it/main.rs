//! All integration tests, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod builds;
mod bundle;
mod fixture;
mod github_stand_in;
mod layering;
mod ledger;
mod remote;
mod sql;
