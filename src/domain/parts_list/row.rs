//! One row, read by itself: what it says of a part, and what of that is in doubt.

use super::cells::pieces;
use super::columns::{Columns, Field};
use super::doubt::{Doubt, Fix};
use super::table::TableRow;
use super::words::SYMBOLS;
use crate::domain::bom::header::{normalise, shop_of};
use crate::domain::catalog::PartEntry;
use crate::domain::money::{Currency, Money};
use crate::domain::price_list::currency_of;
use crate::domain::quantity::Quantity;
use crate::domain::value::{Symbol, parse_with_warnings};
use crate::domain::vendor_price::{PriceError, read_currency, read_price};
use std::collections::BTreeMap;

/// What a row says of a part. What it says nothing of stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedPart {
    /// Its row.
    pub row: u32,
    /// Its name for programs.
    pub key: Option<String>,
    /// What the list calls it, or what it can be called by what else it says.
    pub name: String,
    /// Whether the list itself calls it so.
    pub is_named: bool,
    /// What it is.
    pub description: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// The manufacturer's number.
    pub mpn: Option<String>,
    /// What it is drawn with.
    pub symbol: Option<String>,
    /// Whether the list itself says so; it may only follow from other words.
    pub is_drawn_so: bool,
    /// Its value as written.
    pub value: Option<String>,
    /// Its tolerance.
    pub tolerance: Option<String>,
    /// Its ratings.
    pub rating: Option<String>,
    /// Its package, as the list calls it.
    pub package: Option<String>,
    /// Pieces that lie there.
    pub quantity: Option<Quantity>,
    /// Where they lie.
    pub location: Option<String>,
    /// Where it is bought.
    pub items: Vec<ListedItem>,
    /// The shop's page.
    pub url: Option<String>,
    /// What one piece costs.
    pub price: Option<Money>,
    /// Below this it is low.
    pub low_stock: Option<Quantity>,
    /// Labels.
    pub tags: Vec<String>,
    /// What it is counted in.
    pub unit: Option<String>,
    /// Custom fields.
    pub fields: BTreeMap<String, String>,
}

/// A shop's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedItem {
    /// The shop.
    pub vendor: String,
    /// Its number.
    pub number: String,
}

/// Cells that say nothing.
const NOTHING: [&str; 7] = ["", "-", "--", "\u{2013}", "\u{2014}", "n/a", "~"];

struct Cells<'r> {
    row: &'r TableRow,
    columns: &'r Columns,
    fix: &'r Fix,
}

impl Cells<'_> {
    /// What the row says in a field; nothing where it says nothing.
    fn text(&self, field: Field) -> Option<String> {
        let said = match self.fix.set.get(&field) {
            Some(set) => set.as_str(),
            None => self.row.cell(self.columns.of(field)?),
        };
        let said = said.trim();
        (!NOTHING.contains(&said.to_lowercase().as_str())).then(|| said.to_owned())
    }
}

/// Reads a row. `usual` is what prices are in where nothing is said.
#[must_use]
pub fn read_row(row: &TableRow, columns: &Columns, fix: &Fix, usual: Currency) -> (ListedPart, Vec<Doubt>) {
    let cells = Cells { row, columns, fix };
    let mut doubts = Vec::new();
    let (items, unnamed) = items(&cells);
    let category = cells.text(Field::Category);
    let description = cells.text(Field::Description);
    let value = cells.text(Field::Value);
    let mut part = ListedPart {
        row: row.row,
        is_drawn_so: cells.text(Field::Symbol).is_some(),
        key: cells.text(Field::Key),
        manufacturer: cells.text(Field::Manufacturer),
        mpn: cells.text(Field::Mpn),
        symbol: symbol(&cells, category.as_deref(), description.as_deref(), value.is_some()),
        tolerance: cells.text(Field::Tolerance),
        rating: cells.text(Field::Rating),
        package: cells.text(Field::Package),
        location: cells.text(Field::Location),
        url: cells.text(Field::Url).filter(|url| url.starts_with("http")),
        tags: tags(cells.text(Field::Tags).as_deref(), category.as_deref()),
        unit: cells.text(Field::Unit),
        fields: custom(row, columns),
        description,
        value,
        items,
        ..ListedPart::default()
    };
    doubts.extend(unnamed.map(Doubt::NoVendor));
    part.quantity = cells.text(Field::Quantity).and_then(|cell| counted(&cell, &mut doubts));
    part.low_stock = cells.text(Field::LowStock).and_then(|cell| pieces(&cell).ok().flatten());
    part.price = price(&cells, usual, &mut doubts);
    let symbol = Symbol::new(part.symbol.as_deref().unwrap_or_default());
    let warning = part.value.as_deref().and_then(|value| parse_with_warnings(&symbol, value).1);
    doubts.extend(warning.map(|warning| Doubt::Value(warning.to_string())));
    let named = cells.text(Field::Name);
    part.is_named = named.is_some();
    match named.or_else(|| derived(&part)) {
        Some(name) => part.name = name,
        // Whoever says which part it is has said its name.
        None if fix.part.is_some() => {}
        None => doubts.push(Doubt::NoName),
    }
    if fix.accepted {
        accept(&mut part, &mut doubts);
    }
    (part, doubts)
}

/// Takes what is suggested where that concerns this row alone.
fn accept(part: &mut ListedPart, doubts: &mut Vec<Doubt>) {
    doubts.retain(|doubt| match doubt {
        Doubt::AboutQuantity { about, .. } => {
            part.quantity = Some(*about);
            false
        }
        Doubt::Negative(_) => {
            part.quantity = Some(Quantity::ZERO);
            false
        }
        Doubt::Quantity(_) | Doubt::Price(_) | Doubt::Value(_) | Doubt::NoVendor(_) => false,
        _ => true,
    });
}

fn counted(cell: &str, doubts: &mut Vec<Doubt>) -> Option<Quantity> {
    match pieces(cell) {
        Ok(count) => count,
        Err(doubt) => {
            doubts.push(doubt);
            None
        }
    }
}

fn price(cells: &Cells<'_>, usual: Currency, doubts: &mut Vec<Doubt>) -> Option<Money> {
    let text = cells.text(Field::Price)?;
    let stated = cells.text(Field::Currency).and_then(|cell| read_currency(&cell));
    let by_header = cells.columns.of(Field::Price).and_then(|at| cells.columns.headers.get(at));
    let by_header = || by_header.and_then(|header| currency_of(header));
    match read_price(&text, Some(stated.or_else(by_header).unwrap_or(usual))) {
        Ok(money) => Some(money),
        Err(PriceError::NoPrice(_)) => None,
        Err(error) => {
            doubts.push(Doubt::Price(error.to_string()));
            None
        }
    }
}

/// The numbers of shops, and one that is of no shop.
fn items(cells: &Cells<'_>) -> (Vec<ListedItem>, Option<String>) {
    let vendor = cells.text(Field::Vendor);
    let mut items: Vec<ListedItem> = Vec::new();
    let mut unnamed = None;
    let set = cells.fix.set.get(&Field::VendorNumber).map(|number| (number.trim(), None));
    let columns = cells.columns.all(Field::VendorNumber);
    let listed = columns.map(|(at, header)| (cells.row.cell(at).trim(), shop_of(&normalise(header))));
    for (number, shop) in set.into_iter().chain(listed) {
        if NOTHING.contains(&number.to_lowercase().as_str()) {
            continue;
        }
        match shop.map(str::to_owned).or_else(|| vendor.clone()) {
            Some(vendor) => {
                if !items.iter().any(|item| item.vendor == vendor) {
                    items.push(ListedItem { vendor, number: number.to_owned() });
                }
            }
            None => unnamed = unnamed.or(Some(number.to_owned())),
        }
    }
    (items, unnamed)
}

/// What a part is drawn with: as it is said, or as its kind tells. Only a part with a value needs one.
fn symbol(
    cells: &Cells<'_>,
    category: Option<&str>,
    description: Option<&str>,
    has_value: bool,
) -> Option<String> {
    let by_words = |text: &str| {
        let lowered = text.to_lowercase();
        let is_named = |(_, words): &&(&str, &[&str])| words.iter().any(|word| lowered.contains(word));
        SYMBOLS.iter().find(is_named).map(|(symbol, _)| (*symbol).to_owned())
    };
    let said = cells.text(Field::Symbol).map(|said| by_words(&said).unwrap_or(said));
    let is_short = |said: &String| said.chars().count() <= 5;
    said.filter(is_short)
        .or_else(|| category.and_then(by_words))
        .or_else(|| description.filter(|_| has_value).and_then(by_words))
}

fn tags(said: Option<&str>, category: Option<&str>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let pieces = said.unwrap_or_default().split([',', ';', '|']).chain(category);
    for tag in pieces.map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

fn custom(row: &TableRow, columns: &Columns) -> BTreeMap<String, String> {
    let filled = columns.custom().map(|(at, name)| (name.to_owned(), row.cell(at).trim().to_owned()));
    filled.filter(|(_, value)| !value.is_empty()).collect()
}

/// What a part without a name is called.
fn derived(part: &ListedPart) -> Option<String> {
    let by_value = || {
        let value = part.value.clone()?;
        let rest = [part.tolerance.as_ref(), part.rating.as_ref(), part.package.as_ref()];
        Some(rest.into_iter().flatten().fold(value, |name, word| format!("{name} {word}")))
    };
    let by_number = || part.items.first().map(|item| format!("{} {}", item.vendor, item.number));
    part.mpn.clone().or_else(by_value).or_else(by_number).or_else(|| part.key.clone())
}

impl ListedPart {
    /// A part with what the row says in place of what was; `package` is the name of its package.
    #[must_use]
    pub fn over(&self, before: &PartEntry, package: Option<&str>) -> PartEntry {
        let text = |said: &Option<String>, was: &String| said.clone().unwrap_or_else(|| was.clone());
        let maybe = |said: &Option<String>, was: &Option<String>| said.clone().or_else(|| was.clone());
        let mut tags = before.tags.clone();
        tags.extend(self.tags.iter().filter(|tag| !before.tags.contains(tag)).cloned());
        let mut fields = before.fields.clone();
        fields.extend(self.fields.iter().map(|(name, value)| (name.clone(), value.clone())));
        PartEntry {
            name: if self.is_named || before.name.is_empty() {
                self.name.clone()
            } else {
                before.name.clone()
            },
            symbol: if self.is_drawn_so || before.symbol.is_empty() {
                text(&self.symbol, &before.symbol)
            } else {
                before.symbol.clone()
            },
            value: text(&self.value, &before.value),
            tolerance: maybe(&self.tolerance, &before.tolerance),
            rating: maybe(&self.rating, &before.rating),
            package: package.map(str::to_owned).or_else(|| before.package.clone()),
            mpn: maybe(&self.mpn, &before.mpn),
            manufacturer: maybe(&self.manufacturer, &before.manufacturer),
            description: text(&self.description, &before.description),
            unit: text(&self.unit, &before.unit),
            low_stock: self.low_stock.or(before.low_stock),
            tags,
            fields,
            ..before.clone()
        }
    }
}
