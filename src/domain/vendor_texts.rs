//! What vendors say in words about stock, lead times and counts, in several languages.

use super::quantity::Quantity;
use super::vendor_price::ungrouped;
use crate::domain::compatible::compatible;

/// The longest lead time that an offer has, in days.
const LONGEST_LEAD: u32 = 10_000;

/// How the words for a span of time begin, and its days.
const SPANS: [(u32, &[&str]); 3] = [
    (
        7,
        &[
            "week", "wk", "woche", "semaine", "semana", "settiman", "vecka", "vecko", "uke", "uge", "weken",
            "tydz", "tyg", "t\u{fd}d", "viikko", "\u{5468}", "\u{9031}", "\u{c8fc}",
        ],
    ),
    (30, &["month", "monat", "mois", "mes", "maand", "\u{6708}", "\u{4e2a}\u{6708}", "\u{c6d4}"]),
    (
        1,
        &[
            "day",
            "tag",
            "jour",
            "d\u{ed}a",
            "dia",
            "giorn",
            "dag",
            "dni",
            "dn\u{ed}",
            "den",
            "p\u{e4}iv",
            "\u{5929}",
            "\u{65e5}",
            "\u{c77c}",
        ],
    ),
];

/// Words that say that a number is on its way, not in stock.
const ON_THE_WAY: &[&str] = &["order", "expected", "bestell", "commande", "pedido", "ordin", "factory"];
/// Words that say that nothing is in stock.
const NOTHING: &[&str] = &[
    "none",
    "no",
    "on order",
    "not available",
    "non-stocked",
    "out of stock",
    "keine",
    "nicht auf lager",
    "aucun",
];

/// Reads a count such as `1`, `1,000` or `1.000`: separators stand between thousands.
#[must_use]
pub fn read_count(text: &str) -> Option<Quantity> {
    let plain = compatible(text.trim());
    let count: u64 = ungrouped(plain.trim())?.parse().ok()?;
    Some(Quantity::clamped(count))
}

/// Reads a number of items in stock: `1234`, `1,234 In Stock`, `None`. `None` where it is not
/// understood: then it is not known.
#[must_use]
pub fn read_in_stock(text: &str) -> Option<Quantity> {
    let plain = compatible(text);
    let (number, words) = number_and_words(&plain);
    if number.is_empty() {
        return NOTHING.contains(&words.as_str()).then_some(Quantity::ZERO);
    }
    let count = read_count(number)?;
    let on_the_way = ON_THE_WAY.iter().any(|word| words.contains(word));
    Some(if on_the_way { Quantity::ZERO } else { count })
}

/// Reads a lead time in days: `21 Days`, `3 Weeks`, `10-12 Wochen` (the longer one). A number alone
/// counts days.
#[must_use]
pub fn read_lead_days(text: &str) -> Option<u32> {
    let plain = compatible(text);
    let (number, words) = number_and_words(&plain);
    let longer = number.rsplit(['-', '\u{2013}']).next()?;
    let count: u32 = ungrouped(longer.trim())?.parse().ok()?;
    let days = if words.is_empty() {
        1
    } else {
        let begins = |starts: &[&str]| starts.iter().any(|start| words.starts_with(start));
        SPANS.iter().find(|(_, starts)| begins(starts))?.0
    };
    count.checked_mul(days).filter(|days| *days <= LONGEST_LEAD)
}

/// The number that a text begins with, and the words after it in small letters.
fn number_and_words(text: &str) -> (&str, String) {
    let text = text.trim();
    let words = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (number, words) = text.split_at(words);
    (number.trim(), words.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Option<u64> {
        read_count(text).map(Quantity::get)
    }

    #[test]
    fn counts_have_separators_between_thousands_only() {
        for (text, wanted) in [
            ("1", Some(1)),
            (" 5000 ", Some(5_000)),
            ("1,000", Some(1_000)),
            ("1.000", Some(1_000)),
            ("1\u{202f}000", Some(1_000)),
            ("1'000'000", Some(1_000_000)),
            ("0", Some(0)),
            ("9999999999", Some(1_000_000_000)),
            ("1.5", None),
            ("1,00", None),
            ("-1", None),
            ("", None),
            ("one", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(count(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn stock_is_a_number_or_none_and_what_is_on_order_is_not_in_stock() {
        let stock = |text: &str| read_in_stock(text).map(Quantity::get);
        for (text, wanted) in [
            ("1,234 In Stock", Some(1_234)),
            ("1234", Some(1_234)),
            ("1.234 Auf Lager", Some(1_234)),
            ("1\u{a0}234 en stock", Some(1_234)),
            ("12 \u{73b0}\u{8d27}", Some(12)),
            ("0", Some(0)),
            ("None", Some(0)),
            ("On Order", Some(0)),
            ("3,000 On Order", Some(0)),
            ("100 Expected 1/2/2027", Some(0)),
            ("Out of Stock", Some(0)),
            ("", None),
            ("See Quote", None),
            ("-", None),
        ] {
            assert_eq!(stock(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn lead_times_are_days_in_any_language() {
        for (text, wanted) in [
            ("21 Days", Some(21)),
            ("1 Day", Some(1)),
            ("0 Days", Some(0)),
            ("3 Weeks", Some(21)),
            ("63 Tage", Some(63)),
            ("9 Wochen", Some(63)),
            ("10-12 Weeks", Some(84)),
            ("10 \u{2013} 12 Wochen", Some(84)),
            ("15 jours", Some(15)),
            ("2 semaines", Some(14)),
            ("21 d\u{ed}as", Some(21)),
            ("4 settimane", Some(28)),
            ("2 Months", Some(60)),
            ("63 \u{5929}", Some(63)),
            ("9 \u{9031}", Some(63)),
            ("21 \u{c77c}", Some(21)),
            ("28", Some(28)),
            ("1,000 Days", Some(1_000)),
            ("9,000 Weeks", None),
            ("3 fortnights", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(read_lead_days(text), wanted, "{text:?}");
        }
    }
}
