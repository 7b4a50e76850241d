//! A version's BOM with what its lines mean.

use super::VersionHead;
use crate::domain::ids::{OwnLineId, PartId};
use crate::domain::live::Seen;
use crate::domain::matching::{BomLine, Reason, Resolution};
use crate::domain::money::Money;
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that the page of a BOM shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomPage {
    /// Whose BOM it is.
    pub head: VersionHead,
    /// Where and when it was read; none where the version was never synced.
    pub bom: Option<BomHead>,
    /// Its lines.
    pub lines: Vec<VersionLine>,
    /// What the version needs beside them.
    pub own_lines: Vec<OwnLine>,
    /// Every part that lines name or could be, and own lines.
    pub parts: BTreeMap<PartId, BomPart>,
    /// The newest event when all this was read.
    pub seen: i64,
}

impl Seen for BomPage {
    fn seen(&self) -> i64 {
        self.seen
    }

    fn told_until(self, event: i64) -> Self {
        Self { seen: event, ..self }
    }
}

/// Where and when a BOM was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomHead {
    /// The commit, where it came from git.
    pub commit: Option<String>,
    /// The file.
    pub path: Option<String>,
    /// When.
    pub at: Timestamp,
    /// What reading it gave rise to.
    pub warnings: Vec<String>,
}

/// A line with what it means and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    /// As it was read.
    pub line: BomLine,
    /// What it means, implicit parts last.
    pub meanings: Vec<Resolution>,
    /// Left out of every build of the version, by a person's word.
    pub left_out: bool,
    /// Whether a match of it can be remembered for the whole workspace.
    pub can_be_remembered: bool,
    /// What a new part made from it would be.
    pub new_part: Option<NewPart>,
}

/// What a part that is made from a line starts as.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPart {
    /// Its name for people.
    pub name: String,
    /// Reference prefix.
    pub symbol: String,
    /// The value as written.
    pub value: String,
    /// The package of the line's footprint, where that is known.
    pub package: String,
    /// The maker's number.
    pub mpn: String,
    /// Who makes it.
    pub manufacturer: String,
}

/// A line of the version beside its BOM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLine {
    /// Which.
    pub id: OwnLineId,
    /// The part.
    pub part: PartId,
    /// Pieces for one piece of the version.
    pub quantity: Quantity,
    /// A person's note.
    pub note: String,
}

/// A part as a BOM's page mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BomPart {
    /// Its name for programs.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Value, package and number, small beneath the name.
    pub detail: String,
    /// Pieces that are free.
    pub free: Quantity,
    /// The lowest price of one piece that is known.
    pub price: Option<Money>,
    /// Made for an unknown vendor number, to be filled in.
    pub placeholder: bool,
    /// Whether it is a bare board.
    pub board: bool,
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineStanding {
    /// It counts, and is no part.
    Unmatched,
    /// It is a part.
    Matched,
    /// It stays empty, as the file says.
    DoNotPopulate,
    /// It is left out of every build, as a person said.
    LeftOut,
    /// It is no part, as a person said.
    Ignored,
}

/// Which lines of a BOM are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineFilter {
    /// All of them.
    #[default]
    All,
    /// Those without a part.
    Unmatched,
    /// Those that count only where a build asks for them.
    Optional,
    /// Those that are not built with.
    NotBuilt,
}

impl LineFilter {
    /// Each, in the order shown.
    pub const EACH: [Self; 4] = [Self::All, Self::Unmatched, Self::Optional, Self::NotBuilt];

    /// How it is called in an address; `None` for all.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Unmatched => Some("unmatched"),
            Self::Optional => Some("optional"),
            Self::NotBuilt => Some("not-built"),
        }
    }

    /// The one of that key; all where there is none.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::EACH.into_iter().find(|filter| filter.key() == Some(key)).unwrap_or_default()
    }

    /// Whether it shows a line.
    #[must_use]
    pub fn shows(self, line: &VersionLine) -> bool {
        match self {
            Self::All => true,
            Self::Unmatched => line.standing() == LineStanding::Unmatched,
            Self::Optional => line.line.optional,
            Self::NotBuilt => !matches!(line.standing(), LineStanding::Unmatched | LineStanding::Matched),
        }
    }
}

/// How many lines stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BomTally {
    /// All.
    pub lines: usize,
    /// Those that are a part.
    pub matched: usize,
    /// Those that count and are no part.
    pub unmatched: usize,
    /// Those that are optional.
    pub optional: usize,
    /// Those that are not built with: do not populate, left out, ignored.
    pub not_built: usize,
}

impl VersionLine {
    /// What it is by itself, without what comes with it.
    pub fn own_meanings(&self) -> impl Iterator<Item = &Resolution> {
        self.meanings.iter().filter(|meaning| !meaning.implicit)
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> LineStanding {
        if self.own_meanings().all(|meaning| meaning.ignored) {
            return LineStanding::Ignored;
        }
        if self.line.do_not_populate {
            return LineStanding::DoNotPopulate;
        }
        if self.left_out {
            return LineStanding::LeftOut;
        }
        let lacks = self.own_meanings().any(|meaning| meaning.part.is_none() && !meaning.ignored);
        if lacks { LineStanding::Unmatched } else { LineStanding::Matched }
    }

    /// How people call it: its first reference, else `#` and its number.
    #[must_use]
    pub fn called(&self) -> String {
        self.line.references.first().cloned().unwrap_or_else(|| format!("#{}", self.line.line))
    }

    /// Whether it holds all of these words, in whatever cell.
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        if words.trim().is_empty() {
            return true;
        }
        let line = &self.line;
        let cells = [&line.value, &line.footprint, &line.vendor, &line.item_number, &line.manufacturer];
        let more = [&line.mpn, &line.description, &line.note];
        let references = line.references.iter();
        let all: Vec<String> =
            cells.into_iter().chain(more).chain(references).map(|cell| cell.to_lowercase()).collect();
        words.to_lowercase().split_whitespace().all(|word| all.iter().any(|cell| cell.contains(word)))
    }
}

impl BomPage {
    /// How many lines stand how.
    #[must_use]
    pub fn tally(&self) -> BomTally {
        let mut tally = BomTally { lines: self.lines.len(), ..BomTally::default() };
        for line in &self.lines {
            tally.optional += usize::from(line.line.optional);
            match line.standing() {
                LineStanding::Unmatched => tally.unmatched += 1,
                LineStanding::Matched => tally.matched += 1,
                LineStanding::DoNotPopulate | LineStanding::LeftOut | LineStanding::Ignored => {
                    tally.not_built += 1;
                }
            }
        }
        tally
    }

    /// Whether a bare board is among the own lines.
    #[must_use]
    pub fn has_board(&self) -> bool {
        self.own_lines.iter().filter_map(|own| self.parts.get(&own.part)).any(|part| part.board)
    }
}

const fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Decision => "you said so",
        Reason::Remembered => "always matched so",
        Reason::VendorNumber => "by the vendor\u{2019}s number",
        Reason::Mpn => "by the maker\u{2019}s number",
        Reason::Requirement => "by value and package",
        Reason::Implicit => "comes with it",
        Reason::Bundle => "as imported",
        Reason::Ignored => "no part, you said",
        Reason::None => "nothing fits",
    }
}

impl LineStanding {
    /// Its word on screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unmatched => "no part",
            Self::Matched => "has a part",
            Self::DoNotPopulate => "do not populate",
            Self::LeftOut => "left out",
            Self::Ignored => "ignored",
        }
    }
}

impl Resolution {
    /// Why it is what it is, in a maker's words.
    #[must_use]
    pub const fn why(&self) -> &'static str {
        why(self.reason)
    }
}

/// Whether a part's name, description or tags say that it is a bare board.
#[must_use]
pub fn is_board(texts: &[&str]) -> bool {
    const WORDS: [&str; 5] = ["board", "boards", "pcb", "pcbs", "platine"];
    texts.iter().any(|text| {
        let text = text.to_lowercase();
        text.split(|letter: char| !letter.is_alphanumeric()).any(|word| WORDS.contains(&word))
    })
}
