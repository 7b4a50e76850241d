//! What an answer of GitHub's API means, whatever was asked.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use url::Url;

use crate::remote::error::RemoteError;
use crate::remote::git_host::{FileEntry, FileKind};
use crate::remote::guard::Answer;
use crate::remote::names::CommitId;
use crate::remote::repository_url::RepositoryUrl;

/// GitHub's contents API serves no file beyond this.
const MOST_CONTENTS_BYTES: usize = 100 * 1024 * 1024;
/// Where GitHub wants us to wait without saying how long: its documentation's minimum.
const USUAL_WAIT: SignedDuration = SignedDuration::from_secs(60);
/// No limit lasts longer; a server that says so must not lock us out for years.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// An answer that is not an error for everybody.
#[derive(Debug)]
pub(super) enum Reply {
    /// 200.
    Found(Page),
    /// 404, 409 or 422: what it means depends on what was asked.
    Missing { status: u16, message: String },
}

/// A body and what it claims to be.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub content_type: String,
    pub body: Vec<u8>,
}

/// The part of a repository's description that we read.
#[derive(Debug, Deserialize)]
pub(super) struct RepositoryAnswer {
    #[serde(default)]
    pub full_name: String,
    pub default_branch: String,
}

/// An entry of a directory, or the description of a file. `sha` tells it from a file that happens
/// to be JSON of a similar shape.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    path: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "sha")]
    _sha: String,
    #[serde(default)]
    size: Option<u64>,
}

impl From<Entry> for FileEntry {
    fn from(entry: Entry) -> Self {
        let kind = match entry.kind.as_str() {
            "file" => FileKind::File,
            "dir" => FileKind::Directory,
            _ => FileKind::Other,
        };
        Self { path: entry.path, kind, size: entry.size.unwrap_or(0) }
    }
}

/// How long GitHub wants us to wait, and whether the hourly limit is the reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wait {
    pub until: Timestamp,
    pub primary: bool,
}

/// Reads the limits out of a refusal; `None` if it was refused for another reason.
pub(super) fn wait_until(answer: &Answer, now: Timestamp) -> Option<Wait> {
    if !matches!(answer.status.as_u16(), 403 | 429) {
        return None;
    }
    let number = |name| text_header(answer, name).and_then(|text| text.trim().parse::<i64>().ok());
    let usual = now.saturating_add(USUAL_WAIT).unwrap_or(now);
    let longest = now.saturating_add(LONGEST_WAIT).unwrap_or(now);
    if let Some(seconds) = number("retry-after").filter(|seconds| *seconds >= 0) {
        let asked = now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(longest);
        return Some(Wait { until: asked.min(longest), primary: false });
    }
    if number("x-ratelimit-remaining") == Some(0) {
        let reset = number("x-ratelimit-reset").and_then(|seconds| Timestamp::from_second(seconds).ok());
        return Some(Wait { until: reset.unwrap_or(usual).min(longest), primary: true });
    }
    let secondary = answer.status.as_u16() == 429 || message(&answer.body).contains("rate limit");
    secondary.then_some(Wait { until: usual, primary: false })
}

/// Turns an answer into a page, or into the error that it is whatever was asked.
pub(super) fn read(
    answer: Answer,
    repository: &RepositoryUrl,
    what: &str,
    base: &Url,
    with_token: bool,
) -> Result<Reply, RemoteError> {
    let status = answer.status.as_u16();
    let repository = repository.short();
    match status {
        200 => {
            let content_type = text_header(&answer, "content-type").unwrap_or_default().to_ascii_lowercase();
            let page = Page { content_type, body: answer.body };
            if page.is_html() {
                return Err(not_an_answer(base, what, "it is a web page"));
            }
            Ok(Reply::Found(page))
        }
        404 | 409 | 422 => Ok(Reply::Missing { status, message: message(&answer.body) }),
        401 if with_token => Err(RemoteError::BadToken { repository }),
        401 => Err(RemoteError::NoRepositoryOrAccess { repository, with_token }),
        403 if error_code_is(&answer.body, "too_large") => {
            Err(RemoteError::TooLarge { repository, what: what.to_owned(), limit: MOST_CONTENTS_BYTES })
        }
        403 | 451 => Err(RemoteError::Forbidden { repository, reason: reason(&answer) }),
        500..=599 => Err(RemoteError::ServerError { repository, status }),
        _ => Err(not_an_answer(base, what, &format!("its status is {status}"))),
    }
}

pub(super) fn not_an_answer(base: &Url, asked: &str, why: &str) -> RemoteError {
    RemoteError::NotAnAnswer {
        address: base.origin().ascii_serialization(),
        asked: asked.to_owned(),
        why: why.to_owned(),
    }
}

pub(super) fn text_header(answer: &Answer, name: &str) -> Option<String> {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

impl Page {
    /// The commit that an answer to `commits/{ref}` names: its digits alone, or in JSON from a
    /// server that doesn't know the short form.
    pub fn commit(&self) -> Option<CommitId> {
        #[derive(Deserialize)]
        struct Commit {
            sha: String,
        }
        let text = std::str::from_utf8(&self.body).ok()?.trim();
        let json =
            || serde_json::from_str::<Commit>(text).ok().and_then(|commit| CommitId::parse(&commit.sha).ok());
        CommitId::parse(text).ok().or_else(json)
    }

    /// Whether it is the list that GitHub sends for a directory, whatever form was asked for.
    pub fn is_directory(&self) -> bool {
        let list =
            self.starts_with("[").then(|| serde_json::from_slice::<Vec<Entry>>(&self.body).ok()).flatten();
        let one = || self.description().is_some_and(|entry| entry.kind == "submodule");
        list.is_some_and(|entries| !entries.is_empty() || !self.is_raw()) || one()
    }

    /// Whether it describes a file instead of being it.
    pub fn is_description(&self) -> bool {
        self.description().is_some()
    }

    /// Whether it is what git stores in place of a file in Git LFS.
    pub fn is_lfs_pointer(&self) -> bool {
        self.body.len() < 1024 && self.body.starts_with(b"version https://git-lfs.github.com/spec/")
    }

    fn description(&self) -> Option<Entry> {
        if self.is_raw() || !self.starts_with("{") {
            return None;
        }
        serde_json::from_slice(&self.body).ok()
    }

    /// GitHub says so of a file's own bytes.
    fn is_raw(&self) -> bool {
        self.content_type.starts_with("application/vnd.github") && self.content_type.contains("raw")
    }

    /// A proxy's or portal's page. A file of a repository may be HTML too; GitHub labels it as raw.
    fn is_html(&self) -> bool {
        let labelled =
            self.content_type.starts_with("text/html") || self.content_type.starts_with("application/xhtml");
        labelled || (!self.is_raw() && (self.starts_with("<!doctype html") || self.starts_with("<html")))
    }

    /// Compares the start without regard to case, byte order mark and white space.
    fn starts_with(&self, lower: &str) -> bool {
        let body = self.body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.body).trim_ascii_start();
        body.get(..lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower.as_bytes()))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Refusal {
    message: String,
    errors: Vec<RefusalDetail>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RefusalDetail {
    code: String,
}

fn message(body: &[u8]) -> String {
    serde_json::from_slice::<Refusal>(body).map(|refusal| refusal.message).unwrap_or_default()
}

fn error_code_is(body: &[u8], code: &str) -> bool {
    serde_json::from_slice::<Refusal>(body)
        .is_ok_and(|refusal| refusal.errors.iter().any(|error| error.code == code))
}

/// What the host said, fit for one line.
fn reason(answer: &Answer) -> String {
    let said: String = message(&answer.body).chars().filter(|c| !c.is_control()).take(200).collect();
    if said.is_empty() { format!("status {}", answer.status.as_u16()) } else { said }
}
