//! Undoing an import: what it made and nobody used since goes away, fields and counts go back where they
//! are still what it wrote, and what cannot go back is told.

use super::writing::with_archived;
use crate::domain::catalog::PartEntry;
use crate::domain::ids::{PartId, StockLineId};
use crate::domain::ledger::{Change as Difference, Movement};
use crate::domain::parts_list::{KnownPart, Undone};
use crate::domain::quantity::Quantity;
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::services::{Context, Request, ServiceError, Started};
use crate::store::events::{self, Subject};
use crate::store::movements::Entry;
use crate::store::part_imports::{self, Change, Leftovers, PartRow, PriceRow};
use crate::store::{self, WriteTx};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Things that stay of which the answer tells one by one.
const TOLD: usize = 50;

/// Takes an import back.
///
/// # Errors
/// [`ServiceError::NotFound`]; [`ServiceError::Refused`] where it was undone already.
pub async fn undo(context: &Context, request: &Request, batch: i64) -> Result<Undone, ServiceError> {
    let mut tx = match context.begin(request).await? {
        Started::New(tx) => tx,
        Started::Answered(answer) => return Ok(answer),
    };
    let head = part_imports::batch(&mut tx, batch).await?;
    let head = head.ok_or_else(|| ServiceError::not_found("import", batch))?;
    if head.is_undone {
        return Err(ServiceError::Refused(format!("the import {batch} was undone already")));
    }
    let changes = part_imports::changes(&mut tx, batch).await?;
    let of = |kind: &str| -> Vec<&Change> { changes.iter().filter(|change| change.kind == kind).collect() };
    let mut kept = Vec::new();
    let mut answer = Undone { batch, ..Undone::default() };
    answer.counted_back = stock(&mut tx, &of("stock"), &mut kept).await?;
    offers(&mut tx, &of("offer"), &mut kept).await?;
    let gone = parts(&mut tx, &of("part"), &mut answer, &mut kept).await?;
    refresh_all(&mut tx, &Concerned::default()).await?;
    let removed = part_imports::delete_parts(&mut tx, &gone).await?;
    answer.removed = removed.len();
    answer.archived = gone.len() - removed.len();
    let subjects = |kind: &str| -> Vec<i64> { of(kind).iter().map(|change| change.subject).collect() };
    let left = Leftovers {
        packages: subjects("package"),
        vendors: subjects("vendor"),
        locations: subjects("location"),
    };
    part_imports::delete_things(&mut tx, &left).await?;
    part_imports::skip_all(&mut tx, batch).await?;
    part_imports::mark_undone(&mut tx, batch).await?;
    events::changed(&mut tx, Subject::Catalog, 0, 0).await?;
    answer.more_kept = kept.len().saturating_sub(TOLD);
    kept.truncate(TOLD);
    answer.kept = kept;
    context.finish(tx, request, answer).await
}

fn number(value: &Value, name: &str) -> i64 {
    value.get(name).and_then(Value::as_i64).unwrap_or_default()
}

/// Books back what was counted, where nothing moved since; how many lines.
async fn stock(tx: &mut WriteTx, changes: &[&Change], kept: &mut Vec<String>) -> Result<usize, ServiceError> {
    let mut by_line: BTreeMap<i64, Vec<&Change>> = BTreeMap::new();
    changes.iter().for_each(|change| by_line.entry(change.subject).or_default().push(change));
    let lines: Vec<i64> = by_line.keys().copied().collect();
    let now = part_imports::lines_now(tx, &lines).await?;
    let mut entries = Vec::new();
    let mut parts: BTreeSet<i64> = BTreeSet::new();
    for (line, changes) in by_line {
        let Some(now) = now.get(&line) else { continue };
        // From the last count of the import back, as far as nothing else was between them.
        let mut sequence = now.sequence;
        let mut target = None;
        for change in changes.iter().rev() {
            if number(&change.became, "sequence") != sequence {
                break;
            }
            sequence = number(&change.was, "sequence");
            target = Some(number(&change.was, "on_hand"));
        }
        let target = target.and_then(|pieces| Quantity::try_from(pieces).ok());
        let Some(target) = target.filter(|target| *target >= now.reserved) else {
            kept.push(format!(
                "{} in {} stay: they were moved, counted or reserved since",
                now.on_hand, now.location
            ));
            continue;
        };
        let difference = match target.checked_sub(now.on_hand) {
            Some(more) if more.is_zero() => continue,
            Some(more) => Difference::More(more),
            None => Difference::Fewer(now.on_hand.saturating_sub(target)),
        };
        let movement = Movement::Adjustment { change: difference };
        let note = "an import was undone".to_owned();
        entries.push(Entry { stock_line: StockLineId::new(line), movement, note });
        parts.insert(now.part);
    }
    store::movements::book(tx, &entries).await?;
    let told: Vec<(i64, i64)> = parts.into_iter().map(|part| (part, 0)).collect();
    events::all_changed(tx, Subject::Stock, &told).await?;
    Ok(entries.len())
}

/// Deletes vendors' items that were added, and gives others their prices back.
async fn offers(tx: &mut WriteTx, changes: &[&Change], kept: &mut Vec<String>) -> Result<(), ServiceError> {
    let added: HashSet<i64> =
        changes.iter().filter(|change| change.was.is_null()).map(|change| change.subject).collect();
    let ids: Vec<i64> = added.iter().copied().collect();
    part_imports::delete_offers(tx, &ids).await?;
    let price = |offer: i64, value: &Value| PriceRow {
        offer,
        price: value.get("price").and_then(Value::as_i64),
        currency: value.get("currency").and_then(Value::as_str).unwrap_or_default().to_owned(),
    };
    let mut wrote: BTreeMap<i64, (&Value, &Value)> = BTreeMap::new();
    for change in changes.iter().filter(|change| !added.contains(&change.subject)) {
        let first = wrote.get(&change.subject).map_or(&change.was, |(was, _)| was);
        wrote.insert(change.subject, (first, &change.became));
    }
    if wrote.is_empty() {
        return Ok(());
    }
    let written: Vec<PriceRow> = wrote.iter().map(|(offer, (_, became))| price(*offer, became)).collect();
    let stand: HashSet<i64> = part_imports::prices_that_stand(tx, &written).await?.into_iter().collect();
    let changed = wrote.len() - stand.len();
    if changed > 0 {
        kept.push(format!("{changed} prices stay: they were changed since"));
    }
    let back: Vec<PriceRow> = wrote
        .iter()
        .filter(|(offer, _)| stand.contains(*offer))
        .map(|(offer, (was, _))| price(*offer, was))
        .collect();
    if back.is_empty() { Ok(()) } else { Ok(part_imports::reprice(tx, &back).await?) }
}

/// Gives parts their fields back, and archives those that were made and nobody used since; these.
async fn parts(
    tx: &mut WriteTx,
    changes: &[&Change],
    answer: &mut Undone,
    kept: &mut Vec<String>,
) -> Result<Vec<PartId>, ServiceError> {
    let known = part_imports::entries_of(tx).await?;
    let known: HashMap<i64, &KnownPart> = known.iter().map(|part| (part.id.get(), part)).collect();
    let mut of_part: BTreeMap<i64, Vec<&Change>> = BTreeMap::new();
    changes.iter().for_each(|change| of_part.entry(change.subject).or_default().push(change));
    let made: HashSet<i64> = of_part
        .iter()
        .filter(|(_, changes)| changes.first().is_some_and(|change| change.was.is_null()))
        .map(|(part, _)| *part)
        .collect();
    let back_to_archive: Vec<i64> = of_part
        .iter()
        .filter(|(_, changes)| changes.first().is_some_and(|change| change.was.get("archived").is_some()))
        .map(|(part, _)| *part)
        .collect();
    let all: Vec<i64> = made.iter().chain(&back_to_archive).copied().collect();
    let used: HashSet<i64> = store::part_imports::used(tx, &all).await?.into_iter().collect();
    let mut restored: Vec<(PartId, PartEntry)> = Vec::new();
    let mut gone = Vec::new();
    for (id, changes) in &of_part {
        let Some(part) = known.get(id) else { continue };
        let now = with_archived(&part.entry, false)?;
        if made.contains(id) {
            let last = changes.last().map(|change| &change.became);
            match (used.contains(id), last == Some(&now)) {
                (true, _) => kept.push(format!("{} stays: it is used, or lies somewhere", part.key)),
                (_, false) => kept.push(format!("{} stays: it was changed since", part.key)),
                (false, true) => gone.push(PartId::new(*id)),
            }
            continue;
        }
        let before = changes.iter().rev().fold(now.clone(), |now, change| back(&now, change));
        if before != now {
            restored.push((part.id, serde_json::from_value(before)?));
        }
        let differs = changes.last().is_some_and(|change| change.became != now);
        if differs {
            kept.push(format!("some of {} stays: it was changed since", part.key));
        }
    }
    let rows: Vec<PartRow<'_>> = restored
        .iter()
        .map(|(id, entry)| {
            PartRow::changed(*id, entry, known.get(&id.get()).is_some_and(|part| part.archived))
        })
        .collect();
    let edits = part_imports::change_parts(tx, &rows).await?;
    events::all_changed(tx, Subject::Part, &edits).await?;
    answer.restored = restored.len();
    let archive =
        gone.iter().map(|id| id.get()).chain(back_to_archive.iter().filter(|id| !used.contains(id)).copied());
    let archive: Vec<i64> = archive.collect();
    let edits = part_imports::archive(tx, &archive).await?;
    events::all_changed(tx, Subject::Part, &edits).await?;
    Ok(gone)
}

/// A part's fields as they were before a change, where they are still what it wrote.
fn back(now: &Value, change: &Change) -> Value {
    let (Some(fields), Some(was), Some(became)) =
        (now.as_object(), change.was.as_object(), change.became.as_object())
    else {
        return now.clone();
    };
    let mut before: Map<String, Value> = fields.clone();
    for (name, value) in fields {
        let (Some(was), Some(became)) = (was.get(name), became.get(name)) else { continue };
        if name == "fields" {
            before.insert(name.clone(), own_fields_back(value, was, became));
        } else if value == became {
            before.insert(name.clone(), was.clone());
        }
    }
    Value::Object(before)
}

/// Custom fields, each by itself.
fn own_fields_back(now: &Value, was: &Value, became: &Value) -> Value {
    let mut own = now.as_object().cloned().unwrap_or_default();
    for (name, wrote) in became.as_object().into_iter().flatten() {
        if own.get(name) != Some(wrote) {
            continue;
        }
        match was.get(name) {
            Some(was) => own.insert(name.clone(), was.clone()),
            None => own.remove(name),
        };
    }
    Value::Object(own)
}
