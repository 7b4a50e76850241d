//! What of a list is shown: kept in the address, so that it can be sent to somebody.

use super::search::SlashKey;
use super::typed::TypedField;
use super::{Icon, Picture};
use leptos::prelude::*;

/// Links that choose what a list shows. Without scripts each loads the page anew.
#[component]
pub fn FilterTabs(
    /// What is chosen, for those who hear the page.
    label: &'static str,
    /// [`FilterTab`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav aria-label=label class="row-of-tabs min-w-0 max-w-full">
            <ul class="flex gap-0.5 p-0.5 max-sm:pr-10">{children()}</ul>
        </nav>
    }
}

/// One choice of [`FilterTabs`], with how many it would show.
#[component]
pub fn FilterTab(
    /// What it shows.
    label: &'static str,
    /// How many that are.
    #[prop(into)]
    count: Signal<usize>,
    /// The page's address with this choice.
    #[prop(into)]
    href: Signal<String>,
    /// Whether it is the one in force.
    #[prop(into)]
    active: Signal<bool>,
) -> impl IntoView {
    view! {
        <li>
            <a
                href=move || href.get()
                data-noscroll=""
                aria-current=move || active.get().then_some("true")
                class="flex min-h-9 items-center gap-1.5 whitespace-nowrap rounded-field px-2.5 text-sm text-quiet hover:bg-base-100 aria-[current=true]:bg-base-100 aria-[current=true]:font-medium aria-[current=true]:text-base-content aria-[current=true]:ring-1 aria-[current=true]:ring-base-300"
            >
                {label}
                <span>{move || count.get()}</span>
            </a>
        </li>
    }
}

/// Links between the parts of a page, or its sisters: one of them is open. The same before scripts.
#[component]
pub fn Tabs(
    /// What they lead through, for those who hear the page.
    #[prop(into)]
    label: String,
    /// [`Tab`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav aria-label=label class="row-of-tabs min-w-0 max-w-full border-b border-base-300">
            <ul class="flex px-0.5 max-sm:pr-10 sm:gap-1">{children()}</ul>
        </nav>
    }
    .into_any()
}

/// One of the [`Tabs`].
#[component]
pub fn Tab(
    /// What it shows.
    #[prop(into)]
    label: String,
    /// Where that is.
    #[prop(into)]
    href: Signal<String>,
    /// Whether it is open.
    #[prop(into)]
    active: Signal<bool>,
) -> impl IntoView {
    view! {
        <li>
            <a
                href=move || href.get()
                data-noscroll=""
                aria-current=move || active.get().then_some("page")
                class="flex min-h-10 items-center whitespace-nowrap border-b-2 border-transparent px-2.5 text-sm sm:px-3 text-quiet -outline-offset-2 hover:text-base-content aria-[current=page]:border-primary aria-[current=page]:font-medium aria-[current=page]:text-base-content"
            >
                {label}
            </a>
        </li>
    }
    .into_any()
}

/// A field that narrows a list to what holds its words.
///
/// Before the browser's part has arrived Enter loads the page with the words in its address;
/// afterwards the list follows each keystroke.
#[component]
pub fn FilterField(
    /// What it searches.
    label: &'static str,
    /// An example.
    placeholder: &'static str,
    /// Its name in the address.
    name: &'static str,
    /// The words now.
    #[prop(into)]
    value: Signal<String>,
    /// Told of each change.
    #[prop(into)]
    on_change: Callback<String>,
    /// What else the address says and has to keep: names and values.
    #[prop(optional, into)]
    keep: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let field = TypedField::new(value, move |words| on_change.run(words));
    view! {
        <form method="get" role="search" class="w-full sm:w-auto" on:submit=|event| event.prevent_default()>
            {move || {
                keep.get()
                    .into_iter()
                    .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                    .collect_view()
            }}
            <label class="input flex h-10 w-full items-center gap-2 bg-base-100 text-sm sm:w-64">
                <Icon picture=Picture::Search />
                <input
                    node_ref=field.node
                    type="search"
                    class="min-w-0 grow"
                    name=name
                    placeholder=placeholder
                    aria-label=label
                    autocomplete="off"
                    value=value.get_untracked()
                    on:input=move |event| {
                        field.types();
                        on_change.run(event_target_value(&event));
                    }
                />
                <SlashKey />
            </label>
        </form>
    }
}
