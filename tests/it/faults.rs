//! Every use case, made to fail at each row that it writes: nothing of it is left behind, it says
//! so, and done again it is done.
//!
//! A trigger on every table counts row writes down and refuses the one at zero, so the program under
//! test knows nothing of it.

use crate::fixture::Fixture;
use crate::jobs::shop::{Shop, asking, runner, sync};
use crate::workshop::{Operation, bom, bundle, cleared, lfo, raw, sound, workshop};
use ctb::services::decisions::LineWord;
use ctb::services::jobs::{self, Step};
use ctb::services::{Request, bom_sync};
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};

/// Ordinary tables. The search indexes write to tables of their own, on behalf of `parts` and `part_fields`.
const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
    AND name NOT LIKE 'parts_search%' AND name NOT LIKE 'fields_search%' AND name NOT IN ('_sqlx_migrations', 'fault')";

/// No use case of these tests writes more rows; a fault that is never met would loop for ever.
const MOST_WRITES: i64 = 2_000;

/// The database under test with a fault in it.
struct Faulty {
    raw: SqliteConnection,
    tables: Vec<String>,
}

impl Faulty {
    async fn install(fixture: &Fixture) -> Self {
        let mut raw = raw(&fixture.file()).await;
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut raw).await.unwrap();
        raw.execute("CREATE TABLE fault (writes_left INTEGER); INSERT INTO fault VALUES (-1)").await.unwrap();
        for table in &tables {
            for write in ["INSERT", "UPDATE", "DELETE"] {
                let trigger = format!(
                    "CREATE TRIGGER fault_{write}_{table} BEFORE {write} ON {table} BEGIN \
                       UPDATE fault SET writes_left = writes_left - 1; \
                       SELECT RAISE(ABORT, 'injected') FROM fault WHERE writes_left = 0; END"
                );
                raw.execute(AssertSqlSafe(trigger)).await.unwrap();
            }
        }
        Self { raw, tables }
    }

    async fn refuse_write(&mut self, number: i64) {
        sqlx::query("UPDATE fault SET writes_left = ?1").bind(number).execute(&mut self.raw).await.unwrap();
    }

    async fn writes_left(&mut self) -> i64 {
        sqlx::query_scalar("SELECT writes_left FROM fault").fetch_one(&mut self.raw).await.unwrap()
    }

    /// Every row of every table.
    async fn everything(&mut self) -> Vec<String> {
        let mut everything = Vec::new();
        for table in self.tables.iter().map(String::as_str).chain(["sqlite_sequence"]) {
            let columns: Vec<String> =
                sqlx::query_scalar("SELECT 'quote(' || name || ')' FROM pragma_table_info(?1)")
                    .bind(table)
                    .fetch_all(&mut self.raw)
                    .await
                    .unwrap();
            let rows = format!(
                "SELECT '{table}: ' || {} AS row FROM {table} ORDER BY row",
                columns.join(" || ', ' || ")
            );
            let rows: Vec<String> =
                sqlx::query_scalar(AssertSqlSafe(rows)).fetch_all(&mut self.raw).await.unwrap();
            everything.extend(rows);
        }
        everything
    }
}

/// Fails a use case at its first, second, … row write until it is done, and answers how many there
/// were.
pub async fn at_every_write(
    fixture: &Fixture,
    what: &str,
    perform: impl AsyncFn() -> Result<(), String>,
) -> i64 {
    let mut faulty = Faulty::install(fixture).await;
    let before = faulty.everything().await;
    let mut writes = 0;
    for number in 1..=MOST_WRITES {
        faulty.refuse_write(number).await;
        match perform().await {
            Ok(()) => {
                let left = faulty.writes_left().await;
                assert!(left > 0, "{what}: the fault at write {number} was swallowed");
                writes = number - left;
                break;
            }
            Err(said) => {
                assert!(said.contains("injected"), "{what}: at write {number} it said: {said}");
                let after = faulty.everything().await;
                let left_behind: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
                assert!(
                    before == after,
                    "{what}: at write {number} something was left behind: {left_behind:#?}"
                );
            }
        }
    }
    assert!(writes > 0, "{what}: was never done");
    assert_ne!(faulty.everything().await, before, "{what}: it changed nothing");
    let guards: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'fault_%'")
            .fetch_all(&mut faulty.raw)
            .await
            .unwrap();
    for trigger in guards {
        faulty.raw.execute(AssertSqlSafe(format!("DROP TRIGGER {trigger}"))).await.unwrap();
    }
    faulty.raw.execute("DROP TABLE fault").await.unwrap();
    faulty.raw.close().await.unwrap();
    sound(fixture.context(), what).await;
    println!("{what}: {writes} row writes, each refused once");
    writes
}

async fn in_turn(fixture: &Fixture, operations: &[Operation]) {
    for (number, operation) in operations.iter().enumerate() {
        let ask = Request::keyed(&format!("fault {number}"), format!("{operation:?}")).unwrap();
        at_every_write(fixture, &format!("{operation:?}"), async || {
            operation.perform(fixture.context(), &ask).await.map_err(|error| error.to_string())
        })
        .await;
    }
}

#[tokio::test]
async fn a_build_that_fails_midway_leaves_nothing_behind() {
    let fixture = workshop().await;
    let build = lfo(fixture.context(), 4).await;
    let build = || build.clone();
    let operations = [
        Operation::Create { project: "Lfo", quantity: 3, priority: 1 },
        Operation::Clear { build: build(), partial: None },
        Operation::Resize { build: build(), quantity: 3 },
        Operation::LeaveOut { build: build(), references: "C1" },
        Operation::Fallback { build: build(), part: "c-100n", fallback: Some("tl074") },
        Operation::Complete { build: build(), quantity: Some(1) },
        Operation::Complete { build: build(), quantity: None },
        Operation::Reopen { build: build() },
        Operation::Resize { build: build(), quantity: 9 },
        Operation::Clear { build: build(), partial: Some(true) },
        Operation::Cancel { build: build() },
    ];
    in_turn(&fixture, &operations).await;
}

#[tokio::test]
async fn stock_that_fails_to_be_booked_leaves_nothing_behind() {
    let fixture = workshop().await;
    cleared(fixture.context(), 2).await;
    cleared(fixture.context(), 3).await;
    let operations = [
        Operation::Count { part: "c-100n", location: "A1", found: 1 },
        Operation::Count { part: "board", location: "A2", found: 7 },
        Operation::Move { part: "r-10k-b", from: "B1", to: "A1", quantity: 4 },
        Operation::Receive { part: "tl074", location: "A2", quantity: 5 },
        Operation::Adjust { part: "tl074", location: "A2", more: false, quantity: 2 },
    ];
    in_turn(&fixture, &operations).await;
}

#[tokio::test]
async fn an_order_that_fails_midway_leaves_nothing_behind() {
    let fixture = workshop().await;
    let build = lfo(fixture.context(), 30).await;
    let build = || build.clone();
    let order = |number: u32| number.to_string();
    let operations = [
        Operation::Order { builds: vec![build()] },
        // By hand: fewer pieces than are for the build, a line more, and one less again.
        Operation::ChangeDraft { order: order(1), items: 1, add: Some("C1") },
        Operation::ShortenDraft { order: order(1) },
        // The drafts are drawn anew, larger, and then placed and cancelled.
        Operation::Resize { build: build(), quantity: 60 },
        Operation::Order { builds: Vec::new() },
        Operation::Place { order: order(1) },
        Operation::Deliver { order: order(1), came: Some((1, 3)) },
        Operation::Deliver { order: order(1), came: None },
        Operation::Resize { build: build(), quantity: 99 },
        Operation::Order { builds: vec![build()] },
        // A draft that is received is placed first; more comes than was ordered.
        Operation::Deliver { order: order(2), came: Some((1, 900)) },
        Operation::CancelOrder { order: order(2) },
    ];
    in_turn(&fixture, &operations).await;
}

#[tokio::test]
async fn a_sync_or_a_decision_that_fails_midway_leaves_nothing_behind() {
    let fixture = workshop().await;
    let build = cleared(fixture.context(), 2).await;
    let decide =
        |reference: &'static str, word: LineWord| Operation::Decide { project: "Lfo", reference, word };
    let first = [
        ("R1,R2,R3", "10k", "R_0805", ",,"),
        ("U1", "TL074", "DIP-14_W7.62mm", ",Mouser,U1"),
        ("J1", "Tune", "", ",,"),
    ];
    // A row inserted, the others sorted anew, one split.
    let second = [
        ("U1,U2", "TL074", "DIP-14_W7.62mm", ",,"),
        ("C1", "0.1uF", "C_0805", ",,"),
        ("R3", "4k7", "R_0805", "DNP,,"),
        ("R1,R2", "10K", "R_0805", ",,"),
    ];
    let operations = [
        Operation::Sync { project: "Lfo", bom: bom(&first) },
        decide("J1", LineWord::Match("board".to_owned())),
        decide("U1", LineWord::Substitute("tl074-smd".to_owned())),
        decide("R2", LineWord::LeaveOut),
        decide("R3", LineWord::Ignore),
        Operation::Clear { build: build.clone(), partial: Some(true) },
        Operation::Sync { project: "Lfo", bom: bom(&second) },
        decide("U1", LineWord::NoSubstitute),
        decide("R2", LineWord::Include),
        Operation::Clear { build, partial: None },
    ];
    in_turn(&fixture, &operations).await;
}

#[tokio::test]
async fn a_sync_that_makes_jobs_or_a_word_about_one_that_fails_midway_leaves_nothing_behind() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    let text =
        bom(&[("U7", "NE5532", "", ",Mouser,595-NE5532P"), ("R1", "10k", "R_0805", ",Mouser,603-10K")]);
    let fetched = bom_sync::from_file("bom.csv", text.as_bytes()).unwrap();
    at_every_write(&fixture, "a sync with unknown numbers", async || {
        let applied = bom_sync::apply(&context, &Request::unkeyed(), ("Lfo", "v0"), &fetched).await;
        applied.map(drop).map_err(|error| error.to_string())
    })
    .await;
    let job = jobs::list(&context).await.unwrap().jobs[0].job;
    at_every_write(&fixture, "cancelling a job", async || {
        let cancelled = jobs::cancel(&context, &Request::unkeyed(), job).await;
        cancelled.map(drop).map_err(|error| error.to_string())
    })
    .await;
    at_every_write(&fixture, "sending a job on", async || {
        let retried = jobs::retry(&context, &Request::unkeyed(), job).await;
        retried.map(drop).map_err(|error| error.to_string())
    })
    .await;
}

/// A step is two transactions, one before the call and one after it: whichever fails, the jobs and what
/// they fill in stay together.
#[tokio::test]
async fn jobs_that_fail_at_any_write_have_no_effect_and_are_done_later() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    shop.sells("595-NE5532P", "NE5532P");
    shop.sells("603-10K", "RC0805");
    let rows = [
        ("U7", "NE5532", "", ",Mouser,595-NE5532P"),
        ("R1", "10k", "R_0805", ",Mouser,603-10K"),
        ("U8", "", "", ",Mouser,595-NOTHING1"),
    ];
    sync(&context, &bom(&rows)).await;
    let together = "SELECT (SELECT count(*) FROM jobs WHERE status = 'done') || ' ' || \
        (SELECT count(*) FROM offers WHERE status IN ('known', 'unknown_to_vendor') AND item_number IN ('595-NE5532P', '603-10K', '595-NOTHING1')) \
        || ' ' || (SELECT count(*) FROM offer_history) || ' ' || (SELECT count(*) FROM parts WHERE mpn = 'NE5532P')";
    let mut faulty = Faulty::install(&fixture).await;
    let mut number = 0;
    loop {
        number += 1;
        assert!(number < MOST_WRITES, "it is never done");
        faulty.refuse_write(number).await;
        let step = runner(&fixture).step(&context).await;
        let now: String = sqlx::query_scalar(together).fetch_one(&mut faulty.raw).await.unwrap();
        match step {
            Ok(step) => {
                assert_eq!((step, now.as_str()), (Step::Called { done: 3 }, "3 3 2 1"));
                break;
            }
            Err(error) => assert!(error.to_string().contains("injected"), "{error}"),
        }
        assert_eq!(now, "0 0 0 0", "at write {number}");
        // The claim runs out.
        fixture.wait_seconds(51);
    }
    assert!(number > 20, "only {number} writes");
    faulty.refuse_write(-1).await;
    sound(fixture.context(), "filled in at last").await;
}

#[tokio::test]
async fn an_import_that_fails_midway_leaves_nothing_behind() {
    let fixture = Fixture::new().await;
    let bundle = bundle().to_string();
    at_every_write(&fixture, "import", async || {
        fixture.try_import(&bundle).await.map(drop).map_err(|error| error.to_string())
    })
    .await;
}
