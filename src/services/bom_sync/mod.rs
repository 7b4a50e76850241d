//! Syncing: the BOM of a version is read anew, and what people decided about its lines is kept.
//!
//! What waits on others comes first ([`fetch`]); [`preview`] and [`apply`] then work on what was read.
//! Whatever is not a BOM changes nothing.

mod beside;
mod consequences;
mod fetch;
mod lines;
mod plan;
mod propose;
mod refresh;
mod schematic;
mod told;

use super::context::{Context, Request, Started};
use super::error::ServiceError;
use super::names;
use crate::domain::ids::VersionId;
use crate::domain::matching::{BomLine, Comparison};
use crate::remote::GitHost;
use crate::store;
use crate::store::boms::NewBom;
use crate::store::events::Subject;
use crate::store::projects::Version;
use crate::store::resolutions::LineMeanings;
use crate::store::{Tx, WriteTx};
use plan::Plan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use consequences::BuildConsequence;
pub use fetch::{Fetched, fetch, from_file, from_folder};
pub use propose::{propose, refs};
pub(in crate::services) use refresh::{Concerned, Current, current, refresh_all, refresh_lines};

/// The answer to a sync.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncAnswer {
    /// The commit that was read; none for a file.
    pub commit: Option<String>,
    /// Lines of the BOM.
    pub lines: usize,
    /// Lines that are new.
    pub added: usize,
    /// Lines that say something else, or whose references moved.
    pub changed: usize,
    /// Lines that are gone.
    pub removed: usize,
    /// Lines that are no part.
    pub unmatched: Vec<Unmatched>,
    /// What a person should look at.
    pub warnings: Vec<String>,
}

/// A line, or a part of it, that is no part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// Its number.
    pub line: u32,
    /// Which of its references.
    pub references: Vec<String>,
    /// What it wanted.
    pub wanted: String,
}

/// A line before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineChange {
    /// As it was; none if it is new.
    pub before: Option<BomLine>,
    /// As it would be; none if it goes.
    pub after: Option<BomLine>,
}

/// What a sync would change, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// As the command line says it.
    pub answer: SyncAnswer,
    /// Every line that changes.
    pub changes: Vec<LineChange>,
    /// What it would do to the open and cleared builds of the version, in line; nothing is said of any
    /// where neither a line nor what one means changes.
    pub builds: Vec<BuildConsequence>,
}

/// Where to read from.
#[derive(Debug)]
pub enum Source {
    /// The project's repository.
    Repository,
    /// A file that somebody hands over.
    File {
        /// Its name, for the record.
        name: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// A file that somebody hands over with what lies beside it: the other sheets of a schematic.
    Folder {
        /// Which of the files is the BOM.
        name: String,
        /// By path from the BOM's folder.
        files: BTreeMap<String, Vec<u8>>,
    },
}

/// Reads the BOM and applies it. The same request sent twice reads nothing the second time.
///
/// # Errors
/// As for [`fetch`] and [`apply`]; then nothing changed.
pub async fn sync(
    context: &Context,
    host: &dyn GitHost,
    request: &Request,
    (project, revision): (&str, &str),
    source: Source,
) -> Result<SyncAnswer, ServiceError> {
    match context.begin(request).await? {
        Started::Answered(answer) => return Ok(answer),
        // What waits on others is never done inside a transaction.
        Started::New(tx) => tx.rollback().await?,
    }
    let fetched = read(context, host, (project, revision), source).await?;
    apply(context, request, (project, revision), &fetched).await
}

/// Reads the BOM from where it is said to be.
///
/// # Errors
/// As for [`fetch`], [`from_file`] and [`from_folder`].
pub async fn read(
    context: &Context,
    host: &dyn GitHost,
    version: (&str, &str),
    source: Source,
) -> Result<Fetched, ServiceError> {
    match source {
        Source::Repository => fetch(context, host, version).await,
        Source::File { name, bytes } => from_file(&name, &bytes),
        Source::Folder { name, files } => from_folder(&name, &files),
    }
}

/// Says what [`apply`] would change, and changes nothing.
///
/// # Errors
/// [`ServiceError::NotFound`] without the version.
pub async fn preview(
    context: &Context,
    (project, revision): (&str, &str),
    fetched: &Fetched,
) -> Result<SyncReport, ServiceError> {
    let mut tx = context.read().await?;
    let version = names::version(&mut tx, project, revision).await?;
    let plan = Plan::make(&mut tx, &version, fetched).await?;
    if !plan.unknown_items(&mut tx, context.vendors()).await?.is_empty() {
        drop(tx);
        return preview_with_new_items(context, (project, revision), fetched).await;
    }
    report(&mut tx, &version, fetched, &plan).await
}

/// As applying would do it, and taken back: parts are made for numbers that are new.
async fn preview_with_new_items(
    context: &Context,
    (project, revision): (&str, &str),
    fetched: &Fetched,
) -> Result<SyncReport, ServiceError> {
    let mut tx = context.write().await?;
    let version = names::version(&mut tx, project, revision).await?;
    let plan = Plan::make_with_new_items(&mut tx, &version, fetched, context.vendors()).await?;
    let report = report(&mut tx, &version, fetched, &plan).await?;
    tx.rollback().await?;
    Ok(report)
}

async fn report(
    tx: &mut Tx,
    version: &Version,
    fetched: &Fetched,
    plan: &Plan,
) -> Result<SyncReport, ServiceError> {
    let changes = plan.line_changes();
    let builds = if plan.changes_nothing(tx, version).await? {
        Vec::new()
    } else {
        consequences::of_sync(tx, version, &plan.sheet_lines()).await?
    };
    Ok(SyncReport { answer: plan.answer(fetched), changes, builds })
}

/// Makes what was read the version's BOM, in one transaction. What was applied before is not added
/// again; its lines are resolved anew, since the catalogue may have changed.
///
/// # Errors
/// [`ServiceError::NotFound`] without the version; then nothing changed.
pub async fn apply(
    context: &Context,
    request: &Request,
    (project, revision): (&str, &str),
    fetched: &Fetched,
) -> Result<SyncAnswer, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::Answered(answer) => return Ok(answer),
        Started::New(tx) => tx,
    };
    let version = names::version(&mut tx, project, revision).await?;
    if let Some(bom) = version.bom {
        store::decisions::adopt_substitutes(&mut tx, version.id, bom).await?;
    }
    let plan = Plan::make_with_new_items(&mut tx, &version, fetched, context.vendors()).await?;
    let answer = plan.answer(fetched);
    write(&mut tx, &version, fetched, &plan, &answer.warnings).await?;
    context.finish(tx, request, answer).await
}

/// The lines of a version that are no part as things stand: what a sync said of them may have changed
/// when vendors answered.
///
/// # Errors
/// [`ServiceError::NotFound`] without the version.
pub async fn unmatched(
    context: &Context,
    (project, revision): (&str, &str),
) -> Result<Vec<Unmatched>, ServiceError> {
    let mut tx = context.read().await?;
    let version = names::version(&mut tx, project, revision).await?;
    let Some(bom) = version.bom else { return Ok(Vec::new()) };
    let lines = store::resolutions::of_bom(&mut tx, bom).await?;
    let each = lines.into_iter().flat_map(|line| {
        let number = line.line;
        line.resolutions.into_iter().filter_map(move |meaning| {
            Some(Unmatched { line: number, references: meaning.references, wanted: meaning.wanted? })
        })
    });
    Ok(each.collect())
}

async fn write(
    tx: &mut WriteTx,
    version: &Version,
    fetched: &Fetched,
    plan: &Plan,
    warnings: &[String],
) -> Result<(), ServiceError> {
    let meanings: Vec<LineMeanings> = plan.meanings();
    if let Some(bom) = plan.same_bom {
        if store::resolutions::of_bom(tx, bom).await? == meanings {
            return Ok(());
        }
        store::resolutions::replace(tx, bom, &meanings).await?;
        return said_so(tx, version.id).await;
    }
    let new = NewBom {
        source: fetched.source,
        commit: fetched.commit.as_deref(),
        path: fetched.path.as_deref(),
        warnings,
        lines: &plan.lines,
    };
    let bom = store::boms::add(tx, version.id, new).await?;
    store::resolutions::replace(tx, bom, &meanings).await?;
    let edit = store::projects::set_bom(tx, version.id, bom).await?;
    store::events::changed(tx, Subject::Version, version.id.get(), edit).await?;
    Ok(())
}

/// Counts an edit of the version and tells open pages.
pub(in crate::services) async fn said_so(tx: &mut WriteTx, version: VersionId) -> Result<(), ServiceError> {
    let edit = store::projects::touch(tx, version).await?;
    store::events::changed(tx, Subject::Version, version.get(), edit).await?;
    Ok(())
}

/// Bundles carry fewer cells than BOMs.
fn depth(source: store::boms::BomSource) -> Comparison {
    match source {
        store::boms::BomSource::Bundle => Comparison::Meaning,
        store::boms::BomSource::Git | store::boms::BomSource::File => Comparison::Full,
    }
}
