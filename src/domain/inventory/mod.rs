//! Where parts lie and what people do there: what the bench, a part's page and the stock pages show,
//! and what they book. What is booked becomes movements (`domain::ledger`).

mod bench;
mod booking;
mod history;
mod places;

pub use bench::{BenchPage, BenchPart, FoundPlace, PlaceContent, PlaceRow};
pub use booking::{Booked, Booking, Undo, Verb, Where};
pub use history::{History, HistoryEntry};
pub use places::{PlaceSummary, Places, ReceivingForm};

use super::ids::{LocationId, StockLineId};
use super::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Pieces of a part in one place and lot, with whom they are reserved for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Its stock line.
    pub line: StockLineId,
    /// The place.
    pub place: LocationId,
    /// The place's name.
    pub location: String,
    /// The lot, if lots are told apart.
    pub lot: String,
    /// Pieces there.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// Never reserved automatically.
    pub deprioritized: bool,
    /// The number of the build whose kit it is.
    pub kit_of: Option<i64>,
    /// For which builds the reserved pieces are.
    pub reserved_for: Vec<ReservedFor>,
}

/// Reserved pieces of a spot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservedFor {
    /// The build's number.
    pub build: i64,
    /// What is built.
    pub project: String,
    /// Pieces.
    pub pieces: Quantity,
}

impl Spot {
    /// Pieces that nobody has reserved.
    #[must_use]
    pub fn free(&self) -> Quantity {
        self.on_hand.saturating_sub(self.reserved)
    }

    /// For whom its reserved pieces are: "24 for Vcf build 9"; nothing where none are.
    #[must_use]
    pub fn reserved_in_words(&self) -> String {
        let told = self
            .reserved_for
            .iter()
            .map(|one| format!("{} for {} build {}", one.pieces, one.project, one.build));
        told.collect::<Vec<_>>().join(", ")
    }
}

/// A place's name in two: what is read at arm's length ("Drawer 7"), and what that is in ("Cabinet A").
#[must_use]
pub fn place_in_two(location: &str) -> (&str, &str) {
    match location.rsplit_once('/') {
        Some((around, last)) if !last.trim().is_empty() => (last.trim(), around.trim()),
        _ => (location.trim(), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_place_is_the_one_to_look_for() {
        assert_eq!(place_in_two("Cabinet A/Drawer 7"), ("Drawer 7", "Cabinet A"));
        assert_eq!(place_in_two("Room/Cabinet A / Drawer 7 "), ("Drawer 7", "Room/Cabinet A"));
        assert_eq!(place_in_two("Shelf"), ("Shelf", ""));
        assert_eq!(place_in_two("Shelf/"), ("Shelf/", ""));
    }
}
