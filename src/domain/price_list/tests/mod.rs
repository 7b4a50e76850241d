use super::*;
use crate::domain::money::Currency;

mod headers;
mod hostile;
mod rows;

fn eur() -> Currency {
    "EUR".parse().unwrap()
}

fn sheet(text: &str) -> Sheet {
    Sheet::read(text.as_bytes(), &Assignment::default(), &Limits::default()).unwrap()
}

/// Reads a list with columns as they are proposed, but for what is stated.
fn read_stated(text: &str, stated: &str) -> Result<Reading, PriceListError> {
    let stated: Assignment = stated.parse()?;
    let sheet = Sheet::read(text.as_bytes(), &stated, &Limits::default())?;
    sheet.lines(&Columns::new(sheet.propose(), &stated)?, eur())
}

fn read(text: &str) -> Reading {
    read_stated(text, "").unwrap()
}

/// `number: quantity price currency, …` of each item.
fn items(reading: &Reading) -> Vec<String> {
    let item = |line: &PriceLine| {
        let prices =
            line.prices.iter().map(|price| format!("{} {}", price.quantity, price.unit_price.plain()));
        format!("{}: {} {}", line.item_number, prices.collect::<Vec<_>>().join(", "), line.currency)
    };
    reading.lines.iter().map(item).collect()
}

fn problems(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(ToString::to_string).collect()
}

/// Every item is read and nothing is wrong.
#[track_caller]
fn reads(text: &str, wanted: &[&str]) {
    let reading = read(text);
    assert_eq!(problems(&reading), Vec::<String>::new(), "{text}");
    assert_eq!(items(&reading), wanted, "{text}");
}
