//! The real binary, as people and scripts use it.

mod backup;
mod building;
mod cart;
mod configuration;
mod contract;
mod following;
mod from_github;
mod from_mouser;
mod offers;
mod parts;
mod scenarios;
mod serving;
mod state;
mod syncing;
mod usage;
mod vendors;
mod workspaces;
