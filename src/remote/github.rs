//! GitHub's REST API (formats.md §3.1), and servers that speak it.

mod listing;
mod reply;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use jiff::Timestamp;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, IF_NONE_MATCH};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use self::reply::{Entry, Page, Reply, RepositoryAnswer};
use super::base_url::is_plain_web;
use super::cache::{Cache, Remembered};
use super::error::{RemoteError, SettingsError};
use super::git_host::{FileEntry, GitHost, Listed, NamedCommit, RepositoryFacts};
use super::guard::{Answer, Ask, Guard, Limits, NameLookup, SystemNames};
use super::names::{BomPath, CommitId, GitRef};
use super::repository_url::RepositoryUrl;

/// Tells the time; tests hand in their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

const PUBLIC_API: &str = "https://api.github.com";
const AS_COMMIT: &str = "application/vnd.github.sha";
const AS_JSON: &str = "application/vnd.github+json";
const AS_BYTES: &str = "application/vnd.github.raw+json";

/// Tokens whose answers and limits are remembered; the oldest gives way.
const MOST_TOKENS: usize = 20;

const MOST_BOM_BYTES: usize = 10 * 1024 * 1024;
/// A directory of 1,000 entries takes about one megabyte.
const MOST_JSON_BYTES: usize = 4 * 1024 * 1024;

/// How GitHub is reached.
#[derive(Clone)]
pub struct GitHubSettings {
    /// `CTB_GITHUB_URL`: another server that speaks this API. Naming it allows requests to it.
    pub base_url: Option<Url>,
    /// `CTB_GITHUB_TOKEN`: for private repositories and a higher limit.
    pub token: Option<SecretString>,
    /// Tells when a limit is over.
    pub clock: Clock,
    /// Limits of time, redirects and retries.
    pub limits: Limits,
    /// How names become addresses.
    pub names: Arc<dyn NameLookup>,
}

impl GitHubSettings {
    /// The public GitHub without a token.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { base_url: None, token: None, clock, limits: Limits::default(), names: Arc::new(SystemNames) }
    }
}

/// A client of GitHub's REST API. Cheap to share behind an [`Arc`]; make one for the whole program,
/// since it remembers answers and limits.
pub struct GitHub {
    base: Url,
    authorization: Option<HeaderValue>,
    token: Option<SecretString>,
    clock: Clock,
    guard: Guard,
    answers: Mutex<Cache>,
    limited: Mutex<Option<Limited>>,
    settings: GitHubSettings,
    with_tokens: Mutex<Vec<Arc<GitHub>>>,
}

/// GitHub asked us to wait. Asking all the same would prolong it.
#[derive(Debug, Clone, Copy)]
struct Limited {
    until: Timestamp,
    token_would_help: bool,
}

/// One question about a repository.
struct Question<'q> {
    repository: &'q RepositoryUrl,
    url: Url,
    accept: &'static str,
    /// What is asked for, in the words of messages.
    what: &'q str,
    most_bytes: usize,
}

impl GitHub {
    /// A client; connects to nothing yet.
    ///
    /// # Errors
    /// The configured address or token cannot be used.
    pub fn new(settings: GitHubSettings) -> Result<Self, SettingsError> {
        let base = settings.base_url.as_ref().map(check_base).transpose()?;
        let operators_bases: Vec<Url> = base.clone().into_iter().collect();
        let base = base.map_or_else(|| Url::parse(PUBLIC_API).map_err(|_| SettingsError::BaseUrl), Ok)?;
        let token = settings.token.clone().filter(|token| !token.expose_secret().trim().is_empty());
        Ok(Self {
            base,
            authorization: token.as_ref().map(authorization).transpose()?,
            token,
            clock: settings.clock.clone(),
            guard: Guard::with_names(&operators_bases, settings.limits.clone(), settings.names.clone()),
            answers: Mutex::new(Cache::new(200, 32 * 1024 * 1024)),
            limited: Mutex::new(None),
            settings: GitHubSettings { token: None, ..settings },
            with_tokens: Mutex::new(Vec::new()),
        })
    }

    fn has_token(&self, token: &SecretString) -> bool {
        self.token.as_ref().is_some_and(|own| own.expose_secret() == token.expose_secret())
    }

    /// Asks, unless GitHub told us to wait; a confirmed answer comes from memory.
    async fn ask(&self, question: &Question<'_>) -> Result<Reply, RemoteError> {
        self.check_limit()?;
        let key = format!("{} {}", question.accept, question.url);
        let known = lock(&self.answers).get(&key).cloned();
        let ask = Ask {
            url: question.url.clone(),
            headers: self.headers(question.accept, known.as_ref())?,
            post: None,
            most_bytes: question.most_bytes,
        };
        let repository = question.repository.short();
        let answer = self
            .guard
            .send(&ask)
            .await
            .map_err(|error| RemoteError::from_outgoing(error, &repository, question.what))?;
        tracing::debug!(url = %question.url, status = answer.status.as_u16(), "asked the git host");
        self.judge(question, key, known, answer)
    }

    fn judge(
        &self,
        question: &Question<'_>,
        key: String,
        known: Option<Remembered>,
        answer: Answer,
    ) -> Result<Reply, RemoteError> {
        if let (304, Some(known)) = (answer.status.as_u16(), known) {
            return Ok(Reply::Found(Page { content_type: known.content_type, body: known.body }));
        }
        if let Some(wait) = reply::wait_until(&answer, (self.clock)()) {
            let limited =
                Limited { until: wait.until, token_would_help: wait.primary && self.authorization.is_none() };
            *lock(&self.limited) = Some(limited);
            return Err(limited.into());
        }
        let etag = reply::text_header(&answer, "etag");
        let reply =
            reply::read(answer, question.repository, question.what, &self.base, self.authorization.is_some())
                .map_err(|error| self.without_token(error))?;
        if let (Some(etag), Reply::Found(page)) = (etag, &reply) {
            let Page { content_type, body } = page.clone();
            lock(&self.answers).put(key, Remembered { etag, content_type, body });
        }
        Ok(reply)
    }

    /// A host's own words are shown only without our token, should it repeat it.
    fn without_token(&self, error: RemoteError) -> RemoteError {
        match (error, &self.token) {
            (RemoteError::Forbidden { repository, reason }, Some(token)) => RemoteError::Forbidden {
                repository,
                reason: reason.replace(token.expose_secret().trim(), "…"),
            },
            (error, _) => error,
        }
    }

    fn check_limit(&self) -> Result<(), RemoteError> {
        let mut limited = lock(&self.limited);
        match *limited {
            Some(limit) if (self.clock)() < limit.until => Err(limit.into()),
            _ => {
                *limited = None;
                Ok(())
            }
        }
    }

    fn headers(&self, accept: &'static str, known: Option<&Remembered>) -> Result<HeaderMap, RemoteError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert("x-github-api-version", HeaderValue::from_static("2022-11-28"));
        if let Some(authorization) = &self.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        if let Some(etag) = known.and_then(|known| HeaderValue::from_str(&known.etag).ok()) {
            headers.insert(IF_NONE_MATCH, etag);
        }
        Ok(headers)
    }

    /// `/repos/{owner}/{name}/…` below the base; every segment is encoded.
    fn url<'s>(&self, repository: &'s RepositoryUrl, rest: impl IntoIterator<Item = &'s str>) -> Url {
        let mut url = self.base.clone();
        // A base was checked to be http or https, so that it has segments.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["repos", repository.owner(), repository.name()]).extend(rest);
        }
        url
    }

    /// Slashes of a ref are segments.
    fn commit_url(&self, repository: &RepositoryUrl, name: &str) -> Url {
        self.url(repository, std::iter::once("commits").chain(name.split('/')))
    }

    fn contents_url(&self, repository: &RepositoryUrl, commit: &CommitId, path: &str) -> Url {
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let mut url = self.url(repository, std::iter::once("contents").chain(segments));
        url.query_pairs_mut().append_pair("ref", commit.as_str());
        url
    }

    async fn resolve_name(&self, repository: &RepositoryUrl, name: &str) -> Result<CommitId, RemoteError> {
        let url = self.commit_url(repository, name);
        let question =
            Question { repository, url, accept: AS_COMMIT, what: name, most_bytes: MOST_JSON_BYTES };
        let no_such_ref =
            || RemoteError::NoSuchRef { repository: repository.short(), git_ref: name.to_owned() };
        match self.ask(&question).await? {
            Reply::Found(page) => page.commit().ok_or_else(|| self.not_an_answer(name, "it is not a commit")),
            Reply::Missing { status: 422, .. } => Err(no_such_ref()),
            Reply::Missing { message, .. } if message.starts_with("No commit found") => Err(no_such_ref()),
            Reply::Missing { status, .. } => Err(self.missing_repository(repository, status)),
        }
    }

    fn missing_repository(&self, repository: &RepositoryUrl, status: u16) -> RemoteError {
        let repository = repository.short();
        match status {
            409 => RemoteError::EmptyRepository { repository },
            _ => RemoteError::NoRepositoryOrAccess { repository, with_token: self.authorization.is_some() },
        }
    }

    fn not_an_answer(&self, asked: &str, why: &str) -> RemoteError {
        reply::not_an_answer(&self.base, asked, why)
    }
}

#[async_trait]
impl GitHost for GitHub {
    async fn resolve(&self, repository: &RepositoryUrl, git_ref: &GitRef) -> Result<CommitId, RemoteError> {
        match git_ref.name() {
            Some(name) => self.resolve_name(repository, name).await,
            None => {
                let branch = GitRef::branch(&self.default_branch(repository).await?)?;
                self.resolve_name(repository, branch.as_str()).await
            }
        }
    }

    async fn describe(&self, repository: &RepositoryUrl) -> Result<RepositoryFacts, RemoteError> {
        let what = "the repository";
        let url = self.url(repository, []);
        let question = Question { repository, url, accept: AS_JSON, what, most_bytes: MOST_JSON_BYTES };
        let page = match self.ask(&question).await? {
            Reply::Found(page) => page,
            Reply::Missing { status, .. } => return Err(self.missing_repository(repository, status)),
        };
        let answer: RepositoryAnswer = serde_json::from_slice(&page.body)
            .map_err(|_| self.not_an_answer(what, "it does not describe one"))?;
        let current = answer
            .full_name
            .split_once('/')
            .and_then(|(owner, name)| RepositoryUrl::on_github(owner, name).ok())
            .unwrap_or_else(|| repository.clone());
        Ok(RepositoryFacts { current, default_branch: answer.default_branch })
    }

    async fn read_file(
        &self,
        repository: &RepositoryUrl,
        commit: &CommitId,
        path: &BomPath,
    ) -> Result<Vec<u8>, RemoteError> {
        let url = self.contents_url(repository, commit, path.as_str());
        let question =
            Question { repository, url, accept: AS_BYTES, what: path.as_str(), most_bytes: MOST_BOM_BYTES };
        let page = match self.ask(&question).await? {
            Reply::Found(page) => page,
            Reply::Missing { message, .. } if message.starts_with("No commit found") => {
                return Err(RemoteError::NoSuchRef {
                    repository: repository.short(),
                    git_ref: commit.to_string(),
                });
            }
            Reply::Missing { status: 409, .. } => return Err(self.missing_repository(repository, 409)),
            Reply::Missing { .. } => return Err(RemoteError::no_such_path(repository.short(), commit, path)),
        };
        let (short, asked) = (repository.short(), path.to_string());
        if page.is_directory() {
            Err(RemoteError::IsDirectory { repository: short, path: asked })
        } else if page.is_lfs_pointer() {
            Err(RemoteError::LfsPointer { repository: short, path: asked })
        } else if page.is_description() {
            Err(self.not_an_answer(path.as_str(), "it describes the file instead of sending it"))
        } else {
            Ok(page.body)
        }
    }

    async fn list_files(
        &self,
        repository: &RepositoryUrl,
        commit: &CommitId,
        directory: &str,
    ) -> Result<Vec<FileEntry>, RemoteError> {
        let directory = match directory.trim_matches('/') {
            "" => None,
            name => Some(BomPath::parse(name)?),
        };
        let name = directory.as_ref().map_or("", BomPath::as_str);
        let url = self.contents_url(repository, commit, name);
        let what = if name.is_empty() { "the list of files" } else { name };
        let question = Question { repository, url, accept: AS_JSON, what, most_bytes: MOST_JSON_BYTES };
        let page = match (self.ask(&question).await?, &directory) {
            (Reply::Found(page), _) => page,
            (Reply::Missing { status: 409, .. }, _) => return Err(self.missing_repository(repository, 409)),
            (Reply::Missing { .. }, Some(path)) => {
                return Err(RemoteError::no_such_path(repository.short(), commit, path));
            }
            (Reply::Missing { status, .. }, None) => return Err(self.missing_repository(repository, status)),
        };
        if page.is_description() {
            return Err(RemoteError::NotADirectory { repository: repository.short(), path: name.to_owned() });
        }
        let entries: Vec<Entry> = serde_json::from_slice(&page.body)
            .map_err(|_| self.not_an_answer(what, "it is not a list of files"))?;
        Ok(entries.into_iter().map(FileEntry::from).collect())
    }

    async fn list_tree(
        &self,
        repository: &RepositoryUrl,
        commit: &CommitId,
    ) -> Result<Listed<FileEntry>, RemoteError> {
        self.whole_tree(repository, commit).await
    }

    async fn branches(&self, repository: &RepositoryUrl) -> Result<Listed<NamedCommit>, RemoteError> {
        self.named_commits(repository, "branches").await
    }

    async fn tags(&self, repository: &RepositoryUrl) -> Result<Listed<NamedCommit>, RemoteError> {
        self.named_commits(repository, "tags").await
    }

    fn with_token(&self, token: &SecretString) -> Result<Arc<dyn GitHost>, RemoteError> {
        let mut known = lock(&self.with_tokens);
        if let Some(client) = known.iter().find(|client| client.has_token(token)) {
            return Ok(client.clone());
        }
        let settings = GitHubSettings { token: Some(token.clone()), ..self.settings.clone() };
        let client = Self::new(settings).map_err(|_| RemoteError::Refused {
            why: "the token has characters that no token has: give it again".to_owned(),
        })?;
        let client = Arc::new(client);
        if known.len() >= MOST_TOKENS {
            known.remove(0);
        }
        known.push(client.clone());
        Ok(client)
    }
}

impl From<Limited> for RemoteError {
    fn from(limited: Limited) -> Self {
        Self::RateLimited { until: Some(limited.until), token_would_help: limited.token_would_help }
    }
}

fn check_base(base: &Url) -> Result<Url, SettingsError> {
    if is_plain_web(base) { Ok(base.clone()) } else { Err(SettingsError::BaseUrl) }
}

fn authorization(token: &SecretString) -> Result<HeaderValue, SettingsError> {
    let text = SecretString::from(format!("Bearer {}", token.expose_secret().trim()));
    let mut value = HeaderValue::from_str(text.expose_secret()).map_err(|_| SettingsError::Token)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A panic elsewhere leaves a cache behind that is still a cache.
fn lock<T>(place: &Mutex<T>) -> MutexGuard<'_, T> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for GitHub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GitHub")
            .field("base", &self.base.as_str())
            .field("with_token", &self.authorization.is_some())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for GitHubSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GitHubSettings")
            .field("base_url", &self.base_url.as_ref().map(Url::as_str))
            .field("with_token", &self.token.is_some())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
