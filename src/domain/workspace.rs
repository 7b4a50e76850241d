//! Who owns everything, and who does things.

use super::ids::WorkspaceId;
use super::money::Currency;
use serde::{Deserialize, Serialize};

pub use super::allocation::PickingPolicy;

/// Who owns everything: catalogue, stock, projects, builds, orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Its id in the store.
    pub id: WorkspaceId,
    /// Its name, unique in the database.
    pub name: String,
    /// What its sums are in.
    pub currency: Currency,
    /// Which lines are picked among equals.
    pub picking_policy: PickingPolicy,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Somebody at a screen.
    Person,
    /// A program with a token.
    Token,
    /// Somebody at a shell.
    CommandLine,
    /// Work in the background.
    Job,
}

impl ActorKind {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Token => "token",
            Self::CommandLine => "command_line",
            Self::Job => "job",
        }
    }
}

impl PickingPolicy {
    /// Its name in the store and in bundles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FewestStops => "fewest_stops",
            Self::UseUpSmallLines => "use_up_small_lines",
            Self::OldestLot => "oldest_lot",
        }
    }

    /// The policy of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::FewestStops, Self::UseUpSmallLines, Self::OldestLot]
            .into_iter()
            .find(|policy| policy.name() == name)
    }
}
