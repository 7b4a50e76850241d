//! Units, their multipliers, and tapers: how each is written and printed.

use serde::{Deserialize, Serialize};

/// What a magnitude is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Ω
    Ohm,
    /// F
    Farad,
    /// H
    Henry,
    /// Hz
    Hertz,
    /// V, of a Zener diode.
    Volt,
    /// A, of a fuse.
    Ampere,
    /// A bare number where custom has no default: a capacitor's `100`.
    Unknown,
}

/// How a potentiometer's resistance follows its knob.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taper {
    /// `A`: logarithmic, audio.
    Log,
    /// `B`: linear.
    Linear,
    /// `C`: reverse logarithmic.
    ReverseLog,
}

/// A power of ten before a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Multiplier {
    Pico,
    Nano,
    Micro,
    Milli,
    Kilo,
    Mega,
    Giga,
}

impl Multiplier {
    /// Longer spellings first. `m` and `M` differ; the others do not care.
    const SPELLINGS: [(&'static str, Self); 18] = [
        ("Mega", Self::Mega),
        ("mega", Self::Mega),
        ("MEGA", Self::Mega),
        ("Meg", Self::Mega),
        ("meg", Self::Mega),
        ("MEG", Self::Mega),
        ("p", Self::Pico),
        ("P", Self::Pico),
        ("n", Self::Nano),
        ("N", Self::Nano),
        ("u", Self::Micro),
        ("U", Self::Micro),
        // U+03BC, which NFKC makes of U+00B5 too.
        ("\u{3bc}", Self::Micro),
        ("m", Self::Milli),
        ("M", Self::Mega),
        ("G", Self::Giga),
        ("k", Self::Kilo),
        ("K", Self::Kilo),
    ];

    /// The multiplier that `text` begins with, and what follows it.
    pub(super) fn read(text: &str) -> Option<(Self, &str)> {
        Self::SPELLINGS
            .iter()
            .find_map(|(spelling, multiplier)| Some((*multiplier, text.strip_prefix(spelling)?)))
    }

    pub(super) const fn exponent(self) -> i8 {
        match self {
            Self::Pico => -12,
            Self::Nano => -9,
            Self::Micro => -6,
            Self::Milli => -3,
            Self::Kilo => 3,
            Self::Mega => 6,
            Self::Giga => 9,
        }
    }

    pub(super) const fn letter(self) -> &'static str {
        match self {
            Self::Pico => "p",
            Self::Nano => "n",
            Self::Micro => "u",
            Self::Milli => "m",
            Self::Kilo => "k",
            Self::Mega => "M",
            Self::Giga => "G",
        }
    }
}

impl Unit {
    /// Its name in a key.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ohm => "ohm",
            Self::Farad => "F",
            Self::Henry => "H",
            Self::Hertz => "Hz",
            Self::Volt => "V",
            Self::Ampere => "A",
            Self::Unknown => "?",
        }
    }

    /// The spellings, longer first; matched without regard to ASCII case.
    const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Ohm => &["ohms", "ohm", "\u{3a9}", "r"],
            Self::Farad => &["f"],
            Self::Henry => &["h"],
            Self::Hertz => &["hz"],
            Self::Volt => &["v"],
            Self::Ampere => &["a"],
            Self::Unknown => &[],
        }
    }

    /// Whether the word is how any unit is written; such a word is no qualifier.
    pub(super) fn is_spelled(word: &str) -> bool {
        [Self::Ohm, Self::Farad, Self::Henry, Self::Hertz, Self::Volt, Self::Ampere]
            .iter()
            .any(|unit| unit.read(word).is_some_and(str::is_empty))
    }

    /// What follows this unit, where `text` begins with it.
    pub(super) fn read(self, text: &str) -> Option<&str> {
        self.spellings().iter().find_map(|spelling| {
            let (start, rest) = text.split_at_checked(spelling.len())?;
            start.eq_ignore_ascii_case(spelling).then_some(rest)
        })
    }

    /// What follows the single letter that stands for the decimal point of this unit: `4R7`, `5V1`.
    pub(super) fn read_point(self, text: &str) -> Option<&str> {
        let letters: &[char] = match self {
            Self::Ohm => &['R', 'r', '\u{3a9}'],
            Self::Farad => &['F'],
            Self::Henry => &['H'],
            Self::Volt => &['V', 'v'],
            Self::Ampere => &['A'],
            Self::Hertz | Self::Unknown => &[],
        };
        text.strip_prefix(letters)
    }

    /// The multipliers that this unit is written and printed with, larger first.
    ///
    /// Farads have no milli and no mega: `mF` and `4700M` have meant microfarads to some.
    pub(super) const fn multipliers(self) -> &'static [Multiplier] {
        match self {
            Self::Ohm => {
                &[Multiplier::Giga, Multiplier::Mega, Multiplier::Kilo, Multiplier::Milli, Multiplier::Micro]
            }
            Self::Farad => &[Multiplier::Micro, Multiplier::Nano, Multiplier::Pico],
            Self::Henry => &[Multiplier::Milli, Multiplier::Micro, Multiplier::Nano, Multiplier::Pico],
            Self::Hertz => &[Multiplier::Giga, Multiplier::Mega, Multiplier::Kilo],
            Self::Volt | Self::Ampere => &[Multiplier::Kilo, Multiplier::Milli],
            Self::Unknown => &[],
        }
    }

    /// The letters after the number when it is printed: always there without a multiplier, and with
    /// one only where custom wants them (`100n`, `16MHz`).
    pub(super) const fn printed(self, multiplier: Option<Multiplier>) -> &'static str {
        match (self, multiplier) {
            (Self::Ohm, None) => "R",
            (Self::Farad, None) => "F",
            (Self::Henry, None) => "H",
            (Self::Ohm | Self::Farad | Self::Henry, Some(_)) | (Self::Unknown, _) => "",
            (Self::Hertz, _) => "Hz",
            (Self::Volt, _) => "V",
            (Self::Ampere, _) => "A",
        }
    }
}

impl Taper {
    /// The taper of a letter as pot makers print it.
    pub(super) const fn of_letter(letter: char) -> Option<Self> {
        match letter {
            'A' | 'a' => Some(Self::Log),
            'B' | 'b' => Some(Self::Linear),
            'C' | 'c' => Some(Self::ReverseLog),
            _ => None,
        }
    }

    /// The taper of a word in small letters, which may be abbreviated with a point (`lin.`).
    pub(super) fn of_word(word: &str) -> Option<Self> {
        let word = word.strip_suffix('.').unwrap_or(word);
        match word {
            "lin" | "linear" => Some(Self::Linear),
            "log" | "logarithmic" | "audio" => Some(Self::Log),
            "revlog" | "rev-log" | "reverse-log" | "antilog" | "anti-log" => Some(Self::ReverseLog),
            _ => Self::of_letter(word.chars().next()?).filter(|_| word.len() == 1),
        }
    }

    /// Whether the word makes the `log` after it a reverse one.
    pub(super) fn reverses(word: &str) -> bool {
        matches!(word, "rev" | "rev." | "reverse" | "reversed" | "anti" | "inverse")
    }

    /// The letter that stands for it.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Log => 'A',
            Self::Linear => 'B',
            Self::ReverseLog => 'C',
        }
    }
}
