//! All projects.

use super::drawn;
use crate::api;
use crate::app::address::list_query;
use crate::app::components::{
    ButtonKind, Column, Count, EmptyState, ExportCsv, ItemRow, ItemTable, Lead, LinkButton, ListTools,
    Loading, PageHead, PageTitle, Panel, SearchBox, Stack,
};
use crate::app::live::followed;
use crate::domain::lists;
use crate::domain::live::Subject;
use crate::domain::overview::ProjectRow;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The list of projects; it follows what others change.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let projects =
        followed(&[Subject::Project, Subject::Version, Subject::Build], || (), |()| api::projects::list());
    view! {
        <PageTitle text="Projects" />
        <Stack>
            <PageHead title="Projects" note="designs, each with its git repository">
                <LinkButton href="/projects/new" kind=ButtonKind::Primary>
                    "New project"
                </LinkButton>
            </PageHead>
            <Transition fallback=|| view! { <Loading what="the projects" /> }>
                {move || Suspend::new(async move {
                    drawn(projects.await, |projects| view! { <Projects projects /> }.into_any())
                })}
            </Transition>
        </Stack>
    }
}

/// The projects that the address asks for, under what searches them.
#[component]
fn Projects(projects: Vec<ProjectRow>) -> impl IntoView {
    if projects.is_empty() {
        return view! {
            <Panel>
                <EmptyState
                    title="No projects yet"
                    hint="A project is a design, with the repository or the file that its BOM is read from: begin with New project."
                />
            </Panel>
        }
        .into_any();
    }
    let query = use_query_map();
    let shown = Memo::new(move |_| query.with(|query| lists::projects(&projects, &list_query(query))));
    view! {
        <ListTools>
            <SearchBox label="Search projects" placeholder="Search: filter github" />
            <ExportCsv to="/projects.csv" />
        </ListTools>
        <Panel narrow=true>{move || project_table(shown.get())}</Panel>
    }
    .into_any()
}

fn project_table(projects: Vec<ProjectRow>) -> AnyView {
    if projects.is_empty() {
        return view! {
            <EmptyState title="No project fits" hint="No name or repository has these words.">
                <LinkButton href="/projects">"Show all projects"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::words("Project").sorted_by("name"),
        Column::numbers("Versions").sorted_by("versions"),
        Column::numbers("Open builds").sorted_by("builds"),
    ];
    view! { <ItemTable label="Projects" columns>{projects.into_iter().map(project_row).collect_view()}</ItemTable> }
        .into_any()
}

fn project_row(project: ProjectRow) -> AnyView {
    view! {
        <ItemRow>
            <Lead
                href=format!("/projects/{}", project.id)
                name=project.name
                detail=repository(project.repository)
            />
            <Count label="Versions" number=project.versions />
            <Count label="Open builds" number=project.open_builds />
        </ItemRow>
    }
    .into_any()
}

/// Where a project's designs are kept, as it is read.
pub(super) fn repository(address: Option<String>) -> String {
    let address = address.unwrap_or_else(|| "no repository".to_owned());
    address.trim_start_matches("https://").trim_end_matches(".git").to_owned()
}
