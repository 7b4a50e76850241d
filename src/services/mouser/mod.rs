//! Items of vendors that can be asked (named after the reference's service for the first of them).
//!
//! A BOM line with a number that nobody has an offer for gets the offer at once ([`create`]), with a
//! job that asks the vendor. What the vendor answers fills the offer in ([`populate`]), and its part if
//! that was made for the number; a part that was there before keeps its own words.

mod create;
mod populate;

use super::ServiceError;
use crate::domain::ids::VendorId;
use crate::domain::time::Timestamp;
use crate::store::jobs::NewJob;
use crate::store::{self, WriteTx};
use serde::{Deserialize, Serialize};
use std::time::Duration;

pub(in crate::services) use create::create_vendor_parts;
pub(in crate::services) use populate::{keep_error, populate};

/// The kind of job that asks a vendor about a number.
pub const LOOK_UP: &str = "look_up";
/// What was looked up this long ago need not be asked again.
pub const FRESH: Duration = Duration::from_hours(24);

/// How long jobs that are done are listed.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// What whoever looks a number up needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::services) struct LookUpJob {
    /// Whose offers are to be filled in.
    pub vendor: VendorId,
    /// Whom to ask, as clients are called.
    pub client: String,
    /// The number.
    pub item_number: String,
}

/// Lets a vendor be asked about numbers, later and once each: what is asked already is not asked twice.
/// `client` is what the vendor's client is called, `cause` says why, for people. How many new jobs that
/// makes.
pub(in crate::services) async fn look_up_later(
    tx: &mut WriteTx,
    (vendor, client): (VendorId, &str),
    numbers: &[&str],
    cause: &str,
) -> Result<usize, ServiceError> {
    let long_ago = tx.at().saturating_sub(i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX));
    store::jobs::forget(tx, Timestamp::from_millis(long_ago)).await?;
    let mut jobs = Vec::with_capacity(numbers.len());
    for number in numbers {
        let job = LookUpJob { vendor, client: client.to_owned(), item_number: (*number).to_owned() };
        // Numbers are told apart as offers are found by them: whatever their letters' case.
        let subject = format!("{client} {}", number.to_uppercase());
        jobs.push(NewJob { subject, payload: serde_json::to_string(&job)? });
    }
    Ok(store::jobs::add(tx, LOOK_UP, &shortened(cause, 300), &jobs).await?)
}

/// At most so many characters, none of which is a control character.
fn shortened(text: &str, most: usize) -> String {
    let printable = text.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    printable.take(most).collect::<String>().trim().to_owned()
}

/// The same where nothing is left: nothing.
fn said(text: Option<&str>, most: usize) -> Option<String> {
    text.map(|text| shortened(text, most)).filter(|text| !text.is_empty())
}
