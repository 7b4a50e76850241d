//! Projects, versions, BOMs and decisions in a bundle.

use super::{ActorName, Moment, is_default, nullable};
use crate::domain::money::Micros;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A match that holds in the whole workspace.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RememberedMatch {
    /// vendor_number, mpn or value.
    pub kind: String,
    /// What is matched, as the store keeps it.
    pub key: String,
    /// The part's key.
    pub part: String,
}

/// A design.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// Its git repository.
    pub repository: Option<String>,
    /// No longer offered for new things.
    #[serde(skip_serializing_if = "is_default")]
    pub archived: bool,
    /// Its versions, oldest first.
    #[serde(deserialize_with = "nullable")]
    pub versions: Vec<Version>,
}

/// One revision of a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Version {
    /// Its name.
    pub revision: String,
    /// The git ref.
    #[serde(rename = "ref")]
    pub git_ref: Option<String>,
    /// Where the BOM lies in the repository.
    pub bom_path: Option<String>,
    /// What a lot of bare boards costs.
    pub board_cost: Option<Micros>,
    /// How many boards are in a lot.
    pub board_lot: Option<Quantity>,
    /// Where boards are ordered.
    pub board_url: Option<String>,
    /// The commit that the BOM was read at.
    pub synced_commit: Option<String>,
    /// The part that it makes.
    pub produces: Option<String>,
    /// No longer offered for new things.
    #[serde(skip_serializing_if = "is_default")]
    pub archived: bool,
    /// Lines beside the BOM.
    #[serde(deserialize_with = "nullable")]
    pub own_lines: Vec<OwnLine>,
    /// What people said about lines.
    #[serde(deserialize_with = "nullable")]
    pub decisions: Vec<Decision>,
    /// How the BOM was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub synced: Option<Synced>,
    /// BOMs that were read before, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier_boms: Vec<Bom>,
    /// What its lines are and what they mean; null while it was never synced.
    pub bom: Option<Vec<Line>>,
}

/// A line beside the BOM.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OwnLine {
    /// The part's key.
    pub part: String,
    /// Pieces for each.
    pub quantity: Quantity,
    /// Free text.
    #[serde(deserialize_with = "nullable")]
    pub note: String,
}

/// What a person said about a line: by a reference, or by the text and occurrence of one without.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Decision {
    /// match, substitute, leave_out or ignore.
    pub kind: String,
    /// Whose line it is.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "nullable")]
    pub reference: String,
    /// The text of a line without references.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "nullable")]
    pub line_text: String,
    /// Which of the lines of that text, from 0.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "nullable")]
    pub occurrence: u32,
    /// The part that was decided; null takes an earlier decision back.
    pub part: Option<String>,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorName>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}

/// How a version's BOM was read, where it is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Synced {
    /// Its place among the version's BOMs.
    pub sequence: Option<u32>,
    /// git, file or bundle (where it is not said).
    pub source: Option<String>,
    /// Which file it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What was odd about it, as the store keeps it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Value>,
    /// Who read it.
    pub actor: Option<ActorName>,
    /// When.
    pub at: Option<Moment>,
}

/// A BOM that was read before the one of its version.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bom {
    /// The commit that it was read at.
    pub commit: Option<String>,
    /// How it was read.
    pub synced: Synced,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A row of a BOM with what it means. A row that means several things (split by decisions, or
/// bringing implicit parts along) has several entries of one line number, the row's own first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Line {
    /// The row's number.
    pub line: u32,
    /// The references that this entry speaks of.
    #[serde(deserialize_with = "nullable")]
    pub references: Vec<String>,
    /// Pieces for each.
    #[serde(deserialize_with = "nullable")]
    pub quantity: Quantity,
    /// The row's references, where they are not those of its entries one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_references: Option<Vec<String>>,
    /// The row's quantity, where it is not the sum of its entries'.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_quantity: Option<Quantity>,
    /// The value as written.
    #[serde(deserialize_with = "nullable")]
    pub value: String,
    /// The footprint as written.
    #[serde(deserialize_with = "nullable")]
    pub footprint: String,
    /// The vendor as written.
    pub vendor: Option<String>,
    /// The vendor's number as written.
    pub item_number: Option<String>,
    /// The manufacturer as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    /// The manufacturer's number as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mpn: Option<String>,
    /// The description as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The note as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Other columns, as the store keeps them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<Value>,
    /// What it resolved to.
    pub part: Option<String>,
    /// What was decided to be used instead.
    pub substitute: Option<String>,
    /// The row's package brings it along.
    #[serde(deserialize_with = "nullable")]
    pub implicit: bool,
    /// Built only where it is asked for.
    #[serde(deserialize_with = "nullable")]
    pub optional: bool,
    /// Never built.
    #[serde(deserialize_with = "nullable")]
    pub do_not_populate: bool,
    /// What a line without a part wanted; made from its text where it is not said.
    pub unmatched: Option<String>,
    /// Somebody said that it is nothing to be counted.
    #[serde(skip_serializing_if = "is_default")]
    pub ignored: bool,
    /// Every part that meets the line's requirement will do.
    #[serde(skip_serializing_if = "is_default")]
    pub by_requirement: bool,
    /// Why it resolved so; `bundle` (or what else follows) where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Keys of other parts that fitted as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// The row's meaning was never worked out (in an earlier BOM).
    #[serde(skip_serializing_if = "is_default")]
    pub unresolved: bool,
}

impl Line {
    /// Why it resolved so, where the bundle does not say.
    #[must_use]
    pub fn default_reason(&self) -> &'static str {
        match (self.ignored, self.implicit, &self.part) {
            (true, ..) => "ignored",
            (_, true, _) => "implicit",
            (_, _, Some(_)) => "bundle",
            (_, _, None) => "none",
        }
    }

    /// What a line without a part wanted, from its text.
    #[must_use]
    pub fn wanted(&self) -> String {
        let texts =
            [Some(&self.value), Some(&self.footprint), self.vendor.as_ref(), self.item_number.as_ref()];
        let said: Vec<&str> =
            texts.into_iter().flatten().map(String::as_str).filter(|text| !text.is_empty()).collect();
        if said.is_empty() { "a line without value, footprint or number".to_owned() } else { said.join(" ") }
    }
}

impl Version {
    /// The place of its BOM among its BOMs: after the earlier ones where it is not said.
    #[must_use]
    pub fn bom_sequence(&self) -> u32 {
        let earlier = self.earlier_boms.iter().filter_map(|bom| bom.synced.sequence).max().unwrap_or(0);
        let said = self.synced.as_ref().and_then(|synced| synced.sequence);
        said.unwrap_or(earlier.saturating_add(1))
    }
}
