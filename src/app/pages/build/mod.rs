//! One build: is it clear, and if not, what is missing. Its numbers change as somebody edits.
//!
//! `editor` holds what a person changed and what is stored; `filter` what of the needs is shown;
//! `needs` the table. What an edit leads to is computed by `compute`, in the browser as on the
//! server.

mod editor;
mod filter;
mod needs;

use super::{NotFound, number_in_address};
use crate::app::{
    components::{
        Badge, Button, ButtonKind, Crumb, PageHead, PageTitle, QuantityField, SaveBar, Stack, Stat,
        StatField, StatNotes, StatStrip, Toasts,
    },
    sample,
    view::{BuildEdit, BuildHead, BuildView, NextStep, Status, Tone},
};
use editor::Editor;
use leptos::prelude::*;
use needs::Needs;

/// The form that the fields of the page belong to.
const FORM: &str = "build-edit";

/// The build that the address names.
#[component]
pub fn BuildPage() -> impl IntoView {
    let number = number_in_address();
    move || match number.get().filter(|number| sample::builds().iter().any(|build| build.number == *number)) {
        Some(number) => {
            let head = sample::head(number);
            view! { <Build head compute=sample::build /> }.into_any()
        }
        None => view! { <NotFound /> }.into_any(),
    }
}

/// A build, from what is stored of it and the rule that says what an edit leads to.
#[component]
fn Build(
    /// Its title, and what is stored.
    head: BuildHead,
    /// What an edit leads to. Pure: it runs at each keystroke.
    compute: fn(&BuildEdit) -> BuildView,
) -> impl IntoView {
    let editor = Editor::new(head.saved.clone());
    let now = Memo::new(move |_| editor.with(compute));
    let title = format!("Build {}", head.number);
    let name = format!("{} {}", head.project, head.revision);
    let here = format!("/builds/{}", head.number);
    let toasts = use_context::<Toasts>();
    let save = move |()| {
        editor.keep();
        if let Some(toasts) = toasts {
            toasts.say(Status::new(Tone::Clear, "Saved"));
        }
    };
    view! {
        <PageTitle text=format!("{title} · {name}") />
        <form id=FORM method="get" action=here.clone() on:submit=|event| event.prevent_default()>
            <input type="hidden" name="edited" value="1" />
        </form>
        <Stack>
            <PageHead
                way=way(&head)
                title
                more=name
                note=head.place
                state=move || view! { <Badge status=Signal::derive(move || now.with(|now| now.status.clone())) /> }
            >
                <Actions next=Signal::derive(move || now.with(|now| now.next_step)) />
            </PageHead>
            <Figures editor now />
            <Needs editor now />
        </Stack>
        <SaveBar
            what=Signal::derive(move || now.with(|now| editor.changes(&now.rows)))
            form=FORM
            save_to="/fn/builds/edit"
            undo_to=here
            on_undo=move |()| editor.undo()
            on_save=save
        />
    }
}

fn way(head: &BuildHead) -> Vec<Crumb> {
    let version = match &head.commit {
        Some(commit) => format!("{} {commit}", head.revision),
        None => format!("{}, never synced", head.revision),
    };
    vec![
        Crumb::link("Projects", "/projects"),
        Crumb::link(head.project.clone(), head.project_href.clone()),
        Crumb::text(version),
    ]
}

/// What to do next: one primary button, if there is anything to do.
#[component]
fn Actions(next: Signal<NextStep>) -> impl IntoView {
    view! {
        {move || match next.get() {
            NextStep::Reserve => view! { <Button kind=ButtonKind::Primary>"Reserve"</Button> }.into_any(),
            NextStep::OrderMissing => {
                view! {
                    <Button>"Reserve what is here"</Button>
                    <Button kind=ButtonKind::Primary>"Order what is missing"</Button>
                }
                    .into_any()
            }
            NextStep::Wait => view! { <Button>"Reserve what is here"</Button> }.into_any(),
        }}
    }
}

/// The strip of figures, with the quantity to change.
#[component]
fn Figures(editor: Editor, now: Memo<BuildView>) -> impl IntoView {
    let notes_label = "What that changes";
    view! {
        <StatStrip>
            <StatField label="Quantity">
                <QuantityField
                    label="Quantity"
                    name="quantity"
                    form=FORM
                    value=editor.quantity()
                    on_change=move |quantity| editor.set_quantity(quantity)
                />
            </StatField>
            <Stat label="Lines ready" figure=Signal::derive(move || now.with(|now| now.lines_ready.clone())) />
            <Stat label="Buildable now" figure=Signal::derive(move || now.with(|now| now.buildable.clone())) />
            <Stat label="Cost" figure=Signal::derive(move || now.with(|now| now.cost.clone())) />
            <Stat label="To buy" figure=Signal::derive(move || now.with(|now| now.to_buy.clone())) />
            <StatNotes label=notes_label notes=Signal::derive(move || now.with(|now| now.follows.clone())) />
        </StatStrip>
    }
}
