//! What a vendor's client can be asked: numbers in, items out.
//!
//! The next vendor is a folder beside `mouser` with one implementation of [`Vendor`], and one line
//! in the program's assembly that puts it into [`Vendors`]. Counting calls, waiting, trying again
//! and remembering answers is not a client's affair: whoever calls keeps to [`CallLimits`].

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use url::Url;

use super::guard::OutgoingError;
use crate::domain::catalog::PriceBreak;
use crate::domain::money::Currency;
use crate::domain::quantity::Quantity;

/// The longest item number that the catalogue holds, in characters.
const LONGEST_NUMBER: usize = 200;

/// A vendor with an API. Everything that it says is somebody else's text.
#[async_trait]
pub trait Vendor: Send + Sync {
    /// What the catalogue calls the vendor, in any case: `Mouser`.
    fn name(&self) -> &str;

    /// How often the vendor may be asked.
    fn limits(&self) -> CallLimits;

    /// How many numbers fit in one call; one at least.
    fn batch(&self) -> usize;

    /// Whether the vendor's API takes a number at all; whoever asks for many sorts out first.
    ///
    /// # Errors
    /// [`VendorError::NotAskable`].
    fn check(&self, number: &ItemNumber) -> Result<(), VendorError> {
        let _ = number;
        Ok(())
    }

    /// Looks up at most [`Vendor::batch`] numbers with one call. The answers stand in the order of
    /// the numbers, one for each. A call is one request: nothing is tried again inside.
    ///
    /// # Errors
    /// [`VendorError`]; then nothing is known of any of the numbers.
    async fn look_up(&self, numbers: &[ItemNumber]) -> Result<Vec<LookUp>, VendorError>;
}

/// How often a vendor may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallLimits {
    /// Calls in any sixty seconds.
    pub per_minute: u32,
    /// Calls in any twenty-four hours.
    pub per_day: u32,
}

/// A vendor's number for an item: 1 to 200 characters without blanks around them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemNumber(String);

/// A text that cannot be an item number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ItemNumberError {
    /// Nothing but blanks.
    #[error("an item number is empty")]
    Empty,
    /// Longer than the catalogue holds.
    #[error(
        "an item number of {0} characters is too long: the limit is {max}",
        max = LONGEST_NUMBER
    )]
    TooLong(usize),
    /// Characters that cannot be seen.
    #[error("\u{201c}{0}\u{201d} contains control characters, which no item number has")]
    Control(String),
}

/// What one number brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookUp {
    /// The number as asked.
    pub number: ItemNumber,
    /// What the vendor has for it.
    pub found: Found,
}

/// What a vendor has for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One item; its own number may differ from the one asked for, which may be a manufacturer's.
    Item(Box<VendorItem>),
    /// Several items, none of which bears just that number: a person chooses.
    Several(Vec<VendorItem>),
    /// No item, or none that can be ordered.
    Nothing,
}

/// A vendor's item. What the vendor left out, or said in a way that nobody understands, is `None`;
/// the latter is also among the warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorItem {
    /// The vendor's number, as the vendor writes it.
    pub item_number: ItemNumber,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// In a line.
    pub description: Option<String>,
    /// In the vendor's own order of things.
    pub category: Option<String>,
    /// The fewest that are sold; one if the vendor says nothing.
    pub minimum: Quantity,
    /// Sold in multiples of this; one if the vendor says nothing.
    pub multiple: Quantity,
    /// In the vendor's stock.
    pub in_stock: Option<Quantity>,
    /// Days until the factory delivers.
    pub lead_days: Option<u32>,
    /// Where it is in its life, if not simply in production: `End of Life`.
    pub lifecycle: Option<String>,
    /// The vendor's or maker's advice what to take instead.
    pub suggested_replacement: Option<String>,
    /// Its data sheet; http or https.
    pub datasheet: Option<Url>,
    /// A picture; http or https.
    pub picture: Option<Url>,
    /// Its page at the vendor's; http or https.
    pub url: Option<Url>,
    /// What the prices are in; none where there are no prices.
    pub currency: Option<Currency>,
    /// Price breaks by quantity, each quantity once.
    pub prices: Vec<PriceBreak>,
    /// What the vendor says about it that a buyer should know, and what of its data made no sense.
    pub warnings: Vec<String>,
}

/// Why a vendor could not be asked, or its answer not be used. No message holds a key or a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VendorError {
    /// There is a client, but no key for it.
    #[error("{vendor} can only be asked with an API key: set {setting}")]
    NoKey {
        /// Whose client.
        vendor: String,
        /// The setting that wants the key.
        setting: &'static str,
    },
    /// The vendor does not know the key.
    #[error("{vendor} does not accept the API key: check {setting}")]
    BadKey {
        /// Who said so.
        vendor: String,
        /// The setting that holds the key.
        setting: &'static str,
    },
    /// Too many calls in a short time, or the vendor turned us away for a while.
    #[error("{vendor} wants fewer calls: it is asked again in {} seconds at the earliest", .wait.as_secs())]
    Throttled {
        /// Who said so.
        vendor: String,
        /// How long to leave it alone.
        wait: Duration,
    },
    /// The day's calls are used up.
    #[error("{vendor}\u{2019}s limit of calls a day is used up: try again tomorrow")]
    DailyLimit {
        /// Who said so.
        vendor: String,
    },
    /// The vendor's own failure.
    #[error("{vendor} failed with status {status}: try again later")]
    Unavailable {
        /// Whose.
        vendor: String,
        /// 5xx.
        status: u16,
    },
    /// No answer in time.
    #[error("{vendor} did not answer in time: try again later")]
    Slow {
        /// Who.
        vendor: String,
    },
    /// The answer ended before its end.
    #[error("the answer of {vendor} was cut short: try again")]
    CutShort {
        /// Whose.
        vendor: String,
    },
    /// An answer without anything in it.
    #[error("the answer of {vendor} is empty: try again later")]
    Empty {
        /// Whose.
        vendor: String,
    },
    /// Something else than JSON: most often a proxy's or portal's page.
    #[error(
        "what came from {vendor} is no answer of its API ({why}): is there a proxy or a sign-in page in between?"
    )]
    NotJson {
        /// Whose it should be.
        vendor: String,
        /// What it is instead.
        why: String,
    },
    /// JSON, but not what the API's description promises.
    #[error("the answer of {vendor} cannot be understood ({why}): its API may have changed")]
    Unexpected {
        /// Whose.
        vendor: String,
        /// Where and how it differs.
        why: String,
    },
    /// The vendor did not want this question.
    #[error("{vendor} refused the question: {message}")]
    Refused {
        /// Who.
        vendor: String,
        /// In its own words, shortened.
        message: String,
    },
    /// A number that the vendor's API does not take; nothing was sent.
    #[error("{vendor} cannot be asked for \u{201c}{number}\u{201d}: {why}")]
    NotAskable {
        /// Who.
        vendor: String,
        /// As it was given.
        number: String,
        /// Which rule forbids it.
        why: String,
    },
    /// More numbers than fit in a call; nothing was sent.
    #[error("{vendor} takes {limit} numbers a call, not {asked}")]
    TooMany {
        /// Who.
        vendor: String,
        /// How many it takes.
        limit: usize,
        /// How many were given.
        asked: usize,
    },
    /// More matches than fit in an answer, so that what is not in it may exist all the same.
    #[error("{vendor} has more matches than it tells at once: ask for fewer numbers at a time")]
    TooManyMatches {
        /// Who.
        vendor: String,
    },
    /// The request did not get there.
    #[error("{vendor} cannot be asked: {error}")]
    Outgoing {
        /// Who.
        vendor: String,
        /// Why.
        error: OutgoingError,
    },
}

/// What may help against a [`VendorError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The same call again, after its caller's usual pause.
    Again,
    /// The same call, but not before so long.
    After(Duration),
    /// The same call on another day.
    Tomorrow,
    /// The same numbers in other calls: one of them is at fault, and alone it would be seen which.
    Apart,
    /// A person: a setting is wrong. No other call to this vendor has a chance either.
    Settings,
}

impl VendorError {
    /// What may help.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::NoKey { .. } | Self::BadKey { .. } => Remedy::Settings,
            Self::Throttled { wait, .. } => Remedy::After(*wait),
            Self::DailyLimit { .. } => Remedy::Tomorrow,
            Self::Refused { .. }
            | Self::NotAskable { .. }
            | Self::TooMany { .. }
            | Self::TooManyMatches { .. } => Remedy::Apart,
            Self::Outgoing { error, .. } => match error {
                OutgoingError::Refused { .. } | OutgoingError::RedirectElsewhere { .. } => Remedy::Settings,
                _ => Remedy::Again,
            },
            Self::Unavailable { .. }
            | Self::Slow { .. }
            | Self::CutShort { .. }
            | Self::Empty { .. }
            | Self::NotJson { .. }
            | Self::Unexpected { .. } => Remedy::Again,
        }
    }

    /// Gives a request without an answer the vendor's name.
    pub(super) fn from_outgoing(vendor: &str, error: OutgoingError) -> Self {
        let vendor = vendor.to_owned();
        match error {
            OutgoingError::TimedOut(_) => Self::Slow { vendor },
            OutgoingError::CutShort(_) => Self::CutShort { vendor },
            error => Self::Outgoing { vendor, error },
        }
    }
}

impl ItemNumber {
    /// Reads a number; blanks around it are dropped.
    ///
    /// # Errors
    /// [`ItemNumberError`].
    pub fn parse(text: &str) -> Result<Self, ItemNumberError> {
        let number = text.trim();
        let length = number.chars().count();
        if number.is_empty() {
            Err(ItemNumberError::Empty)
        } else if length > LONGEST_NUMBER {
            Err(ItemNumberError::TooLong(length))
        } else if number.chars().any(char::is_control) {
            Err(ItemNumberError::Control(number.chars().filter(|c| !c.is_control()).collect()))
        } else {
            Ok(Self(number.to_owned()))
        }
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same number: vendors don't tell cases apart.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl std::fmt::Display for ItemNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The vendors that can be asked, by name. Cheap to clone; made once for the whole program.
#[derive(Clone, Default)]
pub struct Vendors {
    clients: BTreeMap<String, Arc<dyn Vendor>>,
    without_key: BTreeMap<String, VendorError>,
}

impl Vendors {
    /// No vendor at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a client.
    #[must_use]
    pub fn with(mut self, client: Arc<dyn Vendor>) -> Self {
        self.clients.insert(folded(client.name()), client);
        self
    }

    /// Adds a vendor that could be asked if only there were a key for it.
    #[must_use]
    pub fn with_keyless(mut self, vendor: &str, setting: &'static str) -> Self {
        let error = VendorError::NoKey { vendor: vendor.to_owned(), setting };
        self.without_key.insert(folded(vendor), error);
        self
    }

    /// The client of the vendor that the catalogue calls so, in any case.
    #[must_use]
    pub fn client(&self, name: &str) -> Option<&Arc<dyn Vendor>> {
        self.clients.get(&folded(name))
    }

    /// What to tell whoever wants a vendor asked that only lacks its key.
    #[must_use]
    pub fn missing_key(&self, name: &str) -> Option<&VendorError> {
        self.without_key.get(&folded(name))
    }

    /// All clients, by name.
    pub fn clients(&self) -> impl Iterator<Item = &Arc<dyn Vendor>> {
        self.clients.values()
    }

    /// What all of them are called, those without a key too.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let keyless = self.without_key.values().filter_map(|error| match error {
            VendorError::NoKey { vendor, .. } => Some(vendor.as_str()),
            _ => None,
        });
        self.clients.values().map(|client| client.name()).chain(keyless).collect()
    }

    /// Whether nobody can be asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clients.is_empty()
    }
}

/// As the catalogue compares vendors' names.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

impl std::fmt::Debug for Vendors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vendors")
            .field("clients", &self.clients.keys())
            .field("without_key", &self.without_key.keys())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_number_is_seen_and_fits_the_catalogue() {
        assert_eq!(ItemNumber::parse(" 595-TL074CN ").unwrap().as_str(), "595-TL074CN");
        assert!(ItemNumber::parse(&"x".repeat(200)).is_ok());
        assert_eq!(ItemNumber::parse(&"x".repeat(201)), Err(ItemNumberError::TooLong(201)));
        assert_eq!(ItemNumber::parse(" \t"), Err(ItemNumberError::Empty));
        assert_eq!(ItemNumber::parse("a\u{0}b"), Err(ItemNumberError::Control("ab".into())));
        let number = |text| ItemNumber::parse(text).unwrap();
        assert!(number("595-tl074cn").is_same(&number("595-TL074CN")));
    }

    #[test]
    fn vendors_are_found_by_name_in_any_case_and_without_a_key_it_is_said_what_is_missing() {
        let vendors = Vendors::none().with_keyless("Mouser", "CTB_MOUSER_KEY");
        assert!(vendors.is_empty() && vendors.client("Mouser").is_none());
        let said = vendors.missing_key(" MOUSER ").unwrap().to_string();
        assert_eq!(said, "Mouser can only be asked with an API key: set CTB_MOUSER_KEY");
        assert_eq!(vendors.missing_key("Mouser").unwrap().remedy(), Remedy::Settings);
        assert!(vendors.missing_key("Tayda").is_none());
    }
}
