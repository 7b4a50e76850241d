//! A movement as the ledger keeps it: what changed, why, and what it belongs to.

use super::{Balance, LedgerError, Movement, Reversed};
use crate::domain::ids::{AllocationId, CompletionId, OrderLineId};
use crate::domain::money::Money;
use serde::{Deserialize, Serialize};

/// Why an entry was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The books were opened.
    Opening,
    /// A delivery came.
    Receipt,
    /// A correction by a difference.
    Adjustment,
    /// Somebody counted.
    Count,
    /// Went to another place.
    MoveOut,
    /// Came from another place.
    MoveIn,
    /// Thrown away.
    Scrap,
    /// Came back.
    Return,
    /// Set aside for a build.
    Reservation,
    /// Free again.
    Release,
    /// Into a kit or out of it.
    Pick,
    /// Built in.
    Consumption,
    /// An earlier entry taken back.
    Reversal,
    /// Finished pieces.
    Production,
}

impl Reason {
    const ALL: [Self; 14] = [
        Self::Opening,
        Self::Receipt,
        Self::Adjustment,
        Self::Count,
        Self::MoveOut,
        Self::MoveIn,
        Self::Scrap,
        Self::Return,
        Self::Reservation,
        Self::Release,
        Self::Pick,
        Self::Consumption,
        Self::Reversal,
        Self::Production,
    ];

    /// The reason of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// Its name in the store and in bundles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Receipt => "receipt",
            Self::Adjustment => "adjustment",
            Self::Count => "count",
            Self::MoveOut => "move_out",
            Self::MoveIn => "move_in",
            Self::Scrap => "scrap",
            Self::Return => "return",
            Self::Reservation => "reservation",
            Self::Release => "release",
            Self::Pick => "pick",
            Self::Consumption => "consumption",
            Self::Reversal => "reversal",
            Self::Production => "production",
        }
    }
}

/// What a movement did to a line, and what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// Pieces that came (or, negative, went).
    pub on_hand_change: i64,
    /// Pieces that became reserved (or, negative, were so no longer).
    pub reserved_change: i64,
    /// The balance after it.
    pub after: Balance,
    /// Why.
    pub reason: Reason,
    /// Whose reserved pieces changed: named exactly when `reserved_change` is not zero.
    pub allocation: Option<AllocationId>,
    /// The completion that it belongs to.
    pub completion: Option<CompletionId>,
    /// The order line that it belongs to.
    pub order_line: Option<OrderLineId>,
    /// What was paid for one piece.
    pub cost: Option<Money>,
}

impl Movement {
    /// What it does to a line, for the ledger.
    ///
    /// # Errors
    /// As [`Movement::apply`].
    pub fn effect(&self, before: Balance) -> Result<Effect, LedgerError> {
        let after = self.apply(before)?;
        Ok(Effect {
            on_hand_change: i64::from(after.on_hand()) - i64::from(before.on_hand()),
            reserved_change: i64::from(after.reserved()) - i64::from(before.reserved()),
            after,
            reason: self.reason(),
            allocation: self.allocation(),
            completion: self.completion(),
            order_line: self.order_line(),
            cost: self.cost(),
        })
    }

    /// Why the entry is made.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        match self {
            Self::Opening { .. } => Reason::Opening,
            Self::Receipt { .. } => Reason::Receipt,
            Self::Adjustment { .. } => Reason::Adjustment,
            Self::Count { .. } => Reason::Count,
            Self::MoveOut { .. } => Reason::MoveOut,
            Self::MoveIn { .. } => Reason::MoveIn,
            Self::Scrap { .. } => Reason::Scrap,
            Self::Return { .. } => Reason::Return,
            Self::Reserve { .. } => Reason::Reservation,
            Self::Release { .. } => Reason::Release,
            Self::PickOut { .. } | Self::PickIn { .. } => Reason::Pick,
            Self::Consume { .. } | Self::UseExtra { .. } => Reason::Consumption,
            Self::Produce { .. } => Reason::Production,
            Self::Reverse(_) => Reason::Reversal,
        }
    }

    const fn allocation(&self) -> Option<AllocationId> {
        match *self {
            Self::Reserve { allocation, .. }
            | Self::Release { allocation, .. }
            | Self::PickOut { allocation, .. }
            | Self::PickIn { allocation, .. }
            | Self::Consume { allocation, .. }
            | Self::Reverse(Reversed::Consume { allocation, .. }) => Some(allocation),
            _ => None,
        }
    }

    const fn completion(&self) -> Option<CompletionId> {
        match *self {
            Self::Consume { completion, .. }
            | Self::UseExtra { completion, .. }
            | Self::Produce { completion, .. }
            | Self::Reverse(
                Reversed::Consume { completion, .. }
                | Reversed::UseExtra { completion, .. }
                | Reversed::Produce { completion, .. },
            ) => Some(completion),
            Self::Scrap { completion, .. }
            | Self::Return { completion, .. }
            | Self::Reverse(Reversed::Scrap { completion, .. } | Reversed::Return { completion, .. }) => {
                completion
            }
            _ => None,
        }
    }

    const fn order_line(&self) -> Option<OrderLineId> {
        match *self {
            Self::Receipt { order_line, .. } | Self::Reverse(Reversed::Receipt { order_line, .. }) => {
                order_line
            }
            _ => None,
        }
    }

    const fn cost(&self) -> Option<Money> {
        match *self {
            Self::Opening { cost, .. }
            | Self::Receipt { cost, .. }
            | Self::MoveIn { cost, .. }
            | Self::Reverse(Reversed::Receipt { cost, .. }) => cost,
            _ => None,
        }
    }
}
