//! Reference prefixes (`R`, `C`, `SW`), and what they say about a value.

use super::unit::Unit;
use serde::{Deserialize, Serialize};

/// What a reference begins with, in capitals: `R`, `RV`, `C`, `U`, `J`, `SW`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Symbol(String);

/// What sort of part a symbol stands for, as far as reading its value needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SymbolKind {
    /// R, RN, RT, FB …: a value in ohms.
    Resistor,
    /// RV, VR, POT: ohms with a taper, or the label of a knob.
    Potentiometer,
    /// C, CP …
    Capacitor,
    /// L
    Inductor,
    /// D, Z, LED: a name, or a Zener's voltage.
    Diode,
    /// Q, T
    Transistor,
    /// U, IC
    IntegratedCircuit,
    /// J, P, CN …: connectors, whose value is a label.
    Jack,
    /// SW, S: its value is a label.
    Switch,
    /// Y, X: a frequency.
    Crystal,
    /// F: a current.
    Fuse,
    /// Everything else: names only.
    Other,
}

impl Symbol {
    /// The symbol that `text` spells, whatever its case.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_uppercase())
    }

    /// The symbol of a reference: `RV` of `RV12`, `R` of `R?`, `SW` of `SW_A1`.
    #[must_use]
    pub fn of_reference(reference: &str) -> Self {
        let ends = |c: char| c.is_ascii_digit() || c == '?' || c == '_';
        Self::new(reference.trim().trim_start_matches('_').split(ends).next().unwrap_or_default())
    }

    /// The prefix as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both stand for the same sort of part: `U` and `IC` do; a resistor network (`RN`) or a
    /// ferrite bead (`FB`) is read like a resistor, but is none.
    #[must_use]
    pub fn is_same_sort(&self, other: &Self) -> bool {
        let has_other_sorts = matches!(other.kind(), SymbolKind::Resistor | SymbolKind::Other);
        self == other || (!has_other_sorts && self.kind() == other.kind())
    }

    /// What sort of part it stands for.
    ///
    /// R*, C* and L* are resistors, capacitors and inductors, but for those that custom took for
    /// something else.
    #[must_use]
    pub fn kind(&self) -> SymbolKind {
        match self.0.as_str() {
            "RV" | "VR" | "POT" | "RPOT" => SymbolKind::Potentiometer,
            "J" | "JK" | "P" | "PL" | "CN" | "CON" | "CONN" => SymbolKind::Jack,
            "S" | "SW" => SymbolKind::Switch,
            "D" | "Z" | "ZD" | "DZ" | "VD" | "LED" | "CR" => SymbolKind::Diode,
            "Q" | "T" | "TR" | "VT" => SymbolKind::Transistor,
            "U" | "IC" => SymbolKind::IntegratedCircuit,
            "Y" | "X" | "XTAL" => SymbolKind::Crystal,
            "F" => SymbolKind::Fuse,
            "FB" | "TH" | "NTC" | "PTC" => SymbolKind::Resistor,
            "RL" | "RLY" | "RY" | "RELAY" | "CB" | "CABLE" => SymbolKind::Other,
            "LA" | "LCD" | "LD" | "LP" | "LS" => SymbolKind::Other,
            other => match other.chars().next() {
                Some('R') => SymbolKind::Resistor,
                Some('C') => SymbolKind::Capacitor,
                Some('L') => SymbolKind::Inductor,
                _ => SymbolKind::Other,
            },
        }
    }
}

impl SymbolKind {
    /// The only unit that a value of this kind can have; `None` where values are names.
    pub(super) const fn unit(self) -> Option<Unit> {
        match self {
            Self::Resistor | Self::Potentiometer => Some(Unit::Ohm),
            Self::Capacitor => Some(Unit::Farad),
            Self::Inductor => Some(Unit::Henry),
            Self::Crystal => Some(Unit::Hertz),
            Self::Diode => Some(Unit::Volt),
            Self::Fuse => Some(Unit::Ampere),
            Self::Transistor | Self::IntegratedCircuit | Self::Jack | Self::Switch | Self::Other => None,
        }
    }

    /// The unit of a number with a multiplier only, such as `100n`.
    ///
    /// A diode's and a fuse's number without its unit is a name (`4148`).
    pub(super) const fn implied_unit(self) -> Option<Unit> {
        match self {
            Self::Diode | Self::Fuse => None,
            _ => self.unit(),
        }
    }

    /// The unit of a bare number: ohms, or nobody knows (a capacitor's `100` may be pF or a code).
    pub(super) const fn bare_unit(self) -> Option<Unit> {
        match self.implied_unit() {
            Some(Unit::Ohm) => Some(Unit::Ohm),
            Some(_) => Some(Unit::Unknown),
            None => None,
        }
    }

    /// Whether `u1` and `R47` are values; on a knob, `M1` and `R2` are labels.
    pub(super) const fn may_begin_with_letter(self) -> bool {
        matches!(self, Self::Resistor | Self::Capacitor | Self::Inductor)
    }

    /// Whether a taper may be stated.
    pub(super) const fn has_taper(self) -> bool {
        matches!(self, Self::Resistor | Self::Potentiometer)
    }

    /// Whether text that parses as nothing is what the panel says, rather than a name.
    pub(super) const fn is_labelled(self) -> bool {
        matches!(self, Self::Jack | Self::Switch | Self::Potentiometer)
    }
}

impl From<String> for Symbol {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<Symbol> for String {
    fn from(symbol: Symbol) -> Self {
        symbol.0
    }
}

impl std::fmt::Display for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
