//! How many parts of a build stand how: what a list says of it.

use super::{NeedReadiness, Readiness};
use serde::{Deserialize, Serialize};

/// Parts, and lines without one, by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All that count.
    pub counted: usize,
    /// Of them, those that are missing and not on their way.
    pub missing: usize,
    /// Those that are missing and on their way.
    pub waiting: usize,
    /// Lines that have no part.
    pub unmatched: usize,
}

impl Tally {
    /// Those of which everything is here.
    #[must_use]
    pub fn ready(&self) -> usize {
        self.counted.saturating_sub(self.missing + self.waiting + self.unmatched)
    }
}

impl NeedReadiness {
    /// Whether something is missing, and all of it is on its way.
    #[must_use]
    pub fn is_on_its_way(&self) -> bool {
        !self.missing.is_zero() && self.on_the_way >= self.missing
    }

    /// Whether something is missing that is not on its way.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.on_the_way < self.missing
    }
}

impl Readiness {
    /// How many parts stand how.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let count =
            |stands: fn(&NeedReadiness) -> bool| self.needs.iter().filter(|need| stands(need)).count();
        Tally {
            counted: count(|need| need.counted) + self.unmatched.len(),
            missing: count(NeedReadiness::is_missing),
            waiting: count(NeedReadiness::is_on_its_way),
            unmatched: self.unmatched.len(),
        }
    }
}
