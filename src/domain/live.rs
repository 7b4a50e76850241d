//! What changed, for whoever looks at it: never the data, which a page fetches anew.

use serde::{Deserialize, Serialize};

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Parts, packages, vendors, offers or stand-ins, as a whole.
    Catalog,
    /// A part: itself, its offers or its stand-ins.
    Part,
    /// Stock lines, as a whole.
    Stock,
    /// A project.
    Project,
    /// A version: its BOM or decisions.
    Version,
    /// A build.
    Build,
    /// An order.
    Order,
    /// A job.
    Job,
}

impl Subject {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Catalog,
        Self::Part,
        Self::Stock,
        Self::Project,
        Self::Version,
        Self::Build,
        Self::Order,
        Self::Job,
    ];

    /// Its name in the store and in the stream.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Part => "part",
            Self::Stock => "stock",
            Self::Project => "project",
            Self::Version => "version",
            Self::Build => "build",
            Self::Order => "order",
            Self::Job => "job",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.name() == name)
    }
}

/// A page's data that knows up to where in the event stream it is: what was told before is in it already.
pub trait Seen: PartialEq {
    /// The newest event when it was read.
    fn seen(&self) -> i64;

    /// It, as if it had been read at that event.
    #[must_use]
    fn told_until(self, event: i64) -> Self;
}

/// One entry of the event stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its place in the stream: whoever saw it, saw all before it.
    pub id: i64,
    /// What kind of thing changed.
    pub kind: Subject,
    /// Which one; 0 for a kind as a whole.
    pub subject: i64,
    /// Its edit counter after the change, 0 where it has none.
    pub edit: i64,
    /// Who did it.
    pub by: String,
}

impl Change {
    /// As a page's scripts tell each other of it: one line, number, kind, subject, edit and name.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { id, kind, subject, edit, by } = self;
        format!("{id} {} {subject} {edit} {by}", kind.name())
    }

    /// What such a line tells; nothing where it is none.
    #[must_use]
    pub fn in_line(line: &str) -> Option<Self> {
        let mut words = line.splitn(5, ' ');
        Some(Self {
            id: words.next()?.parse().ok()?,
            kind: Subject::from_name(words.next()?)?,
            subject: words.next()?.parse().ok()?,
            edit: words.next()?.parse().ok()?,
            by: words.next()?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_name_in_the_store_and_in_the_stream() {
        for subject in Subject::ALL {
            assert_eq!(serde_json::to_value(subject).unwrap(), subject.name());
            assert_eq!(Subject::from_name(subject.name()), Some(subject));
        }
        assert_eq!(Subject::from_name("nothing"), None);
    }

    #[test]
    fn a_change_is_told_in_a_line() {
        let change =
            Change { id: 7, kind: Subject::Build, subject: 3, edit: 0, by: "Ada at the bench".to_owned() };
        assert_eq!(change.line(), "7 build 3 0 Ada at the bench");
        assert_eq!(Change::in_line(&change.line()), Some(change));
        for none in ["", "7 build 3 0", "7 nothing 3 0 Ada", "x build 3 0 Ada"] {
            assert_eq!(Change::in_line(none), None, "{none}");
        }
    }
}
