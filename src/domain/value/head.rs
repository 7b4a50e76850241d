//! The number that a value begins with: `4k7`, `4,7 kΩ`, `0.1uF`, `B100K`.

use super::decimal::Decimal;
use super::ratings;
use super::symbol::SymbolKind;
use super::unit::{Multiplier, Taper, Unit};

/// What a value begins with, and the text after it, which states ratings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    pub(super) magnitude: Decimal,
    pub(super) unit: Unit,
    pub(super) taper: Option<Taper>,
    /// Neither multiplier nor unit was written: such a number takes no words that we don't know.
    pub(super) is_bare: bool,
    pub(super) rest: &'a str,
}

/// Why text has no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoHead {
    /// It begins with no number of this kind.
    NotNumeric,
    /// `1,000`: a thousand or one?
    AmbiguousComma,
    /// `4700M` on a capacitor: the multiplier is none that the unit is used with.
    UnlikelyMultiplier,
}

/// What ends a head, and one qualifier from the next.
pub(super) const SEPARATORS: [char; 6] = [',', '/', '_', '(', ')', ';'];

/// Reads the head of `text`, which is normalised and trimmed.
pub(super) fn read(kind: SymbolKind, text: &str) -> Result<Head<'_>, NoHead> {
    if ratings::begins_with_fraction_of_watt(text) {
        return Err(NoHead::NotNumeric);
    }
    if kind.has_taper()
        && let Some(head) = read_after_taper(kind, text)
    {
        return Ok(head);
    }
    read_without_taper(kind, text)
}

/// `B100K`, `B-100K`: the multiplier or unit must be there, since `B103` is a code and `A1` a label.
fn read_after_taper(kind: SymbolKind, text: &str) -> Option<Head<'_>> {
    let mut characters = text.chars();
    let taper = Taper::of_letter(characters.next()?)?;
    let rest = characters.as_str().trim_start_matches([' ', '-']);
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let head = read_without_taper(kind, rest).ok()?;
    (!head.is_bare && head.taper.is_none_or(|written| written == taper))
        .then_some(Head { taper: Some(taper), ..head })
}

fn read_without_taper(kind: SymbolKind, text: &str) -> Result<Head<'_>, NoHead> {
    match read_letter_as_point(kind, text) {
        Err(NoHead::NotNumeric) => read_plain(kind, text),
        found => found,
    }
}

/// IEC 60062: the multiplier or unit stands where the decimal point is (`4k7`, `R10`, `5V1`).
fn read_letter_as_point(kind: SymbolKind, text: &str) -> Result<Head<'_>, NoHead> {
    let (whole, after_whole) = split_digits(text);
    if has_needless_zero(whole) || (whole.is_empty() && !kind.may_begin_with_letter()) {
        return Err(NoHead::NotNumeric);
    }
    let unit = kind.unit().ok_or(NoHead::NotNumeric)?;
    let (multiplier, after_letter) = match (unit.read_point(after_whole), Multiplier::read(after_whole)) {
        (Some(rest), _) => (None, rest),
        (None, Some((multiplier, rest))) => (Some(multiplier), rest),
        (None, None) => return Err(NoHead::NotNumeric),
    };
    let (fraction, after_fraction) = split_digits(after_letter);
    let implied = multiplier.is_none() || kind.implied_unit().is_some();
    if fraction.is_empty() || !implied || is_part_number(after_whole, fraction) {
        return Err(NoHead::NotNumeric);
    }
    let after_unit = multiplier.and_then(|_| unit.read(after_fraction.trim_start()));
    let (rest, taper) = [after_unit, Some(after_fraction)]
        .into_iter()
        .flatten()
        .find_map(|rest| end_of_head(kind, rest))
        .ok_or(NoHead::NotNumeric)?;
    let number = Decimal::of_digits(whole, fraction).ok_or(NoHead::NotNumeric)?;
    let magnitude = multiplied(number, unit, multiplier)?;
    Ok(Head { magnitude, unit, taper, is_bare: false, rest })
}

/// A number, then perhaps a multiplier, then perhaps a unit: `4.7 kΩ`, `100n`, `470`.
fn read_plain(kind: SymbolKind, text: &str) -> Result<Head<'_>, NoHead> {
    let unit = kind.unit().ok_or(NoHead::NotNumeric)?;
    let (number, after_number) = read_number(text)?;
    let tail = after_number.trim_start();
    let multiplied_tail = Multiplier::read(tail).map(|(multiplier, rest)| (Some(multiplier), rest));
    for (multiplier, rest) in multiplied_tail.into_iter().chain([(None, tail)]) {
        let Some((rest, taper)) =
            unit.read(rest.trim_start()).and_then(|rest| end_of_marked_head(kind, rest))
        else {
            continue;
        };
        let magnitude = multiplied(number, unit, multiplier)?;
        return Ok(Head { magnitude, unit, taper, is_bare: false, rest });
    }
    if let (Some((multiplier, rest)), Some(unit)) = (multiplied_tail, kind.implied_unit())
        && let Some((rest, taper)) = end_of_marked_head(kind, rest)
    {
        let magnitude = multiplied(number, unit, multiplier)?;
        return Ok(Head { magnitude, unit, taper, is_bare: false, rest });
    }
    match kind.bare_unit() {
        Some(unit) if ends_word(after_number) => {
            Ok(Head { magnitude: number, unit, taper: None, is_bare: true, rest: after_number })
        }
        _ => Err(NoHead::NotNumeric),
    }
}

/// The end after a multiplier or unit, where a voltage may follow without a space: `22u16V`.
fn end_of_marked_head(kind: SymbolKind, rest: &str) -> Option<(&str, Option<Taper>)> {
    let glued = || ratings::begins_with_voltage(rest).then_some((rest, None));
    end_of_head(kind, rest).or_else(glued)
}

/// The end of a word, or a taper and the end of a word: `100KB`, `100kLIN`.
fn end_of_head(kind: SymbolKind, rest: &str) -> Option<(&str, Option<Taper>)> {
    if ends_word(rest) {
        return Some((rest, None));
    }
    let text = rest.trim_start_matches('-');
    let (word, rest) = text.split_at_checked(text.find(is_end_of_word).unwrap_or(text.len()))?;
    let taper = Taper::of_word(&word.to_lowercase()).filter(|_| kind.has_taper())?;
    Some((rest, Some(taper)))
}

/// Whether a head would take in the word, if it stood after a space: `ohm`, but `rB` and `r35V` too.
pub(super) fn continues_with(kind: SymbolKind, word: &str) -> bool {
    kind.unit().and_then(|unit| unit.read(word)).is_some_and(|rest| end_of_marked_head(kind, rest).is_some())
}

fn ends_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(is_end_of_word)
}

fn is_end_of_word(character: char) -> bool {
    character.is_whitespace() || character == '\u{b1}' || SEPARATORS.contains(&character)
}

fn multiplied(number: Decimal, unit: Unit, multiplier: Option<Multiplier>) -> Result<Decimal, NoHead> {
    let Some(multiplier) = multiplier else { return Ok(number) };
    if !unit.multipliers().contains(&multiplier) {
        return Err(NoHead::UnlikelyMultiplier);
    }
    number.shifted(multiplier.exponent()).ok_or(NoHead::NotNumeric)
}

/// A number with a point or a decimal comma, and what follows it.
///
/// A comma with one or two digits after it is decimal, and so is every comma after a lone zero;
/// with three it may be a thousand; with more it is none.
pub(super) fn read_number(text: &str) -> Result<(Decimal, &str), NoHead> {
    let (whole, after_whole) = split_digits(text);
    if has_needless_zero(whole) {
        return Err(NoHead::NotNumeric);
    }
    let of = |fraction: &str| Decimal::of_digits(whole, fraction).ok_or(NoHead::NotNumeric);
    if let Some((fraction, rest)) = after_whole.strip_prefix('.').map(split_digits)
        && !fraction.is_empty()
    {
        return Ok((of(fraction)?, rest));
    }
    if let Some((fraction, rest)) = after_whole.strip_prefix(',').map(split_digits)
        && !whole.is_empty()
        && !fraction.is_empty()
    {
        match fraction.len() {
            _ if whole == "0" => return Ok((of(fraction)?, rest)),
            1 | 2 => return Ok((of(fraction)?, rest)),
            3 => return Err(NoHead::AmbiguousComma),
            _ => {}
        }
    }
    Ok((of("")?, after_whole))
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// `0805` is a size and `047u` a slip: no number is guessed from them.
fn has_needless_zero(whole: &str) -> bool {
    whole.len() > 1 && whole.starts_with('0')
}

/// `1N4148`, `2N3904`: a capital that makers write for nano, but with digits like no fraction.
fn is_part_number(after_whole: &str, fraction: &str) -> bool {
    after_whole.starts_with(['P', 'N', 'U']) && fraction.len() > 2
}
