//! What an edit of a build leads to: its sheet and an edit become what the page shows.
//!
//! Pure, and the same on both sides: the browser runs it at each edit without asking the server,
//! which trusts only its own run. What is missing is worked out by `domain::clearing`.

mod cost;
mod head;
mod row;
mod terms;
#[cfg(test)]
mod tests;

use crate::app::view::{BuildEdit, BuildHead, BuildView, Figure, NeedRow, NeedState, NextStep, Status, Tone};
use crate::domain::builds::{Build, BuildStatus};
use crate::domain::clearing::{
    BuildSheet, Choices, Meaning, NeedReadiness, Origin, Readiness, UnmatchedLine, work_out,
};
use crate::domain::overview::BuildPage;
use crate::domain::quantity::Quantity;
use cost::Costs;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A build with everything that may be needed, in the order in which it is shown.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    page: Arc<BuildPage>,
    entries: Vec<Entry>,
}

/// A row of the page, whether or not it is left out.
#[derive(Debug, Clone)]
enum Entry {
    Need(Box<NeedReadiness>),
    Unmatched(UnmatchedLine),
}

impl Rule {
    /// Everything that the build would need with nothing left out: what is left out stays visible.
    pub(super) fn new(page: Arc<BuildPage>) -> Self {
        let whole = Choices { left_out: BTreeSet::new(), ..page.build.choices() };
        let Readiness { needs, unmatched, .. } = work_out(&page.sheet, &whole);
        let mut entries: Vec<Entry> = needs.into_iter().map(|need| Entry::Need(Box::new(need))).collect();
        entries.extend(unmatched.into_iter().map(Entry::Unmatched));
        entries.sort_by_key(|entry| place(&page.sheet, entry));
        Self { page, entries }
    }

    /// Its title, and what is stored of it.
    pub(super) fn head(&self) -> BuildHead {
        head::head(&self.page)
    }

    /// The build as it would stand with this edit.
    pub(super) fn view(&self, edit: &BuildEdit) -> BuildView {
        let choices = choices(&self.page.build, edit);
        let readiness = work_out(&self.page.sheet, &choices);
        let rows: Vec<NeedRow> =
            self.entries.iter().map(|entry| row::row(&self.page, entry, &readiness, &choices)).collect();
        let edited = choices != self.page.build.choices();
        let (tally, costs) = (Tally::of(&rows), Costs::of(&self.page, &readiness));
        BuildView {
            status: status(&self.page.build, edited, &readiness, &tally),
            next_step: next_step(&self.page.build, edited, &readiness),
            lines_ready: tally.figure(),
            buildable: buildable(&self.page.sheet, &readiness, &tally),
            follows: follows(&self.page.build, edited, &readiness),
            cost: costs.whole(choices.remaining()),
            to_buy: costs.to_buy(),
            rows,
        }
    }
}

/// Rows of the BOM by number, what has no line of its own after them.
fn place(sheet: &BuildSheet, entry: &Entry) -> (bool, u32) {
    match entry {
        Entry::Need(need) => {
            let beside = sheet
                .lines
                .iter()
                .filter(|line| means(&line.meaning, need) && need.lines.contains(&line.line))
                .all(|line| matches!(line.origin, Origin::Own(_)));
            (beside, need.lines.first().copied().unwrap_or(u32::MAX))
        }
        Entry::Unmatched(line) => (false, line.line),
    }
}

/// Whether a line is one of those that a need comes from, going by its part.
fn means(meaning: &Meaning, need: &NeedReadiness) -> bool {
    matches!(meaning, Meaning::Part { part, .. } if *part == need.part)
}

fn choices(build: &Build, edit: &BuildEdit) -> Choices {
    Choices { quantity: Quantity::clamped(edit.quantity), left_out: edit.left_out.clone(), ..build.choices() }
}

/// The need of this readiness that an entry became; none where all of it is left out.
fn same_need<'a>(readiness: &'a Readiness, whole: &NeedReadiness) -> Option<&'a NeedReadiness> {
    readiness.needs.iter().find(|need| {
        need.part == whole.part
            && need.acceptable == whole.acceptable
            && need.lines.iter().all(|line| whole.lines.contains(line))
            && need.references.iter().all(|reference| whole.references.contains(reference))
    })
}

/// How many rows stand how.
struct Tally {
    counted: usize,
    missing: usize,
    waiting: usize,
    unmatched: usize,
}

impl Tally {
    fn of(rows: &[NeedRow]) -> Self {
        let count = |state| rows.iter().filter(|row| !row.left_out && row.state == state).count();
        Self {
            counted: rows.iter().filter(|row| !row.left_out && row.state != NeedState::NotCounted).count(),
            missing: count(NeedState::Missing),
            waiting: count(NeedState::Waiting),
            unmatched: count(NeedState::Unmatched),
        }
    }

    fn figure(&self) -> Figure {
        let ready = self.counted - self.missing - self.waiting - self.unmatched;
        let mut note = format!("{} missing · {} on the way", self.missing, self.waiting);
        if self.unmatched > 0 {
            note.push_str(&format!(" · {} unmatched", self.unmatched));
        }
        Figure::new(format!("{ready} of {}", self.counted), note)
    }
}

fn status(build: &Build, edited: bool, readiness: &Readiness, tally: &Tally) -> Status {
    match build.status {
        BuildStatus::Completed => return Status::new(Tone::Quiet, "completed"),
        BuildStatus::Cancelled => return Status::new(Tone::Quiet, "cancelled"),
        BuildStatus::Cleared if !edited => return Status::new(Tone::Clear, "clear to build"),
        BuildStatus::Open | BuildStatus::Cleared => {}
    }
    if readiness.clear {
        return Status::new(Tone::Clear, "everything is here");
    }
    match (tally.missing, tally.unmatched, tally.waiting) {
        (0, 0, 0) => Status::new(Tone::Waiting, "never synced"),
        (0, 0, 1) => Status::new(Tone::Waiting, "waits for 1 part"),
        (0, 0, waiting) => Status::new(Tone::Waiting, format!("waits for {waiting} parts")),
        (0, 1, _) => Status::new(Tone::Missing, "1 line without a part"),
        (0, lines, _) => Status::new(Tone::Missing, format!("{lines} lines without a part")),
        (1, ..) => Status::new(Tone::Missing, "1 part missing"),
        (missing, ..) => Status::new(Tone::Missing, format!("{missing} parts missing")),
    }
}

fn next_step(build: &Build, edited: bool, readiness: &Readiness) -> NextStep {
    let stands = build.status == BuildStatus::Cleared && !edited && !build.bom_changed();
    if build.status == BuildStatus::Completed || stands {
        return NextStep::Nothing;
    }
    let something_free = readiness.needs.iter().any(|need| !need.free.is_zero());
    match (readiness.clear, something_free || build.bom_changed()) {
        (true, _) => NextStep::Reserve,
        (false, true) => NextStep::ReserveWhatIsHere,
        (false, false) => NextStep::Nothing,
    }
}

fn buildable(sheet: &BuildSheet, readiness: &Readiness, tally: &Tally) -> Figure {
    let note = match tally.unmatched {
        _ if !sheet.synced => "until the BOM is read",
        0 => "with what is free and reserved",
        1 => "1 line has no part",
        _ => "lines have no part",
    };
    Figure::new(readiness.buildable.to_string(), note)
}

/// What saving the edit does to a build that is clear.
fn follows(build: &Build, edited: bool, readiness: &Readiness) -> Vec<Status> {
    let lacks = |need: &&NeedReadiness| need.counted && need.reserved < need.needed;
    let lacking = readiness.needs.iter().filter(lacks).count();
    if build.status != BuildStatus::Cleared || !edited || lacking == 0 {
        return Vec::new();
    }
    let parts = if lacking == 1 { "1 part".to_owned() } else { format!("{lacking} parts") };
    vec![Status::new(Tone::Waiting, format!("Saved, it is open again: more of {parts} to reserve"))]
}
