//! What clearing did, for programs: parts by key, places by name (interfaces of `ctb clear`).

use super::{BuildSheet, NeedReadiness, Readiness, UnmatchedLine};
use crate::domain::allocation::Take;
use crate::domain::bom::Reference;
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a clearing reserved, and what it found missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearingReport {
    /// Whether the build is clear to build.
    pub cleared: bool,
    /// One for each needed part of which something is reserved.
    pub reservations: Vec<ReservationReport>,
    /// One for each needed part that is short.
    pub shortages: Vec<ShortageReport>,
    /// Lines that count and have no part.
    pub unmatched: Vec<UnmatchedLine>,
    /// Exchanges with other builds that would mend shortages.
    pub exchanges: Vec<ExchangeReport>,
    /// Pieces that could be made now.
    pub buildable: Quantity,
    /// Whether the version's BOM was ever read.
    #[serde(default)]
    pub synced: bool,
    /// What a newer BOM changed since the last clearing, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What is reserved of one needed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationReport {
    /// The part that is needed.
    pub part: String,
    /// Pieces.
    pub quantity: Quantity,
    /// Where they lie; another part there is a stand-in.
    pub from: Vec<SourceReport>,
}

/// Pieces in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// The part that lies there.
    pub part: String,
    /// The place.
    pub location: String,
    /// Pieces.
    pub quantity: Quantity,
}

/// What is missing of one needed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortageReport {
    /// The part that is needed.
    pub part: String,
    /// Pieces that are needed.
    pub needed: Quantity,
    /// Pieces that are missing.
    pub short: Quantity,
    /// Where it goes.
    pub references: Vec<Reference>,
    /// The fallback that was allowed, and was not enough.
    pub fallback: Option<String>,
}

/// An exchange with another build, which would leave both covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeReport {
    /// The part that this build would get.
    pub part: String,
    /// The other build's number.
    pub build: i64,
    /// Pieces.
    pub quantity: Quantity,
}

/// Tells a readiness as the report of a clearing that reserved what it says.
#[must_use]
pub fn report(sheet: &BuildSheet, readiness: &Readiness) -> ClearingReport {
    ClearingReport {
        cleared: readiness.clear,
        reservations: reservations(sheet, &readiness.needs),
        shortages: shortages(sheet, &readiness.needs),
        unmatched: readiness.unmatched.clone(),
        exchanges: Vec::new(),
        buildable: readiness.buildable,
        synced: sheet.synced,
        notes: Vec::new(),
    }
}

fn key(sheet: &BuildSheet, part: PartId) -> String {
    sheet.parts.get(&part).map_or_else(|| part.to_string(), |part| part.key.clone())
}

fn reservations(sheet: &BuildSheet, needs: &[NeedReadiness]) -> Vec<ReservationReport> {
    let places: BTreeMap<StockLineId, &str> =
        sheet.stock.iter().map(|stock| (stock.stock_line, stock.location_name.as_str())).collect();
    let mut by_part: BTreeMap<String, BTreeMap<(String, String), Quantity>> = BTreeMap::new();
    for need in needs.iter().filter(|need| !need.takes.is_empty()) {
        let sources = by_part.entry(key(sheet, need.part)).or_default();
        for take in &need.takes {
            let location = places.get(&take.stock_line).copied().unwrap_or_default();
            *sources.entry(source(sheet, take, location)).or_insert(Quantity::ZERO) += take.quantity;
        }
    }
    by_part
        .into_iter()
        .map(|(part, sources)| ReservationReport {
            part,
            quantity: sources.values().copied().sum(),
            from: sources
                .into_iter()
                .map(|((part, location), quantity)| SourceReport { part, location, quantity })
                .collect(),
        })
        .collect()
}

fn source(sheet: &BuildSheet, take: &Take, location: &str) -> (String, String) {
    (key(sheet, take.part), location.to_owned())
}

/// One entry for each part, its needs summed where several accept different parts.
fn shortages(sheet: &BuildSheet, needs: &[NeedReadiness]) -> Vec<ShortageReport> {
    let short: BTreeSet<PartId> =
        needs.iter().filter(|need| !need.missing.is_zero()).map(|need| need.part).collect();
    let mut by_part: BTreeMap<String, ShortageReport> = BTreeMap::new();
    for need in needs.iter().filter(|need| short.contains(&need.part)) {
        let part = key(sheet, need.part);
        let entry = by_part.entry(part.clone()).or_insert_with(|| ShortageReport {
            part,
            needed: Quantity::ZERO,
            short: Quantity::ZERO,
            references: Vec::new(),
            fallback: need.fallback.map(|fallback| key(sheet, fallback)),
        });
        entry.needed += need.needed;
        entry.short += need.missing;
        entry.references.extend(need.references.iter().cloned());
    }
    by_part.into_values().collect()
}
