//! Buying what is missing: how many items of an offer, whose offers, and for which needs.
//!
//! - [`cheapest`]: the cheapest number of items of one offer that is enough;
//! - [`choose`]: for every part the offer, or offers, so that everything together, shipping included, is as
//!   cheap as the search can make it, with a proven lower bound;
//! - [`draft`]: what the chosen builds still have to order, net of what is drafted and on its way;
//! - [`outlay`]: what such a drafting costs;
//! - [`worth`]: what pieces cost that go into a build, bought or not.
//!
//! Amounts in different currencies are never added. They are compared where the workspace states
//! rates for them ([`Rates`]); a part that is offered in several currencies of which some have no
//! rate is bought in one that has, or else within one of the others.

mod choice;
mod drafting;
mod outlay;
mod purchase;
mod rates;
mod search;
mod splitting;
#[cfg(test)]
mod tests;

pub use choice::{Commitment, Effort, Market, PurchasePlan, Share, choose};
pub use drafting::{BuildMissing, DraftLine, Drafting, OpenLine, Peg, Pegs, Stage, draft};
pub use outlay::{Outlay, outlay};
pub use purchase::{Purchase, cheapest, sold_from, unit_price, worth};
pub use rates::{Rates, Totals, shipping_for};
