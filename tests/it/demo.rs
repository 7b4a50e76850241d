//! The demo workshop tells its story: one build clear, one with parts missing, one that waits for
//! the order on its way, one completed; an order placed, one received in part, and drafts.

use crate::fixture::Fixture;
use ctb::domain::builds::BuildStatus;
use ctb::domain::orders::OrderStatus;
use ctb::domain::quantity::Quantity;
use ctb::services::{Request, ServiceError, builds, demo, vendor_orders};

async fn missing(fixture: &Fixture, build: &str) -> Vec<(String, u64)> {
    let report = builds::clear(fixture.context(), &Request::unkeyed(), build, None).await.unwrap();
    let mut missing: Vec<(String, u64)> =
        report.shortages.into_iter().map(|short| (short.part, short.short.get())).collect();
    missing.sort();
    missing
}

fn parts(of: &[(&str, u64)]) -> Vec<(String, u64)> {
    of.iter().map(|(part, pieces)| ((*part).to_owned(), *pieces)).collect()
}

#[tokio::test]
async fn the_demo_has_a_clear_build_and_one_with_parts_missing() {
    let fixture = Fixture::new().await;
    demo::fill(fixture.context()).await.unwrap();
    let all = builds::list(fixture.context()).await.unwrap();
    let cleared: Vec<i64> =
        all.iter().filter(|build| build.status == BuildStatus::Cleared).map(|build| build.number).collect();
    assert_eq!((all.len(), cleared), (5, vec![1]));
    let completed = all.iter().find(|build| build.status == BuildStatus::Completed).unwrap();
    assert_eq!((completed.number, completed.completed), (5, Quantity::of(2)));
    assert_eq!(
        missing(&fixture, "lfo-6").await,
        parts(&[("bat54s", 10), ("led-bicolor-3mm", 5), ("pot-b100k-9mm", 4), ("tl074-dip14", 6)])
    );
    assert_eq!(missing(&fixture, "mixer-10").await, parts(&[("jack-3.5-mono", 9)]));
    let supply = builds::clear(fixture.context(), &Request::unkeyed(), "supply-2", None).await.unwrap();
    assert_eq!((supply.shortages.len(), supply.unmatched.len()), (4, 1));
}

#[tokio::test]
async fn the_demo_has_an_order_in_every_state_that_asks_for_something() {
    let fixture = Fixture::new().await;
    demo::fill(fixture.context()).await.unwrap();
    let orders = vendor_orders::list(fixture.context()).await.unwrap().orders;
    let of = |status| -> Vec<String> {
        orders.iter().filter(|order| order.status == status).map(|order| order.vendor.clone()).collect()
    };
    assert_eq!(of(OrderStatus::Placed), ["Thonk"]);
    assert_eq!(of(OrderStatus::PartReceived), ["Tayda"]);
    assert_eq!(of(OrderStatus::Draft), ["Tayda", "Mouser"], "the newest first");
}

#[tokio::test]
async fn the_demo_is_refused_where_there_is_data() {
    let fixture = Fixture::new().await;
    demo::fill(fixture.context()).await.unwrap();
    let before = fixture.export().await;
    assert!(matches!(demo::fill(fixture.context()).await, Err(ServiceError::Refused(_))));
    assert_eq!(fixture.export().await, before);
}

#[tokio::test]
async fn the_demo_goes_out_and_in_again_unchanged() {
    let fixture = Fixture::new().await;
    demo::fill(fixture.context()).await.unwrap();
    let exported = fixture.export().await;
    assert_eq!(Fixture::with(&exported).await.export().await, exported);
}
