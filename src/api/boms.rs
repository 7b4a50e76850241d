//! A version's BOM: what its lines mean, and words about them.
// The macro makes a struct of each function's arguments, and their documentation is the function's.
#![allow(missing_docs)]
// Arguments are the fields of a form.
#![allow(clippy::too_many_arguments)]

use super::ApiError;
use crate::api::wire::Wire;
use crate::domain::designs::{BomPage, BomPart};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// A version's BOM with what its lines mean, what they could be, and the lines beside it.
///
/// # Errors
/// [`ApiError::NotFound`].
#[server(name = ShowBom, prefix = "/fn", endpoint = "boms/page", input = GetUrl, output = Wire)]
pub async fn page(project: u64, version: u64) -> Result<BomPage, ApiError> {
    use super::answering::{answer, caller};
    use crate::services::designs::{self, VersionName};
    answer(designs::bom(&caller()?, VersionName::new(project, version)).await)
}

/// Parts that a search means, for a line that has none. Without words there are none.
///
/// # Errors
/// [`ApiError::Fields`] for a search that is too long.
#[server(name = FindParts, prefix = "/fn", endpoint = "boms/find", input = GetUrl, output = Wire)]
pub async fn find(words: String) -> Result<Vec<BomPart>, ApiError> {
    use super::answering::{answer, caller};
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    answer(crate::services::designs::find_parts(&caller()?, &words).await)
}

/// Says a word about a line: `match` (a part), `substitute` (a part in its place), `ignore`, `leave_out`,
/// or `no_match`, `no_substitute`, `heed`, `include`, which take one back. A match is remembered for
/// equal lines everywhere where `always` says so.
///
/// # Errors
/// [`ApiError::NotFound`] for a line or part that is not there, [`ApiError::Invalid`] for another word.
#[server(name = DecideLine, prefix = "/fn", endpoint = "boms/decide", output = Wire)]
pub async fn decide(
    project: u64,
    version: u64,
    reference: String,
    word: String,
    #[server(default)] part: String,
    #[server(default)] always: bool,
) -> Result<BomPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::Request;
    use crate::services::designs::{self, VersionName};
    let word = answer(deciding::word(&word, part, always))?;
    let name = VersionName::new(project, version);
    let page = answer(designs::decide(&caller()?, &Request::unkeyed(), name, &reference, word).await)?;
    lead_back(&format!("/projects/{project}/versions/{version}"));
    Ok(page)
}

/// Makes a part from a line, which then is that part.
///
/// # Errors
/// [`ApiError::Fields`] for what cannot be kept of the part.
#[server(name = MakePart, prefix = "/fn", endpoint = "boms/make_part", output = Wire)]
pub async fn make_part(
    project: u64,
    version: u64,
    reference: String,
    name: String,
    #[server(default)] symbol: String,
    #[server(default)] value: String,
    #[server(default)] package: String,
    #[server(default)] mpn: String,
    #[server(default)] manufacturer: String,
    #[server(default)] always: bool,
) -> Result<BomPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::Request;
    use crate::services::designs::{self, NewPartLine, VersionName};
    let entry = deciding::entry(name, symbol, value, [package, mpn, manufacturer]);
    let new = NewPartLine { reference, entry, always };
    let version_name = VersionName::new(project, version);
    let page = answer(designs::make_part(&caller()?, &Request::unkeyed(), version_name, &new).await)?;
    lead_back(&format!("/projects/{project}/versions/{version}"));
    Ok(page)
}

/// Adds a line beside the BOM, or changes one; without pieces it is removed.
///
/// # Errors
/// [`ApiError::NotFound`] for a part that is not there, [`ApiError::Invalid`] for impossible pieces,
/// [`ApiError::Conflict`] where somebody else removed the line.
#[server(name = SaveOwnLine, prefix = "/fn", endpoint = "boms/own_line", output = Wire)]
pub async fn own_line(
    project: u64,
    version: u64,
    #[server(default)] line: Option<i64>,
    #[server(default)] part: String,
    quantity: String,
    #[server(default)] note: String,
    #[server(default)] remove: bool,
) -> Result<BomPage, ApiError> {
    use super::answering::{answer, caller, lead_back};
    use crate::services::Request;
    use crate::services::designs::{self, VersionName};
    let change = answer(deciding::own_line(line, part, &quantity, note, remove))?;
    let name = VersionName::new(project, version);
    let page = answer(designs::own_line(&caller()?, &Request::unkeyed(), name, &change).await)?;
    lead_back(&format!("/projects/{project}/versions/{version}"));
    Ok(page)
}

/// What the forms say.
#[cfg(feature = "ssr")]
mod deciding {
    use crate::domain::catalog::PartEntry;
    use crate::domain::ids::OwnLineId;
    use crate::domain::quantity::Quantity;
    use crate::services::ServiceError;
    use crate::services::decisions::LineWord;
    use crate::services::designs::OwnLineChange;

    pub(super) fn word(word: &str, part: String, always: bool) -> Result<LineWord, ServiceError> {
        if matches!(word, "match" | "substitute") && part.trim().is_empty() {
            return Err(ServiceError::Invalid(
                "no part is named: choose one, or type its key or name".to_owned(),
            ));
        }
        Ok(match (word, always) {
            ("match", true) => LineWord::Match(part),
            ("match", false) => LineWord::MatchHere(part),
            ("substitute", _) => LineWord::Substitute(part),
            ("no_match", _) => LineWord::NoMatch,
            ("no_substitute", _) => LineWord::NoSubstitute,
            ("leave_out", _) => LineWord::LeaveOut,
            ("include", _) => LineWord::Include,
            ("ignore", _) => LineWord::Ignore,
            ("heed", _) => LineWord::Heed,
            _ => {
                return Err(ServiceError::Invalid(format!(
                    "\u{201c}{word}\u{201d} says nothing about a line"
                )));
            }
        })
    }

    pub(super) fn entry(
        name: String,
        symbol: String,
        value: String,
        [package, mpn, manufacturer]: [String; 3],
    ) -> PartEntry {
        let said = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        let (package, mpn, manufacturer) = (said(package), said(mpn), said(manufacturer));
        PartEntry { name, symbol, value, package, mpn, manufacturer, ..PartEntry::default() }
    }

    pub(super) fn own_line(
        line: Option<i64>,
        part: String,
        quantity: &str,
        note: String,
        remove: bool,
    ) -> Result<OwnLineChange, ServiceError> {
        let line = line.map(OwnLineId::new);
        if let (Some(line), true) = (line, remove) {
            return Ok(OwnLineChange::Remove { line });
        }
        let quantity: Quantity = quantity.trim().parse().map_err(|_| {
            ServiceError::Invalid(format!(
                "\u{201c}{quantity}\u{201d} is not a number of pieces: type one, such as 4"
            ))
        })?;
        match line {
            Some(line) => Ok(OwnLineChange::Change { line, quantity, note }),
            None if part.trim().is_empty() => {
                Err(ServiceError::Invalid("no part is named: type its key, name or number".to_owned()))
            }
            None => Ok(OwnLineChange::Add { part, quantity, note }),
        }
    }
}
