//! Configuration: flags over `CTB_…` in the environment, over an optional `ctb.toml`, over what is
//! usual. Every setting knows where it comes from, so that `ctb config` can tell.

mod error;
mod sources;
#[cfg(test)]
mod tests;

pub use error::ConfigError;
pub use sources::{ConfigFile, Sources};

use crate::store::DatabaseUrl;
use error::Refusal;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// What `ctb config` shows in place of a secret.
const MASK: &str = "********";

/// Seconds that a page may wait for a git host: less than the server lets a whole answer take.
const LONGEST_WAIT: u64 = 25;

/// One setting: its name, the variable that sets it, and what holds where nobody says anything.
struct Known {
    key: &'static str,
    variable: &'static str,
    usual: Option<&'static str>,
}

const DATABASE: Known = Known { key: "database", variable: "CTB_DATABASE", usual: Some("sqlite:ctb.db") };
const WORKSPACE: Known = Known { key: "workspace", variable: "CTB_WORKSPACE", usual: None };
const LISTEN: Known = Known { key: "listen", variable: "CTB_LISTEN", usual: Some("127.0.0.1:3000") };
const GITHUB_URL: Known = Known { key: "github_url", variable: "CTB_GITHUB_URL", usual: None };
const GITLAB_URL: Known = Known { key: "gitlab_url", variable: "CTB_GITLAB_URL", usual: None };
const MOUSER_URL: Known = Known { key: "mouser_url", variable: "CTB_MOUSER_URL", usual: None };
const GITHUB_TOKEN: Known = Known { key: "github_token", variable: "CTB_GITHUB_TOKEN", usual: None };
const MOUSER_KEY: Known = Known { key: "mouser_key", variable: "CTB_MOUSER_KEY", usual: None };
const SECRET_KEY: Known = Known { key: "secret_key", variable: "CTB_SECRET_KEY", usual: None };
const REMOTE_TIMEOUT: Known =
    Known { key: "remote_timeout", variable: "CTB_REMOTE_TIMEOUT", usual: Some("20") };
const SITE_ROOT: Known = Known { key: "site_root", variable: "CTB_SITE_ROOT", usual: None };
const LOG: Known = Known { key: "log", variable: "CTB_LOG", usual: None };

/// Every setting, in the order in which they are shown.
const ALL: [&Known; 12] = [
    &DATABASE,
    &WORKSPACE,
    &LISTEN,
    &GITHUB_URL,
    &GITLAB_URL,
    &MOUSER_URL,
    &GITHUB_TOKEN,
    &MOUSER_KEY,
    &SECRET_KEY,
    &REMOTE_TIMEOUT,
    &SITE_ROOT,
    &LOG,
];

/// Where a setting's value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag of this command, named for its setting.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
    /// The configuration file.
    File(PathBuf),
    /// Nobody said anything.
    Usual,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(key) => write!(f, "--{key}"),
            Self::Environment(variable) => f.write_str(variable),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Usual => f.write_str("default"),
        }
    }
}

/// A value, and where it comes from.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// What is in force.
    pub value: T,
    /// Who said so.
    pub origin: Origin,
}

/// All settings.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database's file.
    pub database: Setting<DatabaseUrl>,
    /// Which workspace is meant; the only one, if none is named.
    pub workspace: Setting<Option<String>>,
    /// Where the web application listens.
    pub listen: Setting<SocketAddr>,
    /// Another server that speaks GitHub's API.
    pub github_url: Setting<Option<Url>>,
    /// Another server that speaks GitLab's API.
    pub gitlab_url: Setting<Option<Url>>,
    /// Another server that speaks Mouser's API.
    pub mouser_url: Setting<Option<Url>>,
    /// For private repositories and higher limits.
    pub github_token: Setting<Option<SecretString>>,
    /// For Mouser's prices and stock.
    pub mouser_key: Setting<Option<SecretString>>,
    /// The key that tokens are encrypted with, as 64 hexadecimal digits; by default one in a file beside the database.
    pub secret_key: Setting<Option<SecretString>>,
    /// How long a page waits for a git host.
    pub remote_timeout: Setting<Duration>,
    /// The folder of the site's files; by default those in the binary, else `target/site`.
    pub site_root: Setting<Option<PathBuf>>,
    /// What is logged to standard error, as `tracing` directives; by default `info` while serving,
    /// and nothing else where.
    pub log: Setting<Option<String>>,
}

/// A setting as it is shown: secrets are masked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Shown {
    /// The setting's name.
    pub setting: &'static str,
    /// Its value; none where it is not set.
    pub value: Option<String>,
    /// Where the value comes from.
    pub from: String,
}

impl Config {
    /// Works out what is in force.
    ///
    /// # Errors
    /// [`ConfigError`] naming the setting and its origin.
    pub fn resolve(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            database: needed(sources, &DATABASE, |text| {
                text.parse::<DatabaseUrl>().map_err(Refusal::because)
            })?,
            workspace: optional(sources, &WORKSPACE, |text| Ok(text.to_owned()))?,
            listen: needed(sources, &LISTEN, address)?,
            github_url: optional(sources, &GITHUB_URL, base_url)?,
            gitlab_url: optional(sources, &GITLAB_URL, base_url)?,
            mouser_url: optional(sources, &MOUSER_URL, base_url)?,
            github_token: optional(sources, &GITHUB_TOKEN, secret)?,
            mouser_key: optional(sources, &MOUSER_KEY, secret)?,
            secret_key: optional(sources, &SECRET_KEY, secret)?,
            remote_timeout: needed(sources, &REMOTE_TIMEOUT, waiting)?,
            site_root: optional(sources, &SITE_ROOT, |text| Ok(PathBuf::from(text)))?,
            log: optional(sources, &LOG, directives)?,
        })
    }

    /// Every setting as it may be shown to people.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let database = format!("sqlite:{}", self.database.value.path().display());
        vec![
            shown(&DATABASE, Some(database), &self.database.origin),
            shown(&WORKSPACE, self.workspace.value.clone(), &self.workspace.origin),
            shown(&LISTEN, Some(self.listen.value.to_string()), &self.listen.origin),
            shown(&GITHUB_URL, text(self.github_url.value.as_ref()), &self.github_url.origin),
            shown(&GITLAB_URL, text(self.gitlab_url.value.as_ref()), &self.gitlab_url.origin),
            shown(&MOUSER_URL, text(self.mouser_url.value.as_ref()), &self.mouser_url.origin),
            shown(&GITHUB_TOKEN, masked(self.github_token.value.as_ref()), &self.github_token.origin),
            shown(&MOUSER_KEY, masked(self.mouser_key.value.as_ref()), &self.mouser_key.origin),
            shown(&SECRET_KEY, masked(self.secret_key.value.as_ref()), &self.secret_key.origin),
            shown(
                &REMOTE_TIMEOUT,
                Some(self.remote_timeout.value.as_secs().to_string()),
                &self.remote_timeout.origin,
            ),
            shown(
                &SITE_ROOT,
                self.site_root.value.as_ref().map(|path| path.display().to_string()),
                &self.site_root.origin,
            ),
            shown(&LOG, self.log.value.clone(), &self.log.origin),
        ]
    }
}

fn needed<T>(
    sources: &Sources<'_>,
    known: &Known,
    parse: impl Fn(&str) -> Result<T, Refusal>,
) -> Result<Setting<T>, ConfigError> {
    let (text, origin) =
        sources.find(known)?.unwrap_or((known.usual.unwrap_or_default().to_owned(), Origin::Usual));
    let value = parse(&text).map_err(|refusal| refusal.of(known.key, &origin))?;
    Ok(Setting { value, origin })
}

fn optional<T>(
    sources: &Sources<'_>,
    known: &Known,
    parse: impl Fn(&str) -> Result<T, Refusal>,
) -> Result<Setting<Option<T>>, ConfigError> {
    let Some((text, origin)) = sources.find(known)? else {
        return Ok(Setting { value: None, origin: Origin::Usual });
    };
    let value = parse(&text).map_err(|refusal| refusal.of(known.key, &origin))?;
    Ok(Setting { value: Some(value), origin })
}

/// `127.0.0.1:3000`, `[::1]:3000` or `localhost:3000`; names are not looked up.
fn address(text: &str) -> Result<SocketAddr, Refusal> {
    let local = text.strip_prefix("localhost:").and_then(|port| port.parse().ok());
    if let Some(port) = local {
        return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    text.parse().map_err(|_| {
        Refusal::new(format!("\u{201c}{text}\u{201d} is not an address and port, such as 127.0.0.1:3000"))
    })
}

/// The address of an API. It may carry no login, since it is shown; those have settings of their own.
fn base_url(text: &str) -> Result<Url, Refusal> {
    let refused = || Refusal::new("it must be an http or https address without login, query or fragment");
    let url = Url::parse(text).map_err(|_| refused())?;
    let plain = url.username().is_empty() && url.password().is_none();
    let bare = url.query().is_none() && url.fragment().is_none() && url.has_host();
    if matches!(url.scheme(), "http" | "https") && plain && bare { Ok(url) } else { Err(refused()) }
}

fn waiting(text: &str) -> Result<Duration, Refusal> {
    let seconds = text.parse().ok().filter(|seconds| (1..=LONGEST_WAIT).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| {
        Refusal::new(format!("\u{201c}{text}\u{201d} is no number of seconds from 1 to {LONGEST_WAIT}"))
    })
}

fn secret(text: &str) -> Result<SecretString, Refusal> {
    Ok(SecretString::from(text))
}

fn directives(text: &str) -> Result<String, Refusal> {
    tracing_subscriber::EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|_| {
        Refusal::new(format!("\u{201c}{text}\u{201d} is no log filter, such as info or ctb=debug,warn"))
    })
}

fn shown(known: &Known, value: Option<String>, origin: &Origin) -> Shown {
    Shown { setting: known.key, value, from: origin.to_string() }
}

fn text(url: Option<&Url>) -> Option<String> {
    url.map(|url| url.as_str().trim_end_matches('/').to_owned())
}

fn masked(secret: Option<&SecretString>) -> Option<String> {
    secret.filter(|secret| !secret.expose_secret().is_empty()).map(|_| MASK.to_owned())
}
