//! The ledger: what can happen to a stock line, and what it does to the two balances.
//!
//! A [`Movement`] says what happened, so that nonsense cannot be written down: whatever changes what
//! is reserved names its allocation, and nothing else does. [`Movement::apply`] is the only
//! arithmetic; the store books its result, and the database checks it once more.

mod effect;
#[cfg(test)]
mod tests;

pub use effect::{Effect, Reason};

use super::ids::{AllocationId, CompletionId, OrderLineId};
use super::money::Money;
use super::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// What lies on a stock line, and how much of it is reserved: `reserved` ≤ `on_hand`, always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Balance {
    on_hand: Quantity,
    reserved: Quantity,
}

/// A correction up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// So many more.
    More(Quantity),
    /// So many fewer.
    Fewer(Quantity),
}

/// One entry of the ledger: what happened on a stock line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Movement {
    /// What lay there when the books were opened; nothing at all is worth an entry, too.
    Opening {
        /// Pieces that lie there.
        quantity: Quantity,
        /// What was paid for one piece.
        cost: Option<Money>,
    },
    /// A delivery came.
    Receipt {
        /// Pieces that came.
        quantity: Quantity,
        /// What was paid for one piece.
        cost: Option<Money>,
        /// What they were ordered by, if they were.
        order_line: Option<OrderLineId>,
    },
    /// Somebody corrected what the books say, by a difference.
    Adjustment {
        /// By how much.
        change: Change,
    },
    /// Somebody counted; finding what the books say is worth an entry, too.
    Count {
        /// Pieces that were found.
        found: Quantity,
    },
    /// Free pieces went to another place; the other place has the [`Movement::MoveIn`].
    MoveOut {
        /// Pieces that went.
        quantity: Quantity,
    },
    /// Free pieces came from another place.
    MoveIn {
        /// Pieces that came.
        quantity: Quantity,
        /// What was paid for one piece.
        cost: Option<Money>,
    },
    /// Free pieces were thrown away.
    Scrap {
        /// Pieces that are gone.
        quantity: Quantity,
        /// The completion at which that happened, if at one.
        completion: Option<CompletionId>,
    },
    /// Pieces that had been taken out came back.
    Return {
        /// Pieces that came back.
        quantity: Quantity,
        /// The completion after which they did, if after one.
        completion: Option<CompletionId>,
    },
    /// Free pieces were set aside for a build.
    Reserve {
        /// The share of the reservation that this line has.
        allocation: AllocationId,
        /// Pieces.
        quantity: Quantity,
    },
    /// Reserved pieces are free again.
    Release {
        /// The share of the reservation that this line had.
        allocation: AllocationId,
        /// Pieces.
        quantity: Quantity,
    },
    /// Reserved pieces went into the build's kit; the kit's line has the [`Movement::PickIn`].
    PickOut {
        /// The share of the reservation that this line had.
        allocation: AllocationId,
        /// Pieces.
        quantity: Quantity,
    },
    /// Reserved pieces came into the kit, or back out of it, and stay reserved.
    PickIn {
        /// The share of the reservation that this line has now.
        allocation: AllocationId,
        /// Pieces.
        quantity: Quantity,
    },
    /// Reserved pieces were built in.
    Consume {
        /// The share of the reservation that this line had.
        allocation: AllocationId,
        /// Pieces.
        quantity: Quantity,
        /// The completion that used them.
        completion: CompletionId,
    },
    /// Free pieces were used beyond what was reserved.
    UseExtra {
        /// Pieces.
        quantity: Quantity,
        /// The completion that used them.
        completion: CompletionId,
    },
    /// Finished pieces became stock.
    Produce {
        /// Pieces.
        quantity: Quantity,
        /// The completion that made them.
        completion: CompletionId,
    },
    /// What an earlier entry did is taken back.
    Reverse(Reversed),
}

/// What a reversal takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reversed")]
pub enum Reversed {
    /// Consumed pieces lie there again, and are reserved again.
    Consume {
        /// The share of the reservation that had them.
        allocation: AllocationId,
        /// Pieces.
        quantity: Quantity,
        /// The completion that had used them.
        completion: CompletionId,
    },
    /// Extra pieces lie there again.
    UseExtra {
        /// Pieces.
        quantity: Quantity,
        /// The completion that had used them.
        completion: CompletionId,
    },
    /// Finished pieces are stock no longer.
    Produce {
        /// Pieces.
        quantity: Quantity,
        /// The completion that had made them.
        completion: CompletionId,
    },
    /// Scrapped pieces were found fit.
    Scrap {
        /// Pieces.
        quantity: Quantity,
        /// The completion at which they were scrapped, if at one.
        completion: Option<CompletionId>,
    },
    /// Returned pieces did not come back after all.
    Return {
        /// Pieces.
        quantity: Quantity,
        /// The completion after which they were booked, if after one.
        completion: Option<CompletionId>,
    },
    /// A receipt was booked by mistake.
    Receipt {
        /// Pieces.
        quantity: Quantity,
        /// What was booked as paid for one piece.
        cost: Option<Money>,
        /// What they were ordered by, if they were.
        order_line: Option<OrderLineId>,
    },
}

/// Why a movement cannot happen to a stock line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Of no pieces.
    #[error("nothing was moved: give at least one piece")]
    Nothing,
    /// More than is free.
    #[error("{wanted} were to be taken, but only {available} are free there")]
    NotAvailable {
        /// Pieces that were asked for.
        wanted: Quantity,
        /// On hand and not reserved.
        available: Quantity,
    },
    /// More than is reserved.
    #[error("{wanted} reserved ones were to be taken, but only {reserved} are reserved there")]
    NotReserved {
        /// Pieces that were asked for.
        wanted: Quantity,
        /// Reserved on the line.
        reserved: Quantity,
    },
    /// Fewer were counted than are reserved.
    #[error("only {found} were counted, but {reserved} are reserved there: release some of them first")]
    CountBelowReserved {
        /// Pieces that were found.
        found: Quantity,
        /// Reserved on the line.
        reserved: Quantity,
    },
    /// More than a place can hold.
    #[error("a place cannot hold more than {max} pieces", max = Quantity::MAX)]
    TooMany,
    /// Balances that no ledger can have.
    #[error("{reserved} cannot be reserved of {on_hand}")]
    Impossible {
        /// Pieces said to lie there.
        on_hand: Quantity,
        /// Pieces said to be reserved of them.
        reserved: Quantity,
    },
}

impl Balance {
    /// Nothing there.
    pub const EMPTY: Self = Self { on_hand: Quantity::ZERO, reserved: Quantity::ZERO };

    /// A balance, if there can be one.
    ///
    /// # Errors
    /// [`LedgerError::Impossible`] where more is reserved than lies there.
    pub fn new(on_hand: Quantity, reserved: Quantity) -> Result<Self, LedgerError> {
        if reserved > on_hand {
            return Err(LedgerError::Impossible { on_hand, reserved });
        }
        Ok(Self { on_hand, reserved })
    }

    /// Pieces that lie there.
    #[must_use]
    pub const fn on_hand(self) -> Quantity {
        self.on_hand
    }

    /// Pieces of them that are reserved.
    #[must_use]
    pub const fn reserved(self) -> Quantity {
        self.reserved
    }

    /// Pieces that nobody has reserved.
    #[must_use]
    pub const fn available(self) -> Quantity {
        self.on_hand.saturating_sub(self.reserved)
    }

    fn plus_free(self, quantity: Quantity) -> Result<Self, LedgerError> {
        Ok(Self { on_hand: added(self.on_hand, quantity)?, ..self })
    }

    fn minus_free(self, quantity: Quantity) -> Result<Self, LedgerError> {
        let available = self.available();
        if quantity > available {
            return Err(LedgerError::NotAvailable { wanted: quantity, available });
        }
        Ok(Self { on_hand: self.on_hand.saturating_sub(quantity), ..self })
    }

    fn plus_reserved(self, quantity: Quantity) -> Result<Self, LedgerError> {
        Ok(Self { on_hand: added(self.on_hand, quantity)?, reserved: self.reserved.saturating_add(quantity) })
    }

    fn minus_reserved(self, quantity: Quantity) -> Result<Self, LedgerError> {
        let freed = self.release(quantity)?;
        Ok(Self { on_hand: freed.on_hand.saturating_sub(quantity), ..freed })
    }

    fn reserve(self, quantity: Quantity) -> Result<Self, LedgerError> {
        let available = self.available();
        if quantity > available {
            return Err(LedgerError::NotAvailable { wanted: quantity, available });
        }
        Ok(Self { reserved: self.reserved.saturating_add(quantity), ..self })
    }

    fn release(self, quantity: Quantity) -> Result<Self, LedgerError> {
        let Some(reserved) = self.reserved.checked_sub(quantity) else {
            return Err(LedgerError::NotReserved { wanted: quantity, reserved: self.reserved });
        };
        Ok(Self { reserved, ..self })
    }

    fn count(self, found: Quantity) -> Result<Self, LedgerError> {
        if found < self.reserved {
            return Err(LedgerError::CountBelowReserved { found, reserved: self.reserved });
        }
        Ok(Self { on_hand: found, ..self })
    }
}

fn added(on_hand: Quantity, quantity: Quantity) -> Result<Quantity, LedgerError> {
    Quantity::new(on_hand.get() + quantity.get()).map_err(|_| LedgerError::TooMany)
}

impl Movement {
    /// The balance after it.
    ///
    /// # Errors
    /// [`LedgerError`] where it cannot happen to such a line; then nothing did.
    pub fn apply(&self, before: Balance) -> Result<Balance, LedgerError> {
        if self.moves_nothing() {
            return Err(LedgerError::Nothing);
        }
        match *self {
            Self::Opening { quantity, .. }
            | Self::Receipt { quantity, .. }
            | Self::Adjustment { change: Change::More(quantity) }
            | Self::MoveIn { quantity, .. }
            | Self::Return { quantity, .. }
            | Self::Produce { quantity, .. }
            | Self::Reverse(Reversed::UseExtra { quantity, .. } | Reversed::Scrap { quantity, .. }) => {
                before.plus_free(quantity)
            }
            Self::Adjustment { change: Change::Fewer(quantity) }
            | Self::MoveOut { quantity }
            | Self::Scrap { quantity, .. }
            | Self::UseExtra { quantity, .. }
            | Self::Reverse(
                Reversed::Produce { quantity, .. }
                | Reversed::Return { quantity, .. }
                | Reversed::Receipt { quantity, .. },
            ) => before.minus_free(quantity),
            Self::Count { found } => before.count(found),
            Self::Reserve { quantity, .. } => before.reserve(quantity),
            Self::Release { quantity, .. } => before.release(quantity),
            Self::PickIn { quantity, .. } | Self::Reverse(Reversed::Consume { quantity, .. }) => {
                before.plus_reserved(quantity)
            }
            Self::PickOut { quantity, .. } | Self::Consume { quantity, .. } => {
                before.minus_reserved(quantity)
            }
        }
    }

    /// The movement that takes this one back, given the balance before it. Only an opening of nothing
    /// has none: there is nothing to take back.
    #[must_use]
    pub fn undo(&self, before: Balance) -> Option<Self> {
        Some(match *self {
            Self::Opening { quantity, .. } if quantity.is_zero() => return None,
            Self::Opening { quantity, .. } => Self::Adjustment { change: Change::Fewer(quantity) },
            Self::Receipt { quantity, cost, order_line } => {
                Self::Reverse(Reversed::Receipt { quantity, cost, order_line })
            }
            Self::Adjustment { change: Change::More(by) } => Self::Adjustment { change: Change::Fewer(by) },
            Self::Adjustment { change: Change::Fewer(by) } => Self::Adjustment { change: Change::More(by) },
            Self::Count { .. } => Self::Count { found: before.on_hand },
            Self::MoveOut { quantity } => Self::MoveIn { quantity, cost: None },
            Self::MoveIn { quantity, .. } => Self::MoveOut { quantity },
            Self::Scrap { quantity, completion } => Self::Reverse(Reversed::Scrap { quantity, completion }),
            Self::Return { quantity, completion } => Self::Reverse(Reversed::Return { quantity, completion }),
            Self::Reserve { allocation, quantity } => Self::Release { allocation, quantity },
            Self::Release { allocation, quantity } => Self::Reserve { allocation, quantity },
            Self::PickOut { allocation, quantity } => Self::PickIn { allocation, quantity },
            Self::PickIn { allocation, quantity } => Self::PickOut { allocation, quantity },
            Self::Consume { allocation, quantity, completion } => {
                Self::Reverse(Reversed::Consume { allocation, quantity, completion })
            }
            Self::UseExtra { quantity, completion } => {
                Self::Reverse(Reversed::UseExtra { quantity, completion })
            }
            Self::Produce { quantity, completion } => {
                Self::Reverse(Reversed::Produce { quantity, completion })
            }
            Self::Reverse(reversed) => reversed.redo(),
        })
    }

    fn moves_nothing(&self) -> bool {
        match *self {
            Self::Opening { .. } | Self::Count { .. } => false,
            Self::Adjustment { change: Change::More(quantity) | Change::Fewer(quantity) }
            | Self::Receipt { quantity, .. }
            | Self::MoveOut { quantity }
            | Self::MoveIn { quantity, .. }
            | Self::Scrap { quantity, .. }
            | Self::Return { quantity, .. }
            | Self::Reserve { quantity, .. }
            | Self::Release { quantity, .. }
            | Self::PickOut { quantity, .. }
            | Self::PickIn { quantity, .. }
            | Self::Consume { quantity, .. }
            | Self::UseExtra { quantity, .. }
            | Self::Produce { quantity, .. }
            | Self::Reverse(
                Reversed::Consume { quantity, .. }
                | Reversed::UseExtra { quantity, .. }
                | Reversed::Produce { quantity, .. }
                | Reversed::Scrap { quantity, .. }
                | Reversed::Return { quantity, .. }
                | Reversed::Receipt { quantity, .. },
            ) => quantity.is_zero(),
        }
    }
}

impl Reversed {
    fn redo(self) -> Movement {
        match self {
            Self::Consume { allocation, quantity, completion } => {
                Movement::Consume { allocation, quantity, completion }
            }
            Self::UseExtra { quantity, completion } => Movement::UseExtra { quantity, completion },
            Self::Produce { quantity, completion } => Movement::Produce { quantity, completion },
            Self::Scrap { quantity, completion } => Movement::Scrap { quantity, completion },
            Self::Return { quantity, completion } => Movement::Return { quantity, completion },
            Self::Receipt { quantity, cost, order_line } => Movement::Receipt { quantity, cost, order_line },
        }
    }
}
