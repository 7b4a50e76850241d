//! Why a row waits, and what somebody says about it.

use super::columns::Field;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a row cannot be counted on as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Nothing by which the part could be told.
    #[error("it has no name, value or number: give it a name, or skip it")]
    NoName,
    /// The same part in an earlier row, with something else.
    #[error("the same part is in row {first} already, and says something else there")]
    Again {
        /// The row in which it is first.
        first: u32,
    },
    /// Several parts may be meant.
    #[error("several parts may be meant ({}): say which one it is", .0.join(", "))]
    SeveralParts(Vec<String>),
    /// The part that was named is not there.
    #[error("there is no part \u{201c}{0}\u{201d}: say which one it is")]
    NoSuchPart(String),
    /// A text that is no number of pieces.
    #[error("the quantity \u{201c}{0}\u{201d} is not a whole number")]
    Quantity(String),
    /// A number that is only about right.
    #[error("the quantity \u{201c}{text}\u{201d} is only about right")]
    AboutQuantity {
        /// As it is written.
        text: String,
        /// What it may be taken for.
        about: Quantity,
    },
    /// Less than nothing.
    #[error("the quantity \u{201c}{0}\u{201d} is negative")]
    Negative(String),
    /// A text that is no price.
    #[error("the price cannot be used: {0}")]
    Price(String),
    /// A value that may be meant otherwise.
    #[error("{0}")]
    Value(String),
    /// A package that nobody made yet.
    #[error("there is no package \u{201c}{0}\u{201d} yet")]
    Package(String),
    /// A shop's number without the shop.
    #[error("the number \u{201c}{0}\u{201d} is of no vendor: say whose it is")]
    NoVendor(String),
    /// A vendor that is archived.
    #[error("the vendor \u{201c}{0}\u{201d} is archived: take it back first, or name another")]
    ArchivedVendor(String),
    /// A quantity without a place where the part lies in several.
    #[error("it lies in several places ({}): say where these are, or leave the quantity out", .0.join(", "))]
    SeveralPlaces(Vec<String>),
    /// Fewer than are reserved there.
    #[error("{reserved} are reserved in {place}, more than the list says lie there: count them on the shelf")]
    BelowReserved {
        /// How many.
        reserved: Quantity,
        /// Where.
        place: String,
    },
    /// A build's kit is no place to count in.
    #[error("\u{201c}{0}\u{201d} is the kit of a build: name another place")]
    Kit(String),
    /// What cannot be kept.
    #[error("{field}: {problem}")]
    Kept {
        /// Of which field.
        field: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl Doubt {
    /// What would be done if nobody says more than yes; nothing where that is not enough.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        Some(match self {
            Self::Again { .. } => "take this row\u{2019}s word".to_owned(),
            Self::AboutQuantity { about, .. } => format!("take {about}"),
            Self::Quantity(_) | Self::SeveralPlaces(_) | Self::BelowReserved { .. } | Self::Kit(_) => {
                "leave the quantity out".to_owned()
            }
            Self::Negative(_) => "take 0".to_owned(),
            Self::Price(_) => "leave the price out".to_owned(),
            Self::Value(_) => "keep it as text".to_owned(),
            Self::Package(name) => format!("make the package {name}"),
            Self::NoVendor(_) | Self::ArchivedVendor(_) => "leave the number out".to_owned(),
            Self::NoName | Self::SeveralParts(_) | Self::NoSuchPart(_) | Self::Kept { .. } => return None,
        })
    }

    /// What kind of doubt: rows of one kind are fixed together.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::Again { .. } => "again",
            Self::SeveralParts(_) | Self::NoSuchPart(_) => "part",
            Self::Quantity(_) | Self::AboutQuantity { .. } | Self::Negative(_) => "quantity",
            Self::Price(_) => "price",
            Self::Value(_) => "value",
            Self::Package(_) => "package",
            Self::NoVendor(_) | Self::ArchivedVendor(_) => "vendor",
            Self::SeveralPlaces(_) | Self::BelowReserved { .. } | Self::Kit(_) => "place",
            Self::Kept { .. } => "text",
        }
    }

    /// Every kind, as people choose it.
    pub const KINDS: [(&'static str, &'static str); 10] = [
        ("no_name", "no name"),
        ("again", "twice in the list"),
        ("part", "several parts"),
        ("quantity", "quantity"),
        ("price", "price"),
        ("value", "value"),
        ("package", "new package"),
        ("vendor", "no vendor"),
        ("place", "place"),
        ("text", "too long"),
    ];
}

/// What somebody says about a row that waits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fix {
    /// What fields hold, in place of the list's cells.
    pub set: BTreeMap<Field, String>,
    /// Which part it is, by its key, name or number.
    pub part: Option<String>,
    /// Take what is suggested.
    pub accepted: bool,
}

impl Fix {
    /// Whether it says something else about which part is meant.
    #[must_use]
    pub fn renames(&self) -> bool {
        self.part.is_some() || self.set.keys().any(|field| field.names_a_part())
    }
}
