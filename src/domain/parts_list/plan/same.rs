//! Which part a row means: by its manufacturer's number, else a vendor's, else its name.

use super::{Planner, Working};
use crate::domain::parts_list::doubt::{Doubt, Fix};
use crate::domain::parts_list::known::KnownItem;
use crate::domain::parts_list::row::ListedPart;
use std::collections::HashMap;

/// How many parts a doubt names.
const NAMED: usize = 5;

/// Parts by what they may be told by.
#[derive(Debug, Default)]
pub(super) struct Index {
    keys: HashMap<String, usize>,
    mpns: HashMap<String, Vec<usize>>,
    items: HashMap<(String, String), Vec<usize>>,
    names: HashMap<String, Vec<usize>>,
    /// The number with which the next part of a name is told apart.
    numbers: HashMap<String, usize>,
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn put(list: &mut Vec<usize>, at: usize) {
    if !list.contains(&at) {
        list.push(at);
    }
}

impl Index {
    pub(super) fn of(parts: &[Working], items: &[KnownItem]) -> Self {
        let mut index = Self::default();
        let mut places = HashMap::new();
        for (at, part) in parts.iter().enumerate() {
            index.add(at, Some(&part.key), &part.entry.name, part.entry.mpn.as_deref());
            places.extend(part.id.map(|id| (id, at)));
        }
        for item in items {
            if let Some(at) = places.get(&item.part) {
                index.add_item(*at, &item.vendor, &item.number);
            }
        }
        index
    }

    pub(super) fn add(&mut self, at: usize, key: Option<&str>, name: &str, mpn: Option<&str>) {
        if let Some(key) = key {
            self.keys.insert(key.to_owned(), at);
        }
        put(self.names.entry(folded(name)).or_default(), at);
        if let Some(mpn) = mpn {
            put(self.mpns.entry(folded(mpn)).or_default(), at);
        }
    }

    pub(super) fn add_item(&mut self, at: usize, vendor: &str, number: &str) {
        put(self.items.entry((folded(vendor), folded(number))).or_default(), at);
    }

    /// The key itself, or the first numbered one that no part has.
    pub(super) fn free_key(&mut self, wanted: &str) -> String {
        if !self.keys.contains_key(wanted) {
            return wanted.to_owned();
        }
        let mut number = self.numbers.get(wanted).copied().unwrap_or(2);
        while self.keys.contains_key(&format!("{wanted}-{number}")) {
            number += 1;
        }
        self.numbers.insert(wanted.to_owned(), number + 1);
        format!("{wanted}-{number}")
    }
}

impl Planner<'_> {
    /// The part that a row means; nothing where it is a new one.
    ///
    /// # Errors
    /// [`Doubt::SeveralParts`], [`Doubt::NoSuchPart`].
    pub(super) fn find(
        &self,
        listed: &ListedPart,
        package: Option<&str>,
        fix: &Fix,
    ) -> Result<Option<usize>, Doubt> {
        if let Some(said) = &fix.part {
            return self.called(said).map(Some);
        }
        if let Some(at) = listed.key.as_ref().and_then(|key| self.index.keys.get(key)) {
            return Ok(Some(*at));
        }
        let fits = |at: &usize| self.part(*at).is_some_and(|part| fits(part, listed));
        let by_mpn = listed.mpn.as_ref().and_then(|mpn| self.index.mpns.get(&folded(mpn)));
        let by_mpn: Vec<usize> = by_mpn.into_iter().flatten().copied().filter(fits).collect();
        if !by_mpn.is_empty() {
            return self.one_of(&by_mpn);
        }
        for item in &listed.items {
            let named = self.index.items.get(&(folded(&item.vendor), folded(&item.number)));
            let named: Vec<usize> = named.into_iter().flatten().copied().filter(fits).collect();
            if !named.is_empty() {
                return self.one_of(&named);
            }
        }
        let in_package =
            |at: &usize| match (self.part(*at).and_then(|part| part.entry.package.as_deref()), package) {
                (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
                _ => true,
            };
        let named = self.index.names.get(&folded(&listed.name)).filter(|_| !listed.name.is_empty());
        let named: Vec<usize> =
            named.into_iter().flatten().copied().filter(fits).filter(in_package).collect();
        if named.is_empty() { Ok(None) } else { self.one_of(&named) }
    }

    fn part(&self, at: usize) -> Option<&Working> {
        self.parts.get(at)
    }

    /// The part that somebody named, by its key, name or number.
    fn called(&self, said: &str) -> Result<usize, Doubt> {
        let folded = folded(said);
        if let Some(at) = self.index.keys.get(said.trim()) {
            return Ok(*at);
        }
        let found = self.index.names.get(&folded).or_else(|| self.index.mpns.get(&folded));
        let found = found.map(Vec::as_slice).unwrap_or_default();
        match self.one_of(found)? {
            Some(at) => Ok(at),
            None => Err(Doubt::NoSuchPart(said.to_owned())),
        }
    }

    /// One that is in use, if there is one only; else one that is archived.
    fn one_of(&self, found: &[usize]) -> Result<Option<usize>, Doubt> {
        let is_live = |at: &&usize| self.part(**at).is_some_and(|part| !part.archived);
        let live: Vec<usize> = found.iter().filter(is_live).copied().collect();
        match (live.as_slice(), found) {
            ([one], _) | ([], [one]) => Ok(Some(*one)),
            ([], []) => Ok(None),
            (several, all) => {
                let several = if several.is_empty() { all } else { several };
                let keys = several.iter().filter_map(|at| self.part(*at)).map(|part| part.key.clone());
                Err(Doubt::SeveralParts(keys.take(NAMED).collect()))
            }
        }
    }
}

/// Whether a part may be the one of a row: no number or maker of it says otherwise.
fn fits(part: &Working, listed: &ListedPart) -> bool {
    let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => folded(one) == folded(other),
        _ => true,
    };
    same(&part.entry.mpn, &listed.mpn)
        && (listed.mpn.is_none() || same(&part.entry.manufacturer, &listed.manufacturer))
}
