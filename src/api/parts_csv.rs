//! The list of parts as CSV: `GET /parts.csv?q=…&show=…&sort=…`, what its page shows under the same query,
//! all of it; and a part's history, `GET /parts/{id}/history.csv`.

use super::csv::file;
use crate::domain::catalog::{PartFilter, PartOrder, PartRow, Show};
use crate::domain::csv_export::{Cell, CsvTable};
use crate::domain::ids::PartId;
use crate::domain::inventory::HistoryEntry;
use crate::services::{Context, part_pages};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    symbol: String,
    package: String,
    show: String,
    sort: String,
}

impl Asked {
    fn filter(self) -> PartFilter {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        PartFilter {
            search: self.q,
            symbol: some(self.symbol),
            package: some(self.package),
            show: Show::named(&self.show),
            order: PartOrder::named(&self.sort),
            after: None,
        }
    }
}

pub(super) async fn parts(State(context): State<Context>, Query(asked): Query<Asked>) -> Response {
    let rows = part_pages::all(&context, &asked.filter()).await;
    file("parts", rows.map(table))
}

const COLUMNS: [&str; 14] = [
    "Key",
    "Part",
    "Symbol",
    "Value",
    "Package",
    "MPN",
    "On hand",
    "Reserved",
    "Free",
    "On the way",
    "Low stock",
    "Not counted",
    "Where",
    "Tags",
];

/// What is known of each part, and its custom fields in columns after it.
fn table(rows: Vec<(PartRow, BTreeMap<String, String>)>) -> CsvTable {
    let names: BTreeSet<String> = rows.iter().flat_map(|(_, fields)| fields.keys().cloned()).collect();
    let heads: Vec<String> = names.iter().map(|name| head_of(name)).collect();
    let columns: Vec<&str> = COLUMNS.into_iter().chain(heads.iter().map(String::as_str)).collect();
    let mut table = CsvTable::new(&columns);
    for (PartRow { part, on_the_way, places }, fields) in rows {
        let lies = places.iter().map(|place| format!("{} in {}", place.on_hand, place.location));
        let known = [
            part.part.into(),
            part.name.into(),
            part.symbol.into(),
            part.value.into(),
            Cell::maybe(part.package),
            Cell::maybe(part.mpn),
            part.on_hand.into(),
            part.reserved.into(),
            part.free.into(),
            on_the_way.into(),
            part.low_stock.map_or(Cell::Empty, Cell::from),
            if part.not_counted { "yes" } else { "" }.into(),
            lies.collect::<Vec<_>>().join("; ").into(),
            part.tags.join(", ").into(),
        ];
        let own = names.iter().map(|name| Cell::maybe(fields.get(name).map(String::as_str)));
        table.push(known.into_iter().chain(own).collect());
    }
    table
}

/// The head of a custom field's column: its name, where no other column has it.
fn head_of(name: &str) -> String {
    let is_taken = COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(name));
    if is_taken { format!("{name} (custom)") } else { name.to_owned() }
}

pub(super) async fn history(State(context): State<Context>, Path(part): Path<i64>) -> Response {
    let entries = part_pages::history(&context, PartId::new(part)).await;
    file(&format!("part-{part}-history"), entries.map(movements))
}

fn movements(entries: Vec<HistoryEntry>) -> CsvTable {
    let columns = [
        "When",
        "What",
        "Pieces",
        "Reserved",
        "Then there",
        "Where",
        "Build",
        "Order",
        "Paid each",
        "Currency",
        "Who",
        "Note",
    ];
    let mut table = CsvTable::new(&columns);
    for entry in entries {
        table.push(vec![
            entry.at.minute().into(),
            entry.in_words().into(),
            Cell::whole(entry.on_hand_change),
            Cell::whole(entry.reserved_change),
            entry.on_hand_after.into(),
            entry.location.into(),
            entry.build.map_or(Cell::Empty, Cell::whole),
            entry.order.map_or(Cell::Empty, Cell::whole),
            entry.cost.map_or(Cell::Empty, |cost| Cell::amount(cost.amount)),
            Cell::maybe(entry.cost.map(|cost| cost.currency.code().to_owned())),
            entry.actor.into(),
            entry.note.into(),
        ]);
    }
    table
}
