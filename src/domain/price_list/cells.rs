//! What a cell beside the prices says: a number of pieces, a time, a currency.

use super::error::CellProblem;
use crate::domain::bom::error::clip;
use crate::domain::money::{Currency, Micros};
use crate::domain::quantity::Quantity;
use crate::domain::vendor_price::read_currency;
use crate::domain::vendor_texts::{read_count, read_in_stock, read_lead_days};

/// Cells that say nothing.
const NOTHING: [&str; 6] = ["", "-", "--", "\u{2013}", "\u{2014}", "n/a"];

fn says_nothing(cell: &str) -> bool {
    NOTHING.contains(&cell.to_lowercase().as_str())
}

/// Whether a cell without a price says that there is none: nothing, zero, or words for "ask us".
pub(super) fn says_no_price(cell: &str) -> bool {
    const ASK: [&str; 13] = [
        "na",
        "n.a.",
        "a.a.",
        "a. a.",
        "auf anfrage",
        "on request",
        "request",
        "poa",
        "call",
        "call for price",
        "sur demande",
        "tbd",
        "quote",
    ];
    let is_zero = || cell.chars().any(|c| c.is_ascii_digit());
    says_nothing(cell) || ASK.contains(&cell.to_lowercase().as_str()) || is_zero()
}

/// Words before a number of pieces.
const BEFORE: [&str; 11] =
    ["", "ab", "from", "min", "min.", "per", "pro", "x", "bag of", "pack of", "reel of"];
/// Words after it.
const AFTER: [&str; 24] = [
    "",
    "x",
    "pcs",
    "pc",
    "pieces",
    "piece",
    "st",
    "stk",
    "stck",
    "st\u{fc}ck",
    "stueck",
    "ea",
    "each",
    "unit",
    "units",
    "pi\u{e8}ces",
    "pi\u{e8}ce",
    "pce",
    "piezas",
    "uds",
    "pezzi",
    "stuks",
    "szt",
    "ks",
];

/// A number of pieces: `100`, `1.000`, `1 000 Stück`, `100+`, `3.0`; nothing where the cell says none.
pub(in crate::domain) fn count(cell: &str) -> Result<Option<Quantity>, CellProblem> {
    if says_nothing(cell) {
        return Ok(None);
    }
    let wrong = || CellProblem::NotACount(clip(cell));
    let lowered = cell.to_lowercase();
    let first = lowered.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
    let last = lowered.rfind(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
    let (before, rest) = lowered.split_at(first);
    let (digits, after) = rest.split_at(last + 1 - first);
    let word = |text: &str| {
        text.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '+' | '>' | '\u{2265}' | '=' | '(' | ')' | '.')
        })
        .to_owned()
    };
    if !BEFORE.contains(&word(before).as_str()) || !AFTER.contains(&word(after).as_str()) {
        return Err(wrong());
    }
    let count = read_count(without_zero_places(digits)).ok_or_else(wrong)?;
    // What is clamped there was too many.
    if count == Quantity::MAX { Err(wrong()) } else { Ok(Some(count)) }
}

/// `3.0` and `3,00` are three; three zeros after a mark are thousands.
fn without_zero_places(digits: &str) -> &str {
    match digits.rsplit_once(['.', ',']) {
        Some((units, "0" | "00")) => units,
        _ => digits,
    }
}

/// One at least.
pub(super) fn positive(cell: &str) -> Result<Option<Quantity>, CellProblem> {
    match count(cell)? {
        Some(count) if count.is_zero() => Err(CellProblem::Zero(clip(cell))),
        count => Ok(count),
    }
}

/// What a shop has: a number, or words for none; whatever else is not known, and no limit then.
pub(super) fn in_stock(cell: &str) -> Option<Quantity> {
    const NONE: [&str; 11] = [
        "nein",
        "n",
        "false",
        "sold out",
        "ausverkauft",
        "nicht lieferbar",
        "nicht verf\u{fc}gbar",
        "non",
        "\u{e9}puis\u{e9}",
        "agotado",
        "esaurito",
    ];
    if NONE.contains(&cell.to_lowercase().as_str()) {
        return Some(Quantity::ZERO);
    }
    count(cell).ok().flatten().or_else(|| read_in_stock(cell.trim_start_matches(['>', '+', '~', ' '])))
}

/// Days until delivery: `5`, `2 weeks`, `2-3 Wochen` (the longer); `weeks` says what bare numbers are.
pub(super) fn lead_days(cell: &str, weeks: bool) -> Result<Option<u32>, CellProblem> {
    const AT_ONCE: [&str; 7] =
        ["in stock", "stock", "auf lager", "ab lager", "sofort", "sofort lieferbar", "en stock"];
    if says_nothing(cell) || AT_ONCE.contains(&cell.to_lowercase().as_str()) {
        return Ok(None);
    }
    let cell = cell.trim_start_matches("ca.").trim_start();
    let is_bare = !cell.chars().any(char::is_alphabetic);
    let days = read_lead_days(cell).and_then(|days| days.checked_mul(if weeks && is_bare { 7 } else { 1 }));
    days.map(Some).ok_or_else(|| CellProblem::NotATime(clip(cell)))
}

/// A cell of a currency column.
pub(super) fn currency(cell: &str) -> Result<Option<Currency>, CellProblem> {
    if says_nothing(cell) {
        return Ok(None);
    }
    read_currency(cell).map(Some).ok_or_else(|| CellProblem::NotACurrency(clip(cell)))
}

/// The price of one where `price` is that of `unit` pieces, to the nearest millionth.
pub(super) fn of_one(price: Micros, unit: Quantity) -> Micros {
    let unit = i64::from(unit).max(1);
    Micros::new((price.get() + unit / 2) / unit)
}
