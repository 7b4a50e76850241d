//! Balances and the reservations behind them, worked out while a ledger is written down.

use std::collections::HashMap;

/// A stock line after a movement.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Balance {
    /// The movement's number on the line.
    pub sequence: i64,
    /// What lies there.
    pub on_hand: i64,
    /// What of it is reserved.
    pub reserved: i64,
}

/// What the movements so far led to.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    balances: HashMap<i64, Balance>,
    reservations: HashMap<(i64, i64, String), i64>,
    allocations: HashMap<(i64, i64), i64>,
}

impl Ledger {
    /// The stock line after one more movement.
    pub(super) fn after(&mut self, stock_line: i64, on_hand: i64, reserved: i64) -> Balance {
        let balance = self.balances.entry(stock_line).or_default();
        balance.sequence += 1;
        balance.on_hand += on_hand;
        balance.reserved += reserved;
        *balance
    }

    /// The id of a build's reservation for a part and variant, and whether it is new.
    pub(super) fn reservation(&mut self, last: i64, need: (i64, i64, String)) -> (i64, bool) {
        place(&mut self.reservations, last, need)
    }

    /// The id of a reservation's share of a stock line, and whether it is new.
    pub(super) fn allocation(&mut self, last: i64, share: (i64, i64)) -> (i64, bool) {
        place(&mut self.allocations, last, share)
    }
}

fn place<Name: Eq + std::hash::Hash>(ids: &mut HashMap<Name, i64>, last: i64, name: Name) -> (i64, bool) {
    let next = last + i64::try_from(ids.len()).unwrap_or(i64::MAX) + 1;
    let id = *ids.entry(name).or_insert(next);
    (id, id == next)
}
