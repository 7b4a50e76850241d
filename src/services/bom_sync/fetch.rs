//! Getting the BOM: from the project's repository at one commit, or from a file.

use super::{beside, lines, schematic};
use crate::domain::bom::BomFile;
use crate::domain::matching::BomLine;
use crate::domain::repository::{BomFileKind, compact, likely_boms};
use crate::domain::schematic::is_schematic;
use crate::remote::{BomPath, CommitId, FileKind, GitHost, GitRef, RepositoryUrl};
use crate::services::context::Context;
use crate::services::error::ServiceError;
use crate::services::{names, tokens};
use crate::store::boms::BomSource;
use crate::store::projects::Version;
use std::collections::BTreeMap;

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
    let (version, own_host) = {
        let mut tx = context.read().await?;
        let version = names::version(&mut tx, project, revision).await?;
        let own_host = tokens::host_of(context, &mut tx, host, version.project).await?;
        (version, own_host)
    };
    let host = own_host.as_deref().unwrap_or(host);
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
    let at = schematic::Place { host, repository: &repository, commit: &commit };
    let file = if is_schematic(path.as_str(), &bytes) {
        schematic::of_repository(&at, path.as_str(), &bytes, schematic::Limits::default()).await?
    } else {
        lines::table(&bytes)?
    };
    let stale = beside::in_repository(&at, path.as_str(), &file).await;
    let commit = Some(commit.as_str().to_owned());
    fetched(
        file,
        stale,
        Fetched { commit, path: Some(path.as_str().to_owned()), ..Fetched::of(BomSource::Git) },
    )
}

/// Reads a BOM that somebody hands over: CSV, XLSX, or a schematic of one sheet.
///
/// # Errors
/// [`ServiceError::Bom`] where it is none.
pub fn from_file(name: &str, bytes: &[u8]) -> Result<Fetched, ServiceError> {
    let file = if is_schematic(name, bytes) {
        schematic::of_files(name, &|path| (path == name).then_some(bytes))?
    } else {
        lines::table(bytes)?
    };
    fetched(file, None, Fetched { path: file_name(name), ..Fetched::of(BomSource::File) })
}

/// Reads a BOM that somebody hands over with what lies beside it, by paths from its folder: the other sheets
/// of a schematic, or the schematic of a table. Where one of them is named without its folder, the name
/// alone is enough.
///
/// # Errors
/// [`ServiceError::Bom`] where it is none, or lacks a sheet.
pub fn from_folder(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<Fetched, ServiceError> {
    let find = |path: &str| find(files, path);
    let bytes = find(name).unwrap_or_default();
    let file =
        if is_schematic(name, bytes) { schematic::of_files(name, &find)? } else { lines::table(bytes)? };
    let stale = beside::in_files(name, &file, &find);
    fetched(file, stale, Fetched { path: file_name(name), ..Fetched::of(BomSource::File) })
}

fn find<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> Option<&'f [u8]> {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let by_name = || {
        let mut named = files.iter().filter(|(has, _)| last(has) == last(path));
        named.next().filter(|_| named.next().is_none())
    };
    files.get_key_value(path).or_else(by_name).map(|(_, bytes)| bytes.as_slice())
}

fn file_name(name: &str) -> Option<String> {
    Some(name.trim()).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// What was read, with what a comparison with the file beside it said.
fn fetched(file: BomFile, stale: Option<String>, read: Fetched) -> Result<Fetched, ServiceError> {
    let (lines, warnings) = lines::lines_of(file)?;
    Ok(Fetched { lines, warnings: stale.into_iter().chain(warnings).collect(), ..read })
}

impl Fetched {
    fn of(source: BomSource) -> Self {
        Self { source, commit: None, path: None, lines: Vec::new(), warnings: Vec::new() }
    }
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
/// `bom` in its name; where there is none of these, the only root of a schematic.
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
    let paths: Vec<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    let likely = likely_boms(&paths, &[project, repository.name()]);
    let mut roots = likely.iter().filter(|file| file.kind == BomFileKind::Schematic);
    let only_root = || roots.next().filter(|_| roots.next().is_none()).map(|root| root.path.as_str());
    let chosen = choose(&files, project, repository.name()).or_else(only_root).ok_or_else(|| {
        let found = if files.is_empty() { "no CSV file and no single schematic".to_owned() } else { files.join(", ") };
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
