//! `ctb check` finds each kind of corruption, names it, and is silent where all is well.

use crate::fixture::Fixture;
use crate::workshop::{self, cleared, found, lfo, pieces, place, raw, sound, workshop};
use ctb::services::{Request, builds, inventory};
use sqlx::{AssertSqlSafe, Connection, Executor};

/// Corrupts a workshop past the program and its guards, which are put back as they were.
async fn plant(fixture: &Fixture, sql: &str) {
    let mut raw = raw(&fixture.file()).await;
    raw.execute("PRAGMA ignore_check_constraints = ON").await.unwrap();
    let guards: Vec<(String, String)> =
        sqlx::query_as("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .fetch_all(&mut raw)
            .await
            .unwrap();
    for (name, _) in &guards {
        raw.execute(AssertSqlSafe(format!("DROP TRIGGER {name}"))).await.unwrap();
    }
    let done = raw.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    assert!(done.rows_affected() > 0, "nothing was planted by {sql}");
    for (_, sql) in &guards {
        raw.execute(AssertSqlSafe(sql.clone())).await.unwrap();
    }
    raw.close().await.unwrap();
}

/// A workshop in which one build is clear, one is completed in part, one completed, one cancelled and
/// one lacks something, and one order was received in part.
async fn busy() -> Fixture {
    let fixture = workshop().await;
    let context = fixture.context();
    let ask = Request::unkeyed();
    inventory::move_stock(context, &ask, &place("c-100n", "A1"), "A2", pieces(3)).await.unwrap();
    cleared(context, 2).await;
    let partly = cleared(context, 3).await;
    builds::complete(context, &ask, &partly, Some(pieces(1))).await.unwrap();
    let done = cleared(context, 1).await;
    builds::complete(context, &ask, &done, None).await.unwrap();
    let over = cleared(context, 1).await;
    builds::cancel(context, &ask, &over).await.unwrap();
    let short = lfo(context, 50).await;
    assert!(!builds::clear(context, &ask, &short, Some(true)).await.unwrap().cleared);
    fixture
}

#[tokio::test]
async fn a_sound_workshop_has_nothing_to_find() {
    sound(workshop().await.context(), "new").await;
    sound(busy().await.context(), "busy").await;
}

/// Each row: what is planted, and what the first sentence about it says.
const CORRUPTIONS: [(&str, &str); 33] = [
    ("UPDATE stock_lines SET on_hand = on_hand + 1 WHERE id = 1", "r-10k in A1: on hand is 4"),
    ("UPDATE stock_lines SET reserved = reserved + 1 WHERE id = 1", "r-10k in A1: reserved is "),
    ("UPDATE stock_lines SET reserved = reserved + 1 WHERE id = 1", "but builds have "),
    ("UPDATE stock_lines SET sequence = sequence + 1 WHERE id = 1", "r-10k in A1: its last movement is "),
    ("UPDATE stock_lines SET reserved = on_hand + 1 WHERE id = 1", "on hand cannot be"),
    ("UPDATE stock_lines SET reserved = on_hand + 1 WHERE id = 1", "CHECK constraint failed in stock_lines"),
    (
        "UPDATE movements SET sequence = sequence + 1 WHERE stock_line = 1 AND sequence = (SELECT max(sequence) FROM movements WHERE stock_line = 1)",
        "is followed by",
    ),
    (
        "DELETE FROM movements WHERE stock_line = 1 AND sequence = 2",
        "r-10k in A1: movement 1 is followed by 3",
    ),
    (
        "UPDATE movements SET on_hand_after = on_hand_after + 1 WHERE stock_line = 1 AND sequence = 2",
        "movement 2 says on hand",
    ),
    (
        "UPDATE movements SET reserved_change = reserved_change + 1 WHERE stock_line = 1 AND sequence = 2",
        "movement 2 says reserved",
    ),
    (
        "UPDATE movements SET reserved_after = on_hand_after + 1 WHERE stock_line = 1 AND sequence = 2",
        "after movement 2: ",
    ),
    (
        "UPDATE movements SET allocation = NULL WHERE stock_line = 1 AND sequence = 2",
        "does not name the allocation",
    ),
    (
        "UPDATE movements SET allocation = (SELECT id FROM allocations WHERE stock_line <> 1) WHERE stock_line = 1 AND sequence = 2",
        "does not name the allocation of this line",
    ),
    (
        "UPDATE movements SET completion = (SELECT max(id) FROM completions) WHERE completion = 1",
        "consumes for another build",
    ),
    ("UPDATE allocations SET quantity = quantity + 1 WHERE id = 1", "build 1 on r-10k in A"),
    ("UPDATE allocations SET used = used + 1 WHERE id = 1", "used, but its completions consumed 0"),
    ("UPDATE builds SET status = 'cancelled' WHERE number = 1", "build 1 is cancelled, but has"),
    ("UPDATE locations SET kit_of = 5 WHERE name = 'A1'", "in the kit of build 5"),
    (
        "UPDATE build_needs SET quantity = quantity + 1 WHERE build = 1 AND position = 1",
        "build 1 is said to be clear to build, but of",
    ),
    ("UPDATE builds SET status = 'cleared' WHERE number = 5", "build 5 is said to be clear to build, but of"),
    ("UPDATE build_needs SET per_piece = per_piece * 9 WHERE build = 1 AND position = 1", "27 each remain"),
    (
        "INSERT INTO shortages (workspace, build, part, needed, short, reference_list) VALUES (1, 1, 1, 1, 1, '[]')",
        "1 r-10k are kept as missing",
    ),
    (
        "UPDATE builds SET status = 'cleared', bom = NULL WHERE number = 4",
        "build 4 is said to be clear to build, but it was never cleared",
    ),
    (
        "UPDATE builds SET completed = completed + 1 WHERE number = 2",
        "build 2: 2 pieces are said to be completed, its completions made 1",
    ),
    ("UPDATE completions SET reversed = 1 WHERE build = 2", "its completions made 0"),
    ("UPDATE builds SET status = 'completed' WHERE number = 2", "build 2 is completed, though 1 of 3"),
    (
        "UPDATE builds SET bom = (SELECT max(id) FROM boms) WHERE number = 1",
        "build 1 has the BOM of another version",
    ),
    ("UPDATE resolutions SET unmatched = 'x' WHERE id = 1", "Lfo v0 line 1: it must have a part or say"),
    (
        "UPDATE resolutions SET reference_list = '[\"R1\",\"R3\",\"R3\"]' WHERE id = 1",
        "Lfo v0 line 1: its references are [\"R1\",\"R2\",\"R3\"]",
    ),
    ("DELETE FROM resolutions WHERE id = 2", "Lfo v0 line 2: nothing says what it means"),
    (
        "DELETE FROM reservations WHERE id = 1",
        "rows of \u{201c}allocations\u{201d} refer to a row of \u{201c}reservations\u{201d}",
    ),
    ("UPDATE parts SET name = 'another' WHERE id = 1", "the search over parts"),
    (
        "INSERT INTO part_fields (workspace, part, name, value) VALUES (1, 1, 'colour', 'red')",
        "the search over parts",
    ),
];

#[tokio::test]
async fn each_corruption_is_found_and_named() {
    let fixture = busy().await;
    fixture.context().database().close().await;
    for (sql, said) in CORRUPTIONS {
        let copy = fixture.copy().await;
        plant(&copy, sql).await;
        let found = found(copy.context()).await;
        assert!(found.iter().any(|sentence| sentence.contains(said)), "{sql}: {said}: {found:#?}");
    }
}

/// Orders as they stand after receiving: placed here past the program, so that the check is tested
/// by itself.
const RECEIVED: &str = "INSERT INTO orders (id, workspace, number, vendor, status, currency, created) VALUES (1, 1, 1, 1, 'part_received', 'USD', 0); \
    INSERT INTO order_lines (id, workspace, order_id, line, part, item_number, quantity, pack, received) VALUES (1, 1, 1, 1, 3, 'C1', 2, 10, 5); \
    INSERT INTO receipts (workspace, order_line, stock_line, quantity, actor, at) SELECT 1, 1, id, 5, 1, (SELECT max(at) + 1 FROM movements) FROM stock_lines WHERE part = 3 AND location = 1; \
    INSERT INTO movements (workspace, stock_line, sequence, on_hand_change, reserved_change, on_hand_after, reserved_after, reason, order_line, actor, at) \
      SELECT 1, id, sequence + 1, 5, 0, on_hand + 5, reserved, 'receipt', 1, 1, (SELECT max(at) + 1 FROM movements) FROM stock_lines WHERE part = 3 AND location = 1; \
    INSERT INTO pegs (workspace, order_line, build, part, quantity) VALUES (1, 1, 5, 3, 20)";

const ORDER_CORRUPTIONS: [(&str, &str); 8] = [
    (
        "UPDATE order_lines SET received = 6",
        "order 1, line 1: 6 are said to have come, 5 by its receipts, 5 by the ledger",
    ),
    ("UPDATE receipts SET quantity = 4", "5 are said to have come, 4 by its receipts"),
    ("DELETE FROM receipts", "5 are said to have come, 0 by its receipts"),
    ("UPDATE movements SET order_line = NULL", "5 by its receipts, 0 by the ledger"),
    ("UPDATE receipts SET stock_line = 1", "put to another part's stock (r-10k in A1)"),
    ("UPDATE orders SET status = 'placed'", "order 1 is placed, though of 20 pieces 5 have come"),
    ("UPDATE orders SET status = 'received'", "order 1 is received, though of 20 pieces 5 have come"),
    ("UPDATE pegs SET quantity = 21", "order 1, line 1: 21 pieces are for builds, but it has 20 only"),
];

#[tokio::test]
async fn each_corruption_of_an_order_is_found_and_named() {
    let fixture = busy().await;
    let mut past = raw(&fixture.file()).await;
    past.execute(RECEIVED).await.unwrap();
    past.close().await.unwrap();
    sound(fixture.context(), "received in part").await;
    fixture.context().database().close().await;
    for (sql, said) in ORDER_CORRUPTIONS {
        let copy = fixture.copy().await;
        plant(&copy, sql).await;
        let found = found(copy.context()).await;
        assert!(found.iter().any(|sentence| sentence.contains(said)), "{sql}: {said}: {found:#?}");
    }
}

#[tokio::test]
async fn a_guard_that_is_gone_is_missed() {
    let fixture = workshop().await;
    let mut past = raw(&fixture.file()).await;
    past.execute("DROP TRIGGER movements_never_deleted").await.unwrap();
    past.close().await.unwrap();
    assert_eq!(
        found(fixture.context()).await,
        [
            "the guard \u{201c}movements_never_deleted\u{201d} is gone: somebody changed the schema; restore a backup (ctb restore)"
        ]
    );
}

#[tokio::test]
async fn a_hand_written_bundle_with_received_orders_is_sound() {
    let mut bundle = workshop::bundle();
    bundle["orders"] = serde_json::json!([{"vendor": "Mouser", "status": "part_received", "lines": [
        {"item_number": "C1", "part": "c-100n", "quantity": 20, "pack": 10, "received": 5},
        {"item_number": "U1", "part": "tl074", "quantity": 2, "received": 1, "receipts": [{"location": "A2", "quantity": 1}]}]}]);
    sound(Fixture::with(&bundle.to_string()).await.context(), "imported").await;
}

#[tokio::test]
async fn checking_changes_nothing() {
    let fixture = busy().await;
    let before = fixture.export().await;
    let file = std::fs::read(fixture.file()).unwrap();
    sound(fixture.context(), "busy").await;
    assert_eq!(fixture.export().await, before);
    assert_eq!(std::fs::read(fixture.file()).unwrap(), file);
}
