//! Small things about one thing: its properties, how far something is, what can be copied.

use super::{Icon, Picture};
use crate::app::view::Piece;
use leptos::prelude::*;
use std::time::Duration;

/// Properties: labels with their values, which may be links. The same before scripts.
#[component]
pub fn DefinitionList(
    /// What is said: label and value. One with an empty text is left away.
    pairs: Vec<(String, Piece)>,
) -> impl IntoView {
    let rows = pairs
        .into_iter()
        .filter(|(_, value)| !value.text.is_empty())
        .map(|(label, value)| {
            view! {
                <div class="min-w-0 grow basis-36 bg-base-100 px-4 py-2.5">
                    <dt class="text-2xs text-quiet">{label}</dt>
                    <dd class="break-words text-sm">{piece(value)}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="flex flex-wrap gap-px bg-base-300">{rows}</dl> }.into_any()
}

/// A line of text, some of which may lead somewhere, with a quieter one beneath.
#[component]
pub fn LinkedText(
    /// The text in pieces.
    pieces: Vec<Piece>,
    /// The quieter line.
    #[prop(optional, into)]
    detail: String,
) -> impl IntoView {
    view! {
        <div>{pieces.into_iter().map(piece).collect_view()}</div>
        {(!detail.is_empty()).then(|| view! { <div class="text-quiet">{detail}</div> })}
    }
    .into_any()
}

pub(super) fn piece(piece: Piece) -> AnyView {
    match piece.href {
        Some(href) => {
            view! { <a href=href class="underline underline-offset-2 hover:text-primary">{piece.text}</a> }
                .into_any()
        }
        None => piece.text.into_any(),
    }
}

/// How far something is, as a bar with the numbers in words.
#[component]
pub fn Progress(
    /// What goes on, for those who hear the page.
    #[prop(into)]
    label: String,
    /// How much is done.
    #[prop(into)]
    done: Signal<u64>,
    /// How much there is; zero where that is not known yet.
    #[prop(into)]
    all: Signal<u64>,
) -> impl IntoView {
    let words = move || match all.get() {
        0 => "working …".to_owned(),
        all => format!("{} of {all}", done.get()),
    };
    view! {
        <div class="grid max-w-3xl gap-1 px-1" role="status">
            <div class="flex justify-between gap-3 text-xs">
                <span>{label.clone()}</span>
                <span class="text-quiet">{words}</span>
            </div>
            <progress
                class="progress-bar"
                aria-label=label
                max=move || all.get().max(1).to_string()
                value=move || (all.get() > 0).then(|| done.get().to_string())
            ></progress>
        </div>
    }
    .into_any()
}

/// Short words side by side: tags, references.
#[component]
pub fn ChipList(
    /// What they are, for those who hear the page.
    #[prop(into)]
    label: String,
    /// The words, which may be links.
    chips: Vec<Piece>,
) -> impl IntoView {
    let chips = chips
        .into_iter()
        .map(|chip| view! { <li class="rounded-selector bg-verb px-2 py-0.5 text-xs">{piece(chip)}</li> })
        .collect_view();
    view! {
        <ul aria-label=label class="flex flex-wrap gap-1">
            {chips}
        </ul>
    }
    .into_any()
}

/// How long "copied" is said.
const SAID_FOR: Duration = Duration::from_secs(2);

/// A text that is copied by a press: a part number, an address. Before the browser's part has
/// arrived a press selects it.
#[component]
pub fn CopyText(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let shown = text.clone();
    let label = format!("Copy {text}");
    view! {
        <span class="inline-flex max-w-full items-center gap-1">
            <span class="select-all break-all font-mono text-xs">{shown}</span>
            <button
                type="button"
                class="live-only grid size-8 place-items-center rounded-field text-quiet hover:bg-base-200"
                aria-label=label
                on:click=move |_| {
                    clipboard::write(&text);
                    copied.set(true);
                    set_timeout(move || { let _ = copied.try_set(false); }, SAID_FOR);
                }
            >
                <Icon picture=Picture::Copy />
            </button>
            <span class="text-2xs text-success" role="status">
                {move || copied.get().then_some("copied")}
            </span>
        </span>
    }
    .into_any()
}

pub(super) mod clipboard {
    /// Puts a text on the clipboard, where the browser has one; the server has none.
    pub(in crate::app::components) fn write(text: &str) {
        #[cfg(not(feature = "ssr"))]
        {
            use leptos::wasm_bindgen::{JsCast, JsValue};
            use leptos::web_sys::js_sys::{Function, Reflect};
            let of = |thing: &JsValue, name: &str| Reflect::get(thing, &name.into());
            let navigator = of(&leptos::prelude::window().into(), "navigator");
            let Ok(clipboard) = navigator.and_then(|navigator| of(&navigator, "clipboard")) else { return };
            let method = of(&clipboard, "writeText");
            if let Some(method) = method.ok().and_then(|method| method.dyn_into::<Function>().ok()) {
                // Refused where the page is not trusted: the text can still be selected.
                let _ = method.call1(&clipboard, &text.into());
            }
        }
        #[cfg(feature = "ssr")]
        let _ = text;
    }
}
