//! Lines beside the BOM: board, panel, knobs.

use super::filter::Filter;
use super::{Page, Words};
use crate::app::components::{
    Across, ActionsCell, Button, Column, Count, DetailRow, EmptyState, FormActions, FormCard, FormGrid,
    FormProblem, HiddenField, ItemRow, ItemTable, Lead, Notices, OpensHere, Panel, PiecesField, PostForm,
    Stack, TextCell, TextField,
};
use crate::app::refusal;
use crate::app::view::{Notice, Tone};
use crate::domain::designs::OwnLine;
use leptos::prelude::*;

/// How many columns the table has.
const COLUMNS: usize = 5;

/// The own lines of a version, each changed in place, and a form for another.
#[component]
pub(super) fn OwnLines(page: RwSignal<Page>, words: Words, filter: Filter) -> impl IntoView {
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
                    view! { <Table own page words filter /> }
                }}
            </Panel>
            {move || view! { <Add page words again=words.own.version().get() /> }}
        </Stack>
    }
}

#[component]
fn Table(own: Vec<OwnLine>, page: RwSignal<Page>, words: Words, filter: Filter) -> impl IntoView {
    if own.is_empty() {
        return view! {
            <EmptyState
                title="No own lines"
                hint="What the version needs beside its BOM: the bare board, the panel, knobs, screws. They are kept through syncs."
            />
        }
        .into_any();
    }
    let columns = vec![
        Column::words("Part"),
        Column::numbers("Pieces"),
        Column::numbers("Free"),
        Column::words("Note"),
        Column::actions("Actions"),
    ];
    view! {
        <ItemTable label="Own lines" columns>
            {own.into_iter().map(|line| view! { <Own line page words filter /> }).collect_view()}
        </ItemTable>
    }
    .into_any()
}

#[component]
fn Own(line: OwnLine, page: RwSignal<Page>, words: Words, filter: Filter) -> impl IntoView {
    let part = page.with_untracked(|page| page.parts.get(&line.part).cloned());
    let href = format!("/parts/{}", line.part);
    let (name, detail, free) = part.map(|part| (part.name, part.detail, part.free.get())).unwrap_or_default();
    let opened = format!("own-{}", line.id);
    let (open, toggled) = filter.opened(opened);
    let (pieces, note, label) = (line.quantity.get(), line.note.clone(), format!("Change {name}"));
    let (line, called) = (StoredValue::new(line), StoredValue::new(name.clone()));
    view! {
        <ItemRow>
            <Lead href name detail />
            <Count label="Pieces" number=pieces />
            <Count label="Free" number=free />
            <TextCell label="Note" text=note />
            <ActionsCell>
                <OpensHere href=toggled open label text="Change" />
            </ActionsCell>
        </ItemRow>
        {move || {
            open.get()
                .then(|| {
                    view! {
                        <DetailRow columns=COLUMNS>
                            <Change line=line.get_value() name=called.get_value() page words />
                        </DetailRow>
                    }
                })
        }}
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
fn Change(line: OwnLine, name: String, page: RwSignal<Page>, words: Words) -> impl IntoView {
    let key = format!("own-{}", line.id);
    view! {
        <PostForm action=words.own key>
            <Version page />
            <HiddenField name="line" value=line.id.to_string() />
            <FormGrid>
                <PiecesField
                    label=format!("Pieces of {name}")
                    name="quantity"
                    value=line.quantity.to_string()
                    min=1
                    required=true
                />
                <TextField label="Note" name="note" value=line.note />
            </FormGrid>
            <FormActions>
                <Button send_with=("remove", "true")>"Remove"</Button>
                <Button>"Save"</Button>
            </FormActions>
        </PostForm>
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
