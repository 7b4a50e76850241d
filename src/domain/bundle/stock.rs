//! Locations, stock and the ledger in a bundle.

use super::{ActorName, Moment, Reference, is_default, nullable};
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// A place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Location {
    /// Its name.
    pub name: String,
    /// What is printed on its label.
    pub barcode: Option<String>,
    /// The build whose kit it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kit_of: Option<Reference>,
    /// No longer offered for new things.
    #[serde(skip_serializing_if = "is_default")]
    pub archived: bool,
}

/// What lies of a part in a location, in one lot.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stock {
    /// The part's key.
    pub part: String,
    /// The location's name.
    pub location: String,
    /// The lot, or nothing.
    #[serde(deserialize_with = "nullable")]
    pub lot: String,
    /// What lies there: the sum over its movements, or without any what is booked at the import.
    #[serde(deserialize_with = "nullable")]
    pub on_hand: Quantity,
    /// Never reserved automatically.
    #[serde(deserialize_with = "nullable")]
    pub deprioritized: bool,
    /// How well it is known: `exact` (where it is not said), `estimated`, `not_counted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<String>,
    /// What a piece cost.
    pub unit_cost: Option<Micros>,
    /// In which currency; the workspace's where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

/// One entry of the ledger. Its number on its stock line and the balances after it follow from the
/// order of the entries.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Movement {
    /// The stock line's part.
    pub part: String,
    /// The stock line's location.
    pub location: String,
    /// The stock line's lot.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "nullable")]
    pub lot: String,
    /// What it did to what lies there.
    #[serde(skip_serializing_if = "is_default")]
    pub on_hand: i64,
    /// What it did to what is reserved of it.
    #[serde(skip_serializing_if = "is_default")]
    pub reserved: i64,
    /// Why: opening, receipt, count, reservation, …
    pub reason: String,
    /// Whose reservation it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation: Option<ReservationName>,
    /// Which completion it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<CompletionName>,
    /// Which order line it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_line: Option<OrderLineName>,
    /// Free text.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "nullable")]
    pub note: String,
    /// What a piece cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Micros>,
    /// In which currency; the workspace's where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Who did it; whoever imports where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorName>,
    /// When; at the import where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}

/// A build's need that stock is reserved for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReservationName {
    /// The build.
    pub build: Reference,
    /// The needed part's key.
    pub part: String,
    /// What tells needs of one part apart.
    #[serde(skip_serializing_if = "is_default")]
    pub variant: String,
}

/// A completion of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CompletionName {
    /// The build.
    pub build: Reference,
    /// Its place among the build's completions, from 1.
    pub completion: u32,
}

/// A line of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrderLineName {
    /// The order.
    pub order: Reference,
    /// The line's number.
    pub line: u32,
}
