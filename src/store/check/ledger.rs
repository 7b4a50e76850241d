//! Promises 1 and 2: balances are the sums of an unbroken ledger.

use super::super::{StoreError, Tx};
use super::{rows, status, with_named_lines};
use crate::domain::builds::BuildStatus;
use crate::domain::check::{BalanceKind, Violation};
use sqlx::FromRow;

/// Movements that do not follow on the one before them on their line.
const CHAIN: &str = with_named_lines!(
    ", chain AS ( \
       SELECT stock_line, sequence, on_hand_change, reserved_change, on_hand_after, reserved_after, \
         lag(sequence, 1, 0) OVER line AS sequence_before, lag(on_hand_after, 1, 0) OVER line AS on_hand_before, \
         lag(reserved_after, 1, 0) OVER line AS reserved_before \
       FROM movements WHERE workspace = ?1 WINDOW line AS (PARTITION BY stock_line ORDER BY sequence, id) \
     ) \
     SELECT coalesce(n.line, 'stock line ' || c.stock_line) AS line, c.* \
     FROM chain c LEFT JOIN named n ON n.id = c.stock_line \
     WHERE c.sequence <> c.sequence_before + 1 OR c.on_hand_after <> c.on_hand_before + c.on_hand_change \
       OR c.reserved_after <> c.reserved_before + c.reserved_change OR NOT (0 <= c.reserved_after AND c.reserved_after <= c.on_hand_after) \
     ORDER BY c.stock_line, c.sequence"
);

/// Lines that are not the sums of their movements, or of what builds have reserved on them.
const SUMS: &str = with_named_lines!(
    ", booked AS ( \
       SELECT stock_line, sum(on_hand_change) AS on_hand, sum(reserved_change) AS reserved, max(sequence) AS last \
       FROM movements WHERE workspace = ?1 GROUP BY stock_line \
     ), allocated AS (SELECT stock_line, sum(quantity) AS quantity FROM allocations WHERE workspace = ?1 GROUP BY stock_line), \
     lines AS ( \
       SELECT n.line, s.on_hand, s.reserved, s.sequence, coalesce(b.on_hand, 0) AS booked_on_hand, coalesce(b.reserved, 0) AS booked_reserved, \
         coalesce(b.last, 0) AS last, coalesce(a.quantity, 0) AS allocated \
       FROM stock_lines s JOIN named n ON n.id = s.id LEFT JOIN booked b ON b.stock_line = s.id \
       LEFT JOIN allocated a ON a.stock_line = s.id WHERE s.workspace = ?1 \
     ) \
     SELECT * FROM lines WHERE on_hand <> booked_on_hand OR reserved <> booked_reserved OR sequence <> last OR reserved <> allocated \
       OR NOT (0 <= reserved AND reserved <= on_hand) ORDER BY line"
);

/// Movements that change what is reserved without naming whose, or name a wrong one.
const WRONG_ALLOCATION: &str = with_named_lines!(
    "SELECT coalesce(n.line, 'stock line ' || m.stock_line), m.sequence, m.reserved_change \
     FROM movements m LEFT JOIN named n ON n.id = m.stock_line LEFT JOIN allocations a ON a.workspace = ?1 AND a.id = m.allocation \
     WHERE m.workspace = ?1 AND ((m.reserved_change <> 0) <> (m.allocation IS NOT NULL) OR a.stock_line <> m.stock_line) ORDER BY m.id"
);

/// Movements of a completion of one build that use what another has reserved.
const WRONG_COMPLETION: &str = with_named_lines!(
    "SELECT coalesce(n.line, 'stock line ' || m.stock_line), m.sequence FROM movements m \
     JOIN completions c ON c.workspace = ?1 AND c.id = m.completion JOIN allocations a ON a.workspace = ?1 AND a.id = m.allocation \
     JOIN reservations r ON r.workspace = ?1 AND r.id = a.reservation LEFT JOIN named n ON n.id = m.stock_line \
     WHERE m.workspace = ?1 AND c.build <> r.build ORDER BY m.id"
);

/// Shares of stock lines that are not the sums of their movements, that nobody may hold, or that lie
/// in another build's kit.
const ALLOCATIONS: &str = with_named_lines!(
    ", booked AS ( \
       SELECT allocation, sum(reserved_change) AS reserved, \
         sum(CASE WHEN reason IN ('consumption', 'reversal') THEN -on_hand_change ELSE 0 END) AS used \
       FROM movements WHERE workspace = ?1 AND allocation IS NOT NULL GROUP BY allocation \
     ), shares AS ( \
       SELECT a.id, coalesce(n.line, 'stock line ' || a.stock_line) AS line, b.number AS build, b.status, k.number AS kit_of, \
         a.quantity, a.used, coalesce(m.reserved, 0) AS booked, coalesce(m.used, 0) AS consumed \
       FROM allocations a LEFT JOIN named n ON n.id = a.stock_line LEFT JOIN booked m ON m.allocation = a.id \
       JOIN reservations r ON r.workspace = ?1 AND r.id = a.reservation JOIN builds b ON b.workspace = ?1 AND b.id = r.build \
       LEFT JOIN stock_lines s ON s.workspace = ?1 AND s.id = a.stock_line \
       LEFT JOIN locations l ON l.workspace = ?1 AND l.id = s.location LEFT JOIN builds k ON k.workspace = ?1 AND k.id = l.kit_of \
       WHERE a.workspace = ?1 \
     ) \
     SELECT * FROM shares WHERE quantity <> booked OR used <> consumed \
       OR (quantity > 0 AND (status IN ('completed', 'cancelled') OR kit_of <> build)) ORDER BY id"
);

#[derive(FromRow)]
struct Link {
    line: String,
    sequence: i64,
    on_hand_change: i64,
    reserved_change: i64,
    on_hand_after: i64,
    reserved_after: i64,
    sequence_before: i64,
    on_hand_before: i64,
    reserved_before: i64,
}

#[derive(FromRow)]
struct Line {
    line: String,
    on_hand: i64,
    reserved: i64,
    sequence: i64,
    booked_on_hand: i64,
    booked_reserved: i64,
    last: i64,
    allocated: i64,
}

#[derive(FromRow)]
struct Share {
    line: String,
    build: i64,
    status: String,
    kit_of: Option<i64>,
    quantity: i64,
    used: i64,
    booked: i64,
    consumed: i64,
}

/// What is wrong with stock lines, movements and allocations.
pub(crate) async fn ledger(tx: &mut Tx) -> Result<Vec<Violation>, StoreError> {
    let mut found = Vec::new();
    for link in rows::<Link>(tx, CHAIN).await? {
        broken_link(link, &mut found);
    }
    for line in rows::<Line>(tx, SUMS).await? {
        wrong_sums(line, &mut found);
    }
    let wrong: Vec<(String, i64, i64)> = rows(tx, WRONG_ALLOCATION).await?;
    found.extend(wrong.into_iter().map(|(line, sequence, change)| Violation::WrongAllocation {
        line,
        sequence,
        change,
    }));
    let wrong: Vec<(String, i64)> = rows(tx, WRONG_COMPLETION).await?;
    found.extend(wrong.into_iter().map(|(line, sequence)| Violation::WrongCompletion { line, sequence }));
    for share in rows::<Share>(tx, ALLOCATIONS).await? {
        wrong_share(share, &mut found)?;
    }
    Ok(found)
}

fn broken_link(link: Link, found: &mut Vec<Violation>) {
    let Link { line, sequence, .. } = &link;
    let broken = |kind, before, change, after| Violation::BrokenChain {
        line: line.clone(),
        sequence: *sequence,
        kind,
        before,
        change,
        after,
    };
    if *sequence != link.sequence_before + 1 {
        found.push(Violation::SequenceGap {
            line: line.clone(),
            after: link.sequence_before,
            found: *sequence,
        });
    }
    if link.on_hand_after != link.on_hand_before + link.on_hand_change {
        found.push(broken(BalanceKind::OnHand, link.on_hand_before, link.on_hand_change, link.on_hand_after));
    }
    if link.reserved_after != link.reserved_before + link.reserved_change {
        let (before, change) = (link.reserved_before, link.reserved_change);
        found.push(broken(BalanceKind::Reserved, before, change, link.reserved_after));
    }
    if !possible(link.on_hand_after, link.reserved_after) {
        found.push(Violation::ImpossibleBalance {
            line: format!("{line}, after movement {sequence}"),
            on_hand: link.on_hand_after,
            reserved: link.reserved_after,
        });
    }
}

fn wrong_sums(row: Line, found: &mut Vec<Violation>) {
    let line = row.line;
    let sums = [
        (BalanceKind::OnHand, row.on_hand, row.booked_on_hand),
        (BalanceKind::Reserved, row.reserved, row.booked_reserved),
    ];
    for (kind, kept, booked) in sums.into_iter().filter(|(_, kept, booked)| kept != booked) {
        found.push(Violation::NotTheSum { line: line.clone(), kind, kept, booked });
    }
    if row.sequence != row.last {
        found.push(Violation::NotTheLast { line: line.clone(), kept: row.sequence, last: row.last });
    }
    if row.reserved != row.allocated {
        let (reserved, allocated) = (row.reserved, row.allocated);
        found.push(Violation::ReservedForNobody { line: line.clone(), reserved, allocated });
    }
    if !possible(row.on_hand, row.reserved) {
        found.push(Violation::ImpossibleBalance { line, on_hand: row.on_hand, reserved: row.reserved });
    }
}

fn wrong_share(share: Share, found: &mut Vec<Violation>) -> Result<(), StoreError> {
    let (build, line) = (share.build, share.line);
    if share.quantity != share.booked {
        let (kept, booked) = (share.quantity, share.booked);
        found.push(Violation::AllocationNotTheSum { build, line: line.clone(), kept, booked });
    }
    if share.used != share.consumed {
        let (kept, booked) = (share.used, share.consumed);
        found.push(Violation::UsedNotTheSum { build, line: line.clone(), kept, booked });
    }
    if share.quantity == 0 {
        return Ok(());
    }
    let status = status(&share.status)?;
    if matches!(status, BuildStatus::Completed | BuildStatus::Cancelled) {
        found.push(Violation::HeldByTheDead { build, status, line: line.clone(), held: share.quantity });
    }
    if let Some(owner) = share.kit_of.filter(|owner| *owner != build) {
        found.push(Violation::OtherKit { build, owner, line });
    }
    Ok(())
}

fn possible(on_hand: i64, reserved: i64) -> bool {
    (0..=on_hand).contains(&reserved)
}
