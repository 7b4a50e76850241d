//! One project: its versions and its builds.

use super::{
    builds::{BuildList, plain_columns},
    drawn, nothing_there, number_in_address,
    projects::repository,
};
use crate::api;
use crate::app::{
    components::{
        Badge, Count, Crumb, EmptyState, ItemRow, ItemTable, Loading, Named, PageHead, PageTitle, Panel,
        Stack, WideCell,
    },
    view::{Status, Tone},
};
use crate::domain::overview::{ProjectPage as Page, VersionRow};
use leptos::prelude::*;

/// The project that the address names.
#[component]
pub fn ProjectPage() -> impl IntoView {
    let number = number_in_address();
    let page = Resource::new_blocking(
        move || number.get(),
        |number| async move { api::projects::page(number.ok_or_else(nothing_there)?).await },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the project" /> }>
            {move || Suspend::new(async move { drawn(page.await, |page| project_view(page).into_any()) })}
        </Suspense>
    }
}

fn project_view(page: Page) -> impl IntoView {
    let Page { project, versions, builds } = page;
    view! {
        <PageTitle text=project.name.clone() />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Projects", "/projects")]
                title=project.name.clone()
                note=repository(project.repository)
            />
            <Panel title="Versions">
                <Versions project=project.name versions />
            </Panel>
            <Panel title="Builds">
                <BuildList builds columns=plain_columns() />
            </Panel>
        </Stack>
    }
}

#[component]
fn Versions(project: String, versions: Vec<VersionRow>) -> impl IntoView {
    if versions.is_empty() {
        let hint = format!(
            "A version is one revision of the design. Add one: ctb version add {project} v1 --bom PATH."
        );
        return view! { <EmptyState title="No versions yet" hint /> }.into_any();
    }
    let columns = vec![("Version", false), ("Lines", true), ("Unmatched", true), ("State", false)];
    view! {
        <ItemTable label="Versions" columns>
            {versions.into_iter().map(version_row).collect_view()}
        </ItemTable>
    }
    .into_any()
}

fn version_row(version: VersionRow) -> impl IntoView {
    let state = version_state(&version);
    view! {
        <ItemRow>
            <Named detail=read_at(&version) name=version.revision />
            <Count label="Lines" number=version.lines />
            <Count label="Unmatched" number=version.unmatched />
            <WideCell>
                <Badge status=state />
            </WideCell>
        </ItemRow>
    }
}

fn read_at(version: &VersionRow) -> String {
    let from = version.git_ref.clone().unwrap_or_else(|| "no git ref".to_owned());
    match &version.commit {
        Some(commit) => format!("{from} at {}", commit.chars().take(7).collect::<String>()),
        None if version.synced => format!("{from}, BOM from a file"),
        None => format!("{from}, never synced"),
    }
}

fn version_state(version: &VersionRow) -> Status {
    match (version.synced, version.lines, version.unmatched) {
        (false, ..) => Status::new(Tone::Missing, "never synced"),
        (_, 0, _) => Status::new(Tone::Waiting, "its BOM has no lines"),
        (_, _, 0) => Status::new(Tone::Clear, "every line has a part"),
        (_, _, 1) => Status::new(Tone::Missing, "1 line without a part"),
        (_, _, count) => Status::new(Tone::Missing, format!("{count} lines without a part")),
    }
}
