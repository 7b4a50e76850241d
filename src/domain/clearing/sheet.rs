//! The sheet: everything that decides what a build needs and what could cover it.

use crate::domain::allocation::WhenShort;
use crate::domain::bom::Reference;
use crate::domain::catalog::{Offer, Spares, StandIn};
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use crate::domain::workspace::PickingPolicy;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Everything about a build that its choices do not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildSheet {
    /// Whether the version was ever synced; if not, the build cannot be clear.
    pub synced: bool,
    /// Lines of the BOM with what they mean, implicit ones behind the line that brings them, then
    /// own lines.
    pub lines: Vec<SheetLine>,
    /// References that the version leaves out, in every build.
    pub left_out: BTreeSet<Reference>,
    /// Every part that a line, stand-in or stock line names.
    pub parts: BTreeMap<PartId, SheetPart>,
    /// Equivalents and alternatives among them.
    pub stand_ins: Vec<StandIn>,
    /// Their stock.
    pub stock: Vec<SheetStock>,
    /// What this build has reserved.
    pub held: Vec<HeldPieces>,
    /// What others have reserved of the same parts, to explain why it is not free.
    pub reserved_elsewhere: Vec<ReservedElsewhere>,
    /// What is ordered of the same parts.
    pub incoming: Vec<Incoming>,
    /// Which lines are picked among equals.
    pub policy: PickingPolicy,
}

/// What is chosen for one build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Pieces to be made in all.
    pub quantity: Quantity,
    /// Pieces that were completed already.
    pub completed: Quantity,
    /// References that are left out.
    pub left_out: BTreeSet<Reference>,
    /// References of optional lines that are wanted.
    pub included: BTreeSet<Reference>,
    /// For this build only: what may be used where nothing else does.
    pub fallbacks: BTreeMap<PartId, PartId>,
    /// What to reserve for a need that cannot be covered in full.
    pub when_short: WhenShort,
}

impl Choices {
    /// Pieces still to be made.
    #[must_use]
    pub fn remaining(&self) -> Quantity {
        self.quantity.saturating_sub(self.completed)
    }
}

/// Where a line comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A row of the BOM.
    Bom,
    /// What a row's package brings along; it carries that row's number and references.
    Implicit,
    /// A line beside the BOM, with its note.
    Own(String),
}

/// What a line means now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// A part, after substitution.
    Part {
        /// Which.
        part: PartId,
        /// For a line by requirement: every part that meets it, cheapest first.
        meeting: Vec<PartId>,
    },
    /// No part is known; what was wanted.
    Unmatched(String),
    /// A person said that it does not count.
    Ignored,
}

/// One line of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    /// Its number: the BOM's for its rows and what they bring along, the own line's place else.
    pub line: u32,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it goes on the board.
    pub references: Vec<Reference>,
    /// Pieces for one piece of the version.
    pub quantity: Quantity,
    /// What it means.
    pub meaning: Meaning,
    /// Counts only where it is asked for.
    pub optional: bool,
    /// Never counts.
    pub do_not_populate: bool,
}

/// A part as the sheet shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPart {
    /// Its name for programs.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Package and the like, small beneath the name.
    pub detail: String,
    /// Nobody counts it.
    pub not_counted: bool,
    /// Extra pieces for losses.
    pub spares: Option<Spares>,
    /// Who sells it, for what.
    pub offers: Vec<Offer>,
}

/// A stock line of one of the parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetStock {
    /// The line.
    pub stock_line: StockLineId,
    /// What lies there.
    pub part: PartId,
    /// Where.
    pub location: LocationId,
    /// The place's name.
    pub location_name: String,
    /// Which lot, if told apart.
    pub lot: String,
    /// Pieces on hand.
    pub on_hand: Quantity,
    /// Pieces that other builds have reserved.
    pub reserved_by_others: Quantity,
    /// Never reserved automatically.
    pub deprioritized: bool,
}

/// Pieces that this build has reserved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPieces {
    /// The need's part.
    pub part: PartId,
    /// Which of the part's needs.
    pub variant: String,
    /// Where they lie.
    pub stock_line: StockLineId,
    /// How many.
    pub quantity: Quantity,
}

/// Pieces that another build has reserved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservedElsewhere {
    /// The part that is reserved.
    pub part: PartId,
    /// The build's number.
    pub build: i64,
    /// Its project's name.
    pub project: String,
    /// How many.
    pub quantity: Quantity,
}

/// Pieces that are ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// What comes.
    pub part: PartId,
    /// The order's number.
    pub order: i64,
    /// Who sends it.
    pub vendor: String,
    /// Placed, or only drafted.
    pub placed: bool,
    /// Pieces that have not come yet.
    pub quantity: Quantity,
    /// Of those, the pieces ordered for this build.
    pub for_this_build: Quantity,
}
