//! What people said about lines: for one version, and for the whole workspace.

use super::line::LineKey;
use crate::domain::ids::PartId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One word about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// It is this part; without one, an earlier word is taken back and remembered matches keep silent.
    Match(Option<PartId>),
    /// This part is used in its place; without one, an earlier word is taken back.
    Substitute(Option<PartId>),
    /// It is left out of every build of the version.
    LeaveOut,
    /// It is no part at all (a mounting hole).
    Ignore,
}

/// A word with what it is tied to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whose line.
    pub whose: LineKey,
    /// What was said.
    pub word: Word,
}

/// A part, nothing on purpose, or no word at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Nobody said anything.
    #[default]
    Silent,
    /// Somebody said: none.
    Nothing,
    /// Somebody chose this.
    Part(PartId),
}

/// All that was said about one reference or line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Said {
    /// What it is.
    pub matched: Choice,
    /// What is used in its place.
    pub substitute: Choice,
    /// It is left out of every build.
    pub left_out: bool,
    /// It is no part.
    pub ignored: bool,
}

/// The decisions of one version.
#[derive(Debug, Clone, Default)]
pub struct Decisions(HashMap<LineKey, Said>);

impl Choice {
    fn of(part: Option<PartId>) -> Self {
        part.map_or(Self::Nothing, Self::Part)
    }

    /// The part that was chosen.
    #[must_use]
    pub const fn part(self) -> Option<PartId> {
        match self {
            Self::Part(part) => Some(part),
            Self::Silent | Self::Nothing => None,
        }
    }
}

impl Decisions {
    /// What was said about it; silence if nothing.
    #[must_use]
    pub fn about(&self, whose: &LineKey) -> Said {
        self.0.get(whose).copied().unwrap_or_default()
    }
}

impl FromIterator<Decision> for Decisions {
    fn from_iter<I: IntoIterator<Item = Decision>>(decisions: I) -> Self {
        let mut said: HashMap<LineKey, Said> = HashMap::new();
        for Decision { whose, word } in decisions {
            let about = said.entry(whose).or_default();
            match word {
                Word::Match(part) => about.matched = Choice::of(part),
                Word::Substitute(part) => about.substitute = Choice::of(part),
                Word::LeaveOut => about.left_out = true,
                Word::Ignore => about.ignored = true,
            }
        }
        Self(said)
    }
}

/// What a match is remembered by in the whole workspace: only what means the same everywhere, never
/// a panel label.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RememberedKey {
    /// A vendor's number.
    VendorNumber(String),
    /// A manufacturer's number.
    Mpn(String),
    /// A parsed electrical value in a body.
    Value(String),
}

/// A match that holds in the whole workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// What it is told by.
    pub key: RememberedKey,
    /// What it is.
    pub part: PartId,
}

impl RememberedKey {
    /// The key of a vendor's number; letter case and outer spaces don't count.
    #[must_use]
    pub fn vendor_number(vendor: &str, number: &str) -> Option<Self> {
        let number = folded(number);
        (!number.is_empty())
            .then(|| Self::VendorNumber(format!("{} {number}", folded(vendor)).trim().to_owned()))
    }

    /// The key of a manufacturer's number.
    #[must_use]
    pub fn mpn(mpn: &str) -> Option<Self> {
        let mpn = folded(mpn);
        (!mpn.is_empty()).then_some(Self::Mpn(mpn))
    }

    /// Its kind's name in the store and in bundles.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::VendorNumber(_) => "vendor_number",
            Self::Mpn(_) => "mpn",
            Self::Value(_) => "value",
        }
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::VendorNumber(text) | Self::Mpn(text) | Self::Value(text) => text,
        }
    }

    /// The key of that kind and text.
    #[must_use]
    pub fn from_parts(kind: &str, text: String) -> Option<Self> {
        match kind {
            "vendor_number" => Some(Self::VendorNumber(text)),
            "mpn" => Some(Self::Mpn(text)),
            "value" => Some(Self::Value(text)),
            _ => None,
        }
    }
}

/// How names and numbers are compared: without outer spaces and letter case.
pub(super) fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}
