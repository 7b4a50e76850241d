//! Whether a table of lines still says what the schematic says, and if not, in words what differs.

use super::{BomRow, Reference, format_references};
use std::collections::BTreeMap;

/// References that are named one by one; the others are counted.
const MOST_NAMED: usize = 30;
/// Changes that are told one by one.
const MOST_CHANGES: usize = 5;

/// What the schematic says otherwise than the table. There is at least one difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BomDifference {
    /// What only the schematic has.
    pub besides: Vec<Reference>,
    /// What only the table has.
    pub gone: Vec<Reference>,
    /// What both have, but not alike.
    pub changed: Vec<ChangedReferences>,
}

/// References of which the schematic says something else, all in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedReferences {
    /// Which.
    pub references: Vec<Reference>,
    /// What differs.
    pub field: ChangedField,
    /// What the schematic says.
    pub schematic: String,
    /// What the table says.
    pub table: String,
}

/// A cell in which lines can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangedField {
    /// The value.
    Value,
    /// The footprint.
    Footprint,
    /// The vendor's number.
    ItemNumber,
    /// The manufacturer's number.
    Mpn,
    /// Whether it is populated.
    Populated,
}

const FIELDS: [ChangedField; 5] = [
    ChangedField::Value,
    ChangedField::Footprint,
    ChangedField::ItemNumber,
    ChangedField::Mpn,
    ChangedField::Populated,
];

impl ChangedField {
    fn of(self, row: &BomRow) -> &str {
        match self {
            Self::Value => row.value.trim(),
            Self::Footprint => row.footprint.trim(),
            Self::ItemNumber => row.item_number.trim(),
            Self::Mpn => row.mpn.trim(),
            Self::Populated if row.do_not_populate => "not populated",
            Self::Populated => "populated",
        }
    }

    fn is_alike(self, one: &str, other: &str) -> bool {
        // Some exports print a footprint without its library.
        let name = |footprint: &str| footprint.rsplit(':').next().unwrap_or_default().to_owned();
        let lacks_library = !one.contains(':') || !other.contains(':');
        one == other || (self == Self::Footprint && lacks_library && name(one) == name(other))
    }
}

/// Compares the lines of a schematic with those of a table that was exported from it; none if they say the
/// same. What the table does not tell of any line, for want of a column, is not compared.
#[must_use]
pub fn difference(schematic: &[BomRow], table: &[BomRow]) -> Option<BomDifference> {
    let (ours, theirs) = (by_reference(schematic), by_reference(table));
    let only =
        |one: &BTreeMap<&Reference, &BomRow>, other: &BTreeMap<&Reference, &BomRow>| -> Vec<Reference> {
            one.keys().filter(|reference| !other.contains_key(*reference)).map(|key| (*key).clone()).collect()
        };
    let told = FIELDS.into_iter().filter(|field| table.iter().any(|row| !field.of(row).is_empty()));
    let told: Vec<ChangedField> = told.collect();
    let mut changed: BTreeMap<(ChangedField, &str, &str), Vec<Reference>> = BTreeMap::new();
    for (reference, row) in &ours {
        let Some(other) = theirs.get(reference) else { continue };
        for field in &told {
            let (one, other) = (field.of(row), field.of(other));
            if !field.is_alike(one, other) {
                changed.entry((*field, one, other)).or_default().push((*reference).clone());
            }
        }
    }
    let changed = changed.into_iter().map(|((field, schematic, table), references)| ChangedReferences {
        references,
        field,
        schematic: schematic.to_owned(),
        table: table.to_owned(),
    });
    let found = BomDifference {
        besides: only(&ours, &theirs),
        gone: only(&theirs, &ours),
        changed: changed.collect(),
    };
    let is_any = !(found.besides.is_empty() && found.gone.is_empty() && found.changed.is_empty());
    is_any.then_some(found)
}

fn by_reference(rows: &[BomRow]) -> BTreeMap<&Reference, &BomRow> {
    rows.iter().flat_map(|row| row.references.iter().map(move |reference| (reference, row))).collect()
}

impl BomDifference {
    /// What follows “the schematic”: “has D7, D8 besides, and C5 is 100n, not 15p”.
    #[must_use]
    pub fn told(&self) -> String {
        let mut clauses = Vec::new();
        if !self.besides.is_empty() {
            clauses.push(format!("has {} besides", named(&self.besides)));
        }
        if !self.gone.is_empty() {
            clauses.push(format!("has no {}", named(&self.gone)));
        }
        let starts_with_change = clauses.is_empty();
        clauses.extend(self.changed.iter().take(MOST_CHANGES).map(ChangedReferences::told));
        let more = self.changed.len().saturating_sub(MOST_CHANGES);
        if more > 0 {
            clauses.push(format!("{more} more differences"));
        }
        let told = match clauses.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{}, and {last}", before.join(", ")),
            None => String::new(),
        };
        if starts_with_change { format!("says that {told}") } else { told }
    }
}

impl ChangedReferences {
    fn told(&self) -> String {
        let who = named(&self.references);
        let is = if self.references.len() == 1 { "is" } else { "are" };
        let has = if self.references.len() == 1 { "has" } else { "have" };
        let or_nothing =
            |text: &str| if text.is_empty() { "nothing".to_owned() } else { super::error::clip(text) };
        let (now, then) = (or_nothing(&self.schematic), or_nothing(&self.table));
        match self.field {
            ChangedField::Value => format!("{who} {is} {now}, not {then}"),
            ChangedField::Populated => format!("{who} {is} {now}"),
            ChangedField::Footprint => format!("{who} {has} the footprint {now}, not {then}"),
            ChangedField::ItemNumber | ChangedField::Mpn => {
                format!("{who} {has} the number {now}, not {then}")
            }
        }
    }
}

fn named(references: &[Reference]) -> String {
    match references.get(..MOST_NAMED) {
        Some(first) if references.len() > MOST_NAMED => {
            format!("{} and {} more", format_references(first), references.len() - MOST_NAMED)
        }
        _ => format_references(references),
    }
}
