//! Former prices of offers: what they were each time that they were found changed, oldest first.

use super::{StoreError, Tx, WriteTx};
use crate::domain::catalog::{FormerPrices, PriceBreak};
use crate::domain::ids::OfferId;
use crate::domain::money::Micros;
use crate::domain::quantity::Quantity;
use crate::domain::time::Timestamp;
use serde::Serialize;
use sqlx::FromRow;
use std::collections::BTreeMap;

/// What they were before anybody kept their history.
const BEGIN: &str = "INSERT INTO offer_history (workspace, offer, sequence, checked, currency, prices) \
    SELECT ?1, o.id, 1, coalesce(o.checked, ?3), o.currency, ( \
       SELECT json_group_array(json_array(quantity, unit_price)) FROM ( \
         SELECT c.quantity, c.unit_price FROM offer_prices c WHERE c.workspace = ?1 AND c.offer = o.id ORDER BY c.quantity)) \
    FROM json_each(?2) given CROSS JOIN offers o ON o.workspace = ?1 AND o.id = given.value ->> 'offer' \
    WHERE EXISTS (SELECT 1 FROM offer_prices c WHERE c.workspace = ?1 AND c.offer = o.id) \
      AND NOT EXISTS (SELECT 1 FROM offer_history h WHERE h.workspace = ?1 AND h.offer = o.id)";
/// Only where they are not what they were.
const ADD: &str = "INSERT INTO offer_history (workspace, offer, sequence, checked, currency, prices) \
    SELECT ?1, given.value ->> 'offer', 1 + coalesce( \
        (SELECT max(h.sequence) FROM offer_history h WHERE h.workspace = ?1 AND h.offer = given.value ->> 'offer'), 0), \
      ?3, given.value ->> 'currency', given.value -> 'prices' \
    FROM json_each(?2) given WHERE NOT EXISTS ( \
      SELECT 1 FROM offer_history l WHERE l.workspace = ?1 AND l.offer = given.value ->> 'offer' \
        AND l.sequence = (SELECT max(h.sequence) FROM offer_history h WHERE h.workspace = ?1 AND h.offer = l.offer) \
        AND l.currency = given.value ->> 'currency' AND l.prices = given.value -> 'prices') ORDER BY given.key";
const OF: &str = "SELECT h.offer, h.checked, h.currency, h.prices FROM json_each(?2) given \
    JOIN offer_history h ON h.workspace = ?1 AND h.offer = given.value ORDER BY h.offer, h.sequence";

/// The prices that an offer has from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewPrices {
    /// Whose.
    pub offer: i64,
    /// What they are in.
    pub currency: String,
    /// Quantities with their prices in micro-units.
    pub prices: Vec<(i64, i64)>,
}

#[derive(FromRow)]
struct Row {
    offer: i64,
    checked: i64,
    currency: String,
    prices: String,
}

impl Row {
    fn former(&self) -> Result<FormerPrices, StoreError> {
        let corrupt = |error: &dyn std::fmt::Display| StoreError::Corrupt(format!("former prices: {error}"));
        let prices: Vec<(i64, i64)> = serde_json::from_str(&self.prices).map_err(|error| corrupt(&error))?;
        let price = |(from, unit_price): (i64, i64)| {
            let quantity = Quantity::try_from(from).map_err(|error| corrupt(&error))?;
            Ok(PriceBreak { quantity, unit_price: Micros::new(unit_price) })
        };
        Ok(FormerPrices {
            checked: Timestamp::from_millis(self.checked),
            currency: self.currency.parse().map_err(|error| corrupt(&error))?,
            prices: prices.into_iter().map(price).collect::<Result<_, StoreError>>()?,
        })
    }
}

/// Keeps the prices of offers that are about to change, where nothing is kept of them yet.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn begin(tx: &mut WriteTx, offers: &[NewPrices]) -> Result<(), StoreError> {
    keep(tx, BEGIN, offers).await
}

/// Keeps the prices that offers have now.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn add(tx: &mut WriteTx, offers: &[NewPrices]) -> Result<(), StoreError> {
    keep(tx, ADD, offers).await
}

async fn keep(tx: &mut WriteTx, statement: &'static str, offers: &[NewPrices]) -> Result<(), StoreError> {
    if offers.is_empty() {
        return Ok(());
    }
    let (workspace, at) = (tx.workspace(), tx.at());
    let given = super::json(offers)?;
    sqlx::query(statement).bind(workspace).bind(given).bind(at).execute(tx.connection()).await?;
    Ok(())
}

/// The former prices of offers, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn of(tx: &mut Tx, offers: &[OfferId]) -> Result<BTreeMap<OfferId, Vec<FormerPrices>>, StoreError> {
    let workspace = tx.workspace();
    let ids: Vec<i64> = offers.iter().map(|offer| offer.get()).collect();
    let rows: Vec<Row> =
        sqlx::query_as(OF).bind(workspace).bind(super::json(&ids)?).fetch_all(tx.connection()).await?;
    let mut former: BTreeMap<OfferId, Vec<FormerPrices>> = BTreeMap::new();
    for row in rows {
        former.entry(OfferId::new(row.offer)).or_default().push(row.former()?);
    }
    Ok(former)
}
