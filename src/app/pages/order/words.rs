//! What is said of an order, in the words that its page and the list share.

use crate::app::view::{Status, Tone};
use crate::domain::orders::OrderStatus;
use crate::domain::overview::OrderTimes;
use crate::domain::time::Timestamp;

/// Where it stands.
pub(in crate::app::pages) fn status(status: OrderStatus) -> Status {
    match status {
        OrderStatus::Draft => Status::new(Tone::Quiet, "draft"),
        OrderStatus::Placed => Status::new(Tone::Waiting, "placed"),
        OrderStatus::PartReceived => Status::new(Tone::Waiting, "part received"),
        OrderStatus::Received => Status::new(Tone::Clear, "received"),
        OrderStatus::Cancelled => Status::new(Tone::Quiet, "cancelled"),
    }
}

/// How old it is, and when it is to come.
pub(in crate::app::pages) fn age(status: OrderStatus, times: &OrderTimes, now: Timestamp) -> String {
    let days = days(times.days_old(now));
    match status {
        OrderStatus::Draft => format!("drafted {days}"),
        OrderStatus::Placed | OrderStatus::PartReceived => match times.days_to_go(now) {
            None => format!("placed {days}"),
            Some(0) => format!("placed {days}, expected today"),
            Some(1) => format!("placed {days}, expected tomorrow"),
            Some(left) if left > 1 => format!("placed {days}, expected in {left} days"),
            Some(-1) => format!("placed {days}, 1 day late"),
            Some(late) => format!("placed {days}, {} days late", late.unsigned_abs()),
        },
        OrderStatus::Received | OrderStatus::Cancelled if times.placed.is_some() => format!("placed {days}"),
        OrderStatus::Received | OrderStatus::Cancelled => format!("drafted {days}"),
    }
}

fn days(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// Whom its pieces are for: a few builds, then how many more.
pub(in crate::app::pages) fn for_builds(builds: &[i64]) -> String {
    let named = |builds: &[i64]| builds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match builds {
        [] => "no build".to_owned(),
        [one] => format!("build {one}"),
        [first @ .., _, _] if builds.len() > 4 => {
            format!("builds {} and {} more", named(first.get(..3).unwrap_or(first)), builds.len() - 3)
        }
        some => format!("builds {}", named(some)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn an_order_says_how_old_it_is_and_when_it_is_to_come() {
        let at = |day: i64| Timestamp::from_millis(day * DAY);
        let times = OrderTimes { created: at(1), placed: Some(at(2)), expected: Some(at(6)) };
        assert_eq!(age(OrderStatus::Placed, &times, at(4)), "placed 2 days ago, expected in 2 days");
        assert_eq!(age(OrderStatus::Placed, &times, at(9)), "placed 7 days ago, 3 days late");
        let draft = OrderTimes { placed: None, expected: None, ..times };
        assert_eq!(age(OrderStatus::Draft, &draft, at(2)), "drafted yesterday");
    }

    #[test]
    fn a_few_builds_are_named() {
        assert_eq!(for_builds(&[]), "no build");
        assert_eq!(for_builds(&[4]), "build 4");
        assert_eq!(for_builds(&[1, 2, 3, 4]), "builds 1, 2, 3, 4");
        assert_eq!(for_builds(&[1, 2, 3, 4, 5]), "builds 1, 2, 3 and 2 more");
    }
}
