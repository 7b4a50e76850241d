//! A project's name and repository.

use crate::api;
use crate::api::projects::EditProject;
use crate::app::components::{
    Button, ButtonKind, CheckField, Crumb, FormActions, FormCard, FormProblem, HiddenField, LinkButton,
    Loading, PageHead, PageTitle, PostForm, Stack, TextField,
};
use crate::app::live;
use crate::app::pages::{drawn, nothing_there, number_in_address};
use crate::app::refusal;
use crate::domain::designs::ProjectForm;
use leptos::prelude::*;

/// The form of a project.
#[component]
pub fn EditProjectPage() -> impl IntoView {
    let number = number_in_address();
    let project = live::fetched(
        move || number.get(),
        |number| async move { api::projects::form(number.ok_or_else(nothing_there)?).await },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the project" /> }>
            {move || Suspend::new(async move { drawn(project.await, |project| view! { <Form project /> }.into_any()) })}
        </Suspense>
    }
}

#[component]
fn Form(project: ProjectForm) -> impl IntoView {
    let edit = ServerAction::<EditProject>::new();
    let here = format!("/projects/{}", project.id);
    view! {
        <PageTitle text=format!("Edit {}", project.name) />
        <Stack>
            <PageHead
                way=vec![
                    Crumb::link("Projects", "/projects"),
                    Crumb::link(project.name.clone(), here.clone()),
                    Crumb::text("Edit"),
                ]
                title="Edit project"
                more=project.name.clone()
            />
            <FormProblem refusal=refusal::of(edit) />
            <FormCard>
                <PostForm action=edit>
                    <HiddenField name="project" value=project.id.to_string() />
                    <HiddenField name="based_on" value=project.edit.to_string() />
                    <TextField label="Name" name="name" value=project.name required=true />
                    <TextField
                        label="Repository"
                        name="repository"
                        value=project.repository.unwrap_or_default()
                        placeholder="https://github.com/owner/name"
                        hint="empty: BOMs are handed over as files"
                    />
                    <TextField
                        label="Token"
                        name="token"
                        kind="password"
                        placeholder=if project.has_token { "one is kept" } else { "" }
                        hint=if project.has_token {
                            "of the private repository; left empty, the one that is kept stays"
                        } else {
                            "for a private repository; kept encrypted, and never shown again"
                        }
                    />
                    {project
                        .has_token
                        .then(|| view! { <CheckField label="Take the token away" name="without_token" value="true" /> })}
                    <FormActions>
                        <LinkButton href=here>"Cancel"</LinkButton>
                        <Button kind=ButtonKind::Primary busy=edit.pending()>
                            "Save"
                        </Button>
                    </FormActions>
                </PostForm>
            </FormCard>
        </Stack>
    }
}
