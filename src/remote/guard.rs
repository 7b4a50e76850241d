//! The only door for outgoing HTTP (design.md §9).
//!
//! A request goes to a base address that the operator configured, whatever network that is in; or
//! by https to a public address. Names are resolved once and the connection is made to the very
//! addresses that were checked, so a name that answers differently the second time gains nothing.
//! Redirects are followed here, one by one, each checked like a first request. Time and size are
//! limited; no proxy of the environment is used, since it would resolve names for us.

use std::error::Error;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Client, Method, Response, StatusCode};
use url::{Host, Origin, Url};

use super::address::{NotPublic, check_public};

/// How long and how far a request may go.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the answer is read, with redirects and retries.
    pub whole: Duration,
    /// Redirects that are followed.
    pub redirects: usize,
    /// The pause before each retry; as many retries as pauses.
    pub pauses: Vec<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
            redirects: 5,
            pauses: vec![Duration::from_millis(300), Duration::from_millis(1200)],
        }
    }
}

/// One request.
#[derive(Clone)]
pub struct Ask {
    /// Where to.
    pub url: Url,
    /// With what; secrets are marked sensitive.
    pub headers: HeaderMap,
    /// A JSON document to post; without it the request is a GET.
    pub post: Option<Vec<u8>>,
    /// A longer answer is refused.
    pub most_bytes: usize,
}

impl Ask {
    /// A GET without headers.
    #[must_use]
    pub fn get(url: Url, most_bytes: usize) -> Self {
        Self { url, headers: HeaderMap::new(), post: None, most_bytes }
    }
}

/// Without the query and the document, which may hold a secret.
impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ask")
            .field("address", &address_of(&self.url))
            .field("path", &self.url.path())
            .field("headers", &self.headers)
            .field("posts", &self.post.is_some())
            .field("most_bytes", &self.most_bytes)
            .finish_non_exhaustive()
    }
}

/// What came back, whole, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, at most as long as asked for.
    pub body: Vec<u8>,
}

/// Why a request brought no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutgoingError {
    /// The rules forbid this address.
    #[error("{address} may not be reached: {why}")]
    Refused {
        /// Scheme, host and port.
        address: String,
        /// Which rule.
        why: String,
    },
    /// The name does not resolve, nobody listens, or TLS failed.
    #[error("{address} cannot be reached: {why}")]
    Unreachable {
        /// Scheme, host and port.
        address: String,
        /// What the connection attempt said.
        why: String,
    },
    /// The connection broke before an answer.
    #[error("{0} closed the connection without answering")]
    Broken(String),
    /// It took too long.
    #[error("{0} did not answer in time")]
    TimedOut(String),
    /// The body ended before its declared end.
    #[error("the answer of {0} was cut short")]
    CutShort(String),
    /// The body is longer than asked for.
    #[error("the answer of {address} is longer than {limit} bytes")]
    TooLarge {
        /// Scheme, host and port.
        address: String,
        /// The most that was asked for.
        limit: usize,
    },
    /// Redirects without end.
    #[error("{0} redirects too often")]
    TooManyRedirects(String),
    /// A redirect to another host, scheme or port.
    #[error("{from} redirects to {to}, which is not followed")]
    RedirectElsewhere {
        /// Where it came from.
        from: String,
        /// Where it points to.
        to: String,
    },
}

/// How names become addresses; the system's way, but for tests.
pub trait NameLookup: Send + Sync {
    /// The addresses of a name.
    fn look_up(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl NameLookup for SystemNames {
    fn look_up(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Sends requests, within the rules.
pub struct Guard {
    operators: Vec<Origin>,
    limits: Limits,
    names: Arc<dyn NameLookup>,
    // Made when first needed: a machine without certificates can still use what needs none.
    to_operators: OnceLock<Client>,
    to_public: OnceLock<Client>,
}

impl Guard {
    /// A guard that also lets requests pass to the base addresses that the operator configured.
    #[must_use]
    pub fn new(operators_bases: &[Url], limits: Limits) -> Self {
        Self::with_names(operators_bases, limits, Arc::new(SystemNames))
    }

    /// The same with another way to resolve names.
    #[must_use]
    pub fn with_names(operators_bases: &[Url], limits: Limits, names: Arc<dyn NameLookup>) -> Self {
        Self {
            operators: operators_bases.iter().map(Url::origin).collect(),
            limits,
            names,
            to_operators: OnceLock::new(),
            to_public: OnceLock::new(),
        }
    }

    /// Sends a request and reads the whole answer. A GET is tried again where the server was
    /// briefly unable to answer, and follows redirects that stay on its host.
    ///
    /// # Errors
    /// See [`OutgoingError`]. An answer with an error status is an answer.
    pub async fn send(&self, ask: &Ask) -> Result<Answer, OutgoingError> {
        tokio::time::timeout(self.limits.whole, self.send_with_retries(ask))
            .await
            .unwrap_or_else(|_| Err(OutgoingError::TimedOut(address_of(&ask.url))))
    }

    async fn send_with_retries(&self, ask: &Ask) -> Result<Answer, OutgoingError> {
        let pauses = if ask.post.is_none() { self.limits.pauses.as_slice() } else { &[] };
        for pause in pauses {
            let outcome = self.follow(ask).await;
            if !may_pass(&outcome) {
                return outcome;
            }
            tracing::debug!(address = %address_of(&ask.url), "no answer yet; trying again");
            tokio::time::sleep(*pause).await;
        }
        self.follow(ask).await
    }

    async fn follow(&self, ask: &Ask) -> Result<Answer, OutgoingError> {
        let mut url = ask.url.clone();
        for _ in 0..=self.limits.redirects {
            let response = self.send_once(&url, ask).await?;
            match redirect_target(&url, &response) {
                Some(next) if ask.post.is_none() => url = same_origin(&url, next)?,
                _ => return read(response, ask.most_bytes).await,
            }
        }
        Err(OutgoingError::TooManyRedirects(address_of(&ask.url)))
    }

    async fn send_once(&self, url: &Url, ask: &Ask) -> Result<Response, OutgoingError> {
        let client = self.client_for(url)?;
        let request = match &ask.post {
            None => client.request(Method::GET, url.clone()),
            Some(json) => client
                .request(Method::POST, url.clone())
                .header(reqwest::header::CONTENT_TYPE, "application/json")
                .body(json.clone()),
        };
        request.headers(ask.headers.clone()).send().await.map_err(|error| why_not_sent(url, &error))
    }

    /// Checks everything about an address that can be known before its name is resolved.
    fn client_for(&self, url: &Url) -> Result<Client, OutgoingError> {
        let refused = |why: String| OutgoingError::Refused { address: address_of(url), why };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("only http and https are spoken".into()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("the address contains a login".into()));
        }
        if self.operators.contains(&url.origin()) {
            return made_once(&self.to_operators, || self.client(None));
        }
        if url.scheme() != "https" {
            return Err(refused("only https is allowed, unless the configuration names the address".into()));
        }
        let literal = match url.host() {
            Some(Host::Ipv4(v4)) => Some(IpAddr::V4(v4)),
            Some(Host::Ipv6(v6)) => Some(IpAddr::V6(v6)),
            Some(Host::Domain(_)) => None,
            None => return Err(refused("it names no host".into())),
        };
        literal.map_or(Ok(()), check_public).map_err(|error| refused(error.to_string()))?;
        made_once(&self.to_public, || self.client(Some(PublicNames(self.names.clone()))))
    }

    fn client(&self, names: Option<PublicNames>) -> Result<Client, OutgoingError> {
        // Another part of the program may have chosen the provider already: then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut client = Client::builder()
            .user_agent(concat!("clear-to-build/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .referer(false)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.limits.connect)
            .pool_idle_timeout(Duration::from_secs(20));
        match names {
            Some(names) => client = client.dns_resolver(Arc::new(names)).https_only(true),
            // With plain http alone there is nothing to verify, and nothing to load for it.
            None if self.operators_need_no_tls() => client = client.tls_certs_only([]),
            None => {}
        }
        client.build().map_err(|error| OutgoingError::Unreachable {
            address: "the network".into(),
            why: format!(
                "no secure connection can be set up ({}); install the system's ca-certificates",
                root_cause(&error)
            ),
        })
    }

    fn operators_need_no_tls(&self) -> bool {
        self.operators.iter().all(|origin| matches!(origin, Origin::Tuple(scheme, ..) if scheme == "http"))
    }
}

fn made_once(
    place: &OnceLock<Client>,
    make: impl FnOnce() -> Result<Client, OutgoingError>,
) -> Result<Client, OutgoingError> {
    if let Some(client) = place.get() {
        return Ok(client.clone());
    }
    let client = make()?;
    Ok(place.get_or_init(|| client).clone())
}

/// A resolver that hands out public addresses only; the connection is made to one of those.
struct PublicNames(Arc<dyn NameLookup>);

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self.0.look_up(name.as_str().to_owned());
        Box::pin(async move {
            let public = only_public(found.await?)?;
            Ok(Box::new(public.into_iter().map(|ip| SocketAddr::new(ip, 0))) as Addrs)
        })
    }
}

fn only_public(found: Vec<IpAddr>) -> Result<Vec<IpAddr>, NotPublic> {
    let refused = found.iter().find_map(|ip| check_public(*ip).err());
    let public: Vec<_> = found.into_iter().filter(|ip| check_public(*ip).is_ok()).collect();
    match refused {
        Some(error) if public.is_empty() => Err(error),
        _ => Ok(public),
    }
}

/// Whether trying again may help: a gateway's answers, and a connection that broke.
fn may_pass(outcome: &Result<Answer, OutgoingError>) -> bool {
    match outcome {
        Ok(answer) => matches!(answer.status.as_u16(), 502..=504),
        Err(error) => matches!(error, OutgoingError::Broken(_)),
    }
}

fn redirect_target(from: &Url, response: &Response) -> Option<Result<Url, String>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?;
    let text = String::from_utf8_lossy(location.as_bytes()).into_owned();
    Some(from.join(&text).map_err(|_| text))
}

fn same_origin(from: &Url, to: Result<Url, String>) -> Result<Url, OutgoingError> {
    let elsewhere = |to| OutgoingError::RedirectElsewhere { from: address_of(from), to };
    let to = to.map_err(|text| elsewhere(text.chars().take(80).collect()))?;
    if to.origin() == from.origin() { Ok(to) } else { Err(elsewhere(address_of(&to))) }
}

async fn read(mut response: Response, most_bytes: usize) -> Result<Answer, OutgoingError> {
    let address = address_of(response.url());
    let too_large = || OutgoingError::TooLarge { address: address.clone(), limit: most_bytes };
    let declared = response.content_length().unwrap_or(0);
    if usize::try_from(declared).map_or(true, |bytes| bytes > most_bytes) {
        return Err(too_large());
    }
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    // Only the connection can fail here: the time limit stands around all of this.
    while let Some(piece) = response.chunk().await.map_err(|_| OutgoingError::CutShort(address.clone()))? {
        if piece.len() > most_bytes.saturating_sub(body.len()) {
            return Err(too_large());
        }
        body.extend_from_slice(&piece);
    }
    Ok(Answer { status, headers, body })
}

fn why_not_sent(url: &Url, error: &reqwest::Error) -> OutgoingError {
    let address = address_of(url);
    if let Some(refused) = find_cause::<NotPublic>(error) {
        OutgoingError::Refused { address, why: refused.to_string() }
    } else if error.is_timeout() {
        OutgoingError::TimedOut(address)
    } else if error.is_connect() || error.is_builder() {
        OutgoingError::Unreachable { address, why: root_cause(error) }
    } else {
        OutgoingError::Broken(address)
    }
}

fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

fn find_cause<E: Error + 'static>(error: &reqwest::Error) -> Option<&E> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn root_cause(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(String::new, ToString::to_string)
}

/// Scheme, host and port: enough to recognise an address, and free of what a path could tell.
fn address_of(url: &Url) -> String {
    match url.origin() {
        origin @ Origin::Tuple(..) => origin.ascii_serialization(),
        Origin::Opaque(_) => format!("{}:", url.scheme()),
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard")
            .field("operators", &self.operators)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
