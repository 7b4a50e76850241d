//! Jobs last: through kills, limits, a clock that goes back, and others at the same work.

use super::shop::{Shop, asking, runner, sync};
use crate::fixture::Fixture;
use crate::sql::Sql;
use crate::workshop::{bom, sound, workshop};
use ctb::domain::ids::JobId;
use ctb::domain::jobs::JobStatus;
use ctb::remote::CallLimits;
use ctb::services::jobs::{Step, cancel, list};
use ctb::services::{Context, Request};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

/// A BOM of so many lines, each with a number that the shop sells and nobody here knows.
fn lines(shop: &Shop, count: usize) -> String {
    let numbers: Vec<String> = (1..=count).map(|line| format!("595-X{line}")).collect();
    let references: Vec<String> = (1..=count).map(|line| format!("U{line}")).collect();
    for number in &numbers {
        shop.sells(number, &number.replace("595-", "MPN"));
    }
    let rests: Vec<String> = numbers.iter().map(|number| format!(",Mouser,{number}")).collect();
    let rows: Vec<(&str, &str, &str, &str)> = references
        .iter()
        .zip(&rests)
        .map(|(reference, rest)| (reference.as_str(), "", "", rest.as_str()))
        .collect();
    bom(&rows)
}

async fn progress(context: &Context) -> Vec<(u64, u64)> {
    list(context).await.unwrap().progress.iter().map(|progress| (progress.ended, progress.all)).collect()
}

fn each_once(shop: &Shop, count: usize) {
    let asked = shop.asked();
    assert_eq!(asked.len(), count, "some number was asked for again");
    assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), count);
}

async fn all_filled_in(fixture: &Fixture, count: i64) {
    let filled = "SELECT count(*) FROM offers o JOIN parts p ON p.id = o.part JOIN offer_prices c ON c.offer = o.id AND c.quantity = 10 \
        WHERE o.item_number LIKE '595-X%' AND o.status = 'known' AND p.placeholder = 0 AND p.mpn = replace(o.item_number, '595-', 'MPN')";
    assert_eq!(fixture.number(filled).await, count);
    assert_eq!(fixture.number("SELECT count(*) FROM jobs WHERE status = 'done'").await, count);
}

#[tokio::test]
async fn three_hundred_numbers_are_each_looked_up_once_through_two_kills() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    sync(&context, &lines(&shop, 300)).await;
    assert_eq!(progress(&context).await, [(0, 300)]);
    let mut first = runner(&fixture);
    for _ in 0..12 {
        assert_eq!(first.step(&context).await.unwrap(), Step::Called { done: 10 });
    }
    // Killed between two calls.
    drop(first);
    context.database().close().await;
    let context = asking(&fixture.another().await, &shop);
    assert_eq!(progress(&context).await, [(120, 300)]);
    let mut second = runner(&fixture);
    for _ in 0..5 {
        assert_eq!(second.step(&context).await.unwrap(), Step::Called { done: 10 });
    }
    // Killed while a call is under way, which is booked and whose jobs are claimed.
    shop.kill_midway(&mut second, &context).await;
    drop(second);
    context.database().close().await;
    let context = asking(&fixture.another().await, &shop);
    assert_eq!(progress(&context).await, [(170, 300)]);
    assert_eq!(fixture.number("SELECT count(*) FROM jobs WHERE status = 'running'").await, 10);
    // Others go on at once, and those when the claim has run out: the same minute has only room for 12.
    let left = runner(&fixture).drain(&context).await.unwrap();
    assert_eq!((left, shop.calls()), (10, 29));
    assert_eq!(runner(&fixture).drain_for(&context, HOUR).await.unwrap(), 0);
    each_once(&shop, 300);
    assert_eq!(fixture.number("SELECT count(*) FROM vendor_calls").await, 31);
    assert!(shop.most_calls_within(60) <= 30);
    assert!(progress(&context).await.is_empty());
    all_filled_in(&fixture, 300).await;
    sound(&context, "filled in").await;
    let again = sync(&context, &lines(&shop, 300)).await;
    assert_eq!((again.added, again.changed, again.unmatched.len()), (0, 0, 0));
    each_once(&shop, 300);
}

#[tokio::test]
async fn thirty_calls_a_minute_are_never_passed_however_often_somebody_begins_anew() {
    let fixture = workshop().await;
    let shop = Shop::new(&fixture, CallLimits { per_minute: 3, per_day: 1_000 });
    let context = asking(fixture.context(), &shop);
    sync(&context, &lines(&shop, 95)).await;
    let mut rounds = 0;
    while runner(&fixture).drain(&asking(&fixture.another().await, &shop)).await.unwrap() > 0 {
        rounds += 1;
        assert!(rounds < 100, "it never ends");
        fixture.wait_seconds(1);
    }
    assert_eq!((shop.calls(), shop.most_calls_within(60)), (10, 3));
    each_once(&shop, 95);
    all_filled_in(&fixture, 95).await;
}

#[tokio::test]
async fn a_days_calls_are_kept_across_processes_and_said_to_be_used_up() {
    let fixture = workshop().await;
    let shop = Shop::new(&fixture, CallLimits { per_minute: 30, per_day: 20 });
    let context = asking(fixture.context(), &shop);
    sync(&context, &lines(&shop, 300)).await;
    assert_eq!(runner(&fixture).drain_for(&context, 12 * HOUR).await.unwrap(), 100);
    let other = asking(&fixture.another().await, &shop);
    assert_eq!(runner(&fixture).drain_for(&other, 12 * HOUR).await.unwrap(), 100);
    assert_eq!(shop.calls(), 20);
    let told = list(&other).await.unwrap();
    let waiting = told.jobs.iter().find(|job| job.status == JobStatus::Queued).unwrap();
    assert_eq!(waiting.error.as_deref(), Some("Mouser allows 20 calls a day, and they are used up"));
    assert_eq!((told.vendors[0].day, told.vendors[0].per_day), (20, 20));
    fixture.wait_seconds(24 * 60 * 60);
    assert_eq!(runner(&fixture).drain_for(&other, 12 * HOUR).await.unwrap(), 0);
    assert!(shop.most_calls_within(24 * 60 * 60) <= 20);
    each_once(&shop, 300);
    all_filled_in(&fixture, 300).await;
}

#[tokio::test]
async fn two_at_the_same_work_do_each_job_once() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let one = asking(fixture.context(), &shop);
    let other = asking(&fixture.another().await, &shop);
    sync(&one, &lines(&shop, 120)).await;
    let (mut first, mut second) = (runner(&fixture), runner(&fixture));
    let (left, _) = tokio::join!(first.drain(&one), second.drain(&other));
    left.unwrap();
    assert_eq!(runner(&fixture).drain_for(&one, HOUR).await.unwrap(), 0);
    each_once(&shop, 120);
    all_filled_in(&fixture, 120).await;
}

#[tokio::test]
async fn a_clock_that_goes_back_holds_nothing_up_and_allows_no_more() {
    let fixture = workshop().await;
    let shop = Shop::new(&fixture, CallLimits { per_minute: 2, per_day: 1_000 });
    let context = asking(fixture.context(), &shop);
    sync(&context, &lines(&shop, 60)).await;
    let mut runner = runner(&fixture);
    assert_eq!(runner.step(&context).await.unwrap(), Step::Called { done: 10 });
    shop.kill_midway(&mut runner, &context).await;
    let before = shop.calls();
    fixture.wait_seconds(-3 * 24 * 60 * 60);
    // Both calls count as made now.
    assert!(matches!(runner.step(&context).await.unwrap(), Step::Wait(_)));
    assert_eq!(shop.calls(), before);
    assert_eq!(runner.drain_for(&context, HOUR).await.unwrap(), 0);
    each_once(&shop, 60);
}

#[tokio::test]
async fn what_is_cancelled_while_it_is_asked_has_no_effect() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    sync(&context, &lines(&shop, 1)).await;
    let job = JobId::new(fixture.number("SELECT id FROM jobs").await);
    let meddling = Arc::new(Meddling { shop: shop.clone(), context: context.clone(), job });
    let asked = context.clone().with_vendors(ctb::remote::Vendors::none().with(meddling));
    assert_eq!(runner(&fixture).step(&asked).await.unwrap(), Step::Called { done: 0 });
    assert_eq!(shop.calls(), 1);
    assert_eq!(fixture.number("SELECT count(*) FROM offers WHERE status = 'to_be_looked_up'").await, 1);
    assert_eq!(list(&context).await.unwrap().jobs[0].status, JobStatus::Cancelled);
    let refused = cancel(&context, &Request::unkeyed(), job).await.unwrap_err().to_string();
    assert_eq!(
        refused,
        format!("job {job} is cancelled already: only a job that is queued or running can be cancelled")
    );
    ctb::services::jobs::retry(&context, &Request::unkeyed(), job).await.unwrap();
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    all_filled_in(&fixture, 1).await;
}

/// Cancels the job while it is asked.
struct Meddling {
    shop: Arc<Shop>,
    context: Context,
    job: JobId,
}

#[async_trait::async_trait]
impl ctb::remote::Vendor for Meddling {
    fn name(&self) -> &str {
        self.shop.name()
    }

    fn limits(&self) -> CallLimits {
        self.shop.limits()
    }

    fn batch(&self) -> usize {
        self.shop.batch()
    }

    async fn look_up(
        &self,
        numbers: &[ctb::remote::ItemNumber],
    ) -> Result<Vec<ctb::remote::LookUp>, ctb::remote::VendorError> {
        cancel(&self.context, &Request::unkeyed(), self.job).await.unwrap();
        self.shop.look_up(numbers).await
    }
}
