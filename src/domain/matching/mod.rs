//! What a BOM line means: which part it is, or what it wanted where there is none.
//!
//! First that fits, and the [`Resolution`] records which: a decision (of this version, or remembered for
//! the workspace), vendor and item number, manufacturer part number, requirement (symbol, value and
//! package, with tolerance and ratings at least those that are stated). Lines are told apart by
//! their references, never by their row ([`compare`]).
//!
//! It works on a [`Catalog`] that somebody else loaded, and must not know where it comes from.

mod by_number;
mod catalog;
mod changes;
mod decisions;
mod footprints;
mod line;
mod requirement;
mod resolution;
mod resolve;
#[cfg(test)]
mod tests;
mod unknown_items;

pub use catalog::{
    Catalog, CatalogData, CatalogOffer, CatalogPart, CatalogVendor, ImplicitPart, MissingItem, PackageEntry,
};
pub use changes::{BomChanges, Comparison, compare};
pub use decisions::{Choice, Decision, Decisions, Remembered, RememberedKey, Said, Word};
pub use line::{BomLine, LineKey, line_keys};
pub use requirement::{Requirement, parts_meeting};
pub use resolution::{Reason, Resolution, ResolvedLine};
pub use resolve::{Standing, StandingMeanings, can_be_remembered, resolve, resolve_all, to_remember};
pub use unknown_items::{UnknownItem, unknown_items};
