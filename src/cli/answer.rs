//! What a command answers: a document for programs and text for people.

use super::failure::Failure;
use serde::Serialize;
use std::process::ExitCode;

/// Done, but the build is not clear to build.
pub const NOT_CLEAR: u8 = 3;
/// Not done.
pub const FAILED: u8 = 1;

/// Both forms of a command's result, and how the process ends.
#[derive(Debug)]
pub struct Answer {
    json: String,
    text: String,
    note: Option<String>,
    exit: u8,
}

impl Answer {
    /// The result as JSON, and in words.
    ///
    /// # Errors
    /// [`Failure::Service`] where the result is no JSON, which is a bug.
    pub fn new(result: &impl Serialize, text: impl Into<String>) -> Result<Self, Failure> {
        let json = serde_json::to_string(result).map_err(crate::services::ServiceError::from)?;
        Ok(Self::ready(json, text))
    }

    /// The result where both forms are made already.
    pub fn ready(json: impl Into<String>, text: impl Into<String>) -> Self {
        Self { json: json.into(), text: text.into(), note: None, exit: 0 }
    }

    /// Ends with another code than 0.
    #[must_use]
    pub fn ending(mut self, exit: u8) -> Self {
        self.exit = exit;
        self
    }

    /// Says a line on standard error too.
    #[must_use]
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// One JSON document.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// For people.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What standard error says.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// How the process ends.
    pub fn exit(&self) -> ExitCode {
        ExitCode::from(self.exit)
    }
}
