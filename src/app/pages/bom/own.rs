//! Lines beside the BOM: board, panel, knobs.

use super::{Page, Words};
use crate::app::components::{
    Across, Button, EmptyState, FormActions, FormCard, FormGrid, FormProblem, HiddenField, Inset, Notices,
    Panel, PiecesField, PostForm, Stack, TextField,
};
use crate::app::refusal;
use crate::app::view::{Notice, Tone};
use crate::domain::designs::OwnLine;
use leptos::prelude::*;

/// The own lines of a version, each changed in place, and a form for another.
#[component]
pub(super) fn OwnLines(page: RwSignal<Page>, words: Words) -> impl IntoView {
    let no_board = Signal::derive(move || {
        let lacks = page.with(|page| page.bom.is_some() && !page.has_board());
        let notice = Notice {
            tone: Tone::Waiting,
            what: "No board among the own lines:".to_owned(),
            remedy: "bare boards are counted like any other part once they are added below.".to_owned(),
        };
        lacks.then_some(notice).into_iter().collect::<Vec<_>>()
    });
    view! {
        <Stack>
            <Notices notices=no_board />
            <FormProblem refusal=refusal::of(words.own) />
            <Panel title="Own lines: board, panel, knobs">
                {move || {
                    let own = page.with(|page| page.own_lines.clone());
                    if own.is_empty() {
                        return view! {
                            <EmptyState
                                title="No own lines"
                                hint="What the version needs beside its BOM: the bare board, the panel, knobs, screws. They are kept through syncs."
                            />
                        }
                            .into_any();
                    }
                    own.into_iter().map(|line| view! { <Own line page words /> }).collect_view().into_any()
                }}
            </Panel>
            {move || view! { <Add page words again=words.own.version().get() /> }}
        </Stack>
    }
}

#[component]
fn Version(page: RwSignal<Page>) -> impl IntoView {
    let (project, version) = page.with_untracked(|page| (page.head.project, page.head.version));
    view! {
        <HiddenField name="project" value=project.to_string() />
        <HiddenField name="version" value=version.to_string() />
    }
}

#[component]
fn Own(line: OwnLine, page: RwSignal<Page>, words: Words) -> impl IntoView {
    let part = page.with_untracked(|page| page.parts.get(&line.part).cloned());
    let name = part.as_ref().map(|part| part.name.clone()).unwrap_or_default();
    let free = part.map(|part| format!("{} free", part.free)).unwrap_or_default();
    let key = format!("own-{}", line.id);
    view! {
        <Inset>
            <PostForm action=words.own key>
                <Version page />
                <HiddenField name="line" value=line.id.to_string() />
                <FormGrid>
                    <PiecesField
                        label=format!("Pieces of {name}")
                        name="quantity"
                        value=line.quantity.to_string()
                        min=1
                        hint=free
                        required=true
                    />
                    <TextField label="Note" name="note" value=line.note />
                </FormGrid>
                <FormActions>
                    <Button send_with=("remove", "true")>"Remove"</Button>
                    <Button>"Save"</Button>
                </FormActions>
            </PostForm>
        </Inset>
    }
}

/// A form for another one; empty again once it was taken in.
#[component]
fn Add(page: RwSignal<Page>, words: Words, again: usize) -> impl IntoView {
    let key = format!("own-new-{again}");
    view! {
        <FormCard title="Add an own line">
            <PostForm action=words.own key>
                <Version page />
                <FormGrid across=Across::Three>
                    <TextField label="Part" name="part" hint="its key, name or number" required=true />
                    <PiecesField label="Pieces" name="quantity" value="1" min=1 required=true />
                    <TextField label="Note" name="note" />
                </FormGrid>
                <FormActions>
                    <Button>"Add"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
}
