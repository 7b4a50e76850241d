//! Where a workshop starts, and what a repository was found to hold.

use crate::domain::bundle::Problem;
use crate::domain::repository::{BomProposals, RepositoryRefs};
use serde::{Deserialize, Serialize};

/// How far a workspace is: what its first page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    /// Nothing is in it.
    Empty,
    /// Something is.
    Begun,
}

/// The first page: how far the workspace is, and why a bundle was not imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstLook {
    /// How far it is.
    pub start: Start,
    /// What is wrong with the bundle that was sent last, each with its JSON pointer.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more: usize,
}

/// What looking at a repository found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant)] // there is one at a time, and it is sent
pub enum Look {
    /// It is there.
    Found {
        /// Its branches and tags.
        refs: RepositoryRefs,
        /// Files that may be its BOM; none where the branch, tag or commit is not there.
        boms: Option<BomProposals>,
        /// What is wrong with the branch, tag or commit.
        problem: Option<String>,
    },
    /// It could not be looked at: why, and what to do.
    Failed(String),
}

/// A project's name made of its repository's: `EurorackKickDrum` is `Eurorack Kick Drum`.
#[must_use]
pub fn suggested_name(repository: &str) -> String {
    let trimmed = repository.trim().trim_end_matches('/').trim_end_matches(".git");
    let last = trimmed.rsplit(['/', ':']).next().unwrap_or_default();
    let mut name = String::new();
    let mut before: Option<char> = None;
    for letter in last.chars() {
        let begins = letter.is_uppercase() && before.is_some_and(|before| before.is_lowercase());
        if matches!(letter, '-' | '_') {
            if !name.ends_with(' ') && !name.is_empty() {
                name.push(' ');
            }
        } else {
            if begins {
                name.push(' ');
            }
            name.push(letter);
        }
        before = Some(letter);
    }
    name.trim().to_owned()
}
