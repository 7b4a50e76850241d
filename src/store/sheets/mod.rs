//! What the sheets of builds are made of, for any number of builds together, in a number of
//! statements that grows neither with the builds nor with their lines: sets travel as one JSON
//! parameter.

mod lines;
mod offers;
mod parts;
mod supply;

pub use lines::{LineRow, OwnLineRow, left_out_by_version, lines, own_lines};
pub use offers::offers;
pub use parts::{PartRow, alike, parts, stand_ins};
pub use supply::{IncomingRow, ReservedRow, StockRow, held, incoming, reserved, stock};

use std::collections::BTreeSet;
use std::fmt::Display;

/// Ids as one parameter.
fn set<Id: Display>(ids: &BTreeSet<Id>) -> String {
    let numbers: Vec<String> = ids.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}
