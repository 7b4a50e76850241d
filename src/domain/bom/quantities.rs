//! What cells of quantities and flags say.

use super::error::clip;
use crate::domain::quantity::{Quantity, QuantityError};

/// KiCad's text where the symbols that it grouped differ.
const MIXED: &str = "-- mixed values --";

/// KiBoM's words for parts that stay off the board.
const LEFT_EMPTY: [&str; 16] = [
    "dnf",
    "dnl",
    "dnp",
    "do not fit",
    "do not place",
    "do not load",
    "nofit",
    "nostuff",
    "noplace",
    "noload",
    "not fitted",
    "not loaded",
    "not placed",
    "no stuff",
    "do not populate",
    "not populated",
];

/// What a flag cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Fitted,
    NotFitted,
    Optional,
    /// Some text that is neither yes nor no.
    Unclear,
}

pub(super) fn is_mixed(cell: &str) -> bool {
    cell.eq_ignore_ascii_case(MIXED)
}

/// The text of a cell, where `~` stands for nothing.
pub(super) fn text(cell: &str) -> &str {
    if cell == "~" { "" } else { cell }
}

/// Whether a value or a configuration says by itself that nothing is fitted.
pub(super) fn says_left_empty(cell: &str) -> bool {
    LEFT_EMPTY.contains(&plain(cell).as_str())
}

/// A do-not-populate cell.
pub(super) fn not_fitted(cell: &str) -> Answer {
    match plain(cell).as_str() {
        "" | "0" | "no" | "n" | "false" => Answer::Fitted,
        "x" | "1" | "yes" | "y" | "true" | "dni" => Answer::NotFitted,
        "optional" | "opt" => Answer::Optional,
        word if word.starts_with("do not") || word.starts_with("exclude") => Answer::NotFitted,
        word if LEFT_EMPTY.contains(&word) => Answer::NotFitted,
        _ => Answer::Unclear,
    }
}

/// A cell of an inverted column (`Populate`). Empty says nothing, so the part is fitted: a part
/// too many on the list does less harm than one that is missing.
pub(super) fn fitted(cell: &str) -> Answer {
    match plain(cell).as_str() {
        "0" | "no" | "n" | "false" | "nu" => Answer::NotFitted,
        "" | "x" | "1" | "yes" | "y" | "true" | "fitted" | "populate" | "populated" | "installed" => {
            Answer::Fitted
        }
        "optional" | "opt" => Answer::Optional,
        word if word.starts_with("do not") || LEFT_EMPTY.contains(&word) => Answer::NotFitted,
        _ => Answer::Unclear,
    }
}

/// KiBoM's `Config`: a list of words; those that it does not define here name variants.
pub(super) fn config(cell: &str) -> Answer {
    let words = || cell.split([',', ';']).flat_map(|part| [part, part.trim()]);
    let single_words = || cell.split([',', ';', ' ']).map(plain);
    if words().any(says_left_empty) || single_words().any(|word| LEFT_EMPTY.contains(&word.as_str())) {
        Answer::NotFitted
    } else if single_words().any(|word| matches!(word.as_str(), "optional" | "opt")) {
        Answer::Optional
    } else {
        Answer::Fitted
    }
}

/// Cells of `Optional` and `Exclude from BOM`: any text that is not a no.
pub(super) fn is_set(cell: &str) -> bool {
    !matches!(plain(cell).as_str(), "" | "0" | "no" | "n" | "false")
}

/// Lower case, words apart by one space.
fn plain(cell: &str) -> String {
    text(cell).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a quantity cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    pub quantity: Quantity,
    /// `3 (DNF)`, as KiBoM writes it.
    pub not_fitted: bool,
}

/// A quantity cell: a whole number, which may be written `3.0`, `3,0`, `3 pcs` or `3 (DNF)`.
pub(super) fn quantity(cell: &str) -> Result<Stated, QuantityError> {
    let wrong = || QuantityError::NotANumber(clip(cell));
    let end = cell.find(|c: char| !c.is_ascii_digit()).unwrap_or(cell.len());
    let (digits, rest) = cell.split_at(end);
    let pieces: u64 = match digits.parse() {
        Ok(pieces) => pieces,
        Err(_) if digits.is_empty() => return Err(wrong()),
        Err(_) => return Err(QuantityError::TooLarge(u64::MAX)),
    };
    let rest = plain(without_zero_fraction(rest));
    let remark = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_unit = matches!(rest.as_str(), "" | "x" | "pcs" | "pcs." | "pc" | "ea" | "st" | "stk");
    if remark.is_none() && !is_unit {
        return Err(wrong());
    }
    Ok(Stated { quantity: Quantity::new(pieces)?, not_fitted: remark.is_some_and(says_left_empty) })
}

/// `.0`, `.000` and `,0` are nothing; a comma before three digits may group thousands, so it stays and
/// is refused.
fn without_zero_fraction(rest: &str) -> &str {
    let after_point = rest.strip_prefix('.').map(|fraction| fraction.trim_start_matches('0'));
    let after_comma = || rest.strip_prefix(",00").or_else(|| rest.strip_prefix(",0"));
    match after_point.or_else(after_comma) {
        Some(after) if !after.starts_with(|c: char| c.is_ascii_digit()) => after,
        _ => rest,
    }
}
