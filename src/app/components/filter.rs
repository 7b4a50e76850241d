//! What narrows a list by choices: above its table.

use leptos::prelude::*;

/// A form whose fields go into the page's own address. Before the browser's part has arrived its button
/// loads the page; the fields themselves may lead there at once afterwards.
#[component]
pub fn FilterForm(
    /// What it narrows, for those who hear the page: "Filter parts".
    #[prop(into)]
    label: String,
    /// Its fields and its button.
    children: Children,
) -> impl IntoView {
    view! {
        <form
            method="get"
            aria-label=label
            class="grid grid-cols-2 items-end gap-x-3 gap-y-1 border-b border-base-300 px-4 py-2.5 sm:grid-cols-[12rem_12rem_auto] sm:justify-start"
        >
            {children()}
        </form>
    }
    .into_any()
}

/// What is needed only before the browser's part has arrived: a button for what then follows by itself.
#[component]
pub fn BeforeScripts(
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <div class="before-live">{children()}</div> }.into_any()
}
