//! One step: the jobs that one call to a vendor does, claimed with the call's booking.

use super::limits::{self, Booking, later};
use super::outcome;
use crate::domain::time::Timestamp;
use crate::remote::{ItemNumber, LookUp, Vendor, VendorError, Vendors};
use crate::services::mouser::{LOOK_UP, LookUpJob};
use crate::services::{Context, ServiceError};
use crate::store::events::Subject;
use crate::store::jobs::{DueJob, PutOff};
use crate::store::{self, Tx, WriteTx};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How long a claim holds: longer than a call and what is written after it may take.
const LEASE: Duration = Duration::from_secs(50);
/// No call takes longer.
const LONGEST_CALL: Duration = Duration::from_secs(35);
/// How often is looked whether somebody else ended what they do.
const GLANCE: Duration = Duration::from_millis(250);
/// Jobs that are looked at for one step.
const LOOKED_AT: u32 = 500;
/// A job that failed so often is asked about alone: it may be what is wrong with the others' calls.
pub(super) const ALONE: i64 = 2;

/// What a step came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A call was made; so many jobs are done by it.
    Called {
        /// Jobs that are done.
        done: usize,
    },
    /// Nothing can be done before then.
    Wait(Timestamp),
    /// Nothing is to be done, or nothing that can be done without somebody's help.
    Idle,
}

/// Jobs that are asked about with one call.
pub(super) struct Claimed {
    pub(super) client: Arc<dyn Vendor>,
    pub(super) jobs: Vec<ClaimedJob>,
}

/// A job with the attempt that its claim began.
pub(super) struct ClaimedJob {
    pub(super) id: i64,
    pub(super) attempts: i64,
    pub(super) failures: i64,
    pub(super) look_up: LookUpJob,
    pub(super) number: ItemNumber,
}

/// What claiming came to.
enum Claiming {
    Claimed(Claimed),
    Wait(Timestamp),
    Idle,
}

/// Does what one call does. A vendor in `shunned` is not asked: a setting of it is wrong. One that turns
/// out to be so is put there. No longer than `patience` is waited for the answer.
pub(super) async fn step(
    context: &Context,
    shunned: &mut BTreeMap<String, String>,
    patience: Duration,
) -> Result<Step, ServiceError> {
    let horizon = later(context.now(), limits::FURTHEST);
    {
        let mut tx = context.read().await?;
        if store::jobs::due(&mut tx, context.now(), horizon, 1).await?.is_empty() {
            return nothing_due(&mut tx, context.now()).await;
        }
    }
    let claimed = match claim(context, shunned).await? {
        Claiming::Claimed(claimed) => claimed,
        Claiming::Wait(until) => return Ok(Step::Wait(until)),
        Claiming::Idle => return Ok(Step::Idle),
    };
    let answer = ask(&claimed, patience.min(LONGEST_CALL)).await;
    match answer {
        Ok(answers) => outcome::done(context, &claimed, &answers).await,
        Err(error) => outcome::failed(context, &claimed, &error, shunned).await,
    }
}

/// Somebody else may be at it, and quicker than their claim.
async fn nothing_due(tx: &mut Tx, now: Timestamp) -> Result<Step, ServiceError> {
    let next = store::jobs::next(tx).await?;
    let glance = later(now, GLANCE);
    Ok(match (next.running, next.due) {
        (true, due) => Step::Wait(due.map_or(glance, |due| due.min(glance))),
        (false, Some(due)) => Step::Wait(due),
        (false, None) => Step::Idle,
    })
}

/// Claims what the next call does, and books the call, in one transaction.
async fn claim(context: &Context, shunned: &BTreeMap<String, String>) -> Result<Claiming, ServiceError> {
    let mut tx = context.write().await?;
    let now = context.now();
    let due = store::jobs::due(&mut tx, now, later(now, limits::FURTHEST), LOOKED_AT).await?;
    let mut groups: Vec<(String, Vec<ClaimedJob>)> = Vec::new();
    let mut impossible: Vec<PutOff> = Vec::new();
    for job in due {
        match readable(&job) {
            Ok(readable) => match groups.iter_mut().find(|(client, _)| *client == readable.look_up.client) {
                Some((_, group)) => group.push(readable),
                None => groups.push((readable.look_up.client.clone(), vec![readable])),
            },
            Err(why) => impossible.push(given_up(&job, now, why)),
        }
    }
    give_up(&mut tx, &impossible, now).await?;
    let mut wait: Option<Timestamp> = None;
    for (name, group) in groups {
        let ids: Vec<i64> = group.iter().map(|job| job.id).collect();
        let client = match usable(context.vendors(), shunned, &name) {
            Ok(client) => client,
            Err(why) => {
                explain(&mut tx, &ids, &why).await?;
                continue;
            }
        };
        match limits::book(&mut tx, client.as_ref(), now).await? {
            Booking::Booked => {
                let jobs = together(group, client.batch());
                let ids: Vec<i64> = jobs.iter().map(|job| job.id).collect();
                store::jobs::claim(&mut tx, &ids, later(now, LEASE)).await?;
                tx.commit().await?;
                return Ok(Claiming::Claimed(Claimed { client, jobs }));
            }
            Booking::NotBefore { until, why } => {
                if let Some(why) = why {
                    explain(&mut tx, &ids, &why).await?;
                }
                wait = Some(wait.map_or(until, |earlier| earlier.min(until)));
            }
        }
    }
    tx.commit().await?;
    Ok(wait.map_or(Claiming::Idle, Claiming::Wait))
}

/// The client, or why there is none to ask.
fn usable(
    vendors: &Vendors,
    shunned: &BTreeMap<String, String>,
    name: &str,
) -> Result<Arc<dyn Vendor>, String> {
    if let Some(why) = shunned.get(&limits::folded(name)) {
        return Err(why.clone());
    }
    if let Some(client) = vendors.client(name) {
        return Ok(Arc::clone(client));
    }
    Err(vendors
        .missing_key(name)
        .map_or_else(|| format!("this ctb cannot ask {name}: use one that can"), ToString::to_string))
}

/// The first in line and those that go with it in one call; one that failed often goes alone.
fn together(group: Vec<ClaimedJob>, batch: usize) -> Vec<ClaimedJob> {
    let alone = group.first().is_some_and(|job| job.failures >= ALONE);
    let most = if alone { 1 } else { batch.max(1) };
    group.into_iter().filter(|job| alone || job.failures < ALONE).take(most).collect()
}

fn readable(job: &DueJob) -> Result<ClaimedJob, String> {
    if job.kind != LOOK_UP {
        return Err(format!(
            "this ctb does not know jobs of the kind \u{201c}{}\u{201d}: use a newer one",
            job.kind
        ));
    }
    let look_up: LookUpJob =
        serde_json::from_str(&job.payload).map_err(|error| format!("the job cannot be read: {error}"))?;
    let number = ItemNumber::parse(&look_up.item_number).map_err(|error| error.to_string())?;
    Ok(ClaimedJob { id: job.id, attempts: job.attempts + 1, failures: job.failures, look_up, number })
}

fn given_up(job: &DueJob, now: Timestamp, said: String) -> PutOff {
    PutOff {
        id: job.id,
        attempts: job.attempts + 1,
        failures: job.failures + 1,
        due: now.as_millis(),
        given_up: true,
        said,
    }
}

/// Gives up jobs that nobody here can do: claimed and ended at once.
async fn give_up(tx: &mut WriteTx, jobs: &[PutOff], now: Timestamp) -> Result<(), ServiceError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = jobs.iter().map(|job| job.id).collect();
    store::jobs::claim(tx, &ids, later(now, LEASE)).await?;
    store::jobs::put_off(tx, jobs).await?;
    Ok(store::events::changed(tx, Subject::Job, 0, 0).await?)
}

async fn explain(tx: &mut WriteTx, ids: &[i64], why: &str) -> Result<(), ServiceError> {
    if store::jobs::explain(tx, ids, why).await? > 0 {
        store::events::changed(tx, Subject::Job, 0, 0).await?;
    }
    Ok(())
}

/// Asks the vendor; an answer that is not one for each number is none.
async fn ask(claimed: &Claimed, patience: Duration) -> Result<Vec<LookUp>, VendorError> {
    let vendor = claimed.client.name().to_owned();
    let numbers: Vec<ItemNumber> = claimed.jobs.iter().map(|job| job.number.clone()).collect();
    let answers = tokio::time::timeout(patience, claimed.client.look_up(&numbers))
        .await
        .unwrap_or_else(|_| Err(VendorError::Slow { vendor: vendor.clone() }))?;
    let fits = answers.len() == numbers.len()
        && answers.iter().zip(&numbers).all(|(answer, number)| answer.number == *number);
    if fits {
        return Ok(answers);
    }
    Err(VendorError::Unexpected { vendor, why: "its answers are not those to the questions".to_owned() })
}
