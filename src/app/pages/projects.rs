//! All projects.

use crate::app::{
    components::{Count, EmptyState, ItemRow, ItemTable, Lead, PageHead, PageTitle, Panel, Stack},
    sample,
    view::ProjectItem,
};
use leptos::prelude::*;

/// The list of projects.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    view! {
        <PageTitle text="Projects" />
        <Stack>
            <PageHead title="Projects" note="designs, each with its git repository" />
            <Panel>
                <ProjectList projects=sample::projects() />
            </Panel>
        </Stack>
    }
}

#[component]
fn ProjectList(projects: Vec<ProjectItem>) -> impl IntoView {
    if projects.is_empty() {
        return view! {
            <EmptyState
                title="No projects yet"
                hint="A project is a design with its git repository. Add one to read its bill of materials."
            />
        }
        .into_any();
    }
    let rows = projects
        .into_iter()
        .map(|project| {
            view! {
                <ItemRow>
                    <Lead
                        href=format!("/projects/{}", project.number)
                        name=project.name
                        detail=project.repository
                    />
                    <Count label="Versions" number=project.versions />
                    <Count label="Open builds" number=project.open_builds />
                </ItemRow>
            }
        })
        .collect_view();
    view! {
        <ItemTable label="Projects" columns=vec![("Project", false), ("Versions", true), ("Open builds", true)]>
            {rows}
        </ItemTable>
    }
    .into_any()
}
