//! The catalogue: parts, packages, vendors, offers and stand-ins.

mod entries;
mod fields;
mod listing;
mod page;
mod search;
mod sheet;

pub use entries::{
    OfferEntry, OfferWords, PackageEntry, PartEntry, VendorEntry, checked_footprint, checked_implicit,
    checked_key, checked_stand_in, derived_key, taken, value_key,
};
pub use fields::{FieldError, FieldProblem, InvalidFields};
pub use listing::{PartFilter, PartOrder, PartRow, PartRows, RowPlace, Show, SortBy};
pub use page::{
    ComesWith, Direction, LineRole, PackagePage, PartOffer, PartPage, PartStandIn, PartStock, PartUse, Saved,
    SavedOffer, SavedPackage, SavedPart, SavedVendor, VendorPage, VersionAt, what_keeps,
};
pub use search::{PartCursor, PartList, PartQuery, PartSummary, Search, SearchTerm};
pub use sheet::{PartFields, PartSheet, Reading};

use super::ids::{OfferId, PackageId, PartId, VendorId};
use super::money::{Currency, Micros};
use super::quantity::Quantity;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How a package is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Technology {
    /// Soldered onto the surface.
    Smd,
    /// Through holes.
    Tht,
    /// Neither: a knob, a screw.
    Other,
}

impl Technology {
    /// All, with their names in forms.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Smd, "smd"), (Self::Tht, "tht"), (Self::Other, "other")];

    /// Its name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(one, _)| *one == self).map_or("other", |(_, name)| name)
    }

    /// The one of that name; other for anything else.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|(_, one)| *one == name).map_or(Self::Other, |(one, _)| one)
    }
}

/// Extra pieces of a part for losses: what `percent` and `fixed` give together, `minimum` at least.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spares {
    /// Percent of what is needed, rounded up to whole pieces.
    pub percent: u16,
    /// Pieces, however many are needed.
    pub fixed: Quantity,
    /// The least number of extra pieces.
    pub minimum: Quantity,
}

impl Spares {
    /// The extra pieces for `needed` ones; none where nothing is needed.
    #[must_use]
    pub fn for_quantity(self, needed: Quantity) -> Quantity {
        if needed.is_zero() {
            return Quantity::ZERO;
        }
        let percent = needed.get().saturating_mul(u64::from(self.percent)).div_ceil(100);
        let extra = Quantity::new(percent).unwrap_or(Quantity::MAX) + self.fixed;
        extra.max(self.minimum)
    }
}

/// A thing that can be stocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its id in the store.
    pub id: PartId,
    /// Its name for programs: unique, stable, used in bundles and on the command line.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Reference prefix that it is drawn with (R, C, U), or nothing.
    pub symbol: String,
    /// The value as written.
    pub value: String,
    /// Tolerance as written ("1%").
    pub tolerance: Option<String>,
    /// Ratings as written ("35V X7R").
    pub rating: Option<String>,
    /// Its body.
    pub package: Option<PackageId>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// Free text.
    pub description: String,
    /// What it is counted in ("pcs").
    pub unit: String,
    /// Below this it is said to be low.
    pub low_stock: Option<Quantity>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Nobody counts it: never missing, still on the pick list.
    pub not_counted: bool,
    /// Extra pieces for losses.
    pub spares: Option<Spares>,
    /// Made for an unknown vendor number, to be filled in.
    pub placeholder: bool,
    /// No longer offered for new things.
    pub archived: bool,
}

/// The price of an item from a number of items on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceBreak {
    /// Items, from which on the price holds.
    pub quantity: Quantity,
    /// Price of one item.
    pub unit_price: Micros,
}

/// Prices that an offer had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerPrices {
    /// When they were found.
    pub checked: Timestamp,
    /// What they are in.
    pub currency: Currency,
    /// Price breaks.
    pub prices: Vec<PriceBreak>,
}

/// A vendor's item for a part. `minimum`, `multiple` and `prices` count items of `pack` pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its id in the store.
    pub id: OfferId,
    /// What it is.
    pub part: PartId,
    /// Whose it is.
    pub vendor: VendorId,
    /// The vendor's number for it.
    pub item_number: String,
    /// Its page at the vendor's.
    pub url: Option<String>,
    /// The fewest items that are sold.
    pub minimum: Quantity,
    /// Items are sold in multiples of this, counted from zero.
    pub multiple: Quantity,
    /// Pieces in one item: a bag of 100.
    pub pack: Quantity,
    /// What its prices are in.
    pub currency: Currency,
    /// When it was last looked up.
    pub checked: Option<Timestamp>,
    /// Items in the vendor's stock, if known (no limit if not).
    pub in_stock: Option<Quantity>,
    /// Days until delivery, if known.
    pub lead_days: Option<u32>,
    /// Price breaks, by quantity. None: no price is known.
    pub prices: Vec<PriceBreak>,
}

/// Whether what a vendor says of an item's life means that it is, or soon will be, no longer made.
#[must_use]
pub fn has_ended(lifecycle: &str) -> bool {
    let lifecycle = lifecycle.to_lowercase();
    ["obsolete", "end of life", "discontinued", "eol", "last time buy"]
        .iter()
        .any(|ended| lifecycle.contains(ended))
}

/// A shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Its id in the store.
    pub id: VendorId,
    /// Its name, unique in the workspace.
    pub name: String,
    /// Its address.
    pub base_url: Option<String>,
    /// What it sells in, unless an offer says otherwise.
    pub currency: Currency,
    /// What an order's shipping costs.
    pub shipping: Micros,
    /// From this total on, shipping is free.
    pub free_shipping_over: Option<Micros>,
}

/// How one part stands in for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandInKind {
    /// Both ways, for everything.
    Equivalent,
    /// `other` for `part` only, by rank: 1 is the best.
    Alternative {
        /// Its place among the alternatives.
        rank: u32,
    },
}

/// A part that may be used for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    /// What is wanted.
    pub part: PartId,
    /// What may be used for it.
    pub other: PartId,
    /// Which way it works.
    pub kind: StandInKind,
    /// Offered only, never reserved without a person's yes.
    pub asks: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_is_no_longer_made_has_ended() {
        for ended in ["Obsolete", "End of Life", "END OF LIFE: last time buy", "Discontinued at Mouser"] {
            assert!(has_ended(ended), "{ended}");
        }
        for lives in ["New Product", "Factory Special Order", "Active", ""] {
            assert!(!has_ended(lives), "{lives}");
        }
    }

    #[test]
    fn spares_are_rounded_up_and_at_least_the_minimum() {
        let spares = Spares { percent: 5, fixed: Quantity::of(1), minimum: Quantity::of(3) };
        assert_eq!(spares.for_quantity(Quantity::of(100)), Quantity::of(6));
        assert_eq!(spares.for_quantity(Quantity::of(101)), Quantity::of(7));
        assert_eq!(spares.for_quantity(Quantity::of(10)), Quantity::of(3));
        assert_eq!(spares.for_quantity(Quantity::ZERO), Quantity::ZERO);
    }
}
