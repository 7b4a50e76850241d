//! All builds, in line.

use super::{drawn, standing};
use crate::api;
use crate::app::{
    components::{
        Badge, Count, EmptyState, ItemRow, ItemTable, Lead, LinkButton, Loading, PageHead, PageTitle, Panel,
        ReadinessBar, Stack, WideCell,
    },
    live::changes_of,
    view::{BuildItem, Status, Tone},
};
use crate::domain::builds::BuildStatus;
use crate::domain::live::Subject;
use crate::domain::overview::BuildRow;
use leptos::prelude::*;

/// What the state of a build depends on.
const FOLLOWED: [Subject; 6] =
    [Subject::Build, Subject::Stock, Subject::Order, Subject::Version, Subject::Catalog, Subject::Part];

/// The list of builds; it follows what others change.
#[component]
pub fn BuildsPage() -> impl IntoView {
    let changes = changes_of(&FOLLOWED);
    let builds = Resource::new_blocking(move || changes.get(), |_| api::builds::list());
    view! {
        <PageTitle text="Builds" />
        <Stack>
            <PageHead title="Builds" note="in line, each with what is free now" />
            <Panel>
                <Transition fallback=|| view! { <Loading what="the builds" /> }>
                    {move || Suspend::new(async move {
                        drawn(builds.await, |builds| view! { <BuildList builds /> }.into_any())
                    })}
                </Transition>
            </Panel>
        </Stack>
    }
}

/// Builds as a table, each with how far it is from being clear.
#[component]
pub fn BuildList(
    /// The builds, in line.
    builds: Vec<BuildRow>,
) -> impl IntoView {
    if builds.is_empty() {
        return view! {
            <EmptyState
                title="No builds yet"
                hint="A build is so many pieces of a version of a project: begin with a project and its BOM, then plan a build of it."
            >
                <LinkButton href="/projects/new">"New project"</LinkButton>
                " "
                <LinkButton href="/projects">"Projects"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![("Build", false), ("Quantity", true), ("Readiness", false), ("State", false)];
    view! {
        <ItemTable label="Builds" columns>
            {builds.into_iter().map(|build| build_row(item(build))).collect_view()}
        </ItemTable>
    }
    .into_any()
}

fn build_row(build: BuildItem) -> impl IntoView {
    view! {
        <ItemRow>
            <Lead href=format!("/builds/{}", build.number) name=build.name detail=format!("build {}", build.number) />
            <Count label="Quantity" number=build.quantity />
            <WideCell>
                {(build.lines > 0)
                    .then(|| view! { <ReadinessBar ready=build.ready waiting=build.waiting lines=build.lines /> })}
            </WideCell>
            <WideCell>
                <Badge status=build.status />
                " "
                {build.note}
            </WideCell>
        </ItemRow>
    }
}

fn item(build: BuildRow) -> BuildItem {
    BuildItem {
        number: build.number.unsigned_abs(),
        name: format!("{} {}", build.project, build.revision),
        quantity: build.quantity.get(),
        ready: build.tally.ready() as u64,
        waiting: build.tally.waiting as u64,
        lines: build.tally.counted as u64,
        status: status(&build),
        note: note(&build),
    }
}

fn status(build: &BuildRow) -> Status {
    match build.status {
        BuildStatus::Cleared => Status::new(Tone::Clear, "clear to build"),
        BuildStatus::Completed => Status::new(Tone::Quiet, "completed"),
        BuildStatus::Cancelled => Status::new(Tone::Quiet, "cancelled"),
        BuildStatus::Open if !build.synced => Status::new(Tone::Missing, "never synced"),
        BuildStatus::Open => standing::of_open(&build.tally, build.clear),
    }
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
