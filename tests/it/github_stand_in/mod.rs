//! A local server that behaves like GitHub's REST API (formats.md §3.1), limits and failures
//! included. It listens on a free loopback port in a thread of its own, so that tests with and
//! without a runtime, and programs that they start, can use it. It ends when it is dropped.
//!
//! ```ignore
//! let github = GitHubStandIn::start().await;
//! github.repository("me", "lfo").commit(SHA, &[("lfo.csv", b"…")]).branch("main", SHA);
//! github.fail_next(Fault::CutBody);
//! ```
#![allow(dead_code, reason = "each test module uses a part of it")]

mod answers;
mod server;
mod state;

use ctb::remote::{GitHub, GitHubSettings};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use self::state::{Limit, Repository, State};

/// What goes wrong with one request.
#[derive(Debug, Clone)]
pub enum Fault {
    /// A proxy's or portal's page, status 200.
    Html,
    /// The right answer, but it ends before its declared length.
    CutBody,
    /// No answer, ever.
    Silent,
    /// The connection is closed without an answer.
    Reset,
    /// An error status with GitHub's kind of body.
    Status(u16),
    /// Status 200 and JSON that is none.
    NotJson,
    /// A redirect.
    RedirectTo(String),
    /// A body of that many bytes whose length is not declared.
    Endless(usize),
    /// The secondary limit, with or without `retry-after`.
    SecondaryLimit(Option<u64>),
    /// Any answer: status, content type, body.
    Answer(u16, &'static str, Vec<u8>),
}

/// One request as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `GET`, in practice.
    pub method: String,
    /// Path and query, as sent (percent codes and all).
    pub target: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The status that was answered; 0 if none was.
    pub status: u16,
}

impl Asked {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// The running server.
pub struct GitHubStandIn {
    state: Arc<Mutex<State>>,
    server: server::Server,
}

impl GitHubStandIn {
    /// Starts one from an asynchronous test.
    pub async fn start() -> Self {
        Self::start_blocking()
    }

    /// Starts one from any test.
    pub fn start_blocking() -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        let server = server::Server::start(state.clone());
        lock(&state).base_url = server.base_url();
        Self { state, server }
    }

    /// What to put into `CTB_GITHUB_URL`: scheme, host and port.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// The real client, pointed at it, that repeats without a pause.
    pub fn client(&self) -> GitHub {
        let clock = || jiff::Timestamp::from_second(1_800_000_000).unwrap();
        let mut settings = GitHubSettings::new(Arc::new(clock));
        settings.base_url = Some(self.base_url().parse().unwrap());
        settings.limits.pauses = vec![Duration::ZERO];
        GitHub::new(settings).unwrap()
    }

    /// The repository of that name; an empty one the first time.
    pub fn repository(&self, owner: &str, name: &str) -> RepositoryStandIn {
        let key = state::key(owner, name);
        let mut state = lock(&self.state);
        let id = state.repositories.len() as u64 + 1;
        state
            .repositories
            .entry(key.clone())
            .or_insert_with(|| Repository::new(id, &format!("{owner}/{name}")));
        RepositoryStandIn { state: self.state.clone(), key }
    }

    /// Loads `<Project>/refs.json` with `<Project>/<ref>/*.csv` of every folder below `folder`.
    pub fn load_folder(&self, folder: &Path) {
        for entry in std::fs::read_dir(folder).expect("the folder of BOMs") {
            let project = entry.expect("an entry").path();
            if let Ok(refs) = std::fs::read(project.join("refs.json")) {
                self.load_project(&project, &serde_json::from_slice(&refs).expect("refs.json"));
            }
        }
    }

    fn load_project(&self, project: &Path, facts: &serde_json::Value) {
        let text = |value: &serde_json::Value| value.as_str().expect("a text in refs.json").to_owned();
        let repository = self.repository(&text(&facts["owner"]), &text(&facts["repo"]));
        for (name, git_ref) in facts["refs"].as_object().expect("refs") {
            let files: Vec<(String, Vec<u8>)> = git_ref["files"]
                .as_array()
                .expect("files")
                .iter()
                .map(|file| (text(file), std::fs::read(project.join(name).join(text(file))).expect("a BOM")))
                .collect();
            let files: Vec<(&str, &[u8])> =
                files.iter().map(|(path, body)| (path.as_str(), &body[..])).collect();
            let sha = text(&git_ref["sha"]);
            repository.commit(&sha, &files);
            match (git_ref["kind"].as_str(), git_ref["tag_sha"].as_str()) {
                (Some("branch"), _) => repository.branch(name, &sha),
                (_, Some(tag)) => repository.annotated_tag(name, tag, &sha),
                (_, None) => repository.tag(name, &sha),
            };
        }
    }

    /// From now on the repository is called otherwise; the old name redirects.
    pub fn rename(&self, owner: &str, name: &str, new_owner: &str, new_name: &str) {
        let mut state = lock(&self.state);
        let mut repository =
            state.repositories.remove(&state::key(owner, name)).expect("a repository to rename");
        repository.full_name = format!("{new_owner}/{new_name}");
        state.renamed.insert(state::key(owner, name), repository.id);
        state.repositories.insert(state::key(new_owner, new_name), repository);
    }

    /// A token that is accepted; every other one is answered with 401.
    pub fn accept_token(&self, token: &str) {
        lock(&self.state).tokens.insert(token.to_owned());
    }

    /// Requests that are left until `reset` (seconds since 1970), without a token and with one.
    pub fn limit(&self, anonymous: u64, with_token: u64, reset: i64) {
        lock(&self.state).limit = Limit { anonymous, with_token, reset, status: 403 };
    }

    /// Exceeding the limit is answered with 429 instead of 403.
    pub fn limit_with_429(&self) {
        lock(&self.state).limit.status = 429;
    }

    /// Files beyond this are refused as too large.
    pub fn refuse_files_beyond(&self, bytes: usize) {
        lock(&self.state).largest_file = bytes;
    }

    /// Trees are listed up to so many entries, and said to be truncated beyond.
    pub fn cut_trees_beyond(&self, entries: usize) {
        lock(&self.state).most_tree_entries = entries;
    }

    /// The next request fails.
    pub fn fail_next(&self, fault: Fault) {
        self.fail_times(1, fault);
    }

    /// So many requests fail, after those that were to fail before.
    pub fn fail_times(&self, times: usize, fault: Fault) {
        lock(&self.state).faults.extend(std::iter::repeat_n(fault, times));
    }

    /// Every request whose path contains the text fails.
    pub fn fail_path(&self, part: &str, fault: Fault) {
        lock(&self.state).path_faults.push((part.to_owned(), fault));
    }

    /// Nothing fails any more.
    pub fn recover(&self) {
        let mut state = lock(&self.state);
        state.faults.clear();
        state.path_faults.clear();
    }

    /// What was asked so far.
    pub fn requests(&self) -> Vec<Asked> {
        lock(&self.state).log.clone()
    }

    /// The paths that were asked so far, without the base.
    pub fn targets(&self) -> Vec<String> {
        self.requests().into_iter().map(|asked| asked.target).collect()
    }
}

/// One repository, to be filled and pushed to. Every method may be chained.
#[derive(Clone)]
pub struct RepositoryStandIn {
    state: Arc<Mutex<State>>,
    key: String,
}

impl RepositoryStandIn {
    /// A commit with all files of its tree.
    pub fn commit(&self, sha: &str, files: &[(&str, &[u8])]) -> &Self {
        assert!(sha.len() == 40 && sha.bytes().all(|b| b.is_ascii_hexdigit()), "{sha} is not a commit");
        let tree = files.iter().map(|(path, body)| ((*path).to_owned(), body.to_vec())).collect();
        self.change(|repository| repository.commits.insert(sha.to_owned(), tree))
    }

    /// A branch; the first one is the default.
    pub fn branch(&self, name: &str, sha: &str) -> &Self {
        self.change(|repository| {
            repository.default_branch.get_or_insert_with(|| name.to_owned());
            repository.branches.insert(name.to_owned(), sha.to_owned())
        })
    }

    /// Makes a branch the default.
    pub fn default_branch(&self, name: &str) -> &Self {
        self.change(|repository| repository.default_branch = Some(name.to_owned()))
    }

    /// A lightweight tag.
    pub fn tag(&self, name: &str, sha: &str) -> &Self {
        self.change(|repository| repository.tags.insert(name.to_owned(), sha.to_owned()))
    }

    /// A tag that is an object of its own and points to a commit.
    pub fn annotated_tag(&self, name: &str, tag_sha: &str, sha: &str) -> &Self {
        self.change(|repository| {
            repository.tag_objects.insert(tag_sha.to_owned(), sha.to_owned());
            repository.tags.insert(name.to_owned(), tag_sha.to_owned())
        })
    }

    /// A new commit on a branch.
    pub fn push(&self, branch: &str, sha: &str, files: &[(&str, &[u8])]) -> &Self {
        self.commit(sha, files).branch(branch, sha)
    }

    /// Hides it from everyone without this token, which is accepted from now on.
    pub fn private_to(&self, token: &str) -> &Self {
        lock(&self.state).tokens.insert(token.to_owned());
        self.change(|repository| repository.readers.insert(token.to_owned()))
    }

    /// Deletes it.
    pub fn delete(&self) {
        lock(&self.state).repositories.remove(&self.key);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Repository) -> T) -> &Self {
        change(lock(&self.state).repositories.get_mut(&self.key).expect("the repository is still there"));
        self
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("the stand-in's state")
}
