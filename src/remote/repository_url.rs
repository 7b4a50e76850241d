//! The address of a repository as people paste it, reduced to what a host's API wants to know.

use std::fmt;
use std::str::FromStr;

use url::Url;

/// Which API a repository's host speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HostKind {
    /// GitHub's REST API.
    GitHub,
}

/// A repository on a host that we can read. Two spellings of one repository are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RepositoryUrl {
    kind: HostKind,
    owner: String,
    name: String,
}

/// Why an address is not a repository's. The text as given is not repeated where it could hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepositoryUrlError {
    /// Not an address at all.
    #[error("{0:?} is not the address of a repository; give one like https://github.com/owner/name")]
    NotAUrl(String),
    /// A scheme that no git host serves.
    #[error("addresses that start with {0}: are not read; give one like https://github.com/owner/name")]
    Scheme(String),
    /// A host whose API we don't know.
    #[error(
        "{0} is not a git host that can be read yet; GitHub repositories can (https://github.com/owner/name), or import the BOM as a file"
    )]
    UnknownHost(String),
    /// Nothing after the host.
    #[error("the address lacks the repository's owner; give one like https://github.com/owner/name")]
    MissingOwner,
    /// Only an owner after the host.
    #[error("the address names the owner {0:?} but no repository; give one like https://github.com/{0}/name")]
    MissingName(String),
    /// A page inside the repository.
    #[error(
        "the address points into the repository; give https://github.com/{owner}/{name} and say ref and path separately"
    )]
    TooDeep {
        /// The owner found.
        owner: String,
        /// The repository found.
        name: String,
    },
    /// A name that GitHub cannot have given.
    #[error("{0:?} cannot be the name of an owner or repository: letters, digits, - _ and . only")]
    BadName(String),
    /// A password or token in the address.
    #[error("the address contains a password or token; take it out and configure CTB_GITHUB_TOKEN instead")]
    Credentials,
}

impl RepositoryUrl {
    /// Parses an address as a browser, `git clone` or a person writes it.
    ///
    /// # Errors
    /// See [`RepositoryUrlError`].
    pub fn parse(text: &str) -> Result<Self, RepositoryUrlError> {
        let url = read_url(text.trim())?;
        check_scheme_and_user(&url)?;
        check_host(&url)?;
        let (owner, name) = owner_and_name(&url)?;
        Self::on_github(&owner, &name)
    }

    /// The repository of that owner and name on GitHub.
    ///
    /// # Errors
    /// GitHub cannot have given one of the names.
    pub fn on_github(owner: &str, name: &str) -> Result<Self, RepositoryUrlError> {
        let name = name.strip_suffix(".git").unwrap_or(name);
        for (text, longest, extra) in [(owner, 60, "-_"), (name, 100, "-_.")] {
            let known = |c: char| c.is_ascii_alphanumeric() || extra.contains(c);
            let only_dots = text.chars().all(|c| c == '.');
            if only_dots || text.len() > longest || text.starts_with('-') || !text.chars().all(known) {
                return Err(RepositoryUrlError::BadName(text.chars().take(80).collect()));
            }
        }
        Ok(Self { kind: HostKind::GitHub, owner: owner.to_owned(), name: name.to_owned() })
    }

    /// Which API to ask.
    #[must_use]
    pub fn kind(&self) -> HostKind {
        self.kind
    }

    /// The person or organisation.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// The repository's name, without `.git`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `owner/name`, as messages call it.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{}/{}", self.owner, self.name)
    }
}

impl fmt::Display for RepositoryUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://github.com/{}/{}", self.owner, self.name)
    }
}

impl FromStr for RepositoryUrl {
    type Err = RepositoryUrlError;

    fn from_str(text: &str) -> Result<Self, RepositoryUrlError> {
        Self::parse(text)
    }
}

/// Understands three forms: a real URL, `user@host:path`, and an address without its scheme.
fn read_url(text: &str) -> Result<Url, RepositoryUrlError> {
    // What stands before an @ may be a token.
    let harmless = text.rsplit('@').next().unwrap_or_default();
    let not_a_url = || RepositoryUrlError::NotAUrl(harmless.chars().take(80).collect());
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(not_a_url());
    }
    let full = if text.contains("://") {
        text.to_owned()
    } else if let Some((login, path)) = text.split_once(':').filter(|(login, _)| login.contains('@')) {
        format!("ssh://{login}/{}", path.trim_start_matches('/'))
    } else if text.split('/').next().is_some_and(|host| host.contains('.') && !host.contains(':')) {
        format!("https://{text}")
    } else if let Some((scheme, _)) = text.split_once(':') {
        return Err(RepositoryUrlError::Scheme(scheme.chars().take(20).collect()));
    } else {
        return Err(not_a_url());
    };
    Url::parse(&full).map_err(|_| not_a_url())
}

fn check_scheme_and_user(url: &Url) -> Result<(), RepositoryUrlError> {
    let ssh = matches!(url.scheme(), "ssh" | "git+ssh");
    if !ssh && !matches!(url.scheme(), "https" | "http" | "git") {
        return Err(RepositoryUrlError::Scheme(url.scheme().to_owned()));
    }
    let login_only = url.username().is_empty() || ssh;
    if url.password().is_some() || !login_only {
        return Err(RepositoryUrlError::Credentials);
    }
    Ok(())
}

fn check_host(url: &Url) -> Result<(), RepositoryUrlError> {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let known = matches!(host.as_str(), "github.com" | "www.github.com" | "ssh.github.com");
    let usual_port = matches!(url.port(), None | Some(22 | 443));
    if known && usual_port {
        return Ok(());
    }
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Err(RepositoryUrlError::UnknownHost(format!("{host}{port}")))
}

fn owner_and_name(url: &Url) -> Result<(String, String), RepositoryUrlError> {
    let mut parts = url.path().split('/').filter(|part| !part.is_empty());
    let owner = parts.next().ok_or(RepositoryUrlError::MissingOwner)?.to_owned();
    let name = parts.next().ok_or_else(|| RepositoryUrlError::MissingName(owner.clone()))?.to_owned();
    match parts.next() {
        None => Ok((owner, name)),
        Some(_) => Err(RepositoryUrlError::TooDeep { owner, name }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_repository_is_the_same_repository() {
        let expected = RepositoryUrl::on_github("thismatters", "EurorackLfo").unwrap();
        for text in [
            "https://github.com/thismatters/EurorackLfo",
            "https://github.com/thismatters/EurorackLfo/",
            "https://github.com/thismatters/EurorackLfo.git",
            " https://www.github.com/thismatters/EurorackLfo.git/ ",
            "http://GitHub.com/thismatters/EurorackLfo?tab=readme#top",
            "github.com/thismatters/EurorackLfo",
            "git@github.com:thismatters/EurorackLfo.git",
            "ssh://git@github.com/thismatters/EurorackLfo.git",
            "ssh://git@ssh.github.com:443/thismatters/EurorackLfo.git",
            "git://github.com/thismatters/EurorackLfo.git",
        ] {
            assert_eq!(RepositoryUrl::parse(text).unwrap(), expected, "{text}");
        }
        assert_eq!(expected.to_string(), "https://github.com/thismatters/EurorackLfo");
    }

    #[test]
    fn what_is_wrong_is_said_precisely() {
        use RepositoryUrlError as E;
        let error = |text: &str| RepositoryUrl::parse(text).unwrap_err();
        assert!(matches!(error(""), E::NotAUrl(_)));
        assert!(matches!(error("my lfo"), E::NotAUrl(_)));
        assert!(matches!(error("owner/name"), E::NotAUrl(_)));
        assert_eq!(error("file:///etc/passwd"), E::Scheme("file".into()));
        assert_eq!(error("gopher://github.com/a/b"), E::Scheme("gopher".into()));
        assert_eq!(error("javascript:alert(1)"), E::Scheme("javascript".into()));
        assert_eq!(error("https://gitlab.com/a/b"), E::UnknownHost("gitlab.com".into()));
        assert_eq!(
            error("https://github.com.evil.example/a/b"),
            E::UnknownHost("github.com.evil.example".into())
        );
        assert_eq!(error("http://127.0.0.1/a/b"), E::UnknownHost("127.0.0.1".into()));
        assert_eq!(error("http://2130706433/a/b"), E::UnknownHost("127.0.0.1".into()));
        assert_eq!(error("https://github.com:8080/a/b"), E::UnknownHost("github.com:8080".into()));
        assert_eq!(error("https://github.com/"), E::MissingOwner);
        assert_eq!(error("https://github.com/owner"), E::MissingName("owner".into()));
        assert!(matches!(error("https://github.com/o/n/blob/main/lfo.csv"), E::TooDeep { .. }));
        assert!(matches!(error("https://github.com/o/n%20x"), E::BadName(_)));
        assert!(matches!(error("https://github.com/o/.git"), E::BadName(_)));
        assert_eq!(error("https://me:secret@github.com/o/n"), E::Credentials);
        assert_eq!(error("https://ghp_secret@github.com/o/n"), E::Credentials);
    }

    #[test]
    fn a_token_in_an_address_is_not_repeated() {
        let error = RepositoryUrl::parse("https://ghp_secret@github.com/o/n").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("ghp_secret"));
    }
}
