//! From rows of cells to lines: finds the header, reads what is below it, stops at the footer.

use super::dialect::{Dialect, Table};
use super::error::clip;
use super::header::{Column, Field, Fit, Flag, Header};
use super::quantities::{self, Answer, Stated};
use super::records::{Record, Records};
use super::references::{self, Reference};
use super::{BomError, BomFile, BomRow, BomWarning, Limits, OddCell, grouping};
use crate::domain::quantity::Quantity;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Reads the table of a file in the given dialect.
pub(super) fn read(table: Table<'_>, dialect: Dialect, limits: &Limits) -> Result<BomFile, BomError> {
    let from_start = || Records::new(table.text, dialect, table.first_row, limits);
    let mut records = from_start();
    if table.text.contains(COLLATED) && !skip_ungrouped(&mut records)? {
        records = from_start();
    }
    let header = find_header(|| records.next())?;
    let mut reading = Reading::new(&header, limits);
    while let Some(record) = records.next()? {
        check_quotes(&header, &record, dialect)?;
        reading.take(&record)?;
    }
    reading.finish()
}

/// Reads rows whose cells are known. `odd` tells which are no text; those must not stand where they count.
pub(super) fn read_records(
    records: Vec<Record>,
    limits: &Limits,
    odd: &dyn Fn(u32, usize) -> Option<OddCell>,
) -> Result<BomFile, BomError> {
    let mut records = records.into_iter().filter(|record| !record.is_blank());
    let header = find_header(|| Ok(records.next()))?;
    let mut reading = Reading { origin: Origin::Sheet, ..Reading::new(&header, limits) };
    for record in records {
        let counts = header.columns().filter(|(_, column)| *column != Column::Extra);
        if let Some((at, kind)) = counts.map(|(at, _)| at).find_map(|at| Some((at, odd(record.row, at)?))) {
            let header = clip(&header.name(at));
            return Err(BomError::OddCell { row: record.row, column: at + 1, header, kind });
        }
        reading.take(&record)?;
    }
    reading.finish()
}

/// Reads symbols, one in each record, each under its own header.
pub(in crate::domain) fn read_symbols(
    headers: &[Header],
    records: &[(usize, Record)],
    limits: &Limits,
) -> Result<BomFile, BomError> {
    let Some(first) = headers.first() else { return Err(BomError::NoRows { header_row: 0 }) };
    let mut reading = Reading { origin: Origin::Symbols, ..Reading::new(first, limits) };
    for (header, record) in records {
        reading.header = headers.get(*header).unwrap_or(first);
        reading.take(record)?;
    }
    reading.extra_columns.clear();
    let mut file = reading.finish()?;
    let mut seen = HashSet::new();
    let names = file.lines.iter().flat_map(|line| &line.extras).map(|(name, _)| name);
    file.extra_columns = names.filter(|name| seen.insert(*name)).cloned().collect();
    Ok(file)
}

/// Between tabs a quote is often plain text, and two of them would take whole rows into one cell.
fn check_quotes(header: &Header, record: &Record, dialect: Dialect) -> Result<(), BomError> {
    if dialect.delimiter != b'\t' {
        return Ok(());
    }
    match record.swallows_rows(header.len(), dialect.delimiter) {
        None => Ok(()),
        Some(at) => Err(BomError::UnclosedQuote { row: record.row, column: at + 1 }),
    }
}

/// Before this row KiCad's older script lists every symbol once by itself.
const COLLATED: &str = "Collated Components:";

/// Whether there is such a row: the words may also stand within a text.
fn skip_ungrouped(records: &mut Records<'_>) -> Result<bool, BomError> {
    while let Some(record) = records.next()? {
        if record.cell(0) == COLLATED {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many rows above the header may say something about the file.
const HEADER_WITHIN: usize = 1000;

fn find_header(mut next: impl FnMut() -> Result<Option<Record>, BomError>) -> Result<Header, BomError> {
    let mut closest = None;
    for _ in 0..HEADER_WITHIN {
        let Some(record) = next()? else { break };
        match Header::fit(&record) {
            Fit::Header(header) => return Ok(header),
            Fit::Lacks { references: true, identity: true } => {}
            Fit::Lacks { .. } => closest = closest.or(Some(record.row)),
        }
    }
    Err(BomError::NoHeader { closest })
}

/// How many warnings about single rows are kept; the others are counted.
const MOST_WARNINGS: usize = 1000;

/// What a record was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A row of text.
    Text,
    /// A row of a sheet, in which empty cells at the end are none.
    Sheet,
    /// A symbol, whose reference stands for itself and is no list.
    Symbols,
}

/// A table while it is read.
struct Reading<'a> {
    header: &'a Header,
    limits: &'a Limits,
    origin: Origin,
    rows_seen: usize,
    rows: Vec<BomRow>,
    warnings: Vec<BomWarning>,
    /// Columns whose cells are kept as extras.
    extra_columns: BTreeSet<usize>,
    extras_seen: usize,
    /// In which row each reference is.
    places: HashMap<Reference, u32>,
    references_seen: usize,
    excluded: Option<(u32, usize)>,
    /// The row in which the footer begins, and what is below it: the first row and how many.
    footer: Option<(u32, Option<(u32, usize)>)>,
}

/// What the flag columns of a row say together.
#[derive(Default)]
struct Flags {
    not_fitted: bool,
    optional: bool,
}

impl<'a> Reading<'a> {
    fn new(header: &'a Header, limits: &'a Limits) -> Self {
        let mut warnings = Vec::new();
        if header.column_of(Field::Quantity).is_none() {
            warnings.push(BomWarning::NoQuantityColumn { header_row: header.row });
        }
        Self {
            header,
            limits,
            origin: Origin::Text,
            rows_seen: 0,
            rows: Vec::new(),
            warnings,
            extra_columns: header.named_extras().collect(),
            extras_seen: 0,
            places: HashMap::new(),
            references_seen: 0,
            excluded: None,
            footer: None,
        }
    }

    fn take(&mut self, record: &Record) -> Result<(), BomError> {
        self.rows_seen += 1;
        if self.rows_seen > self.limits.rows {
            return Err(BomError::TooManyRows { row: record.row, limit: self.limits.rows });
        }
        if self.is_footer(record) {
            return Ok(());
        }
        if self.header.repeats_in(record) {
            self.pass_over(record);
            return Ok(());
        }
        if self.is_excluded(record) {
            let (_, count) = self.excluded.get_or_insert((record.row, 0));
            *count += 1;
            return Ok(());
        }
        self.take_line(record)
    }

    /// After a blank row, a row without references ends the list.
    fn is_footer(&mut self, record: &Record) -> bool {
        let references = self.field(record, Field::References);
        let names_references = looks_like_references(references);
        let begins = record.after_blank && !self.rows.is_empty() && !names_references;
        if self.footer.is_none() && !begins {
            return false;
        }
        let looks_like_line = names_references || (references.is_empty() && self.counts_something(record));
        let (_, below) = self.footer.get_or_insert((record.row, None));
        if looks_like_line {
            below.get_or_insert((record.row, 0)).1 += 1;
        }
        true
    }

    /// Whether a row says what and how many.
    fn counts_something(&self, record: &Record) -> bool {
        let quantity = quantities::quantity(self.field(record, Field::Quantity));
        let names = [Field::Value, Field::Mpn, Field::ItemNumber];
        quantity.is_ok() && names.iter().any(|name| !self.field(record, *name).is_empty())
    }

    fn is_excluded(&self, record: &Record) -> bool {
        self.header.columns().any(|(at, column)| {
            let cell = record.cell(at);
            // Where only some of the symbols are excluded, the others must not be lost.
            column == Column::Flag(Flag::Excluded) && quantities::is_set(cell) && !quantities::is_mixed(cell)
        })
    }

    fn take_line(&mut self, record: &Record) -> Result<(), BomError> {
        let (references, unannotated) = self.references(record)?;
        let counted = count(references.len() + unannotated);
        let stated = self.quantity(record)?;
        let value = self.one_line(record, Field::Value);
        let mpn = self.one_line(record, Field::Mpn);
        let (vendor, item_number, other_shops) = self.vendor_item(record);
        let names_something = [&value, &mpn, &item_number].iter().any(|text| !text.is_empty());
        if counted.is_zero() && !(stated.is_some() && names_something) {
            self.pass_over(record);
            return Ok(());
        }
        self.check_raggedness(record);
        let quantity = self.settle_quantity(record.row, stated, counted);
        let flags = self.flags(record);
        let extras = self.extras(record, other_shops)?;
        let line = BomRow {
            row: record.row,
            references,
            quantity,
            do_not_populate: flags.not_fitted
                || stated.is_some_and(|stated| stated.not_fitted)
                || quantities::says_left_empty(&value),
            optional: flags.optional,
            value,
            footprint: self.one_line(record, Field::Footprint),
            manufacturer: self.one_line(record, Field::Manufacturer),
            mpn,
            vendor,
            item_number,
            description: self.text(record, Field::Description),
            note: self.text(record, Field::Note),
            extras,
        };
        self.rows.push(line);
        Ok(())
    }

    /// The references of a row and the number of unannotated ones.
    fn references(&mut self, record: &Record) -> Result<(Vec<Reference>, usize), BomError> {
        let row = record.row;
        let column = self.header.column_of(Field::References).unwrap_or_default();
        let cell = quantities::text(record.cell(column));
        let all = match self.origin {
            Origin::Symbols => Ok(vec![Reference::new(cell)]),
            Origin::Text | Origin::Sheet => references::parse_all(cell, self.limits.references_per_line),
        };
        let all = all.map_err(|problem| BomError::BadReferences { row, column: column + 1, problem })?;
        self.references_seen += all.len();
        if self.references_seen > self.limits.references {
            return Err(BomError::TooManyReferences { row, limit: self.limits.references });
        }
        let sorted = references::sort_out(all);
        for reference in &sorted.named {
            if let Some(first) = self.places.insert(reference.clone(), row) {
                return Err(BomError::DuplicateReference {
                    reference: reference.clone(),
                    first,
                    second: row,
                });
            }
        }
        for reference in sorted.repeated {
            self.warnings.push(BomWarning::RepeatedReference { row, reference: clip(reference.as_str()) });
        }
        if let Some(first) = sorted.unannotated.first() {
            let count = sorted.unannotated.len();
            self.warnings.push(BomWarning::Unannotated { row, reference: clip(first.as_str()), count });
        }
        Ok((sorted.named, sorted.unannotated.len()))
    }

    /// What the quantity cell says, if anything.
    fn quantity(&mut self, record: &Record) -> Result<Option<Stated>, BomError> {
        let Some(column) = self.header.column_of(Field::Quantity) else { return Ok(None) };
        let cell = self.known(record, column);
        if cell.is_empty() {
            return Ok(None);
        }
        match quantities::quantity(&cell) {
            Ok(stated) => Ok(Some(stated)),
            Err(problem) => Err(BomError::BadQuantity {
                row: record.row,
                column: column + 1,
                header: clip(&self.header.name(column)),
                problem,
            }),
        }
    }

    fn settle_quantity(&mut self, row: u32, stated: Option<Stated>, references: Quantity) -> Quantity {
        let Some(Stated { quantity, .. }) = stated else { return references };
        if !references.is_zero() && quantity != references {
            self.warnings.push(BomWarning::QuantityDiffers { row, quantity, references });
        }
        quantity
    }

    /// Vendor and number, from their own columns or else from the first column named after a shop.
    /// The columns of other shops that say something are kept as extras.
    fn vendor_item(&mut self, record: &Record) -> (String, String, Vec<usize>) {
        let mut vendor = self.one_line(record, Field::Vendor);
        let mut number = self.one_line(record, Field::ItemNumber);
        let mut others = Vec::new();
        for (at, column) in self.header.columns() {
            let Column::ItemOf(shop) = column else { continue };
            let cell = single_spaced(&self.known(record, at));
            if cell.is_empty() {
                continue;
            }
            if number.is_empty() && (vendor.is_empty() || vendor.eq_ignore_ascii_case(shop)) {
                shop.clone_into(&mut vendor);
                number = cell;
            } else {
                others.push(at);
            }
        }
        (vendor, number, others)
    }

    fn flags(&mut self, record: &Record) -> Flags {
        let mut flags = Flags::default();
        let row = record.row;
        // One report of a kind for a row is enough, however many such columns there are.
        let mut reported = Vec::new();
        for (at, column) in self.header.columns() {
            let Column::Flag(flag) = column else { continue };
            // Symbols that differ in it are taken as fitted: `known` reports them and leaves nothing.
            let cell = self.known(record, at);
            let answer = match flag {
                Flag::NotFitted => quantities::not_fitted(&cell),
                Flag::Fitted => quantities::fitted(&cell),
                Flag::Config => quantities::config(&cell),
                Flag::Optional if quantities::is_set(&cell) => Answer::Optional,
                Flag::Optional | Flag::Excluded => Answer::Fitted,
            };
            match (answer, flag) {
                (Answer::Fitted, _) => {}
                (Answer::NotFitted, _) => flags.not_fitted = true,
                (Answer::Optional, _) => flags.optional = true,
                (Answer::Unclear, _) if reported.contains(&flag) => {
                    flags.not_fitted |= flag != Flag::Fitted;
                }
                (Answer::Unclear, Flag::Fitted) => {
                    reported.push(flag);
                    self.warnings.push(BomWarning::UnknownFitted { row, text: clip(&cell) });
                }
                (Answer::Unclear, _) => {
                    flags.not_fitted = true;
                    reported.push(flag);
                    self.warnings.push(BomWarning::UnknownNotFitted { row, text: clip(&cell) });
                }
            }
        }
        flags
    }

    /// The cells of unknown columns, of `Config` (which names variants too), of the given columns,
    /// and beyond the header.
    fn extras(&mut self, record: &Record, others: Vec<usize>) -> Result<Vec<(String, String)>, BomError> {
        let is_extra = |column: Column| matches!(column, Column::Extra | Column::Flag(Flag::Config));
        let unknown = self.header.columns().filter(|(_, column)| is_extra(*column)).map(|(at, _)| at);
        let mut columns: Vec<usize> = unknown.chain(others).chain(self.header.len()..record.len()).collect();
        columns.retain(|at| !quantities::text(record.cell(*at)).is_empty());
        columns.sort_unstable();
        self.extras_seen += columns.len();
        if self.extras_seen > self.limits.extras {
            return Err(BomError::TooManyExtras { row: record.row, limit: self.limits.extras });
        }
        self.extra_columns.extend(&columns);
        Ok(columns.into_iter().map(|at| (self.header.name(at), record.cell(at).to_owned())).collect())
    }

    fn check_raggedness(&mut self, record: &Record) {
        let columns = self.header.len();
        let has_more = (columns..record.len()).any(|at| !record.cell(at).is_empty());
        let has_less = self.origin != Origin::Sheet && record.len() < self.header.named_len();
        if has_more || has_less {
            self.warnings.push(BomWarning::Ragged { row: record.row, cells: record.len(), columns });
        }
    }

    fn pass_over(&mut self, record: &Record) {
        let text = record.cells().find(|cell| !cell.is_empty()).map(clip).unwrap_or_default();
        self.warnings.push(BomWarning::PassedOver { row: record.row, text });
    }

    fn field<'r>(&self, record: &'r Record, field: Field) -> &'r str {
        self.header.column_of(field).map(|column| record.cell(column)).unwrap_or_default()
    }

    /// The text of a known column: empty where it says `~`, or that symbols differ.
    fn known(&mut self, record: &Record, column: usize) -> String {
        let cell = quantities::text(record.cell(column));
        if !quantities::is_mixed(cell) {
            return cell.to_owned();
        }
        let column = clip(&self.header.name(column));
        self.warnings.push(BomWarning::MixedValues { row: record.row, column });
        String::new()
    }

    fn text(&mut self, record: &Record, field: Field) -> String {
        self.header.column_of(field).map(|column| self.known(record, column)).unwrap_or_default()
    }

    /// Names and numbers are one line of text whatever the cell holds.
    fn one_line(&mut self, record: &Record, field: Field) -> String {
        single_spaced(&self.text(record, field))
    }

    /// Nobody reads more, and a file of many columns could give rise to one for each cell.
    fn clip_warnings(&mut self) {
        if let Some(first) = self.warnings.get(MOST_WARNINGS) {
            let (row, count) = (first.row(), self.warnings.len() - MOST_WARNINGS);
            self.warnings.truncate(MOST_WARNINGS);
            self.warnings.push(BomWarning::More { row, count });
        }
    }

    fn finish(mut self) -> Result<BomFile, BomError> {
        let header_row = self.header.row;
        if self.rows.is_empty() {
            return Err(BomError::NoRows { header_row });
        }
        self.clip_warnings();
        if let Some((row, count)) = self.excluded {
            self.warnings.push(BomWarning::Excluded { row, count });
        }
        if let Some((footer_row, Some((row, count)))) = self.footer {
            self.warnings.push(BomWarning::BelowFooter { footer_row, row, count });
        }
        let has_quantities = self.header.column_of(Field::Quantity).is_some();
        let (lines, grouped) = grouping::group(self.rows, has_quantities, header_row);
        self.warnings.extend(grouped);
        let extra_columns = self.extra_columns.iter().map(|at| self.header.name(*at)).collect();
        Ok(BomFile { lines, warnings: self.warnings, extra_columns, header_row })
    }
}

fn count(references: usize) -> Quantity {
    u64::try_from(references).ok().and_then(|count| Quantity::new(count).ok()).unwrap_or(Quantity::MAX)
}

/// Whether a cell names at least one reference with a number (or `?`), unlike a footer's label.
fn looks_like_references(cell: &str) -> bool {
    let first = cell.split([',', ';', ' ', '\t']).find(|word| !word.is_empty()).unwrap_or_default();
    let starts_with_letter = first.starts_with(|c: char| c.is_alphabetic() || c == '_');
    starts_with_letter && first.contains(|c: char| c.is_ascii_digit() || c == '?')
}

/// Line breaks, tabs and other control characters become one space.
fn single_spaced(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.to_owned();
    }
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
