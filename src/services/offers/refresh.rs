//! Asking vendors again what their items cost: as jobs, within what the vendors allow.

use crate::domain::ids::PartId;
use crate::domain::time::Timestamp;
use crate::services::mouser::{FRESH, look_up_later};
use crate::services::vendor_orders::{self, For};
use crate::services::{Context, Request, ServiceError, Started, builds, names, sheets};
use crate::store::events::{self, Subject};
use crate::store::offer_ages::{AgedOffer, AskedOffer};
use crate::store::{self, Tx};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Whose offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those of a part.
    Part(String),
    /// Those of everything that a build needs, or that may be used for it.
    Build(String),
    /// Those of what builds miss, which is what would be ordered.
    Missing(For),
}

/// Which offers are to be refreshed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Whose.
    pub which: Which,
    /// Only those that were looked up this many days ago or never.
    pub older_than: Option<u32>,
    /// Those too that were looked up within the last day.
    pub force: bool,
}

/// What vendors will be asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// When it was decided.
    pub at: Timestamp,
    /// The offers, with the jobs' subjects.
    pub offers: Vec<AskedOffer>,
    /// How many are fresh enough not to be asked about.
    pub fresh: usize,
    /// Vendors that cannot be asked.
    pub not_asked: Vec<NotAsked>,
}

/// A vendor that cannot be asked about its offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAsked {
    /// Which one.
    pub vendor: String,
    /// How many of its offers were wanted.
    pub offers: usize,
    /// Why, and what to do.
    pub why: String,
}

/// What asking came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refreshed {
    /// Offers whose prices are others now, or known for the first time.
    pub refreshed: usize,
    /// Offers whose prices are what they were.
    pub unchanged: usize,
    /// Offers whose number the vendor does not know.
    pub unknown: usize,
    /// Offers that were given up.
    pub failed: usize,
    /// Offers that are still to be looked up.
    pub queued: usize,
    /// Offers that were looked up within the last day, or so lately as was wanted, and not again.
    pub fresh: usize,
    /// Vendors that cannot be asked.
    pub not_asked: Vec<NotAsked>,
}

/// Lets vendors be asked about offers, later and each number once. What is asked about already is not
/// asked about twice, so that doing it again goes on where it was stopped.
///
/// # Errors
/// [`ServiceError::NotFound`] for a part or build that is not known.
pub async fn ask(context: &Context, request: &Request, wanted: &Wanted) -> Result<Asked, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let parts = parts(&mut tx, &wanted.which).await?;
    let all = store::offer_ages::of(&mut tx, parts.as_ref()).await?;
    let latest = latest(context.now(), wanted);
    let (stale, fresh): (Vec<_>, Vec<_>) = all.into_iter().partition(|offer| is_stale(offer, latest));
    let mut asked = Asked { at: context.now(), offers: Vec::new(), fresh: 0, not_asked: Vec::new() };
    let mut by_vendor: BTreeMap<i64, Vec<AgedOffer>> = BTreeMap::new();
    for offer in stale {
        by_vendor.entry(offer.vendor).or_default().push(offer);
    }
    asked.fresh = fresh.iter().filter(|offer| context.vendors().client(&offer.vendor_name).is_some()).count();
    let cause = cause(&wanted.which);
    for offers in by_vendor.into_values() {
        let Some(first) = offers.first() else { continue };
        let Some(client) = context.vendors().client(&first.vendor_name) else {
            asked.not_asked.push(not_asked(context, &offers, &first.vendor_name));
            continue;
        };
        let client = client.name().to_owned();
        let numbers: Vec<&str> = offers.iter().map(|offer| offer.item_number.as_str()).collect();
        look_up_later(&mut tx, (first.vendor(), &client), &numbers, &cause).await?;
        asked.offers.extend(offers.iter().map(|offer| offer.asked(&client)));
    }
    if !asked.offers.is_empty() {
        events::changed(&mut tx, Subject::Job, 0, 0).await?;
    }
    context.finish(tx, request, asked).await
}

/// What became of it so far.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn outcome(context: &Context, asked: &Asked) -> Result<Refreshed, ServiceError> {
    let mut tx = context.read().await?;
    let mut came =
        Refreshed { fresh: asked.fresh, not_asked: asked.not_asked.clone(), ..Refreshed::default() };
    for offer in store::offer_ages::outcomes(&mut tx, &asked.offers, asked.at).await? {
        let count = match (offer.looked_up, offer.unknown, offer.open) {
            (false, _, true) => &mut came.queued,
            (false, _, false) => &mut came.failed,
            (true, true, _) => &mut came.unknown,
            (true, false, _) if offer.repriced => &mut came.refreshed,
            (true, false, _) => &mut came.unchanged,
        };
        *count += 1;
    }
    Ok(came)
}

async fn parts(tx: &mut Tx, which: &Which) -> Result<Option<BTreeSet<PartId>>, ServiceError> {
    match which {
        Which::All => Ok(None),
        Which::Part(part) => Ok(Some([names::part(tx, part).await?].into())),
        Which::Build(build) => {
            let build = names::build(tx, build).await?;
            let sheet = sheets::load(tx, &build, build.standing_bom()).await?;
            Ok(Some(sheet.parts.keys().copied().collect()))
        }
        Which::Missing(which) => {
            let chosen = vendor_orders::chosen(tx, which).await?;
            let missing = builds::missing(tx, &chosen).await?;
            Ok(Some(missing.into_iter().flat_map(|need| need.any_of).collect()))
        }
    }
}

fn cause(which: &Which) -> String {
    match which {
        Which::All => "refreshing all offers".to_owned(),
        Which::Part(part) => format!("refreshing offers of {part}"),
        Which::Build(build) => format!("refreshing offers for build {build}"),
        Which::Missing(_) => "refreshing offers before ordering".to_owned(),
    }
}

/// What was looked up after this is not asked about; nothing where everything is.
fn latest(now: Timestamp, wanted: &Wanted) -> Option<Timestamp> {
    let before = |time: Duration| {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        Timestamp::from_millis(now.as_millis().saturating_sub(millis))
    };
    let days = wanted.older_than.map(|days| before(Duration::from_hours(24 * u64::from(days))));
    match (wanted.force, days) {
        (true, days) => days,
        (false, days) => Some(before(FRESH).min(days.unwrap_or(now))),
    }
}

fn is_stale(offer: &AgedOffer, latest: Option<Timestamp>) -> bool {
    match (offer.checked(), latest) {
        (Some(checked), Some(latest)) => checked <= latest,
        _ => true,
    }
}

fn not_asked(context: &Context, offers: &[AgedOffer], vendor: &str) -> NotAsked {
    let why = context.vendors().missing_key(vendor).map_or_else(
        || format!("{vendor} has no API that ctb knows: import its price list with ctb offers import"),
        ToString::to_string,
    );
    NotAsked { vendor: vendor.to_owned(), offers: offers.len(), why }
}
