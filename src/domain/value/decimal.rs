//! Exact decimal numbers: what an electronic value is counted in. Never a float.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A number that is exactly `mantissa × 10^exponent`, not negative.
///
/// Normalised (no zeros at the end of the mantissa; zero has the exponent 0), so that equal numbers
/// are equal fields. Ordered by magnitude.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    mantissa: u64,
    exponent: i8,
}

/// A text that is no plain decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\u{201c}{0}\u{201d} is not a number: digits with at most one point are wanted, {MAX_SIGNIFICANT} of them significant at most"
)]
pub struct DecimalError(String);

/// More digits than any real value has; few enough that nothing overflows.
const MAX_SIGNIFICANT: usize = 15;
/// With the zeros before and after. The longest that a value prints is well below.
const MAX_DIGITS: usize = 60;

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { mantissa: 0, exponent: 0 };

    /// `mantissa × 10^exponent`; `None` where the exponent leaves its range.
    #[must_use]
    pub fn new(mantissa: u64, exponent: i32) -> Option<Self> {
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        while mantissa.is_multiple_of(10) {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        Some(Self { mantissa, exponent: i8::try_from(exponent).ok()? })
    }

    /// The number that these digits around a decimal point make.
    pub(super) fn of_digits(whole: &str, fraction: &str) -> Option<Self> {
        let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
        let count = whole.len().checked_add(fraction.len())?;
        if !all_digits || count == 0 || count > MAX_DIGITS {
            return None;
        }
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0').trim_end_matches('0');
        if significant.is_empty() {
            return Some(Self::ZERO);
        }
        if significant.len() > MAX_SIGNIFICANT {
            return None;
        }
        let zeros_after = digits.len() - digits.trim_end_matches('0').len();
        let exponent = i32::try_from(zeros_after).ok()? - i32::try_from(fraction.len()).ok()?;
        Self::new(significant.parse().ok()?, exponent)
    }

    /// The number times `10^places`; `None` where the exponent leaves its range.
    #[must_use]
    pub fn shifted(self, places: i8) -> Option<Self> {
        Self::new(self.mantissa, i32::from(self.exponent) + i32::from(places))
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The power of ten of the first digit: 2 for 470, -1 for 0.1.
    fn order(self) -> i32 {
        let digits = i32::try_from(self.mantissa.checked_ilog10().unwrap_or(0)).unwrap_or(0);
        digits + i32::from(self.exponent)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_zero() || other.is_zero() {
            return self.mantissa.cmp(&other.mantissa);
        }
        self.order().cmp(&other.order()).then_with(|| {
            // Of the same order the exponents differ by 19 at most: both fit 128 bits.
            let lowest = self.exponent.min(other.exponent);
            let scaled = |number: &Self| {
                let places = u32::from(number.exponent.abs_diff(lowest));
                u128::from(number.mantissa).saturating_mul(10_u128.saturating_pow(places))
            };
            scaled(self).cmp(&scaled(other))
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.mantissa.to_string();
        let places = usize::from(self.exponent.unsigned_abs());
        if self.exponent >= 0 {
            return write!(f, "{digits}{}", "0".repeat(places));
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        write!(f, "{whole}.{fraction}")
    }
}

impl std::str::FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        Self::of_digits(whole, fraction).ok_or_else(|| DecimalError(text.to_owned()))
    }
}

impl TryFrom<String> for Decimal {
    type Error = DecimalError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}
