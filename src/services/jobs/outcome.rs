//! What a call's answer or failure does to the jobs that it was made for.

use super::limits::{self, later};
use super::step::{ALONE, Claimed, ClaimedJob, Step};
use crate::domain::ids::VendorId;
use crate::domain::time::Timestamp;
use crate::remote::{Found, LookUp, Remedy, VendorError};
use crate::services::mouser::{keep_error, populate};
use crate::services::{Context, ServiceError};
use crate::store::events::Subject;
use crate::store::jobs::{Finished, PutOff};
use crate::store::{self, WriteTx};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// How long a job waits after its first, second, … failure in a row; after that it is given up.
const PAUSES: [Duration; 7] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(15),
    Duration::from_hours(1),
    Duration::from_hours(4),
    Duration::from_hours(12),
    Duration::from_hours(24),
];
/// The shortest time that a vendor is left alone which asks for it.
const SHORTEST_REST: Duration = Duration::from_mins(1);
/// How long a vendor is left alone whose day is used up: nobody knows when its day begins.
const UNTIL_ANOTHER_DAY: Duration = Duration::from_hours(1);

/// Ends the jobs with what the vendor answered: both in one transaction, so that it is done once.
pub(super) async fn done(
    context: &Context,
    claimed: &Claimed,
    answers: &[LookUp],
) -> Result<Step, ServiceError> {
    let mut tx = context.write().await?;
    // Whoever lost a job in the meantime leaves it alone: the first end counts, and only it has an effect.
    let ends: Vec<Finished> =
        claimed.jobs.iter().map(|job| Finished { id: job.id, attempts: job.attempts }).collect();
    let own: BTreeSet<i64> = store::jobs::finish(&mut tx, &ends).await?.into_iter().collect();
    let mut told: Vec<(i64, String)> = Vec::new();
    for (vendor, group) in by_vendor(claimed, answers, &own) {
        let found: Vec<(&str, &Found)> =
            group.iter().map(|(job, found)| (job.look_up.item_number.as_str(), *found)).collect();
        let said = populate(&mut tx, (vendor, claimed.client.name()), &found).await?;
        told.extend(group.iter().map(|(job, _)| job.id).zip(said));
    }
    store::jobs::set_results(&mut tx, &told).await?;
    store::events::changed(&mut tx, Subject::Job, 0, 0).await?;
    tx.commit().await?;
    Ok(Step::Called { done: told.len() })
}

/// The answers to the jobs that are still this claim's, by the workspace's vendor.
fn by_vendor<'a>(
    claimed: &'a Claimed,
    answers: &'a [LookUp],
    own: &BTreeSet<i64>,
) -> BTreeMap<VendorId, Vec<(&'a ClaimedJob, &'a Found)>> {
    let mut groups: BTreeMap<VendorId, Vec<(&ClaimedJob, &Found)>> = BTreeMap::new();
    for (job, answer) in claimed.jobs.iter().zip(answers).filter(|(job, _)| own.contains(&job.id)) {
        groups.entry(job.look_up.vendor).or_default().push((job, &answer.found));
    }
    groups
}

/// Puts the jobs off, or gives them up, by what may help.
pub(super) async fn failed(
    context: &Context,
    claimed: &Claimed,
    error: &VendorError,
    shunned: &mut BTreeMap<String, String>,
) -> Result<Step, ServiceError> {
    let (vendor, said) = (claimed.client.name(), error.to_string());
    tracing::warn!(vendor, error = said, jobs = claimed.jobs.len(), "a vendor could not be asked");
    let mut tx = context.write().await?;
    let now = context.now();
    let plan = plan(error.remedy(), claimed, now);
    if let Some(until) = plan.rest {
        limits::leave_alone(&mut tx, vendor, until, said.clone()).await?;
    }
    let put_off: Vec<PutOff> = claimed.jobs.iter().map(|job| plan.job(job, now, &said)).collect();
    store::jobs::put_off(&mut tx, &put_off).await?;
    tell_offers(&mut tx, claimed, &said).await?;
    store::events::changed(&mut tx, Subject::Job, 0, 0).await?;
    tx.commit().await?;
    if error.remedy() == Remedy::Settings {
        shunned.insert(limits::folded(vendor), said);
    }
    Ok(Step::Called { done: 0 })
}

async fn tell_offers(tx: &mut WriteTx, claimed: &Claimed, said: &str) -> Result<(), ServiceError> {
    let mut numbers: BTreeMap<VendorId, Vec<&str>> = BTreeMap::new();
    for job in &claimed.jobs {
        numbers.entry(job.look_up.vendor).or_default().push(&job.look_up.item_number);
    }
    for (vendor, numbers) in numbers {
        keep_error(tx, vendor, &numbers, said).await?;
    }
    Ok(())
}

/// What becomes of jobs whose call failed.
struct Plan {
    /// Until when the vendor is left alone.
    rest: Option<Timestamp>,
    /// How many failures in a row each has after this.
    failures: Failures,
    /// When they are tried again.
    due: Due,
    /// From how many failures on they are not.
    most: i64,
}

/// How a failure is counted.
enum Failures {
    /// Not at all: the job is not at fault.
    Same,
    /// One more.
    OneMore,
    /// So that each is asked about alone.
    Apart,
}

/// When a job is tried again.
enum Due {
    At(Timestamp),
    ByFailures,
}

fn plan(remedy: Remedy, claimed: &Claimed, now: Timestamp) -> Plan {
    let most = i64::try_from(PAUSES.len()).unwrap_or(i64::MAX);
    let resting = |time: Duration| {
        let until = later(now, time);
        Plan { rest: Some(until), failures: Failures::Same, due: Due::At(until), most }
    };
    match remedy {
        Remedy::Settings => Plan { rest: None, failures: Failures::Same, due: Due::At(now), most },
        Remedy::After(time) => resting(time.clamp(SHORTEST_REST, limits::FURTHEST / 2)),
        Remedy::Tomorrow => resting(UNTIL_ANOTHER_DAY),
        // Alone it is known which number is at fault: asking again would bring the same.
        Remedy::Apart if claimed.jobs.len() == 1 => {
            Plan { rest: None, failures: Failures::OneMore, due: Due::At(now), most: 0 }
        }
        Remedy::Apart => Plan { rest: None, failures: Failures::Apart, due: Due::At(now), most },
        Remedy::Again => {
            let least = claimed.jobs.iter().map(|job| job.failures + 1).min().unwrap_or(1);
            Plan {
                rest: Some(later(now, pause_after(least))),
                failures: Failures::OneMore,
                due: Due::ByFailures,
                most,
            }
        }
    }
}

impl Plan {
    fn job(&self, job: &ClaimedJob, now: Timestamp, said: &str) -> PutOff {
        let failures = match self.failures {
            Failures::Same => job.failures,
            Failures::OneMore => job.failures + 1,
            Failures::Apart => job.failures.max(ALONE),
        };
        let due = match self.due {
            Due::At(at) => at,
            Due::ByFailures => later(now, pause_after(failures)),
        };
        PutOff {
            id: job.id,
            attempts: job.attempts,
            failures,
            due: due.as_millis(),
            given_up: failures > self.most,
            said: said.chars().take(1000).collect(),
        }
    }
}

fn pause_after(failures: i64) -> Duration {
    let place = usize::try_from(failures - 1).unwrap_or(0);
    PAUSES.get(place).or(PAUSES.last()).copied().unwrap_or(SHORTEST_REST)
}
