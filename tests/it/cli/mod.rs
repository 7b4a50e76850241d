//! The real binary, as people and scripts use it.

mod backup;
mod configuration;
mod serving;
mod usage;
mod workspaces;
