//! What a change of its sheet would do to a build: what it would lack that it does not lack now.

use super::{BuildSheet, Readiness, UnmatchedLine};
use crate::domain::bom::Reference;
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a build would newly lack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    /// One for each needed part of which more would be missing than is now, in line order.
    pub newly_missing: Vec<NewlyMissing>,
    /// Lines that count, or references of them, that have a part now and would have none, or are new.
    pub unmatched: Vec<UnmatchedLine>,
}

/// Pieces of a part that would newly be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewlyMissing {
    /// The part's key.
    pub part: String,
    /// Its name, for people.
    pub name: String,
    /// Pieces, beyond those that are missing now.
    pub short: Quantity,
    /// Where the part would go.
    pub references: Vec<Reference>,
}

impl Consequence {
    /// Whether the build would lack nothing that it does not lack now.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.newly_missing.is_empty() && self.unmatched.is_empty()
    }
}

/// Compares how a build stands with how it would stand on another sheet.
#[must_use]
pub fn consequence(now: &Readiness, then: &Readiness, sheet: &BuildSheet) -> Consequence {
    Consequence { newly_missing: newly_missing(now, then, sheet), unmatched: newly_unmatched(now, then) }
}

fn newly_missing(now: &Readiness, then: &Readiness, sheet: &BuildSheet) -> Vec<NewlyMissing> {
    let (before, after) = (missing_by_part(now), missing_by_part(then));
    let mut told: BTreeSet<PartId> = BTreeSet::new();
    let mut newly = Vec::new();
    for need in then.needs.iter().filter(|need| !need.missing.is_zero()) {
        let already = before.get(&need.part).copied().unwrap_or_default();
        let short = after.get(&need.part).copied().unwrap_or_default().saturating_sub(already);
        if short.is_zero() || !told.insert(need.part) {
            continue;
        }
        let lacking = then.needs.iter().filter(|other| other.part == need.part && !other.missing.is_zero());
        let (key, name) = sheet.parts.get(&need.part).map_or_else(
            || (need.part.to_string(), format!("part {}", need.part)),
            |part| (part.key.clone(), part.name.clone()),
        );
        newly.push(NewlyMissing {
            part: key,
            name,
            short,
            references: lacking.flat_map(|need| need.references.iter().cloned()).collect(),
        });
    }
    newly
}

fn missing_by_part(readiness: &Readiness) -> BTreeMap<PartId, Quantity> {
    let mut by_part = BTreeMap::new();
    for need in &readiness.needs {
        *by_part.entry(need.part).or_insert(Quantity::ZERO) += need.missing;
    }
    by_part
}

fn newly_unmatched(now: &Readiness, then: &Readiness) -> Vec<UnmatchedLine> {
    let known: BTreeSet<&Reference> = now.unmatched.iter().flat_map(|line| &line.references).collect();
    let without_reference: BTreeSet<&str> = now
        .unmatched
        .iter()
        .filter(|line| line.references.is_empty())
        .map(|line| line.wanted.as_str())
        .collect();
    then.unmatched
        .iter()
        .filter_map(|line| {
            if line.references.is_empty() {
                return (!without_reference.contains(line.wanted.as_str())).then(|| line.clone());
            }
            let references: Vec<Reference> =
                line.references.iter().filter(|reference| !known.contains(reference)).cloned().collect();
            (!references.is_empty()).then(|| UnmatchedLine { references, ..line.clone() })
        })
        .collect()
}
