//! What lies over the page or opens in it: dialogs, drawers, disclosures.

use super::{ButtonKind, Icon, Picture};
use leptos::prelude::*;

/// Where a [`Dialog`] lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Lies {
    /// In the middle; at the bottom of a phone.
    #[default]
    Middle,
    /// At the right side, as high as the window.
    Side,
}

impl Lies {
    fn classes(self) -> &'static str {
        match self {
            Self::Middle => "overlay overlay-middle",
            Self::Side => "overlay overlay-side",
        }
    }
}

/// A window over the page, opened by a [`DialogButton`]. Escape and its cross close it; the focus
/// goes back to what opened it.
///
/// Before the browser's part has arrived the button leads to `#id`, which shows it where the page
/// stands; its cross leads back.
#[component]
pub fn Dialog(
    /// What the button names: one on a page.
    #[prop(into)]
    id: String,
    /// Its heading, and its accessible name.
    #[prop(into)]
    title: String,
    /// What it holds: a form, a list.
    children: Children,
) -> impl IntoView {
    overlay(id, title, Lies::Middle, children)
}

/// A [`Dialog`] at the side, for what is looked at beside the list that it belongs to.
#[component]
pub fn Drawer(
    /// What the button names: one on a page.
    #[prop(into)]
    id: String,
    /// Its heading, and its accessible name.
    #[prop(into)]
    title: String,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    overlay(id, title, Lies::Side, children)
}

fn overlay(id: String, title: String, lies: Lies, children: Children) -> AnyView {
    let heading = format!("{id}-title");
    let (closes, named_by) = (id.clone(), heading.clone());
    view! {
        <dialog id=id class=lies.classes() aria-labelledby=named_by>
            <div class="flex items-center justify-between gap-3 border-b border-base-300 py-2 pl-4 pr-2">
                <h2 id=heading class="text-base font-semibold">
                    {title}
                </h2>
                <a
                    href="#"
                    class="btn btn-ghost btn-square btn-sm size-9"
                    aria-label="Close"
                    on:click=move |event| {
                        if modal::close(&closes) {
                            event.prevent_default();
                        }
                    }
                >
                    <Icon picture=Picture::Cross />
                </a>
            </div>
            <div class="overlay-body">{children()}</div>
        </dialog>
    }
    .into_any()
}

/// Opens a [`Dialog`] or a [`Drawer`].
#[component]
pub fn DialogButton(
    /// The id of what it opens.
    #[prop(into)]
    opens: String,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (id, href) = (opens.clone(), format!("#{opens}"));
    view! {
        <a
            href=href
            class=kind.classes()
            role="button"
            aria-haspopup="dialog"
            on:click=move |event| {
                if modal::open(&id) {
                    event.prevent_default();
                }
            }
            // A link is pressed by Enter alone, a button by Space as well.
            on:keydown=move |event| {
                if event.key() == " " && modal::open(&opens) {
                    event.prevent_default();
                }
            }
        >
            {children()}
        </a>
    }
    .into_any()
}

/// Opens and closes what lies over the page. The server has none of it.
pub mod modal {
    /// Opens the dialog of that id; whether there is one.
    #[must_use]
    pub fn open(id: &str) -> bool {
        #[cfg(not(feature = "ssr"))]
        return found(id).is_some_and(|dialog| dialog.open() || dialog.show_modal().is_ok());
        #[cfg(feature = "ssr")]
        {
            let _ = id;
            false
        }
    }

    /// Closes the dialog of that id; whether it was open.
    #[must_use]
    pub fn close(id: &str) -> bool {
        #[cfg(not(feature = "ssr"))]
        return found(id)
            .filter(leptos::web_sys::HtmlDialogElement::open)
            .map(|dialog| dialog.close())
            .is_some();
        #[cfg(feature = "ssr")]
        {
            let _ = id;
            false
        }
    }

    #[cfg(not(feature = "ssr"))]
    fn found(id: &str) -> Option<leptos::web_sys::HtmlDialogElement> {
        use leptos::wasm_bindgen::JsCast;
        leptos::prelude::document().get_element_by_id(id)?.dyn_into().ok()
    }
}

/// What opens beneath its heading: an ordinary `<details>`, the same before scripts.
#[component]
pub fn Disclosure(
    /// The heading that opens it.
    #[prop(into)]
    summary: String,
    /// Whether it starts open.
    #[prop(optional)]
    open: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure group min-w-0" open=open>
            <summary class="flex min-h-10 cursor-pointer items-center gap-2 rounded-field px-1 text-sm font-medium hover:underline">
                <span class="transition-transform -rotate-90 group-open:rotate-0">
                    <Icon picture=Picture::Open />
                </span>
                {summary}
            </summary>
            <div class="grid min-w-0 grid-cols-1 gap-4 py-2">{children()}</div>
        </details>
    }
    .into_any()
}
