//! What is known already, as far as a list of parts may speak of it.

use crate::domain::catalog::PartEntry;
use crate::domain::ids::{OfferId, PartId, StockLineId};
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;

/// The catalogue and the stock beside which a list is set.
#[derive(Debug, Clone)]
pub struct Known {
    /// All parts, archived ones too.
    pub parts: Vec<KnownPart>,
    /// Vendors' items.
    pub items: Vec<KnownItem>,
    /// What lies where.
    pub lines: Vec<KnownLine>,
    /// Names of packages.
    pub packages: Vec<String>,
    /// Names of footprints with their packages.
    pub footprints: Vec<(String, String)>,
    /// Vendors by name: what they sell in, and whether they are archived.
    pub vendors: Vec<(String, Currency, bool)>,
    /// Places that are kits of builds.
    pub kits: Vec<String>,
    /// What the workspace counts in.
    pub currency: Currency,
}

/// A part as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPart {
    /// Its id.
    pub id: PartId,
    /// Its name for programs.
    pub key: String,
    /// All that people say of it.
    pub entry: PartEntry,
    /// No longer in use.
    pub archived: bool,
}

/// An item of a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownItem {
    /// Its id.
    pub id: OfferId,
    /// Of which part.
    pub part: PartId,
    /// Whose.
    pub vendor: String,
    /// The vendor's number.
    pub number: String,
    /// What one costs, where it has one price only.
    pub price: Option<Micros>,
    /// How many prices it has.
    pub prices: usize,
    /// What prices are in.
    pub currency: Currency,
    /// No longer bought.
    pub archived: bool,
}

/// What lies of a part in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLine {
    /// Its id.
    pub id: StockLineId,
    /// What lies there.
    pub part: PartId,
    /// The place's name.
    pub location: String,
    /// Which lot.
    pub lot: String,
    /// Pieces.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// A build's kit.
    pub kit: bool,
}
