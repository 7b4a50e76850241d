//! Packages, vendors, parts, offers and stand-ins in a bundle.

use super::{Moment, is_default, nullable};
use crate::domain::catalog::{Spares, Technology};
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// A body, with the CAD names that map to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// How it is mounted; `other` where it is not said.
    pub technology: Technology,
    /// CAD names.
    #[serde(deserialize_with = "nullable")]
    pub footprints: Vec<String>,
}

impl Default for Package {
    fn default() -> Self {
        Self { name: String::new(), technology: Technology::Other, footprints: Vec::new() }
    }
}

/// A shop.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Vendor {
    /// Its name.
    pub name: String,
    /// Its address.
    pub base_url: Option<String>,
    /// What it sells in; the workspace's currency where it is not said.
    pub currency: Option<Currency>,
    /// What an order's shipping costs.
    #[serde(deserialize_with = "nullable")]
    pub shipping: Micros,
    /// From this total on, shipping is free; never where it is not said.
    pub free_shipping_over: Option<Micros>,
    /// No longer offered for new things.
    #[serde(skip_serializing_if = "is_default")]
    pub archived: bool,
}

/// A thing that can be stocked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Part {
    /// Its name for programs.
    pub key: String,
    /// Its name for people; the key where it is not said.
    #[serde(deserialize_with = "nullable")]
    pub name: String,
    /// Reference prefix (R, C, U).
    #[serde(deserialize_with = "nullable")]
    pub symbol: String,
    /// The value as written.
    #[serde(deserialize_with = "nullable")]
    pub value: String,
    /// Tolerance as written.
    pub tolerance: Option<String>,
    /// Ratings as written.
    pub rating: Option<String>,
    /// Its package's name.
    pub package: Option<String>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// Free text.
    #[serde(deserialize_with = "nullable")]
    pub description: String,
    /// What it is counted in.
    pub unit: String,
    /// Below this it is said to be low.
    pub low_stock: Option<Quantity>,
    /// Free labels.
    #[serde(deserialize_with = "nullable")]
    pub tags: Vec<String>,
    /// Custom fields by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Stand-ins both ways. Stated at one of the two; stating it at both is fine.
    #[serde(deserialize_with = "nullable")]
    pub equivalents: Vec<StandIn>,
    /// Stand-ins one way, by rank.
    #[serde(deserialize_with = "nullable")]
    pub alternatives: Vec<StandIn>,
    /// Nobody counts it.
    #[serde(deserialize_with = "nullable")]
    pub not_counted: bool,
    /// Extra pieces for losses.
    pub spares: Option<Spares>,
    /// Made for an unknown vendor number, to be filled in.
    #[serde(skip_serializing_if = "is_default")]
    pub placeholder: bool,
    /// No longer offered for new things.
    #[serde(skip_serializing_if = "is_default")]
    pub archived: bool,
    /// Vendors' items for it.
    #[serde(deserialize_with = "nullable")]
    pub offers: Vec<Offer>,
}

impl Default for Part {
    fn default() -> Self {
        Self {
            key: String::new(),
            name: String::new(),
            symbol: String::new(),
            value: String::new(),
            tolerance: None,
            rating: None,
            package: None,
            mpn: None,
            manufacturer: None,
            description: String::new(),
            unit: "pcs".to_owned(),
            low_stock: None,
            tags: Vec::new(),
            fields: BTreeMap::new(),
            equivalents: Vec::new(),
            alternatives: Vec::new(),
            not_counted: false,
            spares: None,
            placeholder: false,
            archived: false,
            offers: Vec::new(),
        }
    }
}

/// A part that may be used for the one that lists it: an object, or the key alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// The other part's key.
    pub part: String,
    /// Its place among the alternatives, from 1; equivalents have none.
    pub rank: Option<u32>,
    /// Offered only, never reserved without a person's yes.
    pub asks: bool,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct StandInObject {
    part: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    #[serde(deserialize_with = "nullable")]
    asks: bool,
}

impl Serialize for StandIn {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.rank.is_none() && !self.asks {
            return to.serialize_str(&self.part);
        }
        StandInObject { part: self.part.clone(), rank: self.rank, asks: self.asks }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for StandIn {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = StandIn;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a part's key, or an object with part and asks")
            }

            fn visit_str<E: de::Error>(self, part: &str) -> Result<StandIn, E> {
                Ok(StandIn { part: part.to_owned(), rank: None, asks: false })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<StandIn, A::Error> {
                let object = StandInObject::deserialize(MapAccessDeserializer::new(map))?;
                Ok(StandIn { part: object.part, rank: object.rank, asks: object.asks })
            }
        }
        from.deserialize_any(Either)
    }
}

/// A vendor's item for a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Offer {
    /// The vendor's name.
    pub vendor: String,
    /// The vendor's number for it.
    pub item_number: String,
    /// Its page.
    pub url: Option<String>,
    /// The fewest items that are sold.
    pub minimum: Quantity,
    /// Items are sold in multiples of this.
    pub multiple: Quantity,
    /// Pieces in one item.
    pub pack: Quantity,
    /// What its prices are in; the vendor's currency where it is not said.
    pub currency: Option<Currency>,
    /// When it was last looked up.
    pub checked: Option<Moment>,
    /// Items in the vendor's stock, if known.
    pub in_stock: Option<Quantity>,
    /// Days until delivery, if known.
    pub lead_days: Option<u32>,
    /// No longer offered.
    #[serde(skip_serializing_if = "is_default")]
    pub archived: bool,
    /// Whether the vendor was asked: `to_be_looked_up` or `unknown_to_vendor`; known where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Manufacturer part number, as the vendor says it of its item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mpn: Option<String>,
    /// Who makes it, as the vendor says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    /// What it is, as the vendor says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it stands in the vendor's order of things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Where it is in its life; simply in production where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<String>,
    /// What to take instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// Its data sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datasheet: Option<String>,
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// What the vendor warns of.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Why the last try to look it up failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Price breaks.
    #[serde(deserialize_with = "nullable")]
    pub prices: Vec<Price>,
    /// Prices as they were found each time that they had changed, oldest first.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<FormerPrices>,
}

impl Default for Offer {
    fn default() -> Self {
        Self {
            vendor: String::new(),
            item_number: String::new(),
            url: None,
            minimum: Quantity::ONE,
            multiple: Quantity::ONE,
            pack: Quantity::ONE,
            currency: None,
            checked: None,
            in_stock: None,
            lead_days: None,
            archived: false,
            status: None,
            mpn: None,
            manufacturer: None,
            description: None,
            category: None,
            lifecycle: None,
            replacement: None,
            datasheet: None,
            picture: None,
            warnings: Vec::new(),
            error: None,
            prices: Vec::new(),
            history: Vec::new(),
        }
    }
}

/// An offer's prices at some time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FormerPrices {
    /// When they were found.
    pub checked: Option<Moment>,
    /// What they are in; the offer's currency where it is not said.
    pub currency: Option<Currency>,
    /// Price breaks.
    #[serde(deserialize_with = "nullable")]
    pub prices: Vec<Price>,
}

/// The price of one item from a number of items on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Price {
    /// Items, from which on it holds.
    pub quantity: Quantity,
    /// Price of one item.
    pub unit_price: Option<Micros>,
}

/// What a package brings along.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImplicitPart {
    /// The package's name.
    pub package: String,
    /// The part's key.
    pub part: String,
    /// Pieces for each; one where it is not said.
    pub quantity: Quantity,
}

impl Default for ImplicitPart {
    fn default() -> Self {
        Self { package: String::new(), part: String::new(), quantity: Quantity::ONE }
    }
}
