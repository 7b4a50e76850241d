//! Writing what a plan says, everything of a kind at once, and keeping what was before.

use crate::domain::ledger::Movement;
use crate::domain::parts_list::{CountAt, Plan};
use crate::domain::quantity::Quantity;
use crate::services::ServiceError;
use crate::services::bom_sync::{Concerned, refresh_all};
use crate::store::events::{self, Subject};
use crate::store::movements::Entry;
use crate::store::part_imports::{self, BatchHead, Change, NewStockLine, OfferRow, PartRow, PriceRow};
use crate::store::{self, WriteTx};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// Writes a plan as a part of a batch; how many BOM lines mean something else by it.
pub(super) async fn write(tx: &mut WriteTx, batch: i64, plan: &Plan) -> Result<usize, ServiceError> {
    if plan.is_empty() {
        return Ok(0);
    }
    let mut changes = Vec::new();
    let packages = part_imports::add_packages(tx, &plan.packages).await?;
    changes.extend(packages.into_iter().map(|id| made("package", id, json!({}))));
    let vendors = part_imports::add_vendors(tx, &plan.vendors).await?;
    changes.extend(vendors.into_iter().map(|id| made("vendor", id, json!({}))));
    let ids = parts(tx, plan, &mut changes).await?;
    items(tx, plan, &ids, &mut changes).await?;
    counts(tx, &plan.counts, &ids, &mut changes).await?;
    part_imports::add_changes(tx, batch, &changes).await?;
    let more = BatchHead { made: plan.made.len(), updated: plan.changed.len(), counted: plan.counts.len() };
    part_imports::update_tally(tx, batch, more).await?;
    let lines_changed = refresh_all(tx, &Concerned::default()).await?;
    events::changed(tx, Subject::Catalog, 0, 0).await?;
    Ok(lines_changed)
}

fn made(kind: &str, subject: i64, became: Value) -> Change {
    Change { kind: kind.to_owned(), subject, was: Value::Null, became }
}

/// Makes and changes parts; the ids of all that the plan speaks of, by key.
async fn parts(
    tx: &mut WriteTx,
    plan: &Plan,
    changes: &mut Vec<Change>,
) -> Result<HashMap<String, i64>, ServiceError> {
    let rows: Vec<PartRow<'_>> = plan.made.iter().map(|part| PartRow::made(&part.key, &part.entry)).collect();
    let added = part_imports::add_parts(tx, &rows).await?;
    for part in &plan.made {
        let id = added.get(&part.key).copied().unwrap_or_default();
        changes.push(made("part", id, serde_json::to_value(&part.entry)?));
    }
    let rows: Vec<PartRow<'_>> =
        plan.changed.iter().map(|part| PartRow::changed(part.id, &part.after, false)).collect();
    let edits = part_imports::change_parts(tx, &rows).await?;
    for part in &plan.changed {
        changes.push(Change {
            kind: "part".to_owned(),
            subject: part.id.get(),
            was: with_archived(&part.before, part.was_archived)?,
            became: with_archived(&part.after, false)?,
        });
    }
    events::all_changed(tx, Subject::Part, &edits).await?;
    let mentioned =
        plan.items.iter().map(|item| &item.part).chain(plan.counts.iter().map(|count| &count.part));
    let mut ids: HashMap<String, i64> = added.into_iter().collect();
    let others: Vec<&str> = mentioned.filter(|key| !ids.contains_key(*key)).map(String::as_str).collect();
    let others = store::part_imports::ids_by_key(tx, &others).await?;
    ids.extend(others);
    Ok(ids)
}

/// A part as it is kept for undoing: what people say of it, and whether it is archived.
pub(super) fn with_archived(
    entry: &crate::domain::catalog::PartEntry,
    archived: bool,
) -> Result<Value, ServiceError> {
    let mut value = serde_json::to_value(entry)?;
    if let Some(fields) = value.as_object_mut().filter(|_| archived) {
        fields.insert("archived".to_owned(), Value::Bool(true));
    }
    Ok(value)
}

fn id_of(ids: &HashMap<String, i64>, key: &str) -> Result<i64, ServiceError> {
    ids.get(key).copied().ok_or_else(|| ServiceError::Internal(format!("the part {key} was not made")))
}

async fn items(
    tx: &mut WriteTx,
    plan: &Plan,
    ids: &HashMap<String, i64>,
    changes: &mut Vec<Change>,
) -> Result<(), ServiceError> {
    let mut rows = Vec::with_capacity(plan.items.len());
    for item in &plan.items {
        rows.push(OfferRow {
            part: id_of(ids, &item.part)?,
            vendor: item.vendor.clone(),
            number: item.number.clone(),
            url: item.url.clone(),
            currency: item.currency.map(|currency| currency.code().to_owned()),
        });
    }
    let added = part_imports::add_offers(tx, &rows).await?;
    let mut prices: Vec<PriceRow> = Vec::new();
    for (id, item) in added.iter().zip(&plan.items) {
        changes.push(made("offer", *id, json!({"part": item.part})));
        if let (Some(price), Some(currency)) = (item.price, item.currency) {
            prices.push(PriceRow {
                offer: *id,
                price: Some(price.get()),
                currency: currency.code().to_owned(),
            });
        }
    }
    for item in &plan.repriced {
        changes.push(Change {
            kind: "offer".to_owned(),
            subject: item.offer.get(),
            was: json!({"price": item.before.map(|price| price.get()), "currency": item.currency_before}),
            became: json!({"price": item.after.get(), "currency": item.currency}),
        });
        let currency = item.currency.code().to_owned();
        prices.push(PriceRow { offer: item.offer.get(), price: Some(item.after.get()), currency });
    }
    if !prices.is_empty() {
        part_imports::reprice(tx, &prices).await?;
    }
    Ok(())
}

async fn counts(
    tx: &mut WriteTx,
    counts: &[CountAt],
    ids: &HashMap<String, i64>,
    changes: &mut Vec<Change>,
) -> Result<(), ServiceError> {
    if counts.is_empty() {
        return Ok(());
    }
    let new: Vec<&CountAt> = counts.iter().filter(|count| count.line.is_none()).collect();
    let mut names: Vec<&str> = new.iter().map(|count| count.location.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let places = part_imports::ensure_places(tx, &names).await?;
    changes.extend(places.into_iter().map(|id| made("location", id, json!({}))));
    let mut wanted = Vec::with_capacity(new.len());
    for count in &new {
        wanted.push(NewStockLine { part: id_of(ids, &count.part)?, location: count.location.clone() });
    }
    let mut made_lines = part_imports::ensure_lines(tx, &wanted).await?.into_iter();
    let mut entries = Vec::with_capacity(counts.len());
    for count in counts {
        let (line, movement) = match count.line {
            Some(line) => (line, Movement::Count { found: count.found }),
            None => {
                let line = made_lines.next();
                let line = line.ok_or_else(|| ServiceError::Internal("a place was not made".to_owned()))?;
                (line, Movement::Opening { quantity: count.found, cost: count.cost })
            }
        };
        entries.push(Entry::new(line, movement));
    }
    let lines: Vec<_> = entries.iter().map(|entry| entry.stock_line).collect();
    let before = store::movements::balances(tx, &lines).await?;
    let after = store::movements::book(tx, &entries).await?;
    let sequences = part_imports::sequences(tx, &lines).await?;
    let mut told: BTreeMap<i64, i64> = BTreeMap::new();
    for (line, count) in lines.iter().zip(counts) {
        let on_hand = |balances: &BTreeMap<_, crate::domain::ledger::Balance>| {
            balances.get(line).map_or(Quantity::ZERO, |balance| balance.on_hand()).get()
        };
        let sequence = sequences.get(&line.get()).copied().unwrap_or_default();
        changes.push(Change {
            kind: "stock".to_owned(),
            subject: line.get(),
            was: json!({"on_hand": on_hand(&before), "sequence": sequence - 1}),
            became: json!({"on_hand": on_hand(&after), "sequence": sequence}),
        });
        told.insert(id_of(ids, &count.part)?, 0);
    }
    let told: Vec<(i64, i64)> = told.into_iter().collect();
    Ok(events::all_changed(tx, Subject::Stock, &told).await?)
}
