//! The rows below the header become items: each with all its prices, or refused with row and column.

use super::MOST_PROBLEMS;
use super::cells;
use super::columns::{Columns, Meaning};
use super::error::{CellProblem, PriceListError, Problem};
use super::header;
use super::sheet::{Row, Sheet};
use crate::domain::bom::error::clip;
use crate::domain::catalog::{OfferEntry, OfferWords, PriceBreak};
use crate::domain::money::Currency;
use crate::domain::quantity::Quantity;
use crate::domain::vendor_price::{
    PriceError, PriceText, ReadPrices, is_beyond_doubt, read_breaks, read_price,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// An item of a price list. What the list has no column for, or says nothing of, is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceLine {
    /// The first of its rows.
    pub row: u32,
    /// The shop's number, or the manufacturer's where the shop has none.
    pub item_number: String,
    /// The manufacturer's part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// The fewest that are sold.
    pub minimum: Option<Quantity>,
    /// Sold in multiples of this.
    pub multiple: Option<Quantity>,
    /// Pieces in one item.
    pub pack: Option<Quantity>,
    /// In the shop's stock.
    pub in_stock: Option<Quantity>,
    /// Days until delivery.
    pub lead_days: Option<u32>,
    /// What its prices are in.
    pub currency: Currency,
    /// Price breaks by quantity; one at least.
    pub prices: Vec<PriceBreak>,
}

/// What the rows of a list say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The items in the order of the list.
    pub lines: Vec<PriceLine>,
    /// Rows that cannot be used, and why; the first thousand.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more_problems: usize,
    /// Rows that are no items: headings, remarks, the header again.
    pub passed_over: usize,
}

/// Reads all rows.
pub(super) fn read(sheet: &Sheet, columns: &Columns, usual: Currency) -> Result<Reading, PriceListError> {
    let number = columns.of(Meaning::ItemNumber).or_else(|| columns.of(Meaning::Mpn));
    let number = number.ok_or(PriceListError::NoColumn("item numbers"))?;
    if columns.prices().next().is_none() {
        return Err(PriceListError::NoColumn("prices"));
    }
    let mut reader = Reader {
        sheet,
        columns,
        number,
        usual,
        witness: None,
        reading: Reading::default(),
        rows: HashMap::new(),
        order: Vec::new(),
    };
    reader.witness = reader.find_witness();
    for row in &sheet.rows {
        reader.take(row);
    }
    Ok(reader.finish())
}

/// The rows of one item.
struct Item {
    line: Result<PriceLine, u32>,
}

struct Reader<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    number: usize,
    usual: Currency,
    /// A price of the list that can be read in one way only; it tells how the others are meant.
    witness: Option<String>,
    reading: Reading,
    rows: HashMap<String, Item>,
    order: Vec<String>,
}

/// A problem in a column, or in the row as a whole.
type At<T> = Result<T, (Option<usize>, CellProblem)>;

impl<'a> Reader<'a> {
    fn find_witness(&self) -> Option<String> {
        let prices: Vec<usize> = self.columns.prices().map(|(column, _)| column).collect();
        let cells = self.sheet.rows.iter().flat_map(|row| prices.iter().map(|column| row.cell(*column)));
        let mut cells = cells.filter(|cell| cell.len() <= LONGEST_PRICE);
        let cell = cells.find(|cell| read_price(cell, Some(self.usual)).is_ok() && is_beyond_doubt(cell))?;
        // Its currency is its own affair.
        let is_of_number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'');
        let number: String = cell.chars().filter(is_of_number).collect();
        Some(number.trim_matches(['.', ',', '\'']).to_owned())
    }

    fn take(&mut self, row: &Row) {
        if row.cells == self.sheet.names || self.is_no_item(row) {
            self.reading.passed_over += 1;
            return;
        }
        let number = row.cell(self.number);
        let key = number.to_lowercase();
        match self.line(row) {
            Ok(line) => self.add(key, row, line),
            Err((column, problem)) => {
                self.report(row, column, problem);
                if !number.is_empty() && !matches!(self.rows.get(&key), Some(Item { line: Err(_) })) {
                    let before = self.rows.insert(key.clone(), Item { line: Err(row.row) });
                    match before {
                        // An item of which a row is missing is not what the list says.
                        Some(Item { line: Ok(line) }) => {
                            self.report_row(line.row, CellProblem::OtherRow(row.row))
                        }
                        _ => self.order.push(key),
                    }
                }
            }
        }
    }

    /// A heading or a remark: no price anywhere, and nothing but one text.
    fn is_no_item(&self, row: &Row) -> bool {
        let written = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        written <= 1 && self.columns.prices().all(|(column, _)| row.cell(column).is_empty())
    }

    fn add(&mut self, key: String, row: &Row, line: PriceLine) {
        let by_rows = self.columns.of(Meaning::From).is_some();
        match self.rows.get_mut(&key) {
            None => {
                self.order.push(key.clone());
                self.rows.insert(key, Item { line: Ok(line) });
            }
            Some(Item { line: Err(other) }) => {
                let problem = CellProblem::OtherRow(*other);
                self.report(row, None, problem);
            }
            Some(Item { line: Ok(first) }) => {
                let problem = if by_rows { first.join(line) } else { first.repeat(&line) };
                if let Err(problem) = problem {
                    let first = first.row;
                    self.report(row, None, problem);
                    if by_rows {
                        self.rows.insert(key, Item { line: Err(row.row) });
                        self.report_row(first, CellProblem::OtherRow(row.row));
                    }
                }
            }
        }
    }

    fn line(&self, row: &Row) -> At<PriceLine> {
        let (cells, columns) = (row.cells.len(), self.sheet.names.len());
        let beyond = row.cells.iter().skip(columns).any(|cell| !cell.is_empty());
        if beyond {
            return Err((None, CellProblem::TooManyCells { cells, columns }));
        }
        if row.cell(self.number).is_empty() {
            return Err((Some(self.number), CellProblem::NoNumber));
        }
        let read = self.prices(row)?;
        let lead = self.columns.of(Meaning::LeadDays);
        let weeks = lead.is_some_and(|column| header::says_weeks(self.columns.header(column)));
        let line = PriceLine {
            row: row.row,
            item_number: row.cell(self.number).to_owned(),
            mpn: self.text(row, Meaning::Mpn),
            manufacturer: self.text(row, Meaning::Manufacturer),
            description: self.text(row, Meaning::Description),
            url: self.text(row, Meaning::Url),
            minimum: self.cell(row, Meaning::Minimum, cells::positive)?,
            multiple: self.cell(row, Meaning::Multiple, cells::positive)?,
            pack: self.cell(row, Meaning::Pack, cells::positive)?,
            in_stock: self.cell(row, Meaning::InStock, |cell| Ok(cells::in_stock(cell)))?,
            lead_days: self.cell(row, Meaning::LeadDays, |cell| cells::lead_days(cell, weeks))?,
            currency: read.currency.unwrap_or(self.usual),
            prices: read.breaks,
        };
        self.keepable(&line)?;
        Ok(line)
    }

    /// What the catalogue can keep of it, by the catalogue's own rules.
    fn keepable(&self, line: &PriceLine) -> At<()> {
        let offer = line.entry(&OfferEntry::default()).checked().err();
        let invalid = offer.or_else(|| line.words().checked().err());
        let Some(error) = invalid.as_ref().and_then(|invalid| invalid.errors().first()) else {
            return Ok(());
        };
        let column = match error.field.as_str() {
            "item_number" => Some(self.number),
            "url" => self.columns.of(Meaning::Url),
            "lead_days" => self.columns.of(Meaning::LeadDays),
            "mpn" => self.columns.of(Meaning::Mpn),
            "manufacturer" => self.columns.of(Meaning::Manufacturer),
            "description" => self.columns.of(Meaning::Description),
            _ => None,
        };
        Err((column, CellProblem::Refused(error.problem.to_string())))
    }

    fn text(&self, row: &Row, meaning: Meaning) -> Option<String> {
        let cell = row.cell(self.columns.of(meaning)?);
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    fn cell<T>(
        &self,
        row: &Row,
        meaning: Meaning,
        read: impl FnOnce(&str) -> Result<Option<T>, CellProblem>,
    ) -> At<Option<T>> {
        let Some(column) = self.columns.of(meaning) else { return Ok(None) };
        read(row.cell(column)).map_err(|problem| (Some(column), problem))
    }

    fn prices(&self, row: &Row) -> At<ReadPrices> {
        let stated = self.cell(row, Meaning::Currency, cells::currency)?;
        let unit = self.cell(row, Meaning::PriceUnit, cells::positive)?.unwrap_or(Quantity::ONE);
        let from = self.cell(row, Meaning::From, cells::positive)?.unwrap_or(Quantity::ONE);
        let mut found: Vec<(usize, Quantity, &str, Option<Currency>)> = Vec::new();
        for (column, meaning) in self.columns.prices() {
            let cell = row.cell(column);
            let beside = stated.or_else(|| header::currency(self.columns.header(column)));
            if !self.says_a_price(cell, beside).map_err(|problem| (Some(column), problem))? {
                continue;
            }
            let from = match meaning {
                Meaning::PriceFrom(from) => from,
                Meaning::TierPrice(tier) => match self.cell(row, Meaning::TierFrom(tier), cells::positive)? {
                    Some(from) => from,
                    None => return Err((Some(column), CellProblem::NoQuantity)),
                },
                _ => from,
            };
            if found.iter().any(|(_, other, ..)| *other == from) {
                return Err((Some(column), CellProblem::TwoPrices(from)));
            }
            found.push((column, from, cell, beside));
        }
        let code = |currency: Option<Currency>| {
            currency.map(|currency| currency.code().to_owned()).unwrap_or_default()
        };
        let beside: Vec<String> = found.iter().map(|(.., currency)| code(*currency)).collect();
        let same = found.first().and_then(|(_, _, price, beside)| {
            read_price(price, beside.or(Some(self.usual))).ok().map(|price| price.currency)
        });
        let same = code(same);
        let mut texts: Vec<PriceText<'_>> = found
            .iter()
            .zip(&beside)
            .map(|((_, from, price, _), currency)| PriceText { quantity: i64::from(*from), price, currency })
            .collect();
        if let Some(price) = &self.witness {
            texts.push(PriceText { quantity: WITNESS, price, currency: &same });
        }
        let mut read = read_breaks(&texts, Some(self.usual));
        let column = found.first().map(|(column, ..)| *column);
        read.breaks.retain(|price| i64::from(price.quantity) != WITNESS);
        if read.breaks.len() != found.len() {
            let problem = read
                .problems
                .first()
                .map_or(CellProblem::NoPrice, |problem| CellProblem::Price(problem.to_string()));
            return Err((column, problem));
        }
        if read.breaks.is_empty() {
            let all: Vec<usize> = self.columns.prices().map(|(column, _)| column).collect();
            return Err((all.first().copied().filter(|_| all.len() == 1), CellProblem::NoPrice));
        }
        for price in &mut read.breaks {
            price.unit_price = cells::of_one(price.unit_price, unit);
        }
        Ok(read)
    }

    /// Whether a cell has a price; what is neither a price nor says that there is none is a problem.
    fn says_a_price(&self, cell: &str, beside: Option<Currency>) -> Result<bool, CellProblem> {
        if cell.len() > LONGEST_PRICE {
            return Err(CellProblem::Price(format!(
                "\u{201c}{}\u{201d} is too long for a price",
                clip(cell)
            )));
        }
        match read_price(cell, beside.or(Some(self.usual))) {
            Ok(_) => Ok(true),
            Err(PriceError::NoPrice(_)) if cells::says_no_price(cell) => Ok(false),
            Err(error) => Err(CellProblem::Price(error.to_string())),
        }
    }

    fn report(&mut self, row: &Row, column: Option<usize>, problem: CellProblem) {
        let header = column.map(|column| clip(self.columns.header(column))).unwrap_or_default();
        self.keep(Problem { row: row.row, column: column.map(|column| column + 1), header, problem });
    }

    fn report_row(&mut self, row: u32, problem: CellProblem) {
        self.keep(Problem { row, column: None, header: String::new(), problem });
    }

    fn keep(&mut self, problem: Problem) {
        if self.reading.problems.len() < MOST_PROBLEMS {
            self.reading.problems.push(problem);
        } else {
            self.reading.more_problems += 1;
        }
    }

    fn finish(mut self) -> Reading {
        for key in &self.order {
            if let Some(Item { line: Ok(mut line) }) = self.rows.remove(key) {
                line.prices.sort_by_key(|price| price.quantity);
                self.reading.lines.push(line);
            }
        }
        self.reading.problems.sort_by_key(|problem| (problem.row, problem.column));
        self.reading
    }
}

/// No item is priced from a thousand million on, so the witness stands there.
const WITNESS: i64 = 1_000_000_000;
/// No price takes more bytes.
const LONGEST_PRICE: usize = 100;

impl PriceLine {
    /// The offer that it makes of `before`: what the list says nothing of stays.
    #[must_use]
    pub fn entry(&self, before: &OfferEntry) -> OfferEntry {
        OfferEntry {
            item_number: if before.item_number.is_empty() {
                self.item_number.clone()
            } else {
                before.item_number.clone()
            },
            url: self.url.clone().or_else(|| before.url.clone()),
            minimum: self.minimum.unwrap_or(before.minimum),
            multiple: self.multiple.unwrap_or(before.multiple),
            pack: self.pack.unwrap_or(before.pack),
            currency: Some(self.currency),
            in_stock: self.in_stock.or(before.in_stock),
            lead_days: self.lead_days.or(before.lead_days),
            prices: self.prices.clone(),
            ..before.clone()
        }
    }

    /// What the list says of the item in words.
    #[must_use]
    pub fn words(&self) -> OfferWords {
        OfferWords {
            mpn: self.mpn.clone(),
            manufacturer: self.manufacturer.clone(),
            description: self.description.clone(),
        }
    }

    /// Adds the price of another row of the same item.
    fn join(&mut self, other: Self) -> Result<(), CellProblem> {
        let again = CellProblem::Again { number: clip(&self.item_number), first: self.row };
        let same = (&self.mpn, &self.currency, &self.minimum, &self.multiple, &self.pack)
            == (&other.mpn, &other.currency, &other.minimum, &other.multiple, &other.pack);
        if !same {
            return Err(again);
        }
        for price in other.prices {
            match self.prices.iter().find(|known| known.quantity == price.quantity) {
                Some(known) if *known != price => return Err(CellProblem::TwoPrices(price.quantity)),
                Some(_) => {}
                None => self.prices.push(price),
            }
        }
        Ok(())
    }

    /// The same row once more is none; anything else is a contradiction.
    fn repeat(&self, other: &Self) -> Result<(), CellProblem> {
        let first = self.row;
        if (Self { row: first, ..other.clone() }) == *self {
            Ok(())
        } else {
            Err(CellProblem::Again { number: clip(&self.item_number), first })
        }
    }
}
