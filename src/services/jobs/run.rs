//! Doing jobs one call after another, as long as there is time.

use super::limits::later;
use super::pause::Pause;
use super::step::{Step, step};
use crate::services::{Context, ServiceError};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How long a command stays for the jobs that it made.
const COMMANDS_PATIENCE: Duration = Duration::from_secs(30);
/// No answer is waited for longer, whoever asks.
const NO_HURRY: Duration = Duration::from_hours(1);

/// Does jobs. It remembers which vendors cannot be asked because a setting is wrong.
pub struct Runner {
    pause: Arc<dyn Pause>,
    shunned: BTreeMap<String, String>,
}

impl Runner {
    /// One that waits in this way.
    #[must_use]
    pub fn new(pause: Arc<dyn Pause>) -> Self {
        Self { pause, shunned: BTreeMap::new() }
    }

    /// Asks again whom a wrong setting kept from being asked.
    pub fn forget(&mut self) {
        self.shunned.clear();
    }

    /// Makes one call, if one can be made.
    ///
    /// # Errors
    /// [`ServiceError::Store`]; what was claimed is anybody's again after a while.
    pub async fn step(&mut self, context: &Context) -> Result<Step, ServiceError> {
        step(context, &mut self.shunned, NO_HURRY).await
    }

    /// Does what can be done in the time that a command stays, within what the vendors allow. How many
    /// jobs are left.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub async fn drain(&mut self, context: &Context) -> Result<u64, ServiceError> {
        self.drain_for(context, COMMANDS_PATIENCE).await
    }

    /// The same for another while.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub async fn drain_for(&mut self, context: &Context, time: Duration) -> Result<u64, ServiceError> {
        let end = later(context.now(), time);
        loop {
            let left = u64::try_from(end.as_millis() - context.now().as_millis()).unwrap_or(0);
            if left == 0 {
                break;
            }
            let left = Duration::from_millis(left);
            match step(context, &mut self.shunned, left).await? {
                Step::Called { .. } => {}
                Step::Idle => break,
                Step::Wait(until) if until > end => break,
                Step::Wait(until) => {
                    let wait = u64::try_from(until.as_millis() - context.now().as_millis()).unwrap_or(0);
                    self.pause.pause(Duration::from_millis(wait.max(1)).min(left)).await;
                }
            }
        }
        super::queued(context).await
    }
}
