//! Lists, their tools and their figures.

use crate::app::{
    components::{
        ActionsCell, BadgeCell, Button, ButtonKind, CheckCell, ChipList, Column, ColumnChart, Count,
        DefinitionList, ExportCsv, ItemRow, ItemTable, Lead, ListTools, Manner, MoneyCell, Pager, Panel,
        ReadinessBar, SearchBox, Specimen, SpecimenGroup, Stat, StatStrip, TextCell, WideCell,
    },
    view::{Figure, Piece, Status, Tone},
};
use leptos::prelude::*;

pub(super) fn drawn() -> AnyView {
    view! { <SpecimenGroup title="Lists">{table()} {figures()} {properties()} {chart()}</SpecimenGroup> }
        .into_any()
}

fn table() -> AnyView {
    let manner = Manner {
        heard: "a table of that name; a sorted head says which way; a row's link is the thing's name",
        keys: "/ to the search, j and k from row to row, Enter opens, ? shows the keys, Esc leaves",
        without_scripts: "heads, pages and the export are links, the search is a form; on a phone rows are cards",
    };
    let columns = vec![
        Column::actions("Choose"),
        Column::words("Part").sorted_by("name"),
        Column::words("Place").sorted_by("place"),
        Column::numbers("Free").sorted_by("free"),
        Column::numbers("Price"),
        Column::words("Readiness"),
        Column::words("State"),
        Column::actions("Actions"),
    ];
    let rows = [
        ("TL074", 10, "$0.61", (8, 2), Tone::Missing, "buy 10"),
        ("10k 1%", 140, "$0.01", (20, 0), Tone::Clear, "ready"),
        ("BAT54S", 0, "", (14, 6), Tone::Waiting, "order 31"),
    ]
    .into_iter()
    .map(|(name, free, price, (ready, waiting), tone, word)| {
        view! {
            <ItemRow>
                <CheckCell label=format!("Choose {name}") name="chosen[]" value=name form="design-form" />
                <Lead href="/design" name detail="DIP-14" />
                <TextCell label="Place" text="Drawer 3" />
                <Count label="Free" number=free />
                <MoneyCell label="Price" amount=price />
                <WideCell>
                    <ReadinessBar ready waiting lines=20 />
                </WideCell>
                <BadgeCell status=Status::new(tone, word) note="for build 12" />
                <ActionsCell>
                    <Button kind=ButtonKind::InRow>"Count"</Button>
                </ActionsCell>
            </ItemRow>
        }
    })
    .collect_view();
    view! {
        <Specimen name="SearchBox · ExportCsv · ItemTable · Pager" manner>
            <ListTools>
                <SearchBox label="Search the example" placeholder="Search: 10k 0805" />
                <ExportCsv to="/builds.csv" />
            </ListTools>
            <Panel>
                <ItemTable label="Example parts" columns>
                    {rows}
                </ItemTable>
                <Pager next=Some("BAT54S".to_owned()) what="parts" />
            </Panel>
        </Specimen>
    }
    .into_any()
}

fn figures() -> AnyView {
    let manner = Manner {
        heard: "a region \u{201c}Figures\u{201d}: what it is, the number, its context",
        keys: "none, but in a field of the strip",
        without_scripts: "the same",
    };
    view! {
        <Specimen name="StatStrip · Stat" manner>
            <StatStrip>
                <Stat label="Parts ready" figure=Figure::new("37 of 40", "2 missing · 1 on its way") />
                <Stat label="To buy" figure=Figure::new("$27.10", "2 vendors, shipping included") />
            </StatStrip>
        </Specimen>
    }
    .into_any()
}

fn properties() -> AnyView {
    let manner = Manner {
        heard: "labels with their values; a list of that name",
        keys: "Tab to the links among them",
        without_scripts: "the same",
    };
    let pairs = vec![
        ("Package".to_owned(), Piece::link("DIP-14", "/design")),
        ("Manufacturer number".to_owned(), Piece::text("TL074CN")),
        ("Low below".to_owned(), Piece::text("20 pieces")),
    ];
    let chips = ["analog", "op-amp", "DIP"].map(Piece::text).to_vec();
    view! {
        <Specimen name="DefinitionList · ChipList" manner>
            <Panel>
                <DefinitionList pairs />
            </Panel>
            <ChipList label="Tags" chips />
        </Specimen>
    }
    .into_any()
}

fn chart() -> AnyView {
    let manner = Manner {
        heard: "a figure with its caption, and a table of its numbers; the drawing is not heard",
        keys: "Enter opens the numbers",
        without_scripts: "the same",
    };
    let points: Vec<(String, u64)> = [12, 40, 38, 31, 24, 60, 52]
        .into_iter()
        .zip(1..)
        .map(|(on_hand, week)| (format!("week {week}"), on_hand))
        .collect();
    view! {
        <Specimen name="ChartFrame · ColumnChart" manner>
            <ColumnChart title="On hand, last seven weeks" points />
        </Specimen>
    }
    .into_any()
}
