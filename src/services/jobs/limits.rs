//! What a vendor allows, kept for all processes on one database: a call is booked before it is made.

use crate::domain::jobs::VendorUse;
use crate::domain::time::Timestamp;
use crate::remote::Vendor;
use crate::services::ServiceError;
use crate::store::vendor_calls::VendorPause;
use crate::store::{self, Tx, WriteTx};
use std::time::Duration;

/// A minute as it is counted here: a call reaches the vendor a little after it was booked.
const MINUTE: Duration = Duration::from_secs(61);
/// A day as it is counted here.
const DAY: Duration = Duration::from_secs(24 * 60 * 60 + 1);
/// Nothing is put off for longer: what lies further ahead was written before the clock went back.
pub(super) const FURTHEST: Duration = Duration::from_hours(48);

/// Whether a call may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Booking {
    /// It is booked: make it.
    Booked,
    /// Not before then.
    NotBefore {
        /// When.
        until: Timestamp,
        /// Why, where that is worth saying: a minute's wait is not.
        why: Option<String>,
    },
}

/// Books a call to the vendor, if it allows one now.
pub(super) async fn book(
    tx: &mut WriteTx,
    vendor: &dyn Vendor,
    now: Timestamp,
) -> Result<Booking, ServiceError> {
    let name = folded(vendor.name());
    store::vendor_calls::tidy(tx, &name, earlier(now, DAY)).await?;
    if let Some(pause) = store::vendor_calls::pause(tx, &name, now, later(now, FURTHEST)).await? {
        return Ok(Booking::NotBefore { until: pause.until, why: Some(pause.reason) });
    }
    let allowed = vendor.limits();
    if let Some(until) = not_before(tx, &name, allowed.per_day, DAY, now).await? {
        let why = format!("{} allows {} calls a day, and they are used up", vendor.name(), allowed.per_day);
        return Ok(Booking::NotBefore { until, why: Some(why) });
    }
    if let Some(until) = not_before(tx, &name, allowed.per_minute, MINUTE, now).await? {
        return Ok(Booking::NotBefore { until, why: None });
    }
    store::vendor_calls::book(tx, &name).await?;
    Ok(Booking::Booked)
}

/// When the window has room again; none where it has.
async fn not_before(
    tx: &mut Tx,
    vendor: &str,
    calls: u32,
    window: Duration,
    now: Timestamp,
) -> Result<Option<Timestamp>, ServiceError> {
    if calls == 0 {
        return Ok(Some(later(now, window)));
    }
    let earlier_call = store::vendor_calls::earlier(tx, vendor, calls).await?;
    Ok(earlier_call.map(|at| later(at, window)).filter(|until| *until > now))
}

/// Leaves the vendor alone for a while.
pub(super) async fn leave_alone(
    tx: &mut WriteTx,
    vendor: &str,
    until: Timestamp,
    reason: String,
) -> Result<(), ServiceError> {
    Ok(store::vendor_calls::set_pause(tx, &folded(vendor), &VendorPause { until, reason }).await?)
}

/// What the vendor was asked lately.
pub(super) async fn in_use(
    tx: &mut Tx,
    vendor: &dyn Vendor,
    now: Timestamp,
) -> Result<VendorUse, ServiceError> {
    let name = folded(vendor.name());
    let allowed = vendor.limits();
    let paused = store::vendor_calls::pause(tx, &name, now, later(now, FURTHEST)).await?;
    Ok(VendorUse {
        vendor: vendor.name().to_owned(),
        minute: store::vendor_calls::since(tx, &name, earlier(now, MINUTE)).await?,
        per_minute: allowed.per_minute,
        day: store::vendor_calls::since(tx, &name, earlier(now, DAY)).await?,
        per_day: allowed.per_day,
        paused: paused.map(|pause| (pause.until, pause.reason)),
    })
}

/// What calls are kept under, however the vendor's name is written.
pub(super) fn folded(vendor: &str) -> String {
    vendor.trim().to_lowercase().chars().take(40).collect()
}

/// A moment later on.
pub(super) fn later(from: Timestamp, time: Duration) -> Timestamp {
    Timestamp::from_millis(from.as_millis().saturating_add(millis(time)))
}

fn earlier(from: Timestamp, time: Duration) -> Timestamp {
    Timestamp::from_millis(from.as_millis().saturating_sub(millis(time)))
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
