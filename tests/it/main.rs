//! All integration tests, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli;
mod github_stand_in;
mod remote;
mod shell;
