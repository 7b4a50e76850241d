//! What a buyer is told beside the drafts: how old the prices are, and which items will not be had for long.

use crate::domain::bundle::Moment;
use crate::domain::catalog::has_ended;
use crate::domain::time::Timestamp;
use crate::store::orders::BoughtOffer;
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400_000;

/// Something that a buyer should know of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// The part's key.
    pub part: String,
    /// The vendor's name.
    pub vendor: String,
    /// The vendor's number.
    pub item_number: String,
    /// What.
    pub says: String,
}

/// The price that was looked up longest ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldestPrice {
    /// The vendor's name.
    pub vendor: String,
    /// The vendor's number.
    pub item_number: String,
    /// When it was last looked up.
    pub checked: Moment,
    /// Whole days since then.
    pub days: i64,
}

/// What is to be said of the offers that are ordered, and of those that cannot be.
pub(super) fn cautions(ordered: &[BoughtOffer], not_offered: &[BoughtOffer]) -> Vec<Caution> {
    let mut cautions: Vec<Caution> = Vec::new();
    for offer in ordered.iter().chain(not_offered) {
        let Some(says) = caution(offer) else { continue };
        let (part, vendor) = (offer.part.clone(), offer.vendor.clone());
        let caution = Caution { part, vendor, item_number: offer.item_number.clone(), says };
        if !cautions.contains(&caution) {
            cautions.push(caution);
        }
    }
    cautions
}

fn caution(offer: &BoughtOffer) -> Option<String> {
    if offer.unknown {
        return Some(format!("{} does not know this number", offer.vendor));
    }
    let lifecycle = offer.lifecycle.as_deref().filter(|lifecycle| has_ended(lifecycle))?;
    let instead = offer.replacement.as_ref().map(|other| format!("; {other} is suggested instead"));
    Some(format!("it is {lifecycle}{}", instead.unwrap_or_default()))
}

/// The oldest of the ordered prices.
pub(super) fn oldest(ordered: &[BoughtOffer], now: Timestamp) -> Option<OldestPrice> {
    let dated = ordered.iter().filter_map(|offer| Some((offer.checked()?, offer)));
    let (checked, offer) = dated.min_by_key(|(checked, _)| *checked)?;
    Some(OldestPrice {
        vendor: offer.vendor.clone(),
        item_number: offer.item_number.clone(),
        checked: Moment::new(checked),
        days: (now.as_millis() - checked.as_millis()).max(0) / DAY,
    })
}

/// How many ordered prices nobody knows the age of.
pub(super) fn undated(ordered: &[BoughtOffer]) -> usize {
    ordered.iter().filter(|offer| offer.checked().is_none()).count()
}
