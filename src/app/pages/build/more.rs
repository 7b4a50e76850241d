//! What else is decided about a build: its place in line, what may be used where nothing else does, giving
//! it up, and taking the last completion back.

use super::sending::Sending;
use crate::api::planning::{AllowFallback, CancelBuild, PutInLine, ReopenBuild};
use crate::app::components::{
    ActionsCell, Button, ButtonKind, Column, Disclosure, FormActions, FormCard, FormGrid, FormProblem,
    HiddenField, ItemRow, ItemTable, Named, NumberField, PostForm, SelectField, TextCell, TextField,
};
use crate::app::refusal;
use crate::app::view::{BuildHead, Deed, Fallback};
use crate::domain::overview::BuildPage;
use leptos::prelude::*;

/// What a person does about a build as a whole.
#[derive(Clone, Copy)]
struct Verbs {
    line: ServerAction<PutInLine>,
    fallback: ServerAction<AllowFallback>,
    cancel: ServerAction<CancelBuild>,
    reopen: ServerAction<ReopenBuild>,
}

/// Beneath the needs: what is seldom decided.
#[component]
pub(super) fn More(head: Memo<BuildHead>, sending: Sending) -> impl IntoView {
    let verbs = Verbs {
        line: ServerAction::new(),
        fallback: ServerAction::new(),
        cancel: ServerAction::new(),
        reopen: ServerAction::new(),
    };
    let refused = refusal::first_of([
        refusal::of(verbs.line),
        refusal::of(verbs.fallback),
        refusal::of(verbs.cancel),
        refusal::of(verbs.reopen),
    ]);
    let problem = RwSignal::new(refused.get_untracked());
    let took = move |said: &'static str| move |page: BuildPage| sending.took(page, said);
    refusal::hear(verbs.line, problem, took("Put in line"));
    refusal::hear(verbs.fallback, problem, took("Saved"));
    refusal::hear(verbs.cancel, problem, took("Cancelled: reserving opens it again"));
    refusal::hear(verbs.reopen, problem, took("The last completion is taken back"));
    let editable = Memo::new(move |_| head.with(|head| head.editable));
    let deeds = Memo::new(move |_| head.with(|head| head.deeds.clone()));
    let priority = Memo::new(move |_| head.with(|head| head.priority));
    let fallbacks = Memo::new(move |_| head.with(|head| (head.fallbacks.clone(), head.parts.clone())));
    view! {
        <FormProblem refusal=problem />
        <Show when=move || editable.get()>
            <Disclosure summary="Place in line, and stand-ins for this build">
                <FormCard title="Place in line" note="Earlier builds are served first, from stock and in orders.">
                    {move || in_line(priority.get(), head, verbs)}
                </FormCard>
                {move || view! { <Fallbacks head known=fallbacks.get() verbs /> }}
            </Disclosure>
        </Show>
        {move || deeds.get().into_iter().map(|deed| ending(deed, head, verbs)).collect_view()}
    }
}

/// Which build a form is about, and how it stood when it was seen.
#[component]
fn Seen(head: Memo<BuildHead>) -> impl IntoView {
    let number = Signal::derive(move || head.with(|head| head.number.to_string()));
    let edit = Signal::derive(move || head.with(|head| head.based_on.to_string()));
    view! {
        <HiddenField name="number" value=number />
        <HiddenField name="based_on" value=edit />
    }
}

fn in_line(priority: i64, head: Memo<BuildHead>, verbs: Verbs) -> impl IntoView {
    view! {
        <PostForm action=verbs.line>
            <Seen head />
            <FormGrid>
                <NumberField
                    label="Priority"
                    name="priority"
                    value=priority.to_string()
                    required=true
                    hint="Higher comes first; among equals the older build does."
                />
            </FormGrid>
            <FormActions>
                <Button busy=verbs.line.pending()>"Save the priority"</Button>
            </FormActions>
        </PostForm>
    }
}

/// What may be used in this build where nothing else does, and a form for one more.
#[component]
fn Fallbacks(
    head: Memo<BuildHead>,
    known: (Vec<Fallback>, Vec<(String, String)>),
    verbs: Verbs,
) -> impl IntoView {
    let (fallbacks, parts) = known;
    let rows = fallbacks.into_iter().map(|fallback| fallback_row(fallback, head, verbs)).collect_view();
    let columns = vec![Column::words("Part"), Column::words("May be"), Column::actions("Remove")];
    let mut options = vec![(String::new(), "choose a part".to_owned())];
    options.extend(parts);
    view! {
        <FormCard
            title="Stand-ins for this build only"
            note="Used where the part and everything that stands in for it do not suffice."
        >
            <ItemTable label="Stand-ins for this build only" columns>
                {rows}
            </ItemTable>
            <PostForm action=verbs.fallback key="new">
                <Seen head />
                <FormGrid>
                    <SelectField label="For" name="part" options required=true />
                    <TextField
                        label="May be used instead"
                        name="fallback"
                        required=true
                        hint="a part's key, name or manufacturer part number"
                    />
                </FormGrid>
                <FormActions>
                    <Button busy=verbs.fallback.pending()>"Allow it"</Button>
                </FormActions>
            </PostForm>
        </FormCard>
    }
}

fn fallback_row(fallback: Fallback, head: Memo<BuildHead>, verbs: Verbs) -> AnyView {
    let Fallback { part, part_key, instead } = fallback;
    view! {
        <ItemRow>
            <Named name=part />
            <TextCell label="May be" text=instead />
            <ActionsCell>
                <PostForm action=verbs.fallback key=part_key.clone()>
                    <Seen head />
                    <HiddenField name="part" value=part_key />
                    <Button kind=ButtonKind::InRow>"Remove"</Button>
                </PostForm>
            </ActionsCell>
        </ItemRow>
    }
    .into_any()
}

/// Giving it up, or taking the last completion back.
fn ending(deed: Deed, head: Memo<BuildHead>, verbs: Verbs) -> AnyView {
    match deed {
        Deed::Pick | Deed::Complete => ().into_any(),
        Deed::Cancel => view! {
            <FormCard title="Give it up" note="Cancelled, nothing is reserved for it any more and it is out of the plan; reserving for it opens it again.">
                <PostForm action=verbs.cancel>
                    <Seen head />
                    <FormActions>
                        <Button kind=ButtonKind::Danger busy=verbs.cancel.pending()>"Cancel build"</Button>
                    </FormActions>
                </PostForm>
            </FormCard>
        }
        .into_any(),
        Deed::Reopen => view! {
            <FormCard title="Completed by mistake?" note="What it used up lies there again, and is reserved again; what it made is taken out of stock.">
                <PostForm action=verbs.reopen>
                    <Seen head />
                    <FormActions>
                        <Button busy=verbs.reopen.pending()>"Take the last completion back"</Button>
                    </FormActions>
                </PostForm>
            </FormCard>
        }
        .into_any(),
    }
}
