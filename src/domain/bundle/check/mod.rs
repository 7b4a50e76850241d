//! Everything that a bundle must hold before any of it is imported: names that exist and exist
//! once, limits of the store, states that agree with balances, and a ledger that adds up.
//!
//! A bundle is checked after [`super::complete`], and every problem is reported, not the first.

mod builds;
mod catalog;
mod ledger;
mod orders;
mod projects;

use super::{Bundle, Index, Problem, Reference};
use crate::domain::quantity::Quantity;
use std::collections::HashSet;
use std::hash::Hash;

/// The most parts that a bundle may have.
const MAX_PARTS: usize = 100_000;

/// Every problem of a bundle, in the order of its lists.
#[must_use]
pub fn check(bundle: &Bundle) -> Vec<Problem> {
    let mut checker = Checker { bundle, index: Index::new(bundle), problems: Vec::new() };
    checker.workspace();
    checker.catalog();
    checker.projects();
    checker.builds();
    checker.orders();
    checker.ledger();
    checker.problems
}

struct Checker<'a> {
    bundle: &'a Bundle,
    index: Index<'a>,
    problems: Vec<Problem>,
}

impl<'a> Checker<'a> {
    fn report(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem { pointer: pointer.into(), message: message.into() });
    }

    fn workspace(&mut self) {
        self.text("/workspace/name", &self.bundle.workspace.name, 1, 200);
        let mut seen = HashSet::new();
        for (at, rate) in self.bundle.rates.iter().enumerate() {
            let pointer = format!("/rates/{at}");
            match rate.currency {
                None => self.report(format!("{pointer}/currency"), "a rate needs a currency"),
                Some(currency) => self.once(
                    &mut seen,
                    currency,
                    format!("{pointer}/currency"),
                    "the currency",
                    currency.code(),
                ),
            }
            if rate.rate.get() <= 0 {
                self.report(format!("{pointer}/rate"), "a rate is more than 0");
            }
        }
        for name in self.bundle.settings.keys() {
            self.text(&format!("/settings/{}", escaped(name)), name, 1, 100);
        }
    }

    /// A text has so many characters.
    fn text(&mut self, pointer: &str, text: &str, least: usize, most: usize) {
        let length = text.chars().count();
        if text.contains('\0') {
            self.report(pointer, "a character 0 is in it");
        } else if text.is_empty() && least > 0 {
            self.report(pointer, "this must be said");
        } else if length > most {
            self.report(pointer, format!("{length} characters are too many: the limit is {most}"));
        }
    }

    /// An optional text has so many characters.
    fn optional_text(&mut self, pointer: &str, text: Option<&String>, least: usize, most: usize) {
        if let Some(text) = text {
            self.text(pointer, text, least, most);
        }
    }

    /// A quantity is within its limits.
    fn within(&mut self, pointer: String, quantity: Quantity, least: u64, most: u64) {
        if !(least..=most).contains(&quantity.get()) {
            self.report(pointer, format!("{quantity} is not between {least} and {most}"));
        }
    }

    /// A name is one of those that there are.
    fn one_of(&mut self, pointer: String, name: &str, names: &[&str]) {
        if !names.contains(&name) {
            self.report(pointer, format!("\u{201c}{name}\u{201d} is none of {}", names.join(", ")));
        }
    }

    /// A name is there once.
    fn once<Name: Eq + Hash>(
        &mut self,
        seen: &mut HashSet<Name>,
        name: Name,
        pointer: String,
        what: &str,
        shown: &str,
    ) {
        if !seen.insert(name) {
            self.report(pointer, format!("{what} \u{201c}{shown}\u{201d} is there twice"));
        }
    }

    fn part(&mut self, pointer: String, key: &str) -> bool {
        let known = self.index.parts.contains_key(key);
        self.known(pointer, known, "part", key);
        known
    }

    fn optional_part(&mut self, pointer: String, key: Option<&String>) {
        if let Some(key) = key {
            self.part(pointer, key);
        }
    }

    fn vendor(&mut self, pointer: String, name: &str) {
        let known = self.index.vendors.contains_key(name);
        self.known(pointer, known, "vendor", name);
    }

    fn build(&mut self, pointer: String, build: &Reference) -> Option<usize> {
        let found = self.index.build(build);
        self.known(pointer, found.is_some(), "build", &build.to_string());
        found
    }

    fn stock_line(&mut self, pointer: &str, line: (&'a str, &'a str, &'a str)) -> Option<usize> {
        let found = self.index.stock.get(&line).copied();
        if found.is_none() {
            let (part, location, lot) = line;
            let lot = if lot.is_empty() { String::new() } else { format!(", lot \u{201c}{lot}\u{201d}") };
            self.report(
                pointer,
                format!("there is no stock of \u{201c}{part}\u{201d} in \u{201c}{location}\u{201d}{lot}"),
            );
        }
        found
    }

    fn known(&mut self, pointer: String, known: bool, what: &str, name: &str) {
        if known {
            return;
        }
        if name.is_empty() {
            self.report(pointer, format!("the {what} must be said"));
        } else {
            self.report(pointer, format!("there is no {what} \u{201c}{name}\u{201d}"));
        }
    }
}

/// A name as a step of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
