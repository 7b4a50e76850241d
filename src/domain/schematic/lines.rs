//! From parts to lines, by the very rules by which a table of one row for each symbol is read.

use super::Limits;
use super::error::SchematicError;
use super::hierarchy::Part;
use super::warning::SchematicWarning;
use crate::domain::bom::error::clip;
use crate::domain::bom::header::Header;
use crate::domain::bom::records::Record;
use crate::domain::bom::{self, BomError, BomFile, BomWarning};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Characters of a reference; the store refuses more.
const LONGEST_REFERENCE: usize = 100;
/// More warnings than this are only counted.
const MOST_WARNINGS: usize = 1000;

/// The columns that every part has.
const COLUMNS: [&str; 4] = ["Reference", "Value", "Footprint", "DNP"];

/// Groups parts as exports do: what is bought alike is one line.
pub(super) fn of_parts(
    parts: &[Part<'_>],
    warnings: Vec<SchematicWarning>,
    limits: &Limits,
) -> Result<BomFile, BomError> {
    let mut headers: Vec<Header> = Vec::new();
    let mut known: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut records = Vec::with_capacity(parts.len());
    let mut names: HashSet<&str> = HashSet::new();
    for (part, row) in parts.iter().zip(1..) {
        check_lengths(part, &limits.table)?;
        names.extend(part.fields.iter().map(|(name, _)| *name));
        if names.len() > limits.table.columns {
            let (reference, sheet) = (clip(part.reference.as_str()), part.sheet.to_owned());
            return Err(
                SchematicError::TooManyFields { reference, sheet, limit: limits.table.columns }.into()
            );
        }
        // Each symbol's fields are understood by themselves: one may have `MPN`, another `Mfr. No.`.
        let names: Vec<&str> = COLUMNS.into_iter().chain(part.fields.iter().map(|(name, _)| *name)).collect();
        let header = *known.entry(names).or_insert_with_key(|names| {
            headers.push(Header::of_fields(names));
            headers.len() - 1
        });
        records.push((header, record(part, row)));
    }
    let mut file = bom::read_symbols(&headers, &records, &limits.table)?;
    file.warnings = told(warnings, &file.warnings, parts);
    Ok(file)
}

fn record(part: &Part<'_>, row: u32) -> Record {
    let flag = if part.do_not_populate { "DNP" } else { "" };
    let own = [part.reference.as_str(), &part.value, &part.footprint, flag];
    Record::of_cells(row, false, own.into_iter().chain(part.fields.iter().map(|(_, text)| *text)))
}

fn check_lengths(part: &Part<'_>, limits: &bom::Limits) -> Result<(), SchematicError> {
    let too_long = |field: &str, length: usize, limit: usize| SchematicError::TooLong {
        reference: clip(part.reference.as_str()),
        sheet: part.sheet.to_owned(),
        field: clip(field),
        length,
        limit,
    };
    let length = part.reference.as_str().chars().count();
    if length > LONGEST_REFERENCE {
        return Err(too_long("Reference", length, LONGEST_REFERENCE));
    }
    if part.fields.len() + COLUMNS.len() > limits.columns {
        return Err(too_long("list of fields", part.fields.len(), limits.columns - COLUMNS.len()));
    }
    let own = [("Value", part.value.as_str()), ("Footprint", &part.footprint)];
    let mut texts = own.into_iter().chain(part.fields.iter().copied());
    match texts.find(|(_, text)| text.len() > limits.cell) {
        Some((field, text)) => Err(too_long(field, text.len(), limits.cell)),
        None => Ok(()),
    }
}

/// Where a table names rows, a schematic names symbols.
fn told(own: Vec<SchematicWarning>, of_rows: &[BomWarning], parts: &[Part<'_>]) -> Vec<BomWarning> {
    let part = |row: u32| usize::try_from(row).ok().and_then(|row| parts.get(row.checked_sub(1)?));
    let flag = |row: u32, text: &String, fitted: bool| {
        let part = part(row)?;
        let (reference, sheet) = (clip(part.reference.as_str()), part.sheet.to_owned());
        Some(SchematicWarning::UnknownFlag { reference, sheet, text: text.clone(), fitted })
    };
    let mut unannotated: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut said = own;
    for warning in of_rows {
        let new = match warning {
            BomWarning::Unannotated { row, .. } => {
                if let Some(part) = part(*row) {
                    *unannotated.entry((part.sheet, part.reference.as_str())).or_insert(0) += 1;
                }
                None
            }
            BomWarning::UnknownNotFitted { row, text } => flag(*row, text, false),
            BomWarning::UnknownFitted { row, text } => flag(*row, text, true),
            BomWarning::Excluded { row, count } => part(*row).map(|part| SchematicWarning::Excluded {
                reference: clip(part.reference.as_str()),
                count: *count,
            }),
            BomWarning::More { count, .. } => Some(SchematicWarning::More { count: *count }),
            _ => None,
        };
        said.extend(new);
    }
    said.extend(unannotated.into_iter().map(|((sheet, reference), count)| SchematicWarning::Unannotated {
        reference: clip(reference),
        sheet: sheet.to_owned(),
        count,
    }));
    if said.len() > MOST_WARNINGS {
        let count = said.len() - MOST_WARNINGS;
        said.truncate(MOST_WARNINGS);
        said.push(SchematicWarning::More { count });
    }
    said.into_iter().map(BomWarning::Schematic).collect()
}
