//! What several builds miss together: free stock is given to the builds in line, each piece once.

use crate::domain::builds::{Build, BuildStatus};
use crate::domain::clearing::{BuildSheet, Readiness, work_out};
use crate::domain::ids::{BuildId, PartId, StockLineId};
use crate::domain::quantity::Quantity;
use crate::services::ServiceError;
use crate::services::sheets::{Lines, Material, Prices, Wanted};
use crate::store::Tx;
use std::collections::BTreeMap;

/// What one need of a build misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The build.
    pub build: BuildId,
    /// The part that is wanted.
    pub part: PartId,
    /// Pieces that neither its reservations nor free stock cover.
    pub quantity: Quantity,
    /// Parts that would do, the wanted one first.
    pub any_of: Vec<PartId>,
}

/// What these builds miss, in the order given; a piece that covers an earlier one is used up for the
/// later ones. Builds that are over miss nothing.
///
/// # Errors
/// [`ServiceError::Store`]; [`ServiceError::Invalid`] where one needs more than can be counted.
pub async fn missing(tx: &mut Tx, builds: &[Build]) -> Result<Vec<Missing>, ServiceError> {
    let live = |build: &&Build| matches!(build.status, BuildStatus::Open | BuildStatus::Cleared);
    let builds: Vec<&Build> = builds.iter().filter(live).collect();
    let lines = Lines::read(tx, builds.iter().filter_map(|build| build.standing_bom())).await?;
    let sheets: Vec<Wanted<'_>> =
        builds.into_iter().map(|build| lines.wanted(build, build.standing_bom())).collect();
    let material = Material::read(tx, &sheets, Prices::WhereTheyDecide).await?;
    let mut promised: BTreeMap<StockLineId, Quantity> = BTreeMap::new();
    let mut missing = Vec::new();
    for wanted in sheets {
        let build = wanted.build;
        let mut sheet = material.sheet(wanted);
        take_away(&mut sheet, &promised);
        let readiness = work_out(&sheet, &build.choices());
        super::countable(build, &sheet, &readiness)?;
        promise(&sheet, &readiness, &mut promised);
        missing.extend(readiness.needs.into_iter().filter(|need| !need.missing.is_zero()).map(|need| {
            Missing { build: build.id, part: need.part, quantity: need.missing, any_of: need.acceptable }
        }));
    }
    Ok(missing)
}

/// What earlier builds were promised is not free for this one.
fn take_away(sheet: &mut BuildSheet, promised: &BTreeMap<StockLineId, Quantity>) {
    for stock in &mut sheet.stock {
        if let Some(pieces) = promised.get(&stock.stock_line) {
            stock.reserved_by_others = (stock.reserved_by_others + *pieces).min(stock.on_hand);
        }
    }
}

/// Free pieces that this build would take; what it has reserved is nobody else's anyway.
fn promise(sheet: &BuildSheet, readiness: &Readiness, promised: &mut BTreeMap<StockLineId, Quantity>) {
    let mut held: BTreeMap<StockLineId, Quantity> = BTreeMap::new();
    for pieces in &sheet.held {
        *held.entry(pieces.stock_line).or_insert(Quantity::ZERO) += pieces.quantity;
    }
    for take in readiness.needs.iter().flat_map(|need| &need.would_take) {
        let own = held.entry(take.stock_line).or_insert(Quantity::ZERO);
        let free = take.quantity.saturating_sub(*own);
        *own = own.saturating_sub(take.quantity);
        *promised.entry(take.stock_line).or_insert(Quantity::ZERO) += free;
    }
}
