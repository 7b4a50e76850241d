//! Money as it is read: always with its currency.

use crate::domain::money::{Currency, Micros, Money};

/// A sum, to two places: "$18.42".
#[must_use]
pub fn amount(money: Money) -> String {
    with_currency(&money.amount.rounded(), money.currency)
}

/// A price, as exact as it is: "$0.012".
#[must_use]
pub fn price(money: Money) -> String {
    with_currency(&money.amount.plain(), money.currency)
}

/// A sum that may not be known: "—" where it is not.
#[must_use]
pub fn amount_or_dash(amount: Option<Micros>, currency: Currency) -> String {
    amount.map_or_else(|| "—".to_owned(), |amount| self::amount(Money { amount, currency }))
}

fn with_currency(digits: &str, currency: Currency) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("−", digits));
    match currency.code() {
        "USD" => format!("{sign}${digits}"),
        "EUR" => format!("{sign}€{digits}"),
        "GBP" => format!("{sign}£{digits}"),
        other => format!("{sign}{digits} {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_carries_its_currency() {
        let money =
            |micros, code: &str| Money { amount: Micros::new(micros), currency: code.parse().unwrap() };
        assert_eq!(amount(money(18_424_000, "USD")), "$18.42");
        assert_eq!(price(money(12_000, "EUR")), "€0.012");
        assert_eq!(amount(money(-3_500_000, "CHF")), "−3.50 CHF");
        assert_eq!(amount_or_dash(None, Currency::USD), "—");
    }
}
