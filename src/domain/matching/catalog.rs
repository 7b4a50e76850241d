//! The catalogue as matching sees it: parts, and the ways to find them.

use super::decisions::{Remembered, RememberedKey, folded};
use super::footprints::Footprints;
use crate::domain::ids::{PackageId, PartId, VendorId};
use crate::domain::money::Micros;
use crate::domain::quantity::Quantity;
use crate::domain::value::{self, Ratings, Symbol};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A part, as far as matching needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogPart {
    /// Its id in the store.
    pub id: PartId,
    /// Its name for programs; the last word among equals.
    pub key: String,
    /// Reference prefix.
    pub symbol: String,
    /// The value as written.
    pub value: String,
    /// Tolerance as written.
    pub tolerance: Option<String>,
    /// Ratings as written.
    pub rating: Option<String>,
    /// Its body.
    pub package: Option<PackageId>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// No longer offered for new things.
    pub archived: bool,
    /// Free pieces on lines that may be used automatically.
    pub free: Quantity,
    /// The price of one piece in the workspace's currency, where one is known.
    pub price: Option<Micros>,
}

/// A package with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageEntry {
    /// Its id in the store.
    pub id: PackageId,
    /// Its name (0805).
    pub name: String,
    /// CAD names that map to it.
    pub footprints: Vec<String>,
}

/// A vendor with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogVendor {
    /// Its id in the store.
    pub id: VendorId,
    /// Its name.
    pub name: String,
}

/// A vendor's number for a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogOffer {
    /// What it is.
    pub part: PartId,
    /// Whose number.
    pub vendor: VendorId,
    /// The number.
    pub item_number: String,
}

/// A number of which its vendor said that there is no such item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingItem {
    /// Whose number it would be.
    pub vendor: VendorId,
    /// The number.
    pub item_number: String,
    /// What the vendor said, as a sentence.
    pub said: String,
}

/// A part that a package always brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImplicitPart {
    /// The package.
    pub package: PackageId,
    /// What it brings.
    pub part: PartId,
    /// How many for one.
    pub quantity: Quantity,
}

/// Everything that a [`Catalog`] is made of.
#[derive(Debug, Clone, Default)]
pub struct CatalogData {
    /// All parts, archived ones too.
    pub parts: Vec<CatalogPart>,
    /// All packages with their footprints.
    pub packages: Vec<PackageEntry>,
    /// All vendors.
    pub vendors: Vec<CatalogVendor>,
    /// All offers.
    pub offers: Vec<CatalogOffer>,
    /// Numbers that are no items.
    pub missing: Vec<MissingItem>,
    /// What packages bring along.
    pub implicit: Vec<ImplicitPart>,
    /// Matches that hold in the whole workspace.
    pub remembered: Vec<Remembered>,
}

/// A part with what its texts mean.
#[derive(Debug, Clone)]
pub(super) struct ReadPart {
    pub(super) part: CatalogPart,
    pub(super) symbol: Symbol,
    pub(super) ratings: Ratings,
}

/// An index over the catalogue. Building it reads every part's value once.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    parts: BTreeMap<PartId, ReadPart>,
    by_value: HashMap<String, Vec<PartId>>,
    by_mpn: HashMap<String, Vec<PartId>>,
    by_number: HashMap<String, Vec<(VendorId, PartId)>>,
    missing: HashMap<String, Vec<(VendorId, String)>>,
    vendors_by_name: HashMap<String, Vec<VendorId>>,
    vendor_names: HashMap<VendorId, String>,
    package_names: HashMap<PackageId, String>,
    footprints: Footprints,
    implicit: HashMap<PackageId, Vec<ImplicitPart>>,
    remembered: HashMap<RememberedKey, PartId>,
}

impl Catalog {
    /// Indexes the catalogue.
    #[must_use]
    pub fn new(data: CatalogData) -> Self {
        let mut catalog = Self {
            footprints: Footprints::new(
                data.packages.iter().map(|package| (package.name.as_str(), package.id)),
                data.packages.iter().flat_map(|package| {
                    package.footprints.iter().map(|footprint| (footprint.as_str(), package.id))
                }),
            ),
            remembered: data.remembered.into_iter().map(|known| (known.key, known.part)).collect(),
            ..Self::default()
        };
        for part in data.parts {
            catalog.add_part(part);
        }
        for vendor in data.vendors {
            catalog.vendors_by_name.entry(folded(&vendor.name)).or_default().push(vendor.id);
            catalog.vendor_names.insert(vendor.id, vendor.name);
        }
        for offer in data.offers {
            let known = catalog.by_number.entry(folded(&offer.item_number)).or_default();
            known.push((offer.vendor, offer.part));
        }
        for missing in data.missing {
            let known = catalog.missing.entry(folded(&missing.item_number)).or_default();
            known.push((missing.vendor, missing.said));
        }
        for package in data.packages {
            catalog.package_names.insert(package.id, package.name);
        }
        for implicit in data.implicit {
            catalog.implicit.entry(implicit.package).or_default().push(implicit);
        }
        catalog
    }

    fn add_part(&mut self, part: CatalogPart) {
        let symbol = Symbol::new(&part.symbol);
        let value = value::parse(&symbol, &part.value);
        let ratings = Ratings::of_part(value.ratings(), part.tolerance.as_deref(), part.rating.as_deref());
        if let Some(key) = value.key() {
            self.by_value.entry(key).or_default().push(part.id);
        }
        if let Some(mpn) = part.mpn.as_deref().map(folded).filter(|mpn| !mpn.is_empty()) {
            self.by_mpn.entry(mpn).or_default().push(part.id);
        }
        self.parts.insert(part.id, ReadPart { part, symbol, ratings });
    }

    /// The part of that id.
    #[must_use]
    pub fn part(&self, id: PartId) -> Option<&CatalogPart> {
        self.parts.get(&id).map(|read| &read.part)
    }

    /// The package of a footprint, by its full name or its name alone.
    #[must_use]
    pub fn package_of(&self, footprint: &str) -> Option<PackageId> {
        self.footprints.package(footprint)
    }

    /// A package's name.
    #[must_use]
    pub fn package_name(&self, package: PackageId) -> Option<&str> {
        self.package_names.get(&package).map(String::as_str)
    }

    /// What comes with a package.
    #[must_use]
    pub fn implicit_parts(&self, package: PackageId) -> &[ImplicitPart] {
        self.implicit.get(&package).map_or(&[], Vec::as_slice)
    }

    pub(super) fn read_part(&self, id: PartId) -> Option<&ReadPart> {
        self.parts.get(&id)
    }

    pub(super) fn of_value(&self, key: &str) -> &[PartId] {
        self.by_value.get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_mpn(&self, mpn: &str) -> &[PartId] {
        self.by_mpn.get(&folded(mpn)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_number(&self, number: &str) -> &[(VendorId, PartId)] {
        self.by_number.get(&folded(number)).map_or(&[], Vec::as_slice)
    }

    /// What vendors of that name said about a number that is no item of theirs.
    pub(super) fn said_of_missing(&self, vendor: &str, number: &str) -> Option<&str> {
        let vendors = self.vendors_called(vendor);
        let missing = self.missing.get(&folded(number))?;
        missing.iter().find(|(of, _)| vendors.contains(of)).map(|(_, said)| said.as_str())
    }

    pub(super) fn vendors_called(&self, name: &str) -> &[VendorId] {
        self.vendors_by_name.get(&folded(name)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn vendor_name(&self, vendor: VendorId) -> &str {
        self.vendor_names.get(&vendor).map_or("?", String::as_str)
    }

    pub(super) fn remembered(&self, key: &RememberedKey) -> Option<PartId> {
        self.remembered.get(key).copied().filter(|part| self.parts.contains_key(part))
    }

    /// The parts, likeliest first and each once: not archived, most free stock, cheapest, lowest key.
    pub(super) fn likeliest_first(&self, parts: impl IntoIterator<Item = PartId>) -> Vec<PartId> {
        self.sorted(parts, |part| {
            (part.archived, Reverse(part.free), part.price.is_none(), part.price, part.key.clone())
        })
    }

    /// The parts, cheapest first and each once; those without a price last.
    pub(super) fn cheapest_first(&self, parts: impl IntoIterator<Item = PartId>) -> Vec<PartId> {
        self.sorted(parts, |part| (part.price.is_none(), part.price, part.key.clone()))
    }

    fn sorted<Rank: Ord>(
        &self,
        parts: impl IntoIterator<Item = PartId>,
        rank: impl Fn(&CatalogPart) -> Rank,
    ) -> Vec<PartId> {
        let mut known: Vec<&CatalogPart> = parts.into_iter().filter_map(|id| self.part(id)).collect();
        known.sort_by_cached_key(|part| (rank(part), part.id));
        known.dedup_by_key(|part| part.id);
        known.into_iter().map(|part| part.id).collect()
    }
}
