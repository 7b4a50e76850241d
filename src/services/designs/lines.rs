//! Words about lines, parts made from them, and lines beside the BOM.

use super::boms::page;
use super::{VersionName, names, version};
use crate::domain::catalog::PartEntry;
use crate::domain::designs::BomPage;
use crate::domain::ids::OwnLineId;
use crate::domain::quantity::Quantity;
use crate::services::bom_sync::said_so;
use crate::services::catalog::parts;
use crate::services::decisions::{self, DecideLine, LineWord};
use crate::services::{Context, Request, ServiceError, Started};
use crate::store;

/// The longest note of an own line, in characters.
const LONGEST_NOTE: usize = 1000;
/// Pieces of an own line.
const MOST_PIECES: u64 = 1_000_000;

/// A part to be made from a line, which then is that part.
#[derive(Debug, Clone)]
pub struct NewPartLine {
    /// One of the line's references, or `#` and its number.
    pub reference: String,
    /// The part.
    pub entry: PartEntry,
    /// Whether equal lines are always that part.
    pub always: bool,
}

/// What happens to a line beside the BOM.
#[derive(Debug, Clone)]
pub enum OwnLineChange {
    /// It is added.
    Add {
        /// The part, by key, name or number.
        part: String,
        /// Pieces for one piece of the version.
        quantity: Quantity,
        /// A note.
        note: String,
    },
    /// It gets other pieces or another note.
    Change {
        /// Which.
        line: OwnLineId,
        /// Pieces for one piece of the version.
        quantity: Quantity,
        /// A note.
        note: String,
    },
    /// It goes.
    Remove {
        /// Which.
        line: OwnLineId,
    },
}

/// Decides a line and answers with the BOM as it is then.
///
/// # Errors
/// As for [`decisions::decide`].
pub async fn decide(
    context: &Context,
    request: &Request,
    name: VersionName,
    reference: &str,
    word: LineWord,
) -> Result<BomPage, ServiceError> {
    let decision = decision(context, name, reference, word).await?;
    decisions::decide(context, request, &decision).await?;
    super::bom(context, name).await
}

/// Makes a part from a line, which then is that part: both or neither.
///
/// # Errors
/// [`ServiceError::Fields`] for what cannot be kept of the part, else as for [`decisions::decide`].
pub async fn make_part(
    context: &Context,
    request: &Request,
    name: VersionName,
    new: &NewPartLine,
) -> Result<BomPage, ServiceError> {
    let entry = new.entry.checked()?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let head = version(&mut tx, name).await?.head;
    let made = parts::add(&mut tx, None, &entry).await?;
    let word = if new.always { LineWord::Match(made.name) } else { LineWord::MatchHere(made.name) };
    let (project, revision) = names(&head);
    let decision = DecideLine {
        project: project.to_owned(),
        revision: revision.to_owned(),
        reference: new.reference.clone(),
        words: vec![word],
    };
    decisions::decide_within(&mut tx, &decision).await?;
    let page = page(&mut tx, name).await?;
    context.finish(tx, request, page).await
}

async fn decision(
    context: &Context,
    name: VersionName,
    reference: &str,
    word: LineWord,
) -> Result<DecideLine, ServiceError> {
    let mut tx = context.read().await?;
    let head = version(&mut tx, name).await?.head;
    let (project, revision) = names(&head);
    Ok(DecideLine {
        project: project.to_owned(),
        revision: revision.to_owned(),
        reference: reference.to_owned(),
        words: vec![word],
    })
}

/// Adds, changes or removes a line beside the BOM; the BOM's page after that.
///
/// # Errors
/// [`ServiceError::NotFound`] for a version, line or part that is not there, [`ServiceError::Invalid`] for
/// pieces or a note beyond their limits.
pub async fn own_line(
    context: &Context,
    request: &Request,
    name: VersionName,
    change: &OwnLineChange,
) -> Result<BomPage, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    version(&mut tx, name).await?;
    let found = match change {
        OwnLineChange::Add { part, quantity, note } => {
            let note = checked(*quantity, note)?;
            let part = crate::services::names::part(&mut tx, part.trim()).await?;
            store::own_lines::add(&mut tx, name.version, part, *quantity, note).await?;
            true
        }
        OwnLineChange::Change { line, quantity, note } => {
            let note = checked(*quantity, note)?;
            store::own_lines::change(&mut tx, name.version, *line, *quantity, note).await?
        }
        OwnLineChange::Remove { line } => store::own_lines::remove(&mut tx, name.version, *line).await?,
    };
    if !found {
        return Err(ServiceError::Conflict(
            "this line is no longer there: somebody else removed it in the meantime".to_owned(),
        ));
    }
    said_so(&mut tx, name.version).await?;
    let page = page(&mut tx, name).await?;
    context.finish(tx, request, page).await
}

fn checked(quantity: Quantity, note: &str) -> Result<&str, ServiceError> {
    if !(1..=MOST_PIECES).contains(&quantity.get()) {
        return Err(ServiceError::Invalid(format!(
            "{quantity} pieces are not possible: give a number from 1 to {MOST_PIECES}"
        )));
    }
    let note = note.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(ServiceError::Invalid(format!("a note has at most {LONGEST_NOTE} characters")));
    }
    Ok(note)
}
