//! What can be wrong with the configuration. A secret's value is never part of a message.

use super::Origin;
use std::path::PathBuf;

/// Why the configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file that was named cannot be read.
    #[error("the configuration {path} cannot be read: {cause}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// The file is no TOML.
    #[error("the configuration {path} is not TOML: {cause} (line {line})")]
    NotToml {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        cause: String,
        /// Where.
        line: usize,
    },
    /// The file has keys that are no settings.
    #[error("the configuration {path} has settings that ctb does not know: {}; it knows {}", .keys.join(", "), .known.join(", "))]
    UnknownKeys {
        /// Which file.
        path: PathBuf,
        /// The keys.
        keys: Vec<String>,
        /// What may be set.
        known: Vec<&'static str>,
    },
    /// A setting in the file is not a text.
    #[error("{key} in {path} must be a text in quotes")]
    NotText {
        /// Which setting.
        key: &'static str,
        /// Which file.
        path: PathBuf,
    },
    /// A variable holds bytes that are no text.
    #[error("{0} is not UTF-8")]
    NotUnicode(&'static str),
    /// A value that cannot be.
    #[error("{key} (from {origin}): {why}")]
    Invalid {
        /// Which setting.
        key: &'static str,
        /// Who said so.
        origin: String,
        /// What is wrong with it.
        why: String,
    },
}

/// Why a value cannot be; it does not know yet whose value it is.
pub(super) struct Refusal(String);

impl Refusal {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }

    pub(super) fn because(cause: impl std::error::Error) -> Self {
        Self(cause.to_string())
    }

    pub(super) fn of(self, key: &'static str, origin: &Origin) -> ConfigError {
        ConfigError::Invalid { key, origin: origin.to_string(), why: self.0 }
    }
}
