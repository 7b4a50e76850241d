//! Limits: told apart from refusals, remembered, and over when they are over.

use super::*;
use crate::github_stand_in::Fault;

const RESET: i64 = 1_800_001_000;

fn limited(until: i64, token_would_help: bool) -> RemoteError {
    RemoteError::RateLimited { until: Timestamp::from_second(until).ok(), token_would_help }
}

#[tokio::test]
async fn an_exhausted_limit_says_until_when_and_is_not_asked_again_before() {
    for with_429 in [false, true] {
        let f = Fixture::start().await;
        f.github.limit(1, 0, RESET);
        if with_429 {
            f.github.limit_with_429();
        }
        assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST));
        assert_eq!(f.read("lfo.csv").await, Err(limited(RESET, true)));
        assert_eq!(f.github.requests().len(), 2);

        f.set_time(RESET - 1);
        assert_eq!(f.read("lfo.csv").await, Err(limited(RESET, true)));
        assert_eq!(f.github.requests().len(), 2, "it asked although it had to wait");

        f.set_time(RESET);
        f.github.limit(60, 0, RESET + 3600);
        assert_eq!(f.read("lfo.csv").await.as_deref(), Ok(BOM));
    }
}

#[tokio::test]
async fn whoever_has_a_token_is_not_told_to_get_one() {
    let f = Fixture::start_with(Some(TOKEN)).await;
    f.github.accept_token(TOKEN);
    f.github.limit(60, 0, RESET);
    let error = f.resolve("main").await.expect_err("limited");
    assert_eq!(error, limited(RESET, false));
    assert!(!error.to_string().contains("TOKEN"), "{error}");
    assert!(error.to_string().contains("2027-01-15T08:16:40Z"), "{error}");
}

#[tokio::test]
async fn the_secondary_limit_waits_as_long_as_it_says_or_a_minute() {
    for (after, wait) in [(Some(7), 7), (None, 60), (Some(u64::MAX / 4), 86_400)] {
        let f = Fixture::start().await;
        f.github.fail_next(Fault::SecondaryLimit(after));
        assert_eq!(f.resolve("main").await, Err(limited(1_800_000_000 + wait, false)), "{after:?}");
        assert_eq!(f.resolve("main").await, Err(limited(1_800_000_000 + wait, false)), "{after:?}");
        assert_eq!(f.github.requests().len(), 1);
        f.set_time(1_800_000_000 + wait);
        assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST));
    }
}

#[tokio::test]
async fn a_limit_without_a_word_of_when_lasts_a_minute() {
    let f = Fixture::start().await;
    f.github.fail_next(Fault::Status(429));
    assert_eq!(f.resolve("main").await, Err(limited(1_800_000_060, false)));
}

#[tokio::test]
async fn an_absurd_reset_does_not_lock_us_out() {
    let f = Fixture::start().await;
    f.github.limit(0, 0, i64::MAX);
    assert_eq!(f.resolve("main").await, Err(limited(1_800_000_060, true)));
    let f = Fixture::start().await;
    f.github.limit(0, 0, 200_000_000_000);
    assert_eq!(f.resolve("main").await, Err(limited(1_800_086_400, true)));
}

#[tokio::test]
async fn a_plain_403_is_not_a_limit() {
    let f = Fixture::start().await;
    f.github.fail_next(Fault::Status(403));
    let error = f.resolve("main").await.expect_err("forbidden");
    assert!(matches!(error, RemoteError::Forbidden { .. }), "{error:?}");
    assert_eq!(f.resolve("main").await.as_deref(), Ok(FIRST), "it must not be remembered as a limit");
}
