//! Who sells the parts of sheets, for what.

use super::set;
use crate::domain::catalog::Offer;
use crate::domain::ids::PartId;
use crate::store::offers::{OfferRow, offer_columns};
use crate::store::packed;
use crate::store::{StoreError, Tx};
use std::collections::{BTreeMap, BTreeSet};

const OFFERS: &str = concat!(
    "SELECT json_group_array(json_array(",
    offer_columns!(),
    ") ORDER BY o.part, o.id) \
    FROM json_each(?2) given CROSS JOIN offers o ON o.workspace = ?1 AND o.part = given.value AND o.archived = 0"
);

/// The offers of the given parts with their price breaks, by part.
///
/// # Errors
/// [`StoreError`] where the database fails or holds nonsense.
pub async fn offers(tx: &mut Tx, of: &BTreeSet<PartId>) -> Result<BTreeMap<PartId, Vec<Offer>>, StoreError> {
    let mut offers: BTreeMap<PartId, Vec<Offer>> = BTreeMap::new();
    for row in packed::rows::<OfferRow>(tx, OFFERS, set(of)).await? {
        let offer = Offer::try_from(row)?;
        offers.entry(offer.part).or_default().push(offer);
    }
    Ok(offers)
}
