//! A part with everything that is known around it, and what keeps it from being archived.

use super::{Offer, Part, StandInKind, Technology};
use crate::domain::ids::{OfferId, PackageId, PartId, ProjectId, VendorId, VersionId};
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Reasons that a refusal names before it only counts.
const NAMED: usize = 5;

/// Everything that a part's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartPage {
    /// The part itself.
    pub part: Part,
    /// The name of its package.
    pub package: Option<String>,
    /// How often it was edited: what a change is based on.
    pub edit: i64,
    /// Custom fields by name.
    pub fields: BTreeMap<String, String>,
    /// Where it lies, the fullest place first.
    pub stock: Vec<PartStock>,
    /// Vendors' items for it, archived ones last.
    pub offers: Vec<PartOffer>,
    /// Parts that stand in for it, and parts for which it does.
    pub stand_ins: Vec<PartStandIn>,
    /// Where it is used.
    pub uses: Vec<PartUse>,
    /// Whether it is used in more places than are listed.
    pub more_uses: bool,
}

/// Pieces of a part in one place and lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartStock {
    /// The place.
    pub location: String,
    /// The lot, if lots are told apart.
    pub lot: String,
    /// Pieces there.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// And the others.
    pub free: Quantity,
    /// Never reserved automatically.
    pub deprioritized: bool,
    /// A build's kit.
    pub kit: bool,
}

/// A vendor's item for a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOffer {
    /// The offer itself.
    pub offer: Offer,
    /// The vendor's name.
    pub vendor_name: String,
    /// No longer offered.
    pub archived: bool,
    /// How often it was edited.
    pub edit: i64,
}

/// Which of two parts stands in for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Each for the other.
    BothWays,
    /// The other one may be used for this part.
    ForThis,
    /// This part may be used for the other one.
    ForOther,
}

/// A part that stands in for this one, or for which this one does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartStandIn {
    /// The other part's key.
    pub part: String,
    /// Its name for people.
    pub name: String,
    /// Which way it works.
    pub direction: Direction,
    /// Its kind and rank.
    pub kind: StandInKind,
    /// Offered only, never reserved without a person's yes.
    pub asks: bool,
    /// Whether the other part is archived.
    pub archived: bool,
    /// Free pieces of the other part.
    pub free: Quantity,
}

/// What a BOM line has to do with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineRole {
    /// The line is this part.
    Part,
    /// The line is this part, and another one is used in its place.
    Replaced,
    /// It is used in the place of the line's part.
    Substitute,
    /// It comes with the line's package.
    Implicit,
}

/// Where a version's page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionAt {
    /// Its project.
    pub project: ProjectId,
    /// Itself.
    pub version: VersionId,
}

/// A place where a part is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartUse {
    /// An open or cleared build needs it.
    Build {
        /// The build's number.
        build: i64,
        /// What is built.
        project: String,
        /// Which revision of it.
        revision: String,
    },
    /// A draft or an order on its way has it.
    Order {
        /// The order's number.
        order: i64,
        /// Whose it is.
        vendor: String,
        /// Pieces that have not come.
        pieces: Quantity,
    },
    /// An own line of a version.
    OwnLine {
        /// Where the version is.
        at: VersionAt,
        /// The version's project.
        project: String,
        /// Its revision.
        revision: String,
        /// Pieces for one piece of the version.
        quantity: Quantity,
    },
    /// It comes with a package.
    ComesWith {
        /// The package's name.
        package: String,
        /// Pieces for each.
        quantity: Quantity,
    },
    /// A version produces it.
    Product {
        /// Where the version is.
        at: VersionAt,
        /// The version's project.
        project: String,
        /// Its revision.
        revision: String,
    },
    /// A line of a version's current BOM.
    Line {
        /// Where the version is.
        at: VersionAt,
        /// The version's project.
        project: String,
        /// Its revision.
        revision: String,
        /// The line's number.
        line: u32,
        /// Which of its references.
        references: Vec<String>,
        /// Pieces for one piece of the version.
        quantity: Quantity,
        /// What the line has to do with it.
        role: LineRole,
    },
}

impl PartUse {
    /// Why a part that is used so cannot be archived; nothing where that would lose nothing: a BOM
    /// line that no build waits for is resolved anew.
    fn keeps(&self) -> Option<String> {
        match self {
            Self::Build { build, .. } => Some(format!("build {build} needs it")),
            Self::Order { order, .. } => Some(format!("it is in order {order}")),
            Self::OwnLine { project, revision, .. } => {
                Some(format!("{project} {revision} has it as an own line"))
            }
            Self::ComesWith { package, .. } => Some(format!("it comes with the package {package}")),
            Self::Product { project, revision, .. } => Some(format!("{project} {revision} produces it")),
            Self::Line { .. } => None,
        }
    }
}

/// What keeps a part from being archived, as people say it; nothing where nothing does.
#[must_use]
pub fn what_keeps(stock: &[PartStock], uses: &[PartUse]) -> Option<String> {
    let lies = stock
        .iter()
        .filter(|line| !line.on_hand.is_zero())
        .map(|line| format!("{} pieces lie in {}", line.on_hand, line.location));
    let reasons: Vec<String> = lies.chain(uses.iter().filter_map(PartUse::keeps)).collect();
    let more = reasons.len().saturating_sub(NAMED);
    let named = reasons.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    match (reasons.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(named),
        (false, more) => Some(format!("{named}; and {more} more")),
    }
}

/// A package in a list, with what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackagePage {
    /// Its id in the store.
    pub id: PackageId,
    /// Its name.
    pub package: String,
    /// How it is mounted.
    pub technology: Technology,
    /// How often it was edited.
    pub edit: i64,
    /// CAD names that map to it.
    pub footprints: Vec<String>,
    /// What comes with it.
    pub implicit: Vec<ComesWith>,
    /// Parts in this package.
    pub parts: u64,
}

/// A part that comes with a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComesWith {
    /// The part's key.
    pub part: String,
    /// The part's name.
    pub name: String,
    /// Pieces for each.
    pub quantity: Quantity,
}

/// A vendor in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorPage {
    /// Its id in the store.
    pub id: VendorId,
    /// Its name.
    pub vendor: String,
    /// Its address.
    pub base_url: Option<String>,
    /// What it sells in.
    pub currency: Currency,
    /// What an order's shipping costs.
    pub shipping: Micros,
    /// From this total on, shipping is free.
    pub free_shipping_over: Option<Micros>,
    /// No longer bought from.
    pub archived: bool,
    /// How often it was edited.
    pub edit: i64,
    /// Its offers that are not archived.
    pub offers: u64,
}

/// The answer to a change of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved<Id> {
    /// Which thing it is.
    pub id: Id,
    /// How it is called: a part's key, a name, an item number.
    pub name: String,
    /// How often it was edited: what the next change is based on.
    pub edit: i64,
    /// Lines of current BOMs that mean something else now.
    pub lines_changed: usize,
}

/// A part was saved.
pub type SavedPart = Saved<PartId>;
/// A package was saved.
pub type SavedPackage = Saved<PackageId>;
/// A vendor was saved.
pub type SavedVendor = Saved<VendorId>;
/// An offer was saved.
pub type SavedOffer = Saved<OfferId>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_a_few_reasons_and_counts_the_rest() {
        let uses: Vec<PartUse> = (1..=7)
            .map(|build| PartUse::Build { build, project: "Lfo".into(), revision: "v0".into() })
            .collect();
        assert_eq!(
            what_keeps(&[], &uses).unwrap(),
            "build 1 needs it; build 2 needs it; build 3 needs it; build 4 needs it; build 5 needs it; and 2 more"
        );
        let line = PartUse::Line {
            at: VersionAt { project: ProjectId::new(1), version: VersionId::new(1) },
            project: "Lfo".into(),
            revision: "v0".into(),
            line: 1,
            references: Vec::new(),
            quantity: Quantity::ONE,
            role: LineRole::Part,
        };
        assert_eq!(what_keeps(&[], &[line]), None);
    }
}
