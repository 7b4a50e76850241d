//! The real binary, as people and scripts use it.

mod backup;
mod building;
mod configuration;
mod from_github;
mod scenarios;
mod serving;
mod state;
mod syncing;
mod usage;
mod workspaces;
