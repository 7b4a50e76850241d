//! Calls to vendors' APIs: each is written before it is made, so that what a vendor allows holds across
//! processes and kills. They belong to the installation, as the API's key does, not to a workspace.

use super::{StoreError, Tx, WriteTx};
use crate::domain::time::Timestamp;

/// A call in the future was made before the clock went back: it counts as made now.
const BRING_BACK: &str = "UPDATE vendor_calls SET at = ?2 WHERE vendor = ?1 AND at > ?2";
const FORGET: &str = "DELETE FROM vendor_calls WHERE vendor = ?1 AND at <= ?2";
const BOOK: &str = "INSERT INTO vendor_calls (vendor, at) VALUES (?1, ?2)";
/// The `?2`-th call before the next one.
const EARLIER: &str = "SELECT at FROM vendor_calls WHERE vendor = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2 - 1";
const SINCE: &str = "SELECT count(*) FROM vendor_calls WHERE vendor = ?1 AND at > ?2";
/// One that lies beyond `?3` was written before the clock went back.
const PAUSE: &str =
    "SELECT until, reason FROM vendor_pauses WHERE vendor = ?1 AND until > ?2 AND until <= ?3";
const SET_PAUSE: &str = "INSERT INTO vendor_pauses (vendor, until, reason) VALUES (?1, ?2, ?3) \
    ON CONFLICT (vendor) DO UPDATE SET until = excluded.until, reason = excluded.reason";
const END_PAUSE: &str = "DELETE FROM vendor_pauses WHERE vendor = ?1";

/// A vendor that is left alone for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorPause {
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
}

/// Makes earlier calls fit the clock, and forgets those made until `gone`.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn tidy(tx: &mut WriteTx, vendor: &str, gone: Timestamp) -> Result<(), StoreError> {
    let at = tx.at();
    sqlx::query(BRING_BACK).bind(vendor).bind(at).execute(tx.connection()).await?;
    sqlx::query(FORGET).bind(vendor).bind(gone.as_millis()).execute(tx.connection()).await?;
    Ok(())
}

/// Writes that a call is made now.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn book(tx: &mut WriteTx, vendor: &str) -> Result<(), StoreError> {
    let at = tx.at();
    sqlx::query(BOOK).bind(vendor).bind(at).execute(tx.connection()).await?;
    Ok(())
}

/// When the call was made that is so many before the next one; none where there were fewer.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn earlier(tx: &mut Tx, vendor: &str, calls: u32) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> =
        sqlx::query_scalar(EARLIER).bind(vendor).bind(calls).fetch_optional(tx.connection()).await?;
    Ok(at.map(Timestamp::from_millis))
}

/// Calls after a moment.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn since(tx: &mut Tx, vendor: &str, after: Timestamp) -> Result<u32, StoreError> {
    Ok(sqlx::query_scalar(SINCE).bind(vendor).bind(after.as_millis()).fetch_one(tx.connection()).await?)
}

/// Until when the vendor is left alone, if it is; a pause that ends after `horizon` is none.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn pause(
    tx: &mut Tx,
    vendor: &str,
    now: Timestamp,
    horizon: Timestamp,
) -> Result<Option<VendorPause>, StoreError> {
    let found: Option<(i64, String)> = sqlx::query_as(PAUSE)
        .bind(vendor)
        .bind(now.as_millis())
        .bind(horizon.as_millis())
        .fetch_optional(tx.connection())
        .await?;
    Ok(found.map(|(until, reason)| VendorPause { until: Timestamp::from_millis(until), reason }))
}

/// Leaves a vendor alone for a while.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn set_pause(tx: &mut WriteTx, vendor: &str, pause: &VendorPause) -> Result<(), StoreError> {
    sqlx::query(SET_PAUSE)
        .bind(vendor)
        .bind(pause.until.as_millis())
        .bind(&pause.reason)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Lets a vendor be asked again.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn end_pause(tx: &mut WriteTx, vendor: &str) -> Result<(), StoreError> {
    sqlx::query(END_PAUSE).bind(vendor).execute(tx.connection()).await?;
    Ok(())
}
