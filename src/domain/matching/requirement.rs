//! What a line asks for where no number names a part: symbol, value and package, with tolerance and
//! ratings at least those stated.

use super::catalog::{Catalog, ReadPart};
use super::decisions::RememberedKey;
use super::line::BomLine;
use crate::domain::ids::{PackageId, PartId};
use crate::domain::value::{self, Ratings, Symbol, Value};

/// A line's requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    symbol: Symbol,
    value_key: String,
    is_measured: bool,
    ratings: Ratings,
    package: Option<PackageId>,
}

impl Requirement {
    /// The requirement of a line; none where its value is no identity (empty, or a panel label) or
    /// its references are of different symbols.
    #[must_use]
    pub fn of(catalog: &Catalog, line: &BomLine) -> Option<Self> {
        let symbol = line.symbol()?;
        let value = value::parse(&symbol, &line.value);
        let package = catalog.package_of(&line.footprint);
        let name = package.and_then(|package| catalog.package_name(package));
        let ratings = value.ratings().clone().beyond_body(name);
        let is_measured = matches!(value, Value::Measured(_));
        Some(Self { value_key: value.key()?, is_measured, ratings, package, symbol })
    }

    /// Whether its footprint told a package: without one, no part can be said to meet it.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.package.is_some()
    }

    /// The package that is asked for.
    #[must_use]
    pub fn package(&self) -> Option<PackageId> {
        self.package
    }

    /// What a match of this value is remembered by: only a parsed electrical value is, in its body.
    pub(super) fn remembered_key(&self, catalog: &Catalog, line: &BomLine) -> Option<RememberedKey> {
        if !self.is_measured {
            return None;
        }
        let body = self.package.and_then(|package| catalog.package_name(package));
        let body = body.map_or_else(|| line.footprint.trim().to_lowercase(), str::to_lowercase);
        Some(RememberedKey::Value(format!("{} {} {body}", self.symbol, self.value_key).trim_end().to_owned()))
    }

    /// Whether a remembered part is at least what the line states.
    pub(super) fn allows(&self, part: &ReadPart) -> bool {
        part.ratings.satisfies(&self.ratings)
    }

    fn met_by(&self, part: &ReadPart) -> bool {
        !part.part.archived
            && self.package.is_some()
            && part.part.package == self.package
            && part.symbol.is_same_sort(&self.symbol)
            && self.allows(part)
    }

    /// Parts of the same sort and value, whatever their body and ratings: what a person may have
    /// meant. Those in the right body come first.
    pub(super) fn candidates(&self, catalog: &Catalog) -> Vec<PartId> {
        let alike = catalog.of_value(&self.value_key).iter().copied().filter(|id| {
            catalog
                .read_part(*id)
                .is_some_and(|part| !part.part.archived && part.symbol.is_same_sort(&self.symbol))
        });
        let mut found = catalog.likeliest_first(alike);
        found.sort_by_key(|id| {
            catalog.part(*id).is_none_or(|part| self.package.is_none() || part.package != self.package)
        });
        found
    }

    /// The parts that meet it, in no particular order.
    pub(super) fn met(&self, catalog: &Catalog) -> Vec<PartId> {
        let alike = catalog.of_value(&self.value_key).iter().copied();
        alike.filter(|id| catalog.read_part(*id).is_some_and(|part| self.met_by(part))).collect()
    }
}

/// Every part that meets the line's requirement, cheapest first: what a line by requirement accepts.
/// Archived parts don't.
#[must_use]
pub fn parts_meeting(catalog: &Catalog, line: &BomLine) -> Vec<PartId> {
    let met = Requirement::of(catalog, line).map(|requirement| requirement.met(catalog));
    catalog.cheapest_first(met.unwrap_or_default())
}
