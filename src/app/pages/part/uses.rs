//! Where a part is used.

use crate::app::components::{
    Column, EmptyState, ItemRow, ItemTable, Lead, MoneyCell, Named, Panel, WideCell,
};
use crate::domain::catalog::{LineRole, PartSheet, PartUse};
use leptos::prelude::*;

pub(super) fn view(sheet: &PartSheet) -> AnyView {
    let uses = &sheet.page.uses;
    if uses.is_empty() {
        return view! {
            <Panel>
                <EmptyState title="Used nowhere" hint="Builds that need it, orders that bring it and lines of BOMs stand here." />
            </Panel>
        }
        .into_any();
    }
    let columns = vec![Column::words("Where"), Column::numbers("Pieces"), Column::words("How")];
    let rows = uses.iter().map(row).collect_view();
    let more = sheet.page.more_uses.then_some("It is used in more places than are listed.");
    view! {
        <Panel>
            <ItemTable label="Where used" columns>
                {rows}
            </ItemTable>
        </Panel>
        {more.map(|more| view! { <p>{more}</p> })}
    }
    .into_any()
}

/// A use as it is read: where, where that leads, pieces, how.
struct Told {
    name: String,
    href: Option<String>,
    detail: String,
    pieces: String,
    how: String,
}

fn told(part_use: &PartUse) -> Told {
    let told = |name: String, href: Option<String>, detail: &str, pieces: String, how: &str| Told {
        name,
        href,
        detail: detail.to_owned(),
        pieces,
        how: how.to_owned(),
    };
    match part_use {
        PartUse::Build { build, project, revision } => told(
            format!("Build {build}"),
            Some(format!("/builds/{build}")),
            &format!("{project} {revision}"),
            String::new(),
            "needs it",
        ),
        PartUse::Order { order, vendor, pieces } => told(
            format!("Order {order}"),
            Some(format!("/orders/{order}")),
            vendor,
            pieces.to_string(),
            "brings it",
        ),
        PartUse::OwnLine { project, revision, quantity } => {
            told(format!("{project} {revision}"), None, "own line", quantity.to_string(), "for each piece")
        }
        PartUse::ComesWith { package, quantity } => told(
            package.clone(),
            Some("/packages".to_owned()),
            "package",
            quantity.to_string(),
            "comes with each part in it",
        ),
        PartUse::Product { project, revision } => {
            told(format!("{project} {revision}"), None, "", String::new(), "produces it")
        }
        PartUse::Line { project, revision, line, references, quantity, role } => {
            let how = match role {
                LineRole::Part => "is this part",
                LineRole::Replaced => "is this part; another one is used for it",
                LineRole::Substitute => "uses it instead of its own part",
                LineRole::Implicit => "brings it along",
            };
            let detail = format!("line {line}: {}", references.join(", "));
            told(format!("{project} {revision}"), None, &detail, quantity.to_string(), how)
        }
    }
}

fn row(part_use: &PartUse) -> AnyView {
    let Told { name, href, detail, pieces, how } = told(part_use);
    let lead = match href {
        Some(href) => view! { <Lead href name detail /> }.into_any(),
        None => view! { <Named name detail /> }.into_any(),
    };
    view! {
        <ItemRow>
            {lead}
            <MoneyCell label="Pieces" amount=pieces />
            <WideCell>{how}</WideCell>
        </ItemRow>
    }
    .into_any()
}
