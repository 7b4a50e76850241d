//! Vendor orders in a bundle.

use super::{ActorName, Moment, OfferName, Reference, is_default, nullable};
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// A vendor order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Order {
    /// Its name for programs.
    pub key: Option<String>,
    /// Its number; the next one where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The vendor's name.
    pub vendor: String,
    /// draft, placed, part_received, received or cancelled.
    pub status: String,
    /// What its prices are in; the vendor's currency where it is not said.
    pub currency: Option<Currency>,
    /// Frozen when it was placed.
    pub shipping: Option<Micros>,
    /// Free text.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "nullable")]
    pub note: String,
    /// When it was made; at the import where it is not said.
    pub created: Option<Moment>,
    /// When it was placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placed: Option<Moment>,
    /// When it should come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Moment>,
    /// What is ordered.
    #[serde(deserialize_with = "nullable")]
    pub lines: Vec<OrderLine>,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            key: None,
            number: None,
            vendor: String::new(),
            status: "draft".to_owned(),
            currency: None,
            shipping: None,
            note: String::new(),
            created: None,
            placed: None,
            expected: None,
            lines: Vec::new(),
        }
    }
}

/// One offer's item in an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrderLine {
    /// Its number in the order; its place where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The vendor's number.
    pub item_number: String,
    /// The part's key.
    pub part: String,
    /// The offer, where it is not the one of this part, vendor and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferName>,
    /// It came from no offer, although there is one of this part, vendor and number.
    #[serde(skip_serializing_if = "is_default")]
    pub no_offer: bool,
    /// Pieces: whole items of `pack` pieces.
    pub quantity: Quantity,
    /// Pieces in one item; the offer's where it is not said.
    pub pack: Option<Quantity>,
    /// Price of one item.
    pub unit_price: Option<Micros>,
    /// Pieces that came.
    #[serde(deserialize_with = "nullable")]
    pub received: Quantity,
    /// Which needs it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pegs: Vec<Peg>,
    /// What came, and where to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<Receipt>,
}

/// Which need of which build pieces of an order line are for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Peg {
    /// The build.
    pub build: Reference,
    /// The needed part's key; the line's part where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Pieces.
    pub quantity: Quantity,
}

/// What came of an order line at once, and where it was put.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Receipt {
    /// The stock line's part; the line's part where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The stock line's location.
    pub location: String,
    /// The stock line's lot.
    #[serde(skip_serializing_if = "is_default")]
    pub lot: String,
    /// Pieces.
    pub quantity: Quantity,
    /// More came than was ordered.
    #[serde(skip_serializing_if = "is_default")]
    pub over: bool,
    /// Who booked it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorName>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}
