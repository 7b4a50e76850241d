//! Whatever people do, in whatever order, every promise holds; and a bundle carries all of it.
//!
//! `CTB_MIX_SEED` repeats a seed that failed, `CTB_MIX_SEEDS` tries more of them.

use crate::fixture::Fixture;
use crate::workshop::{Operation, PARTS, PLACES, Random, setting, sound, workshop};
use ctb::services::{Context, Request, ServiceError, builds};
use ctb::store::StoreError;

const OPERATIONS: u64 = 1_000;
const CHECK_EVERY: u64 = 50;
const SEEDS: u64 = 2;

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
    for number in 1..=OPERATIONS {
        let operation = any(context, &mut random).await;
        fixture.wait_seconds(1);
        match operation.perform(context, &Request::unkeyed()).await {
            Ok(()) => done += 1,
            Err(error) if may_be(&error) => refused += 1,
            Err(error) => panic!("seed {seed}, operation {number}: {operation:?}: {error}"),
        }
        if number.is_multiple_of(CHECK_EVERY) {
            sound(context, &format!("seed {seed}, after operation {number}, {operation:?}")).await;
        }
    }
    println!("seed {seed}: {done} operations done, {refused} refused");
    assert!(done > OPERATIONS / 2, "seed {seed}: most operations should do something, {done} did");
    carried(&fixture, seed).await;
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
            | ServiceError::Store(StoreError::Ledger { .. })
    )
}

async fn any(context: &Context, random: &mut Random) -> Operation {
    let builds = builds::list(context).await.unwrap();
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
