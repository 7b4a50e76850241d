//! `ctb count`.

use super::answer::Answer;
use super::desk::Desk;
use super::failure::Failure;
use crate::domain::quantity::Quantity;
use crate::services::inventory::{self, Place, StockAnswer};
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
    /// Which lot, if several lie there
    #[arg(long, value_name = "LOT")]
    lot: Option<String>,
}

impl Count {
    /// Books it.
    pub async fn run(&self, desk: &mut Desk) -> Result<Answer, Failure> {
        let request = desk.request("count", self)?;
        let context = desk.context().await?;
        let place = Place { part: self.part.clone(), location: self.location.clone(), lot: self.lot.clone() };
        let lies = inventory::count(&context, &request, &place, self.quantity).await?;
        Answer::new(&lies, told(&lies))
    }
}

fn told(lies: &StockAnswer) -> String {
    let StockAnswer { part, location, on_hand, reserved, no_longer_clear } = lies;
    let opened: String =
        no_longer_clear.iter().map(|build| format!("\nBuild {build} is no longer clear to build.")).collect();
    format!("{part} in {location}: {on_hand} on hand, {reserved} of them reserved.{opened}")
}
