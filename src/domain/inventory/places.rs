//! The list of places.

use crate::domain::ids::LocationId;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// A place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceSummary {
    /// Which.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// The build whose kit it is.
    pub kit_of: Option<i64>,
    /// How many parts lie there.
    pub parts: u64,
    /// How many pieces of all of them.
    pub pieces: Quantity,
}

/// A page of the list of places.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// The places, by name.
    pub rows: Vec<PlaceSummary>,
    /// The place after which the next page begins, if there is one.
    pub next: Option<LocationId>,
}

/// What the form of a receipt without an order needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivingForm {
    /// What tells the next request from those before it.
    pub key: String,
    /// Names of places.
    pub place_names: Vec<String>,
    /// What the workspace's sums are in.
    pub currency: crate::domain::money::Currency,
}
