//! The strip of figures that answers a page's question.

use super::status::text_class;
use crate::app::view::{Figure, Status};
use leptos::prelude::*;

const CELL: &str = "grow basis-36 bg-base-100 px-4 py-3";

/// The strip: cells side by side, hairlines between them, wrapping where they don't fit.
#[component]
pub fn StatStrip(
    /// [`Stat`], [`StatField`] and [`StatNotes`].
    children: Children,
) -> impl IntoView {
    view! {
        <section
            aria-label="Figures"
            class="flex flex-wrap gap-px overflow-hidden rounded-box border border-base-300 bg-base-300"
        >
            {children()}
        </section>
    }
}

/// A figure with what it is and its context.
#[component]
pub fn Stat(
    /// What it is.
    label: &'static str,
    /// The figure, which may change while somebody edits.
    #[prop(into)]
    figure: Signal<Figure>,
) -> impl IntoView {
    view! {
        <div class=format!("{CELL} min-w-0")>
            <div class="text-xs text-quiet">{label}</div>
            <div class="text-xl font-semibold leading-8 tracking-tight sm:text-2xl">
                {move || figure.with(|figure| figure.value.clone())}
            </div>
            <div class="text-xs text-quiet">{move || figure.with(|figure| figure.note.clone())}</div>
        </div>
    }
}

/// A cell of the strip that holds a field.
#[component]
pub fn StatField(
    /// What it is.
    label: &'static str,
    /// The field.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("{CELL} min-w-44")>
            <div class="mb-1 text-xs text-quiet">{label}</div>
            {children()}
        </div>
    }
}

/// What follows, in words: the strip's last cell. Heard when it changes.
#[component]
pub fn StatNotes(
    /// What it is.
    label: &'static str,
    /// The words, each with its colour.
    #[prop(into)]
    notes: Signal<Vec<Status>>,
) -> impl IntoView {
    view! {
        <div class=format!("{CELL} min-w-0 basis-60 text-xs") aria-live="polite" hidden=move || notes.with(Vec::is_empty)>
            <div class="text-quiet">{label}</div>
            <ul>
                {move || {
                    notes
                        .get()
                        .into_iter()
                        .map(|note| view! { <li class=text_class(note.tone)>{note.word}</li> })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}
