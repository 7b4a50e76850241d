//! How an open build stands, in the words that its page and the lists share.

use crate::app::view::{Status, Tone};
use crate::domain::clearing::Tally;

/// What is the matter with a build that is not clear, or that everything is here.
pub(super) fn of_open(tally: &Tally, everything_here: bool) -> Status {
    if everything_here {
        return Status::new(Tone::Clear, "everything is here");
    }
    match (tally.missing, tally.unmatched, tally.waiting) {
        (0, 0, 0) => Status::new(Tone::Waiting, "never synced"),
        (0, 0, 1) => Status::new(Tone::Waiting, "waits for 1 part"),
        (0, 0, waiting) => Status::new(Tone::Waiting, format!("waits for {waiting} parts")),
        (0, 1, _) => Status::new(Tone::Missing, "1 line without a part"),
        (0, lines, _) => Status::new(Tone::Missing, format!("{lines} lines without a part")),
        (1, ..) => Status::new(Tone::Missing, "1 part missing"),
        (missing, ..) => Status::new(Tone::Missing, format!("{missing} parts missing")),
    }
}
