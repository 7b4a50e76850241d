//! The bundle, `clear-to-build/1`: everything that a workspace holds, as one JSON document in which
//! things refer to each other by keys and names.
//!
//! These types are the document, field by field; [`read`] reads one and names every fault of its
//! shape, [`complete`] fills in what a hand-written one leaves out, and [`check`] finds every
//! reference, sum and state that does not hold. Jobs, calls to vendors and their keys, events, requests,
//! sessions, tokens and users are not in it: they belong to the installation, not to the workshop.

mod builds;
mod catalog;
mod check;
mod complete;
mod index;
mod orders;
mod projects;
mod read;
mod reference;
mod stock;
#[cfg(test)]
mod tests;

pub use builds::{Build, Completion, Fallback, Need, Shortage};
pub use catalog::{FormerPrices, ImplicitPart, Offer, Package, Part, Price, StandIn, Vendor};
pub use check::check;
pub use complete::complete;
pub use index::Index;
pub use orders::{Order, OrderLine, Peg, Receipt};
pub use projects::{Bom, Decision, Line, OwnLine, Project, RememberedMatch, Synced, Version};
pub use read::{MAX_BYTES, read};
pub use reference::{ActorName, Moment, OfferName, Reference};
pub use stock::{CompletionName, Location, Movement, OrderLineName, ReservationName, Stock};

use super::money::{Currency, Micros};
use super::workspace::PickingPolicy;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// What `format` says.
pub const FORMAT: &str = "clear-to-build/1";

/// One workspace as a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bundle {
    /// Always [`FORMAT`].
    pub format: String,
    /// Whose it is.
    pub workspace: WorkspaceEntry,
    /// Settings by name, as they are kept.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, serde_json::Value>,
    /// What other currencies are worth.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Rate>,
    /// Bodies, with the CAD names that map to them.
    pub packages: Vec<Package>,
    /// Shops.
    pub vendors: Vec<Vendor>,
    /// Things that can be stocked, with their offers and stand-ins.
    pub parts: Vec<Part>,
    /// What a package brings along.
    pub implicit_parts: Vec<ImplicitPart>,
    /// Matches that hold in the whole workspace.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remembered_matches: Vec<RememberedMatch>,
    /// Places.
    pub locations: Vec<Location>,
    /// What lies where.
    pub stock: Vec<Stock>,
    /// Designs with their versions and BOMs.
    pub projects: Vec<Project>,
    /// Builds.
    pub builds: Vec<Build>,
    /// Vendor orders.
    pub orders: Vec<Order>,
    /// The ledger, oldest first.
    pub movements: Vec<Movement>,
}

/// Whose the bundle is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorkspaceEntry {
    /// The workspace's name.
    pub name: String,
    /// What its sums are in; the US dollar where it is not said.
    pub currency: Option<Currency>,
    /// Which stock lines are picked among equals; the fewest stops where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picking_policy: Option<PickingPolicy>,
}

/// What one unit of a currency is worth in the workspace's.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rate {
    /// The other currency.
    pub currency: Option<Currency>,
    /// Its worth.
    pub rate: Micros,
    /// When it was stated.
    pub stated: Option<Moment>,
}

/// What is wrong with a bundle, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// JSON pointer (RFC 6901) to what is wrong.
    pub pointer: String,
    /// What is wrong with it, and what to do.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pointer = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(f, "{pointer}: {}", self.message)
    }
}

impl Bundle {
    /// What its sums are in.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.workspace.currency.unwrap_or(Currency::USD)
    }

    /// The document as text: two spaces, one line feed at the end. Equal bundles give equal bytes.
    ///
    /// # Errors
    /// Only where a value cannot be JSON, which none of ours is.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}

/// `null` means the default, as a missing field does.
fn nullable<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// Leaves a field out that says what its absence says.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
