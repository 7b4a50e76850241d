//! Stand-ins, both ways.

use super::{annex, build, faulty, missing, refused, workshop};
use crate::workshop::sound;
use ctb::domain::catalog::StandInKind;
use ctb::services::catalog::parts;
use ctb::services::catalog::stand_ins::{self, StandInEntry};
use ctb::services::{Context, Request, builds};

fn equivalent(part: &str, other: &str) -> StandInEntry {
    StandInEntry { part: part.into(), other: other.into(), kind: StandInKind::Equivalent, asks: false }
}

fn alternative(part: &str, other: &str, rank: u32) -> StandInEntry {
    StandInEntry { kind: StandInKind::Alternative { rank }, ..equivalent(part, other) }
}

async fn beside(context: &Context, part: &str) -> Vec<(String, StandInKind, bool)> {
    let page = parts::page(context, part).await.unwrap();
    page.stand_ins.into_iter().map(|other| (other.part, other.kind, other.asks)).collect()
}

#[tokio::test]
async fn stand_ins_come_change_and_go() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    stand_ins::add(context, &ask, &alternative("tl074", "spare", 1)).await.unwrap();
    // Stated the other way round it is the same equivalent, kept once.
    let said = stand_ins::add(context, &ask, &equivalent("Unused thing", "r-4k7")).await.unwrap();
    assert_eq!((said.part.as_str(), said.other.as_str()), ("spare", "r-4k7"), "named by their keys");
    let asking = StandInEntry { asks: true, ..alternative("tl074", "spare", 7) };
    stand_ins::change(context, &ask, &asking).await.unwrap();
    let rank = StandInKind::Alternative { rank: 7 };
    assert_eq!(beside(context, "tl074").await, [("spare".to_owned(), rank, true)]);
    stand_ins::change(context, &ask, &StandInEntry { asks: true, ..equivalent("r-4k7", "spare") })
        .await
        .unwrap();
    assert_eq!(beside(context, "r-4k7").await, [("spare".to_owned(), StandInKind::Equivalent, true)]);
    stand_ins::remove(context, &ask, &alternative("tl074", "spare", 1)).await.unwrap();
    stand_ins::remove(context, &ask, &equivalent("r-4k7", "spare")).await.unwrap();
    assert!(beside(context, "spare").await.is_empty());
    missing(stand_ins::remove(context, &ask, &equivalent("r-4k7", "spare")).await);
    missing(stand_ins::change(context, &ask, &alternative("tl074", "spare", 1)).await);
    sound(context, "stand-ins").await;
}

#[tokio::test]
async fn what_cannot_stand_in_is_refused() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let before = fixture.export().await;
    assert_eq!(faulty(stand_ins::add(context, &ask, &equivalent("spare", "spare")).await), ["other"]);
    for rank in [0, 1001] {
        assert_eq!(
            faulty(stand_ins::add(context, &ask, &alternative("spare", "tl074", rank)).await),
            ["rank"]
        );
        assert_eq!(
            faulty(stand_ins::change(context, &ask, &alternative("r-10k", "r-9k1", rank)).await),
            ["rank"]
        );
    }
    for twice in [
        equivalent("r-10k", "r-10k-b"),
        equivalent("r-10k-b", "r-10k"),
        alternative("r-10k", "r-10k-b", 1),
        alternative("r-10k-b", "r-10k", 1),
        alternative("r-10k", "r-9k1", 3),
        equivalent("r-9k1", "r-10k"),
    ] {
        refused(stand_ins::add(context, &ask, &twice).await, "already");
    }
    missing(stand_ins::add(context, &ask, &equivalent("spare", "nothing")).await);
    assert_eq!(fixture.export().await, before);
    stand_ins::add(context, &ask, &alternative("r-9k1", "r-10k", 1)).await.unwrap();
}

#[tokio::test]
async fn a_new_stand_in_mends_a_build() {
    let fixture = workshop().await;
    let (context, ask) = (fixture.context(), Request::unkeyed());
    let number = build(context, 1).await;
    let short = async || {
        let report = builds::clear(context, &ask, &number, None).await.unwrap();
        report.shortages.into_iter().map(|short| short.part).collect::<Vec<_>>()
    };
    assert_eq!(short().await, ["board", "socket"]);
    stand_ins::add(context, &ask, &alternative("socket", "r-10k", 1)).await.unwrap();
    assert_eq!(short().await, ["board"]);
    let before = ctb::services::state::state(context).await.unwrap().versions;
    stand_ins::remove(context, &ask, &alternative("socket", "r-10k", 1)).await.unwrap();
    assert_eq!(
        ctb::services::state::state(context).await.unwrap().versions,
        before,
        "lines are what they were"
    );
}

#[tokio::test]
async fn the_same_request_adds_one_stand_in_and_no_other_workspace_does() {
    let fixture = workshop().await;
    let context = fixture.context();
    let ask = Request::keyed("s", "add".to_owned()).unwrap();
    let entry = alternative("tl074", "spare", 1);
    let first = stand_ins::add(context, &ask, &entry).await.unwrap();
    assert_eq!(stand_ins::add(context, &ask, &entry).await.unwrap(), first);
    let annex = annex(&fixture).await;
    missing(stand_ins::remove(&annex, &Request::unkeyed(), &entry).await);
    assert_eq!(beside(context, "tl074").await.len(), 1);
}
