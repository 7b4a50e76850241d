//! The bench: what is found by what somebody types, and what is booked there.

use crate::workshop::{cleared, pieces, sound, workshop};
use ctb::domain::catalog::PartEntry;
use ctb::domain::ids::{PartId, StockLineId};
use ctb::domain::inventory::{BenchPage, BenchPart, Booked, Booking, Verb, Where};
use ctb::services::bench::{Wanted, book, find};
use ctb::services::catalog::parts;
use ctb::services::{Context, Request, ServiceError};

async fn typed(context: &Context, search: &str) -> BenchPage {
    let wanted = Wanted { search: search.to_owned(), ..Wanted::default() };
    find(context, &wanted, "key".to_owned()).await.unwrap()
}

fn names(page: &BenchPage) -> Vec<&str> {
    page.parts.iter().map(|part| part.name.as_str()).collect()
}

/// Where a part lies, with what lies there: "A1 40/3" has 3 reserved ones among 40.
fn lies(part: &BenchPart) -> Vec<String> {
    part.spots.iter().map(|spot| format!("{} {}/{}", spot.location, spot.on_hand, spot.reserved)).collect()
}

/// The stock line of a part in a place.
async fn line(context: &Context, part: &str, place: &str) -> StockLineId {
    let page = typed(context, part).await;
    let part = page.parts.iter().find(|one| one.name.eq_ignore_ascii_case(part)).unwrap();
    part.spots.iter().find(|spot| spot.location == place).unwrap().line
}

fn at(line: StockLineId, verb: Verb, count: u64) -> Booking {
    Booking { verb, at: Where::Line(line), pieces: pieces(count), to: String::new(), undoes: false }
}

/// What takes a booking back, as the form says it.
fn undo(booked: &Booked) -> Booking {
    let undo = booked.undo.clone().unwrap();
    Booking { verb: undo.verb, at: Where::Line(undo.line), pieces: undo.pieces, to: undo.to, undoes: true }
}

async fn refused(context: &Context, key: &str, booking: &Booking) -> String {
    book(context, key, booking).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_value_in_any_notation_brings_the_parts_with_where_they_lie() {
    let fixture = workshop().await;
    let context = fixture.context();
    for notation in ["10k", "10K", "10000", "10 kΩ"] {
        let page = typed(context, notation).await;
        assert_eq!(names(&page), ["10k", "10k other"], "{notation}");
        assert_eq!(lies(&page.parts[0]), ["A1 40/0", "A2 25/0"], "{notation}");
    }
    assert_eq!(names(&typed(context, "0.1uF").await), ["100n"]);
    assert!(typed(context, "no such thing").await.parts.is_empty());
    assert!(typed(context, "  ").await.parts.is_empty(), "nothing typed is nothing meant");
}

#[tokio::test]
async fn what_is_just_that_comes_first_and_what_lies_nowhere_last() {
    let fixture = workshop().await;
    let page = typed(fixture.context(), "lfo").await;
    assert_eq!(names(&page), ["Lfo board", "Finished Lfo"], "the board lies somewhere");
    let page = typed(fixture.context(), "tl074").await;
    assert_eq!(names(&page)[0], "TL074");
}

#[tokio::test]
async fn a_place_shows_what_lies_in_it() {
    let fixture = workshop().await;
    let context = fixture.context();
    let page = typed(context, "a1").await;
    let place = page.place.unwrap();
    let rows: Vec<(&str, u64)> =
        place.rows.iter().map(|row| (row.name.as_str(), row.on_hand.get())).collect();
    assert_eq!((place.name.as_str(), rows), ("A1", vec![("100n", 60), ("10k", 40)]));
    let page = typed(context, "A").await;
    let places: Vec<&str> = page.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!((places, page.place), (vec!["A1", "A2"], None), "several places may be meant");
    let wanted = Wanted { place: Some(place.id), ..Wanted::default() };
    assert_eq!(find(context, &wanted, String::new()).await.unwrap().place.unwrap().name, "A1");
}

#[tokio::test]
async fn reserved_pieces_say_for_which_build_they_are() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build = cleared(context, 2).await;
    let page = typed(context, "tl074").await;
    let spot = &page.parts[0].spots[0];
    assert_eq!((spot.on_hand, spot.free()), (pieces(12), pieces(10)));
    assert_eq!(spot.reserved_in_words(), format!("2 for Lfo build {build}"));
}

#[tokio::test]
async fn what_is_taken_put_and_moved_is_in_the_books_and_is_taken_back() {
    let fixture = workshop().await;
    let context = fixture.context();
    let in_a1 = line(context, "10k", "A1").await;
    let before = lies(&typed(context, "10k").await.parts[0]);
    let move_to = |to: &str| Booking { to: to.to_owned(), ..at(in_a1, Verb::Move, 5) };
    for (number, (booking, after)) in [
        (at(in_a1, Verb::Take, 5), vec!["A1 35/0", "A2 25/0"]),
        (at(in_a1, Verb::Put, 5), vec!["A1 45/0", "A2 25/0"]),
        (at(in_a1, Verb::Count, 7), vec!["A2 25/0", "A1 7/0"]),
        (move_to("A2"), vec!["A1 35/0", "A2 30/0"]),
        (move_to(" Box 9 "), vec!["A1 35/0", "A2 25/0", "Box 9 5/0"]),
    ]
    .into_iter()
    .enumerate()
    {
        let booked = book(context, &format!("do {number}"), &booking).await.unwrap();
        assert_eq!(lies(&typed(context, "10k").await.parts[0]), after, "{}", booked.sentence());
        let back = book(context, &format!("undo {number}"), &undo(&booked)).await.unwrap();
        assert!(back.sentence().starts_with("Undone: "), "{}", back.sentence());
        assert_eq!(back.undo, None, "what was taken back is done");
        let mut now = lies(&typed(context, "10k").await.parts[0]);
        now.retain(|spot| !spot.ends_with(" 0/0"));
        assert_eq!(now, before);
    }
    sound(context, "after all").await;
}

#[tokio::test]
async fn taking_a_count_back_leaves_what_others_took_since() {
    let fixture = workshop().await;
    let context = fixture.context();
    let in_a1 = line(context, "10k", "A1").await;
    let counted = book(context, "count", &at(in_a1, Verb::Count, 30)).await.unwrap();
    book(context, "take", &at(in_a1, Verb::Take, 4)).await.unwrap();
    let back = book(context, "undo", &undo(&counted)).await.unwrap();
    assert_eq!(back.on_hand, pieces(36), "40 − 4, not 40");
}

#[tokio::test]
async fn the_same_booking_sent_twice_is_done_once() {
    let fixture = workshop().await;
    let context = fixture.context();
    let in_a1 = line(context, "10k", "A1").await;
    let first = book(context, "once", &at(in_a1, Verb::Take, 5)).await.unwrap();
    let again = book(context, "once", &at(in_a1, Verb::Take, 5)).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(lies(&typed(context, "10k").await.parts[0]), ["A1 35/0", "A2 25/0"]);
    let other = book(context, "once", &at(in_a1, Verb::Take, 6)).await;
    assert!(matches!(other, Err(ServiceError::RequestReused(_))));
    let wanted = Wanted { search: "10k".into(), done: Some("once".into()), ..Wanted::default() };
    let page = find(context, &wanted, String::new()).await.unwrap();
    assert_eq!(page.done, Some(first), "a form without scripts is led to what it did");
}

#[tokio::test]
async fn a_count_below_what_is_reserved_names_the_builds_that_are_no_longer_clear() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build: i64 = cleared(context, 2).await.parse().unwrap();
    let in_a2 = line(context, "tl074", "A2").await;
    let booked = book(context, "count", &at(in_a2, Verb::Count, 1)).await.unwrap();
    assert_eq!(booked.no_longer_clear, [build]);
    assert!(booked.consequence().unwrap().starts_with(&format!("Build {build} is no longer clear")));
    sound(context, "after the count").await;
}

#[tokio::test]
async fn what_cannot_be_booked_says_why_and_changes_nothing() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build = cleared(context, 2).await;
    let in_a2 = line(context, "tl074", "A2").await;
    let before = fixture.export().await;
    assert_eq!(
        refused(context, "a", &at(in_a2, Verb::Take, 11)).await,
        format!(
            "11 are more than are free (of 12 in A2, 2 for Lfo build {build}): take 10 at most, or count what lies there"
        )
    );
    assert!(refused(context, "b", &at(in_a2, Verb::Put, 0)).await.contains("no pieces"));
    assert!(refused(context, "c", &at(in_a2, Verb::Put, 1_000_000_000)).await.contains("cannot hold more"));
    let to = |to: &str| Booking { to: to.to_owned(), ..at(in_a2, Verb::Move, 1) };
    assert!(refused(context, "d", &to("A2")).await.contains("already"));
    assert!(refused(context, "e", &to("  ")).await.contains("1 to 200 characters"));
    let nowhere = at(StockLineId::new(9_999), Verb::Take, 1);
    assert!(matches!(book(context, "f", &nowhere).await, Err(ServiceError::NotFound { .. })));
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn a_part_that_lies_nowhere_is_put_somewhere() {
    let fixture = workshop().await;
    let context = fixture.context();
    let part = typed(context, "finished lfo").await.parts[0].clone();
    assert!(part.spots.is_empty());
    let somewhere = Where::Place(part.id, "Shelf".to_owned());
    let put = Booking { at: somewhere, ..at(StockLineId::new(0), Verb::Put, 3) };
    let booked = book(context, "put", &put).await.unwrap();
    assert_eq!(booked.sentence(), "3 of Finished Lfo put into Shelf; 3 lie there now");
    let wanted = Wanted { line: Some(booked.line), ..Wanted::default() };
    assert_eq!(lies(&find(context, &wanted, String::new()).await.unwrap().parts[0]), ["Shelf 3/0"]);
}

#[tokio::test]
async fn another_workspace_s_things_are_not_there() {
    let fixture = workshop().await;
    let context = fixture.context();
    let in_a1 = line(context, "10k", "A1").await;
    let place = typed(context, "A1").await.place.unwrap().id;
    let other = crate::catalog::annex(&fixture).await;
    assert!(typed(&other, "10k").await.parts.is_empty());
    assert!(typed(&other, "A1").await.places.is_empty());
    for wanted in [
        Wanted { line: Some(in_a1), ..Wanted::default() },
        Wanted { place: Some(place), ..Wanted::default() },
        Wanted { part: Some(PartId::new(1)), ..Wanted::default() },
    ] {
        assert!(matches!(find(&other, &wanted, String::new()).await, Err(ServiceError::NotFound { .. })));
    }
    let taken = book(&other, "key", &at(in_a1, Verb::Take, 1)).await;
    assert!(matches!(taken, Err(ServiceError::NotFound { .. })));
}

#[tokio::test]
async fn the_bench_shows_20_parts_and_says_that_there_are_more() {
    let fixture = workshop().await;
    let context = fixture.context();
    for number in 1..=21 {
        let entry = PartEntry { name: format!("Screw {number}"), ..PartEntry::default() };
        parts::create(context, &Request::unkeyed(), None, &entry).await.unwrap();
        let page = typed(context, "screw").await;
        assert_eq!((page.parts.len(), page.more), (number.min(20), number > 20));
    }
}
