//! What others may know of a BOM that was read.

use super::{Fetched, Unmatched};

impl Fetched {
    /// The commit that it was read at; none for a file.
    #[must_use]
    pub fn commit(&self) -> Option<&str> {
        self.commit.as_deref()
    }

    /// The file that it was read from.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Whether a line without a part counts: what stays empty needs none.
    #[must_use]
    pub fn counts(&self, unmatched: &Unmatched) -> bool {
        self.lines.iter().any(|line| line.line == unmatched.line && !line.do_not_populate)
    }
}
