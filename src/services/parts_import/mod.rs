//! Somebody's list of parts comes in: looked at first, then applied in one transaction. Good rows enter,
//! doubtful ones wait until somebody says more of them, and the whole can be undone.

mod tray;
mod undo;
mod writing;

pub use tray::{Fixing, Selection, fix, tray};
pub use undo::undo;

use super::designs::{park_list, parked_list};
use super::{Context, Request, ServiceError, Started, workbook};
use crate::domain::parts_list::{
    BatchPage, BatchSummary, ColumnUse, Columns, DoubtfulRow, Fix, ImportPreview, Imported, Known, Packages,
    PartsListError, Plan, Proposal, Table, TableRow, limits, propose,
};
use crate::store;
use crate::store::part_imports::{self, NewBatch, WaitingRow};

/// Imports on one page of their list.
const A_PAGE: u32 = 50;
/// Characters of a file's name that are kept.
const LONGEST_NAME: usize = 200;

/// A list that was read, before anything is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    file: String,
    table: Table,
}

/// What whoever imports says about a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// What becomes of columns.
    pub columns: StatedColumns,
    /// What becomes of packages that are new.
    pub packages: Packages,
}

/// What becomes of columns, as it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatedColumns {
    /// Of some, by header, letter or number; the others as they are proposed.
    Some(Vec<(String, ColumnUse)>),
    /// Of each, in their order.
    All(Vec<ColumnUse>),
}

impl Default for StatedColumns {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

/// Reads a list from a file: separated values, or a workbook.
///
/// # Errors
/// [`ServiceError::PartsList`].
pub fn read(file: &str, bytes: &[u8]) -> Result<List, ServiceError> {
    let table = if workbook::is_one(bytes) {
        let sheets = workbook::sheets(bytes, &limits()).map_err(PartsListError::from)?;
        Table::of_sheets(&sheets)?
    } else {
        Table::read(bytes)?
    };
    let file: String = file.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let file = if file.is_empty() { "pasted list".to_owned() } else { file };
    Ok(List { file, table })
}

/// Keeps a list until it is applied; the name under which it is kept.
///
/// # Errors
/// [`ServiceError::Internal`] where no name can be made.
pub fn park(context: &Context, list: List) -> Result<String, ServiceError> {
    park_list(context, list)
}

/// What a list would do; nothing is written. Columns that cannot be so are told in the answer.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn preview(context: &Context, list: &List, stated: &Stated) -> Result<ImportPreview, ServiceError> {
    let mut proposals = propose(&list.table);
    let columns = columns(&proposals, &stated.columns);
    if let StatedColumns::All(uses) = &stated.columns {
        proposals.iter_mut().zip(uses).for_each(|(proposal, becomes)| proposal.becomes = *becomes);
    }
    let page = ImportPreview {
        file: list.file.clone(),
        header_row: list.table.header_row,
        rows: list.table.rows.len(),
        packages: stated.packages,
        ..ImportPreview::default()
    };
    let columns = match columns {
        Ok(columns) => columns,
        Err(error) => {
            return Ok(ImportPreview { columns: proposals, problem: Some(error.to_string()), ..page });
        }
    };
    proposals.iter_mut().zip(&columns.uses).for_each(|(proposal, becomes)| proposal.becomes = *becomes);
    let mut tx = context.read().await?;
    let known = part_imports::known(&mut tx).await?;
    let plan = planned(&known, list, &columns, stated.packages);
    Ok(ImportPreview { columns: proposals, ..page }.with(&plan))
}

/// What the list that is kept under a name would do.
///
/// # Errors
/// [`ServiceError::Refused`] where it is no longer kept.
pub async fn preview_parked(
    context: &Context,
    parked: &str,
    stated: &Stated,
) -> Result<ImportPreview, ServiceError> {
    let list = parked_list(context, parked)?;
    Ok(ImportPreview { parked: parked.to_owned(), ..preview(context, &list, stated).await? })
}

/// Applies the list that is kept under a name, once.
///
/// # Errors
/// As [`apply`]; [`ServiceError::Refused`] where it is no longer kept.
pub async fn apply_parked(
    context: &Context,
    parked: &str,
    stated: &Stated,
) -> Result<Imported, ServiceError> {
    let list = parked_list(context, parked)?;
    let request = Request::keyed(&format!("parts-list-{parked}"), "parts import".to_owned())?;
    apply(context, &request, &list, stated).await
}

/// Takes a list in: its good rows in one transaction, the others wait, each once. A list that says nothing new
/// leaves nothing behind.
///
/// # Errors
/// [`ServiceError::Invalid`] where its columns cannot be so; [`ServiceError::Store`].
pub async fn apply(
    context: &Context,
    request: &Request,
    list: &List,
    stated: &Stated,
) -> Result<Imported, ServiceError> {
    let columns = columns(&propose(&list.table), &stated.columns)
        .map_err(|error| ServiceError::Invalid(error.to_string()))?;
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let known = part_imports::known(&mut tx).await?;
    let plan = planned(&known, list, &columns, stated.packages);
    let mut answer = Imported {
        file: list.file.clone(),
        made: plan.made.len(),
        updated: plan.changed.len(),
        counted: plan.counts.len(),
        items: plan.items.len() + plan.repriced.len(),
        unchanged: plan.unchanged,
        waiting: plan.doubtful.len(),
        ..Imported::default()
    };
    let new = NewBatch {
        file: &list.file,
        columns: &columns,
        headers: &list.table.headers,
        packages: stated.packages,
    };
    // A row that waits already, since the same list came in before, waits once.
    let waits = part_imports::waiting_alike(&mut tx, &new).await?;
    let doubtful: Vec<&DoubtfulRow> =
        plan.doubtful.iter().filter(|row| !waits.contains(&row.row.cells)).collect();
    if plan.is_empty() && doubtful.is_empty() {
        return context.finish(tx, request, answer).await;
    }
    let batch = part_imports::add_batch(&mut tx, &new).await?;
    let waiting: Vec<WaitingRow<'_>> = doubtful.into_iter().map(waiting).collect();
    part_imports::add_rows(&mut tx, batch, &waiting).await?;
    answer.lines_changed = writing::write(&mut tx, batch, &plan).await?;
    answer.batch = Some(batch);
    context.finish(tx, request, answer).await
}

fn waiting(row: &DoubtfulRow) -> WaitingRow<'_> {
    WaitingRow {
        row: row.row.row,
        cells: &row.row.cells,
        doubts: &row.doubts,
        kind: row.doubts.first().map_or("text", crate::domain::parts_list::Doubt::kind),
    }
}

fn columns(
    proposals: &[Proposal],
    stated: &StatedColumns,
) -> Result<Columns, crate::domain::parts_list::MapError> {
    match stated {
        StatedColumns::Some(some) => Columns::new(proposals, some),
        StatedColumns::All(uses) => {
            let mut uses = uses.clone();
            uses.resize(proposals.len(), ColumnUse::Ignore);
            Columns::checked(uses, proposals.iter().map(|column| column.header.clone()).collect())
        }
    }
}

fn planned(known: &Known, list: &List, columns: &Columns, packages: Packages) -> Plan {
    let rows: Vec<(TableRow, Fix)> =
        list.table.rows.iter().map(|row| (row.clone(), Fix::default())).collect();
    Plan::of(known, &rows, columns, packages)
}

/// Imports, the newest first, those before `before`.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn batches(context: &Context, before: Option<i64>) -> Result<BatchPage, ServiceError> {
    let mut tx = context.read().await?;
    let mut batches = part_imports::batches(&mut tx, before, A_PAGE + 1).await?;
    let wanted = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    let is_more = batches.len() > wanted;
    batches.truncate(wanted);
    let next = batches.last().filter(|_| is_more).map(|batch| batch.batch);
    Ok(BatchPage { batches, next })
}

/// One import.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn batch(context: &Context, batch: i64) -> Result<BatchSummary, ServiceError> {
    let mut tx = context.read().await?;
    store::part_imports::tally(&mut tx, batch).await?.ok_or_else(|| ServiceError::not_found("import", batch))
}

/// What an address or a form says about a list: a use for each column, with commas between; and `ask`
/// where rows are to wait whose package is new. What is not understood is ignored.
#[must_use]
pub fn stated(columns: &str, packages: &str) -> Stated {
    let uses: Vec<ColumnUse> = columns
        .split(',')
        .filter(|one| !one.is_empty())
        .map(|one| one.parse().unwrap_or(ColumnUse::Ignore))
        .collect();
    let columns = if uses.is_empty() { StatedColumns::default() } else { StatedColumns::All(uses) };
    Stated { columns, packages: if packages == "ask" { Packages::Ask } else { Packages::Make } }
}
