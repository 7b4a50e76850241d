//! What is reserved, for which builds and where: the sums over the ledger.

use super::{ReservationState, SourceState};
use crate::domain::bundle::{Bundle, Index};
use crate::domain::quantity::Quantity;
use std::collections::BTreeMap;

/// Sums of what movements reserved.
#[derive(Default)]
pub(super) struct Reserved<'a> {
    places: BTreeMap<(&'a str, &'a str), i64>,
    /// By build's place and needed part, then by part and location that it comes from.
    builds: BTreeMap<usize, Needs<'a>>,
}

/// By needed part: where its pieces come from.
type Needs<'a> = BTreeMap<&'a str, BTreeMap<(&'a str, &'a str), i64>>;

impl<'a> Reserved<'a> {
    /// The sums over a bundle's ledger.
    pub(super) fn of(bundle: &'a Bundle) -> Self {
        let index = Index::new(bundle);
        let mut sums = Self::default();
        for movement in bundle.movements.iter().filter(|movement| movement.reserved != 0) {
            let place = (movement.part.as_str(), movement.location.as_str());
            *sums.places.entry(place).or_default() += movement.reserved;
            let Some(name) = &movement.reservation else { continue };
            let Some(build) = index.build(&name.build) else { continue };
            let needs = sums.builds.entry(build).or_default();
            *needs.entry(&name.part).or_default().entry(place).or_default() += movement.reserved;
        }
        sums
    }

    /// What is reserved of a part in a location.
    pub(super) fn at(&self, part: &str, location: &str) -> Quantity {
        self.places.get(&(part, location)).map_or(Quantity::ZERO, |pieces| whole(*pieces))
    }

    /// What is reserved for the build at that place, by needed part.
    pub(super) fn reservations(&self, build: usize) -> Vec<ReservationState> {
        let mut found = Vec::new();
        for (part, places) in self.builds.get(&build).into_iter().flatten() {
            let from: Vec<SourceState> = places
                .iter()
                .filter(|(_, pieces)| **pieces != 0)
                .map(|((part, location), pieces)| SourceState {
                    part: (*part).to_owned(),
                    location: (*location).to_owned(),
                    quantity: whole(*pieces),
                })
                .collect();
            if !from.is_empty() {
                let quantity = from.iter().map(|source| source.quantity).sum();
                found.push(ReservationState { part: (*part).to_owned(), quantity, from });
            }
        }
        found
    }
}

/// Sums of a ledger that holds are never negative.
fn whole(pieces: i64) -> Quantity {
    Quantity::try_from(pieces).unwrap_or(Quantity::ZERO)
}
