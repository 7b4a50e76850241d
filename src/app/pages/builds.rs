//! All builds, in line.

use super::drawn;
use crate::api;
use crate::app::{
    components::{
        Badge, Count, EmptyState, ItemRow, ItemTable, Lead, Loading, PageHead, PageTitle, Panel,
        ReadinessBar, Stack, WideCell,
    },
    view::{BuildItem, Status, Tone},
};
use crate::domain::builds::BuildStatus;
use crate::domain::overview::BuildRow;
use leptos::prelude::*;

/// The list of builds.
#[component]
pub fn BuildsPage() -> impl IntoView {
    let builds = Resource::new_blocking(|| (), |()| api::builds::list());
    view! {
        <PageTitle text="Builds" />
        <Stack>
            <PageHead title="Builds" note="in line: what comes first takes first" />
            <Panel>
                <Suspense fallback=|| view! { <Loading what="the builds" /> }>
                    {move || Suspend::new(async move {
                        drawn(builds.await, |builds| view! { <BuildList builds /> }.into_any())
                    })}
                </Suspense>
            </Panel>
        </Stack>
    }
}

/// Builds as a table, each with how far it was from being clear when it was last reserved.
#[component]
pub fn BuildList(
    /// The builds, in line.
    builds: Vec<BuildRow>,
) -> impl IntoView {
    if builds.is_empty() {
        return view! {
            <EmptyState
                title="No builds yet"
                hint="Plan one with ctb build PROJECT REVISION --quantity 4. To look around first, fill an empty database with the demo workshop: ctb demo."
            />
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
        ready: build.needs.saturating_sub(build.short),
        waiting: 0,
        lines: build.needs,
        status: status(&build),
        note: note(&build),
    }
}

fn status(build: &BuildRow) -> Status {
    match (build.status, build.needs, build.short) {
        (BuildStatus::Cleared, ..) => Status::new(Tone::Clear, "clear to build"),
        (BuildStatus::Completed, ..) => Status::new(Tone::Quiet, "completed"),
        (BuildStatus::Cancelled, ..) => Status::new(Tone::Quiet, "cancelled"),
        (BuildStatus::Open, ..) if !build.synced => Status::new(Tone::Missing, "never synced"),
        (BuildStatus::Open, _, 1) => Status::new(Tone::Missing, "1 part missing"),
        (BuildStatus::Open, _, short) if short > 0 => {
            Status::new(Tone::Missing, format!("{short} parts missing"))
        }
        (BuildStatus::Open, 0, _) => Status::new(Tone::Quiet, "not reserved yet"),
        (BuildStatus::Open, ..) => Status::new(Tone::Waiting, "open"),
    }
}

fn note(build: &BuildRow) -> String {
    let mut notes = Vec::new();
    if !build.completed.is_zero() && build.completed < build.quantity {
        notes.push(format!("{} of {} made", build.completed, build.quantity));
    }
    if build.short > 0 {
        let more = build.short.saturating_sub(build.short_of.len() as u64);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        notes.push(format!("{}{more}, when last reserved", build.short_of.join(", ")));
    }
    if build.bom_changed && build.status != BuildStatus::Cancelled {
        notes.push("the BOM changed since".to_owned());
    }
    notes.join(" · ")
}
