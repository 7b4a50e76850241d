//! The ledger of a part as people read it.

use crate::domain::ids::{MovementId, StockLineId};
use crate::domain::ledger::Reason;
use crate::domain::money::Money;
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One movement of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Which.
    pub id: MovementId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: Reason,
    /// On which stock line.
    pub line: StockLineId,
    /// Where.
    pub location: String,
    /// Pieces that came (or, negative, went).
    pub on_hand_change: i64,
    /// Pieces that became reserved (or, negative, were so no longer).
    pub reserved_change: i64,
    /// Pieces that lay there afterwards.
    pub on_hand_after: Quantity,
    /// The build that it was for.
    pub build: Option<i64>,
    /// The order that it came with.
    pub order: Option<i64>,
    /// What was paid for one piece.
    pub cost: Option<Money>,
    /// What else is known about it.
    pub note: String,
}

impl HistoryEntry {
    /// What happened, in a word or two.
    #[must_use]
    pub fn in_words(&self) -> &'static str {
        match self.reason {
            Reason::Opening => "opening balance",
            Reason::Receipt => "received",
            Reason::Adjustment if self.note == "taken" => "taken",
            Reason::Adjustment if self.note == "put" => "put",
            Reason::Adjustment => "corrected",
            Reason::Count => "counted",
            Reason::MoveOut => "moved away",
            Reason::MoveIn => "moved here",
            Reason::Scrap => "scrapped",
            Reason::Return => "returned",
            Reason::Reservation => "reserved",
            Reason::Release => "no longer reserved",
            Reason::Pick => "picked",
            Reason::Consumption => "built in",
            Reason::Reversal => "taken back",
            Reason::Production => "finished",
        }
    }
}

/// Some movements of a part, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The movements.
    pub entries: Vec<HistoryEntry>,
    /// The movement before which older ones begin, if there are more.
    pub next: Option<MovementId>,
}
