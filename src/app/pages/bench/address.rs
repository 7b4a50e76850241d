//! What is looked at on the bench, in the page's address.

use crate::app::address::written;
use crate::domain::ids::{LocationId, PartId, StockLineId};
use crate::domain::inventory::{BenchPage, BenchPart, Verb};
use leptos_router::params::ParamsMap;

/// What the address says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Looked {
    /// What was typed.
    pub search: String,
    /// The place that was chosen.
    pub place: Option<i64>,
    /// The stock line that was chosen.
    pub line: Option<i64>,
    /// The part that was chosen, where it lies nowhere.
    pub part: Option<i64>,
    /// What is about to be done.
    pub verb: Option<Verb>,
    /// The request that led here.
    pub done: Option<String>,
}

/// What the server is asked: all of the address that changes the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub search: String,
    pub place: Option<i64>,
    pub line: Option<i64>,
    pub part: Option<i64>,
    pub done: Option<String>,
}

impl Looked {
    pub(super) fn of(query: &ParamsMap) -> Self {
        let number = |name: &str| query.get_str(name).and_then(|text| text.parse().ok());
        Self {
            search: query.get("q").unwrap_or_default(),
            place: number("place"),
            line: number("line"),
            part: number("part"),
            verb: query.get_str("do").and_then(Verb::named),
            done: query.get("done"),
        }
    }

    pub(super) fn place(place: LocationId) -> Self {
        Self { place: Some(place.get()), ..Self::default() }
    }

    /// Whether nothing is looked at.
    pub(super) fn is_empty(&self) -> bool {
        self.search.trim().is_empty() && self.place.is_none() && self.line.is_none() && self.part.is_none()
    }

    /// What the server is asked. What was typed brings all its parts along: choosing one among them
    /// asks nothing anew.
    pub(super) fn asked(&self) -> Asked {
        let is_typed = !self.search.trim().is_empty();
        Asked {
            search: self.search.clone(),
            place: self.place,
            line: self.line.filter(|_| !is_typed),
            part: self.part.filter(|_| !is_typed),
            done: self.done.clone(),
        }
    }

    /// The part that is looked at: the chosen one, else the first unless a place is.
    pub(super) fn chosen<'p>(&self, page: &'p BenchPage) -> Option<&'p BenchPart> {
        let is_chosen = |part: &&BenchPart| {
            Some(part.id.get()) == self.part
                || part.spots.iter().any(|spot| Some(spot.line.get()) == self.line)
        };
        page.parts.iter().find(is_chosen).or_else(|| page.parts.first().filter(|_| page.place.is_none()))
    }

    pub(super) fn address(&self) -> String {
        let number = |name: &str, number: Option<i64>| Some((name.to_owned(), number?.to_string()));
        let search = (!self.search.is_empty()).then(|| ("q".to_owned(), self.search.clone()));
        let verb = self.verb.map(|verb| ("do".to_owned(), verb.name().to_owned()));
        let chosen =
            [number("place", self.place), number("line", self.line), number("part", self.part), verb];
        let pairs: Vec<(String, String)> = search.into_iter().chain(chosen.into_iter().flatten()).collect();
        format!("/bench{}", written(&pairs))
    }

    /// The same, with another line chosen.
    pub(super) fn at_line(&self, line: StockLineId) -> String {
        Self { line: Some(line.get()), part: None, verb: None, done: None, ..self.clone() }.address()
    }

    /// The same, with a part chosen that lies nowhere.
    pub(super) fn at_part(&self, part: PartId) -> String {
        Self { part: Some(part.get()), line: None, verb: None, done: None, ..self.clone() }.address()
    }

    /// A line that lies in a place.
    pub(super) fn in_place(&self, place: LocationId, line: StockLineId) -> String {
        let place = self.search.trim().is_empty().then(|| place.get());
        Self { place, line: Some(line.get()), part: None, verb: None, done: None, ..self.clone() }.address()
    }

    /// The same, about to do something.
    pub(super) fn doing(&self, verb: Option<Verb>) -> String {
        Self { verb, done: None, ..self.clone() }.address()
    }
}
