//! Orders: what came is what was booked, and statuses and pegs go with it.

use super::super::{StoreError, Tx};
use super::{rows, with_named_lines};
use crate::domain::check::Violation;

/// What is said to have come, by the line, its receipts and the ledger. A bundle written by hand may
/// leave the ledger out (its stock is opened after what came), and the receipts with it.
const RECEIVED: &str = "WITH receipted AS ( \
      SELECT r.order_line, sum(r.quantity) AS quantity, \
        min(EXISTS (SELECT 1 FROM movements m WHERE m.workspace = ?1 AND m.stock_line = r.stock_line AND m.reason = 'opening' AND m.at >= r.at)) AS opened \
      FROM receipts r WHERE r.workspace = ?1 GROUP BY r.order_line \
    ), booked AS ( \
      SELECT order_line, sum(on_hand_change) AS quantity FROM movements \
      WHERE workspace = ?1 AND order_line IS NOT NULL GROUP BY order_line \
    ), lines AS ( \
      SELECT o.number, l.line, l.received, r.quantity AS receipts, b.quantity AS booked, coalesce(r.opened, 1) AS opened FROM order_lines l \
      JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id LEFT JOIN receipted r ON r.order_line = l.id \
      LEFT JOIN booked b ON b.order_line = l.id WHERE l.workspace = ?1 \
    ) SELECT number, line, received, coalesce(receipts, 0), coalesce(booked, 0) FROM lines \
    WHERE received <> coalesce(receipts, CASE WHEN booked IS NULL THEN received ELSE 0 END) \
      OR received <> coalesce(booked, CASE WHEN opened THEN received ELSE 0 END) ORDER BY number, line";

const ELSEWHERE: &str = with_named_lines!(
    "SELECT o.number, l.line, n.line FROM receipts r JOIN order_lines l ON l.workspace = ?1 AND l.id = r.order_line \
     JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id JOIN stock_lines s ON s.workspace = ?1 AND s.id = r.stock_line \
     JOIN named n ON n.id = s.id WHERE r.workspace = ?1 AND s.part <> l.part ORDER BY r.id"
);

/// `whole`: of every line all that was ordered has come.
const STATUS: &str = "WITH sums AS ( \
      SELECT o.number, o.status, sum(l.quantity * l.pack) AS ordered, sum(l.received) AS received, min(l.received >= l.quantity * l.pack) AS whole \
      FROM orders o JOIN order_lines l ON l.workspace = ?1 AND l.order_id = o.id WHERE o.workspace = ?1 GROUP BY o.id \
    ) SELECT number, status, ordered, received FROM sums WHERE (status IN ('draft', 'placed') AND received > 0) \
      OR (status = 'part_received' AND (received = 0 OR whole)) OR (status = 'received' AND NOT whole) ORDER BY number";

const PEGS: &str = "WITH pegged AS (SELECT order_line, sum(quantity) AS quantity FROM pegs WHERE workspace = ?1 GROUP BY order_line) \
    SELECT o.number, l.line, p.quantity, l.quantity * l.pack AS ordered FROM pegged p \
    JOIN order_lines l ON l.workspace = ?1 AND l.id = p.order_line JOIN orders o ON o.workspace = ?1 AND o.id = l.order_id \
    WHERE p.quantity > ordered ORDER BY o.number, l.line";

/// What is wrong with orders.
pub(crate) async fn orders(tx: &mut Tx) -> Result<Vec<Violation>, StoreError> {
    let mut found = Vec::new();
    let lines: Vec<(i64, i64, i64, i64, i64)> = rows(tx, RECEIVED).await?;
    found.extend(lines.into_iter().map(|(order, line, received, receipts, booked)| {
        Violation::ReceivedNotTheSum { order, line, received, receipts, booked }
    }));
    let elsewhere: Vec<(i64, i64, String)> = rows(tx, ELSEWHERE).await?;
    found.extend(elsewhere.into_iter().map(|(order, line, stock)| Violation::ReceivedElsewhere {
        order,
        line,
        stock,
    }));
    let orders: Vec<(i64, String, i64, i64)> = rows(tx, STATUS).await?;
    found.extend(orders.into_iter().map(|(order, status, ordered, received)| {
        Violation::StatusAgainstReceived { order, status, ordered, received }
    }));
    let pegs: Vec<(i64, i64, i64, i64)> = rows(tx, PEGS).await?;
    found.extend(pegs.into_iter().map(|(order, line, pegged, ordered)| Violation::PeggedTooMuch {
        order,
        line,
        pegged,
        ordered,
    }));
    Ok(found)
}
