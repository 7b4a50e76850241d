//! A state in a word with its colour.

use crate::app::view::{Status, Tone};
use leptos::prelude::*;

/// The colour as text.
pub(super) fn text_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Quiet => "",
        Tone::Missing => "text-error",
        Tone::Waiting => "text-warning",
        Tone::Clear => "text-success",
        Tone::StandIn => "text-info",
    }
}

fn badge_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Quiet => "bg-base-200 text-base-content ring-1 ring-inset ring-base-300",
        Tone::Missing => "bg-error/8 text-error",
        Tone::Waiting => "bg-warning/8 text-warning",
        Tone::Clear => "bg-success/8 text-success",
        Tone::StandIn => "bg-info/8 text-info",
    }
}

fn dot_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Quiet => "bg-base-content/40",
        Tone::Missing => "bg-error",
        Tone::Waiting => "bg-waiting",
        Tone::Clear => "bg-success",
        Tone::StandIn => "bg-info",
    }
}

/// A state in a word, on a ground of its colour.
#[component]
pub fn Badge(
    /// The word and its colour.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    view! {
        <span class=move || {
            let colours = badge_class(status.with(|status| status.tone));
            format!("inline-block min-[76rem]:whitespace-nowrap rounded-selector px-2 py-0.5 text-xs font-semibold tracking-normal {colours}")
        }>{move || status.with(|status| status.word.clone())}</span>
    }
}

/// A dot of a state's colour, beside a word that says the same.
#[component]
pub fn Dot(
    /// The colour.
    #[prop(into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <span
            class=move || format!("inline-block size-2 shrink-0 rounded-full {}", dot_class(tone.get()))
            aria-hidden="true"
        ></span>
    }
}
