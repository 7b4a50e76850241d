//! What a column of a list holds, who says so, and how sure that is.

use super::table::Table;
use super::words;
use crate::domain::bom::header::{normalise, shop_of};
use crate::domain::price_list::{Confidence, Meaning, letter, likeliest};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Cells that stand beside a proposal.
const SAMPLES: usize = 3;
/// As many custom fields as a part may have.
const MOST_CUSTOM: usize = 50;

/// What a part is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Its name for programs, as our own list says it.
    Key,
    /// Its name for people.
    Name,
    /// What it is.
    Description,
    /// Who makes it.
    Manufacturer,
    /// The manufacturer's number.
    Mpn,
    /// What it is drawn with: R, C, U.
    Symbol,
    /// What kind of thing: becomes a tag, and tells the symbol.
    Category,
    /// Its value, in any notation.
    Value,
    /// Its tolerance.
    Tolerance,
    /// Its ratings.
    Rating,
    /// Its package, or a footprint that has one.
    Package,
    /// Pieces that lie there.
    Quantity,
    /// Where they lie.
    Location,
    /// Where it is bought.
    Vendor,
    /// The shop's number.
    VendorNumber,
    /// The shop's page.
    Url,
    /// What one piece costs.
    Price,
    /// What prices are in.
    Currency,
    /// Below this it is low.
    LowStock,
    /// Labels.
    Tags,
    /// What it is counted in.
    Unit,
    /// Nothing of its own: row numbers, sums.
    Derived,
}

impl Field {
    /// Those that a column may hold, each with its name on the command line and on screen.
    pub const ALL: [(Self, &'static str, &'static str); 21] = [
        (Self::Name, "name", "Name"),
        (Self::Value, "value", "Value"),
        (Self::Package, "package", "Package or footprint"),
        (Self::Quantity, "quantity", "Quantity on hand"),
        (Self::Location, "location", "Place"),
        (Self::Description, "description", "Description"),
        (Self::Mpn, "mpn", "MPN"),
        (Self::Manufacturer, "manufacturer", "Manufacturer"),
        (Self::Symbol, "symbol", "Symbol (R, C, U)"),
        (Self::Category, "category", "Category"),
        (Self::Tolerance, "tolerance", "Tolerance"),
        (Self::Rating, "rating", "Rating"),
        (Self::Vendor, "vendor", "Vendor"),
        (Self::VendorNumber, "vendor_number", "Vendor\u{2019}s number"),
        (Self::Price, "price", "Price of one"),
        (Self::Currency, "currency", "Currency"),
        (Self::Url, "url", "Vendor\u{2019}s page"),
        (Self::LowStock, "low_stock", "Low below"),
        (Self::Tags, "tags", "Tags"),
        (Self::Unit, "unit", "Unit"),
        (Self::Key, "key", "Key"),
    ];

    /// Its name on the command line and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(field, ..)| *field == self).map_or("ignore", |(_, name, _)| name)
    }

    /// Its name on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(field, ..)| *field == self).map_or("Nothing", |(.., title)| title)
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(field, ..)| *field)
    }

    /// Whether it says by itself which part is meant.
    #[must_use]
    pub const fn names_a_part(self) -> bool {
        matches!(self, Self::Key | Self::Name | Self::Mpn | Self::Value | Self::VendorNumber)
    }
}

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnUse {
    /// It holds this.
    Field(Field),
    /// It is a custom field with the header's name.
    Custom,
    /// Nothing.
    Ignore,
}

impl std::fmt::Display for ColumnUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Field(field) => field.name(),
            Self::Custom => "custom",
            Self::Ignore => "ignore",
        })
    }
}

impl std::str::FromStr for ColumnUse {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        match text {
            "custom" => Ok(Self::Custom),
            "ignore" | "none" => Ok(Self::Ignore),
            name => {
                Field::named(name).map(Self::Field).ok_or_else(|| MapError::UnknownField(name.to_owned()))
            }
        }
    }
}

/// Why columns cannot be assigned so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// No `=`.
    #[error("\u{201c}{0}\u{201d} assigns nothing: write COLUMN=FIELD, such as B=quantity")]
    NotAssigned(String),
    /// A name that we have no use for.
    #[error("\u{201c}{0}\u{201d} is nothing that a column can hold: {known}, custom, ignore are", known = known_names())]
    UnknownField(String),
    /// No column is called so.
    #[error("there is no column \u{201c}{0}\u{201d}: give its header, or its letter as in a spreadsheet")]
    UnknownColumn(String),
    /// Two columns for one thing.
    #[error("two columns cannot both be the {0}: choose one of them")]
    Twice(&'static str),
    /// Nothing by which a part could be told.
    #[error("no column names the parts: choose the one with their name, value, or number")]
    NamesNothing,
}

fn known_names() -> String {
    Field::ALL.map(|(_, name, _)| name).join(", ")
}

/// A column with what it seems to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its place, from 0.
    pub column: usize,
    /// Its letter, as spreadsheets call it.
    pub letter: String,
    /// What the header calls it.
    pub header: String,
    /// What becomes of it.
    pub becomes: ColumnUse,
    /// How sure that is.
    pub confidence: Confidence,
    /// Some of its cells.
    pub samples: Vec<String>,
}

/// What becomes of every column, and how the header calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// One for each column of the table.
    pub uses: Vec<ColumnUse>,
    /// Names of the custom fields, where a column is one.
    pub headers: Vec<String>,
}

impl Columns {
    /// What was proposed, with what was stated in its place: `COLUMN=FIELD`, a column by its header, letter
    /// or number.
    ///
    /// # Errors
    /// [`MapError`].
    pub fn new(proposals: &[Proposal], stated: &[(String, ColumnUse)]) -> Result<Self, MapError> {
        let mut uses: Vec<ColumnUse> = proposals.iter().map(|proposal| proposal.becomes).collect();
        let mut by_hand = BTreeSet::new();
        for (name, becomes) in stated {
            let at = column_called(proposals, name).ok_or_else(|| MapError::UnknownColumn(name.clone()))?;
            if let Some(place) = uses.get_mut(at) {
                *place = *becomes;
                by_hand.insert(at);
            }
        }
        // What somebody says wins over what was only proposed.
        let said: BTreeSet<Field> = by_hand.iter().filter_map(|at| field_of(*uses.get(*at)?)).collect();
        for (at, place) in uses.iter_mut().enumerate() {
            let loses = field_of(*place).is_some_and(|field| said.contains(&field) && !may_repeat(field));
            if loses && !by_hand.contains(&at) {
                *place = ColumnUse::Custom;
            }
        }
        Self::checked(uses, proposals.iter().map(|proposal| proposal.header.clone()).collect())
    }

    /// Columns as a form says them: one use for each.
    ///
    /// # Errors
    /// [`MapError::Twice`], [`MapError::NamesNothing`].
    pub fn checked(uses: Vec<ColumnUse>, headers: Vec<String>) -> Result<Self, MapError> {
        let mut seen = BTreeSet::new();
        for field in uses.iter().filter_map(|one| field_of(*one)) {
            if !may_repeat(field) && !seen.insert(field) {
                return Err(MapError::Twice(field.title()));
            }
            seen.insert(field);
        }
        if !seen.iter().any(|field| field.names_a_part()) {
            return Err(MapError::NamesNothing);
        }
        let headers = custom_names(&uses, &headers);
        Ok(Self { uses, headers })
    }

    /// Where a field is.
    #[must_use]
    pub fn of(&self, field: Field) -> Option<usize> {
        self.uses.iter().position(|one| *one == ColumnUse::Field(field))
    }

    /// Every column that holds a field, with its header.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = (usize, &str)> {
        let holds = move |(_, one): &(usize, &ColumnUse)| **one == ColumnUse::Field(field);
        let named = |(at, _): (usize, &ColumnUse)| (at, self.headers.get(at).map_or("", String::as_str));
        self.uses.iter().enumerate().filter(holds).map(named)
    }

    /// The custom fields: each column with its name.
    pub(super) fn custom(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_custom = |(_, one): &(usize, &ColumnUse)| **one == ColumnUse::Custom;
        let named = |(at, _): (usize, &ColumnUse)| (at, self.headers.get(at).map_or("", String::as_str));
        self.uses.iter().enumerate().filter(is_custom).map(named)
    }
}

/// Only numbers of shops, whose headers name them, may stand in several columns.
const fn may_repeat(field: Field) -> bool {
    matches!(field, Field::VendorNumber | Field::Derived)
}

const fn field_of(one: ColumnUse) -> Option<Field> {
    match one {
        ColumnUse::Field(field) => Some(field),
        ColumnUse::Custom | ColumnUse::Ignore => None,
    }
}

/// Names of custom fields: the headers, each once, a hundred characters at most.
fn custom_names(uses: &[ColumnUse], headers: &[String]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let name = |(at, one): (usize, &ColumnUse)| {
        let header = headers.get(at).map_or("", String::as_str);
        if *one != ColumnUse::Custom {
            return header.to_owned();
        }
        let plain: String = header.chars().filter(|c| !c.is_control()).take(90).collect();
        let plain =
            if plain.trim().is_empty() { format!("column {}", letter(at)) } else { plain.trim().to_owned() };
        let name =
            if taken.contains(&plain.to_lowercase()) { format!("{plain} ({})", letter(at)) } else { plain };
        taken.insert(name.to_lowercase());
        name
    };
    uses.iter().enumerate().map(name).collect()
}

/// A header in any case wins over letters and numbers.
fn column_called(proposals: &[Proposal], name: &str) -> Option<usize> {
    let lowered = name.to_lowercase();
    let by_header = || proposals.iter().position(|column| column.header.to_lowercase() == lowered);
    let by_letter = || proposals.iter().position(|column| column.letter.eq_ignore_ascii_case(name));
    let by_number = || name.parse().ok().and_then(|number: usize| number.checked_sub(1));
    by_header().or_else(by_letter).or_else(by_number).filter(|at| *at < proposals.len())
}

/// Whether a cell is a header that we know.
pub(super) fn is_known(cell: &str) -> bool {
    !meanings(cell).is_empty()
}

/// Whether a header row says which part a row is.
pub(super) fn names_a_part(cells: &[String]) -> bool {
    cells.iter().flat_map(|cell| meanings(cell)).any(|(field, _)| field.names_a_part())
}

/// What a header may mean, the likeliest first.
fn meanings(header: &str) -> Vec<(Field, Confidence)> {
    let name = normalise(header);
    if name.is_empty() {
        return Vec::new();
    }
    let by_name = words::NAMES.iter().filter(|(_, _, names)| names.contains(&name.as_str()));
    let mut found: Vec<(Field, Confidence)> =
        by_name.map(|(field, confidence, _)| (*field, *confidence)).collect();
    if shop_of(&name).is_some() {
        found.push((Field::VendorNumber, Confidence::Certain));
    }
    if found.is_empty() {
        found.extend(
            likeliest(header).and_then(|(meaning, confidence)| Some((of_price_list(meaning)?, confidence))),
        );
    }
    found.sort_by_key(|(_, confidence)| std::cmp::Reverse(*confidence));
    found
}

/// What lists of shops and lists of parts have in common.
const fn of_price_list(meaning: Meaning) -> Option<Field> {
    match meaning {
        Meaning::ItemNumber => Some(Field::VendorNumber),
        Meaning::Mpn => Some(Field::Mpn),
        Meaning::Manufacturer => Some(Field::Manufacturer),
        Meaning::Description => Some(Field::Description),
        Meaning::Price => Some(Field::Price),
        Meaning::Currency => Some(Field::Currency),
        Meaning::Url => Some(Field::Url),
        _ => None,
    }
}

/// What becomes of every column of a list: what its header says; a custom field where that says nothing.
#[must_use]
pub fn propose(table: &Table) -> Vec<Proposal> {
    let uses = by_header(&table.headers);
    let mut custom = 0;
    let mut proposals = Vec::with_capacity(uses.len());
    for (column, (header, found)) in table.headers.iter().zip(uses).enumerate() {
        let samples: Vec<String> = table
            .rows
            .iter()
            .map(|row| row.cell(column))
            .filter(|cell| !cell.is_empty())
            .take(SAMPLES)
            .map(str::to_owned)
            .collect();
        let (becomes, confidence) = match found {
            Some((Field::Derived, confidence)) => (ColumnUse::Ignore, confidence),
            Some((field, confidence)) => (ColumnUse::Field(field), confidence),
            None if samples.is_empty() || header.is_empty() || custom >= MOST_CUSTOM => {
                (ColumnUse::Ignore, Confidence::Likely)
            }
            None => {
                custom += 1;
                (ColumnUse::Custom, Confidence::Guess)
            }
        };
        proposals.push(Proposal {
            column,
            letter: letter(column),
            header: header.clone(),
            becomes,
            confidence,
            samples,
        });
    }
    name_by_number(&mut proposals);
    proposals
}

/// Each field once, the surest column first.
fn by_header(headers: &[String]) -> Vec<Option<(Field, Confidence)>> {
    let mut found: Vec<(Confidence, usize, usize, Field)> = Vec::new();
    for (column, header) in headers.iter().enumerate() {
        for (place, (field, confidence)) in meanings(header).into_iter().enumerate() {
            found.push((confidence, place, column, field));
        }
    }
    found.sort_by_key(|(confidence, place, column, _)| (std::cmp::Reverse(*confidence), *place, *column));
    let mut uses: Vec<Option<(Field, Confidence)>> = vec![None; headers.len()];
    let mut taken: BTreeMap<Field, usize> = BTreeMap::new();
    for (confidence, _, column, field) in found {
        let shop = headers.get(column).is_some_and(|header| shop_of(&normalise(header)).is_some());
        let is_free =
            !taken.contains_key(&field) || field == Field::Derived || (field == Field::VendorNumber && shop);
        if let Some(free) = uses.get_mut(column)
            && free.is_none()
            && is_free
        {
            taken.insert(field, column);
            *free = Some((field, confidence));
        }
    }
    uses
}

/// A list that calls its parts by a number alone has it for a name only where nothing else names them.
fn name_by_number(proposals: &mut [Proposal]) {
    let is_named = proposals
        .iter()
        .any(|column| matches!(column.becomes, ColumnUse::Field(field) if field.names_a_part()));
    if is_named {
        return;
    }
    let described =
        proposals.iter_mut().find(|column| column.becomes == ColumnUse::Field(Field::Description));
    if let Some(column) = described {
        column.becomes = ColumnUse::Field(Field::Name);
        column.confidence = Confidence::Guess;
    }
}
