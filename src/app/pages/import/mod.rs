//! Somebody's list of parts: handed over, looked at, applied; what waits is fixed, and an import undone.

mod preview;
mod tray;

pub use preview::PreviewPage;
pub use tray::TrayPage;

use super::{drawn, told_in_address};
use crate::api;
use crate::api::imports::UndoImport;
use crate::app::components::{
    ActionsCell, AreaField, Button, ButtonKind, Column, Count, Crumb, EmptyState, FileField, FileForm,
    FormActions, FormCard, FormProblem, HiddenField, ItemRow, ItemTable, LinkButton, Loading, Named, Notices,
    PageHead, PageTitle, Pager, Panel, PostForm, Stack,
};
use crate::app::live::followed;
use crate::app::refusal;
use crate::app::view::{Notice, Tone};
use crate::domain::live::Subject;
use crate::domain::parts_list::{BatchPage, BatchSummary, Undone};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Where a list is handed over, and the imports so far.
#[component]
pub fn ImportPage() -> impl IntoView {
    let undo = ServerAction::<UndoImport>::new();
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get_str("after")?.parse().ok()));
    let batches = followed(
        &[Subject::Catalog],
        move || (before.get(), undo.version().get()),
        |(before, _)| api::imports::batches(before),
    );
    let done = Memo::new(move |_| {
        query.with(|query| {
            let number = |name: &str| query.get_str(name).and_then(|text| text.parse::<i64>().ok());
            (number("done"), number("undone"), number("kept"))
        })
    });
    view! {
        <PageTitle text="Import" />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Parts", "/parts")]
                title="Import a list of parts"
                note="a spreadsheet, or what PartsBox, Part-DB, InvenTree or Binner exported"
            />
            {told_in_address("The list was not taken in.")}
            <FormProblem refusal=refusal::of(undo) />
            <HandOver />
            <Transition fallback=|| view! { <Loading what="the imports" /> }>
                {move || Suspend::new(async move {
                    let undone = undo.value().get_untracked().and_then(Result::ok);
                    drawn(batches.await, |page| listed(page, done.get_untracked(), undone, undo))
                })}
            </Transition>
        </Stack>
    }
}

#[component]
fn HandOver() -> impl IntoView {
    view! {
        <FormCard
            title="Hand a list over"
            note="The next page shows what each column becomes and what would change. Nothing is changed before you say so, and every import can be undone."
        >
            <FileForm action="/upload/parts">
                <FileField
                    label="File"
                    name="file"
                    accept=".csv,.tsv,.txt,.xlsx"
                    one_way=true
                    hint="CSV or XLSX with a header row; up to 10 MB, 10,000 rows and 100 columns"
                />
                <AreaField
                    label="Or paste the rows"
                    name="pasted"
                    rows=4
                    one_way=true
                    hint="with their header, as copied from a spreadsheet"
                />
                <FormActions>
                    <Button kind=ButtonKind::Primary>"Look at the list"</Button>
                </FormActions>
            </FileForm>
        </FormCard>
    }
}

fn listed(
    page: BatchPage,
    (done, undone, kept): (Option<i64>, Option<i64>, Option<i64>),
    answer: Option<Undone>,
    undo: ServerAction<UndoImport>,
) -> AnyView {
    let mut notices = Vec::new();
    if let Some(answer) = answer {
        notices.extend(taken_back(&answer));
    } else if let Some(batch) = undone {
        notices.push(clear(format!("Import {batch} is undone."), left(kept.unwrap_or(0))));
    } else if let Some(batch) = done {
        notices.push(came_in(page.batches.iter().find(|summary| summary.batch == batch)));
    }
    let waits = page.batches.iter().find(|batch| batch.waiting > 0 && Some(batch.batch) == done);
    let waiting = waits.map(|batch| (tray_of(batch.batch), batch.waiting)).map(|(href, rows)| {
        view! {
            <FormActions>
                <LinkButton href>{format!("Fix the {rows} rows that wait")}</LinkButton>
            </FormActions>
        }
        .into_any()
    });
    view! {
        <Notices notices=notices />
        {waiting}
        <Panel title="Imports">
            <Batches page undo />
        </Panel>
    }
    .into_any()
}

fn clear(what: String, remedy: String) -> Notice {
    Notice { tone: Tone::Clear, what, remedy }
}

fn left(kept: i64) -> String {
    match kept {
        0 => "Everything is as it was before it.".to_owned(),
        kept => format!("{kept} things stay, since they were used or changed after it."),
    }
}

/// What undoing did, and what stays.
fn taken_back(undone: &Undone) -> Vec<Notice> {
    let kept = i64::try_from(undone.kept.len() + undone.more_kept).unwrap_or(i64::MAX);
    let first = clear(format!("Import {} is undone.", undone.batch), left(kept));
    let stays = undone.kept.iter().map(|what| Notice {
        tone: Tone::Waiting,
        what: "Not undone:".to_owned(),
        remedy: super::sentence(what),
    });
    std::iter::once(first).chain(stays).collect()
}

fn came_in(batch: Option<&BatchSummary>) -> Notice {
    match batch {
        None => clear("Nothing was changed:".to_owned(), "the list says what is known already.".to_owned()),
        Some(batch) => {
            let waits = match batch.waiting {
                0 => String::new(),
                1 => " 1 row waits to be fixed.".to_owned(),
                rows => format!(" {rows} rows wait to be fixed."),
            };
            let what = format!("{} came in:", batch.file);
            clear(
                what,
                format!(
                    "{}, {} changed, {}.{waits}",
                    some(batch.made, "part new", "parts new"),
                    batch.updated,
                    some(batch.counted, "count", "counts")
                ),
            )
        }
    }
}

/// So many, in words.
fn some(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn tray_of(batch: i64) -> String {
    format!("/import/tray?batch={batch}")
}

#[component]
fn Batches(page: BatchPage, undo: ServerAction<UndoImport>) -> impl IntoView {
    if page.batches.is_empty() {
        return view! {
            <EmptyState title="Nothing was imported yet" hint="Hand a list over above: good rows enter, doubtful ones wait until you have looked at them." />
        }
        .into_any();
    }
    let columns = vec![
        Column::words("File"),
        Column::numbers("New"),
        Column::numbers("Changed"),
        Column::numbers("Counts"),
        Column::numbers("Wait"),
        Column::actions("What to do"),
    ];
    let next = page.next.map(|next| next.to_string());
    view! {
        <ItemTable label="Imports" columns>
            {page.batches.into_iter().map(|batch| batch_row(batch, undo)).collect_view()}
        </ItemTable>
        <Pager next what="imports" />
    }
    .into_any()
}

fn batch_row(batch: BatchSummary, undo: ServerAction<UndoImport>) -> impl IntoView {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let state = if batch.undone.is_some() { ", undone" } else { "" };
    let detail = format!("import {}, {} by {}{state}", batch.batch, batch.at.day(), batch.by);
    let key = batch.batch.to_string();
    let fix = (batch.waiting > 0).then(|| {
        view! {
            <LinkButton kind=ButtonKind::InRow href=tray_of(batch.batch)>
                "Fix"
            </LinkButton>
        }
    });
    let take_back = batch.undone.is_none().then(|| {
        view! {
            <PostForm action=undo key=key.clone()>
                <HiddenField name="batch" value=key />
                <Button kind=ButtonKind::InRow>"Undo"</Button>
            </PostForm>
        }
    });
    view! {
        <ItemRow>
            <Named name=batch.file detail />
            <Count label="New" number=number(batch.made) />
            <Count label="Changed" number=number(batch.updated) />
            <Count label="Counts" number=number(batch.counted) />
            <Count label="Wait" number=number(batch.waiting) />
            <ActionsCell>{fix} {take_back}</ActionsCell>
        </ItemRow>
    }
}
