//! All builds, in line.

use crate::app::{
    components::{
        Badge, Count, EmptyState, ItemRow, ItemTable, Lead, PageHead, PageTitle, Panel, ReadinessBar, Stack,
        WideCell,
    },
    sample,
    view::BuildItem,
};
use leptos::prelude::*;

/// The list of builds.
#[component]
pub fn BuildsPage() -> impl IntoView {
    view! {
        <PageTitle text="Builds" />
        <Stack>
            <PageHead title="Builds" note="in line: what comes first takes first" />
            <Panel>
                <BuildList builds=sample::builds() />
            </Panel>
        </Stack>
    }
}

/// Builds as a table, each with how far it is from being clear.
#[component]
pub fn BuildList(
    /// The builds, in line.
    builds: Vec<BuildItem>,
) -> impl IntoView {
    if builds.is_empty() {
        return view! {
            <EmptyState title="No builds yet" hint="Open a project's version and say how many you want to build." />
        }
        .into_any();
    }
    let columns = vec![("Build", false), ("Quantity", true), ("Readiness", false), ("State", false)];
    view! {
        <ItemTable label="Builds" columns>
            {builds.into_iter().map(build_row).collect_view()}
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
                <ReadinessBar ready=build.ready waiting=build.waiting lines=build.lines />
            </WideCell>
            <WideCell>
                <Badge status=build.status />
                " "
                {build.note}
            </WideCell>
        </ItemRow>
    }
}
