//! What the pages for picking and completing a build show.

use crate::domain::bom::{Reference, natural_order};
use crate::domain::builds::{Build, FrozenNeed};
use crate::domain::ids::StockLineId;
use crate::domain::live::Seen;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// What is to be fetched for a build, and from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickPage {
    /// The build as it is stored.
    pub build: Build,
    /// What is reserved, in walking order: place by place, as people count.
    pub picks: Vec<Pick>,
    /// Parts that nobody counts: taken as they are needed.
    pub uncounted: Vec<Uncounted>,
    /// Needs that are not reserved in full.
    pub not_reserved: usize,
    /// The newest event when all this was read.
    pub seen: i64,
}

impl Seen for PickPage {
    fn seen(&self) -> i64 {
        self.seen
    }

    fn told_until(self, event: i64) -> Self {
        Self { seen: event, ..self }
    }
}

/// One thing to fetch from one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// Where it lies: the stock line, which a tick is kept by.
    pub stock_line: StockLineId,
    /// The place's name.
    pub location: String,
    /// Which lot, if told apart.
    pub lot: String,
    /// The key of the part that lies there.
    pub part: String,
    /// Its name.
    pub name: String,
    /// Package and the like.
    pub detail: String,
    /// The part that it stands in for, by name, if it does.
    pub instead_of: Option<String>,
    /// Pieces to take.
    pub quantity: Quantity,
    /// Pieces that lie there.
    pub on_hand: Quantity,
    /// Where it goes on the board.
    pub references: Vec<Reference>,
    /// Pieces for one piece of the version, where all of them lie here.
    pub per_piece: Option<Quantity>,
}

/// A part that nobody counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncounted {
    /// Its name.
    pub name: String,
    /// Where it goes.
    pub references: Vec<Reference>,
    /// About how many.
    pub quantity: Quantity,
}

/// Puts picks into walking order: by place as people count (Drawer 3 before Drawer 10), then by name.
pub fn in_walking_order(picks: &mut [Pick]) {
    picks.sort_by(|one, other| {
        natural_order(&one.location, &other.location)
            .then_with(|| one.location.cmp(&other.location))
            .then_with(|| natural_order(&one.name, &other.name))
            .then_with(|| one.stock_line.cmp(&other.stock_line))
    });
}

/// What completing a build would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletePage {
    /// The build as it is stored.
    pub build: Build,
    /// What it needs, each with the part's name and where its pieces lie.
    pub needs: Vec<NamedNeed>,
    /// What the finished pieces become, and where they are put.
    pub produces: Option<Produces>,
}

/// A frozen need with what people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedNeed {
    /// The need.
    pub need: FrozenNeed,
    /// The part's name.
    pub name: String,
    /// Names of the places that its pieces are reserved in.
    pub places: Vec<String>,
}

/// What finished pieces become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Produces {
    /// The part's name.
    pub name: String,
    /// Where they are put.
    pub location: String,
}

/// A version that can be built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buildable {
    /// Its number.
    pub version: i64,
    /// Its project's name.
    pub project: String,
    /// Its revision.
    pub revision: String,
    /// Whether its BOM was ever read.
    pub synced: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(location: &str, name: &str) -> Pick {
        Pick {
            stock_line: StockLineId::new(1),
            location: location.to_owned(),
            lot: String::new(),
            part: name.to_owned(),
            name: name.to_owned(),
            detail: String::new(),
            instead_of: None,
            quantity: Quantity::ONE,
            on_hand: Quantity::ONE,
            references: Vec::new(),
            per_piece: None,
        }
    }

    #[test]
    fn one_walks_from_place_to_place_as_people_count() {
        let mut picks =
            [pick("Drawer 10", "b"), pick("Box 4", "z"), pick("Drawer 3", "c2"), pick("Drawer 3", "c1")];
        in_walking_order(&mut picks);
        let walked: Vec<(&str, &str)> =
            picks.iter().map(|pick| (pick.location.as_str(), pick.name.as_str())).collect();
        assert_eq!(walked, [("Box 4", "z"), ("Drawer 3", "c1"), ("Drawer 3", "c2"), ("Drawer 10", "b")]);
    }
}
