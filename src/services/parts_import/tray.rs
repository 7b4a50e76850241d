//! Rows that wait: looked at, and fixed one by one or many at once.

use super::writing;
use crate::domain::parts_list::{Doubt, Field, Fix, Plan, RowState, TableRow, TrayDone, TrayPage, TrayRow};
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::part_imports::{self, Batch, StoredRow};
use crate::store::{Tx, WriteTx};
use std::collections::{BTreeMap, HashMap};

/// Rows on one page.
const A_PAGE: u32 = 50;
/// Rows that are fixed at once: as many as a list may have.
const MOST_ROWS: u32 = 10_000;

/// Which rows are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// These.
    Rows(Vec<i64>),
    /// All that wait of a kind; all, where it is empty.
    Kind(String),
}

/// What somebody says of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fixing {
    /// A field holds this in each of them.
    Set(Field, String),
    /// What is suggested is right.
    Accept,
    /// They are this part.
    Match(String),
    /// They are left out.
    Skip,
}

/// A page of the rows of an import that wait; of the newest that has any, where none is named.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn tray(
    context: &Context,
    batch: Option<i64>,
    kind: &str,
    after: Option<i64>,
) -> Result<TrayPage, ServiceError> {
    let mut tx = context.read().await?;
    let batch = match batch {
        Some(batch) => batch,
        None => match part_imports::newest_waiting(&mut tx).await? {
            Some(batch) => batch,
            None => return Ok(TrayPage::default()),
        },
    };
    let head = head(&mut tx, batch).await?;
    let kinds = part_imports::kinds(&mut tx, batch).await?;
    let mut rows = part_imports::tray(&mut tx, batch, kind, after.unwrap_or(0), A_PAGE + 1).await?;
    let wanted = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    let is_more = rows.len() > wanted;
    rows.truncate(wanted);
    Ok(TrayPage {
        next: rows.last().filter(|_| is_more).map(|row| row.id),
        waiting: kinds.iter().map(|(_, count)| count).sum(),
        kinds,
        rows: rows.iter().map(|row| shown(&head, row)).collect(),
    })
}

async fn head(tx: &mut Tx, batch: i64) -> Result<Batch, ServiceError> {
    part_imports::batch(tx, batch).await?.ok_or_else(|| ServiceError::not_found("import", batch))
}

fn shown(batch: &Batch, row: &StoredRow) -> TrayRow {
    let said: BTreeMap<usize, &String> =
        row.fix.set.iter().filter_map(|(field, text)| Some((batch.columns.of(*field)?, text))).collect();
    let cell = |(at, cell): (usize, &String)| {
        let text = said.get(&at).map_or_else(|| cell.clone(), |text| (*text).clone());
        let header = batch.headers.get(at).cloned().unwrap_or_default();
        (!text.is_empty()).then_some((header, text))
    };
    let suggestions: Vec<String> = row.doubts.iter().filter_map(Doubt::suggestion).collect();
    let all = suggestions.len() == row.doubts.len() && !suggestions.is_empty();
    TrayRow {
        id: row.id,
        batch: batch.id,
        file: batch.file.clone(),
        row: row.row.row,
        cells: row.row.cells.iter().enumerate().filter_map(cell).collect(),
        reasons: row.doubts.iter().map(ToString::to_string).collect(),
        suggestion: all.then(|| suggestions.join(", ")),
    }
}

/// Says something of rows that wait. Those of which that is enough enter, as a part of their import; the
/// others go on waiting.
///
/// # Errors
/// [`ServiceError::NotFound`]; [`ServiceError::Invalid`] where no rows are named; [`ServiceError::Refused`] where the import was undone.
pub async fn fix(
    context: &Context,
    request: &Request,
    batch: i64,
    which: &Selection,
    fixing: &Fixing,
) -> Result<TrayDone, ServiceError> {
    if let Fixing::Match(part) | Fixing::Set(_, part) = fixing
        && part.trim().is_empty()
    {
        return Err(ServiceError::Invalid("say what it is to be: the field was empty".to_owned()));
    }
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let head = head(&mut tx, batch).await?;
    if head.is_undone {
        return Err(ServiceError::Refused("that import was undone: its rows no longer wait".to_owned()));
    }
    let mut rows = match which {
        Selection::Rows(ids) => part_imports::rows_of(&mut tx, batch, ids).await?,
        Selection::Kind(kind) => part_imports::tray(&mut tx, batch, kind, 0, MOST_ROWS).await?,
    };
    if rows.is_empty() {
        return Err(ServiceError::Invalid(
            "no rows are chosen, or they no longer wait: tick some, or take all".to_owned(),
        ));
    }
    if *fixing == Fixing::Skip {
        let skipped = rows.len();
        let rows: Vec<_> = rows.into_iter().map(|row| (row, RowState::Skipped)).collect();
        part_imports::set_rows(&mut tx, &rows).await?;
        return context.finish(tx, request, TrayDone { skipped, ..TrayDone::default() }).await;
    }
    rows.iter_mut().for_each(|row| say(&mut row.fix, fixing));
    let done = enter(&mut tx, &head, rows).await?;
    context.finish(tx, request, done).await
}

fn say(fix: &mut Fix, fixing: &Fixing) {
    match fixing {
        Fixing::Set(field, text) => {
            fix.set.insert(*field, text.trim().to_owned());
        }
        Fixing::Accept => fix.accepted = true,
        Fixing::Match(part) => fix.part = Some(part.trim().to_owned()),
        Fixing::Skip => {}
    }
}

/// Reads rows again with what was said of them.
async fn enter(tx: &mut WriteTx, batch: &Batch, rows: Vec<StoredRow>) -> Result<TrayDone, ServiceError> {
    let known = part_imports::known(tx).await?;
    // That a part is in the list twice is not seen once the first of them is in: it stays in doubt until
    // somebody says which part it is, or that the row is right.
    let again = |row: &StoredRow| {
        let doubt = row.doubts.iter().find(|doubt| matches!(doubt, Doubt::Again { .. }));
        doubt.filter(|_| !row.fix.accepted && !row.fix.renames()).cloned()
    };
    let (held, free): (Vec<StoredRow>, Vec<StoredRow>) =
        rows.into_iter().partition(|row| again(row).is_some());
    let planned = |rows: &[StoredRow]| -> Plan {
        let rows: Vec<(TableRow, Fix)> = rows.iter().map(|row| (row.row.clone(), row.fix.clone())).collect();
        Plan::of(&known, &rows, &batch.columns, batch.packages)
    };
    let plan = planned(&free);
    let doubts_of = |plan: &Plan| -> HashMap<u32, Vec<Doubt>> {
        plan.doubtful.iter().map(|row| (row.row.row, row.doubts.clone())).collect()
    };
    let (still, of_held) = (doubts_of(&plan), doubts_of(&planned(&held)));
    let mut all: Vec<(StoredRow, RowState)> = Vec::new();
    for mut row in free {
        match still.get(&row.row.row) {
            Some(doubts) => {
                row.doubts.clone_from(doubts);
                all.push((row, RowState::Waiting));
            }
            None => all.push((row, RowState::Entered)),
        }
    }
    for mut row in held {
        let mut doubts: Vec<Doubt> = again(&row).into_iter().collect();
        let others = of_held.get(&row.row.row).into_iter().flatten();
        doubts.extend(others.filter(|doubt| !matches!(doubt, Doubt::Again { .. })).cloned());
        row.doubts = doubts;
        all.push((row, RowState::Waiting));
    }
    let entered = all.iter().filter(|(_, state)| *state == RowState::Entered).count();
    part_imports::set_rows(tx, &all).await?;
    writing::write(tx, batch.id, &plan).await?;
    Ok(TrayDone { entered, waiting: all.len() - entered, skipped: 0 })
}
