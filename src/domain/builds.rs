//! Builds: N pieces of a version, from open to clear to completed.

use super::allocation::WhenShort;
use super::bom::Reference;
use super::clearing::Choices;
use super::ids::{BomId, BuildId, PartId, VersionId};
use super::quantity::Quantity;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where a build stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuildStatus {
    /// Something is still to be reserved or decided.
    Open,
    /// Everything that counts is reserved: clear to build.
    Cleared,
    /// All pieces are made.
    Completed,
    /// Given up: nothing is reserved.
    Cancelled,
}

impl BuildStatus {
    /// Its name in the store, in bundles and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Cleared => "cleared",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Cleared, Self::Completed, Self::Cancelled]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

impl std::fmt::Display for BuildStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Cleared => "clear to build",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        })
    }
}

/// N pieces of a version to be made, with what was chosen for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// Its id in the store.
    pub id: BuildId,
    /// Its number in the workspace, as people call it.
    pub number: i64,
    /// Its name for programs, if it has one.
    pub key: Option<String>,
    /// What is built.
    pub version: VersionId,
    /// The project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// The version's newest BOM; none while it was never synced.
    pub newest_bom: Option<BomId>,
    /// The part that finished pieces become.
    pub produces: Option<PartId>,
    /// Pieces in all.
    pub quantity: Quantity,
    /// Pieces that are made.
    pub completed: Quantity,
    /// Higher comes first.
    pub priority: i64,
    /// Where it stands.
    pub status: BuildStatus,
    /// Reserve what is here, even where a need cannot be covered in full.
    pub partial: bool,
    /// The BOM that it was last cleared with.
    pub bom: Option<BomId>,
    /// When it was made.
    pub created: Timestamp,
    /// Counts its changes.
    pub edit: i64,
    /// References that it leaves out.
    pub left_out: BTreeSet<Reference>,
    /// References of optional lines that it wants.
    pub included: BTreeSet<Reference>,
    /// What may be used where nothing else does.
    pub fallbacks: BTreeMap<PartId, PartId>,
}

impl Build {
    /// The BOM that its needs come from: what it was cleared with while that stands, else the newest.
    #[must_use]
    pub fn standing_bom(&self) -> Option<BomId> {
        match self.status {
            BuildStatus::Cleared | BuildStatus::Completed => self.bom.or(self.newest_bom),
            BuildStatus::Open | BuildStatus::Cancelled => self.newest_bom,
        }
    }

    /// Whether its version has a newer BOM than the one that it was cleared with.
    #[must_use]
    pub fn bom_changed(&self) -> bool {
        self.bom.is_some() && self.bom != self.newest_bom && self.status != BuildStatus::Completed
    }

    /// What is chosen for it, as clearing wants it.
    #[must_use]
    pub fn choices(&self) -> Choices {
        Choices {
            quantity: self.quantity,
            completed: self.completed,
            left_out: self.left_out.clone(),
            included: self.included.clone(),
            fallbacks: self.fallbacks.clone(),
            when_short: if self.partial { WhenShort::ReserveWhatIsHere } else { WhenShort::ReserveNothing },
        }
    }

    /// Pieces still to be made.
    #[must_use]
    pub fn remaining(&self) -> Quantity {
        self.quantity.saturating_sub(self.completed)
    }
}

/// What a build needs of one part, frozen when it was cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenNeed {
    /// The part, after substitution.
    pub part: PartId,
    /// Tells needs of one part apart that accept different parts.
    pub variant: String,
    /// Pieces for one piece of the version.
    pub per_piece: Quantity,
    /// Of `quantity`, the spares.
    pub spares: Quantity,
    /// Pieces for all that was still to be made.
    pub quantity: Quantity,
    /// Where it goes.
    pub references: Vec<Reference>,
}

impl FrozenNeed {
    /// What completing so many of the pieces that remain uses of it: the last piece takes the spares along.
    #[must_use]
    pub fn used_by(&self, pieces: Quantity, remaining: Quantity) -> Quantity {
        if pieces >= remaining { self.quantity } else { self.per_piece.times(pieces).min(self.quantity) }
    }
}

/// What the last clearing found missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    /// The part that was needed.
    pub part: PartId,
    /// Tells needs of one part apart that accept different parts.
    pub variant: String,
    /// Pieces that were needed.
    pub needed: Quantity,
    /// Pieces that no assignment of free stock covered.
    pub short: Quantity,
    /// Where it goes.
    pub references: Vec<Reference>,
    /// The fallback that was allowed, and was not enough.
    pub fallback: Option<PartId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_piece_takes_the_spares_along() {
        let need = FrozenNeed {
            part: PartId::new(1),
            variant: String::new(),
            per_piece: Quantity::of(3),
            spares: Quantity::of(2),
            quantity: Quantity::of(14),
            references: Vec::new(),
        };
        let remaining = Quantity::of(4);
        assert_eq!(need.used_by(Quantity::of(1), remaining), Quantity::of(3));
        assert_eq!(need.used_by(Quantity::of(4), remaining), Quantity::of(14));
        let not_counted = FrozenNeed { quantity: Quantity::ZERO, ..need };
        assert_eq!(not_counted.used_by(Quantity::of(1), remaining), Quantity::ZERO);
    }
}
