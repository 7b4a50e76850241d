//! All integration tests, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bundle;
mod cli;
mod fixture;
mod github_stand_in;
mod remote;
mod shell;
