//! Quantities: whole pieces of a part's unit, never negative.

use serde::{Deserialize, Serialize};
use std::iter::Sum;

/// The most pieces that a build makes, and that a line wants for one piece; the store refuses more.
pub const MOST_PIECES: Quantity = Quantity(1_000_000);

/// A count of pieces (or of the part's own unit), from 0 to [`Quantity::MAX`].
///
/// Arithmetic saturates at the ends, which limits on input keep out of reach; where going below
/// zero would be a mistake, [`Quantity::checked_sub`] says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Quantity(u64);

/// A number that is no quantity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Larger than [`Quantity::MAX`].
    #[error("{0} is too many: the limit is {max}", max = Quantity::MAX.get())]
    TooLarge(u64),
    /// Below zero.
    #[error("{0} is negative: a quantity starts at 0")]
    Negative(i64),
    /// Not a whole number at all.
    #[error("\u{201c}{0}\u{201d} is not a whole number")]
    NotANumber(String),
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One piece.
    pub const ONE: Self = Self(1);
    /// The largest quantity: a thousand million, so that sums over a database fit 64 bits.
    pub const MAX: Self = Self(1_000_000_000);

    /// A quantity of `pieces`, if within the limit.
    ///
    /// # Errors
    /// [`QuantityError::TooLarge`] above [`Quantity::MAX`].
    pub const fn new(pieces: u64) -> Result<Self, QuantityError> {
        if pieces > Self::MAX.0 {
            return Err(QuantityError::TooLarge(pieces));
        }
        Ok(Self(pieces))
    }

    /// A small quantity, which is always within the limit.
    #[must_use]
    pub const fn of(pieces: u16) -> Self {
        Self(pieces as u64)
    }

    /// As many pieces as there may be: `pieces`, or [`Quantity::MAX`] if that is less.
    #[must_use]
    pub const fn clamped(pieces: u64) -> Self {
        Self(if pieces > Self::MAX.0 { Self::MAX.0 } else { pieces })
    }

    /// The pieces.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The difference, unless it would go below zero.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(left) => Some(Self(left)),
            None => None,
        }
    }

    /// The difference, zero at least.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The sum, [`Quantity::MAX`] at most.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        let sum = self.0.saturating_add(other.0);
        Self(if sum > Self::MAX.0 { Self::MAX.0 } else { sum })
    }

    /// `self` taken `times`, [`Quantity::MAX`] at most.
    #[must_use]
    pub const fn times(self, times: Self) -> Self {
        let product = self.0.saturating_mul(times.0);
        Self(if product > Self::MAX.0 { Self::MAX.0 } else { product })
    }
}

impl TryFrom<u64> for Quantity {
    type Error = QuantityError;

    fn try_from(pieces: u64) -> Result<Self, Self::Error> {
        Self::new(pieces)
    }
}

impl TryFrom<i64> for Quantity {
    type Error = QuantityError;

    fn try_from(pieces: i64) -> Result<Self, Self::Error> {
        u64::try_from(pieces).map_err(|_| QuantityError::Negative(pieces)).and_then(Self::new)
    }
}

impl From<Quantity> for u64 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> Self {
        // Within the limit, so it fits.
        quantity.0.cast_signed()
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let pieces: u64 = text.trim().parse().map_err(|_| QuantityError::NotANumber(text.to_owned()))?;
        Self::new(pieces)
    }
}

impl std::ops::Add for Quantity {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.saturating_add(other)
    }
}

impl std::ops::AddAssign for Quantity {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |sum, next| sum + next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_within_the_limit_are_quantities() {
        assert_eq!(" 12 ".parse::<Quantity>(), Quantity::new(12));
        assert_eq!("-1".parse::<Quantity>(), Err(QuantityError::NotANumber("-1".into())));
        assert_eq!("1.5".parse::<Quantity>(), Err(QuantityError::NotANumber("1.5".into())));
        assert_eq!(Quantity::new(1_000_000_001), Err(QuantityError::TooLarge(1_000_000_001)));
        assert_eq!(Quantity::try_from(-3_i64), Err(QuantityError::Negative(-3)));
    }

    #[test]
    fn arithmetic_never_leaves_the_range() {
        assert_eq!(Quantity::MAX + Quantity::ONE, Quantity::MAX);
        assert_eq!(Quantity::MAX.times(Quantity::MAX), Quantity::MAX);
        assert_eq!(Quantity::ONE.saturating_sub(Quantity::MAX), Quantity::ZERO);
        assert_eq!(Quantity::ONE.checked_sub(Quantity::of(2)), None);
    }
}
