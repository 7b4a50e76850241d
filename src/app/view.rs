//! What the pages show, as plain data: whoever has the numbers fills these in, and no page asks
//! where they came from. Nothing here computes.

use crate::api::boxes::{CheckBox, Chosen};
use crate::domain::clearing::{Absence, NeedState};
use std::sync::Arc;

/// How serious something is: the one meaning of each colour. Never shown without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Says nothing in particular.
    #[default]
    Quiet,
    /// Red: missing or late.
    Missing,
    /// Amber: waiting for something that is on its way.
    Waiting,
    /// Green: clear.
    Clear,
    /// Blue: a stand-in is used.
    StandIn,
}

/// A state in a word, with its colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The colour.
    pub tone: Tone,
    /// The word, such as "2 parts missing".
    pub word: String,
}

impl Status {
    /// A state in a word.
    pub fn new(tone: Tone, word: impl Into<String>) -> Self {
        Self { tone, word: word.into() }
    }
}

/// Text that may lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
}

impl Piece {
    /// Text alone.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }

    /// Text that leads to `href`.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()) }
    }
}

/// What a term does to the sum that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Adds to what is needed.
    Plus,
    /// Covers some of it.
    Minus,
    /// What is left: the result.
    Equals,
    /// A remark without a number.
    Remark,
}

/// One row of an explanation: "− 10 free: 6 in Drawer 3, 4 in Box 12".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What the number does to the sum.
    pub sign: Sign,
    /// The number; `None` for a remark.
    pub number: Option<u64>,
    /// What it is made of, with links to it and to what would mend it.
    pub text: Vec<Piece>,
}

impl From<NeedState> for Tone {
    fn from(state: NeedState) -> Self {
        match state {
            NeedState::Ready => Self::Clear,
            NeedState::StandIn => Self::StandIn,
            NeedState::Waiting => Self::Waiting,
            NeedState::Missing | NeedState::Unmatched => Self::Missing,
            NeedState::NotCounted => Self::Quiet,
        }
    }
}

/// Whether something is part of a build, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Built {
    /// It is.
    In,
    /// Left out of this build.
    LeftOut,
    /// Optional, and not asked for.
    Optional,
    /// Never populated.
    NotPopulated,
}

impl Built {
    /// Why it is not, in a word.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::In => None,
            Self::LeftOut => Some(Absence::LeftOut.word()),
            Self::Optional => Some(Absence::Optional.word()),
            Self::NotPopulated => Some(Absence::DoNotPopulate.word()),
        }
    }
}

/// One need of a build: a part with everything that its lines ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedRow {
    /// Tells rows apart through edits.
    pub key: Arc<str>,
    /// Its check box; none where it cannot be left out or taken in by itself.
    pub check_box: Option<CheckBox>,
    /// Whether that is checked.
    pub checked: bool,
    /// The part's name.
    pub name: Arc<str>,
    /// What else tells it apart: package, ratings, "comes with DIP-14".
    pub detail: Arc<str>,
    /// Where it goes, as written: "R1–R8, R14".
    pub references: Arc<str>,
    /// Lines times quantity, plus spares.
    pub needed: u64,
    /// Reserved for this build.
    pub reserved: u64,
    /// Free for it.
    pub free: u64,
    /// Reserved for other builds.
    pub others: u64,
    /// What nothing covers now.
    pub missing: u64,
    /// Placed with a vendor and not here yet.
    pub on_the_way: u64,
    /// How it stands.
    pub state: NeedState,
    /// A few words beside it: "buy 10", "order 31 · Fri".
    pub next: Option<Status>,
    /// Whether it is part of the build, or why not.
    pub built: Built,
}

/// What a figure of the strip above a table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number as it is read, with its unit or currency: "$18.42".
    pub value: String,
    /// Its context: "2 missing · 1 on its way".
    pub note: String,
}

impl Figure {
    /// A number with its context.
    pub fn new(value: impl Into<String>, note: impl Into<String>) -> Self {
        Self { value: value.into(), note: note.into() }
    }
}

/// What a person may change about a build before saving it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuildEdit {
    /// How many are built.
    pub quantity: u64,
    /// What is left out, and what is taken in that is optional.
    pub chosen: Chosen,
}

/// What of a build no edit changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildHead {
    /// Its number.
    pub number: u64,
    /// The project's name.
    pub project: String,
    /// Where the project stands.
    pub project_href: String,
    /// The version's revision.
    pub revision: String,
    /// What its needs come from, in words: the commit, shortened, or that there is none.
    pub source: String,
    /// Where that stands.
    pub source_href: String,
    /// Its place among the open builds, in words.
    pub place: String,
    /// What a person has to know about it: the BOM changed, lines have no part.
    pub notices: Vec<Notice>,
    /// Whether it may be edited: it is not over.
    pub editable: bool,
    /// What is stored now.
    pub saved: BuildEdit,
    /// Its edit counter, which a change is based on.
    pub based_on: i64,
    /// Higher comes first.
    pub priority: i64,
    /// What can be done with it as it is stored.
    pub deeds: Vec<Deed>,
    /// What may be used in it where nothing else does.
    pub fallbacks: Vec<Fallback>,
    /// Keys and names of the parts that it needs.
    pub parts: Vec<(String, String)>,
}

/// What can be done with a build as it is stored, beside editing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Fetch what is reserved for it.
    Pick,
    /// Finish some or all of it.
    Complete,
    /// Take the last completion back.
    Reopen,
    /// Give it up.
    Cancel,
}

/// A part that may be used in one build for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// Key of the part that is wanted.
    pub part_key: String,
    /// Its name.
    pub part: String,
    /// The name of the part that may be used instead.
    pub instead: String,
}

/// Something that a person has to know, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How serious it is.
    pub tone: Tone,
    /// What happened, to what.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// A build as it stands, or as it would stand after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildView {
    /// The answer: "clear to build", "2 parts missing".
    pub status: Status,
    /// "37 of 40".
    pub lines_ready: Figure,
    /// How many could be built now.
    pub buildable: Figure,
    /// What one costs.
    pub cost: Figure,
    /// What the missing parts cost.
    pub to_buy: Figure,
    /// What follows from the edit for others, in words.
    pub follows: Vec<Status>,
    /// What to press next.
    pub next_steps: NextSteps,
    /// Its needs, in line order: an edit changes them, never their order or number.
    pub rows: Vec<NeedRow>,
}

/// What a build's page offers to do next: ordering, where something is to buy, comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NextSteps {
    /// Something is to buy, and somebody sells it.
    pub order: bool,
    /// Something can be reserved.
    pub reserve: Option<Reserving>,
}

/// How much of a build can be reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserving {
    /// Everything is here.
    All,
    /// Something is missing, and some of what is here is not reserved yet.
    WhatIsHere,
}
