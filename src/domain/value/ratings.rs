//! What a value states beside its magnitude: tolerance, voltage, power, material. On a BOM line these
//! are requirements; on a part, what it offers.

use super::decimal::Decimal;
use super::head::{SEPARATORS, read_number};
use super::unit::Taper;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How far a part may be off, in percent of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tolerance(Decimal);

/// A ceramic's code: `X7R`, `C0G` (which is `NP0` too).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dielectric(String);

/// What a capacitor is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Technology {
    /// Ceramic, of any dielectric.
    Ceramic,
    /// Aluminium electrolytic.
    Electrolytic,
    /// Tantalum.
    Tantalum,
    /// Polymer.
    Polymer,
    /// Film of any plastic.
    Film,
    /// Polyester film (MKT).
    Polyester,
    /// Polypropylene film (MKP).
    Polypropylene,
    /// Polystyrene film.
    Polystyrene,
    /// Mica.
    Mica,
}

/// Everything that is stated beside the magnitude; `None` and empty where nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ratings {
    /// At most so far off.
    pub tolerance: Option<Tolerance>,
    /// In volts, DC.
    pub voltage: Option<Decimal>,
    /// In watts.
    pub power: Option<Decimal>,
    /// In amperes.
    pub current: Option<Decimal>,
    /// A ceramic's code.
    pub dielectric: Option<Dielectric>,
    /// The material.
    pub technology: Option<Technology>,
    /// Words that we know nothing about, in small letters: `box`, `105°c`.
    pub words: BTreeSet<String>,
}

/// What one word states.
enum Statement {
    Tolerance(Tolerance),
    Voltage(Decimal),
    Power(Decimal),
    Current(Decimal),
    Dielectric(Dielectric),
    Technology(Technology),
}

impl Ratings {
    /// Nothing stated.
    pub const NONE: Self = Self {
        tolerance: None,
        voltage: None,
        power: None,
        current: None,
        dielectric: None,
        technology: None,
        words: BTreeSet::new(),
    };

    /// The ratings that a part's own field states: `35V`, `1/4W X7R`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = super::normalized(text);
        let mut ratings = Self::default();
        for word in words(&text) {
            ratings.add(word);
        }
        ratings
    }

    /// What a part offers: its separate fields first, and what its value says where they are silent.
    #[must_use]
    pub fn of_part(value: &Self, tolerance: Option<&str>, rating: Option<&str>) -> Self {
        let tolerance = tolerance.and_then(|text| text.parse().ok());
        let rating = rating.map(Self::parse).unwrap_or_default();
        Self { tolerance, ..Self::NONE }.merged(&rating).merged(value)
    }

    /// These, completed with what only `other` states.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        self.tolerance = self.tolerance.or(other.tolerance);
        self.voltage = self.voltage.or(other.voltage);
        self.power = self.power.or(other.power);
        self.current = self.current.or(other.current);
        self.dielectric = self.dielectric.or_else(|| other.dielectric.clone());
        self.technology = self.technology.or(other.technology);
        self.words.extend(other.words.iter().cloned());
        self
    }

    /// These without the word that only names the body once more (`10k 0805`), which every part in
    /// that body has.
    #[must_use]
    pub fn beyond_body(mut self, package: Option<&str>) -> Self {
        if let Some(name) = package {
            self.words.remove(&super::folded(name));
        }
        self
    }

    /// Whether nothing is stated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }

    /// Whether a part with these ratings will do where `required` is asked for.
    ///
    /// What `required` doesn't state may be anything; what it states and `self` doesn't, fails.
    #[must_use]
    pub fn satisfies(&self, required: &Self) -> bool {
        meets(self.tolerance, required.tolerance, |offered, wanted| offered <= wanted)
            && meets(self.voltage, required.voltage, |offered, wanted| offered >= wanted)
            && meets(self.power, required.power, |offered, wanted| offered >= wanted)
            && meets(self.current, required.current, |offered, wanted| offered >= wanted)
            && meets(self.dielectric.as_ref(), required.dielectric.as_ref(), |offered, wanted| {
                offered == wanted
            })
            && meets(self.material(), required.material(), Technology::is_a)
            && required.words.is_subset(&self.words)
    }

    /// The technology, which a dielectric's code implies.
    fn material(&self) -> Option<Technology> {
        self.technology.or_else(|| self.dielectric.as_ref().map(|_| Technology::Ceramic))
    }

    /// Takes in what the word states. Of two statements that differ the second is kept as a word;
    /// `NP0/C0G` is one statement made twice.
    fn add(&mut self, word: String) {
        fn fill<T: PartialEq>(slot: &mut Option<T>, stated: T) -> bool {
            match slot {
                Some(earlier) => *earlier == stated,
                None => {
                    *slot = Some(stated);
                    true
                }
            }
        }
        let taken = match Statement::of(&word) {
            Some(Statement::Tolerance(tolerance)) => fill(&mut self.tolerance, tolerance),
            Some(Statement::Voltage(volts)) => fill(&mut self.voltage, volts),
            Some(Statement::Power(watts)) => fill(&mut self.power, watts),
            Some(Statement::Current(amperes)) => fill(&mut self.current, amperes),
            Some(Statement::Dielectric(code)) => fill(&mut self.dielectric, code),
            Some(Statement::Technology(technology)) => fill(&mut self.technology, technology),
            None => false,
        };
        if !taken {
            self.words.insert(word);
        }
    }
}

fn meets<T>(offered: Option<T>, wanted: Option<T>, suffices: impl Fn(T, T) -> bool) -> bool {
    match (offered, wanted) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(offered), Some(wanted)) => suffices(offered, wanted),
    }
}

/// What follows a head: ratings, a taper in words (where `has_taper`), and whether words are left
/// that say nothing to us. `None` where two tapers contradict each other.
pub(super) fn read(text: &str, has_taper: bool) -> Option<(Ratings, Option<Taper>)> {
    let mut ratings = Ratings::default();
    let mut taper = None;
    let mut words = words(text).into_iter().peekable();
    while let Some(word) = words.next() {
        let stated = match words.peek().and_then(|next| Taper::of_word(next)) {
            Some(Taper::Log) if Taper::reverses(&word) => Some(Taper::ReverseLog),
            _ => None,
        };
        let stated = if stated.is_some() && has_taper {
            words.next();
            stated
        } else {
            Taper::of_word(&word).filter(|_| has_taper)
        };
        match (stated, taper) {
            (None, _) => ratings.add(word),
            (Some(stated), Some(earlier)) if stated != earlier => return None,
            (Some(stated), _) => taper = Some(stated),
        }
    }
    Some((ratings, taper))
}

/// The words of normalised text, in small letters.
///
/// A comma between digits is a decimal one, `1/4W` and `1/4 W` are one word, a percent sign ends a
/// word, a plus-minus sign begins one, and a space parts neither a unit (`1 %`) nor a plus-minus sign
/// from its number.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
        if rest.is_empty() {
            return words;
        }
        let (word, after) = rest.split_at_checked(word_end(rest)).unwrap_or((rest, ""));
        rest = after;
        // Only `1/4 W` has a space within.
        let word = super::folded(word).replace(' ', "");
        match words.last_mut() {
            Some(number) if is_lone_unit(&word) && is_number(number) => number.push_str(&word),
            Some(sign) if *sign == "\u{b1}" && is_percentage(&word) => sign.push_str(&word),
            _ => words.push(word),
        }
    }
}

/// Where the word that `text` begins with ends; more than 0.
fn word_end(text: &str) -> usize {
    if let Some(end) = fraction_of_watt_end(text) {
        return end;
    }
    let mut previous = '\0';
    for (at, character) in text.char_indices() {
        let next_is_digit =
            || text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let is_decimal_comma = character == ',' && previous.is_ascii_digit() && next_is_digit();
        let separates = character.is_whitespace() || SEPARATORS.contains(&character);
        if at > 0 && ((separates && !is_decimal_comma) || character == '\u{b1}' || previous == '%') {
            return at;
        }
        previous = character;
    }
    text.len()
}

/// Units that may stand apart from their number. As words of their own they say nothing.
pub(super) fn is_lone_unit(word: &str) -> bool {
    matches!(word, "%" | "v" | "vdc" | "kv" | "w" | "mw" | "a" | "ma")
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('\u{b1}').unwrap_or(word);
    matches!(read_number(digits), Ok((_, "")))
}

/// Whether the word may follow a plus-minus sign: a number, with or without its percent sign.
fn is_percentage(word: &str) -> bool {
    plain_number(word.strip_suffix('%').unwrap_or(word)).is_some()
}

impl Statement {
    /// What a word in small letters states.
    fn of(word: &str) -> Option<Self> {
        let number = word.strip_prefix('\u{b1}').unwrap_or(word);
        if let Some(percent) = number.strip_suffix('%') {
            return plain_number(percent).map(|percent| Self::Tolerance(Tolerance(percent)));
        }
        if let Some(volts) = volts(word) {
            return Some(Self::Voltage(volts));
        }
        if let Some(watts) = measured_in(word, "w", &[("m", -3), ("k", 3)]).or_else(|| fraction_of_watt(word))
        {
            return Some(Self::Power(watts));
        }
        if let Some(amperes) = measured_in(word, "a", &[("m", -3), ("u", -6), ("\u{3bc}", -6)]) {
            return Some(Self::Current(amperes));
        }
        Dielectric::of(word).map(Self::Dielectric).or_else(|| Technology::of(word).map(Self::Technology))
    }
}

fn volts(word: &str) -> Option<Decimal> {
    let word = word.strip_suffix("dc").unwrap_or(word);
    measured_in(word, "v", &[("k", 3)])
}

/// `35v`, `1kv`, `6v3`.
fn measured_in(word: &str, unit: &str, multipliers: &[(&str, i8)]) -> Option<Decimal> {
    if let Some(number) = word.strip_suffix(unit) {
        for (letter, places) in multipliers {
            if let Some(number) = number.strip_suffix(letter) {
                return plain_number(number)?.shifted(*places).and_then(sensible);
            }
        }
        return plain_number(number);
    }
    let (whole, fraction) = word.split_once(unit)?;
    if whole.is_empty() { None } else { Decimal::of_digits(whole, fraction).and_then(sensible) }
}

fn plain_number(text: &str) -> Option<Decimal> {
    match read_number(text) {
        Ok((number, "")) => sensible(number),
        _ => None,
    }
}

/// Numbers beyond a rating's range (a billionth to a million) are left as the words that they are.
fn sensible(number: Decimal) -> Option<Decimal> {
    let (lowest, highest) = (Decimal::new(1, -9)?, Decimal::new(1, 6)?);
    (number.is_zero() || (number >= lowest && number <= highest)).then_some(number)
}

/// Whether the text begins with a voltage and nothing else in its first word.
pub(super) fn begins_with_voltage(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.get(..word_end(text)).is_some_and(|word| volts(&super::folded(word)).is_some())
}

/// Whether `text` is `1/4W` rather than an ohm and four watts.
pub(super) fn begins_with_fraction_of_watt(text: &str) -> bool {
    fraction_of_watt_end(text).is_some()
}

/// Where a proper fraction of a watt at the beginning of `text` ends.
fn fraction_of_watt_end(text: &str) -> Option<usize> {
    let (numerator, rest) = text.split_once('/')?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let denominator = rest.get(..end)?;
    let is_small =
        |digits: &str| (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let is_proper = numerator.len() < denominator.len()
        || (numerator.len() == denominator.len() && numerator < denominator);
    let after = rest.get(end..)?.trim_start().strip_prefix(['W', 'w'])?;
    let ends = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    (is_small(numerator) && is_small(denominator) && is_proper && ends).then(|| text.len() - after.len())
}

/// The watts of `1/4w`, where they are a finite decimal.
fn fraction_of_watt(word: &str) -> Option<Decimal> {
    let (numerator, denominator) = word.strip_suffix('w')?.split_once('/')?;
    let (numerator, denominator): (u64, u64) = (numerator.parse().ok()?, denominator.parse().ok()?);
    // A denominator of three digits without other factors than 2 and 5 divides 10^9.
    let scaled = numerator.checked_mul(1_000_000_000)?;
    (scaled.checked_rem(denominator)? == 0).then_some(())?;
    Decimal::new(scaled.checked_div(denominator)?, -9).and_then(sensible)
}

impl Tolerance {
    /// A tolerance of so many percent.
    #[must_use]
    pub const fn percent(percent: Decimal) -> Self {
        Self(percent)
    }

    /// The percent.
    #[must_use]
    pub const fn get(self) -> Decimal {
        self.0
    }
}

/// A text that is no tolerance.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\u{201c}{0}\u{201d} is not a tolerance: percent are wanted, such as 1% or \u{b1}0.5%")]
pub struct ToleranceError(String);

impl std::str::FromStr for Tolerance {
    type Err = ToleranceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let normal = super::normalized(text);
        let number = normal.strip_prefix('\u{b1}').unwrap_or(&normal).trim_start();
        let number = number.strip_suffix('%').unwrap_or(number).trim_end();
        plain_number(number).map(Self).ok_or_else(|| ToleranceError(text.to_owned()))
    }
}

impl Dielectric {
    /// The dielectric of a word in small letters: an EIA code of class 2 or 3, or one of class 1.
    fn of(word: &str) -> Option<Self> {
        match word.as_bytes() {
            b"c0g" | b"cog" | b"np0" | b"npo" => Some(Self("C0G".to_owned())),
            b"u2j" | [b'x' | b'y' | b'z', b'2' | b'4'..=b'9', b'a'..=b'f' | b'l' | b'p' | b'r'..=b'v'] => {
                Some(Self(word.to_uppercase()))
            }
            _ => None,
        }
    }

    /// The code in capitals.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl Technology {
    /// The technology of a word in small letters.
    fn of(word: &str) -> Option<Self> {
        match word {
            "ceramic" | "cer" | "mlcc" | "kerko" => Some(Self::Ceramic),
            "electrolytic" | "elec" | "elko" | "elco" | "alu" | "aluminium" | "aluminum" => {
                Some(Self::Electrolytic)
            }
            "tant" | "tantalum" | "tantal" | "ta" => Some(Self::Tantalum),
            "polymer" => Some(Self::Polymer),
            "film" => Some(Self::Film),
            "polyester" | "mkt" | "mylar" => Some(Self::Polyester),
            "polypropylene" | "mkp" | "pp" => Some(Self::Polypropylene),
            "polystyrene" | "styroflex" => Some(Self::Polystyrene),
            "mica" => Some(Self::Mica),
            _ => None,
        }
    }

    /// Whether it is `wanted` or one sort of it.
    fn is_a(self, wanted: Self) -> bool {
        let is_film = matches!(self, Self::Polyester | Self::Polypropylene | Self::Polystyrene);
        self == wanted || (is_film && wanted == Self::Film)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Ceramic => "ceramic",
            Self::Electrolytic => "elko",
            Self::Tantalum => "Tant",
            Self::Polymer => "polymer",
            Self::Film => "film",
            Self::Polyester => "MKT",
            Self::Polypropylene => "MKP",
            Self::Polystyrene => "styroflex",
            Self::Mica => "mica",
        }
    }
}

impl std::fmt::Display for Tolerance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}%", self.0)
    }
}

impl std::fmt::Display for Ratings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stated = [
            self.voltage.map(|volts| format!("{volts}V")),
            self.tolerance.map(|tolerance| tolerance.to_string()),
            self.power.map(|watts| format!("{watts}W")),
            self.current.map(|amperes| format!("{amperes}A")),
            self.dielectric.as_ref().map(|dielectric| dielectric.0.clone()),
            self.technology.map(|technology| technology.name().to_owned()),
        ];
        let words: Vec<String> = stated.into_iter().flatten().chain(self.words.iter().cloned()).collect();
        f.write_str(&words.join(" "))
    }
}
