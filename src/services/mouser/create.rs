//! Offers, and if need be parts, for numbers that nobody has an offer for.

use super::{FRESH, look_up_later, said, shortened};
use crate::domain::catalog::{VendorEntry, VendorPage, derived_key, value_key};
use crate::domain::ids::{PackageId, PartId};
use crate::domain::matching::{BomLine, Catalog, UnknownItem};
use crate::domain::money::Micros;
use crate::services::ServiceError;
use crate::store::events::Subject;
use crate::store::vendor_items::{NewPlaceholder, NumberedOffer};
use crate::store::{self, WriteTx};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where the first vendor with a client sells.
const KNOWN_ADDRESSES: [(&str, &str); 1] = [("Mouser", "https://www.mouser.com")];

/// Makes an offer for each of these numbers, on the part that the line is by other means or else on a
/// new part that waits to be filled in, and lets the vendor be asked. A number that the vendor does not
/// know is asked about again when that is a day ago; what somebody archived stays so. Whether an offer
/// was made.
pub(in crate::services) async fn create_vendor_parts(
    tx: &mut WriteTx,
    catalog: &Catalog,
    lines: &[BomLine],
    items: &[UnknownItem],
    cause: &str,
) -> Result<bool, ServiceError> {
    let mut by_vendor: BTreeMap<&str, Vec<&UnknownItem>> = BTreeMap::new();
    for item in items {
        by_vendor.entry(&item.vendor).or_default().push(item);
    }
    let mut made = false;
    for (name, items) in by_vendor {
        let vendor = vendor_called(tx, name).await?;
        if !vendor.archived {
            made |= of_vendor(tx, catalog, lines, (&vendor, name), &items, cause).await?;
        }
    }
    Ok(made)
}

async fn of_vendor(
    tx: &mut WriteTx,
    catalog: &Catalog,
    lines: &[BomLine],
    (vendor, client): (&VendorPage, &str),
    items: &[&UnknownItem],
    cause: &str,
) -> Result<bool, ServiceError> {
    let numbers: Vec<&str> = items.iter().map(|item| item.item_number.as_str()).collect();
    let known = store::vendor_items::numbered(tx, vendor.id, &numbers).await?;
    let known: HashMap<String, NumberedOffer> =
        known.into_iter().map(|offer| (offer.item_number.to_lowercase(), offer)).collect();
    let offer_of = |item: &UnknownItem| known.get(&item.item_number.to_lowercase());
    let new: Vec<&UnknownItem> = items.iter().copied().filter(|item| offer_of(item).is_none()).collect();
    let now = tx.at();
    let once_more =
        items.iter().copied().filter(|item| offer_of(item).is_some_and(|offer| is_worth_asking(offer, now)));
    let asked: Vec<&str> =
        new.iter().copied().chain(once_more).map(|item| item.item_number.as_str()).collect();
    let parts = parts_of(tx, catalog, lines, client, &new).await?;
    let offers: Vec<(PartId, &str)> =
        parts.iter().copied().zip(new.iter().map(|item| item.item_number.as_str())).collect();
    store::vendor_items::add_offers(tx, vendor.id, vendor.currency, &offers).await?;
    look_up_later(tx, (vendor.id, client), &asked, cause).await?;
    if !asked.is_empty() {
        store::events::changed(tx, Subject::Job, 0, 0).await?;
    }
    if !new.is_empty() {
        store::events::changed(tx, Subject::Catalog, 0, 0).await?;
    }
    Ok(!new.is_empty())
}

/// Whether it is a day ago that the vendor did not know it.
fn is_worth_asking(offer: &NumberedOffer, now: i64) -> bool {
    let fresh = i64::try_from(FRESH.as_millis()).unwrap_or(i64::MAX);
    offer.status == "unknown_to_vendor"
        && offer.checked_at().is_none_or(|checked| now.saturating_sub(checked.as_millis()) >= fresh)
}

/// The part of each number, made where there is none.
async fn parts_of(
    tx: &mut WriteTx,
    catalog: &Catalog,
    lines: &[BomLine],
    vendor: &str,
    items: &[&UnknownItem],
) -> Result<Vec<PartId>, ServiceError> {
    let without: Vec<(&UnknownItem, &BomLine)> = items
        .iter()
        .filter(|item| item.part.is_none())
        .filter_map(|item| Some((*item, lines.get(item.line)?)))
        .collect();
    let keys = free_keys(tx, &without).await?;
    let placeholders: Vec<NewPlaceholder> = without
        .iter()
        .zip(&keys)
        .map(|((item, line), key)| placeholder(catalog, line, (vendor, &item.item_number), key))
        .collect();
    let made = store::vendor_items::add_placeholders(tx, &placeholders).await?;
    let mut keys = keys.iter();
    let each = items.iter().map(|item| match item.part {
        Some(part) => Ok(part),
        None => keys
            .next()
            .and_then(|key| made.get(key).copied())
            .ok_or_else(|| ServiceError::Internal(format!("no part was made for {}", item.item_number))),
    });
    each.collect()
}

/// A key for each, made of its number.
async fn free_keys(
    tx: &mut WriteTx,
    items: &[(&UnknownItem, &BomLine)],
) -> Result<Vec<String>, ServiceError> {
    let wanted: Vec<String> = items.iter().map(|(item, _)| derived_key(&item.item_number)).collect();
    let mut taken: BTreeSet<String> = store::vendor_items::taken_keys(tx, &wanted).await?;
    let mut keys = Vec::with_capacity(wanted.len());
    for key in wanted {
        let mut free = key.clone();
        let mut number = 1;
        // Rarely: numbers that differ in nothing that a key keeps, or a part that is called so already.
        while taken.contains(&free) {
            number += 1;
            let next = format!("{key}-{number}");
            free = store::parts::free_key(tx, &next).await?;
        }
        taken.insert(free.clone());
        keys.push(free);
    }
    Ok(keys)
}

fn placeholder(
    catalog: &Catalog,
    line: &BomLine,
    (vendor, number): (&str, &str),
    key: &str,
) -> NewPlaceholder {
    let symbol = shortened(&line.symbol().map(|symbol| symbol.to_string()).unwrap_or_default(), 20);
    let value = shortened(&line.value, 300);
    let name = if value.is_empty() {
        format!("{vendor} {number}")
    } else {
        format!("{} ({vendor} {number})", shortened(&value, 200))
    };
    NewPlaceholder {
        key: key.to_owned(),
        name,
        value_key: value_key(&symbol, &value),
        symbol,
        value,
        package: catalog.package_of(&line.footprint).map(PackageId::get),
        mpn: said(Some(&line.mpn), 200),
        manufacturer: said(Some(&line.manufacturer), 200),
        description: shortened(&line.description, 2000),
    }
}

/// The vendor of that name, made where the workspace never heard of it.
async fn vendor_called(tx: &mut WriteTx, name: &str) -> Result<VendorPage, ServiceError> {
    if let Some(vendor) = store::vendors::find(tx, name).await? {
        return Ok(vendor);
    }
    let address = KNOWN_ADDRESSES.iter().find(|(vendor, _)| *vendor == name);
    let entry = VendorEntry {
        name: name.to_owned(),
        base_url: address.map(|(_, address)| (*address).to_owned()),
        currency: None,
        shipping: Micros::new(0),
        free_shipping_over: None,
    };
    let currency = store::workspaces::current(tx).await?.currency;
    store::vendors::add(tx, &entry, currency).await?;
    store::vendors::find(tx, name).await?.ok_or_else(|| ServiceError::not_found("vendor", name))
}
