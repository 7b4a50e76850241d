//! Builds in a bundle.

use super::{ActorName, Moment, is_default, nullable};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// N pieces of a version. What clearing and completing left behind (`bom`, `needs`, `shortages`,
/// `completions`) is absent in a hand-written one; its reservations are in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Build {
    /// Its name for programs.
    pub key: Option<String>,
    /// Its number; the next one where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The project's name.
    pub project: String,
    /// The version's revision.
    pub revision: String,
    /// How many.
    pub quantity: Quantity,
    /// The higher, the earlier in line.
    #[serde(deserialize_with = "nullable")]
    pub priority: i64,
    /// References that are left out.
    #[serde(deserialize_with = "nullable")]
    pub leave_out: Vec<String>,
    /// Optional references that are built all the same.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "nullable")]
    pub include_optional: Vec<String>,
    /// open, cleared, completed or cancelled.
    pub status: String,
    /// How many are done.
    #[serde(skip_serializing_if = "is_default")]
    pub completed: Quantity,
    /// Reserve what is here, even where a need cannot be covered in full.
    #[serde(skip_serializing_if = "is_default")]
    pub partial: bool,
    /// When it was made; at the import where it is not said.
    pub created: Option<Moment>,
    /// Stand-ins for this build alone.
    #[serde(deserialize_with = "nullable")]
    pub fallbacks: Vec<Fallback>,
    /// The version's BOM (by its sequence) that it was last cleared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bom: Option<u32>,
    /// What it needs, frozen at its last clearing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// What the last clearing found missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shortages: Vec<Shortage>,
    /// Its completions, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub completions: Vec<Completion>,
}

impl Default for Build {
    fn default() -> Self {
        Self {
            key: None,
            number: None,
            project: String::new(),
            revision: String::new(),
            quantity: Quantity::ZERO,
            priority: 0,
            leave_out: Vec::new(),
            include_optional: Vec::new(),
            status: "open".to_owned(),
            completed: Quantity::ZERO,
            partial: false,
            created: None,
            fallbacks: Vec::new(),
            bom: None,
            needs: Vec::new(),
            shortages: Vec::new(),
            completions: Vec::new(),
        }
    }
}

/// A stand-in for one build.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fallback {
    /// What is wanted.
    pub part: String,
    /// What may be used.
    pub fallback: String,
}

/// What a build needs of one part.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Need {
    /// The part's key.
    pub part: String,
    /// What tells needs of one part apart.
    #[serde(skip_serializing_if = "is_default")]
    pub variant: String,
    /// For one piece of the build.
    pub per_piece: Quantity,
    /// Extra pieces for losses.
    pub spares: Quantity,
    /// All that is still needed, spares included: less what completions used.
    pub quantity: Quantity,
    /// For which references.
    pub references: Vec<String>,
}

/// What a need lacks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shortage {
    /// The part's key.
    pub part: String,
    /// What tells needs of one part apart.
    #[serde(skip_serializing_if = "is_default")]
    pub variant: String,
    /// Pieces needed.
    pub needed: Quantity,
    /// Pieces missing.
    pub short: Quantity,
    /// For which references.
    pub references: Vec<String>,
    /// The build's fallback for it.
    pub fallback: Option<String>,
}

/// A part of a build's pieces, done at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Completion {
    /// How many.
    pub quantity: Quantity,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reversed: Option<Moment>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorName>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}
