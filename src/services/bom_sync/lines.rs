//! From the bytes of a BOM to its lines, whatever kind of file it is.

use crate::domain::bom::{self, BomFile, BomRow, Limits};
use crate::domain::matching::BomLine;
use crate::domain::quantity::{MOST_PIECES, Quantity};
use crate::services::error::ServiceError;
use crate::services::workbook;

/// Characters of a reference; the store refuses more.
const LONGEST_REFERENCE: usize = 100;

/// Reads a table: CSV of any kind, or a workbook.
pub(super) fn table(bytes: &[u8]) -> Result<BomFile, ServiceError> {
    let limits = Limits::default();
    if workbook::is_one(bytes) {
        return Ok(bom::read_workbook(&workbook::sheets(bytes, &limits)?, &limits)?);
    }
    Ok(bom::read(bytes, &limits)?)
}

/// The lines of the file, numbered from 1, with what reading it gave rise to.
pub(super) fn lines_of(file: BomFile) -> Result<(Vec<BomLine>, Vec<String>), ServiceError> {
    let lines = file.lines.into_iter().zip(1..).map(|(row, number)| line_of(row, number));
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    Ok((lines, file.warnings.iter().map(ToString::to_string).collect()))
}

fn line_of(row: BomRow, line: u32) -> Result<BomLine, ServiceError> {
    if row.quantity > MOST_PIECES {
        return Err(ServiceError::Invalid(format!(
            "row {} of the BOM wants {} pieces: {MOST_PIECES} are the limit",
            row.row, row.quantity
        )));
    }
    let references: Vec<String> = row.references.iter().map(ToString::to_string).collect();
    if references.iter().any(|reference| reference.chars().count() > LONGEST_REFERENCE) {
        return Err(ServiceError::Invalid(format!(
            "row {} of the BOM has a reference of more than {LONGEST_REFERENCE} characters",
            row.row
        )));
    }
    Ok(BomLine {
        line,
        references,
        quantity: Quantity::new(row.quantity.get()).unwrap_or(Quantity::MAX),
        value: row.value,
        footprint: row.footprint,
        manufacturer: row.manufacturer,
        mpn: row.mpn,
        vendor: row.vendor,
        item_number: row.item_number,
        description: row.description,
        note: row.note,
        optional: row.optional,
        do_not_populate: row.do_not_populate,
        extras: row.extras,
    })
}
