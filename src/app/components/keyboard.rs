//! The keyboard on every list: one listener for all pages.
//!
//! `/` goes to the search, `j` and `k` to the next row and the one before, Enter opens it, `?` shows
//! the keys, Escape leaves. A row that is gone to has the focus of its link, so that it is heard and
//! seen, and whatever else the browser does with a link works too. While somebody types, letters are
//! letters. Before the browser's part has arrived Tab does it all.

use super::{Dialog, modal};
use leptos::prelude::*;

/// The id of the window that shows the keys.
const HELP: &str = "keys";

/// The window that shows the keys, and the listener. One for the whole application.
#[component]
pub fn KeyboardHelp() -> impl IntoView {
    #[cfg(not(feature = "ssr"))]
    {
        let handle = window_event_listener(leptos::ev::keydown, pressed::key);
        on_cleanup(move || handle.remove());
    }
    let keys = [
        ("/", "to the search"),
        ("j", "to the next row"),
        ("k", "to the row before"),
        ("Enter", "opens the row"),
        ("Esc", "leaves the search, the row, or a window"),
        ("?", "shows this"),
    ];
    let rows = keys
        .into_iter()
        .map(|(key, what)| {
            view! {
                <div class="flex items-center gap-4 border-t border-base-300 py-2 first:border-t-0">
                    <dt class="w-16 shrink-0">
                        <kbd class="rounded border border-base-300 bg-base-200 px-2 py-0.5 text-xs font-semibold">{key}</kbd>
                    </dt>
                    <dd class="text-sm">{what}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <Dialog id=HELP title="Keys">
            <dl>{rows}</dl>
        </Dialog>
    }
}

/// Shows the keys, for whoever does not know that `?` does.
#[component]
pub(super) fn HelpButton() -> impl IntoView {
    view! {
        <a
            href=format!("#{HELP}")
            role="button"
            aria-haspopup="dialog"
            aria-label="Keys"
            title="Keys"
            aria-keyshortcuts="?"
            class="grid size-8 place-items-center rounded-field text-sm font-semibold text-quiet hover:bg-base-200"
            on:click=move |event| {
                if modal::open(HELP) {
                    event.prevent_default();
                }
            }
        >
            "?"
        </a>
    }
}

#[cfg(not(feature = "ssr"))]
mod pressed {
    use super::{HELP, modal};
    use leptos::prelude::document;
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{Element, HtmlElement, KeyboardEvent, js_sys};

    /// What a row is gone to by: its link, or else the first thing in it that can be pressed.
    const ROW: &str = "main .rows > tbody > tr:not([hidden]):not(.row-explains)";
    const IN_ROW: [&str; 2] = [".row-lead", "a[href]:not([tabindex='-1']), button:not([disabled])"];
    const SEARCH: &str = "main input[type=search]";

    pub(super) fn key(event: KeyboardEvent) {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        if is_typing() {
            if key == "Escape" {
                leave();
            }
            return;
        }
        if document().query_selector("dialog[open]").ok().flatten().is_some() {
            return;
        }
        let done = match key.as_str() {
            "/" => focus_first(SEARCH),
            "j" => go(1),
            "k" => go(-1),
            "?" => modal::open(HELP),
            "Escape" => leave(),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    }

    fn focused() -> Option<HtmlElement> {
        document().active_element()?.dyn_into().ok()
    }

    fn is_typing() -> bool {
        let fields = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
        focused().is_some_and(|element| element.matches(fields).unwrap_or(false))
    }

    fn leave() -> bool {
        focused().is_some_and(|element| element.blur().is_ok())
    }

    fn focus_first(selector: &str) -> bool {
        all(selector).into_iter().find(is_seen).is_some_and(|element| element.focus().is_ok())
    }

    /// Goes so many rows on, from the one that has the focus, or to the first.
    fn go(by: isize) -> bool {
        let targets: Vec<HtmlElement> = all(ROW).iter().filter_map(target).filter(is_seen).collect();
        let row_now = focused().and_then(|element| element.closest(ROW).ok().flatten());
        let now = row_now.and_then(|row| targets.iter().position(|target| row.contains(Some(target))));
        let next = match now {
            Some(now) => now.saturating_add_signed(by).min(targets.len().saturating_sub(1)),
            None => 0,
        };
        targets.get(next).is_some_and(|target| target.focus().is_ok())
    }

    fn target(row: &HtmlElement) -> Option<HtmlElement> {
        let find = |selector| row.query_selector(selector).ok().flatten()?.dyn_into().ok();
        IN_ROW.into_iter().find_map(find)
    }

    fn is_seen(element: &HtmlElement) -> bool {
        element.offset_width() > 0
    }

    /// The elements of a selector, in the order of the page.
    fn all(selector: &str) -> Vec<HtmlElement> {
        let page = document();
        let method = js_sys::Reflect::get(&page, &"querySelectorAll".into());
        let method = method.ok().and_then(|method| method.dyn_into::<js_sys::Function>().ok());
        let found = method.and_then(|method| method.call1(&page, &selector.into()).ok());
        let found = found.map(|found| js_sys::Array::from(&found)).unwrap_or_default();
        found.iter().filter_map(|element| element.dyn_into::<Element>().ok()?.dyn_into().ok()).collect()
    }
}
