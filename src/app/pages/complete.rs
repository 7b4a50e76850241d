//! Completing a build: how many of it are made, what that uses up, and where they are put.

use super::{drawn, nothing_there, number_in_address};
use crate::api;
use crate::api::picking::CompleteBuild;
use crate::app::components::{
    Button, ButtonKind, Column, Count, Crumb, EmptyState, FormActions, FormCard, FormProblem, HiddenField,
    ItemRow, ItemTable, LinkButton, Loading, Named, PageHead, PageTitle, Panel, PiecesField, PostForm, Stack,
    TextCell,
};
use crate::app::live;
use crate::app::refusal;
use crate::domain::bom::format_references;
use crate::domain::builds::BuildStatus;
use crate::domain::live::Subject;
use crate::domain::overview::{CompletePage as Page, NamedNeed};
use crate::domain::quantity::Quantity;
use leptos::prelude::*;

/// Completing the build that the address names.
#[component]
pub fn CompletePage() -> impl IntoView {
    let number = number_in_address();
    let completing = ServerAction::<CompleteBuild>::new();
    // What it changes itself leads to the build.
    let page = live::followed_unless(
        completing.pending().into(),
        &[Subject::Build, Subject::Stock, Subject::Part],
        move || number.get(),
        |number| async move { api::picking::completion(number.ok_or_else(nothing_there)?).await },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the build" /> }>
            {move || Suspend::new(async move { drawn(page.await, |page| view! { <Complete page completing /> }.into_any()) })}
        </Suspense>
    }
}

#[component]
fn Complete(page: Page, completing: ServerAction<CompleteBuild>) -> impl IntoView {
    let number = page.build.number;
    let name = format!("{} {}", page.build.project, page.build.revision);
    let note = match page.build.completed.get() {
        0 => format!("{} to make", page.build.quantity),
        made => format!("{made} of {} are made", page.build.quantity),
    };
    view! {
        <PageTitle text=format!("Complete build {number}") />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Builds", "/builds"), Crumb::link(name, format!("/builds/{number}"))]
                title=format!("Complete build {number}")
                note
            />
            {if page.build.status == BuildStatus::Cleared {
                view! { <CompleteForm page completing /> }.into_any()
            } else {
                not_clear(number, page.build.status)
            }}
        </Stack>
    }
}

#[component]
fn CompleteForm(page: Page, completing: ServerAction<CompleteBuild>) -> impl IntoView {
    let remaining = page.build.remaining();
    let (number, edit) = (page.build.number, page.build.edit);
    let typed = RwSignal::new(remaining.to_string());
    let pieces = Memo::new(move |_| typed.with(|typed| typed.trim().parse::<Quantity>().ok()));
    let becomes = match &page.produces {
        Some(part) => format!("They become stock: {} in {}.", part.name, part.location),
        None => "The version names no part that they become: they are not counted as stock.".to_owned(),
    };
    let needs = StoredValue::new(page.needs);
    view! {
        <FormProblem refusal=refusal::of(completing) what="Nothing was completed." />
        <FormCard title="How many are finished?" note=becomes>
            <PostForm action=completing>
                <HiddenField name="number" value=number.to_string() />
                <HiddenField name="based_on" value=edit.to_string() />
                <PiecesField
                    label="Finished pieces"
                    name="pieces"
                    value=remaining.to_string()
                    min=1
                    max=remaining.get()
                    required=true
                    autofocus=true
                    hint=format!("of the {remaining} that are left; the others can be completed later")
                    on_change=move |text| typed.set(text)
                />
                <FormActions>
                    <LinkButton href=format!("/builds/{number}")>"Back"</LinkButton>
                    <Button kind=ButtonKind::Primary busy=completing.pending()>"Complete"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
        <Panel title="What it uses up">
            {move || {
                let pieces = pieces.get().unwrap_or(remaining).min(remaining);
                needs.with_value(|needs| used(needs, pieces, remaining))
            }}
        </Panel>
    }
}

fn used(needs: &[NamedNeed], pieces: Quantity, remaining: Quantity) -> AnyView {
    if needs.is_empty() {
        return view! { <EmptyState title="Nothing" hint="Nothing that is counted goes into it." /> }
            .into_any();
    }
    let columns = vec![
        Column::words("Part"),
        Column::words("From"),
        Column::numbers("Used"),
        Column::numbers("Stays reserved"),
    ];
    let rows = needs
        .iter()
        .cloned()
        .map(|need| {
            let used = need.need.used_by(pieces, remaining);
            let stays = need.need.quantity.saturating_sub(used);
            view! {
                <ItemRow>
                    <Named name=need.name.clone() detail=format_references(&need.need.references) />
                    <TextCell label="From" text=need.places.join(", ") />
                    <Count label="Used" number=used.get() />
                    <Count label="Stays reserved" number=stays.get() />
                </ItemRow>
            }
        })
        .collect_view();
    view! {
        <ItemTable label="What it uses up" columns>
            {rows}
        </ItemTable>
    }
    .into_any()
}

fn not_clear(number: i64, status: BuildStatus) -> AnyView {
    let hint = match status {
        BuildStatus::Completed => "All of it is made. Its page can reverse the last completion.",
        BuildStatus::Cancelled => "It is cancelled: reserve for it on its page, and it is open again.",
        BuildStatus::Open | BuildStatus::Cleared => {
            "Only a build that is clear to build is completed: reserve what it needs on its page first."
        }
    };
    view! {
        <Panel>
            <EmptyState title=format!("Build {number} cannot be completed now") hint>
                <LinkButton href=format!("/builds/{number}") kind=ButtonKind::Primary>
                    "Go to the build"
                </LinkButton>
            </EmptyState>
        </Panel>
    }
    .into_any()
}
