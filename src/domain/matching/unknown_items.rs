//! Vendors' numbers that the catalogue does not know, of vendors that can be asked about them.

use super::by_number;
use super::catalog::Catalog;
use super::line::BomLine;
use super::resolution::{Reason, ResolvedLine};
use crate::domain::ids::PartId;
use std::collections::{BTreeMap, BTreeSet};

/// The shortest and the longest number that is worth asking about.
const NUMBER_LENGTHS: std::ops::RangeInclusive<usize> = 3..=40;

/// A number that nobody has an offer for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownItem {
    /// Whose number, as vendors that can be asked are called.
    pub vendor: String,
    /// As the first line that names it writes it.
    pub item_number: String,
    /// The part that the line is by other means, likeliest first; none where it is no part without the
    /// number.
    pub part: Option<PartId>,
    /// The place of that line in the list.
    pub line: usize,
}

/// The numbers in these lines that the catalogue does not know, each once, in the order of the lines.
/// Lines about which somebody decided something name none: what they are is known. `placeholders` are
/// parts that wait to be filled in themselves, and so take no second number.
#[must_use]
pub fn unknown_items(
    catalog: &Catalog,
    lines: &[BomLine],
    resolved: &[ResolvedLine],
    askable: &[&str],
    placeholders: &BTreeSet<PartId>,
) -> Vec<UnknownItem> {
    let mut items: Vec<UnknownItem> = Vec::new();
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (place, (line, resolved)) in lines.iter().zip(resolved).enumerate() {
        let Some(part) = other_means(resolved, placeholders) else { continue };
        let Some((vendor, number)) = by_number::askable(catalog, line, askable) else { continue };
        if !is_plausible(number) {
            continue;
        }
        match places.get(&(vendor.to_owned(), number.to_lowercase())) {
            // The first line that is a part by other means says which.
            Some(known) => {
                if let Some(item) = items.get_mut(*known) {
                    item.part = item.part.or(part);
                }
            }
            None => {
                places.insert((vendor.to_owned(), number.to_lowercase()), items.len());
                items.push(UnknownItem {
                    vendor: vendor.to_owned(),
                    item_number: number.to_owned(),
                    part,
                    line: place,
                });
            }
        }
    }
    items
}

/// What a line is without its number, or nothing if what it is stands already.
fn other_means(resolved: &ResolvedLine, placeholders: &BTreeSet<PartId>) -> Option<Option<PartId>> {
    let open = resolved
        .resolutions
        .iter()
        .find(|meaning| matches!(meaning.reason, Reason::Mpn | Reason::Requirement | Reason::None))?;
    let meets = open.reason != Reason::None;
    let others = open.part.into_iter().chain(open.candidates.iter().copied());
    Some(others.filter(|_| meets).find(|part| !placeholders.contains(part)))
}

/// `n/a`, `-` and `see note` are no numbers.
fn is_plausible(number: &str) -> bool {
    NUMBER_LENGTHS.contains(&number.chars().count())
        && number.chars().any(|letter| letter.is_ascii_digit())
        && !number.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_3_to_40_characters_with_a_digit_and_no_blanks() {
        for number in ["1-A", "595-TL074CN", "C17414", &"7".repeat(40), "\u{b5}A741"] {
            assert!(is_plausible(number), "{number}");
        }
        for text in ["", "12", "n/a", "DNP", "see note 2", "595-TL074CN|603-X", "1\u{7}23", &"7".repeat(41)] {
            assert!(!is_plausible(text), "{text}");
        }
    }
}
