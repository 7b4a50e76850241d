//! Jobs behind the pages: every workspace's, one call after another, until the server stops.

use crate::domain::ids::ActorId;
use crate::domain::workspace::ActorKind;
use crate::remote::Vendors;
use crate::services::jobs::{RealPause, Runner, Step, queued};
use crate::services::{Context, ServiceError, SystemClock, workspaces};
use crate::store::Database;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Who does them, in the ledger's and the events' words.
const ACTOR: (ActorKind, &str) = (ActorKind::Job, "server");
/// How often is looked for jobs that others made.
const GLANCE: Duration = Duration::from_secs(1);
/// How often is tried again what a wrong setting keeps from being done, or what the database refused.
const PATIENCE: Duration = Duration::from_mins(5);

/// Does jobs until `stop` says so. What is being done then is finished, or is anybody's after a while.
pub async fn run(database: Database, vendors: Vendors, mut stop: watch::Receiver<bool>) {
    let mut runner = Runner::new(Arc::new(RealPause));
    let mut fresh = Instant::now();
    while !*stop.borrow() {
        if fresh.elapsed() >= PATIENCE {
            runner.forget();
            fresh = Instant::now();
        }
        let rest = match round(&mut runner, &database, &vendors).await {
            Ok(true) => continue,
            Ok(false) => GLANCE,
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

/// One call for each workspace that has something to do. Whether there was any.
async fn round(runner: &mut Runner, database: &Database, vendors: &Vendors) -> Result<bool, ServiceError> {
    let mut called = false;
    for workspace in workspaces::list(database, ACTOR, &SystemClock).await? {
        let clock = Arc::new(SystemClock);
        // Nobody becomes an actor by looking.
        let looking = Context::new(database.clone(), workspace.id, ActorId::new(0), clock.clone());
        if queued(&looking).await? == 0 {
            continue;
        }
        let context = workspaces::enter(database.clone(), Some(&workspace.name), ACTOR, clock).await?;
        let step = runner.step(&context.with_vendors(vendors.clone())).await?;
        called |= matches!(step, Step::Called { .. });
    }
    Ok(called)
}
