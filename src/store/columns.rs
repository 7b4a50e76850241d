//! From columns to domain types: what every file of this room does with a number or a text that it
//! reads.

use super::StoreError;
use crate::domain::quantity::Quantity;

/// Pieces.
pub(super) fn quantity(pieces: i64) -> Result<Quantity, StoreError> {
    Quantity::try_from(pieces).map_err(corrupt)
}

/// The number of a line, a rank, days.
pub(super) fn small(number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(corrupt)
}

/// What was counted.
pub(super) fn count(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(corrupt)
}

/// A value that the domain refuses.
pub(super) fn corrupt(error: impl ToString) -> StoreError {
    StoreError::Corrupt(error.to_string())
}
