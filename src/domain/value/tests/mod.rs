//! The promises of values: tables of what makers write.

mod properties;

use super::*;

fn read(symbol: &str, text: &str) -> Value {
    parse(&Symbol::new(symbol), text)
}

fn key(symbol: &str, text: &str) -> String {
    read(symbol, text).key().unwrap_or_else(|| panic!("{symbol} {text} has no key"))
}

fn measured(symbol: &str, text: &str) -> Measured {
    match read(symbol, text) {
        Value::Measured(measured) => measured,
        other => panic!("{symbol} {text} is no magnitude but {other:?}"),
    }
}

fn ratings(symbol: &str, text: &str) -> Ratings {
    measured(symbol, text).ratings
}

fn is_name(symbol: &str, text: &str) -> bool {
    matches!(read(symbol, text), Value::Name(name) if name.as_str() == text.trim())
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Rows of notations that mean one value; the first is how it is printed.
const ONE_VALUE: &[(&str, &[&str])] = &[
    (
        "R",
        &[
            "4.7k",
            "4k7",
            "4K7",
            "4.7K",
            "4700",
            "4,7k",
            "4,7 kΩ",
            "4.7 k\u{2126}",
            "4k7Ω",
            "4.7kohm",
            "4700R",
            "4700 ohms",
            "4.70k",
            "4k70",
            "  4k7 ",
            "4７00",
        ],
    ),
    ("R", &["3.3M", "3M3", "3300k", "3.3Meg", "3.3 MΩ", "3.3MEG"]),
    ("R", &["470R", "470", "470 R", "470Ω", "0.47k", "0k47", "k47", "470r", "470 OHM"]),
    ("R", &["0.1R", "0R1", "R10", "R1", "0.1", "0,1", ".1", "100m", "0,10"]),
    ("R", &["0R", "0", "0k", "0.0"]),
    ("C", &["100n", "0.1uF", "100nF", "0µ1", "0\u{3bc}1", "0.1u", "100 nF", "100N", "u1", "100000p"]),
    ("C", &["0.33p", "p33", "0p33", "0,33pF"]),
    ("C", &["2.2n", "2n2", "2200p", "2,2nF", "2n2F", "0.0022u", "0,0022u"]),
    ("C", &["22u", "22U", "22 µF", "22u0", "22.0uf"]),
    ("C", &["1000u", "1000uF", "1000 U"]),
    ("L", &["10u", "10uH", "10 µH", "0.01m", "0m01", "10UH"]),
    ("Y", &["16MHz", "16M", "16 MHz", "16000k", "16.000MHz", "16M0"]),
    ("Y", &["32.768kHz", "32k768", "32768 Hz"]),
    (
        "RV",
        &[
            "B100K",
            "b100k",
            "100k lin",
            "100KB",
            "100k B",
            "100K Linear",
            "B 100K",
            "B-100K",
            "100k/lin",
            "B0M1",
            "100kΩ B",
            "100k Lin.",
            "100kLIN",
            "100K-lin",
        ],
    ),
    ("RV", &["A250K", "250k log", "250K audio", "250kA", "250kLog."]),
    ("RV", &["C50K", "50k revlog", "50k reverse log", "50K anti-log", "C 50k"]),
    ("D", &["5.1V", "5V1", "5,1 V"]),
    ("F", &["500mA", "0.5A", "500 mA", "0A5"]),
];

#[test]
fn every_notation_of_one_value_is_one_identity() {
    for (symbol, notations) in ONE_VALUE {
        for notation in *notations {
            assert_eq!(key(symbol, notation), key(symbol, notations[0]), "{symbol} {notation}");
            assert_eq!(read(symbol, notation).to_string(), notations[0], "{symbol} {notation}");
        }
    }
}

#[test]
fn different_values_are_different_identities() {
    let mut seen = std::collections::HashMap::new();
    for (row, (symbol, notations)) in ONE_VALUE.iter().enumerate() {
        assert_eq!(seen.insert(key(symbol, notations[0]), row), None);
    }
    assert_ne!(key("R", "1M"), key("R", "1m"));
    assert_ne!(key("RV", "100K"), key("RV", "B100K"));
    assert_ne!(key("RV", "A100K"), key("RV", "B100K"));
    assert_ne!(key("C", "100"), key("C", "100p"));
    assert_ne!(key("U", "4700ohm"), key("R", "4700"), "a name is never a magnitude");
}

#[test]
fn part_numbers_and_unclear_texts_stay_names() {
    for (symbol, text) in [
        ("D", "1N4148"),
        ("D", "1N4553"),
        ("D", "LED"),
        ("D", "3mm"),
        ("D", "BAT54S"),
        ("C", "1N4148"),
        ("Q", "2N3904"),
        ("C", "2N3904"),
        ("R", "2N3904"),
        ("Q", "BCM847DS,135"),
        ("Q", "BCM857DS,135"),
        ("U", "TL074"),
        ("U", "74HC14"),
        ("U", "7805"),
        ("U", "78L05"),
        ("U", "10k"),
        ("U", "4066"),
        ("R", "1,000"),
        ("R", "1,000k"),
        ("R", "10k/100k"),
        ("R", "0805"),
        ("R", "100 LED"),
        ("R", "-5"),
        ("R", "1/4W"),
        ("R", "5%"),
        ("R", "10 %"),
        ("R", "4k7k"),
        ("R", "1.2.3k"),
        ("R", "k"),
        ("R", "100n"),
        ("C", "4700M"),
        ("C", "1mF"),
        ("C", "0M1"),
        ("C", "10k"),
        ("C", "100V"),
        ("C", "100 V"),
        ("C", "n"),
        ("R", "1V/OCT"),
        ("H", "MountingHole"),
        ("", "10k"),
        ("R", "10000000000000000001"),
    ] {
        assert!(is_name(symbol, text), "{symbol} {text} is {:?}", read(symbol, text));
    }
}

#[test]
fn what_a_panel_says_is_no_identity() {
    for (symbol, text) in [
        ("RV", "Tune"),
        ("RV", "Wave Fold"),
        ("RV", "FOLD AMT"),
        ("RV", "1V/OCT"),
        ("RV", "A1"),
        ("RV", "M1"),
        ("RV", "2 Octaves"),
        ("RV", "B103"),
        ("J", "1V/OCT"),
        ("J", "CLOCK"),
        ("J", "EXT CLK"),
        ("J", "10k"),
        ("SW", "Range 2"),
        ("SW", "ON-OFF-ON"),
        ("C", "-- mixed values --"),
    ] {
        assert_eq!(read(symbol, text), Value::Label(text.to_owned()), "{symbol} {text}");
        assert_eq!(read(symbol, text).key(), None);
    }
    assert_eq!(read("R", "  "), Value::Empty);
    assert_eq!(read("J", "~"), Value::Empty);
    assert_eq!(Value::Empty.key(), None);
}

#[test]
fn names_are_compared_without_case_and_outer_space() {
    assert_eq!(key("U", " tl072 "), key("U", "TL072"));
    assert_eq!(read("U", " TL072 ").to_string(), "TL072");
    assert_ne!(key("Q", "BCM847DS,135"), key("Q", "BCM857DS,135"));
}

#[test]
fn ratings_are_read_however_they_are_attached() {
    for text in ["22u/35V", "22u 35V", "22U 35v", "22u35V", "22uF,35V", "22u_35VDC", "22u (35 V)", "22µ/35V"]
    {
        assert_eq!(read("C", text).to_string(), "22u 35V", "{text}");
    }
    for (symbol, text, printed) in [
        ("C", "22u16V", "22u 16V"),
        ("C", "10u 6V3", "10u 6.3V"),
        ("C", "10u 6,3V", "10u 6.3V"),
        ("C", "10u 1kV", "10u 1000V"),
        ("C", "10u 35V Tant", "10u 35V Tant"),
        ("C", "100n 50V X7R 10%", "100n 50V 10% X7R"),
        ("C", "100p np0", "100p C0G"),
        ("C", "15n box", "15n box"),
        ("C", "100nF\u{b1}10%50V", "100n 50V 10%"),
        ("R", "10k 1% 0.1W", "10k 1% 0.1W"),
        ("C", "22u6V3", "22u 6.3V"),
        ("C", "100p NP0/C0G", "100p C0G"),
        ("R", "10k, 1 %, 1/4W", "10k 1% 0.25W"),
        ("R", "10k 1/4 W 1%", "10k 1% 0.25W"),
        ("R", "10k/1/8 w", "10k 0.125W"),
        ("R", "10k \u{bc} W", "10k 0.25W"),
        ("R", "10k \u{b1} 1 %", "10k 1%"),
        ("R", "10k +/- 0,5 %", "10k 0.5%"),
        ("R", "10k \u{b1}5% 5 %", "10k 5%"),
        ("R", "10k/1/4W", "10k 0.25W"),
        ("R", "10k +/-5% 250mW", "10k 5% 0.25W"),
        ("R", "4,7k,5%", "4.7k 5%"),
        ("R", "470 5%", "470R 5%"),
        ("R", "10k 0805", "10k 0805"),
        ("L", "10uH 2A", "10u 2A"),
        ("RV", "B10K 20%", "B10K 20%"),
        ("D", "5V1 1/2W", "5.1V 0.5W"),
        ("C", "10u 35V 50V", "10u 35V 50v"),
    ] {
        assert_eq!(read(symbol, text).to_string(), printed, "{symbol} {text}");
    }
}

#[test]
fn ratings_are_no_part_of_the_identity() {
    assert_eq!(key("C", "22u/35V"), key("C", "22u"));
    assert_eq!(key("R", "10k 1% 0.1W"), key("R", "10k"));
    assert_eq!(key("C", "15n box"), key("C", "15n"));
}

#[test]
fn a_slip_is_warned_of_and_not_converted() {
    let warning = |symbol: &str, text: &str| parse_with_warnings(&Symbol::new(symbol), text).1;
    assert_eq!(warning("C", "4700M"), Some(ValueWarning::UnlikelyMultiplier("4700M".into())));
    assert_eq!(warning("C", "1mF"), Some(ValueWarning::UnlikelyMultiplier("1mF".into())));
    assert_eq!(warning("R", "1,000"), Some(ValueWarning::AmbiguousComma("1,000".into())));
    assert_eq!(warning("C", "100"), Some(ValueWarning::NoUnit("100".into())));
    assert_eq!(warning("U", &"x".repeat(201)), Some(ValueWarning::TooLong(201)));
    for (symbol, text) in [("R", "1M"), ("C", "100n"), ("U", "TL072"), ("R", "100"), ("J", "1,000")] {
        assert_eq!(warning(symbol, text), None, "{symbol} {text}");
    }
}

/// Found by the properties below: printed with a space, the word would have become the unit.
#[test]
fn a_word_that_reads_as_a_unit_is_no_qualifier() {
    for text in ["10k/rB", "10k,r35V", "10k/ohmA", "10k_ohm", "10k 5% ohm"] {
        assert!(is_name("R", text), "{text} is {:?}", read("R", text));
    }
}

#[test]
fn overlong_text_is_a_name_untouched() {
    let text = format!("10k {}", "5% ".repeat(80));
    assert!(is_name("R", &text));
}

#[test]
fn a_requirement_asks_for_at_least_what_it_states() {
    let part = ratings("C", "22u 50V 5% X7R");
    for required in ["22u", "22u 35V", "22u 50V", "22u 10%", "22u 5%", "22u x7r", "22u ceramic 16V"] {
        assert!(part.satisfies(&ratings("C", required)), "{required}");
    }
    for required in ["22u 63V", "22u 1%", "22u X5R", "22u Tant", "22u 1W", "22u box", "22u 1A"] {
        assert!(!part.satisfies(&ratings("C", required)), "{required}");
    }
    assert!(!Ratings::NONE.satisfies(&ratings("C", "22u 16V")), "what is not stated does not qualify");
    assert!(ratings("C", "1n MKP").satisfies(&ratings("C", "1n film")));
    assert!(!ratings("C", "1n film").satisfies(&ratings("C", "1n MKP")));
}

#[test]
fn a_parts_own_fields_go_before_what_its_value_says() {
    let value = ratings("R", "10k 5% 0.1W");
    let part = Ratings::of_part(&value, Some("1"), Some("200V thick"));
    assert_eq!(part.to_string(), "200V 1% 0.1W thick");
    assert_eq!(Ratings::of_part(&value, Some("?"), None), value);
    assert_eq!(Ratings::parse("1/4W X7R, 35 V").to_string(), "35V 0.25W X7R");
    assert_eq!(Ratings::parse("1/4 W").to_string(), "0.25W");
    assert_eq!("\u{b1}0,5 %".parse::<Tolerance>().unwrap().get(), decimal("0.5"));
    assert!("one".parse::<Tolerance>().is_err());
}

#[test]
fn a_symbol_is_what_a_reference_begins_with() {
    for (reference, symbol) in [
        ("R12", "R"),
        ("rv3", "RV"),
        (" C? ", "C"),
        ("SW_1", "SW"),
        ("SW_A1", "SW"),
        ("J_IN1", "J"),
        ("_R1", "R"),
        ("U1A", "U"),
        ("", ""),
    ] {
        assert_eq!(Symbol::of_reference(reference).as_str(), symbol);
    }
    assert_eq!(Symbol::new("LED").kind(), SymbolKind::Diode);
    assert_eq!(Symbol::new("RN").kind(), SymbolKind::Resistor);
    assert_eq!(Symbol::new("K").kind(), SymbolKind::Other);
}

#[test]
fn decimals_are_exact_and_ordered_by_magnitude() {
    assert_eq!(decimal("0.10"), decimal(".1"));
    assert_eq!(decimal("4700").to_string(), "4700");
    assert_eq!(Decimal::new(47, -13).unwrap().to_string(), "0.0000000000047");
    assert!(
        decimal("9.99") < decimal("10")
            && decimal("100") > decimal("99.9")
            && Decimal::ZERO < decimal("0.001")
    );
    assert_eq!(Decimal::new(1, 128), None);
    assert!(Decimal::new(u64::MAX, 127).unwrap() > Decimal::new(1, 127).unwrap());
    assert!(
        "1.2.3".parse::<Decimal>().is_err()
            && "".parse::<Decimal>().is_err()
            && "-1".parse::<Decimal>().is_err()
    );
}

#[test]
fn values_survive_serialisation() {
    for value in [read("R", "4k7 1%"), read("U", "TL072"), read("J", "OUT"), Value::Empty] {
        let text = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
