//! What each failure of a vendor does to the jobs that it meets, and what it says.

use super::shop::{Shop, asking, runner, sync};
use crate::fixture::Fixture;
use crate::sql::Sql;
use crate::workshop::{bom, sound, workshop};
use ctb::domain::ids::JobId;
use ctb::domain::jobs::{Job, JobStatus};
use ctb::remote::VendorError;
use ctb::services::jobs::{Step, list, retry};
use ctb::services::{Context, Request};
use std::sync::Arc;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

fn vendor() -> String {
    "Mouser".to_owned()
}

/// Three numbers that wait to be looked up.
async fn three(fixture: &Fixture) -> (Arc<Shop>, Context) {
    let shop = Shop::usual(fixture);
    let context = asking(fixture.context(), &shop);
    for number in ["1-AAA", "2-BBB", "3-CCC"] {
        shop.sells(number, number);
    }
    let rows =
        [("U7", "", "", ",Mouser,1-AAA"), ("U8", "", "", ",Mouser,2-BBB"), ("U9", "", "", ",Mouser,3-CCC")];
    sync(&context, &bom(&rows)).await;
    (shop, context)
}

async fn job(context: &Context, number: &str) -> Job {
    let all = list(context).await.unwrap().jobs;
    all.into_iter().find(|job| job.subject.ends_with(number)).unwrap()
}

#[tokio::test]
async fn a_vendor_that_wants_fewer_calls_is_left_alone_by_everybody() {
    let fixture = workshop().await;
    let (shop, context) = three(&fixture).await;
    shop.fails_with(VendorError::Throttled { vendor: vendor(), wait: Duration::from_secs(300) });
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 3);
    let other = asking(&fixture.another().await, &shop);
    assert_eq!(runner(&fixture).drain(&other).await.unwrap(), 3);
    assert_eq!(shop.calls(), 1);
    let told = list(&other).await.unwrap();
    let (until, why) = told.vendors[0].paused.clone().unwrap();
    assert!(until > other.now() && why.contains("wants fewer calls"), "{why}");
    assert_eq!(runner(&fixture).drain_for(&other, HOUR).await.unwrap(), 0);
    assert_eq!((shop.calls(), job(&other, "1-AAA").await.error), (2, None));
}

#[tokio::test]
async fn a_used_up_day_is_waited_for_without_giving_up() {
    let fixture = workshop().await;
    let (shop, context) = three(&fixture).await;
    for _ in 0..20 {
        shop.fails_with(VendorError::DailyLimit { vendor: vendor() });
    }
    assert_eq!(runner(&fixture).drain_for(&context, 24 * HOUR).await.unwrap(), 0);
    assert_eq!(shop.calls(), 21);
}

#[tokio::test]
async fn a_wrong_key_stops_the_work_at_once_and_is_said_at_every_job() {
    let fixture = workshop().await;
    let (shop, context) = three(&fixture).await;
    for _ in 0..2 {
        shop.fails_with(VendorError::BadKey { vendor: vendor(), setting: "CTB_MOUSER_KEY" });
        assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 3);
    }
    assert_eq!(shop.calls(), 2);
    let said = job(&context, "3-CCC").await;
    assert_eq!(said.error.as_deref(), Some("Mouser does not accept the API key: check CTB_MOUSER_KEY"));
    assert_eq!(said.status, JobStatus::Queued);
    assert_eq!(
        fixture.number("SELECT count(*) FROM offers WHERE error LIKE 'Mouser does not accept%'").await,
        3
    );
    // The key is mended.
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    assert_eq!(fixture.number("SELECT count(*) FROM offers WHERE error IS NOT NULL").await, 0);
}

#[tokio::test]
async fn a_vendor_that_fails_is_tried_again_ever_later_and_given_up_with_its_words_kept() {
    let fixture = workshop().await;
    let (shop, context) = three(&fixture).await;
    for _ in 0..100 {
        shop.fails_with(VendorError::Unavailable { vendor: vendor(), status: 503 });
    }
    assert_eq!(runner(&fixture).drain_for(&context, 30 * 24 * HOUR).await.unwrap(), 0);
    let told = list(&context).await.unwrap();
    assert_eq!(told.failed, 3);
    let given_up = job(&context, "2-BBB").await;
    assert_eq!(given_up.status, JobStatus::Failed);
    assert_eq!(given_up.error.as_deref(), Some("Mouser failed with status 503: try again later"));
    assert!(shop.calls() <= 24, "{} calls", shop.calls());
    sound(&context, "given up").await;
    // Somebody looks after it.
    while shop.calls() < 100 {
        let past = shop.calls();
        // Thirty calls a minute hold for people too.
        fixture.wait_seconds(3);
        retry(&context, &Request::unkeyed(), given_up.job).await.unwrap();
        runner(&fixture).step(&context).await.unwrap();
        assert_eq!(shop.calls(), past + 1, "a retry asks at once");
    }
    retry(&context, &Request::unkeyed(), given_up.job).await.unwrap();
    assert_eq!(runner(&fixture).step(&context).await.unwrap(), Step::Called { done: 1 });
    assert_eq!(job(&context, "2-BBB").await.status, JobStatus::Done);
    let refused = retry(&context, &Request::unkeyed(), given_up.job).await.unwrap_err().to_string();
    assert!(refused.contains("is done"), "{refused}");
}

#[tokio::test]
async fn a_question_that_is_refused_is_asked_number_by_number() {
    let fixture = workshop().await;
    let (shop, context) = three(&fixture).await;
    let refused = || VendorError::Refused { vendor: vendor(), message: "Invalid part number".to_owned() };
    shop.fails_with(refused());
    shop.fails_with(refused());
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    assert_eq!(shop.asked(), ["1-AAA", "2-BBB", "3-CCC", "1-AAA", "2-BBB", "3-CCC"]);
    let at_fault = job(&context, "1-AAA").await;
    assert_eq!(at_fault.status, JobStatus::Failed);
    assert_eq!(at_fault.error.as_deref(), Some("Mouser refused the question: Invalid part number"));
    for number in ["2-BBB", "3-CCC"] {
        assert_eq!(job(&context, number).await.status, JobStatus::Done);
    }
}

#[tokio::test]
async fn a_job_that_nobody_here_understands_is_given_up_and_the_others_are_done() {
    let fixture = workshop().await;
    let (_, context) = three(&fixture).await;
    fixture
        .sql("INSERT INTO jobs (workspace, kind, subject, payload, cause, due, actor, created) VALUES (1, 'later', 'x', '{}', 'y', 0, 1, 0)")
        .await;
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    let unknown = job(&context, "x").await;
    assert_eq!(unknown.status, JobStatus::Failed);
    assert!(unknown.error.unwrap().contains("does not know jobs of the kind"));
    let missing = retry(&context, &Request::unkeyed(), JobId::new(99)).await.unwrap_err().to_string();
    assert_eq!(missing, "there is no job \u{201c}99\u{201d}");
}
