//! The list of parts as people look through it: filtered, sorted, page by page.

use super::PartSummary;
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Which parts a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// All that are not archived.
    #[default]
    All,
    /// Those of which fewer are free than there should be.
    Low,
    /// Those that nobody sells.
    NoOffer,
    /// Those that nobody counts.
    NotCounted,
    /// Those that were made for an unknown number and wait to be filled in.
    Placeholder,
    /// Those that are archived.
    Archived,
}

impl Show {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::All, Self::Low, Self::NoOffer, Self::NotCounted, Self::Placeholder, Self::Archived];

    /// Its name in addresses and statements.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Low => "low",
            Self::NoOffer => "no_offer",
            Self::NotCounted => "not_counted",
            Self::Placeholder => "placeholder",
            Self::Archived => "archived",
        }
    }

    /// The one of that name; all for anything else.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.name() == name).unwrap_or_default()
    }
}

/// What a list of parts is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// By name.
    #[default]
    Name,
    /// By what lies there in all.
    OnHand,
    /// By what is free.
    Free,
}

/// How a list of parts is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOrder {
    /// By what.
    pub by: SortBy,
    /// The other way round.
    pub descending: bool,
}

impl PartOrder {
    /// The order that an address names: `free`, or `-free` for the other way round; by name for
    /// anything else.
    #[must_use]
    pub fn named(text: &str) -> Self {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        match name {
            "name" => Self { by: SortBy::Name, descending },
            "on_hand" => Self { by: SortBy::OnHand, descending },
            "free" => Self { by: SortBy::Free, descending },
            _ => Self::default(),
        }
    }
}

/// What of the parts is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartFilter {
    /// What was typed: a value in any notation, words, numbers, a place.
    pub search: String,
    /// Only parts of this reference prefix.
    pub symbol: Option<String>,
    /// Only parts in the package of this name.
    pub package: Option<String>,
    /// Which of them.
    pub show: Show,
    /// How they are sorted.
    pub order: PartOrder,
    /// Those that follow this one.
    pub after: Option<PartId>,
}

/// A part in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRow {
    /// What it is, with the sums over its stock.
    pub part: PartSummary,
    /// Pieces that are placed with vendors and not here yet.
    pub on_the_way: Quantity,
    /// Where it lies, the fullest place first.
    pub places: Vec<RowPlace>,
}

impl PartRow {
    /// Whether fewer are free than there should be.
    #[must_use]
    pub fn is_low(&self) -> bool {
        !self.part.not_counted && self.part.low_stock.is_some_and(|least| self.part.free < least)
    }
}

/// A place of a part in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPlace {
    /// The stock line there.
    pub line: StockLineId,
    /// The place's name.
    pub location: String,
    /// Pieces there.
    pub on_hand: Quantity,
}

/// A page of the list of parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRows {
    /// The parts.
    pub rows: Vec<PartRow>,
    /// The part after which the next page begins, if there is one.
    pub next: Option<PartId>,
    /// Reference prefixes that parts have.
    pub symbols: Vec<String>,
    /// Names of packages.
    pub packages: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_from_an_address() {
        let free = PartOrder { by: SortBy::Free, descending: true };
        assert_eq!(PartOrder::named("-free"), free);
        assert_eq!(PartOrder::named("on_hand").by, SortBy::OnHand);
        assert_eq!(PartOrder::named("-nonsense"), PartOrder::default());
        for show in Show::ALL {
            assert_eq!(Show::named(show.name()), show);
        }
    }
}
