//! What is wrong with what somebody entered: which field, and why. The browser asks the same while
//! they type.

use crate::domain::money::Micros;
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FieldProblem {
    /// It is empty.
    #[error("this must be said")]
    Missing,
    /// Too many characters.
    #[error("{length} characters are too many: the limit is {most}")]
    TooLong {
        /// As many as there are.
        length: usize,
        /// The limit.
        most: usize,
    },
    /// A control character, which no screen shows.
    #[error("it holds a character that cannot be printed")]
    Unprintable,
    /// A number beyond its limits.
    #[error("{number} is not between {least} and {most}")]
    OutOfRange {
        /// What was given.
        number: u64,
        /// The least that there may be.
        least: u64,
        /// The most.
        most: u64,
    },
    /// Too many of a list.
    #[error("{count} are too many: the limit is {most}")]
    TooMany {
        /// How many there are.
        count: usize,
        /// The limit.
        most: usize,
    },
    /// An amount below zero.
    #[error("{0} is negative")]
    Negative(Micros),
    /// The same thing twice in one list.
    #[error("\u{201c}{0}\u{201d} is there twice")]
    Twice(String),
    /// Neither http nor https, or with a blank in it.
    #[error("it is no web address: one begins with https:// or http:// and has no blanks")]
    NotAWebAddress,
    /// Something else has that name.
    #[error("\u{201c}{0}\u{201d} is taken already")]
    Taken(String),
    /// Nothing has that name.
    #[error("there is no \u{201c}{0}\u{201d}")]
    Unknown(String),
    /// A text where a number of pieces is wanted.
    #[error("\u{201c}{0}\u{201d} is no whole number: type one, such as 25")]
    NotANumber(String),
    /// A text where an amount of money is wanted.
    #[error("\u{201c}{0}\u{201d} is no amount: write it with a point, such as 0.012")]
    NotAnAmount(String),
    /// No number of pieces at all.
    #[error("how many pieces? Type a whole number, such as 12")]
    HowMany,
    /// A line of custom fields that names none.
    #[error("\u{201c}{0}\u{201d} has no colon: write each as name: value, one a line")]
    NoColon(String),
    /// A part for itself.
    #[error("a part cannot stand in for itself, or come with itself")]
    Itself,
}

/// A field with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct FieldError {
    /// Its name, with its place in a list: `prices/2/unit_price`.
    pub field: String,
    /// What is wrong.
    pub problem: FieldProblem,
}

impl FieldError {
    /// Something is wrong with a field.
    #[must_use]
    pub fn new(field: &str, problem: FieldProblem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

/// All fields with which something is wrong: at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvalidFields(Vec<FieldError>);

impl InvalidFields {
    /// The fields in their order.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.0
    }
}

impl From<FieldError> for InvalidFields {
    fn from(error: FieldError) -> Self {
        Self(vec![error])
    }
}

impl std::fmt::Display for InvalidFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let said: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&said.join("; "))
    }
}

impl std::error::Error for InvalidFields {}

/// Looks at fields one by one and collects what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<FieldError>);

impl Fields {
    pub(super) fn report(&mut self, field: &str, problem: FieldProblem) {
        self.0.push(FieldError::new(field, problem));
    }

    /// One line of text that must be there.
    pub(super) fn name(&mut self, field: &str, text: &str, most: usize) -> String {
        if text.trim().is_empty() {
            self.report(field, FieldProblem::Missing);
        }
        self.line(field, text, most)
    }

    /// One line of text that may be empty, without the blanks around it.
    pub(super) fn line(&mut self, field: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.chars().any(char::is_control) {
            self.report(field, FieldProblem::Unprintable);
        }
        self.at_most(field, text, most);
        text.to_owned()
    }

    /// One line of text, or nothing.
    pub(super) fn optional(&mut self, field: &str, text: Option<&str>, most: usize) -> Option<String> {
        text.map(|text| self.line(field, text, most)).filter(|text| !text.is_empty())
    }

    /// Text with line breaks.
    pub(super) fn prose(&mut self, field: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.report(field, FieldProblem::Unprintable);
        }
        self.at_most(field, text, most);
        text.to_owned()
    }

    /// A page on the web, or nothing: never an address that a browser would run.
    pub(super) fn address(&mut self, field: &str, text: Option<&str>) -> Option<String> {
        let address = self.optional(field, text, 2000)?;
        let lowered = address.to_ascii_lowercase();
        let rest = ["https://", "http://"].iter().find_map(|scheme| lowered.strip_prefix(scheme));
        let has_host = rest.and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric);
        if !has_host || address.chars().any(char::is_whitespace) {
            self.report(field, FieldProblem::NotAWebAddress);
        }
        Some(address)
    }

    pub(super) fn within(&mut self, field: &str, quantity: Quantity, least: u64, most: u64) {
        let number = quantity.get();
        if !(least..=most).contains(&number) {
            self.report(field, FieldProblem::OutOfRange { number, least, most });
        }
    }

    pub(super) fn not_negative(&mut self, field: &str, amount: Option<Micros>) {
        if let Some(amount) = amount.filter(|amount| amount.get() < 0) {
            self.report(field, FieldProblem::Negative(amount));
        }
    }

    pub(super) fn few(&mut self, field: &str, count: usize, most: usize) {
        if count > most {
            self.report(field, FieldProblem::TooMany { count, most });
        }
    }

    /// What was looked at, if nothing is wrong with it.
    pub(super) fn finish<T>(self, checked: T) -> Result<T, InvalidFields> {
        if self.0.is_empty() { Ok(checked) } else { Err(InvalidFields(self.0)) }
    }

    fn at_most(&mut self, field: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.report(field, FieldProblem::TooLong { length, most });
        }
    }
}
