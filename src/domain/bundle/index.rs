//! Finding what the names in a bundle mean.

use super::{Build, Bundle, Order, Reference, Version};
use std::collections::HashMap;
use std::hash::Hash;

/// Places in the bundle's lists by name. Of two things with one name it knows the first.
#[derive(Debug, Default)]
pub struct Index<'a> {
    /// Packages by name.
    pub packages: HashMap<&'a str, usize>,
    /// Vendors by name.
    pub vendors: HashMap<&'a str, usize>,
    /// Parts by key.
    pub parts: HashMap<&'a str, usize>,
    /// Offers by part, vendor and number: place among all offers, part after part.
    pub offers: HashMap<(&'a str, &'a str, &'a str), usize>,
    /// Locations by name.
    pub locations: HashMap<&'a str, usize>,
    /// Stock by part, location and lot.
    pub stock: HashMap<(&'a str, &'a str, &'a str), usize>,
    /// Versions by project and revision: place among all versions, project after project.
    pub versions: HashMap<(&'a str, &'a str), (usize, &'a Version)>,
    builds: ByReference<'a>,
    orders: ByReference<'a>,
}

#[derive(Debug, Default)]
struct ByReference<'a> {
    numbers: HashMap<u32, usize>,
    keys: HashMap<&'a str, usize>,
}

impl<'a> ByReference<'a> {
    fn new(entries: impl Iterator<Item = (Option<u32>, Option<&'a str>)>) -> Self {
        let mut found = Self::default();
        for (place, (number, key)) in entries.enumerate() {
            if let Some(number) = number {
                found.numbers.entry(number).or_insert(place);
            }
            if let Some(key) = key {
                found.keys.entry(key).or_insert(place);
            }
        }
        found
    }

    fn find(&self, reference: &Reference) -> Option<usize> {
        match reference {
            Reference::Number(number) => self.numbers.get(number).copied(),
            Reference::Key(key) => self.keys.get(key.as_str()).copied(),
        }
    }
}

impl<'a> Index<'a> {
    /// The index of a bundle.
    #[must_use]
    pub fn new(bundle: &'a Bundle) -> Self {
        let offers = bundle.parts.iter().flat_map(|part| {
            part.offers
                .iter()
                .map(|offer| (part.key.as_str(), offer.vendor.as_str(), offer.item_number.as_str()))
        });
        let versions = bundle
            .projects
            .iter()
            .flat_map(|project| project.versions.iter().map(|version| (project.name.as_str(), version)));
        let mut known_versions = HashMap::new();
        for (place, (project, version)) in versions.enumerate() {
            known_versions.entry((project, version.revision.as_str())).or_insert((place, version));
        }
        let build = |build: &'a Build| (build.number, build.key.as_deref());
        let order = |order: &'a Order| (order.number, order.key.as_deref());
        Self {
            packages: places(bundle.packages.iter().map(|package| package.name.as_str())),
            vendors: places(bundle.vendors.iter().map(|vendor| vendor.name.as_str())),
            parts: places(bundle.parts.iter().map(|part| part.key.as_str())),
            offers: places(offers),
            locations: places(bundle.locations.iter().map(|location| location.name.as_str())),
            stock: places(
                bundle
                    .stock
                    .iter()
                    .map(|line| (line.part.as_str(), line.location.as_str(), line.lot.as_str())),
            ),
            versions: known_versions,
            builds: ByReference::new(bundle.builds.iter().map(build)),
            orders: ByReference::new(bundle.orders.iter().map(order)),
        }
    }

    /// The place of a build.
    #[must_use]
    pub fn build(&self, reference: &Reference) -> Option<usize> {
        self.builds.find(reference)
    }

    /// The place of an order.
    #[must_use]
    pub fn order(&self, reference: &Reference) -> Option<usize> {
        self.orders.find(reference)
    }
}

fn places<Name: Eq + Hash>(names: impl Iterator<Item = Name>) -> HashMap<Name, usize> {
    let mut found = HashMap::new();
    for (place, name) in names.enumerate() {
        found.entry(name).or_insert(place);
    }
    found
}
