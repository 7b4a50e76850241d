//! Syncing through the real client, store and services: decisions follow their references, and
//! whatever is not a BOM changes nothing.

mod consequences;
mod failures;
mod follows_main;
mod proposing;
mod real_boms;
mod schematics;
mod workbooks;
mod workshop;
