//! All integration tests, one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod builds;
mod bundle;
mod catalog;
mod check;
mod cli;
mod concurrency;
mod demo;
mod designs;
mod events;
mod faults;
mod fixture;
mod github_stand_in;
mod jobs;
mod layering;
mod ledger;
mod limits;
mod listening;
mod mix;
mod mouser_stand_in;
mod offers;
mod overview;
mod part_pages;
mod places;
mod plans;
mod remote;
mod shell;
mod sql;
mod statements;
mod sync;
mod torture;
mod upgrade;
mod vendor_orders;
mod workshop;
