//! The price breaks of one item, read together.

use super::number::Mark;
use super::{Price, PriceError, currency, read_currency};
use crate::domain::catalog::PriceBreak;
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;

/// One break as the vendor writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceText<'t> {
    /// Items, from which on the price holds.
    pub quantity: i64,
    /// The price.
    pub price: &'t str,
    /// The currency that stands beside it; empty if none does.
    pub currency: &'t str,
}

/// What an item's breaks say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadPrices {
    /// What the prices are in; none without prices.
    pub currency: Option<Currency>,
    /// By quantity, each once.
    pub breaks: Vec<PriceBreak>,
    /// What could not be used.
    pub problems: Vec<PriceError>,
}

/// Reads the breaks of one item, of which each says how the others are to be read. The first one
/// decides the currency; `usual` is it where none is said at all.
#[must_use]
pub fn read_breaks(texts: &[PriceText<'_>], usual: Option<Currency>) -> ReadPrices {
    let mut read = ReadPrices::default();
    let mut prices: Vec<(Quantity, Price)> = Vec::with_capacity(texts.len());
    for text in texts {
        match parse(text, usual) {
            Ok((quantity, price)) => match read.currency {
                Some(currency) if currency != price.currency => {
                    read.problems.push(PriceError::OtherCurrency { price: price.text, currency });
                }
                _ if prices.iter().any(|known| known.0 == quantity) => {}
                _ => {
                    read.currency = Some(price.currency);
                    prices.push((quantity, price));
                }
            },
            // An item without a price says so in many words: nothing is wrong with it.
            Err(PriceError::NoPrice(_)) => {}
            Err(error) => read.problems.push(error),
        }
    }
    prices.sort_by_key(|(quantity, _)| *quantity);
    let readings = [Mark::Point, Mark::Comma].map(|mark| decides(&prices, mark));
    for (quantity, price) in &prices {
        match price.amount(is_decimal(price, readings)) {
            Ok(unit_price) => read.breaks.push(PriceBreak { quantity: *quantity, unit_price }),
            Err(PriceError::NoPrice(_)) => {}
            Err(error) => read.problems.push(error),
        }
    }
    if read.breaks.is_empty() {
        read.currency = None;
    }
    read
}

fn parse(text: &PriceText<'_>, usual: Option<Currency>) -> Result<(Quantity, Price), PriceError> {
    let beside = read_currency(text.currency);
    let price = Price::parse(text.price, beside.or(usual))?;
    if let Some(currency) = beside.filter(|beside| *beside != price.currency) {
        return Err(PriceError::OtherCurrency { price: price.text, currency });
    }
    let quantity = u64::try_from(text.quantity).ok().and_then(|count| Quantity::new(count).ok());
    let quantity = quantity.filter(|quantity| !quantity.is_zero());
    Ok((quantity.ok_or(PriceError::Quantity(text.quantity))?, price))
}

fn is_decimal(price: &Price, [point, comma]: [bool; 2]) -> bool {
    match price.doubtful_mark() {
        Some(Mark::Comma) => comma,
        Some(Mark::Point) | None => point,
    }
}

/// Whether a mark that is in doubt is the decimal one: a price that leaves no doubt says so; else
/// the usual reading holds, unless only the other one makes more pieces cheaper.
fn decides(prices: &[(Quantity, Price)], mark: Mark) -> bool {
    let Some((_, first)) = prices.iter().find(|(_, price)| price.doubtful_mark() == Some(mark)) else {
        return true;
    };
    let said: Vec<bool> = prices.iter().filter_map(|(_, price)| price.number.says(mark)).collect();
    match said.as_slice() {
        [word, others @ ..] if others.iter().all(|other| other == word) => *word,
        _ => {
            let usual = currency::decimal_by_habit(first.currency, Some(mark));
            if !falls(prices, mark, usual) && falls(prices, mark, !usual) { !usual } else { usual }
        }
    }
}

/// Whether no price is above the one for fewer.
fn falls(prices: &[(Quantity, Price)], mark: Mark, decimal: bool) -> bool {
    let amounts: Vec<Micros> = prices
        .iter()
        .filter_map(|(_, price)| {
            let as_usual = currency::decimal_by_habit(price.currency, price.doubtful_mark());
            price.amount(if price.doubtful_mark() == Some(mark) { decimal } else { as_usual }).ok()
        })
        .collect();
    amounts.windows(2).all(|pair| pair.first() >= pair.last())
}
