//! Waiting, so that tests can let time pass.

use async_trait::async_trait;
use std::time::Duration;

/// Waits for a while.
#[async_trait]
pub trait Pause: Send + Sync {
    /// Returns when that time has passed.
    async fn pause(&self, time: Duration);
}

/// Waits as long as it takes.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealPause;

#[async_trait]
impl Pause for RealPause {
    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}
