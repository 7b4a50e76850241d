//! Vendors' items for parts, with their price breaks.

use super::columns::{corrupt, quantity, small};
use super::error::expect_rows;
use super::offer_history::{self, NewPrices};
use super::{StoreError, Tx, WriteTx};
use crate::domain::catalog::{Offer, OfferEntry, PartOffer, PriceBreak};
use crate::domain::ids::{OfferId, PartId, VendorId};
use crate::domain::money::{Currency, Micros};
use crate::domain::time::Timestamp;
use serde::Deserialize;
use sqlx::FromRow;

/// What an [`OfferRow`] holds, of `offers o`.
macro_rules! offer_columns {
    () => {
        "o.id, o.part, o.vendor, o.item_number, o.url, o.minimum, o.multiple, o.pack, o.currency, o.checked, o.in_stock, o.lead_days, \
          (SELECT json_group_array(json_array(c.quantity, c.unit_price) ORDER BY c.quantity) FROM offer_prices c \
            WHERE c.workspace = ?1 AND c.offer = o.id)"
    };
}
pub(in crate::store) use offer_columns;

/// Of a part, of an id, of some numbers.
macro_rules! offers_where {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            offer_columns!(),
            " AS breaks, v.name AS vendor_name, o.archived, o.edit FROM offers o JOIN vendors v ON v.workspace = ?1 AND v.id = o.vendor \
             WHERE o.workspace = ?1 AND ",
            $condition,
            " ORDER BY o.archived, v.name, o.id"
        )
    };
}
const OF_PART: &str = offers_where!("o.part = ?2");
const ONE: &str = offers_where!("o.id = ?2");
const NUMBERED: &str =
    offers_where!("o.vendor = ?2 AND o.item_number COLLATE NOCASE IN (SELECT value FROM json_each(?3))");
const SAME: &str =
    "SELECT id FROM offers WHERE workspace = ?1 AND part = ?2 AND vendor = ?3 AND item_number = ?4";
const ADD: &str = "INSERT INTO offers (workspace, part, vendor, item_number, url, minimum, multiple, pack, currency, checked, \
      in_stock, lead_days) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id";
const CHANGE: &str = "UPDATE offers SET item_number = ?3, url = ?4, minimum = ?5, multiple = ?6, pack = ?7, currency = ?8, \
      checked = ?9, in_stock = ?10, lead_days = ?11, edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const SET_ARCHIVED: &str =
    "UPDATE offers SET archived = ?3, edit = edit + 1 WHERE workspace = ?1 AND id = ?2 RETURNING edit";
const DROP_PRICES: &str = "DELETE FROM offer_prices WHERE workspace = ?1 AND offer = ?2";
const ADD_PRICES: &str = "INSERT INTO offer_prices (workspace, offer, quantity, unit_price) \
    SELECT ?1, ?2, value ->> 0, value ->> 1 FROM jsonb_each(?3)";
const DRAFTS: &str = "SELECT DISTINCT o.number FROM order_lines l JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id \
    WHERE l.workspace = ?1 AND l.offer = ?2 AND o.status = 'draft' ORDER BY o.number";

/// An offer with its price breaks: by itself, or packed.
#[derive(FromRow, Deserialize)]
pub(in crate::store) struct OfferRow {
    id: i64,
    part: i64,
    vendor: i64,
    item_number: String,
    url: Option<String>,
    minimum: i64,
    multiple: i64,
    pack: i64,
    currency: String,
    checked: Option<i64>,
    in_stock: Option<i64>,
    lead_days: Option<i64>,
    #[sqlx(try_from = "String")]
    breaks: Breaks,
}

/// Quantities with their prices, the smallest first.
#[derive(Deserialize)]
struct Breaks(Vec<(i64, i64)>);

impl TryFrom<String> for Breaks {
    type Error = serde_json::Error;

    fn try_from(json: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&json)
    }
}

impl TryFrom<OfferRow> for Offer {
    type Error = StoreError;

    fn try_from(row: OfferRow) -> Result<Self, StoreError> {
        let price_break =
            |(from, price)| Ok(PriceBreak { quantity: quantity(from)?, unit_price: Micros::new(price) });
        Ok(Self {
            id: OfferId::new(row.id),
            part: PartId::new(row.part),
            vendor: VendorId::new(row.vendor),
            item_number: row.item_number,
            url: row.url,
            minimum: quantity(row.minimum)?,
            multiple: quantity(row.multiple)?,
            pack: quantity(row.pack)?,
            currency: row.currency.parse().map_err(corrupt)?,
            checked: row.checked.map(Timestamp::from_millis),
            in_stock: row.in_stock.map(quantity).transpose()?,
            lead_days: row.lead_days.map(small).transpose()?,
            prices: row.breaks.0.into_iter().map(price_break).collect::<Result<_, StoreError>>()?,
        })
    }
}

#[derive(FromRow)]
struct PageRow {
    #[sqlx(flatten)]
    offer: OfferRow,
    vendor_name: String,
    archived: bool,
    edit: i64,
}

fn pages(rows: Vec<PageRow>) -> Result<Vec<PartOffer>, StoreError> {
    let page = |row: PageRow| {
        let PageRow { offer, vendor_name, archived, edit } = row;
        Ok(PartOffer { offer: offer.try_into()?, vendor_name, archived, edit })
    };
    rows.into_iter().map(page).collect()
}

/// The offers of a part, archived ones last.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of_part(tx: &mut Tx, part: PartId) -> Result<Vec<PartOffer>, StoreError> {
    let workspace = tx.workspace();
    pages(sqlx::query_as(OF_PART).bind(workspace).bind(part.get()).fetch_all(tx.connection()).await?)
}

/// The offer of that id.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn get(tx: &mut Tx, id: OfferId) -> Result<Option<PartOffer>, StoreError> {
    let workspace = tx.workspace();
    let rows = sqlx::query_as(ONE).bind(workspace).bind(id.get()).fetch_all(tx.connection()).await?;
    Ok(pages(rows)?.into_iter().next())
}

/// The offers of a vendor with these numbers, whatever their letters' case, archived ones last.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn numbered(tx: &mut Tx, vendor: VendorId, numbers: &[&str]) -> Result<Vec<PartOffer>, StoreError> {
    let workspace = tx.workspace();
    let rows = sqlx::query_as(NUMBERED)
        .bind(workspace)
        .bind(vendor.get())
        .bind(super::json(numbers)?)
        .fetch_all(tx.connection())
        .await?;
    pages(rows)
}

/// The vendor's offer of that number for a part.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn same(
    tx: &mut Tx,
    part: PartId,
    vendor: VendorId,
    item_number: &str,
) -> Result<Option<OfferId>, StoreError> {
    let workspace = tx.workspace();
    let id: Option<i64> = sqlx::query_scalar(SAME)
        .bind(workspace)
        .bind(part.get())
        .bind(vendor.get())
        .bind(item_number)
        .fetch_optional(tx.connection())
        .await?;
    Ok(id.map(OfferId::new))
}

/// Makes an offer with its price breaks.
///
/// # Errors
/// [`StoreError::Refused`] where the vendor has it already.
pub async fn add(
    tx: &mut WriteTx,
    part: PartId,
    vendor: VendorId,
    entry: &OfferEntry,
    currency: Currency,
) -> Result<OfferId, StoreError> {
    let workspace = tx.workspace();
    let id: i64 = sqlx::query_scalar(ADD)
        .bind(workspace)
        .bind(part.get())
        .bind(vendor.get())
        .bind(&entry.item_number)
        .bind(&entry.url)
        .bind(i64::from(entry.minimum))
        .bind(i64::from(entry.multiple))
        .bind(i64::from(entry.pack))
        .bind(currency.code())
        .bind(entry.checked.map(Timestamp::as_millis))
        .bind(entry.in_stock.map(i64::from))
        .bind(entry.lead_days)
        .fetch_one(tx.connection())
        .await?;
    let id = OfferId::new(id);
    add_prices(tx, id, &entry.prices).await?;
    Ok(id)
}

/// Changes an offer and replaces its price breaks; its edit counter after that. Where its prices are
/// others now, what they were is kept.
///
/// # Errors
/// [`StoreError`] where it is gone or the vendor has that number for the part already.
pub async fn change(
    tx: &mut WriteTx,
    id: OfferId,
    entry: &OfferEntry,
    currency: Currency,
) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    let before = get(tx, id).await?.map(|before| (before.offer.currency, before.offer.prices));
    let repriced = before.is_some_and(|before| before != (currency, entry.prices.clone()));
    let new_prices =
        NewPrices { offer: id.get(), currency: currency.code().to_owned(), prices: pairs(&entry.prices) };
    let kept = if repriced { std::slice::from_ref(&new_prices) } else { &[] };
    offer_history::begin(tx, kept).await?;
    let edit: i64 = sqlx::query_scalar(CHANGE)
        .bind(workspace)
        .bind(id.get())
        .bind(&entry.item_number)
        .bind(&entry.url)
        .bind(i64::from(entry.minimum))
        .bind(i64::from(entry.multiple))
        .bind(i64::from(entry.pack))
        .bind(currency.code())
        .bind(entry.checked.map(Timestamp::as_millis))
        .bind(entry.in_stock.map(i64::from))
        .bind(entry.lead_days)
        .fetch_one(tx.connection())
        .await?;
    sqlx::query(DROP_PRICES).bind(workspace).bind(id.get()).execute(tx.connection()).await?;
    add_prices(tx, id, &entry.prices).await?;
    offer_history::add(tx, kept).await?;
    Ok(edit)
}

fn pairs(prices: &[PriceBreak]) -> Vec<(i64, i64)> {
    prices.iter().map(|price| (price.quantity.into(), price.unit_price.get())).collect()
}

async fn add_prices(tx: &mut WriteTx, id: OfferId, prices: &[PriceBreak]) -> Result<(), StoreError> {
    let workspace = tx.workspace();
    let pairs = pairs(prices);
    let added = sqlx::query(ADD_PRICES)
        .bind(workspace)
        .bind(id.get())
        .bind(super::json(&pairs)?)
        .execute(tx.connection())
        .await?;
    expect_rows("price breaks", pairs.len() as u64, added.rows_affected())
}

/// Archives an offer or takes it back; its edit counter after that.
///
/// # Errors
/// [`StoreError`] where it is gone.
pub async fn set_archived(tx: &mut WriteTx, id: OfferId, archived: bool) -> Result<i64, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(SET_ARCHIVED)
        .bind(workspace)
        .bind(id.get())
        .bind(archived)
        .fetch_one(tx.connection())
        .await?)
}

/// Numbers of the draft orders that an offer is in.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn drafts(tx: &mut Tx, id: OfferId) -> Result<Vec<i64>, StoreError> {
    let workspace = tx.workspace();
    Ok(sqlx::query_scalar(DRAFTS).bind(workspace).bind(id.get()).fetch_all(tx.connection()).await?)
}
