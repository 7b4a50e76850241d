//! Prices as vendors write them, in every locale's notation: `$0.106`, `1.234,56 €`, `CHF 1'234.50`.
//!
//! Exact: digits become millionths and never pass through a float. Where one separator could be a
//! decimal mark or a thousands separator, the other prices of the item decide, and only then what
//! is usual in the currency.

mod breaks;
mod currency;
mod number;
#[cfg(test)]
mod tests;

pub use breaks::{PriceText, ReadPrices, read_breaks};
pub use currency::read_currency;

use self::currency::Said;
pub(super) use self::number::ungrouped;
use self::number::{Mark, Number};
use super::money::{Currency, Micros, Money};
use crate::domain::compatible::compatible;

/// A text that is no price.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// No digit in it: `N/A`, `Call`, nothing; or a price of zero, which is none either.
    #[error("\u{201c}{0}\u{201d} names no price")]
    NoPrice(String),
    /// Digits that are no amount, or words that are no currency.
    #[error("\u{201c}{0}\u{201d} is not understood as a price")]
    NotAPrice(String),
    /// No currency, or a sign that several currencies share.
    #[error("\u{201c}{0}\u{201d} does not say in which currency")]
    NoCurrency(String),
    /// The text says one currency, what stands beside it another.
    #[error("\u{201c}{price}\u{201d} is not in {currency}, which stands beside it")]
    OtherCurrency {
        /// The text.
        price: String,
        /// The currency beside it.
        currency: Currency,
    },
    /// More than six decimal places.
    #[error("\u{201c}{0}\u{201d} has more than six decimal places")]
    TooPrecise(String),
    /// More than a thousand million.
    #[error("\u{201c}{0}\u{201d} is too much for a price")]
    TooLarge(String),
    /// A price from a number of items on that cannot be.
    #[error("a price from {0} items on makes no sense")]
    Quantity(i64),
}

/// Reads one price. `usual` is its currency where the text does not say another, and decides between
/// currencies that share a sign.
///
/// # Errors
/// [`PriceError`].
pub fn read_price(text: &str, usual: Option<Currency>) -> Result<Money, PriceError> {
    let price = Price::parse(text, usual)?;
    let amount = price.amount(currency::decimal_by_habit(price.currency, price.number.doubtful_mark()))?;
    Ok(Money { amount, currency: price.currency })
}

/// Whether a price has a separator that can be read in one way only, so that it tells how others beside
/// it are meant.
#[must_use]
pub fn is_beyond_doubt(text: &str) -> bool {
    let plain: String = compatible(text).chars().filter(|c| !is_invisible(*c)).collect();
    let number = split(&plain).and_then(|(_, digits, _)| Number::parse(digits));
    number.is_some_and(|number| [Mark::Point, Mark::Comma].iter().any(|mark| number.says(*mark).is_some()))
}

/// A price whose separator may still be in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Price {
    text: String,
    currency: Currency,
    number: Number,
}

impl Price {
    fn parse(text: &str, usual: Option<Currency>) -> Result<Self, PriceError> {
        let shown = shown(text);
        let plain: String = compatible(text).chars().filter(|c| !is_invisible(*c)).collect();
        let Some((before, digits, after)) = split(&plain) else { return Err(PriceError::NoPrice(shown)) };
        let not_a_price = || PriceError::NotAPrice(shown.clone());
        let said = [before, after].map(|words| currency::said(words).ok_or_else(not_a_price));
        let [before, after] = said;
        let currency = chosen(before?, after?, usual).ok_or_else(|| PriceError::NoCurrency(shown.clone()))?;
        let number = Number::parse(digits).ok_or_else(not_a_price)?;
        Ok(Self { text: shown, currency, number })
    }

    /// The amount, a doubtful mark being a decimal mark or not.
    fn amount(&self, decimal: bool) -> Result<Micros, PriceError> {
        let (units, places) = self.number.read(decimal);
        let places = places.trim_end_matches('0');
        if places.len() > 6 {
            return Err(PriceError::TooPrecise(self.text.clone()));
        }
        let units = if units.is_empty() { "0" } else { &units };
        let plain = if places.is_empty() { units.to_owned() } else { format!("{units}.{places}") };
        match plain.parse::<Micros>() {
            Ok(Micros::ZERO) => Err(PriceError::NoPrice(self.text.clone())),
            Ok(amount) => Ok(amount),
            Err(_) => Err(PriceError::TooLarge(self.text.clone())),
        }
    }

    fn doubtful_mark(&self) -> Option<Mark> {
        self.number.doubtful_mark()
    }
}

/// The one currency that everything said agrees on.
fn chosen(before: Said, after: Said, usual: Option<Currency>) -> Option<Currency> {
    let both = |currency: &Currency| before.allows(*currency) && after.allows(*currency);
    if before == Said::Nothing && after == Said::Nothing {
        return usual;
    }
    usual.filter(both).or_else(|| {
        let first = if before == Said::Nothing { after } else { before };
        first.alone().filter(both)
    })
}

/// What stands before the digits, the digits with their marks, and what stands after them.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at(first);
    let (digits, after) = rest.split_at(last + 1 - first);
    // In `$.50` the point belongs to the number, in `Rs.50` to the word.
    let point = before.strip_suffix(['.', ',']).filter(|word| !word.ends_with(char::is_alphabetic));
    let start = point.map_or(first, str::len);
    let number = if point.is_some() { text.get(start..=last)? } else { digits };
    // `12.-` and `12,-` are whole units.
    let after = after.trim().trim_start_matches(['.', ',']).trim_start_matches(['-', '\u{2013}', '\u{2014}']);
    Some((text.get(..start)?.trim(), number, after.trim()))
}

/// Marks of writing direction and other characters that nobody sees.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

/// A text as a message quotes it.
fn shown(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() && !is_invisible(*c)).take(60).collect()
}
