//! What a build needs, what covers it, and what is missing: from the sheet of a build and the choices
//! made for it to a [`Readiness`], in which every number carries the terms that it is made of.
//!
//! The server runs it to clear a build, the browser while somebody edits one: the same sheet and
//! choices give the same answer on both sides. It must not know where the sheet comes from.

mod consequence;
pub mod meeting;
mod need_state;
mod needs;
mod readiness;
pub mod report;
mod sheet;
mod tally;
#[cfg(test)]
mod tests;

pub use consequence::{Consequence, NewlyMissing, consequence};
pub use need_state::NeedState;
pub use needs::{Absence, Demand, Wanted, absent, demand};
pub use readiness::{NeedReadiness, Readiness, StandInOffer, UnmatchedLine, cover, work_out};
pub use sheet::{
    BuildSheet, Choices, HeldPieces, Incoming, Meaning, Origin, ReservedElsewhere, SheetLine, SheetPart,
    SheetStock,
};
pub use tally::Tally;
