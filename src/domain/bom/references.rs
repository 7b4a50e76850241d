//! Reference designators: `R1`, `C3`; lists and ranges of them.

use super::Limits;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::sync::Arc;

/// One reference designator, such as `R12`. Sorts as people count: R2 before R10. Its text is shared: a build's page
/// hands thousands of them on at each edit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(Arc<str>);

/// Why a text is no list of references.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferencesError {
    /// More than one line may have.
    #[error("there are more than {limit} references in one line")]
    TooMany {
        /// What is allowed.
        limit: usize,
    },
    /// Not exactly one.
    #[error("“{0}” is not one reference")]
    NotOne(String),
}

impl Reference {
    /// A reference as the store or a request names it. Text that people wrote goes through
    /// [`parse_references`] instead.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The reference as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the number, which tells the kind of part: `R` of `R12`, `RV` of `RV3`.
    #[must_use]
    pub fn prefix(&self) -> &str {
        split_number(&self.0).0
    }

    /// Whether the schematic has not numbered it yet (`R?`).
    #[must_use]
    pub fn is_unannotated(&self) -> bool {
        self.0.ends_with('?')
    }

    /// `R12` as `("R", 12)`, where that says all there is (not for `R012` or `R12A`).
    fn numbered(&self) -> Option<(&str, u32)> {
        let (prefix, rest) = split_number(&self.0);
        let number = rest.parse().ok()?;
        (!prefix.is_empty() && !rest.starts_with(['0', '+'])).then_some((prefix, number))
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Reference {
    type Err = ReferencesError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = parse_references(text)?;
        match (all.pop(), all.is_empty()) {
            (Some(one), true) => Ok(one),
            _ => Err(ReferencesError::NotOne(super::error::clip(text))),
        }
    }
}

impl AsRef<str> for Reference {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialOrd for Reference {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reference {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_order(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

/// The leading text without digits and `?`, and the rest.
fn split_number(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| c.is_ascii_digit() || c == '?').unwrap_or(text.len()))
}

/// Compares texts piece by piece, runs of digits as numbers of any length.
#[must_use]
pub fn natural_order(mut left: &str, mut right: &str) -> Ordering {
    while !left.is_empty() && !right.is_empty() {
        let (left_word, left_rest) = split_at_digit(left, true);
        let (right_word, right_rest) = split_at_digit(right, true);
        let (left_number, left_next) = split_at_digit(left_rest, false);
        let (right_number, right_next) = split_at_digit(right_rest, false);
        let order = left_word.cmp(right_word).then_with(|| number_order(left_number, right_number));
        if order.is_ne() {
            return order;
        }
        (left, right) = (left_next, right_next);
    }
    left.len().cmp(&right.len())
}

fn split_at_digit(text: &str, digit: bool) -> (&str, &str) {
    text.split_at(text.find(|c: char| c.is_ascii_digit() == digit).unwrap_or(text.len()))
}

fn number_order(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

/// The references of a cell or of a command's argument (`R1, R3-R5`), in natural order, each once.
///
/// They are separated by commas, semicolons or space; `R3-R5` and `R3-5` are ranges. What looks
/// like a range but runs backwards or over more than a thousand numbers is kept as one reference.
///
/// # Errors
/// [`ReferencesError::TooMany`] beyond the default limit of a line.
pub fn parse_references(cell: &str) -> Result<Vec<Reference>, ReferencesError> {
    let mut references = parse_all(cell, Limits::default().references_per_line)?;
    references.sort();
    references.dedup();
    Ok(references)
}

/// Every reference as often as it is written, in the order of the cell.
pub(super) fn parse_all(cell: &str, limit: usize) -> Result<Vec<Reference>, ReferencesError> {
    let mut references = Vec::new();
    for word in words(cell) {
        match range(&word) {
            Some(range) => references.extend(range.names().map(Reference::new)),
            None => references.push(Reference::new(word)),
        }
        if references.len() > limit {
            return Err(ReferencesError::TooMany { limit });
        }
    }
    Ok(references)
}

/// What may stand between the ends of a range: the signs of formats.md §1.3 and what word processors
/// and other keyboards make of them. The longer before the shorter.
const RANGE_SIGNS: [&str; 14] = [
    "...", "..", "-", "–", "~", ":", "\u{2010}", "\u{2011}", "\u{2012}", "—", "\u{2212}", "\u{301c}",
    "\u{ff0d}", "\u{ff5e}",
];
/// More than this in one range is no range (formats.md §1.3).
const LONGEST_RANGE: u32 = 1000;

/// The words of a cell; a range written with spaces (`R1 - R4`) is one word.
fn words(cell: &str) -> Vec<String> {
    cell.split([',', ';']).flat_map(words_between_commas).collect()
}

fn words_between_commas(list: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins_next = false;
    for word in list.split_whitespace() {
        let joins = joins_next || RANGE_SIGNS.iter().any(|sign| word.starts_with(sign));
        joins_next = RANGE_SIGNS.iter().any(|sign| word.ends_with(sign));
        match words.last_mut() {
            Some(last) if joins => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    // A lone dash says that there is nothing.
    words.retain(|word| !RANGE_SIGNS.contains(&word.as_str()));
    words
}

/// Consecutive references with the same prefix.
struct Range<'a> {
    prefix: &'a str,
    start: u32,
    end: u32,
    /// Digits that every number has at least, for `R001-R009`.
    width: usize,
}

impl Range<'_> {
    fn names(&self) -> impl Iterator<Item = String> {
        (self.start..=self.end).map(|number| format!("{}{number:0width$}", self.prefix, width = self.width))
    }
}

fn range(word: &str) -> Option<Range<'_>> {
    let digits_at = word.find(|c: char| c.is_ascii_digit())?;
    let (prefix, rest) = word.split_at(digits_at);
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    if prefix.is_empty() || !prefix.chars().all(is_letter) {
        return None;
    }
    let (start_digits, rest) = split_at_digit(rest, false);
    let rest = RANGE_SIGNS.iter().find_map(|sign| rest.strip_prefix(sign))?;
    let end_digits = rest.strip_prefix(prefix).unwrap_or(rest);
    if !end_digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (start, end): (u32, u32) = (start_digits.parse().ok()?, end_digits.parse().ok()?);
    let width = if start_digits.starts_with('0') { start_digits.len() } else { 0 };
    (end > start && end - start <= LONGEST_RANGE).then_some(Range { prefix, start, end, width })
}

/// References for people: three or more in a row as `R1–R4`, the others one by one.
#[must_use]
pub fn format_references(references: &[Reference]) -> String {
    let mut sorted: Vec<&Reference> = references.iter().collect();
    sorted.sort();
    sorted.dedup();
    let mut shown: Vec<String> = Vec::new();
    let mut rest = sorted.as_slice();
    while let Some((first, _)) = rest.split_first() {
        let run = run_length(rest);
        let (taken, left) = rest.split_at(run);
        match taken.last() {
            Some(last) if run > 2 => shown.push(format!("{first}–{last}")),
            _ => shown.extend(taken.iter().map(ToString::to_string)),
        }
        rest = left;
    }
    shown.join(", ")
}

/// How many references from the first on are numbered without a gap.
fn run_length(references: &[&Reference]) -> usize {
    let follows = |pair: &[&Reference]| match pair {
        [one, next] => match (one.numbered(), next.numbered()) {
            (Some((a, n)), Some((b, m))) => a == b && n.checked_add(1) == Some(m),
            _ => false,
        },
        _ => false,
    };
    1 + references.windows(2).take_while(|pair| follows(pair)).count()
}

/// The references of one row, sorted out.
pub(super) struct Sorted {
    /// In natural order, each once, without the unannotated ones.
    pub named: Vec<Reference>,
    /// Those without a number, as often as written.
    pub unannotated: Vec<Reference>,
    /// Those that were written more than once.
    pub repeated: Vec<Reference>,
}

pub(super) fn sort_out(all: Vec<Reference>) -> Sorted {
    let (unannotated, mut named): (Vec<_>, Vec<_>) = all.into_iter().partition(Reference::is_unannotated);
    named.sort();
    let mut repeated: Vec<Reference> = Vec::new();
    repeated
        .extend(named.windows(2).filter(|pair| pair.first() == pair.get(1)).flat_map(<[_]>::first).cloned());
    repeated.dedup();
    named.dedup();
    Sorted { named, unannotated, repeated }
}
