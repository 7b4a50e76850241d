//! What a vendor answered, put into offers and into the parts that waited for it.

use super::{said, shortened};
use crate::domain::ids::{OfferId, VendorId};
use crate::remote::{Found, VendorItem};
use crate::services::ServiceError;
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::store::events::Subject;
use crate::store::vendor_items::{NumberedOffer, OfferFilling, PartFilling};
use crate::store::{self, WriteTx};
use std::collections::BTreeMap;
use url::Url;

/// Items that a sentence names of several.
const NAMED: usize = 5;

/// Puts the answers into all offers of the vendor with those numbers. Lines are what they are anew. What
/// became of each number, in their order, in words.
pub(in crate::services) async fn populate(
    tx: &mut WriteTx,
    (vendor, name): (VendorId, &str),
    answers: &[(&str, &Found)],
) -> Result<Vec<String>, ServiceError> {
    let numbers: Vec<&str> = answers.iter().map(|(number, _)| *number).collect();
    let offers = store::vendor_items::numbered(tx, vendor, &numbers).await?;
    let mut effect = Effect::default();
    let told = answers.iter().map(|(number, found)| effect.add(&offers, name, number, found)).collect();
    effect.write(tx).await?;
    Ok(told)
}

/// Keeps with all offers of these numbers why they could not be looked up.
pub(in crate::services) async fn keep_error(
    tx: &mut WriteTx,
    vendor: VendorId,
    numbers: &[&str],
    error: &str,
) -> Result<(), ServiceError> {
    let offers = store::vendor_items::numbered(tx, vendor, numbers).await?;
    let error = shortened(error, 1000);
    let told: Vec<(OfferId, &str)> =
        offers.iter().map(|offer| (OfferId::new(offer.id), error.as_str())).collect();
    Ok(store::vendor_items::set_errors(tx, &told).await?)
}

/// What is to be written.
#[derive(Default)]
struct Effect {
    offers: BTreeMap<i64, OfferFilling>,
    parts: BTreeMap<i64, PartFilling>,
    missing: BTreeMap<i64, String>,
    /// Placeholders of numbers that are no items.
    useless: Vec<i64>,
}

impl Effect {
    fn add(&mut self, offers: &[NumberedOffer], vendor: &str, number: &str, found: &Found) -> String {
        let own = offers.iter().filter(|offer| offer.item_number.to_lowercase() == number.to_lowercase());
        let mut told = None;
        for offer in own {
            told = Some(match found {
                Found::Item(item) => self.fill(offer, vendor, item),
                Found::Several(items) => self.miss(offer, several(vendor, items)),
                Found::Nothing => self.miss(offer, format!("{vendor} has no item of this number")),
            });
        }
        told.unwrap_or_else(|| "no offer has this number any more".to_owned())
    }

    fn fill(&mut self, offer: &NumberedOffer, vendor: &str, item: &VendorItem) -> String {
        self.offers.insert(offer.id, offer_filling(offer, vendor, item));
        if offer.placeholder {
            self.parts.insert(offer.part, part_filling(offer, item));
        }
        match item.prices.len() {
            0 => "filled in; it has no price".to_owned(),
            1 => "filled in with 1 price".to_owned(),
            prices => format!("filled in with {prices} prices"),
        }
    }

    fn miss(&mut self, offer: &NumberedOffer, why: String) -> String {
        if offer.placeholder {
            self.useless.push(offer.part);
        }
        self.missing.insert(offer.id, shortened(&why, 1000));
        why
    }

    async fn write(self, tx: &mut WriteTx) -> Result<(), ServiceError> {
        let offers: Vec<OfferFilling> = self.offers.into_values().collect();
        store::vendor_items::fill_in(tx, &offers).await?;
        let parts: Vec<PartFilling> = self.parts.into_values().collect();
        let mut changed = store::vendor_items::fill_parts(tx, &parts).await?;
        let missing: Vec<(OfferId, &str)> =
            self.missing.iter().map(|(offer, why)| (OfferId::new(*offer), why.as_str())).collect();
        store::vendor_items::not_an_item(tx, &missing).await?;
        refresh_all(tx, &Concerned::default()).await?;
        changed.extend(store::vendor_items::put_away(tx, &self.useless).await?);
        store::events::all_changed(tx, Subject::Part, &changed).await?;
        Ok(store::events::changed(tx, Subject::Catalog, 0, 0).await?)
    }
}

fn several(vendor: &str, items: &[VendorItem]) -> String {
    let named: Vec<&str> = items.iter().take(NAMED).map(|item| item.item_number.as_str()).collect();
    let more = if items.len() > NAMED { ", \u{2026}" } else { "" };
    format!("{vendor} has several items for this number, say which: {}{more}", named.join(", "))
}

fn offer_filling(offer: &NumberedOffer, vendor: &str, item: &VendorItem) -> OfferFilling {
    let mut warnings: Vec<String> = item.warnings.iter().map(|warning| shortened(warning, 500)).collect();
    let number = item.item_number.as_str();
    if number.to_lowercase() != offer.item_number.to_lowercase() {
        warnings.push(format!("{vendor}\u{2019}s own number for it is {number}"));
    }
    OfferFilling {
        offer: offer.id,
        url: address(item.url.as_ref()),
        minimum: i64::from(item.minimum).max(1),
        multiple: i64::from(item.multiple).max(1),
        currency: item.currency.map_or_else(|| offer.currency.clone(), |currency| currency.code().to_owned()),
        in_stock: item.in_stock.map(i64::from),
        lead_days: item.lead_days,
        mpn: said(item.mpn.as_deref(), 300),
        manufacturer: said(item.manufacturer.as_deref(), 300),
        description: said(item.description.as_deref(), 2000).unwrap_or_default(),
        category: said(item.category.as_deref(), 300),
        lifecycle: said(item.lifecycle.as_deref(), 200),
        replacement: said(item.suggested_replacement.as_deref(), 300),
        datasheet: address(item.datasheet.as_ref()),
        picture: address(item.picture.as_ref()),
        warnings,
        prices: item.prices.iter().map(|price| (price.quantity.into(), price.unit_price.get())).collect(),
    }
}

/// An address that is too long is none: cut, it would lead elsewhere.
fn address(url: Option<&Url>) -> Option<String> {
    url.map(|url| url.as_str().to_owned()).filter(|url| url.len() <= 2000)
}

/// It keeps symbol, value and body, which the line told.
fn part_filling(offer: &NumberedOffer, item: &VendorItem) -> PartFilling {
    let mpn = said(item.mpn.as_deref(), 200);
    let called = mpn.clone().unwrap_or_else(|| item.item_number.as_str().to_owned());
    let value = offer.value.trim();
    let name = if called.to_lowercase().contains(&value.to_lowercase()) {
        called
    } else {
        format!("{value} \u{b7} {called}")
    };
    PartFilling {
        part: offer.part,
        name: shortened(&name, 300),
        mpn,
        manufacturer: said(item.manufacturer.as_deref(), 200),
        description: said(item.description.as_deref(), 2000).unwrap_or_default(),
    }
}
