//! Places: their list, what lies in one, and what can be done with them.

use crate::catalog::annex;
use crate::workshop::{cleared, pieces, place, workshop};
use ctb::domain::ids::LocationId;
use ctb::domain::lists::ListQuery;
use ctb::services::{Context, Request, ServiceError, inventory, places};

fn asked(q: &str, sort: &str) -> ListQuery {
    ListQuery { q: q.to_owned(), sort: sort.to_owned(), ..ListQuery::default() }
}

async fn id(context: &Context, name: &str) -> LocationId {
    let found = places::list(context, &asked(name, ""), None).await.unwrap();
    found.rows.iter().find(|row| row.name == name).unwrap().id
}

async fn listed(context: &Context, search: &str) -> Vec<String> {
    let found = places::list(context, &asked(search, ""), None).await.unwrap();
    found.rows.iter().map(|row| format!("{} {}/{}", row.name, row.parts, row.pieces)).collect()
}

const ASK: fn() -> Request = Request::unkeyed;

#[tokio::test]
async fn places_are_listed_with_what_lies_there() {
    let fixture = workshop().await;
    let context = fixture.context();
    assert_eq!(listed(context, "").await, ["A1 2/100", "A2 3/46", "B1 3/58"]);
    assert_eq!(listed(context, "a").await, ["A1 2/100", "A2 3/46"]);
    assert!(listed(context, "%").await.is_empty(), "what is typed is no pattern");
}

#[tokio::test]
async fn places_are_sorted_by_name_and_by_what_lies_there_page_by_page() {
    let fixture = workshop().await;
    let context = fixture.context();
    for number in [10, 9, 100] {
        places::create(context, &ASK(), &format!("Drawer {number}")).await.unwrap();
    }
    let names = async |sort: &str, after| {
        let found = places::list(context, &asked("", sort), after).await.unwrap();
        found.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(names("", None).await, ["A1", "A2", "B1", "Drawer 9", "Drawer 10", "Drawer 100"]);
    assert_eq!(names("-name", None).await[..2], ["Drawer 100", "Drawer 10"]);
    assert_eq!(names("-pieces", None).await[..3], ["A1", "B1", "A2"]);
    assert_eq!(names("parts", None).await, ["Drawer 9", "Drawer 10", "Drawer 100", "A1", "A2", "B1"]);
    let b1 = id(context, "B1").await;
    assert_eq!(names("-pieces", Some(b1)).await, ["A2", "Drawer 9", "Drawer 10", "Drawer 100"]);
    let all = places::all(context, &asked("drawer 1", "name")).await.unwrap();
    assert_eq!(all.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Drawer 10", "Drawer 100"]);
}

#[tokio::test]
async fn every_place_is_on_one_page() {
    let fixture = workshop().await;
    let context = fixture.context();
    for number in 0..120 {
        places::create(context, &ASK(), &format!("Box {number:03}")).await.unwrap();
    }
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = places::list(context, &asked("", ""), after).await.unwrap();
        seen.extend(page.rows.into_iter().map(|row| row.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!((seen.len(), &seen), (123, &sorted));
}

#[tokio::test]
async fn what_lies_in_a_place_comes_page_by_page() {
    let fixture = workshop().await;
    let context = fixture.context();
    let a2 = id(context, "A2").await;
    let page = places::page(context, a2, &ListQuery::default(), None).await.unwrap();
    let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["10k", "Socket DIP-14", "TL074"]);
    let rest = places::page(context, a2, &ListQuery::default(), Some(page.rows[0].line)).await.unwrap();
    assert_eq!((rest.rows.len(), rest.next), (2, None));
    let found = async |q: &str, sort: &str| {
        let page = places::page(context, a2, &asked(q, sort), None).await.unwrap();
        page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(found("dip", "").await, ["Socket DIP-14", "TL074"], "its name, or its package");
    assert_eq!(found("", "-part").await, ["TL074", "Socket DIP-14", "10k"]);
    assert_eq!(found("nothing", "").await, [""; 0]);
}

#[tokio::test]
async fn a_place_is_made_renamed_and_archived() {
    let fixture = workshop().await;
    let context = fixture.context();
    let made = places::create(context, &ASK(), " Box 9 ").await.unwrap();
    assert!(matches!(places::create(context, &ASK(), "Box 9").await, Err(ServiceError::Fields(_))));
    assert!(matches!(places::create(context, &ASK(), "  ").await, Err(ServiceError::Invalid(_))));
    places::rename(context, &ASK(), made, "Box 10", 0).await.unwrap();
    assert!(matches!(
        places::rename(context, &ASK(), made, "Box 11", 0).await,
        Err(ServiceError::Conflict(_))
    ));
    assert!(matches!(places::rename(context, &ASK(), made, "A1", 1).await, Err(ServiceError::Fields(_))));
    places::archive(context, &ASK(), made, true, 1).await.unwrap();
    assert!(listed(context, "Box").await.is_empty());
    assert_eq!(places::create(context, &ASK(), "Box 10").await.unwrap(), made, "it is in use again");
    let (a1, edit) = (id(context, "A1").await, 0);
    let refused = places::archive(context, &ASK(), a1, true, edit).await;
    assert!(matches!(&refused, Err(ServiceError::Refused(why)) if why.contains("lie there")), "{refused:?}");
}

#[tokio::test]
async fn another_workspace_s_place_is_not_there() {
    let fixture = workshop().await;
    let context = fixture.context();
    cleared(context, 1).await;
    let a1 = id(context, "A1").await;
    let other = annex(&fixture).await;
    assert!(listed(&other, "").await.is_empty());
    assert!(matches!(
        places::page(&other, a1, &ListQuery::default(), None).await,
        Err(ServiceError::NotFound { .. })
    ));
    assert!(matches!(
        places::rename(&other, &ASK(), a1, "mine", 0).await,
        Err(ServiceError::NotFound { .. })
    ));
}

#[tokio::test]
async fn what_came_without_an_order_is_booked_once() {
    let fixture = workshop().await;
    let context = fixture.context();
    let cost =
        Some(ctb::domain::money::Money { amount: "0.55".parse().unwrap(), currency: "USD".parse().unwrap() });
    for _ in 0..2 {
        let ask = Request::keyed("bag", "receive tl074".into()).unwrap();
        let there =
            inventory::receive(context, &ask, &place("tl074", "Box 9"), pieces(5), cost).await.unwrap();
        assert_eq!((there.location.as_str(), there.on_hand), ("Box 9", pieces(5)));
    }
}
