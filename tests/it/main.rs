//! Use cases on real database files, all in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod ledger;
mod workshop;
