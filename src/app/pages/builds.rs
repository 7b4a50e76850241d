//! All builds, in line.

use super::{drawn, standing};
use crate::api;
use crate::app::{
    address::{anew_with, list_query},
    components::{
        BadgeCell, ButtonKind, Column, Count, EmptyState, ExportCsv, FilterTab, FilterTabs, ItemRow,
        ItemTable, Lead, LinkButton, ListTools, Loading, PageHead, PageTitle, Panel, ReadinessBar, SearchBox,
        Stack, Toolbar, WideCell,
    },
    live::followed,
};
use crate::domain::builds::BuildStatus;
use crate::domain::lists::{self, BuildFilter, ListQuery, Standing};
use crate::domain::live::Subject;
use crate::domain::overview::BuildRow;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the state of a build depends on.
pub(super) const FOLLOWED: [Subject; 6] =
    [Subject::Build, Subject::Stock, Subject::Order, Subject::Version, Subject::Catalog, Subject::Part];

/// The list of builds; it follows what others change.
#[component]
pub fn BuildsPage() -> impl IntoView {
    let builds = followed(&FOLLOWED, || (), |()| api::builds::list());
    view! {
        <PageTitle text="Builds" />
        <Stack>
            <PageHead title="Builds" note="in line, each with what is free now">
                <LinkButton href="/builds/new" kind=ButtonKind::Primary>
                    "New build"
                </LinkButton>
            </PageHead>
            <Transition fallback=|| view! { <Loading what="the builds" /> }>
                {move || Suspend::new(async move {
                    drawn(builds.await, |builds| view! { <Builds builds /> }.into_any())
                })}
            </Transition>
        </Stack>
    }
}

/// The builds that the address asks for, under what chooses them.
#[component]
fn Builds(builds: Vec<BuildRow>) -> impl IntoView {
    if builds.is_empty() {
        return view! {
            <Panel>
                <BuildList builds columns=plain_columns() />
            </Panel>
        }
        .into_any();
    }
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(list_query));
    let tabs = tabs(&builds, asked);
    let shown = Memo::new(move |_| asked.with(|asked| lists::builds(&builds, asked)));
    view! {
        <Toolbar>
            <FilterTabs label="Which builds are shown">{tabs}</FilterTabs>
            <ListTools>
                <SearchBox label="Search builds" placeholder="Search: LFO missing" />
                <ExportCsv to="/builds.csv" />
            </ListTools>
        </Toolbar>
        <Panel>
            {move || {
                let builds = shown.get();
                if builds.is_empty() { nothing_fits() } else { view! { <BuildList builds columns=sorting_columns() /> }.into_any() }
            }}
        </Panel>
    }
    .into_any()
}

fn tabs(builds: &[BuildRow], asked: Memo<ListQuery>) -> AnyView {
    let query = use_query_map();
    let chosen = Memo::new(move |_| asked.with(|asked| BuildFilter::from_key(&asked.show)));
    BuildFilter::EACH
        .into_iter()
        .map(|filter| {
            let count = builds.iter().filter(|build| filter.shows(build)).count();
            view! {
                <FilterTab
                    label=filter.label()
                    count
                    href=Signal::derive(move || query.with(|query| anew_with(query, "show", filter.key())))
                    active=Signal::derive(move || chosen.get() == filter)
                />
            }
        })
        .collect_view()
        .into_any()
}

fn nothing_fits() -> AnyView {
    view! {
        <EmptyState title="No build fits" hint="Nothing here has these words and this state.">
            <LinkButton href="/builds">"Show all builds"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn sorting_columns() -> Vec<Column> {
    let keys = ["name", "quantity", "ready", "state"];
    plain_columns().into_iter().zip(keys).map(|(column, key)| column.sorted_by(key)).collect()
}

/// The columns of a [`BuildList`] that keeps its order.
pub(super) fn plain_columns() -> Vec<Column> {
    vec![
        Column::words("Build"),
        Column::numbers("Quantity"),
        Column::words("Readiness"),
        Column::words("State"),
    ]
}

/// Builds as a table, each with how far it is from being clear.
#[component]
pub fn BuildList(
    /// The builds, in line.
    builds: Vec<BuildRow>,
    /// Its columns: whether they sort.
    columns: Vec<Column>,
) -> impl IntoView {
    if builds.is_empty() {
        return view! {
            <EmptyState
                title="No builds yet"
                hint="A build is so many pieces of a version of a project, and says at once what is missing for it: begin with a project and its BOM, then plan a build of it."
            >
                <LinkButton href="/builds/new">"Plan one"</LinkButton>
                " "
                <LinkButton href="/projects/new">"New project"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <ItemTable label="Builds" columns>{builds.into_iter().map(build_row).collect_view()}</ItemTable> }
        .into_any()
}

fn build_row(build: BuildRow) -> AnyView {
    let (ready, waiting) = (build.tally.ready() as u64, build.tally.waiting as u64);
    let lines = build.tally.counted as u64;
    view! {
        <ItemRow>
            <Lead
                href=format!("/builds/{}", build.number)
                name=format!("{} {}", build.project, build.revision)
                detail=format!("build {}", build.number)
            />
            <Count label="Quantity" number=build.quantity.get() />
            <WideCell>{(lines > 0).then(|| view! { <ReadinessBar ready waiting lines /> })}</WideCell>
            <BadgeCell status=standing::status(Standing::of(&build)) note=note(&build) />
        </ItemRow>
    }
    .into_any()
}

fn note(build: &BuildRow) -> String {
    let mut notes = Vec::new();
    if !build.completed.is_zero() && build.completed < build.quantity {
        notes.push(format!("{} of {} made", build.completed, build.quantity));
    }
    if !build.short_of.is_empty() {
        let more = build.tally.missing.saturating_sub(build.short_of.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        notes.push(format!("{}{more}", build.short_of.join(", ")));
    }
    match build.tally.unmatched {
        // The state says it where nothing is missing.
        _ if build.tally.missing == 0 => {}
        0 => {}
        1 => notes.push("1 line without a part".to_owned()),
        lines => notes.push(format!("{lines} lines without a part")),
    }
    if build.bom_changed && build.status != BuildStatus::Cancelled {
        notes.push("the BOM changed since it was last reserved".to_owned());
    }
    notes.join(" · ")
}
