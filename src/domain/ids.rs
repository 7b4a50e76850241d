//! Typed ids: a build's number cannot be passed where a part's is wanted.
//!
//! Ids are positive integers that the store hands out; the domain never makes one up.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a number that the store handed out.
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number as the store and the command line know it.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// Who owns everything: catalogue, stock, projects, builds, orders.
    WorkspaceId,
    /// Who did it: a person, a token, the command line, a job.
    ActorId,
    /// A body (0805, DIP-14).
    PackageId,
    /// A CAD name that maps to a package.
    FootprintId,
    /// A thing that can be stocked.
    PartId,
    /// A shop.
    VendorId,
    /// A vendor's item for a part.
    OfferId,
    /// A place where stock lies.
    LocationId,
    /// A quantity of one part in one location and lot.
    StockLineId,
    /// One entry of the ledger.
    MovementId,
    /// A design with its repository.
    ProjectId,
    /// One revision of a project.
    VersionId,
    /// The lines of a version as read at one commit.
    BomId,
    /// One row of a BOM.
    BomLineId,
    /// A line of a version beside its BOM.
    OwnLineId,
    /// N pieces of a version to be made.
    BuildId,
    /// What a cleared build needs of one part.
    NeedId,
    /// Stock reserved for a need.
    ReservationId,
    /// A reservation's share of one stock line.
    AllocationId,
    /// Finished pieces of a build, booked at once.
    CompletionId,
    /// A vendor order.
    OrderId,
    /// One offer's item in an order.
    OrderLineId,
    /// Work that is done in the background.
    JobId,
}
