//! What holds for every value, whatever is written.

use super::*;
use proptest::prelude::*;

const MEASURING: [(&str, Unit); 7] = [
    ("R", Unit::Ohm),
    ("RV", Unit::Ohm),
    ("C", Unit::Farad),
    ("L", Unit::Henry),
    ("Y", Unit::Hertz),
    ("D", Unit::Volt),
    ("F", Unit::Ampere),
];

prop_compose! {
    fn any_magnitude()(mantissa in 0_u64..1_000_000_000_000_000, exponent in -26_i32..10) -> Decimal {
        Decimal::new(mantissa, exponent).unwrap()
    }
}

prop_compose! {
    fn rating_number()(mantissa in 1_u64..100_000, exponent in -4_i32..=1) -> Decimal {
        Decimal::new(mantissa, exponent).unwrap()
    }
}

prop_compose! {
    fn any_ratings()(
        tolerance in proptest::option::of(rating_number()),
        voltage in proptest::option::of(rating_number()),
        power in proptest::option::of(rating_number()),
        current in proptest::option::of(rating_number()),
        material in proptest::sample::select(vec!["", "X7R", "NP0", "Tant", "elko", "MKP", "film", "X7R ceramic", "mica"]),
        words in proptest::collection::btree_set("box|low|0805|105\u{b0}c|thick|pair", 0..3),
    ) -> Ratings {
        Ratings { voltage, power, current, words, tolerance: tolerance.map(Tolerance::percent), ..Ratings::parse(material) }
    }
}

prop_compose! {
    fn any_measured()(
        (symbol, unit) in proptest::sample::select(MEASURING.to_vec()),
        magnitude in any_magnitude(),
        ratings in any_ratings(),
        taper in proptest::sample::select(vec![None, Some(Taper::Log), Some(Taper::Linear), Some(Taper::ReverseLog)]),
    ) -> (Symbol, Measured) {
        let taper = taper.filter(|_| symbol == "RV");
        (Symbol::new(symbol), Measured { magnitude, unit, taper, ratings })
    }
}

/// Texts close to values: their letters, signs and words in any order.
fn nearly_a_value() -> impl Strategy<Value = String> {
    let pieces = [
        "4", "7", "10", "0", "k", "K", "M", "m", "u", "\u{b5}", "n", "p", "R", "\u{3a9}", "F", "H", "V", "A",
        "B", "C", "Hz", " ", " ", "/", ",", ".", "_", "%", "\u{b1}", "+/-", "35V", "1/4W", "X7R", "Tant",
        "lin", "reverse", "log", "box", "0805", "ohm", "Meg", "w", "-", "(", "\u{130}", "\u{212a}", "\u{bd}",
        "1/3W", "1/4 W", "log.", "C0G",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..12)
        .prop_map(|pieces| pieces.concat())
}

fn any_symbol() -> impl Strategy<Value = Symbol> {
    proptest::sample::select(vec!["R", "RV", "C", "L", "Y", "D", "F", "U", "Q", "J", "SW", ""])
        .prop_map(Symbol::new)
}

/// All the ways that makers write `digits × 10^exponent`, from shifting the point alone.
fn notations(symbol: &str, unit: &str, digits: u64, exponent: i32) -> Vec<String> {
    let multipliers: &[(&str, i32)] = match symbol {
        "R" => &[("", 0), ("k", 3), ("K", 3), ("M", 6), ("Meg", 6), ("m", -3)],
        "C" => &[("p", -12), ("n", -9), ("u", -6), ("\u{b5}", -6), ("\u{3bc}", -6), ("U", -6)],
        _ => &[("n", -9), ("u", -6), ("m", -3)],
    };
    let mut all = Vec::new();
    for (letter, power) in multipliers {
        let number = Decimal::new(digits, exponent - power).unwrap().to_string();
        let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
        if fraction.len() > 12 || whole.len() > 12 {
            continue;
        }
        all.extend([
            format!("{number}{letter}{unit}"),
            format!("{number} {letter}{unit}"),
            format!(" {number}{letter} {unit}"),
        ]);
        if matches!(fraction.len(), 1 | 2) {
            all.push(format!("{whole},{fraction}{letter}{unit}"));
        }
        if matches!(fraction.len(), 1 | 2) && letter.chars().count() == 1 {
            all.push(format!("{whole}{letter}{fraction}"));
            all.push(format!("{whole}{letter}{fraction}{unit}"));
        }
        if !letter.is_empty() {
            all.push(format!("{number}{letter}"));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn what_is_printed_is_read_as_the_same((symbol, measured) in any_measured()) {
        let value = Value::Measured(measured);
        prop_assert_eq!(parse(&symbol, &value.to_string()), value.clone(), "{}", value);
    }

    #[test]
    fn no_text_panics_and_each_is_read_the_same_when_printed(symbol in any_symbol(), text in any::<String>()) {
        let value = parse(&symbol, &text);
        prop_assert_eq!(parse(&symbol, &value.to_string()), value);
        let _ = (Ratings::parse(&text), text.parse::<Tolerance>(), text.parse::<Decimal>(), Symbol::of_reference(&text));
    }

    #[test]
    fn what_is_nearly_a_value_is_read_the_same_when_printed(symbol in any_symbol(), text in nearly_a_value()) {
        let value = parse(&symbol, &text);
        let again = parse(&symbol, &value.to_string());
        prop_assert_eq!(again.key(), value.key());
        prop_assert_eq!(again, value);
    }

    #[test]
    fn keys_are_equal_exactly_for_equal_magnitudes(
        (symbol, unit) in proptest::sample::select(vec![("R", "\u{3a9}"), ("C", "F"), ("L", "H")]),
        digits in 1_u64..1000, exponent in -12_i32..6, other in 1_u64..1000, other_exponent in -12_i32..6,
    ) {
        let magnitude = Decimal::new(digits, exponent).unwrap();
        let expected = Measured { magnitude, unit: MEASURING.iter().find(|(s, _)| *s == symbol).unwrap().1, taper: None, ratings: Ratings::NONE }.key();
        for notation in notations(symbol, unit, digits, exponent) {
            prop_assert_eq!(&key(symbol, &notation), &expected, "{}", notation);
        }
        let differs = Decimal::new(other, other_exponent).unwrap() != magnitude;
        for notation in notations(symbol, unit, other, other_exponent) {
            prop_assert_eq!(key(symbol, &notation) != expected, differs, "{}", notation);
        }
    }

    #[test]
    fn satisfying_is_reflexive_and_transitive(a in any_ratings(), b in any_ratings(), c in any_ratings()) {
        prop_assert!(a.satisfies(&a) && a.satisfies(&Ratings::NONE));
        // Chains are rare among random ratings, so one is built: what two state together satisfies
        // each where they do not contradict, and each pair is tried.
        let (ab, abc) = (a.clone().merged(&b), a.clone().merged(&b).merged(&c));
        for (x, y, z) in [(&a, &b, &c), (&abc, &ab, &a), (&abc, &ab, &b), (&ab, &b, &Ratings::NONE), (&abc, &c, &b)] {
            prop_assert!(!(x.satisfies(y) && y.satisfies(z)) || x.satisfies(z));
        }
        prop_assert!(ab.satisfies(&a) || ab.technology != a.technology);
    }

    #[test]
    fn decimals_are_ordered_like_their_digits(a in 0_u64..100_000, b in 0_u64..100_000, x in 0_i32..6, y in 0_i32..6) {
        let (left, right) = (Decimal::new(a, -x).unwrap(), Decimal::new(b, -y).unwrap());
        prop_assert_eq!(left.cmp(&right), (a * 10_u64.pow(y.unsigned_abs())).cmp(&(b * 10_u64.pow(x.unsigned_abs()))));
        prop_assert_eq!(left.to_string().parse::<Decimal>().unwrap(), left);
    }
}
