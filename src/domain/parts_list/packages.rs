//! Which package a cell names, and what a new one would be.

use super::known::Known;
use crate::domain::catalog::{PackageEntry, Technology};
use std::collections::HashMap;

/// Sizes of chips that stand within the names of footprints: `R_0805_2012Metric`.
const CHIPS: [&str; 10] = ["0201", "0402", "0603", "0805", "1206", "1210", "1806", "1812", "2010", "2512"];
/// How names of packages begin that lie on the surface.
const SURFACE: [&str; 22] = [
    "sot", "soic", "sop", "so-", "ssop", "tssop", "msop", "qfn", "qfp", "lqfp", "tqfp", "bga", "dfn", "sod",
    "sma", "smb", "smc", "melf", "smd", "dpak", "d2pak", "plcc",
];
/// And of those that go through holes.
const THROUGH: [&str; 11] =
    ["dip", "pdip", "cdip", "to-92", "to92", "to-220", "to220", "sip", "tht", "axial", "radial"];

/// Packages by what cells may call them, in small letters.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn of(known: &Known) -> Self {
        let mut names = HashMap::new();
        for (footprint, package) in &known.footprints {
            let lowered = footprint.to_lowercase();
            if let Some((_, bare)) = lowered.rsplit_once(':') {
                names.entry(bare.to_owned()).or_insert_with(|| package.clone());
            }
            names.insert(lowered, package.clone());
        }
        for package in &known.packages {
            names.insert(package.to_lowercase(), package.clone());
        }
        Self(names)
    }

    /// The package that a cell means, by its own name, a footprint's, or a size within it.
    pub(super) fn find(&self, cell: &str) -> Option<&str> {
        let lowered = cell.to_lowercase();
        let bare = || self.0.get(lowered.rsplit_once(':')?.1);
        let size = || self.0.get(chip(&lowered)?);
        self.0.get(&lowered).or_else(bare).or_else(size).map(String::as_str)
    }

    pub(super) fn add(&mut self, package: &PackageEntry) {
        self.0.insert(package.name.to_lowercase(), package.name.clone());
    }
}

fn chip(lowered: &str) -> Option<&str> {
    let mut words = lowered.split(|c: char| !c.is_ascii_alphanumeric());
    words.find(|word| CHIPS.contains(word))
}

/// What a cell names, if nothing is called so yet.
pub(super) fn proposed(cell: &str) -> PackageEntry {
    let lowered = cell.to_lowercase();
    let is_footprint = cell.contains([':', '_']);
    let name = chip(&lowered).filter(|_| is_footprint).unwrap_or(cell).trim();
    let bare = lowered.rsplit_once(':').map_or(lowered.as_str(), |(_, bare)| bare);
    let begins = |with: &[&str]| with.iter().any(|start| bare.starts_with(start));
    let technology = if chip(&lowered).is_some() || begins(&SURFACE) {
        Technology::Smd
    } else if begins(&THROUGH) {
        Technology::Tht
    } else {
        Technology::Other
    };
    PackageEntry { name: name.chars().take(200).collect(), technology }
}
