//! How the parts of a bundle name each other, and times.

use crate::domain::time::Timestamp;
use crate::domain::workspace::ActorKind;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A build or order: by its key, or by its number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// Its number.
    Number(u32),
    /// Its key.
    Key(String),
}

impl Default for Reference {
    fn default() -> Self {
        Self::Number(0)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Key(key) => key.fmt(f),
        }
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => to.serialize_u32(*number),
            Self::Key(key) => to.serialize_str(key),
        }
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Reference;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a key")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Reference, E> {
                u32::try_from(number).map(Reference::Number).map_err(|_| E::custom("the number is too large"))
            }

            fn visit_str<E: de::Error>(self, key: &str) -> Result<Reference, E> {
                Ok(Reference::Key(key.to_owned()))
            }
        }
        from.deserialize_any(Either)
    }
}

/// Who did something: `command_line:ctb`, `person:Ada`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActorName {
    /// What kind of actor.
    kind: ActorKind,
    /// The actor's name.
    name: String,
}

const KINDS: [ActorKind; 4] = [ActorKind::Person, ActorKind::Token, ActorKind::CommandLine, ActorKind::Job];

impl ActorName {
    /// The actor of that kind and name.
    #[must_use]
    pub fn new(kind: ActorKind, name: &str) -> Self {
        Self { kind, name: name.to_owned() }
    }

    /// The kind's name in the store.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind.name()
    }

    /// The actor's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl TryFrom<String> for ActorName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refuse =
            || format!("\u{201c}{text}\u{201d} is no actor: KIND:NAME is wanted, such as person:Ada");
        let (kind, name) = text.split_once(':').ok_or_else(refuse)?;
        let kind = KINDS.into_iter().find(|known| known.name() == kind).ok_or_else(refuse)?;
        if name.is_empty() || name.chars().count() > 200 {
            return Err(refuse());
        }
        Ok(Self::new(kind, name))
    }
}

impl From<ActorName> for String {
    fn from(actor: ActorName) -> Self {
        format!("{}:{}", actor.kind(), actor.name)
    }
}

/// A moment as RFC 3339 text in UTC, milliseconds only where there are some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(Timestamp);

impl Moment {
    /// That moment.
    #[must_use]
    pub const fn new(at: Timestamp) -> Self {
        Self(at)
    }

    /// As the store keeps it.
    #[must_use]
    pub const fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let moment: jiff::Timestamp = text.parse().map_err(|_| {
            format!("\u{201c}{text}\u{201d} is no time: RFC 3339 is wanted, such as 2026-01-02T03:04:05Z")
        })?;
        Ok(Self(Timestamp::from_millis(moment.as_millisecond())))
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        // Outside of the years -9999 to 9999 there is no RFC 3339 text; no clock of ours gives one.
        let moment = jiff::Timestamp::from_millisecond(moment.0.as_millis()).unwrap_or_default();
        moment.to_string()
    }
}

/// An offer, where an order line's is not that of its own part, vendor and number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OfferName {
    /// The part's key.
    pub part: String,
    /// The vendor's name.
    pub vendor: String,
    /// The vendor's number.
    pub item_number: String,
}
