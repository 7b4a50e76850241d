//! Who sells the parts of sheets, for what.

use super::set;
use crate::domain::catalog::Offer;
use crate::domain::ids::PartId;
use crate::store::offers::OfferRow;
use crate::store::{StoreError, Tx};
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
    let workspace = tx.workspace();
    let rows: Vec<OfferRow> =
        sqlx::query_as(OFFERS).bind(workspace).bind(set(of)).fetch_all(tx.connection()).await?;
    let mut offers: BTreeMap<PartId, Vec<Offer>> = BTreeMap::new();
    for offer in OfferRow::gather(rows)? {
        offers.entry(offer.part).or_default().push(offer);
    }
    Ok(offers)
}
