//! All projects.

use super::drawn;
use crate::api;
use crate::app::components::{
    ButtonKind, Count, EmptyState, ItemRow, ItemTable, Lead, LinkButton, Loading, PageHead, PageTitle, Panel,
    Stack,
};
use crate::app::live::changes_of;
use crate::domain::live::Subject;
use crate::domain::overview::ProjectRow;
use leptos::prelude::*;

/// The list of projects; it follows what others change.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let changes = changes_of(&[Subject::Project, Subject::Version, Subject::Build]);
    let projects = Resource::new_blocking(move || changes.get(), |_| api::projects::list());
    view! {
        <PageTitle text="Projects" />
        <Stack>
            <PageHead title="Projects" note="designs, each with its git repository">
                <LinkButton href="/projects/new" kind=ButtonKind::Primary>
                    "New project"
                </LinkButton>
            </PageHead>
            <Panel>
                <Transition fallback=|| view! { <Loading what="the projects" /> }>
                    {move || Suspend::new(async move {
                        drawn(projects.await, |projects| view! { <ProjectList projects /> }.into_any())
                    })}
                </Transition>
            </Panel>
        </Stack>
    }
}

#[component]
fn ProjectList(projects: Vec<ProjectRow>) -> impl IntoView {
    if projects.is_empty() {
        return view! {
            <EmptyState
                title="No projects yet"
                hint="A project is a design, with the repository or the file that its BOM is read from: begin with New project."
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
                        href=format!("/projects/{}", project.id)
                        name=project.name
                        detail=repository(project.repository)
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

/// Where a project's designs are kept, as it is read.
pub(super) fn repository(address: Option<String>) -> String {
    let address = address.unwrap_or_else(|| "no repository".to_owned());
    address.trim_start_matches("https://").trim_end_matches(".git").to_owned()
}
