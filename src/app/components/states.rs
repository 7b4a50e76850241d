//! What stands where there is nothing, or nothing that could be shown.

use super::status::text_class;
use crate::app::view::{Notice, Tone};
use leptos::prelude::*;

/// Nothing here yet: says why, and what to do next.
#[component]
pub fn EmptyState(
    /// What is not here.
    #[prop(into)]
    title: String,
    /// What to do about it.
    #[prop(into)]
    hint: String,
    /// The button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="grid justify-items-center gap-2 px-4 py-12 text-center">
            <p class="text-base font-semibold">{title}</p>
            <p class="max-w-md text-quiet">{hint}</p>
            {children.map(|action| view! { <div class="mt-2">{action()}</div> })}
        </div>
    }
}

/// Something went wrong: what happened, to what, and what to do.
#[component]
pub fn ErrorState(
    /// What happened, to what.
    #[prop(into)]
    what: String,
    /// What to do.
    #[prop(into)]
    remedy: String,
    /// The button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div role="alert" class="grid gap-1 rounded-box border border-error/40 bg-error/5 px-4 py-3">
            <p class="font-semibold text-error">{what}</p>
            <p>{remedy}</p>
            {children.map(|action| view! { <div class="mt-2">{action()}</div> })}
        </div>
    }
}

/// Things that a person has to know, each with what to do. The same before scripts.
#[component]
pub fn Notices(
    /// What there is to know; nothing is drawn where that is nothing.
    #[prop(into)]
    notices: Signal<Vec<Notice>>,
) -> impl IntoView {
    view! {
        <Show when=move || notices.with(|notices| !notices.is_empty())>
            <ul class="grid gap-2" aria-label="To know">
                {move || notices.get().into_iter().map(notice).collect_view()}
            </ul>
        </Show>
    }
}

fn notice(notice: Notice) -> impl IntoView {
    let ground = match notice.tone {
        Tone::Missing => "border-error/40 bg-error/5",
        Tone::Waiting => "border-warning/40 bg-warning/5",
        Tone::Clear | Tone::StandIn | Tone::Quiet => "border-base-300 bg-base-100",
    };
    view! {
        <li class=format!("rounded-box border px-4 py-2.5 text-xs {ground}")>
            <span class=format!("font-semibold {}", text_class(notice.tone))>{notice.what}</span>
            " "
            <span>{notice.remedy}</span>
        </li>
    }
}

/// Stands where something is being fetched.
#[component]
pub fn Loading(
    /// What is fetched.
    what: &'static str,
) -> impl IntoView {
    view! { <p class="px-4 py-12 text-center text-quiet" role="status">{format!("Fetching {what} …")}</p> }
}
