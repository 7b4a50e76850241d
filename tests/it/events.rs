//! The event stream's limits: what one answer tells, and how many follow.

use crate::workshop::{lfo, workshop};
use axum::body::Body;
use axum::extract::Request;
use ctb::domain::live::Subject;
use ctb::server::Feed;
use ctb::services::{Request as Asked, builds, live};
use tokio::sync::watch;
use tower::ServiceExt;

#[tokio::test]
async fn each_thing_is_told_once_however_often_it_changed() {
    let fixture = workshop().await;
    let context = fixture.context();
    let before = live::newest(context).await.unwrap();
    let build = lfo(context, 2).await;
    for _ in 0..3 {
        builds::clear(context, &Asked::unkeyed(), &build, None).await.unwrap();
        builds::cancel(context, &Asked::unkeyed(), &build).await.unwrap();
    }
    let told = live::since(context, before).await.unwrap();
    let kinds: Vec<Subject> = told.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Subject::Build, Subject::Stock]);
    assert_eq!(told[1].id, live::newest(context).await.unwrap());
    assert!(live::since(context, told[1].id).await.unwrap().is_empty());
}

#[tokio::test]
async fn one_answer_tells_of_500_things_and_the_rest_comes_after_them() {
    let fixture = workshop().await;
    let context = fixture.context();
    let before = live::newest(context).await.unwrap();
    for _ in 0..=live::MOST {
        lfo(context, 1).await;
    }
    let first = live::since(context, before).await.unwrap();
    assert_eq!(first.len(), 500);
    let rest = live::since(context, first[499].id).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert!(rest[0].id > first[499].id);
}

async fn follow(feed: &Feed) -> (u16, Body) {
    let request = Request::get("/api/events").body(Body::empty()).unwrap();
    let answer = feed.routes().oneshot(request).await.unwrap();
    (answer.status().as_u16(), answer.into_body())
}

#[tokio::test]
async fn a_thousand_browsers_follow_and_one_more_is_told_to_come_back() {
    let fixture = workshop().await;
    let (_stop, stopped) = watch::channel(false);
    let feed = Feed::start(fixture.context().clone(), stopped).await.unwrap();
    let mut open = Vec::new();
    for _ in 0..1_000 {
        let (status, body) = follow(&feed).await;
        assert_eq!(status, 200);
        open.push(body);
    }
    assert_eq!(follow(&feed).await.0, 503);
    // Whoever leaves makes room.
    open.pop();
    assert_eq!(follow(&feed).await.0, 200);
}
