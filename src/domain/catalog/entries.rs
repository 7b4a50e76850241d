//! What people enter about parts, packages, vendors and offers, and what of it can be kept.

use super::fields::{FieldError, FieldProblem, Fields, InvalidFields};
use super::{PriceBreak, Spares, StandInKind, Technology};
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use crate::domain::value::{Symbol, parse};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most custom fields, and the most tags, of a part.
const MOST_LABELS: usize = 50;
/// The most price breaks of an offer.
const MOST_BREAKS: usize = 100;
/// Pieces of a part that come with one package.
const MOST_IMPLICIT: u64 = 1_000_000;
/// More spares than ten times what is needed are a slip.
const MOST_PERCENT: u64 = 1_000;
/// The rank of the last alternative.
const LAST_RANK: u64 = 1_000;
/// No vendor takes longer.
const MOST_DAYS: u64 = 10_000;

/// Everything about a part that a person edits, its custom fields included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartEntry {
    /// Its name for people.
    pub name: String,
    /// Reference prefix that it is drawn with.
    pub symbol: String,
    /// The value as written.
    pub value: String,
    /// Tolerance as written.
    pub tolerance: Option<String>,
    /// Ratings as written.
    pub rating: Option<String>,
    /// The name of its package.
    pub package: Option<String>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// Free text.
    pub description: String,
    /// What it is counted in.
    pub unit: String,
    /// Below this it is said to be low.
    pub low_stock: Option<Quantity>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Nobody counts it.
    pub not_counted: bool,
    /// Extra pieces for losses.
    pub spares: Option<Spares>,
    /// Custom fields by name.
    pub fields: BTreeMap<String, String>,
}

impl Default for PartEntry {
    fn default() -> Self {
        Self {
            name: String::new(),
            symbol: String::new(),
            value: String::new(),
            tolerance: None,
            rating: None,
            package: None,
            mpn: None,
            manufacturer: None,
            description: String::new(),
            unit: "pcs".to_owned(),
            low_stock: None,
            tags: Vec::new(),
            not_counted: false,
            spares: None,
            fields: BTreeMap::new(),
        }
    }
}

impl PartEntry {
    /// The entry as it is kept: without blanks around its texts, each tag once.
    ///
    /// # Errors
    /// [`InvalidFields`] with every field that cannot be kept.
    pub fn checked(&self) -> Result<Self, InvalidFields> {
        let mut look = Fields::default();
        let checked = Self {
            name: look.name("name", &self.name, 300),
            symbol: look.line("symbol", &self.symbol, 20),
            value: look.line("value", &self.value, 300),
            tolerance: look.optional("tolerance", self.tolerance.as_deref(), 200),
            rating: look.optional("rating", self.rating.as_deref(), 200),
            package: look.optional("package", self.package.as_deref(), 200),
            mpn: look.optional("mpn", self.mpn.as_deref(), 200),
            manufacturer: look.optional("manufacturer", self.manufacturer.as_deref(), 200),
            description: look.prose("description", &self.description, 2000),
            unit: look.name("unit", &self.unit, 20),
            low_stock: self.low_stock,
            tags: tags(&mut look, &self.tags),
            not_counted: self.not_counted,
            spares: self.spares,
            fields: custom_fields(&mut look, &self.fields),
        };
        if let Some(percent) = self.spares.map(|spares| u64::from(spares.percent)) {
            look.within("spares/percent", Quantity::clamped(percent), 0, MOST_PERCENT);
        }
        look.finish(checked)
    }
}

fn tags(look: &mut Fields, tags: &[String]) -> Vec<String> {
    look.few("tags", tags.len(), MOST_LABELS);
    let mut kept: Vec<String> = Vec::new();
    for (place, tag) in tags.iter().enumerate() {
        let tag = look.line(&format!("tags/{place}"), tag, 100);
        if !tag.is_empty() && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

fn custom_fields(look: &mut Fields, fields: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    look.few("fields", fields.len(), MOST_LABELS);
    let mut kept = BTreeMap::new();
    for (name, value) in fields {
        let field = format!("fields/{name}");
        let name = look.name(&field, name, 100);
        let value = look.prose(&field, value, 2000);
        if kept.insert(name.clone(), value).is_some() {
            look.report(&field, FieldProblem::Twice(name));
        }
    }
    kept
}

/// A key that somebody gives a part.
///
/// # Errors
/// [`InvalidFields`] where it is empty, too long or not printable.
pub fn checked_key(key: &str) -> Result<String, InvalidFields> {
    let mut look = Fields::default();
    let key = look.name("key", key, 200);
    look.finish(key)
}

/// A key made of a part's name: `10k 1% 0805` is `10k-1-0805`.
#[must_use]
pub fn derived_key(name: &str) -> String {
    let lowered = name.to_lowercase();
    let words = lowered.split(|c: char| !c.is_alphanumeric() && c != '.');
    let joined = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    // Room is left for a number that tells it from another one.
    let key: String = joined.trim_matches('.').chars().take(180).collect();
    if key.is_empty() { "part".to_owned() } else { key }
}

/// A part's value in its one notation; none where it is no identity.
#[must_use]
pub fn value_key(symbol: &str, value: &str) -> Option<String> {
    // The store keeps 400 characters; a longer name is nothing to match by.
    parse(&Symbol::new(symbol), value).key().filter(|key| (1..=400).contains(&key.chars().count()))
}

/// A package as a person edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageEntry {
    /// Its name.
    pub name: String,
    /// How it is mounted.
    pub technology: Technology,
}

impl PackageEntry {
    /// The entry as it is kept.
    ///
    /// # Errors
    /// [`InvalidFields`].
    pub fn checked(&self) -> Result<Self, InvalidFields> {
        let mut look = Fields::default();
        let name = look.name("name", &self.name, 200);
        look.finish(Self { name, technology: self.technology })
    }
}

/// The name of a footprint as it is kept.
///
/// # Errors
/// [`InvalidFields`].
pub fn checked_footprint(name: &str) -> Result<String, InvalidFields> {
    let mut look = Fields::default();
    let name = look.name("footprint", name, 300);
    look.finish(name)
}

/// How many pieces come with a package.
///
/// # Errors
/// [`InvalidFields`] for none, or more than a million.
pub fn checked_implicit(quantity: Quantity) -> Result<Quantity, InvalidFields> {
    let mut look = Fields::default();
    look.within("quantity", quantity, 1, MOST_IMPLICIT);
    look.finish(quantity)
}

/// How a part stands in, if its rank can be.
///
/// # Errors
/// [`InvalidFields`] for a rank that is not between 1 and 1000.
pub fn checked_stand_in(kind: StandInKind) -> Result<StandInKind, InvalidFields> {
    let mut look = Fields::default();
    if let StandInKind::Alternative { rank } = kind {
        look.within("rank", Quantity::clamped(u64::from(rank)), 1, LAST_RANK);
    }
    look.finish(kind)
}

/// A vendor as a person edits it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VendorEntry {
    /// Its name.
    pub name: String,
    /// Its address.
    pub base_url: Option<String>,
    /// What it sells in; the workspace's currency where it is not said.
    pub currency: Option<Currency>,
    /// What an order's shipping costs.
    pub shipping: Micros,
    /// From this total on, shipping is free.
    pub free_shipping_over: Option<Micros>,
}

impl VendorEntry {
    /// The entry as it is kept.
    ///
    /// # Errors
    /// [`InvalidFields`].
    pub fn checked(&self) -> Result<Self, InvalidFields> {
        let mut look = Fields::default();
        look.not_negative("shipping", Some(self.shipping));
        look.not_negative("free_shipping_over", self.free_shipping_over);
        let checked = Self {
            name: look.name("name", &self.name, 200),
            base_url: look.address("base_url", self.base_url.as_deref()),
            ..self.clone()
        };
        look.finish(checked)
    }
}

/// An offer as a person edits it, with all its price breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OfferEntry {
    /// The vendor's number for it.
    pub item_number: String,
    /// Its page.
    pub url: Option<String>,
    /// The fewest items that are sold.
    pub minimum: Quantity,
    /// Items are sold in multiples of this.
    pub multiple: Quantity,
    /// Pieces in one item.
    pub pack: Quantity,
    /// What its prices are in; the vendor's currency where it is not said.
    pub currency: Option<Currency>,
    /// When it was last looked up.
    pub checked: Option<Timestamp>,
    /// Items in the vendor's stock, if known.
    pub in_stock: Option<Quantity>,
    /// Days until delivery, if known.
    pub lead_days: Option<u32>,
    /// Price breaks.
    pub prices: Vec<PriceBreak>,
}

impl Default for OfferEntry {
    fn default() -> Self {
        Self {
            item_number: String::new(),
            url: None,
            minimum: Quantity::ONE,
            multiple: Quantity::ONE,
            pack: Quantity::ONE,
            currency: None,
            checked: None,
            in_stock: None,
            lead_days: None,
            prices: Vec::new(),
        }
    }
}

impl OfferEntry {
    /// The entry as it is kept, its price breaks in their order.
    ///
    /// # Errors
    /// [`InvalidFields`] with every field that cannot be kept.
    pub fn checked(&self) -> Result<Self, InvalidFields> {
        let mut look = Fields::default();
        let most = Quantity::MAX.get();
        look.within("minimum", self.minimum, 1, most);
        look.within("multiple", self.multiple, 1, most);
        look.within("pack", self.pack, 1, most);
        if let Some(days) = self.lead_days {
            look.within("lead_days", Quantity::clamped(u64::from(days)), 0, MOST_DAYS);
        }
        let checked = Self {
            item_number: look.name("item_number", &self.item_number, 200),
            url: look.address("url", self.url.as_deref()),
            prices: prices(&mut look, &self.prices),
            ..self.clone()
        };
        look.finish(checked)
    }
}

/// What a vendor says of its item in words; the part has its own. `None` is nothing said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferWords {
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// What it is.
    pub description: Option<String>,
}

impl OfferWords {
    /// The words as they are kept.
    ///
    /// # Errors
    /// [`InvalidFields`] with every field that cannot be kept.
    pub fn checked(&self) -> Result<Self, InvalidFields> {
        let mut look = Fields::default();
        let checked = Self {
            mpn: look.optional("mpn", self.mpn.as_deref(), 300),
            manufacturer: look.optional("manufacturer", self.manufacturer.as_deref(), 300),
            description: look.optional("description", self.description.as_deref(), 2000),
        };
        look.finish(checked)
    }
}

fn prices(look: &mut Fields, prices: &[PriceBreak]) -> Vec<PriceBreak> {
    look.few("prices", prices.len(), MOST_BREAKS);
    let mut seen = BTreeSet::new();
    for (place, price) in prices.iter().enumerate() {
        let at = |field: &str| format!("prices/{place}/{field}");
        look.within(&at("quantity"), price.quantity, 1, Quantity::MAX.get());
        look.not_negative(&at("unit_price"), Some(price.unit_price));
        if !seen.insert(price.quantity) {
            look.report(&at("quantity"), FieldProblem::Twice(price.quantity.to_string()));
        }
    }
    let mut sorted = prices.to_vec();
    sorted.sort_by_key(|price| price.quantity);
    sorted
}

/// A field whose name is another one's.
#[must_use]
pub fn taken(field: &str, name: &str) -> InvalidFields {
    FieldError::new(field, FieldProblem::Taken(name.to_owned())).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(error: &InvalidFields) -> Vec<&str> {
        error.errors().iter().map(|error| error.field.as_str()).collect()
    }

    #[test]
    fn a_key_is_made_of_the_words_of_a_name() {
        for (name, key) in [
            ("10k 1% 0805", "10k-1-0805"),
            ("4.7k / 0805", "4.7k-0805"),
            ("TL072", "tl072"),
            ("  \u{2014} ", "part"),
            ("...", "part"),
            ("22µF Elko", "22µf-elko"),
        ] {
            assert_eq!(derived_key(name), key);
        }
        assert_eq!(derived_key(&"x".repeat(300)).chars().count(), 180);
    }

    #[test]
    fn a_part_is_kept_without_blanks_around_and_each_tag_once() {
        let entry = PartEntry {
            name: " 10k ".into(),
            mpn: Some("  ".into()),
            tags: vec!["smd".into(), " smd".into(), String::new()],
            ..PartEntry::default()
        };
        let kept = entry.checked().unwrap();
        assert_eq!((kept.name.as_str(), kept.mpn, kept.tags), ("10k", None, vec!["smd".to_owned()]));
    }

    #[test]
    fn every_bad_field_of_a_part_is_named_at_once() {
        let entry = PartEntry {
            symbol: "S".repeat(21),
            value: "a\u{7}b".into(),
            unit: " ".into(),
            spares: Some(Spares { percent: 1001, ..Spares::default() }),
            fields: [("".to_owned(), "x".to_owned())].into(),
            ..PartEntry::default()
        };
        let error = entry.checked().unwrap_err();
        assert_eq!(fields(&error), ["name", "symbol", "value", "unit", "fields/", "spares/percent"]);
    }

    #[test]
    fn an_address_that_a_browser_would_run_is_none() {
        for address in ["javascript:alert(1)", "ftp://x", "https://", "http://a b", "//x", "https:///x"] {
            let entry =
                VendorEntry { name: "V".into(), base_url: Some(address.into()), ..VendorEntry::default() };
            assert_eq!(fields(&entry.checked().unwrap_err()), ["base_url"], "{address}");
        }
        let entry = VendorEntry {
            name: "V".into(),
            base_url: Some("HTTPS://x.org/a".into()),
            ..VendorEntry::default()
        };
        assert!(entry.checked().is_ok());
    }

    #[test]
    fn price_breaks_are_put_in_order_and_are_there_once() {
        let at = |quantity: u16, micros: i64| PriceBreak {
            quantity: Quantity::of(quantity),
            unit_price: Micros::new(micros),
        };
        let mut entry = OfferEntry {
            item_number: "1".into(),
            prices: vec![at(10, 2), at(1, 3)],
            ..OfferEntry::default()
        };
        assert_eq!(entry.checked().unwrap().prices, [at(1, 3), at(10, 2)]);
        entry.prices = vec![at(0, -1), at(1, 3), at(1, 2)];
        let error = entry.checked().unwrap_err();
        assert_eq!(fields(&error), ["prices/0/quantity", "prices/0/unit_price", "prices/2/quantity"]);
    }
}
