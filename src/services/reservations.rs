//! Reservations: brings what a build has reserved to what it is to have, by movements.

use super::ServiceError;
use crate::domain::allocation::Take;
use crate::domain::ids::{AllocationId, BuildId, PartId, StockLineId};
use crate::domain::ledger::Movement;
use crate::domain::quantity::Quantity;
use crate::store::movements::Entry;
use crate::store::reservations::{Allocation, Share};
use crate::store::{self, WriteTx};
use std::collections::BTreeMap;

/// What one need is to have reserved.
#[derive(Debug, Clone)]
pub struct Reserved<'a> {
    /// The need's part.
    pub part: PartId,
    /// Which of the part's needs.
    pub variant: &'a str,
    /// From where, and how much.
    pub takes: &'a [Take],
}

type Place = (PartId, String, StockLineId);

/// Reserves exactly these pieces for a build: keeps what fits, gives back what does not, adds what
/// is lacking. What completions used is never touched.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn ensure(tx: &mut WriteTx, build: BuildId, needs: &[Reserved<'_>]) -> Result<(), ServiceError> {
    let target = target(needs);
    let shares: Vec<Share> = target
        .keys()
        .map(|(part, variant, stock_line)| Share {
            part: *part,
            variant: variant.clone(),
            stock_line: *stock_line,
        })
        .collect();
    store::reservations::ensure(tx, build, &shares).await?;
    let present = store::reservations::of_build(tx, build).await?;
    store::movements::book(tx, &difference(&present, &target)).await?;
    Ok(())
}

/// Gives back everything that a build has reserved.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn delete(tx: &mut WriteTx, build: BuildId) -> Result<(), ServiceError> {
    ensure(tx, build, &[]).await
}

fn target(needs: &[Reserved<'_>]) -> BTreeMap<Place, Quantity> {
    let mut target = BTreeMap::new();
    for need in needs {
        for take in need.takes {
            let place = (need.part, need.variant.to_owned(), take.stock_line);
            *target.entry(place).or_insert(Quantity::ZERO) += take.quantity;
        }
    }
    target
}

/// Releases first, so that pieces can go from one need to another.
fn difference(present: &[Allocation], target: &BTreeMap<Place, Quantity>) -> Vec<Entry> {
    let mut releases = Vec::new();
    let mut reserves = Vec::new();
    for allocation in present {
        let place = (allocation.part, allocation.variant.clone(), allocation.stock_line);
        let wanted = target.get(&place).copied().unwrap_or(Quantity::ZERO);
        let (surplus, lack) =
            (allocation.quantity.saturating_sub(wanted), wanted.saturating_sub(allocation.quantity));
        if !surplus.is_zero() {
            releases.push(release(allocation.id, allocation.stock_line, surplus));
        }
        if !lack.is_zero() {
            let movement = Movement::Reserve { allocation: allocation.id, quantity: lack };
            reserves.push(Entry::new(allocation.stock_line, movement));
        }
    }
    releases.append(&mut reserves);
    releases
}

/// The entry that gives back reserved pieces.
#[must_use]
pub fn release(allocation: AllocationId, line: StockLineId, quantity: Quantity) -> Entry {
    Entry::new(line, Movement::Release { allocation, quantity })
}
