//! Getting the BOM: from the project's repository at one commit, or from a file.

use crate::domain::bom::{self, BomRow, Limits};
use crate::domain::matching::BomLine;
use crate::domain::quantity::{MOST_PIECES, Quantity};
use crate::domain::repository::compact;
use crate::remote::{BomPath, CommitId, FileKind, GitHost, GitRef, RepositoryUrl};
use crate::services::context::Context;
use crate::services::error::ServiceError;
use crate::services::names;
use crate::store::boms::BomSource;
use crate::store::projects::Version;

/// Characters of a reference; the store refuses more.
const LONGEST_REFERENCE: usize = 100;

/// A BOM that was read, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    pub(super) source: BomSource,
    pub(super) commit: Option<String>,
    pub(super) path: Option<String>,
    pub(super) lines: Vec<BomLine>,
    pub(super) warnings: Vec<String>,
}

/// Reads the BOM of a version from its repository: the ref is resolved first, and the file read at that
/// commit. No transaction is open meanwhile.
///
/// # Errors
/// [`ServiceError::Invalid`] where the version says too little, [`ServiceError::Remote`] where the host
/// does not answer, [`ServiceError::Bom`] where what it answers is no BOM.
pub async fn fetch(
    context: &Context,
    host: &dyn GitHost,
    (project, revision): (&str, &str),
) -> Result<Fetched, ServiceError> {
    let version = {
        let mut tx = context.read().await?;
        names::version(&mut tx, project, revision).await?
    };
    let repository = repository(&version)?;
    let git_ref =
        GitRef::parse(version.git_ref.as_deref().unwrap_or(&version.revision)).map_err(|error| {
            ServiceError::Invalid(format!("{error}; say with --ref which branch, tag or commit is meant"))
        })?;
    let commit = host.resolve(&repository, &git_ref).await?;
    let path = match &version.bom_path {
        Some(path) => BomPath::parse(path).map_err(|error| ServiceError::Invalid(error.to_string()))?,
        None => propose_path(host, &repository, &commit, &version.project_name).await?,
    };
    let bytes = host.read_file(&repository, &commit, &path).await?;
    let (lines, warnings) = lines_of(&bytes)?;
    Ok(Fetched {
        source: BomSource::Git,
        commit: Some(commit.as_str().to_owned()),
        path: Some(path.as_str().to_owned()),
        lines,
        warnings,
    })
}

/// Reads a BOM that somebody hands over.
///
/// # Errors
/// [`ServiceError::Bom`] where it is none.
pub fn from_file(name: &str, bytes: &[u8]) -> Result<Fetched, ServiceError> {
    let (lines, warnings) = lines_of(bytes)?;
    let path = Some(name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
    Ok(Fetched { source: BomSource::File, commit: None, path, lines, warnings })
}

fn repository(version: &Version) -> Result<RepositoryUrl, ServiceError> {
    let Some(text) = &version.repository else {
        return Err(ServiceError::Invalid(format!(
            "the project {} has no repository: give the BOM as a file with --bom",
            version.project_name
        )));
    };
    RepositoryUrl::parse(text).map_err(|error| ServiceError::Invalid(error.to_string()))
}

/// The BOM beside the schematic: named like the project, else the only CSV file, else the only one with
/// `bom` in its name.
async fn propose_path(
    host: &dyn GitHost,
    repository: &RepositoryUrl,
    commit: &CommitId,
    project: &str,
) -> Result<BomPath, ServiceError> {
    let entries = host.list_files(repository, commit, "").await?;
    let files: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.kind == FileKind::File && is_csv(&entry.path))
        .map(|entry| entry.path.as_str())
        .collect();
    let chosen = choose(&files, project, repository.name()).ok_or_else(|| {
        let found = if files.is_empty() { "no CSV file".to_owned() } else { files.join(", ") };
        ServiceError::Invalid(format!(
            "which file of {} is the BOM is unclear (found at its root: {found}): give the version a path with --bom",
            repository.short()
        ))
    })?;
    BomPath::parse(chosen).map_err(|error| ServiceError::Invalid(error.to_string()))
}

fn choose<'a>(files: &[&'a str], project: &str, repository: &str) -> Option<&'a str> {
    let stem = |file: &str| compact(file.get(..file.len().saturating_sub(4)).unwrap_or(file));
    let only = |wanted: &dyn Fn(&str) -> bool| {
        let mut found = files.iter().copied().filter(|file| wanted(file));
        found.next().filter(|_| found.next().is_none())
    };
    only(&|file| stem(file) == compact(project))
        .or_else(|| only(&|file| stem(file) == compact(repository)))
        .or_else(|| only(&|_| true))
        .or_else(|| only(&|file| file.to_lowercase().contains("bom")))
}

fn is_csv(path: &str) -> bool {
    path.to_lowercase().ends_with(".csv")
}

/// The lines of the file, numbered from 1, with what reading it gave rise to.
fn lines_of(bytes: &[u8]) -> Result<(Vec<BomLine>, Vec<String>), ServiceError> {
    let file = bom::read(bytes, &Limits::default())?;
    let lines = file.lines.into_iter().zip(1..).map(|(row, number)| line_of(row, number));
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    Ok((lines, file.warnings.iter().map(ToString::to_string).collect()))
}

fn line_of(row: BomRow, line: u32) -> Result<BomLine, ServiceError> {
    if row.quantity > MOST_PIECES {
        return Err(ServiceError::Invalid(format!(
            "row {} of the BOM wants {} pieces: {MOST_PIECES} are the limit",
            row.row, row.quantity
        )));
    }
    let references: Vec<String> = row.references.iter().map(ToString::to_string).collect();
    if references.iter().any(|reference| reference.chars().count() > LONGEST_REFERENCE) {
        return Err(ServiceError::Invalid(format!(
            "row {} of the BOM has a reference of more than {LONGEST_REFERENCE} characters",
            row.row
        )));
    }
    Ok(BomLine {
        line,
        references,
        quantity: Quantity::new(row.quantity.get()).unwrap_or(Quantity::MAX),
        value: row.value,
        footprint: row.footprint,
        manufacturer: row.manufacturer,
        mpn: row.mpn,
        vendor: row.vendor,
        item_number: row.item_number,
        description: row.description,
        note: row.note,
        optional: row.optional,
        do_not_populate: row.do_not_populate,
        extras: row.extras,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_named_like_the_project_is_proposed() {
        assert_eq!(
            choose(&["a.csv", "kick-drum.csv"], "KickDrum", "EurorackKickDrum"),
            Some("kick-drum.csv")
        );
        assert_eq!(
            choose(&["positions.csv", "EurorackMix.csv"], "Mixer", "EurorackMix"),
            Some("EurorackMix.csv")
        );
    }

    #[test]
    fn the_only_csv_or_the_only_bom_is_proposed_and_nothing_is_guessed() {
        assert_eq!(choose(&["parts.csv"], "Lfo", "x"), Some("parts.csv"));
        assert_eq!(choose(&["parts.csv", "lfo_BOM.csv"], "Lfo", "x"), Some("lfo_BOM.csv"));
        assert_eq!(choose(&["a.csv", "b.csv"], "Lfo", "x"), None);
        assert_eq!(choose(&[], "Lfo", "x"), None);
    }
}
