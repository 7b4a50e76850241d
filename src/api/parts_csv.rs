//! The list of parts as CSV: `GET /parts.csv?q=…&show=…&sort=…`, what its page shows under the same query,
//! all of it.

use super::csv::file;
use crate::domain::catalog::{PartFilter, PartOrder, PartRow, Show};
use crate::domain::csv_export::{Cell, CsvTable};
use crate::services::{Context, part_pages};
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;

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

fn table(rows: Vec<PartRow>) -> CsvTable {
    let mut table = CsvTable::new(&[
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
    ]);
    for PartRow { part, on_the_way, places } in rows {
        let lies = places.iter().map(|place| format!("{} in {}", place.on_hand, place.location));
        table.push(vec![
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
        ]);
    }
    table
}
