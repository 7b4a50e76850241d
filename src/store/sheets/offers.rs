//! Who sells parts, for what.

use super::set;
use crate::domain::catalog::{Offer, PriceBreak};
use crate::domain::ids::{OfferId, PartId, VendorId};
use crate::domain::money::Micros;
use crate::domain::time::Timestamp;
use crate::store::columns::{corrupt, quantity, small};
use crate::store::{StoreError, Tx};
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet};

const OFFERS: &str = "SELECT o.id, o.part, o.vendor, o.item_number, o.url, o.minimum, o.multiple, o.pack, o.currency, \
      o.checked, o.in_stock, o.lead_days, c.quantity AS break_quantity, c.unit_price \
    FROM json_each(?2) given CROSS JOIN offers o ON o.workspace = ?1 AND o.part = given.value AND o.archived = 0 \
    LEFT JOIN offer_prices c ON c.workspace = ?1 AND c.offer = o.id \
    ORDER BY o.part, o.id, c.quantity";

/// The offers of the given parts with their price breaks, by part.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn offers(tx: &mut Tx, of: &BTreeSet<PartId>) -> Result<BTreeMap<PartId, Vec<Offer>>, StoreError> {
    #[derive(FromRow)]
    struct Row {
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
        break_quantity: Option<i64>,
        unit_price: Option<i64>,
    }
    let workspace = tx.workspace();
    let rows: Vec<Row> =
        sqlx::query_as(OFFERS).bind(workspace).bind(set(of)).fetch_all(tx.connection()).await?;
    let mut offers: BTreeMap<PartId, Vec<Offer>> = BTreeMap::new();
    for row in rows {
        let of_part = offers.entry(PartId::new(row.part)).or_default();
        let id = OfferId::new(row.id);
        if of_part.last().is_none_or(|offer| offer.id != id) {
            of_part.push(Offer {
                id,
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
                prices: Vec::new(),
            });
        }
        if let (Some(from), Some(price), Some(offer)) =
            (row.break_quantity, row.unit_price, of_part.last_mut())
        {
            offer.prices.push(PriceBreak { quantity: quantity(from)?, unit_price: Micros::new(price) });
        }
    }
    Ok(offers)
}
