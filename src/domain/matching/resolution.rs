//! What a line means now.

use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// Why a line means what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Somebody said so for this version.
    Decision,
    /// Somebody said so for the whole workspace.
    Remembered,
    /// By vendor and item number.
    VendorNumber,
    /// By manufacturer part number.
    Mpn,
    /// By symbol, value, package and ratings.
    Requirement,
    /// A package brings it along.
    Implicit,
    /// A bundle said so; it stands until the next sync.
    Bundle,
    /// It is no part.
    Ignored,
    /// Nothing fits.
    None,
}

impl Reason {
    const ALL: [Self; 9] = [
        Self::Decision,
        Self::Remembered,
        Self::VendorNumber,
        Self::Mpn,
        Self::Requirement,
        Self::Implicit,
        Self::Bundle,
        Self::Ignored,
        Self::None,
    ];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Remembered => "remembered",
            Self::VendorNumber => "vendor_number",
            Self::Mpn => "mpn",
            Self::Requirement => "requirement",
            Self::Implicit => "implicit",
            Self::Bundle => "bundle",
            Self::Ignored => "ignored",
            Self::None => "none",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// What a line, or a part of it whose decisions differ, means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Which of the line's references, in their order.
    pub references: Vec<String>,
    /// Pieces for one piece of the version.
    pub quantity: Quantity,
    /// What it is.
    pub part: Option<PartId>,
    /// What was wanted, where it is no part: never with a part.
    pub wanted: Option<String>,
    /// What is used in its place.
    pub substitute: Option<PartId>,
    /// Whether every part that meets the line's requirement will do.
    pub by_requirement: bool,
    /// Why.
    pub reason: Reason,
    /// What else it could have been, likeliest first.
    pub candidates: Vec<PartId>,
    /// A package brings it along.
    pub implicit: bool,
    /// A person said that it doesn't count.
    pub ignored: bool,
}

/// A line with all that it means.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedLine {
    /// At least one; implicit ones last.
    pub resolutions: Vec<Resolution>,
    /// What a person should look at.
    pub warnings: Vec<String>,
}
