//! One project: its versions and its builds.

use super::{NotFound, builds::BuildList, number_in_address};
use crate::app::{
    components::{
        Badge, Count, Crumb, ItemRow, ItemTable, Lead, PageHead, PageTitle, Panel, Stack, WideCell,
    },
    sample,
    view::{ProjectView, Status, Tone, VersionItem},
};
use leptos::prelude::*;

/// The project that the address names.
#[component]
pub fn ProjectPage() -> impl IntoView {
    let number = number_in_address();
    move || match number.get().and_then(sample::project) {
        Some(project) => project_view(project).into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

fn project_view(view: ProjectView) -> impl IntoView {
    let ProjectView { project, versions, builds } = view;
    let number = project.number;
    view! {
        <PageTitle text=project.name.clone() />
        <Stack>
            <PageHead way=vec![Crumb::link("Projects", "/projects")] title=project.name note=project.repository />
            <Panel title="Versions">
                <ItemTable label="Versions" columns=vec![("Version", false), ("Lines", true), ("Unmatched", true), ("State", false)]>
                    {versions.into_iter().map(|version| version_row(number, version)).collect_view()}
                </ItemTable>
            </Panel>
            <Panel title="Builds">
                <BuildList builds />
            </Panel>
        </Stack>
    }
}

fn version_row(project: u64, version: VersionItem) -> impl IntoView {
    let read_at = match version.commit {
        Some(commit) => format!("{} at {commit}", version.git_ref),
        None => format!("{}, never synced", version.git_ref),
    };
    view! {
        <ItemRow>
            <Lead href=format!("/projects/{project}") name=version.revision detail=read_at />
            <Count label="Lines" number=version.lines />
            <Count label="Unmatched" number=version.unmatched />
            <WideCell>
                <Badge status=version_state(version.lines, version.unmatched) />
            </WideCell>
        </ItemRow>
    }
}

fn version_state(lines: u64, unmatched: u64) -> Status {
    match (lines, unmatched) {
        (0, _) => Status::new(Tone::Waiting, "no lines yet"),
        (_, 0) => Status::new(Tone::Clear, "every line has a part"),
        (_, 1) => Status::new(Tone::Missing, "1 line without a part"),
        (_, count) => Status::new(Tone::Missing, format!("{count} lines without a part")),
    }
}
