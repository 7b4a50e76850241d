//! Keeping offers fresh: asking vendors again, taking in price lists of those that cannot be asked, and
//! what prices were.

mod import;
mod refresh;

pub use import::{ColumnTold, PriceListAnswer, Unmatched, import, preview};
pub use refresh::{Asked, NotAsked, Refreshed, Wanted, Which, ask, outcome};

use super::{Context, ServiceError, names};
use crate::domain::catalog::{FormerPrices, PartOffer};
use crate::store;
use serde::{Deserialize, Serialize};

/// An offer with what its prices were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferWithHistory {
    /// The offer as it is.
    #[serde(flatten)]
    pub offer: PartOffer,
    /// Its prices each time that they were found changed, oldest first; none where they never were.
    pub history: Vec<FormerPrices>,
}

/// A part's offers, archived ones last, each with what its prices were.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn list(context: &Context, part: &str) -> Result<Vec<OfferWithHistory>, ServiceError> {
    let mut tx = context.read().await?;
    let part = names::part(&mut tx, part).await?;
    let offers = store::offers::of_part(&mut tx, part).await?;
    let ids: Vec<_> = offers.iter().map(|offer| offer.offer.id).collect();
    let mut history = store::offer_history::of(&mut tx, &ids).await?;
    let with_history = |offer: PartOffer| {
        let history = history.remove(&offer.offer.id).unwrap_or_default();
        OfferWithHistory { offer, history }
    };
    Ok(offers.into_iter().map(with_history).collect())
}
