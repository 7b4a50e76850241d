//! What the pages for picking and completing show, and doing things only as they were seen.

use crate::workshop::{cleared, lfo, pieces, place, sound, workshop};
use ctb::domain::builds::BuildStatus;
use ctb::domain::quantity::Quantity;
use ctb::services::{Request, ServiceError, builds, inventory};

#[tokio::test]
async fn a_pick_list_is_what_is_reserved_place_by_place() {
    let fixture = workshop().await;
    let context = fixture.context();
    let open = lfo(context, 2).await;
    assert!(builds::pick_list(context, &open).await.unwrap().picks.is_empty(), "nothing is reserved");
    let build = cleared(context, 13).await;
    let list = builds::pick_list(context, &build).await.unwrap();
    let places: Vec<&str> = list.picks.iter().map(|pick| pick.location.as_str()).collect();
    let mut sorted = places.clone();
    sorted.sort_unstable();
    assert_eq!(places, sorted, "one walks once");
    // Of thirteen op-amps twelve are there; a stand-in is the thirteenth.
    let stand_in = list.picks.iter().find(|pick| pick.part == "tl074-smd").unwrap();
    assert_eq!((stand_in.quantity, stand_in.instead_of.as_deref()), (pieces(1), Some("TL074")));
    let board = list.picks.iter().find(|pick| pick.part == "board").unwrap();
    assert_eq!((board.quantity, board.per_piece), (pieces(13), Some(Quantity::ONE)));
    let solder: Vec<(&str, Quantity)> =
        list.uncounted.iter().map(|part| (part.name.as_str(), part.quantity)).collect();
    assert_eq!((solder, list.not_reserved), (vec![("Solder", pieces(13))], 0));
}

#[tokio::test]
async fn what_is_not_found_while_picking_is_taken_from_elsewhere_or_missing() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build = cleared(context, 4).await;
    let list = builds::pick_list(context, &build).await.unwrap();
    let pick = list.picks.iter().find(|pick| pick.part.starts_with("r-10k")).unwrap();
    let place = place(&pick.part, &pick.location);
    inventory::count(context, &Request::unkeyed(), &place, Quantity::ZERO).await.unwrap();
    let list = builds::pick_list(context, &build).await.unwrap();
    assert_eq!((list.build.status, list.not_reserved), (BuildStatus::Open, 1));
    builds::clear(context, &Request::unkeyed(), &build, Some(true)).await.unwrap();
    let list = builds::pick_list(context, &build).await.unwrap();
    assert_eq!((list.build.status, list.not_reserved), (BuildStatus::Cleared, 0));
    assert!(list.picks.iter().all(|other| other.stock_line != pick.stock_line));
}

#[tokio::test]
async fn completing_uses_what_its_page_says_and_puts_the_pieces_where_it_says() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build = cleared(context, 3).await;
    let page = builds::completion(context, &build).await.unwrap();
    let remaining = page.build.remaining();
    let resistors = page.needs.iter().find(|need| need.name == "10k").unwrap();
    // Three for each, and spares with the last.
    assert_eq!(resistors.need.used_by(Quantity::ONE, remaining), pieces(3));
    assert!(resistors.need.used_by(remaining, remaining) > pieces(9));
    assert!(page.needs.iter().all(|need| need.name != "Solder"), "nobody counts it");
    let product = page.produces.clone().unwrap();
    assert_eq!((product.name.as_str(), product.location.as_str()), ("Finished Lfo", "Received"));

    let (ask, seen) = (Request::unkeyed(), Some(page.build.edit));
    builds::complete_as_seen(context, &ask, &build, Some(Quantity::ONE), seen).await.unwrap();
    let twice = builds::complete_as_seen(context, &ask, &build, Some(Quantity::ONE), seen).await.unwrap_err();
    assert!(matches!(twice, ServiceError::Conflict(_)), "{twice}");
    let after = builds::completion(context, &build).await.unwrap();
    let of = |page: &ctb::domain::overview::CompletePage| -> Quantity {
        page.needs.iter().find(|need| need.name == "10k").unwrap().need.quantity
    };
    assert_eq!(of(&after), of(&page).saturating_sub(pieces(3)));
    let seen = Some(after.build.edit);
    builds::reopen_as_seen(context, &ask, &build, seen).await.unwrap();
    assert!(builds::reopen_as_seen(context, &ask, &build, seen).await.is_err(), "only once");
    assert_eq!(of(&builds::completion(context, &build).await.unwrap()), of(&page));
    sound(context, "after completing and reversing").await;
}

#[tokio::test]
async fn every_version_can_be_built() {
    let fixture = workshop().await;
    let versions = builds::buildable(fixture.context()).await.unwrap();
    let named: Vec<(&str, &str, bool)> = versions
        .iter()
        .map(|version| (version.project.as_str(), version.revision.as_str(), version.synced))
        .collect();
    assert_eq!(named, [("Lfo", "v0", true), ("Vca", "v0", true)]);
}
