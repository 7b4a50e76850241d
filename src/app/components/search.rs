//! The box that searches a list, and the bar that it stands in.

use super::typed::TypedField;
use super::{ButtonKind, Icon, Picture};
use crate::app::address::{AFTER, anew_with, kept, written_for_the_server};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use std::time::Duration;

/// How long typing rests before the list follows.
const RESTS: Duration = Duration::from_millis(250);

/// Searches the list beneath: `q` in the page's own address, all else of which is kept, but paging.
/// The key `/` leads to it.
///
/// Before the browser's part has arrived Enter loads the page with the words in its address;
/// afterwards the address follows what is typed as soon as typing rests. Let it stand outside of
/// what waits for the list (`Transition` keeps the old list meanwhile), so that it keeps the focus.
#[component]
pub fn SearchBox(
    /// What it searches, for those who hear the page: "Search parts".
    #[prop(into)]
    label: String,
    /// An example.
    #[prop(optional, into)]
    placeholder: String,
    /// Whether it has the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let query = use_query_map();
    let go_to = use_navigate();
    let words = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let go = Callback::new(move |typed: String| {
        if typed == words.get_untracked() {
            return;
        }
        let said = Some(typed.as_str()).filter(|typed| !typed.is_empty());
        let address = query.with_untracked(|query| anew_with(query, "q", said));
        // Typing is no step to go back to.
        go_to(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let stop_waiting = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop_waiting);
    let typed = move |text: String| {
        stop_waiting();
        waiting.set_value(set_timeout_with_handle(move || go.run(text), RESTS).ok());
    };
    let field = TypedField::new(words.into(), typed);
    let repeated = move || {
        query
            .with(|query| kept(query, &["q", AFTER]))
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    view! {
        <form
            method="get"
            role="search"
            class="min-w-0 grow sm:grow-0"
            on:submit=move |event| {
                event.prevent_default();
                stop_waiting();
                if let Some(words) = field.value() {
                    go.run(words);
                }
            }
        >
            {repeated}
            <label class="input flex h-10 w-full items-center gap-2 bg-base-100 text-base sm:w-72 sm:text-sm">
                <Icon picture=Picture::Search />
                <input
                    node_ref=field.node
                    type="search"
                    class="min-w-0 grow"
                    name="q"
                    data-search=""
                    placeholder=placeholder
                    aria-label=label
                    aria-keyshortcuts="/"
                    autocomplete="off"
                    autofocus=autofocus
                    value=words.get_untracked()
                    on:input=move |event| {
                        field.types();
                        typed(event_target_value(&event));
                    }
                />
                <SlashKey />
            </label>
        </form>
    }
    .into_any()
}

/// What stands at the right above a list: a [`SearchBox`], an [`ExportCsv`].
#[component]
pub fn ListTools(
    /// The tools.
    children: Children,
) -> impl IntoView {
    view! { <div class="flex min-w-0 items-center gap-2 max-sm:w-full">{children()}</div> }.into_any()
}

/// Downloads the list as it is shown, with the same search, filter and order. An ordinary link.
#[component]
pub fn ExportCsv(
    /// Where the export is: "/builds.csv".
    #[prop(into)]
    to: String,
) -> impl IntoView {
    let query = use_query_map();
    let href = move || format!("{to}{}", query.with(|query| written_for_the_server(&kept(query, &[AFTER]))));
    view! {
        <a href=href download="" rel="external" class=format!("{} shrink-0", ButtonKind::Quiet.classes())>
            "Export CSV"
        </a>
    }
    .into_any()
}

/// Says in a search field that a key leads to it; at a desk, and not heard.
#[component]
pub(super) fn SlashKey() -> impl IntoView {
    view! {
        <kbd class="live-only rounded border border-base-300 px-1.5 text-2xs text-quiet max-lg:hidden" aria-hidden="true">
            "/"
        </kbd>
    }
    .into_any()
}
