//! Jobs behind the pages: every workspace's, one call after another, until the server stops.

use crate::domain::ids::ActorId;
use crate::domain::workspace::ActorKind;
use crate::remote::Vendors;
use crate::services::jobs::{RealPause, Runner, Step, queued};
use crate::services::{Clock, Context, ServiceError, SystemClock, workspaces};
use crate::store::Database;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Who does them, in the ledger's and the events' words.
const ACTOR: (ActorKind, &str) = (ActorKind::Job, "server");
/// How often is looked for jobs that others made.
const GLANCE: Duration = Duration::from_secs(1);
/// How often is tried again what a wrong setting keeps from being done, in milliseconds.
const PATIENCE: u64 = 5 * 60 * 1000;

/// Does jobs until `stop` says so. What is being done then is finished, or is anybody's after a while.
pub async fn run(database: Database, vendors: Vendors, mut stop: watch::Receiver<bool>) {
    let mut runner = Runner::new(Arc::new(RealPause));
    let mut fresh = SystemClock.now();
    while !*stop.borrow() {
        let now = SystemClock.now();
        // In either direction: clocks are set back.
        if now.as_millis().abs_diff(fresh.as_millis()) >= PATIENCE {
            runner.forget();
            fresh = now;
        }
        let rest = match round(&mut runner, &database, &vendors).await {
            Ok(Round::Called) => continue,
            Ok(Round::Quiet) => GLANCE,
            Ok(Round::Stuck) => GLANCE * 10,
            Err(error) => {
                tracing::error!(error = error.to_string(), "jobs could not be done");
                GLANCE * 10
            }
        };
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            _ = stop.changed() => return,
        }
    }
}

/// What a look at all workspaces came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Round {
    /// Nothing is to be done now.
    Quiet,
    /// There are jobs that nobody can do before a setting is changed.
    Stuck,
    /// A vendor was asked: there may be more to ask.
    Called,
}

/// One call for each workspace that has something to do.
async fn round(runner: &mut Runner, database: &Database, vendors: &Vendors) -> Result<Round, ServiceError> {
    let mut came_to = Round::Quiet;
    for workspace in workspaces::list(database, ACTOR, &SystemClock).await? {
        let clock = Arc::new(SystemClock);
        // Nobody becomes an actor by looking.
        let looking = Context::new(database.clone(), workspace.id, ActorId::new(0), clock.clone());
        if queued(&looking).await? == 0 {
            continue;
        }
        let context = workspaces::enter(database.clone(), Some(&workspace.name), ACTOR, clock).await?;
        let step = runner.step(&context.with_vendors(vendors.clone())).await?;
        came_to = came_to.max(match step {
            Step::Called { .. } => Round::Called,
            Step::Wait(_) => Round::Quiet,
            Step::Idle => Round::Stuck,
        });
    }
    Ok(came_to)
}
