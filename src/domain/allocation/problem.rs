//! What is asked: needs, the stock that may serve them, and what is reserved already.

use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// How far a part is from what was wanted. The order is the preference: best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// The wanted part or one of its drop-in equivalents.
    Own,
    /// An alternative (or an equivalent of it) of this rank; 1 is the best.
    Alternative(u32),
    /// Another part that meets the line's requirement, by price; 0 is the cheapest.
    Requirement(u32),
    /// The build's fallback or one of its drop-in equivalents.
    Fallback,
}

/// A part that may serve a need, and how gladly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptable {
    /// The part.
    pub part: PartId,
    /// How far it is from what was wanted.
    pub tier: Tier,
}

/// So many pieces of any acceptable part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// What will do. A part named twice counts at its best tier.
    pub acceptable: Vec<Acceptable>,
    /// How many pieces.
    pub quantity: Quantity,
}

/// A stock line that may be drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supply {
    /// The line; each appears once in a problem.
    pub stock_line: StockLineId,
    /// What lies in it.
    pub part: PartId,
    /// On hand, less what *other* builds have reserved.
    pub available: Quantity,
    /// Where it lies.
    pub location: LocationId,
    /// The lots by age, oldest first.
    pub lot_order: u64,
}

/// What an earlier clearing of the same build reserved.
///
/// Its pieces are counted in [`Supply::available`] too. What no longer fits (the line is gone, the
/// part no longer acceptable) may be named and is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The index of the need in [`Problem::needs`].
    pub need: usize,
    /// Where it is reserved.
    pub stock_line: StockLineId,
    /// How many pieces.
    pub quantity: Quantity,
}

/// Which lines to take among equally good ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PickingPolicy {
    /// Visit few locations and open few lines; among equals, empty the smaller line.
    #[default]
    FewestStops,
    /// Empty the smallest lines first.
    UseUpSmallLines,
    /// Take the oldest lot first.
    OldestLot,
}

/// What to reserve for a need that cannot be covered in full.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenShort {
    /// Nothing: its pieces stay free.
    #[default]
    ReserveNothing,
    /// Whatever there is.
    ReserveWhatIsHere,
}

/// The whole question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// In line order: earlier needs are filled first.
    pub needs: Vec<Need>,
    /// Every line that may be drawn on; lines of parts that nobody accepts do no harm.
    pub supply: Vec<Supply>,
    /// What an earlier clearing reserved.
    pub held: Vec<Held>,
    /// Which lines to prefer among equals.
    pub policy: PickingPolicy,
    /// What to do about needs that stay short.
    pub when_short: WhenShort,
}
