//! All integration tests, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod builds;
mod bundle;
mod fixture;
mod github_stand_in;
mod ledger;
mod layering;
mod remote;
mod sql;
