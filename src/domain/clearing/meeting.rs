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
}

/// Whether a part of the value and package that a line wants is at least as good as the line states.
#[must_use]
pub fn meets(references: &[Reference], wanted: &str, part: Properties<'_>) -> bool {
    let symbol = references
        .first()
        .map_or_else(|| Symbol::new(part.symbol), |first| Symbol::of_reference(first.as_str()));
    let drawn_alike = part.symbol.is_empty() || Symbol::new(part.symbol).kind() == symbol.kind();
    if !drawn_alike {
        return false;
    }
    let required = parse(&symbol, wanted);
    let offered = parse(&symbol, part.value);
    let ratings = Ratings::of_part(offered.ratings(), part.tolerance, part.rating);
    required.key() == offered.key() && ratings.satisfies(required.ratings())
}
