//! What somebody does with pieces at the bench, what that did, and what takes it back.

use crate::domain::ids::{PartId, StockLineId};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// What is done with pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Pieces are taken away.
    Take,
    /// Pieces are put there.
    Put,
    /// Pieces were counted.
    Count,
    /// Pieces go to another place.
    Move,
}

impl Verb {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Take, Self::Put, Self::Count, Self::Move];

    /// Its name in addresses and forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Put => "put",
            Self::Count => "count",
            Self::Move => "move",
        }
    }

    /// The verb of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.name() == name)
    }
}

/// Where something is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// On a stock line.
    Line(StockLineId),
    /// In a place where the part may not lie yet, by its name.
    Place(PartId, String),
}

/// What is to be done with pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// What.
    pub verb: Verb,
    /// Where.
    pub at: Where,
    /// With how many pieces; of a count, how many were found.
    pub pieces: Quantity,
    /// Where they go, of a move.
    pub to: String,
    /// Whether it takes back what was done before.
    pub undoes: bool,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// What.
    pub verb: Verb,
    /// The part's name.
    pub part: String,
    /// Where it was done; of a move, where the pieces came from.
    pub location: String,
    /// Where they went, of a move.
    pub to: Option<String>,
    /// The line to look at now: of a move, where the pieces lie.
    pub line: StockLineId,
    /// With how many pieces; of a count, how many were found.
    pub pieces: Quantity,
    /// How many lay there before.
    pub before: Quantity,
    /// How many lie there now.
    pub on_hand: Quantity,
    /// Builds that are no longer clear to build because of it, by number.
    pub no_longer_clear: Vec<i64>,
    /// What takes it back, if anything is to take back.
    pub undo: Option<Undo>,
    /// Whether it took something back itself.
    pub undoes: bool,
}

/// What takes back what was done: a movement that corrects it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// What is to be done.
    pub verb: Verb,
    /// On which line.
    pub line: StockLineId,
    /// With how many pieces.
    pub pieces: Quantity,
    /// Where they go, of a move.
    pub to: String,
}

impl Undo {
    /// What takes a verb back that was done on `line`, whose pieces were `before`; `back` is the place
    /// that moved pieces came from. Pieces that others moved since stay where they are.
    #[must_use]
    pub fn of(verb: Verb, line: StockLineId, pieces: Quantity, before: Quantity, back: &str) -> Option<Self> {
        let (verb, pieces, to) = match verb {
            Verb::Take => (Verb::Put, pieces, ""),
            Verb::Put => (Verb::Take, pieces, ""),
            Verb::Move => (Verb::Move, pieces, back),
            Verb::Count if pieces < before => (Verb::Put, before.saturating_sub(pieces), ""),
            Verb::Count => (Verb::Take, pieces.saturating_sub(before), ""),
        };
        (!pieces.is_zero()).then(|| Self { verb, line, pieces, to: to.to_owned() })
    }
}

impl Booked {
    /// What was done, as people say it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { part, location, pieces, before, on_hand, .. } = self;
        let undone = if self.undoes { "Undone: " } else { "" };
        let now = format!("{on_hand} lie there now");
        match self.verb {
            Verb::Take => format!("{undone}{pieces} of {part} taken from {location}; {now}"),
            Verb::Put => format!("{undone}{pieces} of {part} put into {location}; {now}"),
            Verb::Move => {
                let to = self.to.as_deref().unwrap_or_default();
                format!("{undone}{pieces} of {part} moved from {location} to {to}; {now}")
            }
            Verb::Count if pieces == before => {
                format!("{part} in {location} counted: {pieces}, as the books say")
            }
            Verb::Count => format!("{part} in {location} counted: {pieces}; it was {before}"),
        }
    }

    /// Which builds are no longer clear because of it, and what to do; nothing where none are.
    #[must_use]
    pub fn consequence(&self) -> Option<String> {
        let builds = match self.no_longer_clear.as_slice() {
            [] => return None,
            [one] => format!("Build {one} is"),
            several => {
                let numbers: Vec<String> = several.iter().map(i64::to_string).collect();
                format!("Builds {} are", numbers.join(", "))
            }
        };
        Some(format!("{builds} no longer clear to build: reserve again, or order what is missing"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undo(verb: Verb, pieces: u16, before: u16) -> Option<(Verb, u64, String)> {
        let of = Undo::of(verb, StockLineId::new(1), Quantity::of(pieces), Quantity::of(before), "A1");
        of.map(|undo| (undo.verb, undo.pieces.get(), undo.to))
    }

    #[test]
    fn each_verb_is_taken_back_by_what_corrects_it() {
        assert_eq!(undo(Verb::Take, 3, 9), Some((Verb::Put, 3, String::new())));
        assert_eq!(undo(Verb::Put, 3, 9), Some((Verb::Take, 3, String::new())));
        assert_eq!(undo(Verb::Move, 3, 9), Some((Verb::Move, 3, "A1".to_owned())));
        assert_eq!(undo(Verb::Count, 3, 9), Some((Verb::Put, 6, String::new())));
        assert_eq!(undo(Verb::Count, 9, 3), Some((Verb::Take, 6, String::new())));
        assert_eq!(undo(Verb::Count, 9, 9), None, "nothing changed");
    }

    #[test]
    fn a_verb_is_named_as_it_is_read() {
        for verb in Verb::ALL {
            assert_eq!(Verb::named(verb.name()), Some(verb));
        }
        assert_eq!(Verb::named("steal"), None);
    }
}
