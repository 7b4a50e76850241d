//! The store's ledger: promises 1 to 3 on a real file.

use crate::fixture::Fixture;
use crate::sql::Sql;
use ctb::domain::ids::{AllocationId, StockLineId};
use ctb::domain::ledger::{Balance, LedgerError, Movement};
use ctb::domain::quantity::Quantity;
use ctb::store::StoreError;
use ctb::store::movements::{Entry, book};

const ALLOCATION: AllocationId = AllocationId::new(1);

/// Ten pieces on line 1, and an empty allocation of them to build 1.
async fn ten_pieces() -> (Fixture, StockLineId) {
    let workshop = Fixture::new().await;
    workshop
        .sql(
            "INSERT INTO parts (id, workspace, key, name) VALUES (1, 1, 'r-10k', 'r-10k'); \
             INSERT INTO locations (id, workspace, name) VALUES (1, 1, 'A3'); \
             INSERT INTO stock_lines (id, workspace, part, location) VALUES (1, 1, 1, 1); \
             INSERT INTO projects (id, workspace, name) VALUES (1, 1, 'Lfo'); \
             INSERT INTO versions (id, workspace, project, revision) VALUES (1, 1, 1, 'v0'); \
             INSERT INTO builds (id, workspace, number, version, quantity, created) VALUES (1, 1, 1, 1, 1, 0); \
             INSERT INTO reservations (id, workspace, build, part) VALUES (1, 1, 1, 1); \
             INSERT INTO allocations (id, workspace, reservation, stock_line) VALUES (1, 1, 1, 1);",
        )
        .await;
    let line = StockLineId::new(1);
    let mut tx = workshop.context().write().await.unwrap();
    let opening = Movement::Opening { quantity: Quantity::of(10), cost: None };
    book(&mut tx, &[Entry::new(line, opening)]).await.unwrap();
    tx.commit().await.unwrap();
    (workshop, line)
}

fn reserve(quantity: u16) -> Movement {
    Movement::Reserve { allocation: ALLOCATION, quantity: Quantity::of(quantity) }
}

fn scrap(quantity: u16) -> Movement {
    Movement::Scrap { quantity: Quantity::of(quantity), completion: None }
}

#[tokio::test]
async fn many_movements_of_one_line_follow_on_each_other() {
    let (workshop, line) = ten_pieces().await;
    let release = Movement::Release { allocation: ALLOCATION, quantity: Quantity::of(3) };
    let entries = [reserve(4), scrap(6), release].map(|movement| Entry::new(line, movement));
    let mut tx = workshop.context().write().await.unwrap();
    let balances = book(&mut tx, &entries).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(balances[&line], Balance::new(Quantity::of(4), Quantity::of(1)).unwrap());
    assert_eq!(
        workshop.number("SELECT on_hand * 100 + reserved * 10 + sequence FROM stock_lines").await,
        414
    );
    assert_eq!(workshop.number("SELECT quantity FROM allocations").await, 1);
    assert_eq!(
        workshop.number("SELECT sum(on_hand_change) * 10 + sum(reserved_change) FROM movements").await,
        41
    );
}

#[tokio::test]
async fn what_cannot_happen_is_refused_by_line_and_books_nothing() {
    let (workshop, line) = ten_pieces().await;
    let mut tx = workshop.context().write().await.unwrap();
    let entries = [reserve(4), scrap(7)].map(|movement| Entry::new(line, movement));
    let refused = book(&mut tx, &entries).await.unwrap_err();
    tx.commit().await.unwrap();
    assert!(matches!(
        refused,
        StoreError::Ledger { stock_line, cause: LedgerError::NotAvailable { .. } } if stock_line == line
    ));
    assert_eq!(workshop.number("SELECT count(*) FROM movements").await, 1);
}

#[tokio::test]
async fn a_line_of_another_workspace_is_not_there() {
    let (workshop, line) = ten_pieces().await;
    workshop.sql("INSERT INTO workspaces (id, name, currency) VALUES (2, 'Other', 'USD')").await;
    let mut tx = workshop.context().write().await.unwrap();
    let entries = [Entry::new(line, scrap(1)), Entry::new(StockLineId::new(99), scrap(1))];
    assert!(matches!(book(&mut tx, &entries).await, Err(StoreError::RowCount { .. })));
}

#[tokio::test]
async fn the_database_keeps_the_ledger_by_itself() {
    let (workshop, _) = ten_pieces().await;
    for statement in [
        "UPDATE movements SET note = 'x'",
        "DELETE FROM movements",
        "UPDATE stock_lines SET on_hand = 11",
        "UPDATE allocations SET quantity = 1",
    ] {
        assert!(workshop.try_sql(statement).await.is_err(), "{statement}");
    }
}
