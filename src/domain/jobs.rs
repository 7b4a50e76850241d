//! Work that is done in the background: what people see of it.

use super::ids::JobId;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// It waits for its turn.
    Queued,
    /// Somebody does it.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    Failed,
    /// Somebody said that it is not to be done.
    Cancelled,
}

impl JobStatus {
    /// Each, from what is still to be done to what nobody will do.
    pub const ALL: [Self; 5] = [Self::Queued, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// Its name in the store, and on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether it is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its number.
    pub job: JobId,
    /// What is to be done: `look_up`.
    pub kind: String,
    /// With what: `Mouser 595-TL074CN`.
    pub subject: String,
    /// Where it stands.
    pub status: JobStatus,
    /// What made it: `sync of Lfo v0`.
    pub cause: String,
    /// How often somebody began it.
    pub attempts: u32,
    /// When it is done next at the earliest, while it is open.
    pub due: Option<Timestamp>,
    /// What it waits for, or why it failed.
    pub error: Option<String>,
    /// What became of it.
    pub result: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When it ended.
    pub finished: Option<Timestamp>,
}

/// Jobs that were made together, while any of them is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What made them.
    pub cause: String,
    /// How many have ended.
    pub ended: u64,
    /// How many there are.
    pub all: u64,
}

/// What a vendor's API was asked lately, and what it allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorUse {
    /// The vendor.
    pub vendor: String,
    /// Calls in the last minute.
    pub minute: u32,
    /// How many a minute may have.
    pub per_minute: u32,
    /// Calls in the last twenty-four hours.
    pub day: u32,
    /// How many they may have.
    pub per_day: u32,
    /// Until when it is left alone, and why.
    pub paused: Option<(Timestamp, String)>,
}

/// Everything about jobs that a person looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobList {
    /// Open ones in their order, then those that ended lately, the latest first.
    pub jobs: Vec<Job>,
    /// How many are open, listed or not.
    pub queued: u64,
    /// How many were given up, listed or not.
    pub failed: u64,
    /// Jobs that were made together and are not all done.
    pub progress: Vec<Progress>,
    /// Vendors that can be asked.
    pub vendors: Vec<VendorUse>,
}
