//! What vendors say of their items: offers that wait to be filled in, and what fills them in.

use super::error::expect_rows;
use super::offer_history::{self, NewPrices};
use super::{StoreError, Tx, WriteTx};
use crate::domain::ids::{OfferId, PartId, VendorId};
use crate::domain::money::Currency;
use crate::domain::time::Timestamp;
use serde::Serialize;
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

const PLACEHOLDERS: &str = "SELECT id FROM parts WHERE workspace = ?1 AND placeholder = 1";
const TAKEN: &str =
    "SELECT p.key FROM json_each(?2) given JOIN parts p ON p.workspace = ?1 AND p.key = given.value";
const ADD_PLACEHOLDERS: &str = "INSERT INTO parts (workspace, key, name, symbol, value, value_key, package, mpn, manufacturer, \
      description, placeholder) \
    SELECT ?1, value ->> 'key', value ->> 'name', value ->> 'symbol', value ->> 'value', value ->> 'value_key', \
      value ->> 'package', value ->> 'mpn', value ->> 'manufacturer', value ->> 'description', 1 \
    FROM json_each(?2) WHERE true ORDER BY key RETURNING key, id";
const ADD_OFFERS: &str = "INSERT INTO offers (workspace, part, vendor, item_number, currency, status) \
    SELECT ?1, value ->> 0, ?2, value ->> 1, ?3, 'to_be_looked_up' FROM json_each(?4) WHERE true ORDER BY key";
const NUMBERED: &str = "SELECT o.id, o.part, o.item_number, o.status, o.archived, o.checked, o.currency, p.placeholder, p.value, \
      (SELECT json_group_array(json_array(quantity, unit_price)) FROM ( \
         SELECT c.quantity, c.unit_price FROM offer_prices c WHERE c.workspace = ?1 AND c.offer = o.id ORDER BY c.quantity)) AS prices \
    FROM json_each(?3) given CROSS JOIN offers o ON o.workspace = ?1 AND o.item_number = given.value COLLATE NOCASE AND o.vendor = ?2 \
    JOIN parts p ON p.workspace = ?1 AND p.id = o.part ORDER BY o.id";
const FILL_IN: &str = "UPDATE offers SET status = 'known', error = NULL, checked = ?3, \
      archived = CASE WHEN status = 'unknown_to_vendor' THEN 0 ELSE archived END, \
      url = given.value ->> 'url', minimum = given.value ->> 'minimum', multiple = given.value ->> 'multiple', \
      currency = given.value ->> 'currency', in_stock = given.value ->> 'in_stock', lead_days = given.value ->> 'lead_days', \
      mpn = given.value ->> 'mpn', manufacturer = given.value ->> 'manufacturer', description = given.value ->> 'description', \
      category = given.value ->> 'category', lifecycle = given.value ->> 'lifecycle', \
      replacement = given.value ->> 'replacement', datasheet = given.value ->> 'datasheet', \
      picture = given.value ->> 'picture', warnings = given.value -> 'warnings', edit = edit + 1 \
    FROM json_each(?2) given WHERE offers.workspace = ?1 AND offers.id = given.value ->> 'offer'";
const DROP_PRICES: &str = "DELETE FROM offer_prices WHERE workspace = ?1 AND offer IN (SELECT value ->> 'offer' FROM json_each(?2))";
const ADD_PRICES: &str = "INSERT INTO offer_prices (workspace, offer, quantity, unit_price) \
    SELECT ?1, given.value ->> 'offer', break.value ->> 0, break.value ->> 1 \
    FROM jsonb_each(?2) given CROSS JOIN json_each(given.value, '$.prices') break";
/// A part that waits to be filled in; a part that anybody filled in already has its own words.
const FILL_PARTS: &str = "UPDATE parts SET placeholder = 0, archived = 0, name = given.value ->> 'name', \
      mpn = coalesce(given.value ->> 'mpn', mpn), manufacturer = coalesce(given.value ->> 'manufacturer', manufacturer), \
      description = CASE WHEN given.value ->> 'description' = '' THEN description ELSE given.value ->> 'description' END, edit = edit + 1 \
    FROM json_each(?2) given WHERE parts.workspace = ?1 AND parts.id = given.value ->> 'part' AND parts.placeholder = 1 \
    RETURNING parts.id, parts.edit";
/// A number that was never an item's is put away with its reason; what was one is out of stock.
const NOT_AN_ITEM: &str = "UPDATE offers SET error = given.value ->> 1, checked = ?3, in_stock = 0, \
      archived = CASE WHEN status = 'to_be_looked_up' THEN 1 ELSE archived END, status = 'unknown_to_vendor', edit = edit + 1 \
    FROM json_each(?2) given WHERE offers.workspace = ?1 AND offers.id = given.value ->> 0";
/// Placeholders for numbers that are no items, unless something refers to them by now.
const PUT_AWAY: &str = "UPDATE parts SET archived = 1, edit = edit + 1 \
    WHERE workspace = ?1 AND id IN (SELECT value FROM json_each(?2)) AND placeholder = 1 AND archived = 0 \
      AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.workspace = ?1 AND o.part = parts.id AND o.archived = 0) \
      AND NOT EXISTS (SELECT 1 FROM resolutions r WHERE r.workspace = ?1 AND (r.part = parts.id OR r.substitute = parts.id)) \
      AND NOT EXISTS (SELECT 1 FROM own_lines l WHERE l.workspace = ?1 AND l.part = parts.id) \
      AND NOT EXISTS (SELECT 1 FROM line_decisions d WHERE d.workspace = ?1 AND d.part = parts.id) \
      AND NOT EXISTS (SELECT 1 FROM stock_lines s WHERE s.workspace = ?1 AND s.part = parts.id) \
      AND NOT EXISTS (SELECT 1 FROM build_needs n WHERE n.workspace = ?1 AND n.part = parts.id) \
      AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.workspace = ?1 AND l.part = parts.id) \
      AND NOT EXISTS (SELECT 1 FROM stand_ins s WHERE s.workspace = ?1 AND (s.part = parts.id OR s.other = parts.id)) \
    RETURNING id, edit";
const SAID: &str = "UPDATE offers SET error = given.value ->> 1, edit = edit + 1 \
    FROM json_each(?2) given WHERE offers.workspace = ?1 AND offers.id = given.value ->> 0";

/// A part for a number that nothing is known of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewPlaceholder {
    /// Its name for programs.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Reference prefix.
    pub symbol: String,
    /// The value as written.
    pub value: String,
    /// The value in its one notation.
    pub value_key: Option<String>,
    /// Its body, where the line tells it.
    pub package: Option<i64>,
    /// Manufacturer part number, where the line tells it.
    pub mpn: Option<String>,
    /// Who makes it, where the line tells it.
    pub manufacturer: Option<String>,
    /// Free text of the line.
    pub description: String,
}

/// An offer with a number that a vendor is asked for.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct NumberedOffer {
    /// Its id.
    pub id: i64,
    /// What it is.
    pub part: i64,
    /// The number as it is kept.
    pub item_number: String,
    /// `known`, `to_be_looked_up` or `unknown_to_vendor`.
    pub status: String,
    /// No longer offered.
    pub archived: bool,
    /// When it was last looked up.
    pub checked: Option<i64>,
    /// What its prices are in.
    pub currency: String,
    /// Whether its part waits to be filled in.
    pub placeholder: bool,
    /// Its part's value as written.
    pub value: String,
    /// Its price breaks as JSON: `[[quantity, micro-units], …]`.
    pub prices: String,
}

/// What fills an offer in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferFilling {
    /// Which one.
    pub offer: i64,
    /// The item's page.
    pub url: Option<String>,
    /// The fewest that are sold.
    pub minimum: i64,
    /// Sold in multiples of this.
    pub multiple: i64,
    /// What the prices are in.
    pub currency: String,
    /// In the vendor's stock.
    pub in_stock: Option<i64>,
    /// Days until delivery.
    pub lead_days: Option<u32>,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// In a line.
    pub description: String,
    /// In the vendor's own order of things.
    pub category: Option<String>,
    /// Where it is in its life.
    pub lifecycle: Option<String>,
    /// What to take instead.
    pub replacement: Option<String>,
    /// Its data sheet.
    pub datasheet: Option<String>,
    /// A picture.
    pub picture: Option<String>,
    /// What the vendor warns of.
    pub warnings: Vec<String>,
    /// Quantities with their prices in micro-units.
    pub prices: Vec<(i64, i64)>,
}

impl OfferFilling {
    fn new_prices(&self) -> NewPrices {
        NewPrices { offer: self.offer, currency: self.currency.clone(), prices: self.prices.clone() }
    }
}

/// What fills a placeholder in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartFilling {
    /// Which one.
    pub part: i64,
    /// Its name for people.
    pub name: String,
    /// Manufacturer part number.
    pub mpn: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// In a line.
    pub description: String,
}

/// Parts that wait to be filled in.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn placeholders(tx: &mut Tx) -> Result<BTreeSet<PartId>, StoreError> {
    let workspace = tx.workspace();
    let ids: Vec<i64> = sqlx::query_scalar(PLACEHOLDERS).bind(workspace).fetch_all(tx.connection()).await?;
    Ok(ids.into_iter().map(PartId::new).collect())
}

/// Which of these keys parts have.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn taken_keys(tx: &mut Tx, keys: &[String]) -> Result<BTreeSet<String>, StoreError> {
    let workspace = tx.workspace();
    let taken: Vec<String> =
        sqlx::query_scalar(TAKEN).bind(workspace).bind(super::json(keys)?).fetch_all(tx.connection()).await?;
    Ok(taken.into_iter().collect())
}

/// Makes placeholders; their ids by their keys.
///
/// # Errors
/// [`StoreError::Refused`] where a key is taken.
pub async fn add_placeholders(
    tx: &mut WriteTx,
    parts: &[NewPlaceholder],
) -> Result<BTreeMap<String, PartId>, StoreError> {
    let workspace = tx.workspace();
    let made: Vec<(String, i64)> = sqlx::query_as(ADD_PLACEHOLDERS)
        .bind(workspace)
        .bind(super::json(parts)?)
        .fetch_all(tx.connection())
        .await?;
    Ok(made.into_iter().map(|(key, id)| (key, PartId::new(id))).collect())
}

/// Makes offers of a vendor that wait to be looked up: for each part its number.
///
/// # Errors
/// [`StoreError::Refused`] where the vendor has one of them already.
pub async fn add_offers(
    tx: &mut WriteTx,
    vendor: VendorId,
    currency: Currency,
    offers: &[(PartId, &str)],
) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let added = sqlx::query(ADD_OFFERS)
        .bind(workspace)
        .bind(vendor.get())
        .bind(currency.code())
        .bind(super::json(offers)?)
        .execute(tx.connection())
        .await?;
    expect_rows("offers", offers.len() as u64, added.rows_affected())
}

/// All offers of a vendor with one of these numbers, archived ones too.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn numbered(
    tx: &mut Tx,
    vendor: VendorId,
    numbers: &[&str],
) -> Result<Vec<NumberedOffer>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(NUMBERED)
        .bind(workspace)
        .bind(vendor.get())
        .bind(super::json(numbers)?)
        .fetch_all(tx.connection())
        .await?)
}

/// Fills offers in, with all their price breaks, and keeps the prices' history.
///
/// # Errors
/// [`StoreError`] where one is gone, or the database refuses.
pub async fn fill_in(tx: &mut WriteTx, offers: &[OfferFilling]) -> Result<(), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let given = super::json(offers)?;
    let prices: Vec<NewPrices> = offers.iter().map(OfferFilling::new_prices).collect();
    offer_history::begin(tx, &prices).await?;
    let filled = sqlx::query(FILL_IN).bind(workspace).bind(&given).bind(at).execute(tx.connection()).await?;
    expect_rows("offers", offers.len() as u64, filled.rows_affected())?;
    sqlx::query(DROP_PRICES).bind(workspace).bind(&given).execute(tx.connection()).await?;
    sqlx::query(ADD_PRICES).bind(workspace).bind(&given).execute(tx.connection()).await?;
    offer_history::add(tx, &prices).await
}

/// Fills parts in that wait for it; those, with their edit counters. Other parts keep their own words.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn fill_parts(tx: &mut WriteTx, parts: &[PartFilling]) -> Result<Vec<(i64, i64)>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(FILL_PARTS)
        .bind(workspace)
        .bind(super::json(parts)?)
        .fetch_all(tx.connection())
        .await?)
}

/// Keeps of offers that the vendor has no such item, in its words.
///
/// # Errors
/// [`StoreError`] where one is gone.
pub async fn not_an_item(tx: &mut WriteTx, offers: &[(OfferId, &str)]) -> Result<(), StoreError> {
    let (workspace, at) = (tx.workspace(), tx.at());
    let kept = sqlx::query(NOT_AN_ITEM)
        .bind(workspace)
        .bind(super::json(offers)?)
        .bind(at)
        .execute(tx.connection())
        .await?;
    expect_rows("offers", offers.len() as u64, kept.rows_affected())
}

/// Archives placeholders that nothing refers to; those, with their edit counters.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put_away(tx: &mut WriteTx, parts: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_as(PUT_AWAY).bind(workspace).bind(super::json(parts)?).fetch_all(tx.connection()).await?)
}

/// Keeps with offers why they could not be looked up.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn set_errors(tx: &mut WriteTx, offers: &[(OfferId, &str)]) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    sqlx::query(SAID).bind(workspace).bind(super::json(offers)?).execute(tx.connection()).await?;
    Ok(())
}

impl NumberedOffer {
    /// When it was last looked up.
    #[must_use]
    pub fn checked_at(&self) -> Option<Timestamp> {
        self.checked.map(Timestamp::from_millis)
    }
}
