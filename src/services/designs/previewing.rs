//! Looking at what a sync would change, and applying exactly that.

use super::hosts::{Patience, tells_why};
use super::{VersionName, names, tray, version};
use crate::domain::designs::{LineChange, Preview, Reading, SyncPage, VersionHead, WouldMiss};
use crate::services::bom_sync::{self, BuildConsequence, Fetched, SyncReport, Unmatched};
use crate::services::{Context, Request, ServiceError};
use crate::store;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What somebody looked at before applying it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// A file of the repository at a commit.
    Commit {
        /// The commit.
        commit: String,
        /// The file.
        path: String,
    },
    /// A file that was handed over, by the name under which it is kept.
    Parked(String),
}

/// What applying led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// It is the version's BOM now.
    Done,
    /// The repository moved on since somebody looked: nothing was changed.
    Moved,
}

/// Reads the BOM and says what applying it would change: from the repository, or from a file that is
/// kept under the name `parked`. `seen` is the commit that somebody looked at before.
///
/// # Errors
/// [`ServiceError::NotFound`] without the version. What keeps a BOM from being read is told in the answer.
pub async fn sync_page(
    context: &Context,
    name: VersionName,
    parked: Option<&str>,
    seen: Option<&str>,
) -> Result<SyncPage, ServiceError> {
    let (head, synced) = {
        let mut tx = context.read().await?;
        let head = version(&mut tx, name).await?.head;
        let synced = store::projects::version_by_id(&mut tx, name.version).await?;
        (head, synced.is_some_and(|version| version.bom.is_some()))
    };
    if parked.is_none() && head.repository.is_none() {
        return Ok(SyncPage { head, synced, reading: Reading::NoSource, moved_from: None });
    }
    let read = preview(context, &head, parked).await;
    let reading = match read {
        Ok(preview) => Reading::Read(preview),
        Err(error) if tells_why(&error) => Reading::Failed(error.to_string()),
        Err(error) => return Err(error),
    };
    let moved_from = seen.filter(|seen| match &reading {
        Reading::Read(preview) => preview.commit.as_deref().is_some_and(|commit| commit != *seen),
        Reading::Failed(_) | Reading::NoSource => false,
    });
    Ok(SyncPage { moved_from: moved_from.map(str::to_owned), head, synced, reading })
}

async fn preview(
    context: &Context,
    head: &VersionHead,
    parked: Option<&str>,
) -> Result<Preview, ServiceError> {
    let fetched = match parked {
        Some(parked) => tray::parked(context, head.version, parked)?,
        None => Arc::new(fetched(context, head).await?),
    };
    let report = bom_sync::preview(context, names(head), &fetched).await?;
    Ok(told(&fetched, report, parked))
}

async fn fetched(context: &Context, head: &VersionHead) -> Result<Fetched, ServiceError> {
    Patience::of(context).wait(bom_sync::fetch(context, context.git_host()?, names(head))).await
}

fn told(fetched: &Fetched, report: SyncReport, parked: Option<&str>) -> Preview {
    let counting: Vec<&Unmatched> =
        report.answer.unmatched.iter().filter(|unmatched| fetched.counts(unmatched)).collect();
    let lines: BTreeSet<u32> = counting.iter().map(|unmatched| unmatched.line).collect();
    let unmatched = counting.into_iter().map(|line| (line.references.clone(), line.wanted.clone())).collect();
    let changes = report.changes.iter();
    let lacking: Vec<WouldMiss> = report.builds.iter().filter(|build| lacks(build)).map(would_miss).collect();
    Preview {
        commit: fetched.commit().map(str::to_owned),
        path: fetched.path().map(str::to_owned),
        parked: parked.map(str::to_owned),
        lines: report.answer.lines,
        matched: report.answer.lines.saturating_sub(lines.len()),
        unmatched,
        warnings: report.answer.warnings,
        changes: changes
            .filter_map(|change| LineChange::between(change.before.as_ref(), change.after.as_ref()))
            .collect(),
        builds_stay: !report.builds.is_empty() && lacking.is_empty(),
        builds: lacking,
    }
}

fn lacks(build: &BuildConsequence) -> bool {
    !(build.newly_missing.is_empty() && build.unmatched.is_empty())
}

fn would_miss(build: &BuildConsequence) -> WouldMiss {
    let unmatched = build.unmatched.iter();
    WouldMiss {
        build: build.build,
        quantity: build.quantity,
        status: build.status,
        missing: build.newly_missing.clone(),
        unmatched: unmatched.map(|line| (line.references.clone(), line.wanted.clone())).collect(),
    }
}

/// Keeps a file that was handed over for the version's preview; the name under which it is kept.
///
/// # Errors
/// [`ServiceError::Bom`] where it is no BOM, [`ServiceError::NotFound`] without the version.
pub async fn park_file(
    context: &Context,
    name: VersionName,
    file: &str,
    bytes: &[u8],
) -> Result<String, ServiceError> {
    let bom = bom_sync::from_file(file, bytes)?;
    let mut tx = context.read().await?;
    version(&mut tx, name).await?;
    drop(tx);
    tray::park(context, name.version, bom)
}

/// Makes the version's BOM what somebody looked at, if that still stands.
///
/// # Errors
/// As for [`bom_sync::fetch`] and [`bom_sync::apply`]; then nothing changed.
pub async fn apply(context: &Context, name: VersionName, looked: &Looked) -> Result<Applied, ServiceError> {
    let head = {
        let mut tx = context.read().await?;
        version(&mut tx, name).await?.head
    };
    let fetched = match looked {
        Looked::Parked(parked) => tray::parked(context, name.version, parked)?,
        Looked::Commit { commit, path } => {
            let fetched = fetched(context, &head).await?;
            if fetched.commit() != Some(commit.as_str()) || fetched.path() != Some(path.as_str()) {
                return Ok(Applied::Moved);
            }
            Arc::new(fetched)
        }
    };
    bom_sync::apply(context, &Request::unkeyed(), names(&head), &fetched).await?;
    Ok(Applied::Done)
}
