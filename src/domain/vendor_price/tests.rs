use super::*;
use crate::domain::quantity::Quantity;
use proptest::prelude::*;

fn read(text: &str, usual: &str) -> Result<String, PriceError> {
    read_price(text, usual.parse().ok()).map(|money| format!("{} {}", money.amount, money.currency))
}

/// Prices as they are seen in answers and price lists: the text, the currency beside it, what it says.
const CORPUS: &[(&str, &str, &str)] = &[
    // The United States, Great Britain and others with a point.
    ("$0.106", "USD", "0.106 USD"),
    ("$0.10", "USD", "0.10 USD"),
    ("$12.50", "USD", "12.50 USD"),
    ("$1,234.56", "USD", "1234.56 USD"),
    ("$1,234", "USD", "1234.00 USD"),
    ("$1.234", "USD", "1.234 USD"),
    ("$1,234,567.89", "USD", "1234567.89 USD"),
    ("$1,234,567", "USD", "1234567.00 USD"),
    ("$.50", "USD", "0.50 USD"),
    ("$ 3", "USD", "3.00 USD"),
    ("US$ 0.0123", "", "0.0123 USD"),
    ("USD 0.45", "", "0.45 USD"),
    ("0.45 USD", "", "0.45 USD"),
    ("$0.45", "CAD", "0.45 CAD"),
    ("C$0.45", "", "0.45 CAD"),
    ("A$1.20", "AUD", "1.20 AUD"),
    ("$1.20", "AUD", "1.20 AUD"),
    ("HK$8.88", "HKD", "8.88 HKD"),
    ("NT$31.5", "TWD", "31.50 TWD"),
    ("S$0.99", "SGD", "0.99 SGD"),
    ("\u{a3}0.32", "GBP", "0.32 GBP"),
    ("\u{a3}1,050", "GBP", "1050.00 GBP"),
    ("\u{a3}1,050.00", "GBP", "1050.00 GBP"),
    // The euro, in many countries' ways.
    ("\u{20ac} 2,10", "EUR", "2.10 EUR"),
    ("\u{20ac}2.10", "EUR", "2.10 EUR"),
    ("0,106 \u{20ac}", "EUR", "0.106 EUR"),
    ("0,106\u{a0}\u{20ac}", "EUR", "0.106 EUR"),
    ("1.234,56 \u{20ac}", "EUR", "1234.56 EUR"),
    ("1,234 \u{20ac}", "EUR", "1.234 EUR"),
    ("1.234 \u{20ac}", "EUR", "1.234 EUR"),
    ("1\u{202f}234,56 \u{20ac}", "EUR", "1234.56 EUR"),
    ("1\u{a0}234,567\u{a0}\u{20ac}", "EUR", "1234.567 EUR"),
    ("\u{20ac} 1.234.567,89", "EUR", "1234567.89 EUR"),
    ("\u{20ac}1,234.56", "EUR", "1234.56 EUR"),
    ("EUR 0,42", "", "0.42 EUR"),
    ("0,42 EUR", "", "0.42 EUR"),
    ("0,42", "EUR", "0.42 EUR"),
    ("12,-", "EUR", "12.00 EUR"),
    ("12,\u{2013} \u{20ac}", "EUR", "12.00 EUR"),
    ("\u{200e}3,50\u{a0}\u{20ac}\u{200f}", "EUR", "3.50 EUR"),
    // Switzerland.
    ("CHF 1'234.50", "CHF", "1234.50 CHF"),
    ("CHF 1\u{2019}234.50", "CHF", "1234.50 CHF"),
    ("Fr. 12.-", "CHF", "12.00 CHF"),
    ("CHF 0.095", "CHF", "0.095 CHF"),
    // East Asia.
    ("\u{a5}32.8", "JPY", "32.80 JPY"),
    ("\u{a5}1,200", "JPY", "1200.00 JPY"),
    ("\u{ffe5}1,200", "JPY", "1200.00 JPY"),
    ("\u{ffe5}\u{ff11}\u{ff12}\u{ff10}", "JPY", "120.00 JPY"),
    ("120\u{5186}", "", "120.00 JPY"),
    ("\u{a5}0.7412", "CNY", "0.7412 CNY"),
    ("\u{a5}1,200", "CNY", "1200.00 CNY"),
    ("RMB 0.85", "", "0.85 CNY"),
    ("0.85 RMB", "CNY", "0.85 CNY"),
    ("CN\u{a5}0.85", "", "0.85 CNY"),
    ("0.85\u{5143}", "", "0.85 CNY"),
    ("\u{20a9}1,200", "KRW", "1200.00 KRW"),
    ("\u{ffe6}1,200", "KRW", "1200.00 KRW"),
    ("1,200\u{c6d0}", "", "1200.00 KRW"),
    ("\u{20a9}1.200", "KRW", "1200.00 KRW"),
    // Elsewhere.
    ("\u{20b9}1,23,456.78", "INR", "123456.78 INR"),
    ("Rs.12.50", "INR", "12.50 INR"),
    ("1 234,50 z\u{142}", "PLN", "1234.50 PLN"),
    ("12,345 z\u{142}", "PLN", "12.345 PLN"),
    ("4,20 K\u{10d}", "CZK", "4.20 CZK"),
    ("3,25 kr", "SEK", "3.25 SEK"),
    ("3,25 kr.", "DKK", "3.25 DKK"),
    ("NOK 3,25", "", "3.25 NOK"),
    ("350 Ft", "HUF", "350.00 HUF"),
    ("1.350 Ft", "HUF", "1350.00 HUF"),
    ("R$ 1.234,50", "BRL", "1234.50 BRL"),
    ("R 12,50", "ZAR", "12.50 ZAR"),
    ("\u{20aa}4.20", "ILS", "4.20 ILS"),
    ("\u{20ba}4,20", "TRY", "4.20 TRY"),
    ("\u{e3f}4.20", "THB", "4.20 THB"),
    ("RM4.20", "MYR", "4.20 MYR"),
    ("1 2345,6", "EUR", "not understood"),
    ("1,2,3", "USD", "not understood"),
    ("1.234,567.8", "EUR", "not understood"),
    ("12,34.567,8", "EUR", "not understood"),
    ("$-1.00", "USD", "not understood"),
    ("1.00-2.00", "USD", "not understood"),
    ("100 pcs", "USD", "not understood"),
    ("1e3", "USD", "not understood"),
    ("(1.00)", "USD", "not understood"),
    ("$1.0000001", "USD", "more than six"),
    ("$1.1000000", "USD", "1.10 USD"),
    ("$1,000,000,000.01", "USD", "too much"),
    ("99999999999999999999999", "USD", "too much"),
    ("\u{a5}120", "", "in which currency"),
    ("3,25 kr", "", "in which currency"),
    ("3.25", "", "in which currency"),
    ("N/A", "USD", "names no price"),
    ("", "USD", "names no price"),
    ("Call", "USD", "names no price"),
    ("$0.00", "USD", "names no price"),
    ("-", "USD", "names no price"),
];

#[test]
fn prices_are_read_in_every_notation() {
    assert!(CORPUS.len() >= 60);
    for (text, usual, wanted) in CORPUS {
        match read(text, usual) {
            Ok(said) => assert_eq!(said, *wanted, "{text:?} {usual}"),
            Err(error) => assert!(error.to_string().contains(wanted), "{text:?} {usual}: {error}"),
        }
    }
}

/// The prices of one item, read together: `PRICE@QUANTITY` each.
fn item(currency: &str, breaks: &[(i64, &str)]) -> String {
    let texts: Vec<PriceText<'_>> =
        breaks.iter().map(|(quantity, price)| PriceText { quantity: *quantity, price, currency }).collect();
    let read = read_breaks(&texts, None);
    let breaks: Vec<String> =
        read.breaks.iter().map(|price| format!("{}@{}", price.unit_price, price.quantity)).collect();
    let problems: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    let currency = read.currency.map_or("none".to_owned(), |currency| currency.to_string());
    [vec![currency], breaks, problems].concat().join(" ")
}

#[test]
fn the_other_prices_of_an_item_decide_what_a_separator_means() {
    for (currency, breaks, wanted) in [
        // A comma that is certainly decimal, and a point that then is not.
        ("EUR", &[(1, "1.234 \u{20ac}"), (10, "950,50 \u{20ac}")][..], "EUR 1234.00@1 950.50@10"),
        ("EUR", &[(1, "1,234 \u{20ac}"), (10, "0,98 \u{20ac}")], "EUR 1.234@1 0.98@10"),
        ("EUR", &[(1, "\u{20ac}1,234"), (10, "\u{20ac}950.50")], "EUR 1234.00@1 950.50@10"),
        ("USD", &[(1, "1,234 $"), (10, "0,98 $")], "USD 1.234@1 0.98@10"),
        ("USD", &[(1, "$1,234"), (10, "$950.00")], "USD 1234.00@1 950.00@10"),
        ("USD", &[(1, "1.234 $"), (10, "950,00 $")], "USD 1234.00@1 950.00@10"),
        // Nothing certain: more pieces don't cost more each.
        ("EUR", &[(1, "1.234 \u{20ac}"), (10, "950 \u{20ac}")], "EUR 1234.00@1 950.00@10"),
        ("EUR", &[(1, "1,234 \u{20ac}"), (10, "1,100 \u{20ac}")], "EUR 1.234@1 1.10@10"),
        ("USD", &[(1, "$1,234"), (10, "$1,100")], "USD 1234.00@1 1100.00@10"),
        ("JPY", &[(1, "\u{a5}1,200"), (10, "\u{a5}32.8")], "JPY 1200.00@1 32.80@10"),
        // Words that contradict each other leave what is usual.
        ("EUR", &[(1, "1,234"), (10, "1,10"), (100, "1.05")], "EUR 1.234@1 1.10@10 1.05@100"),
    ] {
        assert_eq!(item(currency, breaks), wanted, "{breaks:?}");
    }
}

#[test]
fn what_cannot_be_a_break_is_said_and_the_others_stay() {
    assert_eq!(item("USD", &[(10, "$1.00"), (1, "$2.00"), (10, "$0.50")]), "USD 2.00@1 1.00@10");
    assert_eq!(item("USD", &[(1, "N/A")]), "none");
    assert_eq!(item("USD", &[]), "none");
    assert_eq!(
        item("USD", &[(1, "2,00 \u{20ac}"), (10, "$1.00")]),
        "USD 1.00@10 \u{201c}2,00 \u{20ac}\u{201d} is not in USD, which stands beside it"
    );
    assert_eq!(
        item("", &[(1, "2,00 \u{20ac}"), (10, "$1.00")]),
        "EUR 2.00@1 \u{201c}$1.00\u{201d} is not in EUR, which stands beside it"
    );
    assert_eq!(
        item("USD", &[(0, "$2.00"), (-3, "$1.00")]),
        "none a price from 0 items on makes no sense a price from -3 items on makes no sense"
    );
    assert_eq!(item("RMB", &[(1, "\u{a5}0.7412")]), "CNY 0.7412@1");
}

/// How a country writes an amount.
#[derive(Debug, Clone, Copy)]
struct Locale {
    currency: &'static str,
    before: &'static str,
    after: &'static str,
    thousands: &'static str,
    decimal: &'static str,
}

const LOCALES: [Locale; 8] = [
    Locale { currency: "USD", before: "$", after: "", thousands: ",", decimal: "." },
    Locale { currency: "GBP", before: "\u{a3}", after: "", thousands: ",", decimal: "." },
    Locale { currency: "EUR", before: "", after: " \u{20ac}", thousands: ".", decimal: "," },
    Locale { currency: "EUR", before: "", after: "\u{a0}\u{20ac}", thousands: "\u{202f}", decimal: "," },
    Locale { currency: "CHF", before: "CHF ", after: "", thousands: "\u{2019}", decimal: "." },
    Locale { currency: "PLN", before: "", after: " z\u{142}", thousands: " ", decimal: "," },
    Locale { currency: "BRL", before: "R$ ", after: "", thousands: ".", decimal: "," },
    Locale { currency: "CNY", before: "\u{ffe5}", after: "", thousands: ",", decimal: "." },
];

fn written(amount: Micros, locale: Locale) -> String {
    let plain = amount.plain();
    let (units, places) = plain.split_once('.').unwrap();
    let mut grouped = String::new();
    for (at, digit) in units.chars().enumerate() {
        if at > 0 && (units.len() - at).is_multiple_of(3) {
            grouped.push_str(locale.thousands);
        }
        grouped.push(digit);
    }
    format!("{}{grouped}{}{places}{}", locale.before, locale.decimal, locale.after)
}

proptest! {
    #[test]
    fn what_a_country_writes_is_read_as_it_was_meant(
        micros in prop_oneof![1_i64..=20_000_000, 1..=Micros::MAX.get()],
        which in 0..LOCALES.len(),
    ) {
        let (amount, locale) = (Micros::new(micros), LOCALES[which]);
        let text = written(amount, locale);
        let read = read_price(&text, locale.currency.parse().ok());
        let currency: Currency = locale.currency.parse().unwrap();
        prop_assert_eq!(read, Ok(Money { amount, currency }), "{}", text);
    }

    #[test]
    fn no_text_makes_it_fall_over(text in "\\PC{0,30}", currency in "\\PC{0,4}", quantity: i64) {
        let texts = [PriceText { quantity, price: &text, currency: &currency }];
        for price in read_breaks(&texts, Some(Currency::USD)).breaks {
            prop_assert!(price.unit_price > Micros::ZERO && price.quantity > Quantity::ZERO);
        }
    }
}
