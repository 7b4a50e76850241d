//! A new project: from a repository's address, or from a file.

use super::found::{PathField, RefField, Told, default_branch};
use crate::api;
use crate::api::projects::{AskRepository, BeginProject};
use crate::app::components::{
    Button, ButtonKind, Crumb, FileField, FileForm, FormActions, FormCard, FormGrid, FormProblem,
    HiddenField, Loading, PageHead, PageTitle, PostForm, Stack, TextField,
};
use crate::app::live;
use crate::app::pages::{drawn, told_in_address};
use crate::app::refusal;
use crate::domain::designs::{Look, suggested_name};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the address says of the project to be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    repository: String,
    git_ref: String,
    name: String,
    revision: String,
    /// Under which name the token of a private one waits on the server.
    access: String,
    /// How often it was looked at: the same address is asked for again too.
    looked: u32,
}

/// The form of a new project. What is typed into its first part stands in the address, so that looking
/// again loses nothing.
#[component]
pub fn NewProjectPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let said = |name| query.get(name).unwrap_or_default().trim().to_owned();
            Asked {
                repository: said("repository"),
                git_ref: said("git_ref"),
                name: said("name"),
                revision: said("revision"),
                access: said("access"),
                looked: said("looked").parse().unwrap_or_default(),
            }
        })
    });
    let look = live::fetched(
        move || asked.get(),
        |asked| async move {
            api::projects::look(asked.repository, asked.git_ref, asked.name, asked.access).await
        },
    );
    view! {
        <PageTitle text="New project" />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Projects", "/projects"), Crumb::text("New")]
                title="New project"
                note="a design, with the repository or the file that its BOM is read from"
            />
            {told_in_address("The file was not taken in.")}
            <Suspense fallback=|| view! { <Loading what="the repository" /> }>
                {move || Suspend::new(async move {
                    let asked = asked.get_untracked();
                    drawn(look.await, |look| view! { <Forms asked look /> }.into_any())
                })}
            </Suspense>
        </Stack>
    }
}

#[component]
fn Forms(asked: Asked, look: Option<Look>) -> impl IntoView {
    let ask = ServerAction::<AskRepository>::new();
    let looked = look.is_some();
    let Asked { repository, git_ref, name, revision, access, looked: times } = asked.clone();
    let has_token = !access.is_empty();
    let (refs, told) = (look.clone(), look.clone());
    let begin = looked.then(|| view! { <Begin asked look /> });
    view! {
        <FormCard
            title="From a repository"
            note="Its branches, tags and BOM files are looked for; nothing is stored yet."
        >
            <FormProblem refusal=refusal::of(ask) />
            <PostForm action=ask>
                <FormGrid>
                    <TextField
                        label="Address of the repository"
                        name="repository"
                        value=repository
                        placeholder="https://github.com/owner/name"
                        required=true
                        autofocus=!looked
                    />
                    <RefField look=refs value=git_ref name="git_ref" />
                    <TextField
                        label="Token"
                        name="token"
                        kind="password"
                        placeholder=if has_token { "one was given" } else { "" }
                        hint=if has_token {
                            "kept with the project, encrypted; type another to replace it"
                        } else {
                            "only for a private repository; kept encrypted, and never shown again"
                        }
                    />
                    <HiddenField name="access" value=access />
                    <HiddenField name="looked" value=times.saturating_add(1).to_string() />
                </FormGrid>
                <FormActions>
                    <Button kind=if looked { ButtonKind::Quiet } else { ButtonKind::Primary } busy=ask.pending()>
                        {if looked { "Look again" } else { "Look at the repository" }}
                    </Button>
                </FormActions>
            </PostForm>
            <Told look=told />
        </FormCard>
        {begin}
        <FormCard
            title="From a file"
            note="For a design without a repository: the BOM as CSV or XLSX, or KiCad's schematic. Choose it, or drop it on the field."
        >
            <FileForm action="/upload/project">
                <FormGrid>
                    <TextField label="Name" name="name" value=name required=true />
                    <TextField label="Version" name="revision" value=or(&revision, "v1") required=true />
                </FormGrid>
                <FileField
                    label="BOM"
                    name="file"
                    accept=".csv,.tsv,.txt,.xlsx,.kicad_sch"
                    hint="up to 10 MB; looked at before anything is applied"
                    required=true
                />
                <FormActions>
                    <Button>"Create and preview"</Button>
                </FormActions>
            </FileForm>
        </FormCard>
    }
}

/// What was found, to be begun with.
#[component]
fn Begin(asked: Asked, look: Option<Look>) -> impl IntoView {
    let begin = ServerAction::<BeginProject>::new();
    let repository = match &look {
        Some(Look::Found { refs, .. }) => refs.address.clone(),
        _ => asked.repository.clone(),
    };
    let git_ref = or(&asked.git_ref, &default_branch(look.as_ref()));
    let revision = or(&asked.revision, &git_ref);
    view! {
        <FormCard title="What it is called" note="The preview comes next: nothing is applied before you say so.">
            <FormProblem refusal=refusal::of(begin) />
            <PostForm action=begin>
                <HiddenField name="repository" value=repository.clone() />
                <HiddenField name="git_ref" value=git_ref />
                <HiddenField name="access" value=asked.access.clone() />
                <FormGrid>
                    <TextField label="Name" name="name" value=or(&asked.name, &suggested_name(&repository)) required=true />
                    <TextField
                        label="Version"
                        name="revision"
                        value=revision
                        hint="its name within the project: v2, rev B"
                        required=true
                    />
                </FormGrid>
                <PathField look value=String::new() />
                <FormActions>
                    <Button kind=ButtonKind::Primary busy=begin.pending()>
                        "Create and preview"
                    </Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
}

/// The first text that says something.
fn or(text: &str, other: &str) -> String {
    if text.is_empty() { other.to_owned() } else { text.to_owned() }
}
