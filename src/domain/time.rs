//! Moments, as the store keeps them. The domain never asks what time it is.

use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment `milliseconds` after 1970 began.
    #[must_use]
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970 began.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Its day in UTC: `2026-11-25`.
    #[must_use]
    pub fn day(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Its minute in UTC: `2026-11-25 20:03`.
    #[must_use]
    pub fn minute(self) -> String {
        let minutes = self.0.rem_euclid(DAY) / 60_000;
        format!("{} {:02}:{:02}", self.day(), minutes / 60, minutes % 60)
    }

    /// How long it is ago at `now`, in whole days: "today", "3 days ago".
    #[must_use]
    pub fn ago(self, now: Self) -> String {
        match (now.0 - self.0).max(0) / DAY {
            0 => "today".to_owned(),
            1 => "1 day ago".to_owned(),
            days => format!("{days} days ago"),
        }
    }
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// Year, month and day of the Gregorian calendar, `days` after 1970-01-01: counted in eras of 400 years
/// that begin with March, so that a leap day is the last of its year.
fn civil(days: i64) -> (i64, i64, i64) {
    let from_march = days + 719_468;
    let (era, day_of_era) = (from_march.div_euclid(146_097), from_march.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_a_day_and_a_minute() {
        for (millis, read) in [
            (0, "1970-01-01 00:00"),
            (-1, "1969-12-31 23:59"),
            (951_782_400_000, "2000-02-29 00:00"),
            (1_795_478_400_000, "2026-11-24 00:00"),
            (4_107_542_399_999, "2100-02-28 23:59"),
            (4_107_542_400_000, "2100-03-01 00:00"),
        ] {
            assert_eq!(Timestamp::from_millis(millis).minute(), read);
        }
    }

    #[test]
    fn an_age_is_told_in_days() {
        let ago = |days: i64| Timestamp::from_millis(0).ago(Timestamp::from_millis(days * DAY + 5));
        assert_eq!([ago(-1), ago(0), ago(1), ago(12)], ["today", "today", "1 day ago", "12 days ago"]);
    }
}
