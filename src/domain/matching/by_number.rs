//! Matching by vendor and item number, as people write them into cells.

use super::catalog::Catalog;
use super::decisions::folded;
use super::line::BomLine;
use crate::domain::ids::{PartId, VendorId};

/// What a line's numbers name.
#[derive(Debug, Default)]
pub(super) struct ByNumber {
    /// Likeliest first.
    pub(super) parts: Vec<PartId>,
    pub(super) warning: Option<String>,
}

/// One of the numbers of a cell, with the vendors that it may be of.
struct Numbered<'a> {
    number: &'a str,
    vendors: Vec<&'a str>,
}

/// The parts that the line's item numbers name. A vendor that the catalogue knows answers for its
/// own numbers only; where none is named, or none is known, any vendor's number will do.
pub(super) fn find(catalog: &Catalog, line: &BomLine) -> ByNumber {
    let numbers = numbers(line);
    for numbered in &numbers {
        let (parts, mut doubts) = look_up(catalog, numbered);
        if parts.is_empty() {
            continue;
        }
        if numbers.len() > 1 {
            doubts.push(format!("it names several items, of which only {} is counted", numbered.number));
        }
        if parts.len() > 1 {
            doubts.push(format!(
                "{} parts have the number {}: the likeliest was taken",
                parts.len(),
                numbered.number
            ));
        }
        let warning = (!doubts.is_empty()).then(|| format!("{}: {}", line.place(), doubts.join("; ")));
        return ByNumber { parts, warning };
    }
    ByNumber::default()
}

/// The numbers of the line, each with the vendor in the same place of its cell first.
fn numbers(line: &BomLine) -> Vec<Numbered<'_>> {
    let vendors = pieces(&line.vendor);
    let numbers = pieces(&line.item_number);
    let is_paired = vendors.len() == numbers.len();
    let vendors_of = |place: usize| {
        let mut own = vendors.clone();
        if is_paired {
            own.swap(0, place);
        }
        own
    };
    numbers
        .iter()
        .enumerate()
        .map(|(place, number)| Numbered { number, vendors: vendors_of(place) })
        .collect()
}

/// What a vendor said about one of the line's numbers that is no item of theirs.
pub(super) fn said_of_missing<'a>(catalog: &'a Catalog, line: &BomLine) -> Option<&'a str> {
    numbers(line).into_iter().find_map(|numbered| {
        numbered.vendors.into_iter().find_map(|vendor| catalog.said_of_missing(vendor, numbered.number))
    })
}

/// The first of the line's numbers that is of a vendor who can be asked and has no such item yet, with
/// that vendor as `askable` calls it.
pub(super) fn askable<'a>(
    catalog: &Catalog,
    line: &'a BomLine,
    askable: &[&'a str],
) -> Option<(&'a str, &'a str)> {
    numbers(line).into_iter().find_map(|numbered| {
        let named = numbered.vendors.first()?;
        let vendor = askable.iter().find(|vendor| folded(vendor) == folded(named))?;
        let known = catalog.of_number(numbered.number);
        let vendors = catalog.vendors_called(vendor);
        let is_known = known.iter().any(|(of, _)| vendors.contains(of));
        (!is_known).then_some((*vendor, numbered.number))
    })
}

fn look_up(catalog: &Catalog, numbered: &Numbered<'_>) -> (Vec<PartId>, Vec<String>) {
    let known = catalog.of_number(numbered.number);
    let of = |vendor: VendorId| known.iter().filter(move |offer| offer.0 == vendor).map(|offer| offer.1);
    for name in &numbered.vendors {
        let parts = catalog.likeliest_first(catalog.vendors_called(name).iter().copied().flat_map(of));
        if !parts.is_empty() {
            return (parts, Vec::new());
        }
    }
    let unknown: Vec<&str> =
        numbered.vendors.iter().copied().filter(|name| catalog.vendors_called(name).is_empty()).collect();
    if unknown.is_empty() && !numbered.vendors.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let parts = catalog.likeliest_first(known.iter().map(|offer| offer.1));
    let sellers: Vec<&str> = {
        let mut names: Vec<&str> = known.iter().map(|offer| catalog.vendor_name(offer.0)).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let doubt = match unknown.first() {
        Some(name) => format!(
            "there is no vendor \u{201c}{name}\u{201d}: {} was taken as a number of {}",
            numbered.number,
            sellers.join(", ")
        ),
        None => {
            format!("no vendor is named: {} was taken as a number of {}", numbered.number, sellers.join(", "))
        }
    };
    (parts, vec![doubt])
}

/// `Mouser --and-- Thonk` are two; commas and slashes belong to numbers.
pub(super) fn pieces(cell: &str) -> Vec<&str> {
    cell.split("--and--")
        .flat_map(|piece| piece.split([';', '|', '\n']))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}
