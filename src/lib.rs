//! Clear to Build: tells people who make electronics whether they have everything for a build.
//!
//! One crate, whose folders are the architecture (docs/architecture.md). Arrows go one way:
//! `app → {api, domain}`, `api → {services, domain}`, `services → {store, remote, domain}`,
//! `store → domain`, `remote → domain`; `server` and `cli` assemble.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod domain;
#[cfg(feature = "ssr")]
pub mod remote;
#[cfg(feature = "ssr")]
pub mod services;
#[cfg(feature = "ssr")]
pub mod store;
