//! A BOM line as text, and what tells it from others.

use crate::domain::quantity::Quantity;
use crate::domain::value::Symbol;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One row of a BOM, as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BomLine {
    /// Its place in the BOM, from 1. It says nothing about what the line is.
    pub line: u32,
    /// Where its pieces go on the board, in the order of the file.
    pub references: Vec<String>,
    /// Pieces for one piece of the version.
    pub quantity: Quantity,
    /// The value as written.
    pub value: String,
    /// The CAD name of the body.
    pub footprint: String,
    /// Who sells it.
    pub vendor: String,
    /// The vendor's number.
    pub item_number: String,
    /// Who makes it.
    pub manufacturer: String,
    /// The maker's number.
    pub mpn: String,
    /// Free text.
    pub description: String,
    /// Free text.
    pub note: String,
    /// Counts only where it is asked for.
    pub optional: bool,
    /// Never counts.
    pub do_not_populate: bool,
    /// Columns that we know nothing about, with their headers.
    pub extras: Vec<(String, String)>,
}

/// What a person's word about a line is tied to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKey {
    /// A reference designator.
    Reference(String),
    /// For a line without references: its text, and which of the lines with that text it is, from 1.
    Text {
        /// [`BomLine::text`].
        text: String,
        /// From 1.
        occurrence: u32,
    },
}

impl BomLine {
    /// What the line says about its part, as one text: equal for equal lines, whatever their row.
    #[must_use]
    pub fn text(&self) -> String {
        let cells = [
            &self.value,
            &self.footprint,
            &self.vendor,
            &self.item_number,
            &self.manufacturer,
            &self.mpn,
            &self.description,
        ];
        cells.map(|cell| cell.trim()).join(" | ")
    }

    /// The symbol of its references, if they agree on one.
    #[must_use]
    pub fn symbol(&self) -> Option<Symbol> {
        let mut symbols = self.references.iter().map(|reference| Symbol::of_reference(reference));
        let first = symbols.next()?;
        symbols.all(|symbol| symbol == first).then_some(first)
    }

    /// The line in a message: `line 3 (R1, R2)`.
    #[must_use]
    pub fn place(&self) -> String {
        const SHOWN: usize = 4;
        if self.references.is_empty() {
            return format!("line {}", self.line);
        }
        let shown: Vec<&str> = self.references.iter().take(SHOWN).map(String::as_str).collect();
        let more = if self.references.len() > SHOWN { ", \u{2026}" } else { "" };
        format!("line {} ({}{more})", self.line, shown.join(", "))
    }
}

/// What each line's decisions are tied to: its references, or its text and occurrence.
#[must_use]
pub fn line_keys(lines: &[BomLine]) -> Vec<Vec<LineKey>> {
    let mut occurrences: HashMap<String, u32> = HashMap::new();
    lines
        .iter()
        .map(|line| {
            if line.references.is_empty() {
                let text = line.text();
                let occurrence = occurrences.entry(text.clone()).or_default();
                *occurrence += 1;
                return vec![LineKey::Text { text, occurrence: *occurrence }];
            }
            line.references.iter().cloned().map(LineKey::Reference).collect()
        })
        .collect()
}
