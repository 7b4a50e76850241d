//! Which row is the header, and what each column means (the table of formats.md §1.3).

use super::error::clip;
use super::records::Record;
use crate::domain::compatible::compatible;

/// What a column of its own meaning holds. A file has each once at most; where several columns
/// match, the earlier alias wins and the others are kept as extras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Line,
    References,
    Quantity,
    Value,
    Footprint,
    Mpn,
    Manufacturer,
    Vendor,
    ItemNumber,
    Description,
    Note,
}

/// What a column of flags tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flag {
    /// Set: stays empty on the board.
    NotFitted,
    /// Set: is fitted.
    Fitted,
    /// KiBoM's list of configurations, in which some words mean "not fitted".
    Config,
    /// Set: the builder may leave it out.
    Optional,
    /// Set: no part of the BOM.
    Excluded,
}

/// What one column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Field(Field),
    Flag(Flag),
    /// Numbers of the vendor that the header names.
    ItemOf(&'static str),
    Extra,
}

const FIELDS: [(Field, &[&str]); 11] = [
    (Field::References, REFERENCES),
    (Field::Quantity, QUANTITY),
    (Field::Value, &["value", "val", "comment", "designation", "partvalue", "name"]),
    (
        Field::Footprint,
        &["footprint", "package", "pkg", "pattern", "housing", "fp", "pcbfootprint", "casepackage"],
    ),
    (Field::Mpn, MPN),
    (Field::Manufacturer, &["manufacturer", "manf", "mfr", "mfg", "mf", "brand", "manufacturer1"]),
    (Field::Vendor, &["vendor", "supplier", "distributor", "vendorname", "supplier1"]),
    (Field::ItemNumber, ITEM_NUMBER),
    (Field::Description, &["description", "desc"]),
    (Field::Note, &["note", "notes", "remarks", "supplierandref"]),
    (Field::Line, &["#", "item", "item#", "itemnumber", "no", "id", "line", "pos"]),
];

const REFERENCES: &[&str] = &[
    "reference",
    "references",
    "ref",
    "refs",
    "refdes",
    "designator",
    "designators",
    "partreference",
    "referencedesignator",
    "referencedesignators",
    "parts",
    "location",
];

const QUANTITY: &[&str] = &[
    "qty",
    "qnty",
    "quantity",
    "count",
    "quantityperpcb",
    "qtyperboard",
    "quantityperboard",
    "qtyperpcb",
    "amount",
    "pcs",
];

const MPN: &[&str] = &[
    "mpn",
    "mpn#",
    "manf#",
    "mfr#",
    "mfg#",
    "mfrpn",
    "mfgpn",
    "mfpn",
    "manufacturerpn",
    "manufacturerpart",
    "manufacturerpart#",
    "manufacturerpartnumber",
    "manufacturerpartnumber1",
    "manufacturepartnumber",
    "mfrpart",
    "mfrpart#",
    "mfrpartnumber",
    "mfgpartnumber",
];

const ITEM_NUMBER: &[&str] = &[
    "partnum",
    "vendorpartnum",
    "vendorpn",
    "vendorpart",
    "vendorpart#",
    "vendorpartnumber",
    "supplierpart",
    "supplierpart#",
    "supplierpartnumber",
    "supplierpartnumber1",
    "sku",
    "orderno",
    "ordercode",
    "spn",
];

const FLAGS: [(Flag, &[&str]); 5] = [
    (Flag::NotFitted, &["dnp", "dnf", "dni", "donotpopulate", "donotplace", "donotfit"]),
    (Flag::Config, &["config"]),
    (Flag::Fitted, &["populate", "fitted", "installed"]),
    (Flag::Optional, &["optional", "opt"]),
    (Flag::Excluded, &["excludefrombom", "excludedfrombom"]),
];

/// How headers name a shop, and the shop. JLCPCB's numbers are LCSC's.
const SHOPS: [(&str, &str); 13] = [
    ("mouser", "Mouser"),
    ("digikey", "DigiKey"),
    ("dk", "DigiKey"),
    ("lcsc", "LCSC"),
    ("jlcpcb", "LCSC"),
    ("jlc", "LCSC"),
    ("farnell", "Farnell"),
    ("newark", "Newark"),
    ("rs", "RS"),
    ("tme", "TME"),
    ("tayda", "Tayda"),
    ("thonk", "Thonk"),
    ("reichelt", "Reichelt"),
];

/// What may follow the shop in a header of its numbers.
const SHOP_ENDINGS: [&str; 10] =
    ["", "#", "pn", "part", "part#", "partno", "partnum", "partnumber", "sku", "ordercode"];

/// Longer headers than this mean nothing to us.
const LONGEST_ALIAS: usize = 64;

/// NFKC, lower case, only letters, digits and `#`: `Reference(s)` is `references`.
pub(in crate::domain) fn normalise(header: &str) -> String {
    if header.len() > LONGEST_ALIAS {
        return String::new();
    }
    let wanted = |c: &char| c.is_alphanumeric() || *c == '#';
    compatible(header).chars().flat_map(char::to_lowercase).filter(wanted).collect()
}

pub(in crate::domain) fn shop_of(normalised: &str) -> Option<&'static str> {
    let names = |(prefix, _): &&(&str, &str)| {
        normalised.strip_prefix(*prefix).is_some_and(|ending| SHOP_ENDINGS.contains(&ending))
    };
    SHOPS.iter().find(names).map(|(_, shop)| *shop)
}

/// Whether a cell is a header that we know; the dialect is chosen by it.
pub(super) fn is_known(cell: &str) -> bool {
    let name = normalise(cell);
    let name = name.as_str();
    FIELDS.iter().any(|(_, aliases)| aliases.contains(&name))
        || FLAGS.iter().any(|(_, aliases)| aliases.contains(&name))
        || name == "partnumber"
        || shop_of(name).is_some()
}

/// The header of a table.
pub(in crate::domain) struct Header {
    /// Its row in the file.
    pub row: u32,
    columns: Vec<(Column, String)>,
    fields: Vec<(Field, usize)>,
}

/// How well a row does as a header.
pub(super) enum Fit {
    Header(Header),
    /// It has one of the two columns that a header needs, or neither.
    Lacks {
        references: bool,
        identity: bool,
    },
}

impl Header {
    /// Takes a row for the header if it names references and values or part numbers.
    pub(super) fn fit(record: &Record) -> Fit {
        let names: Vec<String> = record.cells().map(normalise).collect();
        let columns = columns(&names);
        let has = |wanted: Field| columns.contains(&Column::Field(wanted));
        let references = has(Field::References);
        let identity = has(Field::Value)
            || has(Field::Mpn)
            || has(Field::ItemNumber)
            || columns.iter().any(|column| matches!(column, Column::ItemOf(_)));
        if !(references && identity) {
            return Fit::Lacks { references: !references, identity: !identity };
        }
        let columns = columns.into_iter().zip(record.cells().map(str::to_owned)).collect();
        Fit::Header(Self::of_columns(record.row, columns))
    }

    /// The fields of a symbol as a header. Nothing in it counts pieces or numbers lines, whatever it is
    /// called: a symbol is one piece.
    pub(in crate::domain) fn of_fields(names: &[&str]) -> Self {
        let normalised: Vec<String> = names.iter().map(|name| normalise(name)).collect();
        let meaning = columns(&normalised).into_iter().map(|column| match column {
            Column::Field(Field::Quantity | Field::Line) => Column::Extra,
            column => column,
        });
        Self::of_columns(0, meaning.zip(names.iter().map(|name| (*name).to_owned())).collect())
    }

    fn of_columns(row: u32, columns: Vec<(Column, String)>) -> Self {
        let fields = columns.iter().enumerate().filter_map(|(at, (column, _))| match column {
            Column::Field(field) => Some((*field, at)),
            _ => None,
        });
        Self { row, fields: fields.collect(), columns }
    }

    /// Which column holds a field, from 0.
    pub(super) fn column_of(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(has, _)| *has == field).map(|(_, at)| *at)
    }

    /// What the header calls the column, clipped because every extra cell repeats it; where it says
    /// nothing, its number.
    pub(super) fn name(&self, column: usize) -> String {
        match self.columns.get(column) {
            Some((_, name)) if !name.is_empty() => clip(name),
            _ => format!("column {}", column + 1),
        }
    }

    /// The meaning of every column.
    pub(super) fn columns(&self) -> impl Iterator<Item = (usize, Column)> {
        self.columns.iter().enumerate().map(|(at, (column, _))| (at, *column))
    }

    /// The columns of unknown meaning that have a name.
    pub(super) fn named_extras(&self) -> impl Iterator<Item = usize> {
        let is_named_extra =
            |(_, (column, name)): &(usize, &(Column, String))| *column == Column::Extra && !name.is_empty();
        self.columns.iter().enumerate().filter(is_named_extra).map(|(at, _)| at)
    }

    /// How many columns it has, whether named or not.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// How many columns a row must have at least: up to the last one with a name.
    pub(super) fn named_len(&self) -> usize {
        self.columns.iter().rposition(|(_, name)| !name.is_empty()).map_or(0, |last| last + 1)
    }

    /// Whether a row repeats the header.
    pub(super) fn repeats_in(&self, record: &Record) -> bool {
        record.cells().eq(self.columns.iter().map(|(_, name)| name.as_str()))
    }
}

fn columns(names: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = names.iter().map(|name| meaning_by_itself(name)).collect();
    for (field, aliases) in FIELDS {
        claim(&mut columns, names, field, aliases);
    }
    // A bare part number is the vendor's where the file names vendors, else the manufacturer's.
    let has_vendor = columns.contains(&Column::Field(Field::Vendor));
    let owner = if has_vendor { Field::ItemNumber } else { Field::Mpn };
    claim(&mut columns, names, owner, &["partnumber"]);
    // KiBoM numbers its rows under "Component", which elsewhere may mean anything.
    if names.iter().any(|name| name == "references") {
        claim(&mut columns, names, Field::Line, &["component"]);
    }
    columns
}

fn meaning_by_itself(name: &str) -> Column {
    let flag = FLAGS.iter().find(|(_, aliases)| aliases.contains(&name));
    match (flag, shop_of(name)) {
        (Some((flag, _)), _) => Column::Flag(*flag),
        (None, Some(shop)) => Column::ItemOf(shop),
        (None, None) => Column::Extra,
    }
}

/// Gives the field to the column of its earliest alias, if it has none yet.
fn claim(columns: &mut [Column], names: &[String], field: Field, aliases: &[&str]) {
    if columns.contains(&Column::Field(field)) {
        return;
    }
    let at = aliases.iter().find_map(|alias| names.iter().position(|name| name == alias));
    if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
        *column = Column::Field(field);
    }
}
