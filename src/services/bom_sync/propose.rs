//! Looking at a repository: which branches and tags it has, and which files are likely to be a BOM.
//! Nothing is stored, and no transaction is open.

use crate::domain::bom::Reference;
use crate::domain::repository::{BomProposals, MOST_PROPOSALS, RefName, RepositoryRefs, likely_boms};
use crate::remote::{
    BomPath, FileEntry, FileKind, GitHost, GitRef, Listed, NamedCommit, RemoteError, RepositoryUrl,
};
use crate::services::error::ServiceError;
use std::cmp::Reverse;

/// What a repository is called today, with its branches and tags to choose from. `address` is as a person
/// pastes it. Where only branches or only tags cannot be listed, a note says so, and names can still
/// be typed.
///
/// # Errors
/// [`ServiceError::Invalid`] where the address is not a repository's, [`ServiceError::Remote`] where the
/// host does not describe it: each failure has its own [`RemoteError`].
pub async fn refs(host: &dyn GitHost, address: &str) -> Result<RepositoryRefs, ServiceError> {
    let repository = parse(address)?;
    let facts = host.describe(&repository).await?;
    let (branches, tags) =
        futures::future::join(host.branches(&facts.current), host.tags(&facts.current)).await;
    let mut notes = Vec::new();
    let mut branches = listed(branches, "branches", &mut notes);
    let mut tags = listed(tags, "tags", &mut notes);
    branches.sort_by_cached_key(|branch| (branch.name != facts.default_branch, counting(&branch.name)));
    tags.sort_by_cached_key(|tag| Reverse(counting(&tag.name)));
    Ok(RepositoryRefs {
        repository: facts.current.short(),
        address: facts.current.to_string(),
        default_branch: facts.default_branch,
        branches,
        tags,
        notes,
    })
}

/// Which files of a repository are likely to be a BOM, at the commit that `git_ref` names now; the
/// empty text means the default branch. `project` is what the project is called, if it has a name
/// yet: a file of that name is likelier. A path of the answer fits a version's `bom_path`.
///
/// # Errors
/// [`ServiceError::Invalid`] where address or ref are none, [`ServiceError::Remote`] where the host does
/// not answer: [`RemoteError::NoSuchRef`] for a ref that the repository does not have.
pub async fn propose(
    host: &dyn GitHost,
    address: &str,
    git_ref: &str,
    project: &str,
) -> Result<BomProposals, ServiceError> {
    let repository = parse(address)?;
    let wanted = GitRef::parse(git_ref).map_err(|error| ServiceError::Invalid(error.to_string()))?;
    let commit = host.resolve(&repository, &wanted).await?;
    let mut notes = Vec::new();
    let files = match host.list_tree(&repository, &commit).await {
        Err(RemoteError::TooLarge { .. }) => {
            Listed { items: host.list_files(&repository, &commit, "").await?, complete: false }
        }
        listed => listed?,
    };
    if !files.complete {
        notes.push("The repository has very many files, and not all were looked at.".to_owned());
    }
    let paths: Vec<&str> = files.items.iter().filter(is_readable).map(|entry| entry.path.as_str()).collect();
    let mut found = likely_boms(&paths, &[project, repository.name()]);
    let left_out = found.len().saturating_sub(MOST_PROPOSALS);
    found.truncate(MOST_PROPOSALS);
    if left_out > 0 {
        notes.push(format!("{left_out} more files may be a BOM: give the path if yours is not among these."));
    }
    if found.is_empty() {
        notes.push(
            "No file looks like a BOM (a KiCad schematic, or CSV or XLSX with \u{201c}bom\u{201d} or the project's name \
             in its name): give its path."
                .to_owned(),
        );
    }
    let git_ref = wanted.name().unwrap_or_default().to_owned();
    Ok(BomProposals { git_ref, commit: commit.as_str().to_owned(), files: found, notes })
}

fn parse(address: &str) -> Result<RepositoryUrl, ServiceError> {
    RepositoryUrl::parse(address).map_err(|error| ServiceError::Invalid(error.to_string()))
}

/// Project files count too: they tell which schematic is a root.
fn is_readable(entry: &&FileEntry) -> bool {
    const MOST_BYTES: u64 = 10_000_000;
    let is_path = BomPath::parse(&entry.path).is_ok_and(|path| path.as_str() == entry.path);
    entry.kind == FileKind::File && entry.size <= MOST_BYTES && is_path
}

fn listed(
    answer: Result<Listed<NamedCommit>, RemoteError>,
    what: &str,
    notes: &mut Vec<String>,
) -> Vec<RefName> {
    let names = match answer {
        Ok(names) => names,
        Err(error) => {
            notes
                .push(format!("The {what} could not be listed ({error}); a name can be typed all the same."));
            return Vec::new();
        }
    };
    if !names.complete {
        notes.push(format!(
            "There are more {what} than these {}: type the name of another.",
            names.items.len()
        ));
    }
    let each = names.items.into_iter();
    each.map(|named| RefName { name: named.name, commit: named.commit.as_str().to_owned() }).collect()
}

/// Sorts as people count: `v2` before `v10`.
fn counting(name: &str) -> Reference {
    Reference::new(name)
}
