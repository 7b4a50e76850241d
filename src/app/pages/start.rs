//! The first page: how a workshop begins.

use super::{drawn, told_in_address};
use crate::api;
use crate::api::start::FillWithDemo;
use crate::app::components::{
    Button, ButtonKind, FileField, FileForm, FormActions, FormCard, FormProblem, LinkButton, Loading,
    PageHead, PageTitle, Panel, PlainList, PostForm, Stack, Ways,
};
use crate::app::live;
use crate::app::refusal;
use crate::domain::designs::{FirstLook, Start};
use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

/// Three ways to begin where the workspace is empty; else the builds.
#[component]
pub fn StartPage() -> impl IntoView {
    let query = use_query_map();
    let import = Memo::new(move |_| query.with(|query| query.get("import")));
    let page = live::fetched(move || import.get(), api::start::page);
    view! {
        <Suspense fallback=|| view! { <Loading what="the workshop" /> }>
            {move || Suspend::new(async move { drawn(page.await, start_view) })}
        </Suspense>
    }
}

fn start_view(look: FirstLook) -> AnyView {
    let problem = told_in_address("The bundle was not imported.");
    match look.start {
        // Whoever was led back with a problem is to read it.
        Start::Begun if look.problems.is_empty() && problem.is_none() => {
            view! { <Redirect path="/builds" /> }.into_any()
        }
        Start::Begun => view! {
            <PageTitle text="Start" />
            <Stack>
                <PageHead title="The workshop is not empty" note="a bundle needs an empty one">
                    <LinkButton href="/builds" kind=ButtonKind::Primary>
                        "Builds"
                    </LinkButton>
                </PageHead>
                {problem}
                <Problems look />
            </Stack>
        }
        .into_any(),
        Start::Empty => view! {
            <PageTitle text="Start" />
            <Stack>
                <PageHead
                    title="Have you got everything?"
                    note="Clear to Build answers it before every build: from the stock, the BOM and what is on its way. Choose how to begin."
                />
                {problem}
                <Problems look />
                <Beginnings />
            </Stack>
        }
        .into_any(),
    }
}

#[component]
fn Beginnings() -> impl IntoView {
    let demo = ServerAction::<FillWithDemo>::new();
    view! {
        <FormProblem refusal=refusal::of(demo) />
        <Ways>
            <FormCard
                title="Look around first"
                note="A small workshop with stock, projects, builds and orders in every state. Nothing in it is yours."
            >
                <PostForm action=demo>
                    <FormActions>
                        <Button kind=ButtonKind::Primary busy=demo.pending()>
                            "Start with the demo workshop"
                        </Button>
                    </FormActions>
                </PostForm>
            </FormCard>
            <FormCard
                title="Bring a workshop along"
                note="A bundle that was exported elsewhere (ctb export): all of it, or nothing where something in it does not hold."
            >
                <FileForm action="/upload/bundle">
                    <FileField label="Bundle" name="file" accept=".json,application/json" hint="up to 10 MB" required=true />
                    <FormActions>
                        <Button>"Import"</Button>
                    </FormActions>
                </FileForm>
            </FormCard>
            <FormCard
                title="Start empty"
                note="Begin with a project: the address of its repository, or its BOM as a file. Or with your list of parts: a spreadsheet, or what another program exported."
            >
                <FormActions>
                    <LinkButton href="/import">"Import a list of parts"</LinkButton>
                    <LinkButton href="/projects/new">"Start with a project"</LinkButton>
                </FormActions>
            </FormCard>
        </Ways>
    }
}

/// What is wrong with a bundle, each fault with where it is.
#[component]
fn Problems(look: FirstLook) -> impl IntoView {
    let FirstLook { problems, more, .. } = look;
    if problems.is_empty() {
        return ().into_any();
    }
    let count = problems.len() + more;
    let title = match count {
        1 => "Nothing was imported: the bundle has 1 fault".to_owned(),
        count => format!("Nothing was imported: the bundle has {count} faults"),
    };
    let pointer = |pointer: String| if pointer.is_empty() { "/".to_owned() } else { pointer };
    let mut items: Vec<(String, String)> =
        problems.into_iter().map(|problem| (pointer(problem.pointer), problem.message)).collect();
    if more > 0 {
        items.push((String::new(), format!("and {more} more: mend these first")));
    }
    view! {
        <Panel title>
            <PlainList label="Faults of the bundle" items />
        </Panel>
    }
    .into_any()
}
