//! Which parts meet a line's requirement: symbol, value and package are the same by construction
//! (they were looked up by them), tolerance and ratings at least those that the line states.

use crate::domain::bom::Reference;
use crate::domain::value::{Ratings, Symbol, parse};

/// What a part is, as far as requirements go.
#[derive(Debug, Clone, Copy)]
pub struct Properties<'a> {
    /// Reference prefix that it is drawn with, or nothing.
    pub symbol: &'a str,
    /// Its value, as written.
    pub value: &'a str,
    /// Its tolerance, as written.
    pub tolerance: Option<&'a str>,
    /// Its ratings, as written.
    pub rating: Option<&'a str>,
    /// The name of its package, which is the line's too.
    pub package: Option<&'a str>,
}

/// Whether a part of the value and package that a line wants is at least as good as the line states.
#[must_use]
pub fn meets(references: &[Reference], wanted: &str, part: Properties<'_>) -> bool {
    let symbol = references
        .first()
        .map_or_else(|| Symbol::new(part.symbol), |first| Symbol::of_reference(first.as_str()));
    let drawn_alike = part.symbol.is_empty() || Symbol::new(part.symbol).is_same_sort(&symbol);
    if !drawn_alike {
        return false;
    }
    let required = parse(&symbol, wanted);
    let offered = parse(&symbol, part.value);
    let ratings = Ratings::of_part(offered.ratings(), part.tolerance, part.rating);
    let asked = required.ratings().clone().beyond_body(part.package);
    required.key() == offered.key() && ratings.satisfies(&asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part<'a>(symbol: &'a str, value: &'a str) -> Properties<'a> {
        Properties { symbol, value, tolerance: None, rating: None, package: Some("0805") }
    }

    fn meets_line(reference: &str, wanted: &str, part: Properties<'_>) -> bool {
        meets(&[Reference::new(reference)], wanted, part)
    }

    #[test]
    fn what_is_only_read_like_a_resistor_is_none() {
        assert!(meets_line("R1", "600R", part("R", "600")));
        assert!(!meets_line("R1", "600R", part("FB", "600R")), "a ferrite bead is no resistor");
        assert!(!meets_line("R1", "10k", part("RN", "10k")), "nor is a network");
        assert!(!meets_line("FB1", "600R", part("R", "600R")));
        assert!(meets_line("IC1", "TL072", part("U", "tl072")));
    }

    #[test]
    fn what_the_line_states_is_the_least_that_will_do() {
        let precise = Properties { tolerance: Some("1%"), ..part("R", "10k") };
        assert!(meets_line("R1", "10k 5%", precise) && meets_line("R1", "10k", precise));
        assert!(!meets_line("R1", "10k 0.5%", precise) && !meets_line("R1", "10k 5%", part("R", "10k")));
    }

    #[test]
    fn a_value_that_names_the_package_asks_no_more() {
        assert!(meets_line("R1", "10k 0805", part("R", "10k")));
        assert!(!meets_line("R1", "10k 0603", part("R", "10k")));
    }
}
