//! What a person should know about a schematic that was read all the same.

use serde::{Deserialize, Serialize};

/// One thing to know, in one sentence that names the symbol or the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SchematicWarning {
    /// Symbols without a number (`R?`).
    Unannotated {
        /// What they are called.
        reference: String,
        /// In which sheet the first is.
        sheet: String,
        /// How many.
        count: usize,
    },
    /// Symbols that no path of this schematic names.
    NoInstance {
        /// In which sheet.
        sheet: String,
        /// How many.
        count: usize,
    },
    /// Units of one part of which only some are left out, or not populated.
    UnitsDiffer {
        /// Which part.
        reference: String,
        /// In which sheet.
        sheet: String,
    },
    /// A field that is neither yes nor no where it tells what is left empty.
    UnknownFlag {
        /// Which part.
        reference: String,
        /// In which sheet.
        sheet: String,
        /// What the field says.
        text: String,
        /// Whether it was taken as fitted.
        fitted: bool,
    },
    /// Symbols that a field of theirs excludes from the BOM.
    Excluded {
        /// The first of them.
        reference: String,
        /// How many.
        count: usize,
    },
    /// More of the same.
    More {
        /// How many are left out.
        count: usize,
    },
}

impl std::fmt::Display for SchematicWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let symbols = |count: &usize| if *count == 1 { "symbol" } else { "symbols" };
        match self {
            Self::Unannotated { reference, sheet, count } => write!(
                f,
                "{count} {} in {sheet} without a number ({reference}): annotate the schematic.",
                symbols(count)
            ),
            Self::NoInstance { sheet, count } => write!(
                f,
                "{count} {} in {sheet} have no reference for this schematic, so the one that is drawn was taken: open it in \
                 KiCad and save it again.",
                symbols(count)
            ),
            Self::UnitsDiffer { reference, sheet } => write!(
                f,
                "{reference} in {sheet} has units of which only some are in the BOM or to be populated: it counts as fitted."
            ),
            Self::UnknownFlag { reference, sheet, text, fitted } => write!(
                f,
                "{reference} in {sheet} says \u{201c}{text}\u{201d} where it tells what is fitted: taken as {}.",
                if *fitted { "fitted" } else { "do not populate" }
            ),
            Self::Excluded { reference, count } => write!(
                f,
                "{count} {} that a field excludes from the BOM {} left out, the first is {reference}.",
                symbols(count),
                if *count == 1 { "was" } else { "were" }
            ),
            Self::More { count } => {
                write!(f, "There is more to say, {count} times over: mend what is above first.")
            }
        }
    }
}
