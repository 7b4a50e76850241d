//! Why a schematic is refused: which sheet, where in it, and what to do about it.

use crate::domain::bom::Reference;
use serde::{Deserialize, Serialize};

/// A place in a file of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The line, the first is 1.
    pub line: u32,
    /// The column in characters, the first is 1.
    pub column: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// What is wrong with the brackets and quotes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    /// Something else than a bracket where the file begins.
    #[error("{place}: a schematic begins with a bracket.")]
    NoList {
        /// Where.
        place: Place,
    },
    /// A bracket is still open at the end.
    #[error("the bracket of {place} is never closed; is the file complete?")]
    NotClosed {
        /// Where it opens.
        place: Place,
    },
    /// More text behind the last bracket.
    #[error("{place}: there is something behind the end of the schematic; was a merge left unfinished?")]
    AfterEnd {
        /// Where.
        place: Place,
    },
    /// A quote is still open at the end.
    #[error("the quote of {place} is never closed; is the file complete?")]
    OpenQuote {
        /// Where it opens.
        place: Place,
    },
    /// More brackets within brackets than are read.
    #[error("{place}: brackets nest deeper than {limit}.")]
    TooDeep {
        /// Where.
        place: Place,
        /// What is allowed.
        limit: usize,
    },
    /// More in one file than is read.
    #[error("{place}: the file holds more than {limit} words and texts.")]
    TooMuch {
        /// Where.
        place: Place,
        /// What is allowed.
        limit: usize,
    },
}

/// Why a schematic was not read. Nothing of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchematicError {
    /// The brackets or quotes of a sheet are wrong.
    #[error("The schematic {sheet} cannot be read: {problem}")]
    Syntax {
        /// Its path.
        sheet: String,
        /// What is wrong.
        problem: SyntaxError,
    },
    /// Another file of KiCad, or something that only looks like one.
    #[error(
        "{sheet} is not a KiCad schematic (it begins with \u{201c}{begins}\u{201d}): give the path of a .kicad_sch file."
    )]
    NotASchematic {
        /// Its path.
        sheet: String,
        /// Its first word.
        begins: String,
    },
    /// Bytes that are no text.
    #[error("The schematic {sheet} is not valid UTF-8 in line {line}: open it in KiCad and save it again.")]
    NotUtf8 {
        /// Its path.
        sheet: String,
        /// Where the first bad byte is.
        line: u32,
    },
    /// More bytes than allowed.
    #[error("The schematic {sheet} has {bytes} bytes, more than the {limit} allowed.")]
    TooLarge {
        /// Its path.
        sheet: String,
        /// Its size, or that of all sheets so far.
        bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// A sub-sheet that is not there.
    #[error(
        "The sheet {sheet}, which {wanted_by} uses, is not there: give it too, or commit it beside the schematic{hint}.",
        hint = .why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default()
    )]
    Missing {
        /// Its path.
        sheet: String,
        /// The sheet that uses it.
        wanted_by: String,
        /// What whoever looked for it says.
        why: Option<String>,
    },
    /// A sub-sheet whose path cannot be followed.
    #[error(
        "{wanted_by} uses the sheet \u{201c}{given}\u{201d}, whose path {why}: keep all sheets in the schematic's folder."
    )]
    BadPath {
        /// As written.
        given: String,
        /// The sheet that uses it.
        wanted_by: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A sheet within itself.
    #[error("The sheet {sheet} contains itself (through {wanted_by}): take it out there.")]
    Cycle {
        /// Its path.
        sheet: String,
        /// The sheet that uses it again.
        wanted_by: String,
    },
    /// More sheets than are read, a sheet used twice counted twice.
    #[error("The schematic has more than {limit} sheets, the limit is passed in {sheet}.")]
    TooManySheets {
        /// Where the limit is passed.
        sheet: String,
        /// What is allowed.
        limit: usize,
    },
    /// More symbols than are read.
    #[error("The schematic has more than {limit} symbols, the limit is passed in {sheet}.")]
    TooManySymbols {
        /// Where the limit is passed.
        sheet: String,
        /// What is allowed.
        limit: usize,
    },
    /// Two parts with one reference.
    #[error(
        "{reference} is on two symbols ({first} and {second}): each reference may occur once, so annotate the schematic again."
    )]
    Duplicate {
        /// Which.
        reference: Reference,
        /// The sheet of the first.
        first: String,
        /// The sheet of the second.
        second: String,
    },
    /// A text that is longer than the store keeps.
    #[error(
        "{reference} in {sheet}: the {field} has {length} characters or more, and {limit} are the limit."
    )]
    TooLong {
        /// The symbol.
        reference: String,
        /// Its sheet.
        sheet: String,
        /// Which of its fields.
        field: String,
        /// How long it is.
        length: usize,
        /// What is allowed.
        limit: usize,
    },
    /// More names of fields than are read.
    #[error(
        "The fields of the schematic have more than {limit} names, the limit is passed at {reference} in {sheet}."
    )]
    TooManyFields {
        /// The symbol where the limit is passed.
        reference: String,
        /// Its sheet.
        sheet: String,
        /// What is allowed.
        limit: usize,
    },
    /// Nothing that counts.
    #[error("The schematic {sheet} has no part for the BOM: is it the right file?")]
    NoParts {
        /// Its path.
        sheet: String,
    },
}
