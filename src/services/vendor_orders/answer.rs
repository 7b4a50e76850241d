//! What is answered about orders. Amounts are plain decimal strings, null where they are not known.

use super::cautions::{Caution, OldestPrice, cautions, oldest, undated};
use crate::domain::catalog::Vendor;
use crate::domain::ids::VendorId;
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::orders::{Order, OrderLine, OrderStatus};
use crate::domain::purchasing::{Drafting, Rates, Totals, shipping_for};
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use crate::store::orders::BoughtOffer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The drafts for the builds that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrdersAnswer {
    /// The drafts, whole.
    pub orders: Vec<OrderAnswer>,
    /// Parts that are missing and that nobody sells.
    pub no_offer: Vec<String>,
    /// What the drafts come to, shipping included: in their currency, or in the workspace's at its
    /// rates; null where a price or a rate is not known.
    pub total: Option<Micros>,
    /// What the total is in.
    pub currency: Currency,
    /// The sums by currency.
    pub totals: Totals,
    /// Nothing is cheaper.
    pub proven_optimal: bool,
    /// No way of buying the same costs less than this.
    pub bound: Option<Micros>,
    /// The price on the drafts that was looked up longest ago; none where no age is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_price: Option<OldestPrice>,
    /// Lines of the drafts whose prices were never looked up: somebody entered them.
    #[serde(default)]
    pub prices_without_age: usize,
    /// What a buyer should know of items that are ordered, or cannot be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<Caution>,
}

/// An order, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAnswer {
    /// Its number.
    pub order: i64,
    /// The vendor's name.
    pub vendor: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// What its amounts are in.
    pub currency: Currency,
    /// What is ordered.
    pub lines: Vec<LineAnswer>,
    /// Shipping.
    pub shipping: Option<Micros>,
    /// Goods and shipping.
    pub total: Option<Micros>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineAnswer {
    /// The vendor's number.
    pub item_number: String,
    /// The part's key.
    pub part: String,
    /// Pieces.
    pub quantity: Quantity,
    /// Price of an item of `pack` pieces.
    pub unit_price: Option<Micros>,
    /// Pieces in an item.
    pub pack: Quantity,
    /// Price of all of them.
    pub total: Option<Micros>,
    /// Pieces that came.
    pub received: Quantity,
}

impl OrderAnswer {
    /// An order as it is answered; a draft's shipping follows the vendor's terms.
    pub(super) fn new(order: &Order, vendors: &BTreeMap<VendorId, Vendor>, rates: &Rates) -> Self {
        let goods = order.goods();
        let shipping = order.shipping.or_else(|| shipping(order, vendors, rates));
        Self {
            order: order.number,
            vendor: order.vendor_name.clone(),
            status: order.status,
            currency: order.currency,
            lines: order.lines.iter().map(LineAnswer::new).collect(),
            shipping,
            total: goods.zip(shipping).map(|(goods, shipping)| goods.amount + shipping),
        }
    }
}

/// What shipping an order costs by the vendor's terms. Where a price is not known, free shipping is
/// not known to be reached.
pub(super) fn shipping(order: &Order, vendors: &BTreeMap<VendorId, Vendor>, rates: &Rates) -> Option<Micros> {
    let known = order.lines.iter().filter_map(OrderLine::total).sum();
    shipping_for(vendors.get(&order.vendor)?, Money { amount: known, currency: order.currency }, rates)
}

impl LineAnswer {
    pub(super) fn new(line: &OrderLine) -> Self {
        Self {
            item_number: line.item_number.clone(),
            part: line.part_key.clone(),
            quantity: line.pieces(),
            unit_price: line.unit_price,
            pack: line.pack,
            total: line.total(),
            received: line.received,
        }
    }
}

impl OrdersAnswer {
    pub(super) fn new(
        orders: &[Order],
        no_offer: Vec<String>,
        drafting: &Drafting,
        vendors: &BTreeMap<VendorId, Vendor>,
        rates: &Rates,
    ) -> Self {
        let orders: Vec<OrderAnswer> =
            orders.iter().map(|order| OrderAnswer::new(order, vendors, rates)).collect();
        let mut totals = Totals::default();
        for order in &orders {
            if let Some(amount) = order.total {
                totals.add(Money { amount, currency: order.currency });
            }
        }
        let all_known = orders.iter().all(|order| order.total.is_some());
        let total = totals.one(rates).filter(|_| all_known);
        Self {
            bound: total.and_then(|total| bound(total, drafting, rates)),
            currency: total.map_or(rates.base(), |total| total.currency),
            total: total.map(|total| total.amount),
            proven_optimal: total.is_some() && drafting.proven_optimal,
            orders,
            no_offer,
            totals,
            oldest_price: None,
            prices_without_age: 0,
            cautions: Vec::new(),
        }
    }
}

impl OrdersAnswer {
    /// Says of the offers behind the drafts how old they are, and what is wrong with them.
    pub(super) fn with_ages(
        mut self,
        ordered: &[BoughtOffer],
        not_offered: &[BoughtOffer],
        now: Timestamp,
    ) -> Self {
        self.oldest_price = oldest(ordered, now);
        self.prices_without_age = undated(ordered);
        self.cautions = cautions(ordered, not_offered);
        self
    }
}

/// The drafts of others are no part of the total, and cost the same whatever is bought.
fn bound(total: Money, drafting: &Drafting, rates: &Rates) -> Option<Micros> {
    let gap = drafting.gap?;
    // Nothing is nothing in any currency.
    let gap = if gap.amount == Micros::ZERO { Micros::ZERO } else { rates.convert(gap, total.currency)? };
    Some(Micros::new((total.amount.get() - gap.get()).max(0)))
}
