//! The whole working state of a workspace, as programs read it (`ctb state`): sorted, so that two
//! equal states print the same bytes.

mod reserved;
mod tables;

use super::bundle::{Build, Bundle, Need, Order, OwnLine, Shortage};
use super::money::Micros;
use super::quantity::Quantity;
use reserved::Reserved;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is where, what lines mean, what builds have and lack, what is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Stock by part and location, lots summed.
    pub stock: Vec<StockState>,
    /// Versions with their lines.
    pub versions: Vec<VersionState>,
    /// Builds by number.
    pub builds: Vec<BuildState>,
    /// Orders by number.
    pub orders: Vec<OrderState>,
}

/// What lies of a part in a location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockState {
    /// The part's key.
    pub part: String,
    /// The location's name.
    pub location: String,
    /// What lies there.
    pub on_hand: Quantity,
    /// What of it is reserved.
    pub reserved: Quantity,
    /// What of it is free.
    pub available: Quantity,
    /// Whether none of it is reserved automatically.
    pub deprioritized: bool,
}

/// A version with the lines of its newest BOM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionState {
    /// The project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// The commit that its BOM was read at.
    pub commit: Option<String>,
    /// Its lines.
    pub lines: Vec<LineState>,
    /// Its lines beside the BOM, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_lines: Vec<OwnLine>,
}

/// A BOM line and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineState {
    /// Its number.
    pub line: u32,
    /// Its references.
    pub references: Vec<String>,
    /// Pieces for each.
    pub quantity: Quantity,
    /// What it resolved to.
    pub part: Option<String>,
    /// What is used instead.
    pub substitute: Option<String>,
    /// Whether its package brings it along.
    pub implicit: bool,
    /// Whether it is built only where it is asked for.
    pub optional: bool,
    /// Whether it is never built.
    pub do_not_populate: bool,
    /// What it wanted, where it has no part.
    pub unmatched: Option<String>,
}

/// A build with what it has and lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildState {
    /// Its number.
    pub build: u32,
    /// Its key.
    pub key: Option<String>,
    /// The project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// How many.
    pub quantity: Quantity,
    /// open, cleared, completed or cancelled.
    pub status: String,
    /// How many are done, where some are and others are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Quantity>,
    /// What is reserved for it, by needed part.
    pub reservations: Vec<ReservationState>,
    /// What its last clearing found missing, by needed part.
    pub shortages: Vec<ShortageState>,
}

/// What is reserved for a needed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationState {
    /// The needed part's key.
    pub part: String,
    /// Pieces.
    pub quantity: Quantity,
    /// From where.
    pub from: Vec<SourceState>,
}

/// Pieces of a part in a location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceState {
    /// The part's key.
    pub part: String,
    /// The location's name.
    pub location: String,
    /// Pieces.
    pub quantity: Quantity,
}

/// What is missing of a needed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortageState {
    /// The part's key.
    pub part: String,
    /// Pieces needed.
    pub needed: Quantity,
    /// Pieces missing.
    pub short: Quantity,
    /// For which references.
    pub references: Vec<String>,
    /// The build's fallback for it.
    pub fallback: Option<String>,
}

/// A vendor order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderState {
    /// Its number.
    pub order: u32,
    /// Its key.
    pub key: Option<String>,
    /// The vendor's name.
    pub vendor: String,
    /// draft, placed, part_received, received or cancelled.
    pub status: String,
    /// What is ordered.
    pub lines: Vec<OrderLineState>,
}

/// One item of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLineState {
    /// The vendor's number.
    pub item_number: String,
    /// The part's key.
    pub part: String,
    /// Items.
    pub quantity: Quantity,
    /// Pieces that came.
    pub received: Quantity,
    /// Price of one item.
    pub unit_price: Option<Micros>,
}

impl State {
    /// The state that a complete bundle (an export) describes.
    #[must_use]
    pub fn of(bundle: &Bundle) -> Self {
        let reserved = Reserved::of(bundle);
        let mut builds: Vec<_> =
            bundle.builds.iter().enumerate().map(|(at, build)| build_state(at, build, &reserved)).collect();
        builds.sort_by_key(|build| build.build);
        let mut orders: Vec<_> = bundle.orders.iter().map(order_state).collect();
        orders.sort_by_key(|order| order.order);
        Self { stock: stock(bundle, &reserved), versions: versions(bundle), builds, orders }
    }
}

fn stock(bundle: &Bundle, reserved: &Reserved<'_>) -> Vec<StockState> {
    let is_kit: BTreeMap<&str, bool> =
        bundle.locations.iter().map(|place| (place.name.as_str(), place.kit_of.is_some())).collect();
    let mut places: BTreeMap<(&str, &str), StockState> = BTreeMap::new();
    for line in &bundle.stock {
        // A kit that was used up is nothing to speak of.
        if line.on_hand.is_zero() && is_kit.get(line.location.as_str()) == Some(&true) {
            continue;
        }
        let place = places.entry((&line.part, &line.location)).or_insert_with(|| StockState {
            part: line.part.clone(),
            location: line.location.clone(),
            on_hand: Quantity::ZERO,
            reserved: reserved.at(&line.part, &line.location),
            available: Quantity::ZERO,
            deprioritized: true,
        });
        place.on_hand += line.on_hand;
        place.available = place.on_hand.saturating_sub(place.reserved);
        place.deprioritized &= line.deprioritized;
    }
    places.into_values().collect()
}

fn versions(bundle: &Bundle) -> Vec<VersionState> {
    let mut versions = Vec::new();
    for project in &bundle.projects {
        versions.extend(project.versions.iter().map(|version| VersionState {
            project: project.name.clone(),
            revision: version.revision.clone(),
            commit: version.synced_commit.clone(),
            lines: version.bom.iter().flatten().map(line_state).collect(),
            own_lines: version.own_lines.clone(),
        }));
    }
    versions.sort_by(|a, b| (&a.project, &a.revision).cmp(&(&b.project, &b.revision)));
    versions
}

fn line_state(line: &super::bundle::Line) -> LineState {
    LineState {
        line: line.line,
        references: line.references.clone(),
        quantity: line.quantity,
        part: line.part.clone(),
        substitute: line.substitute.clone(),
        implicit: line.implicit,
        optional: line.optional,
        do_not_populate: line.do_not_populate,
        unmatched: line.unmatched.clone(),
    }
}

fn build_state(at: usize, build: &Build, reserved: &Reserved<'_>) -> BuildState {
    let is_partly_done = !build.completed.is_zero() && build.completed < build.quantity;
    BuildState {
        build: build.number.unwrap_or(0),
        key: build.key.clone(),
        project: build.project.clone(),
        revision: build.revision.clone(),
        quantity: build.quantity,
        status: build.status.clone(),
        completed: is_partly_done.then_some(build.completed),
        reservations: reserved.reservations(at),
        shortages: shortages(build),
    }
}

/// One entry for each needed part that is short: all its needs, in line order, also those of them
/// that are covered.
fn shortages(build: &Build) -> Vec<ShortageState> {
    let mut parts: BTreeMap<&str, ShortageState> = BTreeMap::new();
    for Shortage { part, needed, short, references, fallback, .. } in &build.shortages {
        let entry = parts.entry(part).or_insert_with(|| ShortageState::none(part));
        entry.needed += *needed;
        entry.short += *short;
        entry.references.extend(references.iter().cloned());
        entry.fallback = entry.fallback.take().or_else(|| fallback.clone());
    }
    for (part, entry) in &mut parts {
        let needs: Vec<&Need> = build.needs.iter().filter(|need| need.part == *part).collect();
        if !needs.is_empty() {
            entry.needed = needs.iter().map(|need| need.quantity).sum();
            entry.references = needs.iter().flat_map(|need| need.references.iter().cloned()).collect();
        }
    }
    parts.into_values().collect()
}

impl ShortageState {
    fn none(part: &str) -> Self {
        Self {
            part: part.to_owned(),
            needed: Quantity::ZERO,
            short: Quantity::ZERO,
            references: Vec::new(),
            fallback: None,
        }
    }
}

fn order_state(order: &Order) -> OrderState {
    let lines = order.lines.iter().map(|line| OrderLineState {
        item_number: line.item_number.clone(),
        part: line.part.clone(),
        quantity: line.quantity,
        received: line.received,
        unit_price: line.unit_price,
    });
    OrderState {
        order: order.number.unwrap_or(0),
        key: order.key.clone(),
        vendor: order.vendor.clone(),
        status: order.status.clone(),
        lines: lines.collect(),
    }
}
