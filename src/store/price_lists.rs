//! What a price list changes: offers of one vendor, many at once.

use super::error::expect_rows;
use super::offer_history::{self, NewPrices};
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{OfferId, PartId, VendorId};
use serde::Serialize;
use sqlx::FromRow;

const PARTS: &str = "SELECT given.value AS mpn, p.id, p.manufacturer FROM json_each(?2) given \
    JOIN parts p ON p.workspace = ?1 AND p.mpn = given.value COLLATE NOCASE AND p.archived = 0 ORDER BY p.id";
const WORDS: &str = "SELECT o.id, o.status, o.mpn, o.manufacturer, o.description FROM json_each(?2) given \
    JOIN offers o ON o.workspace = ?1 AND o.id = given.value";
const ADD: &str = "INSERT INTO offers (workspace, part, vendor, item_number, url, minimum, multiple, pack, currency, checked, \
      in_stock, lead_days, mpn, manufacturer, description) \
    SELECT ?1, value ->> 'part', ?2, value ->> 'item_number', value ->> 'url', value ->> 'minimum', value ->> 'multiple', \
      value ->> 'pack', value ->> 'currency', ?4, value ->> 'in_stock', value ->> 'lead_days', value ->> 'mpn', \
      value ->> 'manufacturer', value ->> 'description' FROM json_each(?3) WHERE true ORDER BY key";
/// What the list knows is known to the vendor.
const CHANGE: &str = "UPDATE offers SET status = 'known', error = NULL, checked = ?4, url = given.value ->> 'url', \
      minimum = given.value ->> 'minimum', multiple = given.value ->> 'multiple', pack = given.value ->> 'pack', \
      currency = given.value ->> 'currency', in_stock = given.value ->> 'in_stock', lead_days = given.value ->> 'lead_days', \
      mpn = given.value ->> 'mpn', manufacturer = given.value ->> 'manufacturer', \
      description = given.value ->> 'description', edit = edit + 1 \
    FROM json_each(?3) given WHERE offers.workspace = ?1 AND +offers.vendor = ?2 AND offers.id = given.value ->> 'offer'";
const DROP_PRICES: &str = "DELETE FROM offer_prices WHERE workspace = ?1 AND offer IN (SELECT value ->> 'offer' FROM json_each(?2))";
const ADD_PRICES: &str = "INSERT INTO offer_prices (workspace, offer, quantity, unit_price) \
    SELECT ?1, o.id, break.value ->> 0, break.value ->> 1 FROM json_each(?3) given \
    CROSS JOIN offers o ON o.workspace = ?1 AND o.part = given.value ->> 'part' AND o.vendor = ?2 \
      AND o.item_number = given.value ->> 'item_number' \
    CROSS JOIN json_each(given.value, '$.prices') break";

/// A part with its manufacturer's number.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct NumberedPart {
    /// The number as it was asked for.
    pub mpn: String,
    id: i64,
    /// Who makes it.
    pub manufacturer: Option<String>,
}

impl NumberedPart {
    /// Which part.
    #[must_use]
    pub const fn part(&self) -> PartId {
        PartId::new(self.id)
    }
}

/// What is kept of the vendor's own words.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct KeptWords {
    /// Of which offer.
    pub id: i64,
    /// Whether the vendor knows it.
    pub status: String,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// What it is.
    pub description: String,
}

/// An offer as a list makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedOffer {
    /// Which one; none where it is new.
    pub offer: Option<i64>,
    /// Of which part.
    pub part: i64,
    /// The vendor's number, as it is kept.
    pub item_number: String,
    /// Its page.
    pub url: Option<String>,
    /// The fewest that are sold.
    pub minimum: i64,
    /// Sold in multiples of this.
    pub multiple: i64,
    /// Pieces in one item.
    pub pack: i64,
    /// What its prices are in.
    pub currency: String,
    /// In the vendor's stock.
    pub in_stock: Option<i64>,
    /// Days until delivery.
    pub lead_days: Option<u32>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// What it is.
    pub description: String,
    /// Quantities with their prices in micro-units.
    pub prices: Vec<(i64, i64)>,
    /// Its prices are not what they were.
    #[serde(skip)]
    pub repriced: bool,
}

/// The parts that have these manufacturers' numbers.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn parts(tx: &mut Tx, mpns: &[&str]) -> Result<Vec<NumberedPart>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(PARTS).bind(workspace).bind(super::json(mpns)?).fetch_all(tx.connection()).await?)
}

/// What vendors say of these offers.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn words(tx: &mut Tx, offers: &[OfferId]) -> Result<Vec<KeptWords>, StoreError> {
    let workspace = tx.workspace();
    let ids: Vec<i64> = offers.iter().map(|offer| offer.get()).collect();
    Ok(sqlx::query_as(WORDS).bind(workspace).bind(super::json(&ids)?).fetch_all(tx.connection()).await?)
}

/// Adds and changes offers of a vendor, and keeps what their prices were.
///
/// # Errors
/// [`StoreError`] where one is gone, or the vendor has one of the new ones already.
pub async fn write(
    tx: &mut WriteTx,
    vendor: VendorId,
    added: &[ListedOffer],
    changed: &[ListedOffer],
) -> Result<(), StoreError> {
    let repriced: Vec<NewPrices> =
        changed.iter().filter(|offer| offer.repriced).filter_map(ListedOffer::new_prices).collect();
    offer_history::begin(tx, &repriced).await?;
    for (statement, offers) in [(ADD, added), (CHANGE, changed)] {
        let (workspace, at) = (tx.workspace(), tx.at());
        let written = sqlx::query(statement)
            .bind(workspace)
            .bind(vendor.get())
            .bind(super::json(offers)?)
            .bind(at)
            .execute(tx.connection())
            .await?;
        expect_rows("offers", offers.len() as u64, written.rows_affected())?;
    }
    let workspace = tx.workspace();
    sqlx::query(DROP_PRICES).bind(workspace).bind(super::json(changed)?).execute(tx.connection()).await?;
    for offers in [added, changed] {
        let prices: usize = offers.iter().map(|offer| offer.prices.len()).sum();
        let written = sqlx::query(ADD_PRICES)
            .bind(workspace)
            .bind(vendor.get())
            .bind(super::json(offers)?)
            .execute(tx.connection())
            .await?;
        expect_rows("price breaks", prices as u64, written.rows_affected())?;
    }
    offer_history::add(tx, &repriced).await
}

impl ListedOffer {
    fn new_prices(&self) -> Option<NewPrices> {
        Some(NewPrices { offer: self.offer?, currency: self.currency.clone(), prices: self.prices.clone() })
    }
}
