//! Mouser's search API (formats.md §2), and servers that speak it.
//!
//! The key travels in the query of the address, since the API wants it there. So no address of a
//! request is logged, shown or kept, and what the server says is read without the key, should it
//! repeat it.

mod item;
mod key;
mod matching;
mod reply;

use std::sync::Arc;

use async_trait::async_trait;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use secrecy::SecretString;
use serde_json::json;
use url::Url;

use self::key::Key;
use super::base_url::is_plain_web;
use super::error::SettingsError;
use super::guard::{Ask, Guard, Limits, NameLookup, SystemNames};
use super::vendor::{CallLimits, ItemNumber, LookUp, Vendor, VendorError};

/// What the catalogue calls it.
const NAME: &str = "Mouser";
/// The setting that holds the key, in the words of messages.
const KEY_SETTING: &str = "CTB_MOUSER_KEY";
const PUBLIC_API: &str = "https://api.mouser.com";

/// Calls of the search API; each of up to ten numbers.
const CALLS: CallLimits = CallLimits { per_minute: 30, per_day: 1_000 };
const NUMBERS_A_CALL: usize = 10;
const SHORTEST_NUMBER: usize = 3;
const LONGEST_NUMBER: usize = 40;
/// Fifty items of about 10 kB each are one answer.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// How Mouser is reached.
#[derive(Clone)]
pub struct MouserSettings {
    /// `CTB_MOUSER_URL`: another server that speaks this API. Naming it allows requests to it.
    pub base_url: Option<Url>,
    /// `CTB_MOUSER_KEY`: of the search API, not of the order API.
    pub key: SecretString,
    /// Limits of time.
    pub limits: Limits,
    /// How names become addresses.
    pub names: Arc<dyn NameLookup>,
}

impl MouserSettings {
    /// The public Mouser with this key.
    #[must_use]
    pub fn new(key: SecretString) -> Self {
        Self { base_url: None, key, limits: Limits::default(), names: Arc::new(SystemNames) }
    }
}

/// A client of Mouser's search API.
pub struct Mouser {
    base: Url,
    key: Key,
    guard: Guard,
}

impl Mouser {
    /// What the catalogue calls the vendor.
    pub const NAME: &'static str = NAME;
    /// The setting without which it cannot be asked.
    pub const KEY_SETTING: &'static str = KEY_SETTING;

    /// A client; connects to nothing yet.
    ///
    /// # Errors
    /// The configured address cannot be used.
    pub fn new(settings: MouserSettings) -> Result<Self, SettingsError> {
        let operators_bases: Vec<Url> = settings.base_url.clone().into_iter().collect();
        let base = settings
            .base_url
            .map_or_else(|| Url::parse(PUBLIC_API).map_err(|_| SettingsError::MouserUrl), Ok)?;
        if !is_plain_web(&base) {
            return Err(SettingsError::MouserUrl);
        }
        let guard = Guard::with_names(&operators_bases, settings.limits, settings.names);
        Ok(Self { base, key: Key::new(&settings.key), guard })
    }

    /// The address with the key in it: only ever handed to the guard.
    fn url(&self) -> Url {
        let mut url = self.base.clone();
        // A base was checked to be http or https, so that it has segments.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["api", "v1", "search", "partnumber"]);
        }
        url.query_pairs_mut().append_pair("apiKey", self.key.expose());
        url
    }

    fn ask(&self, numbers: &[ItemNumber]) -> Ask {
        let joined = numbers.iter().map(ItemNumber::as_str).collect::<Vec<_>>().join("|");
        let question =
            json!({"SearchByPartRequest": {"mouserPartNumber": joined, "partSearchOptions": "Exact"}});
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        Ask {
            url: self.url(),
            headers,
            post: Some(question.to_string().into_bytes()),
            most_bytes: MOST_BYTES,
        }
    }

    fn check_all(&self, numbers: &[ItemNumber]) -> Result<(), VendorError> {
        if self.key.expose().is_empty() {
            return Err(VendorError::NoKey { vendor: NAME.to_owned(), setting: KEY_SETTING });
        }
        if numbers.len() > NUMBERS_A_CALL {
            let (limit, asked) = (NUMBERS_A_CALL, numbers.len());
            return Err(VendorError::TooMany { vendor: NAME.to_owned(), limit, asked });
        }
        numbers.iter().try_for_each(|number| self.check(number))
    }
}

#[async_trait]
impl Vendor for Mouser {
    fn name(&self) -> &str {
        NAME
    }

    fn limits(&self) -> CallLimits {
        CALLS
    }

    fn batch(&self) -> usize {
        NUMBERS_A_CALL
    }

    fn check(&self, number: &ItemNumber) -> Result<(), VendorError> {
        let length = number.as_str().chars().count();
        let why = if !(SHORTEST_NUMBER..=LONGEST_NUMBER).contains(&length) {
            format!("its numbers have {SHORTEST_NUMBER} to {LONGEST_NUMBER} characters, not {length}")
        } else if number.as_str().contains('|') {
            "its numbers have no | in them".to_owned()
        } else {
            return Ok(());
        };
        Err(VendorError::NotAskable { vendor: NAME.to_owned(), number: number.to_string(), why })
    }

    async fn look_up(&self, numbers: &[ItemNumber]) -> Result<Vec<LookUp>, VendorError> {
        self.check_all(numbers)?;
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let answer = self
            .guard
            .send(&self.ask(numbers))
            .await
            .map_err(|error| VendorError::from_outgoing(NAME, error))?;
        tracing::debug!(status = answer.status.as_u16(), numbers = numbers.len(), "asked Mouser");
        let results = reply::read(&answer, &self.key)?;
        matching::answers(numbers, results)
    }
}

impl std::fmt::Debug for Mouser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mouser").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for MouserSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MouserSettings")
            .field("base_url", &self.base_url.as_ref().map(Url::as_str))
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
