//! The real binary, as people and scripts use it.

mod backup;
mod building;
mod configuration;
mod contract;
mod from_github;
mod parts;
mod scenarios;
mod serving;
mod state;
mod syncing;
mod usage;
mod workspaces;
