//! What `ctb check` can find: each promise that a database may break, as a sentence that says what,
//! which, and what to do.
//!
//! The ledger is the truth: where a balance and the movements disagree, the movements are believed.
//! Nothing is repaired here, because whatever broke a promise went past this program; the safe way
//! back is a backup.

use super::builds::BuildStatus;
use serde::{Deserialize, Serialize};

/// Which of a stock line's two balances is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BalanceKind {
    /// Pieces that lie there.
    OnHand,
    /// Pieces of them that are reserved.
    Reserved,
}

impl std::fmt::Display for BalanceKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OnHand => "on hand",
            Self::Reserved => "reserved",
        })
    }
}

/// A promise that is broken, and where.
///
/// A `line` is a stock line as people say it (part, place, lot); a `build` and an `order` are numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "violation")]
pub enum Violation {
    /// The file itself is damaged.
    #[error("the database file is damaged ({said}): stop using it and restore a backup (ctb restore)")]
    DamagedFile {
        /// What SQLite says.
        said: String,
    },
    /// A row refers to one that is not there, or to another workspace's.
    #[error(
        "{rows} rows of \u{201c}{table}\u{201d} refer to a row of \u{201c}{parent}\u{201d} that is not there: restore a backup (ctb restore)"
    )]
    DanglingReference {
        /// Where the rows are.
        table: String,
        /// What they refer to.
        parent: String,
        /// How many.
        rows: i64,
    },
    /// The search index does not say what the parts say.
    #[error(
        "the search over parts does not match the parts ({said}): searching may miss some, nothing else is wrong; export and import into a new database to build it anew"
    )]
    SearchIndex {
        /// What SQLite says.
        said: String,
    },
    /// A trigger that guards the ledger is gone.
    #[error(
        "the guard \u{201c}{trigger}\u{201d} is gone: somebody changed the schema; restore a backup (ctb restore)"
    )]
    GuardGone {
        /// The trigger.
        trigger: String,
    },

    /// Movements of a line are not numbered one after the other.
    #[error(
        "{line}: movement {after} is followed by {found}, so entries of its ledger are gone or doubled; restore a backup (ctb restore)"
    )]
    SequenceGap {
        /// The stock line.
        line: String,
        /// The number before the gap, 0 where the first is not 1.
        after: i64,
        /// The number that follows.
        found: i64,
    },
    /// A movement's balance is not the one before it and its change.
    #[error(
        "{line}: movement {sequence} says {kind} {after}, but {before} before it and a change of {change} make {sum}; restore a backup (ctb restore)",
        sum = before.saturating_add(*change)
    )]
    BrokenChain {
        /// The stock line.
        line: String,
        /// The movement.
        sequence: i64,
        /// Which balance.
        kind: BalanceKind,
        /// The balance after the movement before.
        before: i64,
        /// What this one changed.
        change: i64,
        /// The balance that it says.
        after: i64,
    },
    /// More was reserved than lay there, or less than nothing.
    #[error(
        "{line}: {reserved} reserved of {on_hand} on hand cannot be; count what lies there (ctb count), and restore a backup if that is refused"
    )]
    ImpossibleBalance {
        /// The stock line.
        line: String,
        /// On hand.
        on_hand: i64,
        /// Reserved.
        reserved: i64,
    },
    /// A line's balance is not the sum of its movements.
    #[error(
        "{line}: {kind} is {kept}, but its movements sum up to {booked}; they are the truth: count what lies there (ctb count), or restore a backup"
    )]
    NotTheSum {
        /// The stock line.
        line: String,
        /// Which balance.
        kind: BalanceKind,
        /// What the line says.
        kept: i64,
        /// What the movements say.
        booked: i64,
    },
    /// A line does not know its last movement.
    #[error("{line}: its last movement is {last}, but the line says {kept}; restore a backup (ctb restore)")]
    NotTheLast {
        /// The stock line.
        line: String,
        /// What the line says.
        kept: i64,
        /// The last movement's number.
        last: i64,
    },
    /// What is reserved on a line is not what builds have reserved there.
    #[error(
        "{line}: {reserved} are reserved, but builds have {allocated} of them; cancel and clear the builds that use the part (ctb clear), or restore a backup"
    )]
    ReservedForNobody {
        /// The stock line.
        line: String,
        /// What the line says.
        reserved: i64,
        /// What builds have of it.
        allocated: i64,
    },
    /// A movement names an allocation though it reserves nothing, none though it does, or one of
    /// another line.
    #[error(
        "{line}: movement {sequence} reserves {change} and does not name the allocation of this line for it; restore a backup (ctb restore)"
    )]
    WrongAllocation {
        /// The stock line.
        line: String,
        /// The movement.
        sequence: i64,
        /// What it did to reserved.
        change: i64,
    },
    /// A movement belongs to a completion of another build than its allocation.
    #[error(
        "{line}: movement {sequence} consumes for another build than its reservation's; restore a backup (ctb restore)"
    )]
    WrongCompletion {
        /// The stock line.
        line: String,
        /// The movement.
        sequence: i64,
    },

    /// What a build has reserved on a line is not the sum of its movements.
    #[error(
        "build {build} on {line}: {kept} reserved, but the movements sum up to {booked}; cancel the build and clear it again (ctb clear {build})"
    )]
    AllocationNotTheSum {
        /// The build.
        build: i64,
        /// The stock line.
        line: String,
        /// What the allocation says.
        kept: i64,
        /// What the movements say.
        booked: i64,
    },
    /// What a build used from a line is not what its completions consumed.
    #[error(
        "build {build} on {line}: {kept} used, but its completions consumed {booked}; reverse the last completion and complete again (ctb reopen {build}), or restore a backup"
    )]
    UsedNotTheSum {
        /// The build.
        build: i64,
        /// The stock line.
        line: String,
        /// What the allocation says.
        kept: i64,
        /// What the movements say.
        booked: i64,
    },
    /// A build that is over has something reserved.
    #[error(
        "build {build} is {status}, but has {held} reserved on {line}: nobody can use them; count that place (ctb count)"
    )]
    HeldByTheDead {
        /// The build.
        build: i64,
        /// Where it stands.
        status: BuildStatus,
        /// The stock line.
        line: String,
        /// Pieces.
        held: i64,
    },
    /// Another build's kit is reserved from.
    #[error(
        "build {build} has pieces reserved in the kit of build {owner} ({line}): clear it again (ctb clear {build})"
    )]
    OtherKit {
        /// The build.
        build: i64,
        /// Whose kit it is.
        owner: i64,
        /// The stock line.
        line: String,
    },
    /// A build is said to be clear, but a need is not reserved in full (or more than in full).
    #[error(
        "build {build} is said to be clear to build, but of {needed} \u{201c}{part}\u{201d} it has {held} reserved: clear it again (ctb clear {build})"
    )]
    NotFullyReserved {
        /// The build.
        build: i64,
        /// The part.
        part: String,
        /// What it needs.
        needed: i64,
        /// What is reserved for it.
        held: i64,
    },
    /// A build is said to be clear, but its needs don't reach for its pieces.
    #[error(
        "build {build} is said to be clear to build, but needs {needed} \u{201c}{part}\u{201d} where {remaining} pieces of {per_piece} each remain: clear it again (ctb clear {build})"
    )]
    NeedTooSmall {
        /// The build.
        build: i64,
        /// The part.
        part: String,
        /// What is kept as its need.
        needed: i64,
        /// For one piece.
        per_piece: i64,
        /// Pieces still to be made.
        remaining: i64,
    },
    /// A build is said to be clear, though nothing says what it needs, or shortages are kept for it.
    #[error("build {build} is said to be clear to build, but {why}: clear it again (ctb clear {build})")]
    NotClear {
        /// The build.
        build: i64,
        /// What speaks against it.
        why: String,
    },
    /// A build's completed pieces are not those of its completions.
    #[error(
        "build {build}: {kept} pieces are said to be completed, its completions made {made}; reverse the last and complete again (ctb reopen {build}), or restore a backup"
    )]
    CompletedNotTheSum {
        /// The build.
        build: i64,
        /// What the build says.
        kept: i64,
        /// What its completions say.
        made: i64,
    },
    /// A build's status does not go with its completed pieces.
    #[error(
        "build {build} is {status}, though {completed} of {quantity} pieces are completed; restore a backup (ctb restore)"
    )]
    StatusAgainstPieces {
        /// The build.
        build: i64,
        /// Where it is said to stand.
        status: BuildStatus,
        /// Pieces that are made.
        completed: i64,
        /// Pieces in all.
        quantity: i64,
    },
    /// A build or version has a BOM of another version.
    #[error(
        "{what} has the BOM of another version; sync the version again and clear its builds (ctb sync, ctb clear)"
    )]
    OtherBom {
        /// A build or a version, named.
        what: String,
    },

    /// What came for an order line is not what was booked.
    #[error(
        "order {order}, line {line}: {received} are said to have come, {receipts} by its receipts, {booked} by the ledger; count the part (ctb count), and restore a backup if the order must be right"
    )]
    ReceivedNotTheSum {
        /// The order.
        order: i64,
        /// Its line.
        line: i64,
        /// What the line says.
        received: i64,
        /// What its receipts say.
        receipts: i64,
        /// What the movements say.
        booked: i64,
    },
    /// A receipt put another part away than was ordered.
    #[error(
        "order {order}, line {line}: what came was put to another part's stock ({stock}); move it by counting both (ctb count)"
    )]
    ReceivedElsewhere {
        /// The order.
        order: i64,
        /// Its line.
        line: i64,
        /// The stock line.
        stock: String,
    },
    /// An order's status does not go with what came.
    #[error(
        "order {order} is {status}, though of {ordered} pieces {received} have come; receive the rest, or cancel it (ctb receive {order}, ctb cancel-order {order})"
    )]
    StatusAgainstReceived {
        /// The order.
        order: i64,
        /// Where it is said to stand.
        status: String,
        /// Pieces that were ordered.
        ordered: i64,
        /// Pieces that came.
        received: i64,
    },
    /// More of an order line is set aside for builds than it has.
    #[error(
        "order {order}, line {line}: {pegged} pieces are for builds, but it has {ordered} only; draft it again (ctb order --all)"
    )]
    PeggedTooMuch {
        /// The order.
        order: i64,
        /// Its line.
        line: i64,
        /// Pieces that are for builds.
        pegged: i64,
        /// Pieces that it has.
        ordered: i64,
    },

    /// A line of a BOM has both a part and a text of what was wanted, or neither.
    #[error(
        "{line}: it must have a part or say what was wanted, not both or neither; decide it again (ctb line)"
    )]
    PartAndUnmatched {
        /// The BOM line, named.
        line: String,
    },
    /// What a line means does not cover its references once each.
    #[error(
        "{line}: its references are {references}, but what it means covers {covered}; decide it again (ctb line), or sync again"
    )]
    NotPartitioned {
        /// The BOM line, named.
        line: String,
        /// What the BOM says.
        references: String,
        /// What its resolutions say.
        covered: String,
    },
    /// A line of the newest BOM means nothing: it would not count at all.
    #[error(
        "{line}: nothing says what it means, so that it would not count; sync again, or decide it (ctb sync, ctb line)"
    )]
    Unresolved {
        /// The BOM line, named.
        line: String,
    },
}
