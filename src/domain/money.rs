//! Money: integer micro-units with an ISO 4217 currency; no floats anywhere.

use super::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// An ISO 4217 code: three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// An amount in millionths of a currency's unit ($0.012 is 12,000).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Micros(i64);

/// An amount with its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// How much.
    pub amount: Micros,
    /// Of what.
    pub currency: Currency,
}

/// A text that is no money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three letters.
    #[error("\u{201c}{0}\u{201d} is not a currency: three letters are wanted, such as EUR")]
    NotACurrency(String),
    /// Not a plain decimal number, with a point and six places at most.
    #[error(
        "\u{201c}{0}\u{201d} is not an amount: a decimal number is wanted, with a point and at most six places, such as 0.012"
    )]
    NotAnAmount(String),
    /// Beyond a thousand million units.
    #[error("{0} is too much: the limit is 1000000000")]
    TooLarge(String),
}

impl Currency {
    /// The US dollar, a new workspace's default.
    pub const USD: Self = Self(*b"USD");

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        // Three ASCII capitals by construction.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl std::str::FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.trim().to_ascii_uppercase();
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(MoneyError::NotACurrency(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Micros {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// A thousand million units.
    pub const MAX: Self = Self(1_000_000_000_000_000);

    /// An amount of `micros` millionths.
    #[must_use]
    pub const fn new(micros: i64) -> Self {
        Self(micros)
    }

    /// The millionths.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The price of `count` items, saturating.
    #[must_use]
    pub fn times(self, count: Quantity) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }

    /// The amount with two places at least and no needless zeros after them: `0.10`, `0.012`.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (units, millionths) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let mut places = format!("{millionths:06}");
        while places.len() > 2 && places.ends_with('0') {
            places.pop();
        }
        format!("{sign}{units}.{places}")
    }

    /// The amount rounded to two places, half up: what a sum is shown as.
    #[must_use]
    pub fn rounded(self) -> String {
        let cents = (self.0.unsigned_abs() + 5_000) / 10_000;
        let sign = if self.0 < 0 && cents > 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl std::ops::Add for Micros {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::AddAssign for Micros {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Micros {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |sum, next| sum + next)
    }
}

impl std::str::FromStr for Micros {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || MoneyError::NotAnAmount(text.to_owned());
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let (units, places) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let point_without_places = digits.ends_with('.');
        if units.is_empty()
            || places.len() > 6
            || point_without_places
            || !all_digits(units)
            || !all_digits(places)
        {
            return Err(refuse());
        }
        let too_large = || MoneyError::TooLarge(text.to_owned());
        let units: i64 = units.parse().map_err(|_| too_large())?;
        let millionths: i64 = format!("{places:0<6}").parse().map_err(|_| refuse())?;
        let amount = units
            .checked_mul(1_000_000)
            .and_then(|micros| micros.checked_add(millionths))
            .filter(|micros| *micros <= Self::MAX.0)
            .ok_or_else(too_large)?;
        Ok(Self(if negative { -amount } else { amount }))
    }
}

impl TryFrom<String> for Micros {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Micros> for String {
    fn from(amount: Micros) -> Self {
        amount.plain()
    }
}

impl std::fmt::Display for Micros {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.plain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_print_with_two_places_and_no_needless_zeros() {
        for (text, printed) in [("0.1", "0.10"), ("12", "12.00"), ("0.012000", "0.012"), ("-3.5", "-3.50")] {
            assert_eq!(text.parse::<Micros>().unwrap().plain(), printed);
        }
        assert_eq!(Micros::new(1_005_000).rounded(), "1.01");
        assert_eq!(Micros::new(-4_000).rounded(), "0.00");
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", ".", "1.", ".5", "1,5", "1e3", "0.0000001", "$1", "--1", "1000000001"] {
            assert!(text.parse::<Micros>().is_err(), "{text}");
        }
        assert!("usd".parse::<Currency>().is_ok());
        for text in ["", "US", "USDX", "U$D"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parsing_what_was_printed_gives_the_same_amount(micros in -Micros::MAX.0..=Micros::MAX.0) {
            let amount = Micros::new(micros);
            prop_assert_eq!(amount.plain().parse::<Micros>().unwrap(), amount);
        }
    }
}
