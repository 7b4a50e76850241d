//! What stands where there is nothing, or nothing that could be shown.

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
