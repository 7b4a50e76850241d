//! Vendor orders: from draft over placed to received.

use super::ids::{OfferId, OrderId, OrderLineId, PartId, VendorId};
use super::money::{Currency, Micros, Money};
use super::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Not sent: it may still change.
    Draft,
    /// Sent: on its way.
    Placed,
    /// Some of it came.
    PartReceived,
    /// All of it came.
    Received,
    /// Ended; what came stays.
    Cancelled,
}

impl OrderStatus {
    /// Its name in the store, in bundles and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Placed => "placed",
            Self::PartReceived => "part_received",
            Self::Received => "received",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Draft, Self::Placed, Self::PartReceived, Self::Received, Self::Cancelled]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

impl std::fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Draft => "a draft",
            Self::Placed => "placed",
            Self::PartReceived => "received in part",
            Self::Received => "received",
            Self::Cancelled => "cancelled",
        })
    }
}

/// An order of one vendor's items, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id in the store.
    pub id: OrderId,
    /// Its number in the workspace, as people call it.
    pub number: i64,
    /// Whose items.
    pub vendor: VendorId,
    /// The vendor's name.
    pub vendor_name: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// What its prices are in.
    pub currency: Currency,
    /// Its shipping, once that is frozen.
    pub shipping: Option<Micros>,
    /// Counts its changes.
    pub edit: i64,
    /// What is ordered, in order.
    pub lines: Vec<OrderLine>,
}

/// One item of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// Its id in the store.
    pub id: OrderLineId,
    /// What it is.
    pub part: PartId,
    /// The part's key.
    pub part_key: String,
    /// The offer that it was made from.
    pub offer: Option<OfferId>,
    /// The vendor's number.
    pub item_number: String,
    /// Items.
    pub items: Quantity,
    /// Pieces in an item.
    pub pack: Quantity,
    /// Price of an item; none where it is not known.
    pub unit_price: Option<Micros>,
    /// Pieces that came.
    pub received: Quantity,
}

impl Order {
    /// Value of the goods; none where a price is not known.
    #[must_use]
    pub fn goods(&self) -> Option<Money> {
        let amount = self.lines.iter().map(OrderLine::total).sum::<Option<Micros>>()?;
        Some(Money { amount, currency: self.currency })
    }

    /// Where it stands once so much came of its lines.
    #[must_use]
    pub fn status_after_receipt(&self) -> OrderStatus {
        if self.lines.iter().all(|line| line.open().is_zero()) {
            OrderStatus::Received
        } else {
            OrderStatus::PartReceived
        }
    }
}

impl OrderLine {
    /// Pieces that were ordered.
    #[must_use]
    pub fn pieces(&self) -> Quantity {
        self.items.times(self.pack)
    }

    /// Pieces that have not come yet.
    #[must_use]
    pub fn open(&self) -> Quantity {
        self.pieces().saturating_sub(self.received)
    }

    /// Price of all its items.
    #[must_use]
    pub fn total(&self) -> Option<Micros> {
        self.unit_price.map(|price| price.times(self.items))
    }

    /// What one piece costs, rounded half up to a millionth.
    #[must_use]
    pub fn piece_price(&self) -> Option<Micros> {
        let pack = i64::from(self.pack).max(1);
        self.unit_price.map(|price| Micros::new(price.get().saturating_add(pack / 2).div_euclid(pack)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_pack_costs_its_share() {
        let line = |price: i64, pack: u16| OrderLine {
            id: OrderLineId::new(1),
            part: PartId::new(1),
            part_key: String::new(),
            offer: None,
            item_number: "X".to_owned(),
            items: Quantity::of(3),
            pack: Quantity::of(pack),
            unit_price: Some(Micros::new(price)),
            received: Quantity::ZERO,
        };
        assert_eq!(line(1_000_000, 3).piece_price(), Some(Micros::new(333_333)));
        assert_eq!(line(1_000_001, 2).piece_price(), Some(Micros::new(500_001)));
        assert_eq!(line(1_000_000, 100).total(), Some(Micros::new(3_000_000)));
        assert_eq!(line(1, 100).open(), Quantity::of(300));
    }
}
