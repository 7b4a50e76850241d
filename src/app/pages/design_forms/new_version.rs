//! Another version of a project.

use super::found::{PathField, RefField, Told, default_branch};
use crate::api;
use crate::api::ApiError;
use crate::api::projects::AddVersion;
use crate::app::components::{
    Button, ButtonKind, Crumb, FormActions, FormCard, FormGrid, FormProblem, HiddenField, LinkButton,
    Loading, PageHead, PageTitle, PostForm, Stack, TextField,
};
use crate::app::live;
use crate::app::pages::{drawn, nothing_there, number_in_address};
use crate::app::refusal;
use crate::domain::designs::{Look, ProjectForm};
use leptos::prelude::*;

/// The form of a new version, with what its repository holds to choose from.
#[component]
pub fn NewVersionPage() -> impl IntoView {
    let number = number_in_address();
    let found = live::fetched(move || number.get(), look);
    view! {
        <Suspense fallback=|| view! { <Loading what="the project" /> }>
            {move || Suspend::new(async move {
                drawn(found.await, |(project, look)| view! { <Form project look /> }.into_any())
            })}
        </Suspense>
    }
}

async fn look(number: Option<u64>) -> Result<(ProjectForm, Option<Look>), ApiError> {
    api::projects::look_of(number.ok_or_else(nothing_there)?).await
}

#[component]
fn Form(project: ProjectForm, look: Option<Look>) -> impl IntoView {
    let add = ServerAction::<AddVersion>::new();
    let here = format!("/projects/{}", project.id);
    let has_repository = project.repository.is_some();
    let git_ref = default_branch(look.as_ref());
    let (refs, told) = (look.clone(), look.clone());
    view! {
        <PageTitle text=format!("New version of {}", project.name) />
        <Stack>
            <PageHead
                way=vec![
                    Crumb::link("Projects", "/projects"),
                    Crumb::link(project.name.clone(), here.clone()),
                    Crumb::text("New version"),
                ]
                title="New version"
                more=project.name.clone()
                note="It starts with what was decided about the lines of the newest one."
            />
            <Told look=told />
            <FormProblem refusal=refusal::of(add) />
            <FormCard>
                <PostForm action=add>
                    <HiddenField name="project" value=project.id.to_string() />
                    <FormGrid>
                        <TextField label="Version" name="revision" hint="its name within the project: v2, rev B" required=true autofocus=true />
                        {has_repository.then(|| view! { <RefField look=refs value=git_ref name="git_ref" /> })}
                    </FormGrid>
                    {has_repository.then(|| view! { <PathField look value=String::new() /> })}
                    <FormActions>
                        <LinkButton href=here>"Cancel"</LinkButton>
                        <Button kind=ButtonKind::Primary busy=add.pending()>
                            "Create and preview"
                        </Button>
                    </FormActions>
                </PostForm>
            </FormCard>
        </Stack>
    }
}
