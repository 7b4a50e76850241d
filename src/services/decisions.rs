//! What a person says about a BOM line: kept by reference, so that it outlives the next sync.

use super::bom_sync::{self, Current, refresh_lines};
use super::context::{Context, Request, Started};
use super::error::ServiceError;
use super::names;
use crate::domain::ids::PartId;
use crate::domain::matching::{BomLine, LineKey, Resolution, Word, to_remember};
use crate::store;
use crate::store::decisions::WordKind;
use crate::store::{Tx, WriteTx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is said about a line; parts are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineWord {
    /// It is this part, and so are equal lines everywhere, where nothing else says what they are.
    Match(String),
    /// It is this part, in this version.
    MatchHere(String),
    /// Its match is taken back: the catalogue decides.
    NoMatch,
    /// This part is used in its place.
    Substitute(String),
    /// No part is used in its place.
    NoSubstitute,
    /// It is left out of every build of the version.
    LeaveOut,
    /// It is not left out.
    Include,
    /// It is no part at all.
    Ignore,
    /// It is a part after all.
    Heed,
}

/// A line with what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideLine {
    /// The project's name.
    pub project: String,
    /// The version's.
    pub revision: String,
    /// One of the line's references, or `#` and its number for a line without.
    pub reference: String,
    /// What is said; all of it or none.
    pub words: Vec<LineWord>,
}

/// What the line means now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDecided {
    /// Its number.
    pub line: u32,
    /// All its references.
    pub references: Vec<String>,
    /// Its part's key.
    pub part: Option<String>,
    /// The key of what is used in its place.
    pub substitute: Option<String>,
    /// What it wanted, if it is no part.
    pub unmatched: Option<String>,
    /// Whether it doesn't count.
    pub ignored: bool,
}

/// Decides a line: for all its references in the current BOM. The version's lines are resolved anew in
/// the same transaction.
///
/// # Errors
/// [`ServiceError::NotFound`] for whatever is named and is not there; [`ServiceError::Refused`] where the
/// version was never synced; [`ServiceError::Invalid`] where nothing is said.
pub async fn decide(
    context: &Context,
    request: &Request,
    decision: &DecideLine,
) -> Result<LineDecided, ServiceError> {
    if decision.words.is_empty() {
        return Err(ServiceError::Invalid(
            "nothing is decided: give --match PART or --substitute PART".to_owned(),
        ));
    }
    let mut tx = match context.begin(request).await? {
        Started::Answered(answer) => return Ok(answer),
        Started::New(tx) => tx,
    };
    let answer = decide_within(&mut tx, decision).await?;
    context.finish(tx, request, answer).await
}

/// Decides a line within a transaction.
///
/// # Errors
/// As for [`decide`].
pub(in crate::services) async fn decide_within(
    tx: &mut WriteTx,
    decision: &DecideLine,
) -> Result<LineDecided, ServiceError> {
    let version = names::version(tx, &decision.project, &decision.revision).await?;
    let Some(current) = bom_sync::current(tx, version.id).await? else {
        return Err(ServiceError::Refused(format!(
            "{} {} has no BOM yet: sync it first",
            decision.project, decision.revision
        )));
    };
    let (line, keys) = line_of(&current, &decision.reference)?;
    for word in &decision.words {
        say(tx, &current, line, keys, word).await?;
    }
    let meanings = refresh_lines(tx, &current, &BTreeSet::from([line.line])).await?;
    bom_sync::said_so(tx, version.id).await?;
    let resolutions = meanings.iter().find(|meanings| meanings.line == line.line);
    let first = resolutions.and_then(|meanings| meanings.resolutions.first());
    Ok(answer(&current, line, first))
}

/// The line that a reference, or `#` and a number, names.
fn line_of<'a>(current: &'a Current, name: &str) -> Result<(&'a BomLine, &'a [LineKey]), ServiceError> {
    let name = name.trim();
    let numbered: Option<u32> = name.strip_prefix('#').and_then(|number| number.parse().ok());
    let all = || current.lines.iter().zip(&current.keys);
    let by_number = || all().find(|(line, _)| Some(line.line) == numbered);
    let exact = || all().find(|(line, _)| line.references.iter().any(|reference| reference == name));
    let mut alike = all()
        .filter(|(line, _)| line.references.iter().any(|reference| reference.eq_ignore_ascii_case(name)));
    let in_any_case = alike.next().filter(|_| alike.next().is_none());
    exact().or_else(by_number).or(in_any_case).map(|(line, keys)| (line, keys.as_slice())).ok_or_else(|| {
        ServiceError::NotFound {
            what: "reference",
            which: name.to_owned(),
            hint: " in the version\u{2019}s BOM: give one of a line\u{2019}s references, such as R1"
                .to_owned(),
        }
    })
}

async fn say(
    tx: &mut WriteTx,
    current: &Current,
    line: &BomLine,
    keys: &[LineKey],
    word: &LineWord,
) -> Result<(), ServiceError> {
    let version = current.version;
    match word {
        LineWord::Match(part) => {
            let part = part_called(tx, part).await?;
            store::decisions::say(tx, version, keys, Word::Match(Some(part))).await?;
            if let Some(remembered) = to_remember(&current.catalog, line, part) {
                store::decisions::remember(tx, &remembered).await?;
            }
        }
        LineWord::MatchHere(part) => {
            let part = part_called(tx, part).await?;
            store::decisions::say(tx, version, keys, Word::Match(Some(part))).await?;
        }
        LineWord::NoMatch => store::decisions::say(tx, version, keys, Word::Match(None)).await?,
        LineWord::Substitute(part) => {
            let part = part_called(tx, part).await?;
            store::decisions::say(tx, version, keys, Word::Substitute(Some(part))).await?;
        }
        LineWord::NoSubstitute => store::decisions::say(tx, version, keys, Word::Substitute(None)).await?,
        LineWord::LeaveOut => store::decisions::say(tx, version, keys, Word::LeaveOut).await?,
        LineWord::Include => store::decisions::unsay(tx, version, keys, WordKind::LeaveOut).await?,
        LineWord::Ignore => store::decisions::say(tx, version, keys, Word::Ignore).await?,
        LineWord::Heed => store::decisions::unsay(tx, version, keys, WordKind::Ignore).await?,
    }
    Ok(())
}

async fn part_called(tx: &mut Tx, name: &str) -> Result<PartId, ServiceError> {
    let part = store::decisions::part_called(tx, name).await?;
    part.ok_or_else(|| ServiceError::not_found("part", name))
}

fn answer(current: &Current, line: &BomLine, first: Option<&Resolution>) -> LineDecided {
    let key =
        |part: Option<PartId>| part.and_then(|part| current.catalog.part(part)).map(|part| part.key.clone());
    LineDecided {
        line: line.line,
        references: line.references.clone(),
        part: key(first.and_then(|resolution| resolution.part)),
        substitute: key(first.and_then(|resolution| resolution.substitute)),
        unmatched: first.and_then(|resolution| resolution.wanted.clone()),
        ignored: first.is_some_and(|resolution| resolution.ignored),
    }
}
