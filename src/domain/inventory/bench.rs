//! What the bench answers: parts with where they lie, and places with what lies there.

use super::{Booked, Spot};
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// The answer to what somebody typed at the bench.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenchPage {
    /// What tells the next request from those before it.
    pub key: String,
    /// The parts that are meant: whatever is just that first, then by how many lie somewhere.
    pub parts: Vec<BenchPart>,
    /// Whether more parts are meant than are listed.
    pub more: bool,
    /// The places that are meant.
    pub places: Vec<FoundPlace>,
    /// What lies in the place that was chosen, or is meant alone.
    pub place: Option<PlaceContent>,
    /// Names of places, for the field that asks where to.
    pub place_names: Vec<String>,
    /// What the request did that led here.
    pub done: Option<Booked>,
    /// The newest event that is in it.
    pub seen: i64,
}

/// A part as the bench shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenchPart {
    /// Its id.
    pub id: PartId,
    /// Its name for people.
    pub name: String,
    /// Name of its package.
    pub package: Option<String>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// What it is counted in.
    pub unit: String,
    /// Nobody counts it.
    pub not_counted: bool,
    /// Where it lies, the fullest place first; places where it is used up last.
    pub spots: Vec<Spot>,
}

impl BenchPart {
    /// Its package, where its name does not say it already.
    #[must_use]
    pub fn package_beside_name(&self) -> Option<&str> {
        self.package.as_deref().filter(|package| !self.name.contains(package))
    }

    /// Pieces in all places.
    #[must_use]
    pub fn on_hand(&self) -> Quantity {
        self.spots.iter().map(|spot| spot.on_hand).sum()
    }

    /// The spot of that line, or the one where somebody looks first: not a kit, if it lies elsewhere.
    #[must_use]
    pub fn spot(&self, line: Option<StockLineId>) -> Option<&Spot> {
        let chosen = self.spots.iter().find(|spot| Some(spot.line) == line);
        chosen.or_else(|| self.spots.iter().find(|spot| spot.kit_of.is_none())).or_else(|| self.spots.first())
    }
}

/// A place that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPlace {
    /// Which.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// How many parts lie there.
    pub parts: u64,
}

/// A place with what lies there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceContent {
    /// Which.
    pub id: LocationId,
    /// Its name.
    pub name: String,
    /// The build whose kit it is.
    pub kit_of: Option<i64>,
    /// How often it was edited.
    pub edit: i64,
    /// No longer used.
    pub archived: bool,
    /// What lies there, by the parts' names.
    pub rows: Vec<PlaceRow>,
    /// The line after which more lies there.
    pub next: Option<StockLineId>,
}

/// A part in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRow {
    /// Its stock line.
    pub line: StockLineId,
    /// The part.
    pub part: PartId,
    /// The part's name.
    pub name: String,
    /// Name of the part's package.
    pub package: Option<String>,
    /// The lot, if lots are told apart.
    pub lot: String,
    /// Pieces there.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// Never reserved automatically.
    pub deprioritized: bool,
}
