//! One build: is it clear, and if not, what is missing. Its numbers change as somebody edits.
//!
//! `compute` works out what an edit leads to, in the browser as on the server; `editor` holds what
//! a person changed and what is stored; `sending` asks the server; `filter` is what of the needs is
//! shown, `needs` the table, `more` what else is decided about it.

mod compute;
mod editor;
mod filter;
mod more;
mod needs;
mod sending;

use super::{drawn, nothing_there, number_in_address};
use crate::api::{self, ApiError};
use crate::app::{
    components::{
        Badge, Button, ButtonKind, Crumb, FormProblem, LinkButton, Loading, Notices, PageHead, PageTitle,
        QuantityField, SaveBar, Stack, Stat, StatField, StatNotes, StatStrip,
    },
    live,
    view::{BuildHead, BuildView, Deed, Figure, NextSteps, Reserving},
};
use crate::domain::overview::BuildPage as Page;
use compute::Rule;
use editor::Editor;
use leptos::prelude::*;
use more::More;
use needs::Needs;
use sending::{Request, Sending};
use std::sync::Arc;

/// The form that the fields of the page belong to.
const FORM: &str = "build-edit";
const SAVE: &str = "/fn/builds/edit";
const RESERVE: &str = "/fn/builds/reserve";
const ORDER: &str = "/fn/builds/order";

/// The build that the address names.
#[component]
pub fn BuildPage() -> impl IntoView {
    let number = number_in_address();
    let page = live::fetched(
        move || number.get(),
        |number| async move { api::builds::page(number.ok_or_else(nothing_there)?).await },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the build" /> }>
            {move || Suspend::new(async move {
                drawn(page.await, |page| view! { <Build page /> }.into_any())
            })}
        </Suspense>
    }
}

/// A build as it is stored, to be edited.
#[component]
fn Build(
    /// Everything that its numbers are worked out from.
    page: Page,
) -> impl IntoView {
    let rule = RwSignal::new(Arc::new(Rule::new(Arc::new(page))));
    let editor = Editor::new(rule.with_untracked(|rule| rule.head().saved));
    let chosen = Memo::new(move |_| editor.with(|edit| edit.chosen.clone()));
    let demand = Memo::new_with_compare(
        move |_| rule.with(|rule| chosen.with(|chosen| rule.demand(chosen))),
        |_, _| true,
    );
    let worked = Memo::new(move |_| {
        rule.with(|rule| demand.with(|demand| editor.with(|edit| rule.work_out(edit, demand))))
    });
    let now = Memo::new(move |_| rule.with(|rule| worked.with(|worked| rule.view(worked))));
    let terms = Callback::new(move |row| rule.with(|rule| worked.with(|worked| rule.terms(worked, row))));
    let head = Memo::new(move |_| rule.with(|rule| rule.head()));
    let editable = Memo::new(move |_| head.with(|head| head.editable));
    let sending = Sending::new(rule, now, editor);
    live::on_changes(move |changes| sending.hear(changes));
    let (number, name) =
        head.with_untracked(|head| (head.number, format!("{} {}", head.project, head.revision)));
    let here = format!("/builds/{number}");
    view! {
        <PageTitle text=format!("Build {number} · {name}") />
        <form id=FORM method="get" action=here.clone() on:submit=|event| event.prevent_default()>
            <input type="hidden" name="edited" value="1" />
            <input type="hidden" name="number" value=number />
            <input type="hidden" name="based_on" value=move || head.with(|head| head.based_on) />
        </form>
        <Stack>
            <Head head now sending />
            <Problem sending />
            <Notices notices=Signal::derive(move || head.with(|head| head.notices.clone())) />
            {move || view! { <Figures editor now editable=editable.get() /> }}
            {move || view! { <Needs editor now terms editable=editable.get() number /> }}
            <More head sending />
        </Stack>
        <SaveBar
            what=Signal::derive(move || now.with(|now| editor.changes(&now.rows)))
            form=FORM
            save_to=SAVE
            undo_to=here
            on_undo=move |()| editor.undo()
            on_save=move |()| sending.send(Request::Save)
        />
    }
}

/// Title, state and what to do next; drawn anew when what stands beneath the title changes.
#[component]
fn Head(head: Memo<BuildHead>, now: Memo<BuildView>, sending: Sending) -> impl IntoView {
    let stands = Memo::new(move |_| head.with(|head| (head.source.clone(), head.place.clone())));
    move || {
        let (source, place) = stands.get();
        let (full, head) = (head, head.get_untracked());
        view! {
            <PageHead
                way=way(&head, source)
                title=format!("Build {}", head.number)
                more=format!("{} {}", head.project, head.revision)
                note=place
                state=move || view! { <Badge status=Signal::derive(move || now.with(|now| now.status.clone())) /> }
            >
                <Actions now head=full sending />
            </PageHead>
        }
    }
}

fn way(head: &BuildHead, source: String) -> Vec<Crumb> {
    vec![
        Crumb::link("Projects", "/projects"),
        Crumb::link(head.project.clone(), head.project_href.clone()),
        Crumb::link(source, head.source_href.clone()),
    ]
}

/// What to do next: one primary button at most, which is ordering where something is to buy.
#[component]
fn Actions(now: Memo<BuildView>, head: Memo<BuildHead>, sending: Sending) -> impl IntoView {
    let next = Memo::new(move |_| now.with(|now| now.next_steps));
    let deeds = Memo::new(move |_| head.with(|head| head.deeds.clone()));
    // What is clear and stays as it is, is picked next.
    let picks =
        Memo::new(move |_| next.get() == NextSteps::default() && deeds.get().contains(&Deed::Complete));
    let number = head.with_untracked(|head| head.number);
    view! {
        {move || {
            let kind = if picks.get() { ButtonKind::Primary } else { ButtonKind::Quiet };
            deeds.get().into_iter().filter_map(|deed| deed_link(deed, number, kind)).collect_view()
        }}
        {move || next.get().reserve.map(|reserving| view! { <Reserve reserving sending /> })}
        {move || {
            next.get()
                .order
                .then(|| {
                    view! {
                        <Button
                            kind=ButtonKind::Primary
                            form=FORM
                            send_to=ORDER
                            busy=sending.busy()
                            on_press=move |()| sending.send(Request::Order)
                        >
                            "Order what is missing"
                        </Button>
                    }
                })
        }}
    }
}

/// A deed that is a page of its own.
fn deed_link(deed: Deed, number: u64, picking: ButtonKind) -> Option<AnyView> {
    match deed {
        Deed::Pick => {
            let href = format!("/builds/{number}/pick");
            Some(view! { <LinkButton href kind=picking>"Pick list"</LinkButton> }.into_any())
        }
        Deed::Complete => {
            let href = format!("/builds/{number}/complete");
            Some(view! { <LinkButton href>"Complete"</LinkButton> }.into_any())
        }
        Deed::Reopen | Deed::Cancel => None,
    }
}

/// Reserves all that the build needs, or what is here of it.
#[component]
fn Reserve(reserving: Reserving, sending: Sending) -> impl IntoView {
    match reserving {
        Reserving::All => view! {
            <Button
                kind=ButtonKind::Primary
                form=FORM
                send_to=RESERVE
                busy=sending.busy()
                on_press=move |()| sending.send(Request::Reserve)
            >
                "Reserve"
            </Button>
        }
        .into_any(),
        Reserving::WhatIsHere => view! {
            <Button
                form=FORM
                send_to=RESERVE
                send_with=("partial", "true")
                busy=sending.busy()
                on_press=move |()| sending.send(Request::ReserveWhatIsHere)
            >
                "Reserve what is here"
            </Button>
        }
        .into_any(),
    }
}

/// Why the last request was not done.
#[component]
fn Problem(sending: Sending) -> impl IntoView {
    let refusal = sending.problem();
    let is_behind = move || refusal.with(|refusal| matches!(refusal, Some(ApiError::Conflict(_))));
    view! {
        <FormProblem refusal>
            <Show when=is_behind>
                <Button on_press=move |()| sending.send(Request::LookAgain)>"Show how it stands now"</Button>
            </Show>
        </FormProblem>
    }
}

/// The strip of figures, with the quantity to change.
#[component]
fn Figures(editor: Editor, now: Memo<BuildView>, editable: bool) -> impl IntoView {
    let figure = move |of: fn(&BuildView) -> &Figure| Signal::derive(move || now.with(|now| of(now).clone()));
    let quantity = editor.quantity();
    let pieces = Signal::derive(move || Figure::new(quantity.get().to_string(), ""));
    view! {
        <StatStrip>
            {if editable {
                view! {
                    <StatField label="Quantity">
                        <QuantityField
                            label="Quantity"
                            name="quantity"
                            form=FORM
                            value=quantity
                            on_change=move |quantity| editor.set_quantity(quantity)
                        />
                    </StatField>
                }
                    .into_any()
            } else {
                view! { <Stat label="Quantity" figure=pieces /> }.into_any()
            }}
            <Stat label="Parts ready" figure=figure(|now| &now.lines_ready) />
            <Stat label="Buildable now" figure=figure(|now| &now.buildable) />
            <Stat label="Cost" figure=figure(|now| &now.cost) />
            <Stat label="To buy" figure=figure(|now| &now.to_buy) />
            <StatNotes
                label="What that changes"
                notes=Signal::derive(move || now.with(|now| now.follows.clone()))
            />
        </StatStrip>
    }
}
