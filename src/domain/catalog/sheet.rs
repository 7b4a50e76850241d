//! Everything that the page of a part shows and its forms need, and what its edit form says.

use super::fields::{FieldProblem, Fields, InvalidFields};
use super::{PartEntry, PartPage, Spares};
use crate::domain::ids::PartId;
use crate::domain::inventory::{Booked, History, Spot};
use crate::domain::money::Currency;
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The page of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartSheet {
    /// The part with what is known around it.
    pub page: PartPage,
    /// Where it lies, with whom its pieces are reserved for.
    pub spots: Vec<Spot>,
    /// Pieces that are placed with vendors and not here yet.
    pub on_the_way: Quantity,
    /// Ids of the stand-ins, by their keys.
    pub ids: BTreeMap<String, PartId>,
    /// Its movements, the newest first.
    pub history: History,
    /// Names of places, packages and vendors that its forms offer.
    pub place_names: Vec<String>,
    /// Names of packages.
    pub packages: Vec<String>,
    /// Names of vendors that are bought from.
    pub vendors: Vec<String>,
    /// What the workspace's sums are in.
    pub currency: Currency,
    /// What the booking did that led here.
    pub done: Option<Booked>,
    /// What is new each time that it is read.
    pub reading: Reading,
}

/// What is new each time that a page is read. One is as good as another: a page that says the same else is the same.
#[derive(Debug, Clone, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// When that was: ages are told from it.
    pub now: Timestamp,
    /// What tells the next request from those before it.
    pub key: String,
}

impl PartialEq for Reading {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What the form of a part says, as it is typed: text by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartFields {
    /// Its name for people.
    pub name: String,
    /// Reference prefix.
    pub symbol: String,
    /// The value.
    pub value: String,
    /// Tolerance.
    pub tolerance: String,
    /// Ratings.
    pub rating: String,
    /// Name of its package.
    pub package: String,
    /// Manufacturer part number.
    pub mpn: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Free text.
    pub description: String,
    /// What it is counted in.
    pub unit: String,
    /// Below this it is said to be low.
    pub low_stock: String,
    /// Labels, with commas between them.
    pub tags: String,
    /// Nobody counts it.
    pub not_counted: bool,
    /// Percent of extra pieces.
    pub spares_percent: String,
    /// Extra pieces, however many are needed.
    pub spares_fixed: String,
    /// The fewest extra pieces.
    pub spares_minimum: String,
    /// Custom fields: one a line, `name: value`.
    pub fields: String,
}

impl PartFields {
    /// What a part's form shows before anybody types.
    #[must_use]
    pub fn of(page: &PartPage) -> Self {
        let part = &page.part;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let spares =
            |of: fn(Spares) -> u64| part.spares.map(|spares| of(spares).to_string()).unwrap_or_default();
        Self {
            name: part.name.clone(),
            symbol: part.symbol.clone(),
            value: part.value.clone(),
            tolerance: text(&part.tolerance),
            rating: text(&part.rating),
            package: text(&page.package),
            mpn: text(&part.mpn),
            manufacturer: text(&part.manufacturer),
            description: part.description.clone(),
            unit: part.unit.clone(),
            low_stock: part.low_stock.map(|least| least.to_string()).unwrap_or_default(),
            tags: part.tags.join(", "),
            not_counted: part.not_counted,
            spares_percent: spares(|spares| u64::from(spares.percent)),
            spares_fixed: spares(|spares| spares.fixed.get()),
            spares_minimum: spares(|spares| spares.minimum.get()),
            fields: page.fields.iter().map(|(name, value)| format!("{name}: {value}\n")).collect(),
        }
    }

    /// The entry that is typed.
    ///
    /// # Errors
    /// [`InvalidFields`] with every number that is none and every line that names no field.
    pub fn entry(&self) -> Result<PartEntry, InvalidFields> {
        let mut look = Fields::default();
        let mut pieces = |field: &str, text: &str| match text.trim() {
            "" => None,
            typed => {
                let read = typed.parse::<Quantity>();
                read.map_err(|_| look.report(field, FieldProblem::NotANumber(typed.to_owned()))).ok()
            }
        };
        let low_stock = pieces("low_stock", &self.low_stock);
        let percent = pieces("spares_percent", &self.spares_percent);
        let fixed = pieces("spares_fixed", &self.spares_fixed);
        let minimum = pieces("spares_minimum", &self.spares_minimum);
        let fields = self.custom_fields(&mut look);
        let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let number = |given: Option<Quantity>| given.unwrap_or_default();
        let spares = Spares {
            percent: u16::try_from(number(percent).get()).unwrap_or(u16::MAX),
            fixed: number(fixed),
            minimum: number(minimum),
        };
        look.finish(PartEntry {
            name: self.name.clone(),
            symbol: self.symbol.clone(),
            value: self.value.clone(),
            tolerance: some(&self.tolerance),
            rating: some(&self.rating),
            package: some(&self.package),
            mpn: some(&self.mpn),
            manufacturer: some(&self.manufacturer),
            description: self.description.clone(),
            unit: some(&self.unit).unwrap_or_else(|| PartEntry::default().unit),
            low_stock,
            tags: self.tags.split(',').map(|tag| tag.trim().to_owned()).collect(),
            not_counted: self.not_counted,
            spares: (spares != Spares::default()).then_some(spares),
            fields,
        })
    }

    fn custom_fields(&self, look: &mut Fields) -> BTreeMap<String, String> {
        let mut fields = BTreeMap::new();
        for line in self.fields.lines().filter(|line| !line.trim().is_empty()) {
            match line.split_once(':') {
                Some((name, value)) => {
                    fields.insert(name.trim().to_owned(), value.trim().to_owned());
                }
                None => look.report("fields", FieldProblem::NoColon(line.trim().to_owned())),
            }
        }
        fields
    }

    /// How what is kept differs from what is typed here, in words; nothing where it does not.
    #[must_use]
    pub fn differences(&self, kept: &Self) -> Vec<String> {
        let texts: [(&str, fn(&Self) -> &str); 16] = [
            ("name", |of| &of.name),
            ("symbol", |of| &of.symbol),
            ("value", |of| &of.value),
            ("tolerance", |of| &of.tolerance),
            ("ratings", |of| &of.rating),
            ("package", |of| &of.package),
            ("manufacturer\u{2019}s number", |of| &of.mpn),
            ("manufacturer", |of| &of.manufacturer),
            ("description", |of| &of.description),
            ("unit", |of| &of.unit),
            ("low stock", |of| &of.low_stock),
            ("tags", |of| &of.tags),
            ("spares in percent", |of| &of.spares_percent),
            ("fixed spares", |of| &of.spares_fixed),
            ("least spares", |of| &of.spares_minimum),
            ("fields", |of| &of.fields),
        ];
        let differs = |(name, of): &(&str, fn(&Self) -> &str)| {
            let (typed, kept) = (of(self).trim(), of(kept).trim());
            (typed != kept).then(|| format!("{name} is \u{201c}{kept}\u{201d} there"))
        };
        let mut told: Vec<String> = texts.iter().filter_map(differs).collect();
        if self.not_counted != kept.not_counted {
            told.push(
                if kept.not_counted { "it is not counted there" } else { "it is counted there" }.to_owned(),
            );
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_an_entry() {
        let typed = PartFields {
            name: "10k".into(),
            tags: "smd, jelly bean".into(),
            low_stock: " 25 ".into(),
            spares_percent: "5".into(),
            fields: "reel: 7\n\nnote: a: b\n".into(),
            ..PartFields::default()
        };
        let entry = typed.entry().unwrap();
        assert_eq!(entry.low_stock, Some(Quantity::of(25)));
        assert_eq!(entry.tags, ["smd", "jelly bean"]);
        assert_eq!(entry.spares, Some(Spares { percent: 5, ..Spares::default() }));
        assert_eq!(entry.fields["note"], "a: b");
        assert_eq!(entry.unit, "pcs");
    }

    #[test]
    fn every_number_that_is_none_is_named_at_once() {
        let typed = PartFields {
            low_stock: "few".into(),
            spares_fixed: "-1".into(),
            fields: "reel".into(),
            ..PartFields::default()
        };
        let error = typed.entry().unwrap_err();
        let fields: Vec<&str> = error.errors().iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["low_stock", "spares_fixed", "fields"]);
    }

    #[test]
    fn what_somebody_else_changed_is_told_field_by_field() {
        let typed = PartFields { name: "10k".into(), value: "10k".into(), ..PartFields::default() };
        let kept = PartFields {
            name: "10k".into(),
            value: "12k".into(),
            not_counted: true,
            ..PartFields::default()
        };
        assert_eq!(
            typed.differences(&kept),
            ["value is \u{201c}12k\u{201d} there", "it is not counted there"]
        );
        assert!(typed.differences(&typed.clone()).is_empty());
    }
}
