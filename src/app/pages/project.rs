//! One project: its versions and its builds.

use super::{
    builds::{BuildList, FOLLOWED, plain_columns},
    drawn, nothing_there, number_in_address,
    projects::repository,
};
use crate::api;
use crate::app::{
    address::list_query,
    components::{
        ActionsCell, BadgeCell, ButtonKind, Column, Count, Crumb, EmptyState, ExportCsv, ItemRow, ItemTable,
        Lead, LinkButton, Loading, PageHead, PageTitle, Panel, Stack, TableFoot,
    },
    live::followed,
    view::{Status, Tone},
    words::short_commit,
};
use crate::domain::ids::ProjectId;
use crate::domain::lists;
use crate::domain::overview::{ProjectPage as Page, VersionRow};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The project that the address names.
#[component]
pub fn ProjectPage() -> impl IntoView {
    let number = number_in_address();
    let page = followed(
        &FOLLOWED,
        move || number.get(),
        |number| async move { api::projects::page(number.ok_or_else(nothing_there)?).await },
    );
    view! {
        <Transition fallback=|| view! { <Loading what="the project" /> }>
            {move || Suspend::new(async move { drawn(page.await, |page| project_view(page).into_any()) })}
        </Transition>
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
            >
                <LinkButton href=format!("/projects/{}/edit", project.id)>"Edit"</LinkButton>
                <LinkButton href=format!("/projects/{}/versions/new", project.id)>"New version"</LinkButton>
            </PageHead>
            <Panel title="Versions">
                <Versions project=project.id versions />
            </Panel>
            <Panel title="Builds">
                <BuildList builds columns=plain_columns() />
            </Panel>
        </Stack>
    }
}

#[component]
fn Versions(project: ProjectId, versions: Vec<VersionRow>) -> impl IntoView {
    if versions.is_empty() {
        return view! {
            <EmptyState title="No versions yet" hint="A version is one revision of the design, with the BOM that it is read from.">
                <LinkButton href=format!("/projects/{project}/versions/new") kind=ButtonKind::Primary>
                    "New version"
                </LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::words("Version").sorted_by("version"),
        Column::numbers("Lines").sorted_by("lines"),
        Column::numbers("Unmatched").sorted_by("unmatched"),
        Column::words("State"),
        Column::actions("Actions"),
    ];
    let query = use_query_map();
    let shown = Memo::new(move |_| query.with(|query| lists::versions(&versions, &list_query(query))));
    view! {
        <ItemTable label="Versions" columns>
            {move || shown.get().into_iter().map(|version| version_row(project, version)).collect_view()}
        </ItemTable>
        <TableFoot>
            <ExportCsv to=format!("/projects/{project}/versions.csv") />
        </TableFoot>
    }
    .into_any()
}

fn version_row(project: ProjectId, version: VersionRow) -> impl IntoView {
    let state = version_state(&version);
    let here = format!("/projects/{project}/versions/{}", version.id);
    view! {
        <ItemRow>
            <Lead href=here.clone() detail=read_at(&version) name=version.revision />
            <Count label="Lines" number=version.lines />
            <Count label="Unmatched" number=version.unmatched />
            <BadgeCell status=state />
            <ActionsCell>
                <LinkButton href=format!("{here}/sync") kind=ButtonKind::InRow>"Sync"</LinkButton>
                <LinkButton href=format!("{here}/edit") kind=ButtonKind::InRow>"Edit"</LinkButton>
            </ActionsCell>
        </ItemRow>
    }
}

fn read_at(version: &VersionRow) -> String {
    let from = version.git_ref.clone().unwrap_or_else(|| "no git ref".to_owned());
    match &version.commit {
        Some(commit) => format!("{from} at {}", short_commit(commit)),
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
