//! What a cell with a number of pieces says: exactly, about, or nothing.

use super::doubt::Doubt;
use crate::domain::price_list::read_pieces;
use crate::domain::quantity::Quantity;

/// Before a number that is only about right.
const ABOUT: [&str; 18] = [
    "approximately",
    "ungef\u{e4}hr",
    "approx.",
    "approx",
    "environ",
    "circa",
    "about",
    "etwa",
    "env.",
    "ca.",
    "ca",
    "c.",
    "~",
    "\u{2248}",
    "\u{b1}",
    ">",
    "<",
    "\u{2265}",
];

/// The pieces that a cell tells; nothing where it tells none. A number that is in doubt is named with what it
/// may be taken for.
pub(super) fn pieces(cell: &str) -> Result<Option<Quantity>, Doubt> {
    let text = cell.trim();
    let shown = || crate::domain::bom::error::clip(text);
    if text.starts_with(['-', '\u{2212}']) && text.chars().any(|c| c.is_ascii_digit()) {
        return Err(Doubt::Negative(shown()));
    }
    let lowered = text.to_lowercase();
    let about = |number: &str| {
        let about = thousands(number).or_else(|| read_pieces(number).ok().flatten());
        about
            .map(|about| Doubt::AboutQuantity { text: shown(), about })
            .unwrap_or_else(|| Doubt::Quantity(shown()))
    };
    let without = ABOUT.iter().find_map(|word| lowered.strip_prefix(word));
    let open = lowered.strip_suffix(['+', '?']);
    match (without, open) {
        (Some(number), _) => Err(about(number.trim().trim_end_matches(['+', '?']))),
        (None, Some(number)) => Err(about(number.trim())),
        (None, None) if thousands(&lowered).is_some() => Err(about(&lowered)),
        (None, None) => read_pieces(text).map_err(|_| Doubt::Quantity(shown())),
    }
}

/// `1k`, `2.5k`: a round number.
fn thousands(text: &str) -> Option<Quantity> {
    let number = text.trim().strip_suffix('k')?.trim_end();
    let (units, places) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if units.is_empty() || places.len() > 3 || !is_digits(units) || !is_digits(places) {
        return None;
    }
    format!("{units}{places:0<3}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(pieces: u64) -> Quantity {
        Quantity::new(pieces).unwrap()
    }

    #[test]
    fn pieces_are_exact_in_every_notation() {
        for (cell, wanted) in [
            ("50", 50),
            ("1,000", 1000),
            ("1.000", 1000),
            ("1 000", 1000),
            ("12 pcs", 12),
            ("3 St\u{fc}ck", 3),
            ("0", 0),
            ("7.0", 7),
        ] {
            assert_eq!(pieces(cell), Ok(Some(number(wanted))), "{cell}");
        }
        for cell in ["", "-", "n/a", " "] {
            assert_eq!(pieces(cell), Ok(None), "{cell:?}");
        }
    }

    #[test]
    fn what_is_about_right_says_what_it_may_be() {
        for (cell, wanted) in [
            ("~50", 50),
            ("ca. 30", 30),
            ("1k", 1000),
            ("2.5k", 2500),
            ("50+", 50),
            (">100", 100),
            ("ca 1k", 1000),
            ("20?", 20),
        ] {
            match pieces(cell) {
                Err(Doubt::AboutQuantity { about, .. }) => assert_eq!(about, number(wanted), "{cell}"),
                other => panic!("{cell}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_is_no_number_is_a_doubt() {
        for cell in ["many", "some", "2 reels", "10-20", "1.5", "12k3k", "99999999999"] {
            assert!(matches!(pieces(cell), Err(Doubt::Quantity(_))), "{cell}: {:?}", pieces(cell));
        }
        assert!(matches!(pieces("-3"), Err(Doubt::Negative(_))));
    }

    proptest! {
        #[test]
        fn every_count_reads_as_itself(count in 0_u64..1_000_000_000, spaces in " {0,2}") {
            prop_assert_eq!(pieces(&format!("{spaces}{count}{spaces}")), Ok(Some(number(count))));
        }

        #[test]
        fn no_text_is_a_fault(text in "\\PC{0,40}") {
            let _ = pieces(&text);
        }
    }
}
