//! Electronic values: what `4k7`, `22u/35V`, `B100K`, `TL072` and `Tune` mean.
//!
//! A value is *measured* (an exact magnitude with its unit), a *name* (compared as text), or a
//! *label* (what the panel says; no identity). [`Value::key`] is equal for all notations of one value;
//! tolerance and ratings are no part of it but requirements, compared by [`Ratings::satisfies`].
//! Where a text could mean two things, it stays a name: a wrong guess would order wrong parts.

mod decimal;
mod head;
mod ratings;
mod symbol;
#[cfg(test)]
mod tests;
mod unit;

pub use decimal::{Decimal, DecimalError};
pub use ratings::{Dielectric, Ratings, Technology, Tolerance, ToleranceError};
pub use symbol::{Symbol, SymbolKind};
pub use unit::{Taper, Unit};

use crate::domain::compatible::compatible;
use head::{Head, NoHead};
use serde::{Deserialize, Serialize};
use unit::Multiplier;

/// Longer text, in characters, is no value that we read: it stays a name.
const MAX_LENGTH: usize = 200;

/// What the value of a part or a BOM line is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing is written.
    #[default]
    Empty,
    /// A magnitude: `4k7`, `100n 50V`.
    Measured(Measured),
    /// A name: `TL072`, `LED`.
    Name(Name),
    /// What a panel says beside a jack, switch or knob: `Tune`. No identity.
    Label(String),
}

/// A magnitude with its unit, and what is stated beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Measured {
    magnitude: Decimal,
    unit: Unit,
    taper: Option<Taper>,
    ratings: Ratings,
}

/// A name as written, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name(String);

/// What a person should look at, since the text was not understood as it may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueWarning {
    /// `4700M` or `1mF` on a capacitor, `100n` on a resistor: not converted.
    #[error(
        "\u{201c}{0}\u{201d} has a multiplier that is unusual for such a part: it is kept as text; write the value with a usual one"
    )]
    UnlikelyMultiplier(String),
    /// `1,000`: one or a thousand?
    #[error(
        "\u{201c}{0}\u{201d} may mean a decimal comma or thousands: it is kept as text; write it with a point, or without the comma"
    )]
    AmbiguousComma(String),
    /// `100` on a capacitor.
    #[error(
        "\u{201c}{0}\u{201d} has no unit: it matches only parts whose value is the same bare number; write 100p or 100n"
    )]
    NoUnit(String),
    /// More than 200 characters.
    #[error("a value of {0} characters is not read: {MAX_LENGTH} are the limit")]
    TooLong(usize),
}

/// Reads a value as the part's symbol wants it. Every text has a meaning; none is an error.
#[must_use]
pub fn parse(symbol: &Symbol, text: &str) -> Value {
    parse_with_warnings(symbol, text).0
}

/// Reads a value, and says what about it looks like a slip.
#[must_use]
pub fn parse_with_warnings(symbol: &Symbol, text: &str) -> (Value, Option<ValueWarning>) {
    let written = text.trim();
    let kind = symbol.kind();
    if written.is_empty() || written == "~" {
        return (Value::Empty, None);
    }
    let length = written.chars().count();
    if length > MAX_LENGTH {
        return (Value::Name(Name(written.to_owned())), Some(ValueWarning::TooLong(length)));
    }
    let warning = match read_measured(kind, &normalized(written)) {
        Ok(measured) => {
            let no_unit = measured.unit == Unit::Unknown;
            let warning = no_unit.then(|| ValueWarning::NoUnit(written.to_owned()));
            return (Value::Measured(measured), warning);
        }
        Err(NoHead::NotNumeric) => None,
        Err(NoHead::AmbiguousComma) => Some(ValueWarning::AmbiguousComma(written.to_owned())),
        Err(NoHead::UnlikelyMultiplier) => Some(ValueWarning::UnlikelyMultiplier(written.to_owned())),
    };
    (unmeasured(kind, written), warning)
}

/// Text that is no magnitude: a label on what is labelled, and a name elsewhere.
fn unmeasured(kind: SymbolKind, written: &str) -> Value {
    // What KiCad writes where the members of a group differ is nobody's name.
    if kind.is_labelled() || written == "-- mixed values --" {
        Value::Label(written.to_owned())
    } else {
        Value::Name(Name(written.to_owned()))
    }
}

fn read_measured(kind: SymbolKind, text: &str) -> Result<Measured, NoHead> {
    let head = head::read(kind, text)?;
    let (ratings, taper) = ratings::read(head.rest, kind.has_taper()).ok_or(NoHead::NotNumeric)?;
    let words_fit = ratings.words.iter().all(|word| is_qualifier(kind, word));
    let is_too_bare = head.is_bare && (!ratings.words.is_empty() || taper.is_some());
    let contradicts = head.taper.is_some() && taper.is_some() && head.taper != taper;
    if !words_fit || is_too_bare || contradicts {
        return Err(NoHead::NotNumeric);
    }
    let Head { magnitude, unit, .. } = head;
    let measured = Measured { magnitude, unit, taper: head.taper.or(taper), ratings };
    // What is printed must be readable again.
    if measured.to_string().chars().count() > MAX_LENGTH {
        return Err(NoHead::NotNumeric);
    }
    Ok(measured)
}

/// Whether an unknown word may stand after a magnitude: no lone letter, nothing that reads as
/// a unit, no second magnitude (`10k/100k` is a name), nothing that changes when it is read again.
fn is_qualifier(kind: SymbolKind, word: &str) -> bool {
    let is_lone = word.chars().count() < 2 || ratings::is_lone_unit(word) || Unit::is_spelled(word);
    let is_magnitude = || head::read(kind, word).is_ok_and(|head| !head.is_bare);
    let is_unit = head::continues_with(kind, word);
    !is_lone && !is_unit && !is_magnitude() && normalized(word) == word && folded(word) == word
}

/// One spelling of look-alikes (both µ and both Ω, full-width digits), trimmed.
fn normalized(text: &str) -> String {
    let unified = compatible(text);
    unified.replace("+/-", "\u{b1}").replace('\u{2044}', "/").trim().to_owned()
}

/// Small letters and single spaces: how names and words are compared.
fn folded(text: &str) -> String {
    let unified = compatible(&text.to_lowercase());
    unified.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Value {
    /// What the database compares: equal for every notation of one value, different for different
    /// values; `None` where there is no identity. Without ratings, which are requirements.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Empty | Self::Label(_) => None,
            Self::Measured(measured) => Some(measured.key()),
            Self::Name(name) => Some(format!("name:{}", folded(&name.0))),
        }
    }

    /// What is stated beside the magnitude; nothing for all but measured values.
    #[must_use]
    pub const fn ratings(&self) -> &Ratings {
        static NONE: Ratings = Ratings::NONE;
        match self {
            Self::Measured(measured) => &measured.ratings,
            Self::Empty | Self::Name(_) | Self::Label(_) => &NONE,
        }
    }
}

impl Measured {
    /// The magnitude in whole units: 4700 for `4k7`.
    #[must_use]
    pub const fn magnitude(&self) -> Decimal {
        self.magnitude
    }

    /// What it is counted in.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    /// A potentiometer's taper, where stated.
    #[must_use]
    pub const fn taper(&self) -> Option<Taper> {
        self.taper
    }

    /// What is stated beside the magnitude.
    #[must_use]
    pub const fn ratings(&self) -> &Ratings {
        &self.ratings
    }

    fn key(&self) -> String {
        let taper = self.taper.map(|taper| format!(":{}", taper.letter())).unwrap_or_default();
        format!("value:{}{}{taper}", self.magnitude, self.unit.name())
    }

    /// The largest multiplier that leaves at least 1 before the point, or else the smallest that
    /// there is; none between 1 and a thousand, nor for parts of an ohm, which are written `0.1R`.
    fn printed_multiplier(&self) -> Option<Multiplier> {
        let reaches = |power: i8| Decimal::new(1, i32::from(power)).is_some_and(|one| self.magnitude >= one);
        let multipliers = self.unit.multipliers();
        if self.magnitude.is_zero() {
            return None;
        }
        if reaches(0) {
            return multipliers.iter().copied().find(|m| m.exponent() > 0 && reaches(m.exponent()));
        }
        if self.unit == Unit::Ohm {
            return None;
        }
        let mut fractions = multipliers.iter().copied().filter(|m| m.exponent() < 0);
        let smallest = fractions.clone().next_back();
        fractions.find(|m| reaches(m.exponent())).or(smallest)
    }

    /// The magnitude as makers write it: `4.7k`, `100n`, `470R`.
    fn printed_magnitude(&self) -> String {
        let multiplier = self.printed_multiplier();
        let places = multiplier.map_or(0, |multiplier| -multiplier.exponent());
        // Magnitudes that were read are far from the ends of the exponent's range.
        let number = self.magnitude.shifted(places).unwrap_or(self.magnitude);
        let letter = multiplier.map_or("", Multiplier::letter);
        format!("{number}{letter}{}", self.unit.printed(multiplier))
    }
}

impl Name {
    /// The name as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.taper {
            Some(taper) => write!(f, "{}{}", taper.letter(), self.printed_magnitude().replace('k', "K"))?,
            None => f.write_str(&self.printed_magnitude())?,
        }
        if self.ratings.is_empty() { Ok(()) } else { write!(f, " {}", self.ratings) }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Measured(measured) => measured.fmt(f),
            Self::Name(name) => f.write_str(&name.0),
            Self::Label(label) => f.write_str(label),
        }
    }
}
