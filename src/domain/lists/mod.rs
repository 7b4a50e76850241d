//! What of a list is shown, and in which order: one rule for the page and for its CSV export. The
//! wish stands in the address, so that it can be sent to somebody.

mod lines;
mod things;

pub use lines::{NeedKeys, bom_lines, needs_order};
pub use things::{content, jobs, packages, places, vendors, versions};

use super::bom::natural_order;
use super::builds::BuildStatus;
use super::clearing::Tally;
use super::overview::{BuildRow, ProjectRow};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What an address asks of a list. What it does not know, it says nothing about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Words that each row must have, somewhere.
    pub q: String,
    /// The column that it is sorted by, with a minus before it the other way round; empty for the
    /// list's own order.
    pub sort: String,
    /// The kind of row that is shown; empty for all.
    pub show: String,
}

impl ListQuery {
    /// Whether a row with these texts has all the words.
    #[must_use]
    pub fn has_words(&self, texts: &[&str]) -> bool {
        let text = texts.join(" ").to_lowercase();
        self.q.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    /// Whether one of these columns is asked for, either way round.
    #[must_use]
    pub fn is_sorted_by(&self, columns: &[&str]) -> bool {
        columns.contains(&self.sort.trim_start_matches('-'))
    }

    /// The rows that fit, sorted by the column that is asked for.
    #[must_use]
    pub fn chosen<T: Clone>(
        &self,
        rows: &[T],
        fits: impl Fn(&T) -> bool,
        compare: impl Fn(&str, &T, &T) -> Ordering,
    ) -> Vec<T> {
        let mut shown: Vec<T> = rows.iter().filter(|row| fits(row)).cloned().collect();
        self.sort(&mut shown, compare);
        shown
    }

    /// Sorts rows by the column that is asked for; equal ones, and all where it is none of the
    /// columns, keep their order.
    pub fn sort<T>(&self, rows: &mut [T], compare: impl Fn(&str, &T, &T) -> Ordering) {
        let (key, turned) = match self.sort.strip_prefix('-') {
            Some(key) => (key, true),
            None => (self.sort.as_str(), false),
        };
        rows.sort_by(|a, b| if turned { compare(key, b, a) } else { compare(key, a, b) });
    }
}

/// How a build stands, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Everything is reserved.
    Clear,
    /// Everything is here, not all of it reserved.
    Here,
    /// So many parts are on their way, and nothing else is missing.
    Waiting(usize),
    /// Its version was never synced, or has no lines.
    NeverSynced,
    /// So many lines have no part, and nothing else is missing.
    Unmatched(usize),
    /// So many parts are missing.
    Missing(usize),
    /// All of it is made.
    Completed,
    /// It is not made.
    Cancelled,
}

impl Standing {
    /// How a build of a list stands.
    #[must_use]
    pub fn of(build: &BuildRow) -> Self {
        match build.status {
            BuildStatus::Cleared => Self::Clear,
            BuildStatus::Completed => Self::Completed,
            BuildStatus::Cancelled => Self::Cancelled,
            BuildStatus::Open if !build.synced => Self::NeverSynced,
            BuildStatus::Open => Self::of_open(&build.tally, build.clear),
        }
    }

    /// What is the matter with an open build, or that everything is here.
    #[must_use]
    pub fn of_open(tally: &Tally, everything_here: bool) -> Self {
        if everything_here {
            return Self::Here;
        }
        match (tally.missing, tally.unmatched, tally.waiting) {
            (0, 0, 0) => Self::NeverSynced,
            (0, 0, waiting) => Self::Waiting(waiting),
            (0, lines, _) => Self::Unmatched(lines),
            (missing, ..) => Self::Missing(missing),
        }
    }
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Clear => f.write_str("clear to build"),
            Self::Here => f.write_str("everything is here"),
            Self::Waiting(1) => f.write_str("waits for 1 part"),
            Self::Waiting(parts) => write!(f, "waits for {parts} parts"),
            Self::NeverSynced => f.write_str("never synced"),
            Self::Unmatched(1) => f.write_str("1 line without a part"),
            Self::Unmatched(lines) => write!(f, "{lines} lines without a part"),
            Self::Missing(1) => f.write_str("1 part missing"),
            Self::Missing(parts) => write!(f, "{parts} parts missing"),
            Self::Completed => f.write_str("completed"),
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

/// Which builds a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BuildFilter {
    /// All of them.
    #[default]
    All,
    /// Something is missing, unmatched, or was never synced.
    Missing,
    /// What is missing is on its way.
    Waiting,
    /// Everything is here.
    Clear,
    /// Completed or cancelled.
    Over,
}

impl BuildFilter {
    /// Each, in the order shown.
    pub const EACH: [Self; 5] = [Self::All, Self::Missing, Self::Waiting, Self::Clear, Self::Over];

    /// How it is called in an address; `None` for all.
    #[must_use]
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Missing => Some("missing"),
            Self::Waiting => Some("waiting"),
            Self::Clear => Some("clear"),
            Self::Over => Some("over"),
        }
    }

    /// How it is called on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Missing => "Missing parts",
            Self::Waiting => "Waiting",
            Self::Clear => "Clear",
            Self::Over => "Over",
        }
    }

    /// The one of that key; all where there is none.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::EACH.into_iter().find(|filter| filter.key() == Some(key)).unwrap_or_default()
    }

    /// Whether it shows a build.
    #[must_use]
    pub fn shows(self, build: &BuildRow) -> bool {
        match Standing::of(build) {
            _ if self == Self::All => true,
            Standing::Clear | Standing::Here => self == Self::Clear,
            Standing::Waiting(_) => self == Self::Waiting,
            Standing::NeverSynced | Standing::Unmatched(_) | Standing::Missing(_) => self == Self::Missing,
            Standing::Completed | Standing::Cancelled => self == Self::Over,
        }
    }
}

/// The builds that an address asks for; their own order is the line that they stand in.
#[must_use]
pub fn builds(rows: &[BuildRow], query: &ListQuery) -> Vec<BuildRow> {
    let filter = BuildFilter::from_key(&query.show);
    let fits = |build: &BuildRow| {
        let (number, state) = (format!("build {}", build.number), Standing::of(build).to_string());
        let short_of = build.short_of.join(" ");
        filter.shows(build) && query.has_words(&[&build.project, &build.revision, &number, &state, &short_of])
    };
    query.chosen(rows, fits, |key, a, b| match key {
        "name" => named(&a.project, &b.project).then_with(|| a.revision.cmp(&b.revision)),
        "quantity" => a.quantity.cmp(&b.quantity),
        "ready" => share(a).cmp(&share(b)),
        "state" => Standing::of(a).cmp(&Standing::of(b)),
        _ => Ordering::Equal,
    })
}

/// The projects that an address asks for; their own order is by name.
#[must_use]
pub fn projects(rows: &[ProjectRow], query: &ListQuery) -> Vec<ProjectRow> {
    let fits = |project: &ProjectRow| {
        query.has_words(&[&project.name, project.repository.as_deref().unwrap_or_default()])
    };
    query.chosen(rows, fits, |key, a, b| match key {
        "name" => named(&a.name, &b.name),
        "versions" => a.versions.cmp(&b.versions),
        "builds" => a.open_builds.cmp(&b.open_builds),
        _ => Ordering::Equal,
    })
}

/// By name, whatever the case, runs of digits as numbers: Drawer 9 before Drawer 10.
#[must_use]
pub fn named(a: &str, b: &str) -> Ordering {
    natural_order(&a.to_lowercase(), &b.to_lowercase()).then_with(|| a.cmp(b))
}

/// How much of a build is ready, in thousandths; one without lines has nothing that is.
fn share(build: &BuildRow) -> usize {
    (build.tally.ready() * 1000).checked_div(build.tally.counted).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quantity::Quantity;

    fn build(number: i64, project: &str, missing: usize, status: BuildStatus) -> BuildRow {
        BuildRow {
            number,
            project: project.to_owned(),
            revision: "v1".to_owned(),
            quantity: Quantity::of(4),
            completed: Quantity::ZERO,
            status,
            synced: true,
            bom_changed: false,
            tally: Tally { counted: 10, missing, ..Tally::default() },
            clear: missing == 0,
            short_of: if missing > 0 { vec!["TL074".to_owned()] } else { Vec::new() },
        }
    }

    fn rows() -> Vec<BuildRow> {
        vec![
            build(1, "VCF", 0, BuildStatus::Cleared),
            build(2, "LFO", 2, BuildStatus::Open),
            build(3, "mixer", 4, BuildStatus::Open),
            build(4, "LFO", 0, BuildStatus::Completed),
        ]
    }

    fn numbers(q: &str, sort: &str, show: &str) -> Vec<i64> {
        let query = ListQuery { q: q.to_owned(), sort: sort.to_owned(), show: show.to_owned() };
        builds(&rows(), &query).iter().map(|build| build.number).collect()
    }

    #[test]
    fn nothing_asked_shows_all_in_line() {
        assert_eq!(numbers("", "", ""), [1, 2, 3, 4]);
        assert_eq!(numbers("", "nonsense", "nonsense"), [1, 2, 3, 4]);
    }

    #[test]
    fn each_word_has_to_be_somewhere() {
        assert_eq!(numbers("lfo", "", ""), [2, 4]);
        assert_eq!(numbers("LFO missing", "", ""), [2]);
        assert_eq!(numbers("tl074 mixer", "", ""), [3]);
        assert_eq!(numbers("build 3", "", ""), [3]);
    }

    #[test]
    fn columns_sort_both_ways_and_equal_rows_stay_in_line() {
        assert_eq!(numbers("", "name", ""), [2, 4, 3, 1]);
        assert_eq!(numbers("", "-name", ""), [1, 3, 2, 4]);
        assert_eq!(numbers("", "ready", ""), [3, 2, 1, 4]);
        assert_eq!(numbers("", "-state", ""), [4, 3, 2, 1]);
    }

    #[test]
    fn every_build_is_shown_by_one_filter_beside_all() {
        assert_eq!(numbers("", "", "missing"), [2, 3]);
        assert_eq!(numbers("", "", "clear"), [1]);
        assert_eq!(numbers("", "", "over"), [4]);
        for row in rows() {
            let showing = BuildFilter::EACH.into_iter().filter(|filter| filter.shows(&row)).count();
            assert_eq!(showing, 2, "{row:?}");
        }
    }
}
