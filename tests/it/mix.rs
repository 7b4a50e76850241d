//! Whatever people do, in whatever order, every promise holds; and a bundle carries all of it.
//!
//! `CTB_MIX_SEED` repeats a seed that failed, `CTB_MIX_SEEDS` tries more of them, `CTB_MIX_CHECK_EVERY=1` finds the
//! very operation that broke a promise.

use crate::fixture::Fixture;
use crate::sql::Sql;
use crate::workshop::{Operation, PARTS, PLACES, Random, bom, setting, sound, workshop};
use ctb::services::decisions::LineWord;
use ctb::services::{Request, ServiceError, builds};
use ctb::store::StoreError;

const OPERATIONS: u64 = 1_000;
const CHECK_EVERY: u64 = 50;
const SEEDS: u64 = 1;
/// How many operations a failure shows.
const SHOWN: usize = 100;

#[tokio::test]
async fn every_promise_holds_after_any_mix_of_operations() {
    let first = setting("CTB_MIX_SEED", 1);
    for seed in first..first + setting("CTB_MIX_SEEDS", SEEDS) {
        mixed(seed).await;
    }
}

async fn mixed(seed: u64) {
    let fixture = workshop().await;
    let context = fixture.context();
    let mut random = Random::new(seed);
    let (mut done, mut refused) = (0_u64, 0_u64);
    let check_every = setting("CTB_MIX_CHECK_EVERY", CHECK_EVERY);
    let mut history: Vec<String> = Vec::new();
    for number in 1..=OPERATIONS {
        let operation = any(&fixture, &mut random).await;
        fixture.wait_seconds(1);
        match operation.perform(context, &Request::unkeyed()).await {
            Ok(()) => {
                done += 1;
                again(&fixture, &operation, &format!("seed {seed}, operation {number}")).await;
                history.push(format!("{number}: {operation:?}"));
            }
            Err(error) if may_be(&error) => refused += 1,
            Err(error) => panic!("seed {seed}, operation {number}: {operation:?}: {error}"),
        }
        if number.is_multiple_of(check_every) {
            let since = history[history.len().saturating_sub(SHOWN)..].join("\n");
            sound(context, &format!("seed {seed}, after operation {number}, of which done:\n{since}\n"))
                .await;
        }
    }
    println!("seed {seed}: {done} operations done, {refused} refused");
    assert!(done > OPERATIONS / 2, "seed {seed}: most operations should do something, {done} did");
    carried(&fixture, seed).await;
}

/// What is cleared or ordered for again stays as it is: nothing moves, nothing more is ordered.
async fn again(fixture: &Fixture, operation: &Operation, when: &str) {
    let same = match operation {
        Operation::Clear { .. } => "SELECT count(*) FROM movements",
        Operation::Order { .. } => {
            "SELECT coalesce(sum(l.id * 1000 + l.quantity * l.pack), 0) + (SELECT coalesce(sum(quantity), 0) FROM pegs) \
             FROM order_lines l"
        }
        _ => return,
    };
    let before = fixture.number(same).await;
    operation.perform(fixture.context(), &Request::unkeyed()).await.unwrap();
    assert_eq!(fixture.number(same).await, before, "{when}: {operation:?} again did something");
}

/// Out, into an empty database, and out again: the same bytes, and every promise holds there, too.
async fn carried(fixture: &Fixture, seed: u64) {
    let exported = fixture.export().await;
    let other = Fixture::new().await;
    other.import(&exported).await;
    assert!(other.export().await == exported, "seed {seed}: a bundle lost something");
    sound(other.context(), &format!("seed {seed}, imported elsewhere")).await;
}

/// What a rule may answer; all else is a bug.
fn may_be(error: &ServiceError) -> bool {
    matches!(
        error,
        ServiceError::Refused(_)
            | ServiceError::Invalid(_)
            | ServiceError::NotClear(_)
            // References come and go with the BOM.
            | ServiceError::NotFound { what: "reference", .. }
            | ServiceError::Store(StoreError::Ledger { .. })
    )
}

async fn any(fixture: &Fixture, random: &mut Random) -> Operation {
    match random.below(30) {
        0..20 => of_build_or_stock(fixture, random).await,
        20..26 => of_orders(fixture, random).await,
        _ => of_lines(random),
    }
}

async fn of_build_or_stock(fixture: &Fixture, random: &mut Random) -> Operation {
    let builds = builds::list(fixture.context()).await.unwrap();
    let numbers: Vec<String> = builds.iter().map(|build| build.number.to_string()).collect();
    let create = Operation::Create {
        project: random.one_of(&["Lfo", "Lfo", "Lfo", "Vca"]),
        quantity: 1 + random.below(6),
        priority: i64::try_from(random.below(3)).unwrap(),
    };
    if numbers.is_empty() {
        return create;
    }
    let build = random.one_of(&numbers);
    let part = random.one_of(&PARTS);
    let location = random.one_of(&PLACES);
    match random.below(20) {
        0 | 1 => create,
        2 => Operation::Resize { build, quantity: 1 + random.below(8) },
        3 => Operation::LeaveOut {
            build,
            references: random.one_of(&["", "R1", "C1,C2", "U1", "J1", "C3,R2"]),
        },
        4 => Operation::Include { build, references: random.one_of(&["", "C3"]) },
        5 => Operation::Fallback {
            build,
            part: random.one_of(&["c-100n", "tl074-smd", "r-10k"]),
            fallback: random.one_of(&[None, Some("tl074"), Some("c-100n")]),
        },
        6..=9 => Operation::Clear { build, partial: random.one_of(&[None, Some(true), Some(false)]) },
        10 | 11 => Operation::Complete { build, quantity: random.one_of(&[None, Some(1), Some(2)]) },
        12 => Operation::Cancel { build },
        13 => Operation::Reopen { build },
        14 | 15 => Operation::Count { part, location, found: random.below(40) },
        16 | 17 => Operation::Receive { part, location, quantity: 1 + random.below(30) },
        18 => Operation::Adjust { part, location, more: random.below(2) == 0, quantity: 1 + random.below(9) },
        _ => Operation::Move {
            part,
            from: location,
            to: random.one_of(&PLACES),
            quantity: 1 + random.below(9),
        },
    }
}

async fn of_orders(fixture: &Fixture, random: &mut Random) -> Operation {
    // The newest are those of which something may still come.
    let orders = fixture.numbers("SELECT number FROM orders ORDER BY number DESC LIMIT 4").await;
    let builds = builds::list(fixture.context()).await.unwrap();
    let some = builds.iter().map(|build| build.number.to_string());
    let some: Vec<String> = some.filter(|_| random.below(3) == 0).collect();
    if orders.is_empty() {
        return Operation::Order { builds: some };
    }
    let order = random.one_of(&orders).to_string();
    match random.below(8) {
        0..3 => Operation::Order { builds: some },
        3 => Operation::Place { order },
        4 => Operation::Deliver { order, came: None },
        5 | 6 => {
            let line = random.one_of(&[1, 1, 2, 3]);
            Operation::Deliver { order, came: Some((line, 1 + random.below(12))) }
        }
        _ => Operation::CancelOrder { order },
    }
}

const REFERENCES: [&str; 10] = ["R1", "R2", "R3", "R4", "C1", "C2", "C3", "U1", "U2", "J1"];

fn of_lines(random: &mut Random) -> Operation {
    let project = random.one_of(&["Lfo", "Lfo", "Vca"]);
    if random.below(3) == 0 {
        return Operation::Sync { project, bom: any_bom(random) };
    }
    let (one, other) = (random.one_of(&PARTS).to_owned(), random.one_of(&PARTS).to_owned());
    let words = [
        LineWord::Match(one),
        LineWord::NoMatch,
        LineWord::Substitute(other),
        LineWord::NoSubstitute,
        LineWord::LeaveOut,
        LineWord::Include,
        LineWord::Ignore,
        LineWord::Heed,
    ];
    Operation::Decide { project, reference: random.one_of(&REFERENCES), word: random.one_of(&words) }
}

/// Rows of some of the references, together or apart, in any order, of one value or another, some
/// with a vendor's number, some not to be fitted.
fn any_bom(random: &mut Random) -> String {
    let mut rows: Vec<(String, &str, &str, &str)> = Vec::new();
    for reference in REFERENCES {
        if random.below(6) == 0 {
            continue;
        }
        let values: &[(&str, &str)] = match reference.as_bytes()[0] {
            b'R' => &[("10k", "R_0805"), ("10K", "R_0805"), ("4k7", "R_0805")],
            b'C' => &[("100n", "C_0805"), ("0.1uF", "C_0805"), ("1u", "")],
            b'U' => &[("TL074", "DIP-14_W7.62mm"), ("TL074", "SOIC-14"), ("TL072", "DIP-8")],
            _ => &[("Tune", ""), ("Jack", "Jack")],
        };
        let (value, footprint) = random.one_of(values);
        let alike = rows.iter_mut().find(|row| (row.1, row.2) == (value, footprint));
        match alike.filter(|_| random.below(3) > 0) {
            Some(row) => row.0.push_str(&format!(",{reference}")),
            None => {
                let rest = random.one_of(&[
                    ",,",
                    ",,",
                    ",,",
                    "DNP,,",
                    ",Mouser,R1",
                    ",\"Mouser, Tayda\",\"U1, A-1\"",
                ]);
                let at = usize::try_from(random.below(rows.len() as u64 + 1)).unwrap();
                rows.insert(at, (reference.to_owned(), value, footprint, rest));
            }
        }
    }
    if rows.is_empty() {
        rows.push(("R1".to_owned(), "10k", "R_0805", ",,"));
    }
    let rows: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.1, row.2, row.3)).collect();
    bom(&rows)
}
