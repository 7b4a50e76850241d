//! Settings: how this browser is called, and the way to what else can be set.

use super::drawn;
use crate::api;
use crate::api::who::{CallMe, Called, MOST_LETTERS};
use crate::app::components::{
    Across, Button, ButtonKind, FormActions, FormCard, FormGrid, FormProblem, LinkButton, Loading, PageHead,
    PageTitle, PostForm, Stack, TextField,
};
use crate::app::live;
use crate::app::refusal;
use leptos::prelude::*;

/// The page of settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let call_me = ServerAction::<CallMe>::new();
    let called = live::fetched(move || call_me.version().get(), |_| api::who::asks());
    view! {
        <PageTitle text="Settings" />
        <Stack>
            <PageHead title="Settings">
                <LinkButton href="/settings/jobs">"Jobs"</LinkButton>
            </PageHead>
            <FormProblem refusal=refusal::of(call_me) />
            <Transition fallback=|| view! { <Loading what="the settings" /> }>
                {move || Suspend::new(async move {
                    drawn(called.await, |called| name_form(called, call_me).into_any())
                })}
            </Transition>
        </Stack>
    }
}

fn name_form(called: Called, call_me: ServerAction<CallMe>) -> impl IntoView {
    let now = format!(
        "What is done from here stands in the history as \u{201c}{}\u{201d}, and so others see it.",
        called.name
    );
    let given = if called.given { called.name } else { String::new() };
    view! {
        <FormCard title="Your name at this browser" note=now>
            <PostForm action=call_me>
                <FormGrid across=Across::One>
                    <TextField
                        label="Name"
                        name="name"
                        value=given
                        hint=format!("Up to {MOST_LETTERS} letters; leave it empty to be called by your browser.")
                    />
                </FormGrid>
                <FormActions>
                    <Button kind=ButtonKind::Primary>"Keep the name"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
}
