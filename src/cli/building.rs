//! `ctb complete`, `ctb cancel` and `ctb reopen`.

use crate::domain::quantity::Quantity;
use clap::Args;
use serde::Serialize;

/// Pieces that are done.
#[derive(Debug, Args, Serialize)]
pub struct Complete {
    /// The build's number or key
    build: String,
    /// How many pieces; all that remain, if not given
    #[arg(long, value_name = "K")]
    quantity: Option<Quantity>,
}

/// A build to give up.
#[derive(Debug, Args, Serialize)]
pub struct Cancel {
    /// The build's number or key
    build: String,
}

/// A build whose last completion was a mistake.
#[derive(Debug, Args, Serialize)]
pub struct Reopen {
    /// The build's number or key
    build: String,
}
