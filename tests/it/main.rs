//! All integration tests, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod builds;
mod bundle;
mod check;
mod cli;
mod demo;
mod fixture;
mod github_stand_in;
mod layering;
mod remote;
mod shell;
mod sync;
mod workshop;
