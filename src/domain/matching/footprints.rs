//! From a footprint to its package: by the full `Library:Name`, then by the name alone, since some
//! programs print only that.

use super::decisions::folded;
use crate::domain::ids::PackageId;
use std::collections::{BTreeSet, HashMap};

/// Footprints with the packages that they map to.
#[derive(Debug, Clone, Default)]
pub(super) struct Footprints {
    full: HashMap<String, PackageId>,
    bare: HashMap<String, BTreeSet<PackageId>>,
    packages: HashMap<String, PackageId>,
}

impl Footprints {
    /// An index over packages by name and footprints by name.
    pub(super) fn new<'a>(
        packages: impl Iterator<Item = (&'a str, PackageId)>,
        footprints: impl Iterator<Item = (&'a str, PackageId)>,
    ) -> Self {
        let mut index =
            Self { packages: packages.map(|(name, id)| (folded(name), id)).collect(), ..Self::default() };
        for (name, package) in footprints {
            let full = folded(name);
            index.bare.entry(bare(&full).to_owned()).or_default().insert(package);
            index.full.insert(full, package);
        }
        index
    }

    /// The package of a footprint. A bare name that several packages share says nothing.
    pub(super) fn package(&self, footprint: &str) -> Option<PackageId> {
        let full = folded(footprint);
        if full.is_empty() {
            return None;
        }
        let by_name_alone = || match self.bare.get(bare(&full)) {
            Some(packages) if packages.len() == 1 => packages.first().copied(),
            _ => None,
        };
        // Some BOMs (Eagle's, a person's) name the package itself: `0805`.
        let by_package = || self.packages.get(&full).copied();
        self.full.get(&full).copied().or_else(by_name_alone).or_else(by_package)
    }
}

fn bare(full: &str) -> &str {
    full.rsplit_once(':').map_or(full, |(_, name)| name)
}
