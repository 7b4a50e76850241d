//! A new build: of which version, how many, and who comes first.

use super::drawn;
use crate::api;
use crate::api::planning::CreateBuild;
use crate::app::components::{
    Button, ButtonKind, Crumb, EmptyState, FormActions, FormCard, FormGrid, FormProblem, LinkButton, Loading,
    NumberField, PageHead, PageTitle, Panel, PiecesField, PostForm, SelectField, Stack,
};
use crate::app::live;
use crate::app::refusal;
use crate::domain::overview::Buildable;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// The form of a new build. The address may say of what: `?project=LFO&revision=v2`.
#[component]
pub fn NewBuildPage() -> impl IntoView {
    let versions = live::fetched(|| (), |()| api::planning::buildable());
    view! {
        <PageTitle text="New build" />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Builds", "/builds")]
                title="New build"
                note="what is missing for it is said at once; nothing is reserved yet"
            />
            <Suspense fallback=|| view! { <Loading what="the versions" /> }>
                {move || Suspend::new(async move {
                    drawn(versions.await, |versions| view! { <NewBuild versions /> }.into_any())
                })}
            </Suspense>
        </Stack>
    }
}

#[component]
fn NewBuild(versions: Vec<Buildable>) -> impl IntoView {
    if versions.is_empty() {
        return view! {
            <Panel>
                <EmptyState
                    title="There is nothing to build yet"
                    hint="A build makes pieces of a version of a project: add a project with its BOM first."
                >
                    <LinkButton href="/projects">"Go to the projects"</LinkButton>
                </EmptyState>
            </Panel>
        }
        .into_any();
    }
    let creating = ServerAction::<CreateBuild>::new();
    let chosen = use_query_map().with_untracked(|query| chosen(&versions, query));
    let mut options = vec![(String::new(), "choose a version".to_owned())];
    options.extend(versions.iter().map(|version| (version.version.to_string(), label(version))));
    view! {
        <FormProblem refusal=refusal::of(creating) what="No build was made." />
        <FormCard>
            <PostForm action=creating>
                <SelectField
                    label="Project and version"
                    name="version"
                    options
                    value=chosen
                    required=true
                    autofocus=true
                />
                <FormGrid>
                    <PiecesField label="Quantity" name="quantity" value="1" min=1 required=true />
                    <NumberField
                        label="Priority"
                        name="priority"
                        value="0"
                        hint="Higher comes first; among equals the older build does."
                    />
                </FormGrid>
                <FormActions>
                    <LinkButton href="/builds">"Back"</LinkButton>
                    <Button kind=ButtonKind::Primary busy=creating.pending()>"Make the build"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
    .into_any()
}

fn label(version: &Buildable) -> String {
    let unread = if version.synced { "" } else { " (its BOM was never read)" };
    format!("{} {}{unread}", version.project, version.revision)
}

/// The version that an address means: a project's newest where no revision is named, and the only one there
/// is where nothing is.
fn chosen(versions: &[Buildable], query: &ParamsMap) -> String {
    let (project, revision) = (query.get("project"), query.get("revision"));
    let meant = |version: &&Buildable| {
        project.as_ref().is_some_and(|project| *project == version.project)
            && revision.as_ref().is_none_or(|revision| *revision == version.revision)
    };
    let only = if versions.len() == 1 { versions.first() } else { None };
    versions.iter().find(meant).or(only).map(|version| version.version.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions() -> Vec<Buildable> {
        let version = |version: i64, project: &str, revision: &str| Buildable {
            version,
            project: project.to_owned(),
            revision: revision.to_owned(),
            synced: true,
        };
        vec![version(3, "LFO", "v2"), version(1, "LFO", "v1"), version(2, "VCF", "v1")]
    }

    fn query(pairs: &[(&'static str, &str)]) -> ParamsMap {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    }

    #[test]
    fn the_address_says_what_is_built() {
        assert_eq!(chosen(&versions(), &query(&[("project", "LFO"), ("revision", "v1")])), "1");
        assert_eq!(chosen(&versions(), &query(&[("project", "LFO")])), "3", "its newest");
        assert_eq!(chosen(&versions(), &query(&[("project", "Nothing")])), "");
        assert_eq!(chosen(&versions()[2..], &query(&[])), "2", "the only one");
    }
}
