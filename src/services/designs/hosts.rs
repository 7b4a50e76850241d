//! Asking a git host while somebody waits for a page: no longer than a page may take.

use crate::remote::RemoteError;
use crate::services::{Context, ServiceError};
use std::time::Duration;
use tokio::time::Instant;

/// How long whoever waits for a page may wait for its git host, with all questions together.
pub(super) struct Patience {
    until: Instant,
    whole: Duration,
}

impl Patience {
    /// From now on.
    pub(super) fn of(context: &Context) -> Self {
        let whole = context.patience();
        Self { until: Instant::now() + whole, whole }
    }

    /// What the host answers in time.
    ///
    /// # Errors
    /// Those of the question; [`RemoteError::Slow`] where time runs out.
    pub(super) async fn wait<T>(
        &self,
        question: impl Future<Output = Result<T, ServiceError>>,
    ) -> Result<T, ServiceError> {
        let slow = |_| RemoteError::Slow { seconds: self.whole.as_secs() };
        tokio::time::timeout_at(self.until, question).await.map_err(slow)?
    }
}

/// Whether an error is about the repository or what was read from it, and not about us.
pub(super) fn tells_why(error: &ServiceError) -> bool {
    matches!(
        error,
        ServiceError::Remote(_) | ServiceError::Bom(_) | ServiceError::Invalid(_) | ServiceError::Refused(_)
    )
}
