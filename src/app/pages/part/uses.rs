//! Where a part is used.

use crate::app::address::written;
use crate::app::components::{Column, EmptyState, ItemRow, ItemTable, Lead, MoneyCell, Panel, WideCell};
use crate::domain::catalog::{LineRole, PartSheet, PartUse, VersionAt};
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
    href: String,
    detail: String,
    pieces: String,
    how: String,
}

fn told(part_use: &PartUse) -> Told {
    let told = |name: String, href: String, detail: &str, pieces: String, how: &str| Told {
        name,
        href,
        detail: detail.to_owned(),
        pieces,
        how: how.to_owned(),
    };
    match part_use {
        PartUse::Build { build, project, revision } => told(
            format!("Build {build}"),
            format!("/builds/{build}"),
            &format!("{project} {revision}"),
            String::new(),
            "needs it",
        ),
        PartUse::Order { order, vendor, pieces } => told(
            format!("Order {order}"),
            format!("/orders/{order}"),
            vendor,
            pieces.to_string(),
            "brings it",
        ),
        PartUse::OwnLine { at, project, revision, quantity } => told(
            format!("{project} {revision}"),
            version(*at),
            "own line",
            quantity.to_string(),
            "for each piece",
        ),
        PartUse::ComesWith { package, quantity } => told(
            package.clone(),
            "/packages".to_owned(),
            "package",
            quantity.to_string(),
            "comes with each part in it",
        ),
        PartUse::Product { at, project, revision } => {
            told(format!("{project} {revision}"), version(*at), "", String::new(), "produces it")
        }
        PartUse::Line { at, project, revision, line, references, quantity, role } => {
            let how = match role {
                LineRole::Part => "is this part",
                LineRole::Replaced => "is this part; another one is used for it",
                LineRole::Substitute => "uses it instead of its own part",
                LineRole::Implicit => "brings it along",
            };
            let detail = format!("line {line}: {}", references.join(", "));
            told(
                format!("{project} {revision}"),
                bom_line(*at, references),
                &detail,
                quantity.to_string(),
                how,
            )
        }
    }
}

fn version(at: VersionAt) -> String {
    format!("/projects/{}/versions/{}", at.project, at.version)
}

/// The BOM with that line alone, as far as a reference tells it from others.
fn bom_line(at: VersionAt, references: &[String]) -> String {
    let found = references.first().map(|reference| ("q".to_owned(), reference.clone()));
    match found {
        Some(found) => format!("{}{}", version(at), written(&[found])),
        None => version(at),
    }
}

fn row(part_use: &PartUse) -> AnyView {
    let Told { name, href, detail, pieces, how } = told(part_use);
    view! {
        <ItemRow>
            <Lead href name detail />
            <MoneyCell label="Pieces" amount=pieces />
            <WideCell>{how}</WideCell>
        </ItemRow>
    }
    .into_any()
}
