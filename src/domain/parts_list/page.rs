//! What pages and the command line show of an import.

use super::columns::Proposal;
use super::plan::{Packages, Plan};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Doubtful rows that a preview names; the others are counted.
const NAMED: usize = 20;

/// A column with what becomes of it.
pub type ColumnTold = Proposal;

/// What a list would do, looked at before it does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// The file's name.
    pub file: String,
    /// Under which name the list is kept until it is applied.
    pub parked: String,
    /// The row of the header.
    pub header_row: u32,
    /// Rows below it.
    pub rows: usize,
    /// Every column.
    pub columns: Vec<ColumnTold>,
    /// Why the columns cannot be so; nothing is counted then.
    pub problem: Option<String>,
    /// What becomes of new packages.
    pub packages: Packages,
    /// Parts that are new.
    pub made: usize,
    /// Parts that change.
    pub updated: usize,
    /// Counts that differ from the books.
    pub counted: usize,
    /// Vendors' items that are new, or have another price.
    pub items: usize,
    /// Rows that say what is known already.
    pub unchanged: usize,
    /// Packages that are new; the first of them.
    pub new_packages: Vec<String>,
    /// Vendors that are new; the first of them.
    pub new_vendors: Vec<String>,
    /// Rows that would wait.
    pub doubtful: usize,
    /// The first of them, with why.
    pub doubts: Vec<(u32, String)>,
}

impl ImportPreview {
    /// The same with what a plan would do.
    #[must_use]
    pub fn with(mut self, plan: &Plan) -> Self {
        self.made = plan.made.len();
        self.updated = plan.changed.len();
        self.counted = plan.counts.len();
        self.items = plan.items.len() + plan.repriced.len();
        self.unchanged = plan.unchanged;
        self.new_packages = plan.packages.iter().take(NAMED).map(|package| package.name.clone()).collect();
        self.new_vendors = plan.vendors.iter().take(NAMED).map(|vendor| vendor.name.clone()).collect();
        self.doubtful = plan.doubtful.len();
        let told = plan.doubtful.iter().take(NAMED).map(|row| {
            let reasons: Vec<String> = row.doubts.iter().map(ToString::to_string).collect();
            (row.row.row, reasons.join("; "))
        });
        self.doubts = told.collect();
        self
    }
}

/// What a list did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The batch: by it the import is undone. Nothing where the list changed nothing.
    pub batch: Option<i64>,
    /// The file's name.
    pub file: String,
    /// Parts that were made.
    pub made: usize,
    /// Parts that were changed.
    pub updated: usize,
    /// Counts that were booked.
    pub counted: usize,
    /// Vendors' items that were added, or have another price.
    pub items: usize,
    /// Rows that said what was known already.
    pub unchanged: usize,
    /// Rows that wait.
    pub waiting: usize,
    /// BOM lines that mean something else now.
    pub lines_changed: usize,
}

/// An import in the list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchSummary {
    /// Its number.
    pub batch: i64,
    /// The file's name.
    pub file: String,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// Parts that it made.
    pub made: usize,
    /// Parts that it changed.
    pub updated: usize,
    /// Counts that it booked.
    pub counted: usize,
    /// Rows that wait.
    pub waiting: usize,
    /// When it was undone.
    pub undone: Option<Timestamp>,
}

/// A page of the list of imports, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchPage {
    /// The imports.
    pub batches: Vec<BatchSummary>,
    /// Where the next page begins.
    pub next: Option<i64>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// It waits.
    Waiting,
    /// It entered.
    Entered,
    /// Somebody skipped it.
    Skipped,
}

impl RowState {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Entered => "entered",
            Self::Skipped => "skipped",
        }
    }
}

/// A row that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrayRow {
    /// Its number in the store.
    pub id: i64,
    /// Of which import.
    pub batch: i64,
    /// The file's name.
    pub file: String,
    /// Its row in the file.
    pub row: u32,
    /// What it says: headers with cells that are not empty.
    pub cells: Vec<(String, String)>,
    /// Why it waits.
    pub reasons: Vec<String>,
    /// What would be done if nobody says more than yes.
    pub suggestion: Option<String>,
}

/// A page of what waits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrayPage {
    /// The rows.
    pub rows: Vec<TrayRow>,
    /// Rows that wait in all.
    pub waiting: usize,
    /// How many wait for each kind of reason.
    pub kinds: Vec<(String, usize)>,
    /// Where the next page begins.
    pub next: Option<i64>,
}

/// What fixing rows led to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrayDone {
    /// Rows that entered.
    pub entered: usize,
    /// Rows that still wait.
    pub waiting: usize,
    /// Rows that were skipped.
    pub skipped: usize,
}

/// What undoing an import led to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Which one.
    pub batch: i64,
    /// Parts that are gone again.
    pub removed: usize,
    /// Parts that are archived, since the ledger speaks of them.
    pub archived: usize,
    /// Parts whose fields are as they were.
    pub restored: usize,
    /// Counts that were booked back.
    pub counted_back: usize,
    /// What stays, and why; the first of it.
    pub kept: Vec<String>,
    /// How much more stays.
    pub more_kept: usize,
}
