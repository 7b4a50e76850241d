//! A build's needs: one row each, with where its numbers come from opening beneath.

use super::list::{head, sort_links};
use super::{Badge, Column, Dot, Explanation, Icon, Picture};
use crate::api::boxes::CheckBox;
use crate::app::view::{Built, NeedRow, Status, Term, Tone};
use crate::domain::clearing::NeedState;
use leptos::prelude::*;
use std::sync::Arc;

/// How many columns the table has, for what spans them all.
const COLUMNS: &str = "11";

/// Between the check box and what opens a row.
fn columns() -> Vec<Column> {
    vec![
        Column::words("Part").sorted_by("part"),
        Column::words("References").sorted_by("references"),
        Column::numbers("Needed").sorted_by("needed"),
        Column::numbers("Reserved").sorted_by("reserved"),
        Column::numbers("Free").sorted_by("free"),
        Column::numbers("Others’"),
        Column::numbers("Missing").sorted_by("missing"),
        Column::numbers("On the way").sorted_by("on-the-way"),
        Column::words("State").sorted_by("state"),
    ]
}

/// The table around [`NeedLine`]s. On a phone each row becomes a card.
#[component]
pub fn NeedTable(
    /// The lines.
    children: Children,
) -> impl IntoView {
    let columns = columns();
    let links = sort_links(&columns);
    let heads = columns.into_iter().map(head).collect_view();
    view! {
        {links}
        <table class="rows" aria-label="What the build needs">
            <thead>
                <tr>
                    <th scope="col" class="w-10">
                        <span class="sr-only">"Build with it"</span>
                    </th>
                    {heads}
                    <th scope="col" class="w-10">
                        <span class="sr-only">"Where the numbers come from"</span>
                    </th>
                </tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

/// A need, or a line that is none. Its check box leaves it out of the build or takes it in; its numbers
/// open their explanation.
///
/// Before the browser's part has arrived the check box belongs to the form, and the explanation
/// is a link to the page with it open.
#[component]
pub fn NeedLine(
    /// The need as it is to begin with.
    row: NeedRow,
    /// Its cells, told of what becomes of it while somebody edits.
    cells: NeedCells,
    /// Where its numbers come from; asked for while its explanation is open.
    terms: Signal<Vec<Term>>,
    /// The id of the form that the check box belongs to.
    form: &'static str,
    /// Whether it may be left out or taken in now.
    editable: bool,
    /// Told when its box is checked (`true`) or cleared.
    on_check: Callback<bool>,
    /// Whether its explanation is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The page's address with the explanation open, or closed if it is.
    #[prop(into)]
    toggle: Signal<String>,
) -> impl IntoView {
    let NeedCells { seldom, needed, missing, state } = cells;
    let tone = Signal::derive(move || seldom.with(|seldom| seldom.tone));
    let built = move || seldom.with(|seldom| seldom.built);
    let checked = move || seldom.with(|seldom| seldom.checked);
    let starts_checked = untrack(checked);
    let check_box = row.check_box.as_ref().map(CheckBox::name);
    let label = check_label(&row);
    let name = row.name;
    let count = move |of: fn(&Seldom) -> u64| Signal::derive(move || seldom.with(of));
    let explain_id = format!("why-{}", row.key);
    let explained_by = explain_id.clone();
    view! {
        <tr>
            <td class="cell-check">
                {check_box
                    .filter(|_| editable)
                    .map(|check_box| {
                        view! {
                            <input type="hidden" name="line[]" value=check_box.clone() form=form />
                            <input
                                type="checkbox"
                                class="checkbox checkbox-sm m-1"
                                name="with[]"
                                value=check_box
                                form=form
                                aria-label=label
                                checked=starts_checked
                                prop:checked=checked
                                on:change=move |event| on_check.run(event_target_checked(&event))
                            />
                        }
                    })}
            </td>
            <td class="cell-lead">
                <div class="flex items-center gap-2 font-medium">
                    <Dot tone />
                    <span class:line-through=move || built() == Built::LeftOut class:text-quiet=move || built() != Built::In>{name.clone()}</span>
                </div>
                <div class="pl-4 text-quiet">{move || seldom.with(|seldom| seldom.detail.clone())}</div>
            </td>
            <td class="cell-wide text-quiet">{move || seldom.with(|seldom| seldom.references.clone())}</td>
            <Number label="Needed" number=needed />
            <Number label="Reserved" number=count(|seldom| seldom.reserved) dotted=true />
            <Number label="Free" number=count(|seldom| seldom.free) />
            <Number label="Others’" number=count(|seldom| seldom.others) dotted=true />
            <td class="cell-number" data-label="Missing">
                <a
                    href=move || toggle.get()
                    data-noscroll=""
                    prop:replace=true
                    class=move || missing_class(tone.get(), missing.get())
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls=explained_by
                    aria-label=move || format!("{} missing of {}: why", missing.get(), name)
                >
                    {missing}
                </a>
            </td>
            <Number label="On the way" number=count(|seldom| seldom.on_the_way) dotted=true />
            <td class="cell-wide">
                <Badge status=state />
            </td>
            <td class="cell-menu">
                <a
                    href=move || toggle.get()
                    data-noscroll=""
                    prop:replace=true
                    class="grid size-9 place-items-center rounded-field hover:bg-base-200"
                    aria-hidden="true"
                    tabindex="-1"
                >
                    <span class="transition-transform" class:rotate-180=open>
                        <Icon picture=Picture::Open />
                    </span>
                </a>
            </td>
        </tr>
        <tr id=explain_id class=move || format!("row-explains {}", ground(tone.get())) hidden=move || !open.get()>
            <td colspan=COLUMNS class="min-[76rem]:pl-9!">
                <Show when=move || open.get()>
                    <Explanation tone terms />
                </Show>
            </td>
        </tr>
    }
}

/// What the cells of a [`NeedLine`] show. Signals that are set where they change: what is derived is asked at each edit
/// whether it changed, through all that it is derived from, and a hundred rows of some twenty cells are many to ask.
#[derive(Debug, Clone, Copy)]
pub struct NeedCells {
    seldom: RwSignal<Seldom>,
    needed: RwSignal<u64>,
    missing: RwSignal<u64>,
    state: RwSignal<Status>,
}

impl NeedCells {
    /// The cells of a need.
    pub fn of(row: &NeedRow) -> Self {
        Self {
            seldom: RwSignal::new(Seldom::of(row)),
            needed: RwSignal::new(row.needed),
            missing: RwSignal::new(row.missing),
            state: RwSignal::new(in_a_word(row)),
        }
    }

    /// Shows what became of the need.
    pub fn show(self, row: &NeedRow) {
        put(self.seldom, Seldom::of(row));
        put(self.needed, row.needed);
        put(self.missing, row.missing);
        put(self.state, in_a_word(row));
    }
}

fn put<T: PartialEq + Send + Sync + 'static>(shown: RwSignal<T>, now: T) {
    if shown.with_untracked(|shown| *shown != now) {
        shown.set(now);
    }
}

/// What most edits leave as it is.
#[derive(Debug, Clone, PartialEq)]
struct Seldom {
    tone: Tone,
    built: Built,
    checked: bool,
    detail: Arc<str>,
    references: Arc<str>,
    reserved: u64,
    free: u64,
    others: u64,
    on_the_way: u64,
}

impl Seldom {
    fn of(row: &NeedRow) -> Self {
        Self {
            tone: tone_of(row),
            built: row.built,
            checked: row.checked,
            detail: row.detail.clone(),
            references: row.references.clone(),
            reserved: row.reserved,
            free: row.free,
            others: row.others,
            on_the_way: row.on_the_way,
        }
    }
}

#[component]
fn Number(
    label: &'static str,
    #[prop(into)] number: Signal<u64>,
    /// Whether zero is the usual, and so drawn as a dot where the table is one.
    #[prop(optional)]
    dotted: bool,
) -> impl IntoView {
    let class = move || match (number.get(), dotted) {
        (0, true) => "cell-number cell-nothing text-faded",
        (0, false) => "cell-number text-faded",
        _ => "cell-number",
    };
    view! {
        <td
            class=class
            data-label=label
        >
            {move || number.get()}
        </td>
    }
}

/// What a row's box says, to those who hear the page: a part may have an optional row beside its own.
fn check_label(row: &NeedRow) -> String {
    match &row.check_box {
        Some(CheckBox::Includes(_)) => format!("Build with {}, optional {}", row.name, row.references),
        _ => format!("Build with {}", row.name),
    }
}

/// What is not in the build raises no alarm.
fn tone_of(row: &NeedRow) -> Tone {
    let state = if row.built == Built::In { row.state } else { NeedState::NotCounted };
    state.into()
}

/// The state in a word: what comes next where something does.
fn in_a_word(row: &NeedRow) -> Status {
    if let Some(why) = row.built.word() {
        return Status::new(Tone::Quiet, why);
    }
    match &row.next {
        Some(next) => next.clone(),
        None => Status::new(row.state.into(), row.state.word()),
    }
}

fn missing_class(tone: Tone, missing: u64) -> &'static str {
    match (missing, tone) {
        (0, _) => "-my-1 inline-block min-w-6 py-1 text-faded hover:underline",
        (_, Tone::Waiting) => "-my-1 inline-block min-w-6 py-1 font-bold text-warning hover:underline",
        _ => "-my-1 inline-block min-w-6 py-1 font-bold text-error hover:underline",
    }
}

fn ground(tone: Tone) -> &'static str {
    match tone {
        Tone::Missing => "bg-error/5",
        Tone::Waiting => "bg-warning/5",
        Tone::StandIn => "bg-info/5",
        Tone::Clear | Tone::Quiet => "bg-base-200",
    }
}
