//! Lists of a repository: its files, branches and tags.

use serde::Deserialize;

use super::reply::Reply;
use super::{AS_JSON, GitHub, MOST_JSON_BYTES, Question};
use crate::remote::error::RemoteError;
use crate::remote::git_host::{FileEntry, FileKind, Listed, NamedCommit};
use crate::remote::names::{CommitId, GitRef};
use crate::remote::repository_url::RepositoryUrl;

/// GitHub cuts a tree at 7 MB.
const MOST_TREE_BYTES: usize = 10 * 1024 * 1024;
/// As many as GitHub puts on a page.
const PAGE: usize = 100;
/// A repository with more names than these pages hold is asked by name.
const MOST_PAGES: usize = 10;

#[derive(Debug, Deserialize)]
struct Tree {
    tree: Vec<TreeEntry>,
    #[serde(default)]
    truncated: bool,
}

#[derive(Debug, Deserialize)]
struct TreeEntry {
    path: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    size: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
    commit: Target,
}

#[derive(Debug, Deserialize)]
struct Target {
    sha: String,
}

impl From<TreeEntry> for FileEntry {
    fn from(entry: TreeEntry) -> Self {
        /// How git marks a symbolic link among blobs.
        const LINK: &str = "120000";
        let kind = match entry.kind.as_str() {
            "blob" if entry.mode != LINK => FileKind::File,
            "tree" => FileKind::Directory,
            _ => FileKind::Other,
        };
        Self { path: entry.path, kind, size: entry.size.unwrap_or(0) }
    }
}

impl GitHub {
    pub(super) async fn whole_tree(
        &self,
        repository: &RepositoryUrl,
        commit: &CommitId,
    ) -> Result<Listed<FileEntry>, RemoteError> {
        let what = "the list of files";
        let mut url = self.url(repository, ["git", "trees", commit.as_str()]);
        url.query_pairs_mut().append_pair("recursive", "1");
        let question = Question { repository, url, accept: AS_JSON, what, most_bytes: MOST_TREE_BYTES };
        let page = match self.ask(&question).await? {
            Reply::Found(page) => page,
            Reply::Missing { status: 409, .. } => return Err(self.missing_repository(repository, 409)),
            Reply::Missing { .. } => {
                let (repository, git_ref) = (repository.short(), commit.to_string());
                return Err(RemoteError::NoSuchRef { repository, git_ref });
            }
        };
        let tree: Tree = serde_json::from_slice(&page.body)
            .map_err(|_| self.not_an_answer(what, "it is not a list of files"))?;
        let items = tree.tree.into_iter().map(FileEntry::from).collect();
        Ok(Listed { items, complete: !tree.truncated })
    }

    /// `branches` or `tags`; both lists have one form. Names that no ref may have are left out.
    pub(super) async fn named_commits(
        &self,
        repository: &RepositoryUrl,
        kind: &'static str,
    ) -> Result<Listed<NamedCommit>, RemoteError> {
        let mut items = Vec::new();
        for number in 1..=MOST_PAGES {
            let page = self.page_of_names(repository, kind, number).await?;
            let is_last = page.len() < PAGE;
            items.extend(page.into_iter().filter_map(|named| {
                GitRef::parse(&named.name).ok()?;
                Some(NamedCommit { name: named.name, commit: CommitId::parse(&named.commit.sha).ok()? })
            }));
            if is_last {
                return Ok(Listed { items, complete: true });
            }
        }
        Ok(Listed { items, complete: false })
    }

    async fn page_of_names(
        &self,
        repository: &RepositoryUrl,
        kind: &'static str,
        number: usize,
    ) -> Result<Vec<Named>, RemoteError> {
        let what = if kind == "tags" { "the list of tags" } else { "the list of branches" };
        let mut url = self.url(repository, [kind]);
        url.query_pairs_mut()
            .append_pair("per_page", &PAGE.to_string())
            .append_pair("page", &number.to_string());
        let question = Question { repository, url, accept: AS_JSON, what, most_bytes: MOST_JSON_BYTES };
        match self.ask(&question).await? {
            Reply::Found(page) => serde_json::from_slice(&page.body)
                .map_err(|_| self.not_an_answer(what, "it is not a list of them")),
            Reply::Missing { status, .. } => Err(self.missing_repository(repository, status)),
        }
    }
}
