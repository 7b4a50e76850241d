//! What the pages of vendor orders show.

use crate::domain::builds::BuildStatus;
use crate::domain::ids::{OfferId, OrderId, OrderLineId, PartId};
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::orders::OrderStatus;
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// An order in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Its number.
    pub number: i64,
    /// The vendor's name.
    pub vendor: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// What its amounts are in.
    pub currency: Currency,
    /// How many lines it has.
    pub lines: u64,
    /// Of those, the ones of which something is still to come.
    pub open_lines: u64,
    /// Goods and shipping; none where a price is not known.
    pub total: Option<Micros>,
    /// Numbers of the builds that its pieces are for.
    pub builds: Vec<i64>,
    /// When it was drafted or placed, and when it is to come.
    pub times: OrderTimes,
}

/// When things happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTimes {
    /// When it was drafted.
    pub created: Timestamp,
    /// When it was placed, if it was.
    pub placed: Option<Timestamp>,
    /// When it is to come, if that is known.
    pub expected: Option<Timestamp>,
}

impl OrderTimes {
    /// Whole days since it was placed, or drafted where it was not.
    #[must_use]
    pub fn days_old(&self, now: Timestamp) -> i64 {
        (now.as_millis() - self.placed.unwrap_or(self.created).as_millis()).max(0) / DAY
    }

    /// Whole days until it is to come, negative where it is late.
    #[must_use]
    pub fn days_to_go(&self, now: Timestamp) -> Option<i64> {
        Some((self.expected?.as_millis() - now.as_millis()).div_euclid(DAY))
    }
}

/// All orders, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderList {
    /// The orders.
    pub orders: Vec<OrderRow>,
    /// The moment that ages count from.
    pub now: Timestamp,
}

/// An order with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPage {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: i64,
    /// The vendor's name.
    pub vendor: String,
    /// The vendor's site.
    pub site: Option<String>,
    /// Where it stands.
    pub status: OrderStatus,
    /// What its amounts are in.
    pub currency: Currency,
    /// Counts its changes.
    pub edit: i64,
    /// When it was drafted or placed.
    pub times: OrderTimes,
    /// The moment that ages count from.
    pub now: Timestamp,
    /// What is ordered, in order.
    pub lines: Vec<OrderPageLine>,
    /// Value of the goods; none where a price is not known.
    pub goods: Option<Micros>,
    /// Shipping: frozen, or by the vendor's terms.
    pub shipping: Option<Micros>,
    /// From what goods on the vendor ships free.
    pub free_shipping_over: Option<Money>,
    /// The builds that its pieces are for, as they stand now.
    pub builds: Vec<OrderedFor>,
    /// What came, the newest first.
    pub receipts: Vec<ReceiptRow>,
    /// Names of places to put things.
    pub places: Vec<String>,
}

impl OrderPage {
    /// Goods and shipping; none where either is not known.
    #[must_use]
    pub fn total(&self) -> Option<Micros> {
        Some(self.goods? + self.shipping?)
    }
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPageLine {
    /// Which.
    pub id: OrderLineId,
    /// Its place in the order, counted from 1.
    pub place: u32,
    /// What it is.
    pub part: PartId,
    /// The part's name.
    pub name: String,
    /// Package and the like.
    pub detail: String,
    /// The vendor's number.
    pub item_number: String,
    /// Its page at the vendor's.
    pub url: Option<String>,
    /// Items.
    pub items: Quantity,
    /// Pieces in an item.
    pub pack: Quantity,
    /// Price of an item.
    pub unit_price: Option<Micros>,
    /// Pieces that came.
    pub received: Quantity,
    /// What the vendor says of selling it, where the offer is known.
    pub terms: Option<Terms>,
    /// Where its pieces are put if nobody says otherwise; none where the part lies nowhere yet.
    pub usual_place: Option<String>,
    /// Which builds how many of its pieces are for.
    pub pegs: Vec<PegRow>,
}

impl OrderPageLine {
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
}

/// How an item is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The offer.
    pub offer: OfferId,
    /// The fewest items.
    pub minimum: Quantity,
    /// In multiples of this.
    pub multiple: Quantity,
    /// Items that the vendor has.
    pub in_stock: Option<Quantity>,
}

/// Pieces of a line that are for a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PegRow {
    /// The build's number.
    pub build: i64,
    /// Pieces.
    pub quantity: Quantity,
}

/// A build that pieces of an order are for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedFor {
    /// Its number.
    pub number: i64,
    /// Its project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// Where it stands.
    pub status: BuildStatus,
    /// Everything that it needs is here: it can be reserved, if it is not.
    pub everything_here: bool,
    /// Parts that are missing.
    pub missing: usize,
}

/// Something that came of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRow {
    /// The part's name.
    pub name: String,
    /// Pieces.
    pub quantity: Quantity,
    /// Where they were put.
    pub location: String,
    /// More came than was ordered.
    pub over: bool,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_ages_from_when_it_was_placed() {
        let day = |days: i64| Timestamp::from_millis(days * DAY);
        let drafted = OrderTimes { created: day(1), placed: None, expected: None };
        assert_eq!((drafted.days_old(day(4)), drafted.days_to_go(day(4))), (3, None));
        let placed = OrderTimes { placed: Some(day(3)), expected: Some(day(5)), ..drafted };
        assert_eq!((placed.days_old(day(4)), placed.days_to_go(day(4))), (1, Some(1)));
        assert_eq!(placed.days_to_go(day(7)), Some(-2));
        assert_eq!(placed.days_old(day(2)), 0, "clocks may disagree");
    }
}
