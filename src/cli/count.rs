//! `ctb count`.

use crate::domain::quantity::Quantity;
use clap::Args;
use serde::Serialize;

/// What was counted.
#[derive(Debug, Args, Serialize)]
pub struct Count {
    /// The part's key, name or number
    part: String,
    /// How many pieces lie there
    quantity: Quantity,
    /// Where, if the part lies in several places
    #[arg(long, value_name = "L")]
    location: Option<String>,
}
