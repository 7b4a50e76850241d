//! One part of Mouser's as an item.

use url::Url;

use super::reply::{Part, Text};
use crate::domain::quantity::Quantity;
use crate::domain::vendor_price::{PriceText, ReadPrices, read_breaks};
use crate::domain::vendor_texts::{read_count, read_in_stock, read_lead_days};
use crate::remote::vendor::{ItemNumber, VendorItem};

/// As long as the catalogue holds.
const LONGEST_NAME: usize = 200;
const LONGEST_DESCRIPTION: usize = 2_000;
const LONGEST_ADDRESS: usize = 2_000;
const MOST_BREAKS: usize = 100;
const MOST_WARNINGS: usize = 20;
const LONGEST_WARNING: usize = 300;

/// Reads a part; what makes no sense becomes a warning.
pub(super) fn read(item_number: ItemNumber, part: &Part) -> VendorItem {
    let mut warnings = told(part);
    let prices = prices(part);
    warnings.extend(prices.problems.iter().map(ToString::to_string));
    let in_stock = in_stock(part);
    let minimum = at_least_one(&part.min, "minimum", &mut warnings);
    let multiple = at_least_one(&part.mult, "multiple", &mut warnings);
    let lead_days = lead_days(part, in_stock, &mut warnings);
    VendorItem {
        item_number,
        mpn: name(&part.manufacturer_part_number),
        manufacturer: name(&part.manufacturer),
        description: text(&part.description, LONGEST_DESCRIPTION),
        category: name(&part.category),
        minimum,
        multiple,
        in_stock,
        lead_days,
        lifecycle: lifecycle(part),
        suggested_replacement: name(&part.suggested_replacement),
        datasheet: address(&part.data_sheet_url),
        picture: address(&part.image_path),
        url: address(&part.product_detail_url),
        currency: prices.currency,
        prices: prices.breaks.into_iter().take(MOST_BREAKS).collect(),
        warnings: warnings
            .iter()
            .filter_map(|words| shown(words, LONGEST_WARNING))
            .take(MOST_WARNINGS)
            .collect(),
    }
}

fn prices(part: &Part) -> ReadPrices {
    let texts: Vec<PriceText<'_>> = part
        .price_breaks
        .iter()
        .map(|price| PriceText {
            quantity: read_count(&price.quantity.0)
                .and_then(|count| i64::try_from(count.get()).ok())
                .unwrap_or(0),
            price: &price.price.0,
            currency: &price.currency.0,
        })
        .collect();
    read_breaks(&texts, None)
}

/// The number alone where there is one; else it is in the words.
fn in_stock(part: &Part) -> Option<Quantity> {
    read_count(&part.availability_in_stock.0).or_else(|| read_in_stock(&part.availability.0))
}

fn at_least_one(said: &Text, what: &str, warnings: &mut Vec<String>) -> Quantity {
    if said.0.is_empty() {
        return Quantity::ONE;
    }
    read_count(&said.0).map_or_else(
        || {
            warnings.push(format!("the {what} \u{201c}{}\u{201d} is not understood: one is taken", said.0));
            Quantity::ONE
        },
        |count| count.max(Quantity::ONE),
    )
}

/// `0 Days` of what is not in stock is no promise, but a field that nobody filled in.
fn lead_days(part: &Part, in_stock: Option<Quantity>, warnings: &mut Vec<String>) -> Option<u32> {
    let said = &part.lead_time.0;
    let days = read_lead_days(said);
    if days.is_none() && said.chars().any(|c| c.is_ascii_digit()) {
        warnings.push(format!("the lead time \u{201c}{said}\u{201d} is not understood"));
    }
    let stocked = in_stock.is_some_and(|count| !count.is_zero());
    days.filter(|days| *days > 0 || stocked)
}

/// Nothing is said of what is simply in production.
fn lifecycle(part: &Part) -> Option<String> {
    let discontinued = part.is_discontinued.0.eq_ignore_ascii_case("true");
    name(&part.lifecycle_status).or_else(|| discontinued.then(|| "Discontinued".to_owned()))
}

/// What Mouser itself wants a buyer to know.
fn told(part: &Part) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    said.push(part.restriction_message.0.clone());
    said.extend(part.info_messages.iter().map(|message| message.0.clone()));
    said.extend(part.surcharge_messages.iter().map(|surcharge| surcharge.message.0.clone()));
    if let Some(most) = read_count(&part.sales_maximum_order_qty.0).filter(|most| !most.is_zero()) {
        said.push(format!("at most {most} in one order"));
    }
    said
}

/// Only http and https: the rest of what may stand in an address is nothing to click on.
fn address(said: &Text) -> Option<Url> {
    if said.0.chars().count() > LONGEST_ADDRESS {
        return None;
    }
    let url = Url::parse(&said.0).ok()?;
    let without_login = url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && without_login).then_some(url)
}

fn name(said: &Text) -> Option<String> {
    text(said, LONGEST_NAME)
}

fn text(said: &Text, longest: usize) -> Option<String> {
    if ["n/a", "none", "-"].contains(&said.0.to_lowercase().as_str()) {
        None
    } else {
        shown(&said.0, longest)
    }
}

/// On one line, without what cannot be seen.
fn shown(words: &str, longest: usize) -> Option<String> {
    let spaced: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let one_line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = one_line.chars().take(longest).collect();
    (!short.trim().is_empty()).then(|| short.trim().to_owned())
}
