//! What happened to a part: its ledger, page by page.

use crate::app::components::{
    Column, EmptyState, ExportCsv, ItemRow, ItemTable, ListTools, MoneyCell, Named, Pager, Panel, TextCell,
    Toolbar, WideCell,
};
use crate::app::money;
use crate::domain::catalog::PartSheet;
use crate::domain::inventory::HistoryEntry;
use leptos::prelude::*;

pub(super) fn view(sheet: &PartSheet) -> AnyView {
    let history = &sheet.history;
    if history.entries.is_empty() {
        return view! {
            <Panel>
                <EmptyState title="Nothing happened yet" hint="Whatever is received, counted, moved or built in stands here." />
            </Panel>
        }
        .into_any();
    }
    let columns = vec![
        Column::words("What"),
        Column::numbers("Pieces"),
        Column::numbers("Reserved"),
        Column::numbers("Then there"),
        Column::words("Where"),
        Column::words("For"),
        Column::words("Who"),
    ];
    let rows = history.entries.iter().map(row).collect_view();
    let next = history.next.map(|next| next.to_string());
    let export = format!("/parts/{}/history.csv", sheet.page.part.id);
    view! {
        <Toolbar>
            <ListTools>
                <ExportCsv to=export />
            </ListTools>
        </Toolbar>
        <Panel>
            <ItemTable label="History" columns>
                {rows}
            </ItemTable>
            <Pager next what="movements" />
        </Panel>
    }
    .into_any()
}

fn row(entry: &HistoryEntry) -> AnyView {
    let paid = entry.cost.map(|cost| format!("{} each", money::price(cost)));
    let note = Some(entry.note.clone()).filter(|note| !note.is_empty() && note != entry.in_words());
    let (what, when) = (entry.in_words(), entry.at.minute());
    let (pieces, reserved) = (signed(entry.on_hand_change), signed(entry.reserved_change));
    let (after, place, who) = (entry.on_hand_after.to_string(), entry.location.clone(), entry.actor.clone());
    let belongs = belongs(entry);
    view! {
        <ItemRow>
            <Named name=what detail=when />
            <MoneyCell label="Pieces" amount=pieces />
            <MoneyCell label="Reserved" amount=reserved />
            <MoneyCell label="Then there" amount=after />
            <TextCell label="Where" text=place />
            <WideCell>
                {belongs} " " {paid} " " {note}
            </WideCell>
            <TextCell label="Who" text=who />
        </ItemRow>
    }
    .into_any()
}

fn belongs(entry: &HistoryEntry) -> AnyView {
    let build =
        entry.build.map(|build| view! { <a href=format!("/builds/{build}")>{format!("build {build}")}</a> });
    let order =
        entry.order.map(|order| view! { <a href=format!("/orders/{order}")>{format!("order {order}")}</a> });
    view! { {build} {order} }.into_any()
}

fn signed(change: i64) -> String {
    match change {
        0 => String::new(),
        more if more > 0 => format!("+{more}"),
        fewer => format!("\u{2212}{}", fewer.unsigned_abs()),
    }
}
