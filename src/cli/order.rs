//! `ctb order`, `ctb place`, `ctb cancel-order` and `ctb receive`.

use crate::domain::quantity::Quantity;
use clap::Args;
use serde::Serialize;

/// What to order for.
#[derive(Debug, Args, Serialize)]
pub struct Order {
    /// Numbers or keys of builds; all open builds, if none is given
    builds: Vec<String>,
    /// For all open builds
    #[arg(long, conflicts_with = "builds")]
    all: bool,
}

/// A draft to place.
#[derive(Debug, Args, Serialize)]
pub struct Place {
    /// The order's number or key
    order: String,
}

/// An order to end.
#[derive(Debug, Args, Serialize)]
pub struct CancelOrder {
    /// The order's number or key
    order: String,
}

/// A delivery.
#[derive(Debug, Args, Serialize)]
pub struct Receive {
    /// The order's number or key
    order: String,
    /// What came of one line, by its place in the order counted from 1; all that is open, if none is given
    #[arg(long = "line", value_name = "N=QUANTITY")]
    lines: Vec<LineQuantity>,
}

/// `N=QUANTITY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LineQuantity {
    line: u32,
    quantity: Quantity,
}

impl std::str::FromStr for LineQuantity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = || format!("write N=QUANTITY, such as 1=100, not {text}");
        let (line, quantity) = text.split_once('=').ok_or_else(form)?;
        let line = line.trim().parse().ok().filter(|line| *line > 0).ok_or_else(form)?;
        Ok(Self { line, quantity: quantity.parse().map_err(|error| format!("{error}"))? })
    }
}
