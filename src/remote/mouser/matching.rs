//! Which of the parts of an answer belong to which number that was asked for.

use super::NAME;
use super::item;
use super::reply::{Part, Results};
use crate::remote::vendor::{Found, ItemNumber, LookUp, VendorError, VendorItem};

/// Mouser tells no more at once.
const MOST_RESULTS: usize = 50;

/// An answer for each number, in their order.
pub(super) fn answers(numbers: &[ItemNumber], results: Results) -> Result<Vec<LookUp>, VendorError> {
    let cut = results.parts.len() >= MOST_RESULTS
        || results.number_of_result.0.parse::<usize>().is_ok_and(|all| all > results.parts.len());
    let orderable: Vec<(ItemNumber, Part)> =
        results.parts.into_iter().filter_map(|part| Some((item_number(&part)?, part))).collect();
    let answers: Vec<LookUp> = numbers
        .iter()
        .map(|number| LookUp { number: number.clone(), found: found(number, &orderable) })
        .collect();
    // What is missing from an answer that is not whole may still exist.
    let missing = answers.iter().any(|answer| answer.found == Found::Nothing);
    if cut && missing {
        return Err(VendorError::TooManyMatches { vendor: NAME.to_owned() });
    }
    Ok(answers)
}

/// The part's own number; none where it cannot be ordered (`N/A`).
fn item_number(part: &Part) -> Option<ItemNumber> {
    let text = &part.mouser_part_number.0;
    let none = ["n/a", "na", "none", "-"].contains(&text.to_lowercase().as_str());
    if none { None } else { ItemNumber::parse(text).ok() }
}

/// The part with just that number; else those that the manufacturer calls so.
fn found(number: &ItemNumber, orderable: &[(ItemNumber, Part)]) -> Found {
    if let Some((own, part)) = orderable.iter().find(|(own, _)| own.is_same(number)) {
        return Found::Item(Box::new(item::read(own.clone(), part)));
    }
    let is_called_so = |part: &Part| {
        ItemNumber::parse(&part.manufacturer_part_number.0).is_ok_and(|mpn| mpn.is_same(number))
    };
    let mut items: Vec<VendorItem> = Vec::new();
    for (own, part) in orderable.iter().filter(|(_, part)| is_called_so(part)) {
        if items.iter().all(|known| !known.item_number.is_same(own)) {
            items.push(item::read(own.clone(), part));
        }
    }
    match items.pop() {
        None => Found::Nothing,
        Some(one) if items.is_empty() => Found::Item(Box::new(one)),
        Some(last) => {
            items.push(last);
            Found::Several(items)
        }
    }
}
