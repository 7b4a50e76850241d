//! What can go wrong when a git host is asked. Each sentence says what, with which repository, ref
//! or path, and what to do; none can contain a token, since none is ever given one.

use super::guard::OutgoingError;
use super::names::{BomPath, CommitId, NameError};

/// Why a git host's answer could not be used. Nothing was changed by any of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    /// 404 for the repository: hosts don't say which of the two it is.
    #[error("there is no repository {repository}, or it is private: check the address{}", access_advice(*.with_token))]
    NoRepositoryOrAccess {
        /// `owner/name`.
        repository: String,
        /// Whether a token was sent.
        with_token: bool,
    },
    /// A repository without a commit.
    #[error("the repository {repository} is empty: push a commit first")]
    EmptyRepository {
        /// `owner/name`.
        repository: String,
    },
    /// No branch, tag or commit of that name.
    #[error("{repository} has no branch, tag or commit {git_ref}: check the version's ref")]
    NoSuchRef {
        /// `owner/name`.
        repository: String,
        /// As given.
        git_ref: String,
    },
    /// No such file at that commit.
    #[error("{repository} has no file {path} at commit {}: check the version's BOM path", .commit.short())]
    NoSuchPath {
        /// `owner/name`.
        repository: String,
        /// Where it was looked for.
        commit: CommitId,
        /// As given.
        path: String,
    },
    /// A directory where a file was wanted.
    #[error("{path} in {repository} is a directory, not a file: give the path of the file in it")]
    IsDirectory {
        /// `owner/name`.
        repository: String,
        /// As given.
        path: String,
    },
    /// A file where a directory was wanted.
    #[error("{path} in {repository} is a file, not a directory")]
    NotADirectory {
        /// `owner/name`.
        repository: String,
        /// As given.
        path: String,
    },
    /// A stand-in for a file that lies in large-file storage.
    #[error(
        "{path} in {repository} is kept in Git LFS, which cannot be read: keep the BOM in git itself, or import it as a file"
    )]
    LfsPointer {
        /// `owner/name`.
        repository: String,
        /// As given.
        path: String,
    },
    /// More than is read.
    #[error("{what} in {repository} is larger than {}: is it really a BOM?", mebibytes(*.limit))]
    TooLarge {
        /// `owner/name`.
        repository: String,
        /// The path, or what was asked for.
        what: String,
        /// In bytes.
        limit: usize,
    },
    /// Whoever asked waits no longer.
    #[error(
        "the git host did not answer within {seconds} s: try again later, or hand the BOM over as a file"
    )]
    Slow {
        /// How long was waited.
        seconds: u64,
    },
    /// The host wants fewer requests.
    #[error("the git host's limit of requests is used up{}{}", until_text(*.until), token_advice(*.token_would_help))]
    RateLimited {
        /// When it may be asked again, if it said so.
        until: Option<jiff::Timestamp>,
        /// Whether the limit is the low one of anonymous callers.
        token_would_help: bool,
    },
    /// 401.
    #[error(
        "the token was refused by the git host (asked for {repository}): give the project a new one, or renew CTB_GITHUB_TOKEN where it has none of its own"
    )]
    BadToken {
        /// `owner/name`.
        repository: String,
    },
    /// 403 or 451 for another reason than a limit.
    #[error("the git host forbids access to {repository} ({reason}): check what the token may read")]
    Forbidden {
        /// `owner/name`.
        repository: String,
        /// What it said, shortened.
        reason: String,
    },
    /// Something else than a git host answered, or it answered something else.
    #[error(
        "what {address} sent for {asked} is not a git host's answer ({why}): is there a proxy or a sign-in page in between?"
    )]
    NotAnAnswer {
        /// Scheme, host and port.
        address: String,
        /// What was asked for.
        asked: String,
        /// What was wrong with it.
        why: String,
    },
    /// The host failed.
    #[error("the git host failed with status {status} (asked for {repository}): try again later")]
    ServerError {
        /// `owner/name`.
        repository: String,
        /// 5xx.
        status: u16,
    },
    /// The answer ended early.
    #[error("the answer for {repository} was cut short: try again")]
    CutShort {
        /// `owner/name`.
        repository: String,
    },
    /// It took too long.
    #[error("the git host did not answer in time (asked for {repository}): try again later")]
    TimedOut {
        /// `owner/name`.
        repository: String,
    },
    /// No connection, or it broke.
    #[error("the git host cannot be reached (asked for {repository}): {why}; check the network")]
    Unreachable {
        /// `owner/name`.
        repository: String,
        /// What the attempt said.
        why: String,
    },
    /// Our own rules forbid the address.
    #[error("{why}; if the git host is on your own network, name it in CTB_GITHUB_URL")]
    Refused {
        /// Which address and which rule.
        why: String,
    },
    /// A redirect loop.
    #[error("the git host redirects too often (asked for {repository}): check the repository's address")]
    TooManyRedirects {
        /// `owner/name`.
        repository: String,
    },
    /// A name that is no ref, path or commit.
    #[error(transparent)]
    Name(#[from] NameError),
}

/// What is wrong with the configuration of a git host or a vendor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Not an address that requests can go to.
    #[error(
        "CTB_GITHUB_URL must be an http or https address without login, query or fragment, like https://api.github.com"
    )]
    BaseUrl,
    /// Not something that fits in a header.
    #[error("CTB_GITHUB_TOKEN contains characters that no token has; copy it again")]
    Token,
    /// The same of a vendor's API.
    #[error(
        "CTB_MOUSER_URL must be an http or https address without login, query or fragment, like https://api.mouser.com"
    )]
    MouserUrl,
}

impl RemoteError {
    /// Whether asking again later may succeed without anything being changed.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::RateLimited { .. }
                | Self::ServerError { .. }
                | Self::CutShort { .. }
                | Self::TimedOut { .. }
                | Self::Unreachable { .. }
        )
    }

    /// Gives a failed request the words of whoever asked.
    pub(super) fn from_outgoing(error: OutgoingError, repository: &str, what: &str) -> Self {
        let repository = repository.to_owned();
        match error {
            OutgoingError::TooLarge { limit, .. } => {
                Self::TooLarge { repository, what: what.to_owned(), limit }
            }
            OutgoingError::CutShort(_) => Self::CutShort { repository },
            OutgoingError::TimedOut(_) => Self::TimedOut { repository },
            OutgoingError::TooManyRedirects(_) => Self::TooManyRedirects { repository },
            error @ (OutgoingError::Unreachable { .. } | OutgoingError::Broken(_)) => {
                Self::Unreachable { repository, why: error.to_string() }
            }
            error @ (OutgoingError::Refused { .. } | OutgoingError::RedirectElsewhere { .. }) => {
                Self::Refused { why: error.to_string() }
            }
        }
    }

    pub(super) fn no_such_path(repository: String, commit: &CommitId, path: &BomPath) -> Self {
        Self::NoSuchPath { repository, commit: commit.clone(), path: path.to_string() }
    }
}

fn access_advice(with_token: bool) -> &'static str {
    if with_token {
        ", and that the token may read it"
    } else {
        ", and for a private one give the project a token, or configure CTB_GITHUB_TOKEN"
    }
}

fn token_advice(token_would_help: bool) -> &'static str {
    if token_would_help { "; with CTB_GITHUB_TOKEN configured it is much higher" } else { "" }
}

fn until_text(until: Option<jiff::Timestamp>) -> String {
    until.map_or_else(|| ": try again in a few minutes".into(), |time| format!(": try again after {time:.0}"))
}

fn mebibytes(bytes: usize) -> String {
    if bytes >= 1024 * 1024 { format!("{} MB", bytes / (1024 * 1024)) } else { format!("{bytes} bytes") }
}
