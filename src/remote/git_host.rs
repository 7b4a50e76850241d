//! What we ask of a git host: which commit a ref is, and a file as it was at a commit.

use async_trait::async_trait;
use secrecy::SecretString;
use std::sync::Arc;

use super::error::RemoteError;
use super::names::{BomPath, CommitId, GitRef};
use super::repository_url::RepositoryUrl;

/// A server that keeps repositories.
///
/// A ref is resolved first and files are read at the commit, so that what is stored says exactly
/// what it was read from, and a push in between changes nothing.
#[async_trait]
pub trait GitHost: Send + Sync {
    /// The commit that a branch, tag or (short) commit names now; annotated tags are peeled.
    async fn resolve(&self, repository: &RepositoryUrl, git_ref: &GitRef) -> Result<CommitId, RemoteError>;

    /// What the repository is called today and which branch is its default.
    async fn describe(&self, repository: &RepositoryUrl) -> Result<RepositoryFacts, RemoteError>;

    /// The name of the default branch.
    async fn default_branch(&self, repository: &RepositoryUrl) -> Result<String, RemoteError> {
        Ok(self.describe(repository).await?.default_branch)
    }

    /// The bytes of a file at a commit.
    async fn read_file(
        &self,
        repository: &RepositoryUrl,
        commit: &CommitId,
        path: &BomPath,
    ) -> Result<Vec<u8>, RemoteError>;

    /// What a directory holds at a commit, to propose a BOM's path; `""` is the root. Hosts may
    /// stop at 1,000 entries.
    async fn list_files(
        &self,
        repository: &RepositoryUrl,
        commit: &CommitId,
        directory: &str,
    ) -> Result<Vec<FileEntry>, RemoteError>;

    /// Every file of a commit, in all its directories, to propose a BOM's path by looking.
    async fn list_tree(
        &self,
        repository: &RepositoryUrl,
        commit: &CommitId,
    ) -> Result<Listed<FileEntry>, RemoteError>;

    /// The repository's branches.
    async fn branches(&self, repository: &RepositoryUrl) -> Result<Listed<NamedCommit>, RemoteError>;

    /// The repository's tags, annotated ones peeled.
    async fn tags(&self, repository: &RepositoryUrl) -> Result<Listed<NamedCommit>, RemoteError>;

    /// The same host, asked with this token. What is remembered of answers and limits is the token's own.
    ///
    /// # Errors
    /// [`RemoteError::Refused`] for what cannot be a token.
    fn with_token(&self, token: &SecretString) -> Result<Arc<dyn GitHost>, RemoteError>;
}

/// What a host lists, page by page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// In the host's order.
    pub items: Vec<T>,
    /// Whether that is all: lists are read up to a limit.
    pub complete: bool,
}

/// A branch or a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCommit {
    /// What it is called.
    pub name: String,
    /// What it names now.
    pub commit: CommitId,
}

/// What a host says about a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepositoryFacts {
    /// Its address today: another one than asked for if it was renamed or moved.
    pub current: RepositoryUrl,
    /// Its default branch.
    pub default_branch: String,
}

/// One entry of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// From the repository's root.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// In bytes, of a file.
    pub size: u64,
}

/// What an entry of a directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A file.
    File,
    /// A directory.
    Directory,
    /// A link or another repository.
    Other,
}
