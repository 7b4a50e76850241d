//! What a list would do: its rows, one after the other, set beside what is known.

use super::columns::Columns;
use super::doubt::{Doubt, Fix};
use super::known::{Known, KnownItem, KnownLine};
use super::packages::{Names, proposed};
use super::row::{ListedPart, read_row};
use super::table::TableRow;
use crate::domain::catalog::{PackageEntry, PartEntry, derived_key};
use crate::domain::ids::{OfferId, PartId, StockLineId};
use crate::domain::money::{Currency, Micros, Money};
use crate::domain::quantity::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

mod places;
mod same;

use same::Index;

/// What becomes of packages that nobody made yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Packages {
    /// They are made.
    #[default]
    Make,
    /// Their rows wait.
    Ask,
}

/// All that a list would do, and the rows that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Packages to be made.
    pub packages: Vec<PackageEntry>,
    /// Vendors to be made.
    pub vendors: Vec<NewVendor>,
    /// Parts to be made.
    pub made: Vec<MadePart>,
    /// Parts to be changed.
    pub changed: Vec<ChangedPart>,
    /// Vendors' items to be added.
    pub items: Vec<NewItem>,
    /// Vendors' items with another price.
    pub repriced: Vec<Repriced>,
    /// What was counted.
    pub counts: Vec<CountAt>,
    /// Rows that enter.
    pub good: usize,
    /// Of them those that say what is known already.
    pub unchanged: usize,
    /// Rows that wait.
    pub doubtful: Vec<DoubtfulRow>,
}

/// A vendor to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewVendor {
    /// Its name.
    pub name: String,
    /// What it sells in.
    pub currency: Currency,
}

/// A part to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadePart {
    /// Its name for programs.
    pub key: String,
    /// What it is.
    pub entry: PartEntry,
}

/// A part to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPart {
    /// Which one.
    pub id: PartId,
    /// As it was.
    pub before: PartEntry,
    /// As it is to be.
    pub after: PartEntry,
    /// It is taken back from the archive.
    pub was_archived: bool,
}

/// A vendor's item to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewItem {
    /// The part's key.
    pub part: String,
    /// The vendor's name.
    pub vendor: String,
    /// Its number.
    pub number: String,
    /// Its page.
    pub url: Option<String>,
    /// What one costs.
    pub price: Option<Micros>,
    /// In what; what the vendor sells in, where nothing is said.
    pub currency: Option<Currency>,
}

/// A vendor's item with another price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repriced {
    /// Which one.
    pub offer: OfferId,
    /// What one cost.
    pub before: Option<Micros>,
    /// What it was in.
    pub currency_before: Currency,
    /// What one costs.
    pub after: Micros,
    /// In what.
    pub currency: Currency,
}

/// What was counted of a part in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountAt {
    /// The part's key.
    pub part: String,
    /// The place.
    pub location: String,
    /// What lies there in the books; nothing does, where there is none.
    pub line: Option<StockLineId>,
    /// Pieces that were found.
    pub found: Quantity,
    /// What was paid for one, where no vendor's price says it.
    pub cost: Option<Money>,
}

/// A row that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtfulRow {
    /// The row.
    pub row: TableRow,
    /// Why, one reason at least.
    pub doubts: Vec<Doubt>,
}

/// A part as the rows so far leave it.
#[derive(Debug, Clone)]
pub(super) struct Working {
    id: Option<PartId>,
    key: String,
    before: PartEntry,
    entry: PartEntry,
    archived: bool,
    /// The first row that spoke of it.
    first: Option<u32>,
}

pub(super) struct Planner<'k> {
    known: &'k Known,
    packages: Packages,
    names: Names,
    parts: Vec<Working>,
    index: Index,
    lines: HashMap<PartId, Vec<&'k KnownLine>>,
    items: HashMap<(PartId, String, String), &'k KnownItem>,
    vendors: HashMap<String, (String, bool)>,
    kits: HashSet<&'k str>,
    /// What was counted so far, by part and place: its place in the plan, nothing where it changes nothing.
    counted: HashMap<(usize, String), (Quantity, Option<usize>)>,
    listed_items: HashSet<(usize, String, String)>,
    plan: Plan,
}

impl Plan {
    /// Sets rows beside what is known. Rows that wait do nothing.
    #[must_use]
    pub fn of(known: &Known, rows: &[(TableRow, Fix)], columns: &Columns, packages: Packages) -> Self {
        let mut planner = Planner::new(known, packages);
        for (row, fix) in rows {
            planner.take(row, columns, fix);
        }
        planner.finish()
    }

    /// Whether it would change anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.made.is_empty()
            && self.changed.is_empty()
            && self.items.is_empty()
            && self.repriced.is_empty()
            && self.counts.is_empty()
    }
}

impl<'k> Planner<'k> {
    fn new(known: &'k Known, packages: Packages) -> Self {
        let working = |part: &super::known::KnownPart| Working {
            id: Some(part.id),
            key: part.key.clone(),
            before: part.entry.clone(),
            entry: part.entry.clone(),
            archived: part.archived,
            first: None,
        };
        let parts: Vec<Working> = known.parts.iter().map(working).collect();
        let index = Index::of(&parts, &known.items);
        let mut lines: HashMap<PartId, Vec<&KnownLine>> = HashMap::new();
        known.lines.iter().for_each(|line| lines.entry(line.part).or_default().push(line));
        let item =
            |item: &'k KnownItem| ((item.part, item.vendor.to_lowercase(), item.number.to_lowercase()), item);
        let vendor =
            |(name, _, archived): &(String, Currency, bool)| (name.to_lowercase(), (name.clone(), *archived));
        Self {
            known,
            packages,
            names: Names::of(known),
            parts,
            index,
            lines,
            items: known.items.iter().map(item).collect(),
            vendors: known.vendors.iter().map(vendor).collect(),
            kits: known.kits.iter().map(String::as_str).collect(),
            counted: HashMap::new(),
            listed_items: HashSet::new(),
            plan: Plan::default(),
        }
    }

    fn take(&mut self, row: &TableRow, columns: &Columns, fix: &Fix) {
        let (listed, mut doubts) = read_row(row, columns, fix, self.known.currency);
        let package = self.package(&listed, fix, &mut doubts);
        self.look_at_vendors(&listed, fix, &mut doubts);
        let found = match self.find(&listed, package.as_ref().map(|package| package.name.as_str()), fix) {
            Ok(found) => found,
            Err(doubt) => {
                doubts.push(doubt);
                None
            }
        };
        let entry = self.entry(&listed, found, package.as_ref(), fix, &mut doubts);
        let count = self.count(&listed, found, fix).unwrap_or_else(|doubt| {
            doubts.push(doubt);
            None
        });
        match entry {
            Some(entry) if doubts.is_empty() => self.enter(&listed, found, entry, package, count),
            _ => self.plan.doubtful.push(DoubtfulRow { row: row.clone(), doubts }),
        }
    }

    /// The package that a row names: one that is there, or one that is to be made.
    fn package(&self, listed: &ListedPart, fix: &Fix, doubts: &mut Vec<Doubt>) -> Option<PackageEntry> {
        let cell = listed.package.as_deref()?;
        if let Some(name) = self.names.find(cell) {
            return Some(PackageEntry { name: name.to_owned(), ..proposed(cell) });
        }
        let new = proposed(cell);
        match new.checked() {
            Err(error) => {
                doubts.push(Doubt::Kept { field: "package".to_owned(), problem: error.to_string() })
            }
            Ok(_) if self.packages == Packages::Ask && !fix.accepted => {
                doubts.push(Doubt::Package(new.name.clone()));
            }
            Ok(_) => {}
        }
        Some(new)
    }

    fn look_at_vendors(&self, listed: &ListedPart, fix: &Fix, doubts: &mut Vec<Doubt>) {
        for item in &listed.items {
            let is_archived =
                self.vendors.get(&item.vendor.to_lowercase()).is_some_and(|(_, archived)| *archived);
            if is_archived && !fix.accepted {
                doubts.push(Doubt::ArchivedVendor(item.vendor.clone()));
            }
            let most = |field: &str, text: &str| {
                let problem = (text.chars().count() > 200 || text.chars().any(char::is_control)).then(|| {
                    "it is longer than 200 characters, or holds one that cannot be printed".to_owned()
                });
                problem.map(|problem| Doubt::Kept { field: field.to_owned(), problem })
            };
            doubts
                .extend(most("vendor", &item.vendor).into_iter().chain(most("vendor_number", &item.number)));
        }
    }

    /// The part as the row leaves it, if that can be kept.
    fn entry(
        &self,
        listed: &ListedPart,
        found: Option<usize>,
        package: Option<&PackageEntry>,
        fix: &Fix,
        doubts: &mut Vec<Doubt>,
    ) -> Option<PartEntry> {
        let part = found.and_then(|at| self.parts.get(at));
        let before = part.map(|part| part.entry.clone()).unwrap_or_default();
        let entry = listed.over(&before, package.map(|package| package.name.as_str()));
        match entry.checked() {
            Ok(entry) => {
                let first = part.and_then(|part| part.first).filter(|_| !fix.accepted && entry != before);
                doubts.extend(first.map(|first| Doubt::Again { first }));
                Some(entry)
            }
            Err(error) => {
                let is_told = doubts.contains(&Doubt::NoName);
                let kept = error.errors().iter().filter(|error| !(is_told && error.field == "name"));
                doubts.extend(kept.map(|error| Doubt::Kept {
                    field: error.field.clone(),
                    problem: error.problem.to_string(),
                }));
                None
            }
        }
    }

    fn enter(
        &mut self,
        listed: &ListedPart,
        found: Option<usize>,
        entry: PartEntry,
        package: Option<PackageEntry>,
        count: Option<CountAt>,
    ) {
        self.plan.good += 1;
        let mut changes = false;
        if let Some(package) = package.filter(|package| self.names.find(&package.name).is_none()) {
            self.names.add(&package);
            self.plan.packages.push(package);
        }
        let at = match found {
            Some(at) => at,
            None => {
                changes = true;
                self.make(listed, &entry)
            }
        };
        if let Some(part) = self.parts.get_mut(at) {
            changes |= part.entry != entry || (part.archived && part.id.is_some());
            part.entry = entry;
            part.archived = false;
            part.first = part.first.or(Some(listed.row));
            let (name, mpn) = (part.entry.name.clone(), part.entry.mpn.clone());
            self.index.add(at, None, &name, mpn.as_deref());
        }
        changes |= self.add_items(listed, at);
        if listed.quantity.is_some() {
            changes |= self.add_count(at, listed, count);
        }
        self.plan.unchanged += usize::from(!changes);
    }

    fn make(&mut self, listed: &ListedPart, entry: &PartEntry) -> usize {
        let wanted = listed.key.clone().filter(|key| key.chars().count() <= 180);
        let key = self.index.free_key(&wanted.unwrap_or_else(|| derived_key(&entry.name)));
        let at = self.parts.len();
        self.index.add(at, Some(&key), &entry.name, entry.mpn.as_deref());
        self.parts.push(Working {
            id: None,
            key,
            before: PartEntry::default(),
            entry: entry.clone(),
            archived: false,
            first: None,
        });
        at
    }

    /// Adds what the row says of vendors' items; whether that is anything new.
    fn add_items(&mut self, listed: &ListedPart, at: usize) -> bool {
        let Some(part) = self.parts.get(at) else { return false };
        let (id, key) = (part.id, part.key.clone());
        let mut changes = false;
        for (place, item) in listed.items.iter().enumerate() {
            let named = (item.vendor.to_lowercase(), item.number.to_lowercase());
            if self.vendors.get(&named.0).is_some_and(|(_, archived)| *archived)
                || !self.listed_items.insert((at, named.0.clone(), named.1.clone()))
            {
                continue;
            }
            // The one price of a row is that of its first item.
            let price = listed.price.filter(|_| place == 0);
            let there = id.and_then(|id| self.items.get(&(id, named.0.clone(), named.1.clone())).copied());
            if let Some(there) = there {
                changes |= self.reprice(there, price);
                continue;
            }
            changes = true;
            let vendor = self.vendor(&item.vendor, price);
            self.index.add_item(at, &vendor, &item.number);
            self.plan.items.push(NewItem {
                part: key.clone(),
                vendor,
                number: item.number.clone(),
                url: listed.url.clone().filter(|_| place == 0),
                price: price.map(|price| price.amount),
                currency: price.map(|price| price.currency),
            });
        }
        changes
    }

    /// An item with several prices knows better.
    fn reprice(&mut self, item: &KnownItem, price: Option<Money>) -> bool {
        let Some(price) = price.filter(|_| item.prices <= 1 && !item.archived) else { return false };
        if item.price == Some(price.amount) && item.currency == price.currency {
            return false;
        }
        self.plan.repriced.push(Repriced {
            offer: item.id,
            before: item.price,
            currency_before: item.currency,
            after: price.amount,
            currency: price.currency,
        });
        true
    }

    fn vendor(&mut self, name: &str, price: Option<Money>) -> String {
        if let Some((known, _)) = self.vendors.get(&name.to_lowercase()) {
            return known.clone();
        }
        let currency = price.map_or(self.known.currency, |price| price.currency);
        self.vendors.insert(name.to_lowercase(), (name.to_owned(), false));
        self.plan.vendors.push(NewVendor { name: name.to_owned(), currency });
        name.to_owned()
    }

    fn finish(mut self) -> Plan {
        let archived: HashSet<PartId> =
            self.known.parts.iter().filter(|part| part.archived).map(|part| part.id).collect();
        for part in self.parts {
            match part.id {
                None => self.plan.made.push(MadePart { key: part.key, entry: part.entry }),
                Some(id) => {
                    let was_archived = archived.contains(&id) && !part.archived;
                    if was_archived || part.entry != part.before {
                        self.plan.changed.push(ChangedPart {
                            id,
                            before: part.before,
                            after: part.entry,
                            was_archived,
                        });
                    }
                }
            }
        }
        self.plan
    }
}
