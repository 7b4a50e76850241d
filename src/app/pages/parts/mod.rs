//! All parts: searched by a value in any notation and by words, filtered, sorted, page by page. What the
//! list shows stands in its address.

mod form;
mod new;

pub(super) use form::PartForm;
pub use new::NewPartPage;

use super::drawn;
use crate::api;
use crate::app::address::{anew_with, kept};
use crate::app::components::{
    Badge, BeforeScripts, Button, ButtonKind, Column, Count, EmptyState, ExportCsv, FilterForm, ItemRow,
    ItemTable, Lead, LinkButton, ListTools, Loading, PageHead, PageTitle, Pager, Panel, SearchBox,
    SelectField, Stack, Tab, Tabs, TextCell, Toolbar, WideCell,
};
use crate::app::live::followed;
use crate::app::view::{Status, Tone};
use crate::domain::catalog::{PartRow, PartRows, Show};
use crate::domain::live::Subject;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
    params::ParamsMap,
};

/// What the address asks of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    q: String,
    symbol: Option<String>,
    package: Option<String>,
    show: String,
    sort: String,
    after: Option<i64>,
}

impl Asked {
    fn of(query: &ParamsMap) -> Self {
        let some = |name: &str| query.get(name).filter(|text| !text.is_empty());
        Self {
            q: query.get("q").unwrap_or_default(),
            symbol: some("symbol"),
            package: some("package"),
            show: query.get("show").unwrap_or_default(),
            sort: query.get("sort").unwrap_or_default(),
            after: query.get_str("after").and_then(|text| text.parse().ok()),
        }
    }

    /// Whether it asks for less than everything.
    fn narrows(&self) -> bool {
        !self.q.trim().is_empty()
            || self.symbol.is_some()
            || self.package.is_some()
            || Show::named(&self.show) != Show::All
    }
}

/// The list of parts.
#[component]
pub fn PartsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(Asked::of));
    let parts = followed(
        &[Subject::Part, Subject::Catalog, Subject::Stock, Subject::Order],
        move || asked.get(),
        |Asked { q, symbol, package, show, sort, after }| {
            api::parts::list(q, symbol, package, show, sort, after)
        },
    );
    view! {
        <PageTitle text="Parts" />
        <Stack>
            <PageHead title="Parts" note="everything that can be stocked">
                <LinkButton href="/import">"Import a list"</LinkButton>
                <LinkButton href="/parts/new" kind=ButtonKind::Primary>
                    "New part"
                </LinkButton>
            </PageHead>
            <Toolbar>
                <Choice query />
                <ListTools>
                    <SearchBox label="Search parts" placeholder="4k7 0805, TL072" />
                    <ExportCsv to="/parts.csv" />
                </ListTools>
            </Toolbar>
            <Panel>
                <Transition fallback=|| view! { <Loading what="the parts" /> }>
                    {move || Suspend::new(async move {
                        drawn(parts.await, |list| listed(list, query, asked.get_untracked().narrows()))
                    })}
                </Transition>
            </Panel>
        </Stack>
    }
}

/// Which of them: links, so that a choice can be sent to somebody.
#[component]
fn Choice(query: Memo<ParamsMap>) -> impl IntoView {
    let chosen =
        Memo::new(move |_| query.with(|query| Show::named(query.get_str("show").unwrap_or_default())));
    let tabs = Show::ALL.into_iter().map(|show| {
        let name = (show != Show::All).then(|| show.name());
        view! {
            <Tab
                label=label(show)
                href=Signal::derive(move || query.with(|query| anew_with(query, "show", name)))
                active=Signal::derive(move || chosen.get() == show)
            />
        }
    });
    let tabs = tabs.collect_view();
    view! { <Tabs label="Which parts">{tabs}</Tabs> }
}

const fn label(show: Show) -> &'static str {
    match show {
        Show::All => "All",
        Show::Low => "Low stock",
        Show::NoOffer => "Without offer",
        Show::NotCounted => "Not counted",
        Show::Placeholder => "To be filled in",
        Show::Archived => "Archived",
    }
}

fn listed(list: PartRows, query: Memo<ParamsMap>, narrows: bool) -> AnyView {
    let PartRows { rows, next, symbols, packages } = list;
    let filters = filters(query, symbols, packages);
    if rows.is_empty() {
        return view! {
            {filters}
            {nothing(narrows)}
        }
        .into_any();
    }
    let columns = vec![
        Column::words("Part").sorted_by("name"),
        Column::words("Value"),
        Column::words("Package"),
        Column::numbers("On hand").sorted_by("on_hand"),
        Column::numbers("Reserved"),
        Column::numbers("Free").sorted_by("free"),
        Column::numbers("On the way"),
        Column::words("Where"),
    ];
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        {filters}
        <ItemTable label="Parts" columns>
            {rows}
        </ItemTable>
        <Pager next=next.map(|next| next.to_string()) what="parts" />
    }
    .into_any()
}

fn nothing(narrows: bool) -> AnyView {
    if narrows {
        return view! {
            <EmptyState title="No part is like that" hint="Try fewer words, another notation of the value, or show all parts.">
                <LinkButton href="/parts">"Show all parts"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState title="No parts yet" hint="A part is whatever you stock: a resistor, a board, a knob. Make the first one.">
            <LinkButton href="/parts/new">"New part"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

/// Reference prefix and package: chosen at once in the browser, by a button before that.
fn filters(query: Memo<ParamsMap>, symbols: Vec<String>, packages: Vec<String>) -> AnyView {
    let go_to = use_navigate();
    let choose = Callback::new(move |(name, value): (&'static str, String)| {
        let value = Some(value.as_str()).filter(|value| !value.is_empty());
        let address = query.with_untracked(|query| anew_with(query, name, value));
        go_to(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let now = move |name: &str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let repeated = query.with_untracked(|query| kept(query, &["symbol", "package", "after"]));
    let repeated =
        repeated.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let (symbol, package) = (now("symbol"), now("package"));
    let offered = |all: &str, names: Vec<String>| {
        let one = |name: String| (name.clone(), name);
        std::iter::once((String::new(), all.to_owned())).chain(names.into_iter().map(one)).collect::<Vec<_>>()
    };
    let repeated = repeated.collect_view();
    let (symbols, packages) = (offered("any", symbols), offered("any", packages));
    view! {
        <FilterForm label="Filter parts">
            {repeated}
            <SelectField
                label="Symbol"
                name="symbol"
                options=symbols
                value=symbol
                required=true
                on_change=move |value: String| choose.run(("symbol", value))
            />
            <SelectField
                label="Package"
                name="package"
                options=packages
                value=package
                required=true
                on_change=move |value: String| choose.run(("package", value))
            />
            <BeforeScripts>
                <Button>"Filter"</Button>
            </BeforeScripts>
        </FilterForm>
    }
    .into_any()
}

fn row(row: PartRow) -> impl IntoView {
    let PartRow { part, on_the_way, places } = &row;
    let lies: Vec<String> =
        places.iter().map(|place| format!("{} in {}", place.on_hand, place.location)).collect();
    let state = state(&row);
    let href = format!("/parts/{}", part.id);
    let value = if part.value == part.name { String::new() } else { part.value.clone() };
    let numbers = [
        ("On hand", part.on_hand.get()),
        ("Reserved", part.reserved.get()),
        ("Free", part.free.get()),
        ("On the way", on_the_way.get()),
    ];
    let numbers = numbers.into_iter().map(|(label, number)| view! { <Count label number /> }).collect_view();
    let (name, detail) = (part.name.clone(), part.mpn.clone().unwrap_or_default());
    let (package, lies) = (part.package.clone().unwrap_or_default(), lies.join(", "));
    view! {
        <ItemRow>
            <Lead href name detail />
            <TextCell label="Value" text=value />
            <TextCell label="Package" text=package />
            {numbers}
            <WideCell>{state.map(|status| view! { <Badge status /> " " })} {lies}</WideCell>
        </ItemRow>
    }
}

/// What is the matter with a part.
fn state(row: &PartRow) -> Option<Status> {
    let part = &row.part;
    if part.archived {
        return Some(Status::new(Tone::Quiet, "archived"));
    }
    if part.placeholder {
        return Some(Status::new(Tone::Waiting, "to be filled in"));
    }
    if part.not_counted {
        return Some(Status::new(Tone::Quiet, "not counted"));
    }
    row.is_low().then(|| {
        let least = part.low_stock.map(|least| least.to_string()).unwrap_or_default();
        Status::new(Tone::Missing, format!("low: under {least}"))
    })
}
