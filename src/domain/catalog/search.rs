//! Searching parts: what a text may mean, and what a list shows.

use super::fields::{FieldError, FieldProblem, InvalidFields};
use crate::domain::ids::PartId;
use crate::domain::quantity::Quantity;
use crate::domain::value::{Symbol, Value, parse};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// No search is longer, in characters.
const LONGEST: usize = 200;
/// Words after these are not looked at.
const MOST_WORDS: usize = 16;
/// Reference prefixes that read a value in every way there is: ohms, ohms with a taper, farads,
/// henries, hertz, volts, amperes, and a name.
const SYMBOLS: [&str; 8] = ["R", "RV", "C", "L", "Y", "D", "F", ""];

/// A text that parts are searched by, with the values that it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// As written.
    pub text: String,
    /// Keys of the values that it may be: `4k7` is ohms, or a name.
    pub values: BTreeSet<String>,
}

/// What is searched for: parts that each of the words means, or that the whole text means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Its words.
    pub words: Vec<SearchTerm>,
    /// All of it, where that is more than one word.
    pub whole: Option<SearchTerm>,
}

impl Search {
    /// What somebody typed into a search box; nothing but blanks finds every part.
    ///
    /// # Errors
    /// [`InvalidFields`] for a text of more than 200 characters.
    pub fn parse(text: &str) -> Result<Self, InvalidFields> {
        let length = text.chars().count();
        if length > LONGEST {
            let problem = FieldProblem::TooLong { length, most: LONGEST };
            return Err(FieldError::new("search", problem).into());
        }
        let calm: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words: Vec<SearchTerm> = calm.split_whitespace().take(MOST_WORDS).map(SearchTerm::word).collect();
        let whole = (words.len() > 1).then(|| SearchTerm::whole(calm.trim()));
        Ok(Self { words, whole })
    }

    /// Whether nothing is searched for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl SearchTerm {
    fn word(text: &str) -> Self {
        Self { text: text.to_owned(), values: keys(text, |_| true) }
    }

    /// Several words are one magnitude if they are one without the blanks: `4.7 kΩ` is, and `10k yageo`
    /// is not, though a part's own value may have such words after it.
    fn whole(text: &str) -> Self {
        let joined: String = text.split_whitespace().collect();
        let mut values = keys(&joined, |value| matches!(value, Value::Measured(_)));
        values.extend(keys(text, |value| matches!(value, Value::Name(_))));
        Self { text: text.to_owned(), values }
    }
}

/// Keys of the values that a text may be, of those that are meant.
fn keys(text: &str, is_meant: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let read = SYMBOLS.iter().map(|symbol| parse(&Symbol::new(symbol), text));
    read.filter(is_meant).filter_map(|value| value.key()).collect()
}

/// A place in the list of parts, which is by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartCursor {
    /// The name of the last part that was seen.
    pub name: String,
    /// Its id, since names are shared.
    pub id: PartId,
}

/// Which parts are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartQuery {
    /// What was typed.
    pub search: String,
    /// Only parts with this tag.
    pub tag: Option<String>,
    /// Archived ones too.
    pub archived: bool,
    /// Those after this one.
    pub after: Option<PartCursor>,
    /// At most so many; as many as there may be where it is not said.
    pub limit: Option<u32>,
}

/// A part in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartSummary {
    /// Its id in the store.
    pub id: PartId,
    /// Its key.
    pub part: String,
    /// Its name for people.
    pub name: String,
    /// Reference prefix.
    pub symbol: String,
    /// The value as written.
    pub value: String,
    /// Name of its package.
    pub package: Option<String>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Below this it is said to be low.
    pub low_stock: Option<Quantity>,
    /// Nobody counts it.
    pub not_counted: bool,
    /// To be filled in.
    pub placeholder: bool,
    /// No longer offered for new things.
    pub archived: bool,
    /// Pieces in all places.
    pub on_hand: Quantity,
    /// Of those, the reserved ones.
    pub reserved: Quantity,
    /// And the others.
    pub free: Quantity,
}

/// Some of the parts that were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartList {
    /// By name.
    pub parts: Vec<PartSummary>,
    /// Where the next ones begin, if there are more.
    pub next: Option<PartCursor>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::value_key;

    #[test]
    fn a_word_is_every_value_that_it_may_be() {
        let search = Search::parse(" 4k7 ").unwrap();
        assert_eq!(search.whole, None);
        let written = value_key("R", "4.7k").unwrap();
        assert!(search.words[0].values.contains(&written), "{search:?}");
        let search = Search::parse("4,7 k\u{3a9}").unwrap();
        assert!(search.whole.unwrap().values.contains(&written));
        let search = Search::parse("10k yageo").unwrap();
        assert!(search.whole.unwrap().values.iter().all(|key| key.starts_with("name:")));
        let search = Search::parse("0.1uF").unwrap();
        assert!(search.words[0].values.contains(&value_key("C", "100n").unwrap()));
        let search = Search::parse("TL072").unwrap();
        assert_eq!(search.words[0].values, [value_key("U", "tl072").unwrap()].into());
    }

    #[test]
    fn blanks_find_everything_and_too_much_is_refused() {
        assert!(Search::parse(" \t\u{0} ").unwrap().is_empty());
        assert!(Search::parse(&"x".repeat(201)).is_err());
        assert_eq!(Search::parse(&"x ".repeat(99)).unwrap().words.len(), MOST_WORDS);
    }
}
