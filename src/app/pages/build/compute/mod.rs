//! What an edit of a build leads to: its sheet and an edit become what the page shows.
//!
//! Pure, and the same on both sides: the browser runs it at each edit without asking the server,
//! which trusts only its own run. What is missing is worked out by `domain::clearing`.

mod cost;
mod entries;
mod head;
mod lookup;
mod row;
mod terms;
#[cfg(test)]
mod tests;

use crate::api::boxes::Chosen;
use crate::app::pages::standing;
use crate::app::view::{BuildEdit, BuildHead, BuildView, Figure, NextSteps, Reserving, Status, Term, Tone};
use crate::domain::builds::{Build, BuildStatus};
use crate::domain::clearing::{Choices, Demand, NeedReadiness, Readiness, Tally, cover, demand};
use crate::domain::lists::Standing;
use crate::domain::live::{Change, Subject};
use crate::domain::overview::BuildPage;
use cost::{Costs, Offers};
use entries::{choices, entries};
use lookup::Lookup;
use row::{Now, Shown};
use std::sync::Arc;

/// A build with every row that its page may show, in the order in which they are shown.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    page: Arc<BuildPage>,
    lookup: Lookup,
    rows: Vec<Shown>,
    offers: Offers,
}

/// The build as it would stand with an edit, before it is put in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worked {
    choices: Choices,
    chosen: Chosen,
    readiness: Readiness,
}

impl Rule {
    pub(super) fn new(page: Arc<BuildPage>) -> Self {
        let lookup = Lookup::of(&page.sheet);
        let entries = entries(&page.sheet, &lookup, &page.build).into_iter();
        let rows = entries.map(|entry| Shown::new(&page.sheet, &lookup, entry)).collect();
        let offers = page.sheet.parts.iter().map(|(id, part)| (*id, part.offers.clone())).collect();
        Self { page, lookup, rows, offers }
    }

    /// Its title, and what is stored of it.
    pub(super) fn head(&self) -> BuildHead {
        head::head(&self.page)
    }

    /// The newest event that its numbers know of.
    pub(super) fn seen(&self) -> i64 {
        self.page.seen
    }

    /// Where it stands in the store.
    pub(super) fn status(&self) -> BuildStatus {
        self.page.build.status
    }

    /// Whether a change may change a number on the page, and is not in it yet.
    pub(super) fn is_news(&self, change: &Change) -> bool {
        let concerns = match change.kind {
            Subject::Build => [0, self.page.build.id.get()].contains(&change.subject),
            Subject::Version => [0, self.page.build.version.get()].contains(&change.subject),
            Subject::Catalog | Subject::Part | Subject::Stock | Subject::Order => true,
            Subject::Project | Subject::Job => false,
        };
        concerns && change.id > self.page.seen
    }

    /// What its lines come to with some left out and others taken in, for however many pieces.
    pub(super) fn demand(&self, chosen: &Chosen) -> Demand {
        let edit = BuildEdit { quantity: self.page.build.quantity.get(), chosen: chosen.clone() };
        demand(&self.page.sheet, &choices(&self.page.build, &edit))
    }

    /// Works out what an edit misses, from the demand of what it chose.
    pub(super) fn work_out(&self, edit: &BuildEdit, demand: &Demand) -> Worked {
        let choices = choices(&self.page.build, edit);
        let readiness = cover(&self.page.sheet, &choices, demand);
        Worked { choices, chosen: edit.chosen.clone(), readiness }
    }

    /// What was worked out, as the page shows it.
    pub(super) fn view(&self, worked: &Worked) -> BuildView {
        let Worked { choices, readiness, .. } = worked;
        let now = self.now(worked);
        let edited = *choices != self.page.build.choices();
        let (tally, costs) = (readiness.tally(), Costs::of(&self.page, &self.offers, readiness));
        BuildView {
            status: status(&self.page.build, edited, readiness, &tally),
            next_steps: next_steps(&self.page.build, edited, readiness, costs.can_order()),
            lines_ready: ready(&self.page.build, &tally),
            buildable: buildable(&self.page, readiness, &tally),
            follows: follows(&self.page.build, edited, readiness),
            cost: costs.whole(choices.remaining()),
            to_buy: costs.to_buy(),
            rows: self.rows.iter().map(|shown| now.row(shown)).collect(),
        }
    }

    /// Where the numbers of a row come from; nothing where there is no such row.
    pub(super) fn terms(&self, worked: &Worked, row: usize) -> Vec<Term> {
        self.rows.get(row).map_or_else(Vec::new, |shown| self.now(worked).terms(shown))
    }

    fn now<'a>(&'a self, worked: &'a Worked) -> Now<'a> {
        Now::new(&self.page, &self.lookup, worked)
    }
}

fn ready(build: &Build, tally: &Tally) -> Figure {
    if build.status == BuildStatus::Completed {
        return Figure::new("—", "all pieces are made");
    }
    let counts = [(tally.missing, "missing"), (tally.waiting, "on the way"), (tally.unmatched, "unmatched")];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let note = if told.is_empty() { "nothing is missing".to_owned() } else { told.join(" · ") };
    Figure::new(format!("{} of {}", tally.ready(), tally.counted), note)
}

fn status(build: &Build, edited: bool, readiness: &Readiness, tally: &Tally) -> Status {
    match build.status {
        BuildStatus::Completed => Status::new(Tone::Quiet, "completed"),
        BuildStatus::Cancelled => Status::new(Tone::Quiet, "cancelled"),
        BuildStatus::Cleared if !edited => Status::new(Tone::Clear, "clear to build"),
        BuildStatus::Open | BuildStatus::Cleared => {
            standing::status(Standing::of_open(tally, readiness.clear))
        }
    }
}

fn next_steps(build: &Build, edited: bool, readiness: &Readiness, can_order: bool) -> NextSteps {
    let stands = build.status == BuildStatus::Cleared && !edited && !build.bom_changed();
    if build.status == BuildStatus::Completed || stands {
        return NextSteps::default();
    }
    let something_free = readiness.needs.iter().any(|need| !need.free.is_zero());
    let reserve = match (readiness.clear, something_free || build.bom_changed()) {
        (true, _) => Some(Reserving::All),
        (false, true) => Some(Reserving::WhatIsHere),
        (false, false) => None,
    };
    // What is out of the plan is not ordered for.
    NextSteps { order: can_order && build.status != BuildStatus::Cancelled, reserve }
}

fn buildable(page: &BuildPage, readiness: &Readiness, tally: &Tally) -> Figure {
    if page.build.status == BuildStatus::Completed {
        return Figure::new("—", "nothing is left to make");
    }
    let note = match tally.unmatched {
        _ if !page.sheet.synced => "until the BOM is read",
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
