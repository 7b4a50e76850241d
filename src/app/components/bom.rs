//! Lines of BOMs: what opens beneath a row, one part of several, cells before and after, files.

use crate::app::address;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// What opens beneath a row of an [`super::ItemTable`], as wide as the table.
#[component]
pub fn DetailRow(
    /// How many columns the table has.
    columns: usize,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <tr class="row-explains bg-base-200">
            <td colspan=columns.to_string()>
                <div class="grid max-w-4xl grid-cols-1 gap-4 py-2">{children()}</div>
            </td>
        </tr>
    }
    .into_any()
}

/// A link that opens something on the page, or closes it where it is open: in the address, so that it
/// works before scripts.
#[component]
pub fn OpensHere(
    /// The address with it open, or closed.
    #[prop(into)]
    href: Signal<String>,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// What it opens, for those who hear the page: "Fix R1".
    #[prop(into)]
    label: String,
    /// What it says while it is closed.
    text: &'static str,
) -> impl IntoView {
    view! {
        <a
            href=move || href.get()
            data-noscroll=""
            prop:replace=true
            class="btn btn-ghost h-auto min-h-9 bg-verb px-2.5 py-1 text-xs font-semibold"
            aria-label=label
            aria-expanded=move || if open.get() { "true" } else { "false" }
        >
            {move || if open.get() { "Close" } else { text }}
        </a>
    }
    .into_any()
}

/// One of several parts, as a row of [`PickOne`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What is sent where it is chosen.
    pub value: String,
    /// Its name.
    pub name: String,
    /// What tells it from others.
    pub detail: String,
    /// Its figures: what is free, what it costs.
    pub figures: String,
}

/// Chooses one of several things, each with its figures; the first is chosen to begin with. Radio
/// buttons: the arrow keys move through them, before scripts too.
#[component]
pub fn PickOne(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    name: &'static str,
    /// The choices.
    picks: Vec<Pick>,
) -> impl IntoView {
    let rows = picks
        .into_iter()
        .enumerate()
        .map(|(place, pick)| {
            view! {
                <label class="flex min-h-11 cursor-pointer items-center gap-3 border-t border-base-300 px-3 py-1.5 first:border-t-0 hover:bg-base-200">
                    <input type="radio" class="radio-dot size-4 shrink-0" name=name value=pick.value checked=place == 0 />
                    <span class="min-w-0 grow">
                        <span class="block text-sm font-medium">{pick.name}</span>
                        <span class="block text-quiet">{pick.detail}</span>
                    </span>
                    <span class="shrink-0 text-right">{pick.figures}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="min-w-0">
            <legend class="mb-1 text-xs font-medium">{label}</legend>
            <div class="overflow-hidden rounded-field border border-base-300 bg-base-100">{rows}</div>
        </fieldset>
    }
    .into_any()
}

/// A field that searches beside something that is open on the page: its words stand in the address under
/// `name`, and all else there is kept. Enter or its button search.
#[component]
pub fn FindField(
    /// What is searched.
    #[prop(into)]
    label: String,
    /// Its name in the address.
    name: &'static str,
    /// An example.
    placeholder: &'static str,
) -> impl IntoView {
    let query = use_query_map();
    let go_to = use_navigate();
    let words = query.with_untracked(|query| query.get(name).unwrap_or_default());
    let field = NodeRef::<leptos::html::Input>::new();
    let heard = label.clone();
    let repeated = query
        .with_untracked(|query| address::kept(query, &[name]))
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <form
            method="get"
            role="search"
            aria-label=heard
            class="flex flex-wrap items-end gap-2"
            on:submit=move |event| {
                event.prevent_default();
                if let Some(field) = field.get_untracked() {
                    let typed = field.value();
                    let said = Some(typed.as_str()).filter(|typed| !typed.trim().is_empty());
                    let address = query.with_untracked(|query| address::with(query, name, said));
                    go_to(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
                }
            }
        >
            {repeated}
            <label class="grid min-w-0 grow gap-1 sm:max-w-xs">
                <span class="text-xs font-medium">{label}</span>
                <input
                    node_ref=field
                    type="search"
                    name=name
                    class="input h-10 w-full bg-base-100 text-base sm:text-sm"
                    autocomplete="off"
                    placeholder=placeholder
                    value=words
                />
            </label>
            <button
                type="submit"
                class="btn btn-ghost h-auto min-h-10 border-base-300 bg-base-100 px-3 py-1.5 text-xs font-semibold"
            >
                "Search"
            </button>
        </form>
    }
    .into_any()
}

/// What a line says before and after, cell by cell.
#[component]
pub fn CellsChanged(
    /// The cells: what each is, and what it says before and after.
    cells: Vec<(String, String, String)>,
) -> impl IntoView {
    let rows = cells
        .into_iter()
        .map(|(cell, before, after)| {
            let arrow = !before.is_empty() && !after.is_empty();
            view! {
                <div class="flex min-w-0 flex-wrap gap-x-2">
                    <dt class="w-28 shrink-0 text-quiet">{cell}</dt>
                    <dd class="flex min-w-0 flex-wrap gap-x-2 break-words">
                        {(!before.is_empty()).then(|| view! { <del class="min-w-0 break-all text-quiet">{before}</del> })}
                        {arrow.then(|| view! { <span aria-hidden="true">"→"</span> })}
                        {(!after.is_empty())
                            .then(|| view! { <ins class="min-w-0 break-all no-underline">{after}</ins> })}
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="grid min-w-0 gap-0.5">{rows}</dl> }.into_any()
}

/// A form that hands a file over to an address that is no server function. The same before scripts.
#[component]
pub fn FileForm(
    /// Where it is posted.
    #[prop(into)]
    action: String,
    /// Its fields and buttons, the [`super::FileField`] named `file` last.
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=action enctype="multipart/form-data">
            <div class="grid grid-cols-1 gap-4">{children()}</div>
        </form>
    }
    .into_any()
}

/// A form that asks the same page for something: its fields stand in the address afterwards.
#[component]
pub fn AskForm(
    /// The page.
    #[prop(into)]
    action: String,
    /// Its fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form method="get" action=action>
            <div class="grid grid-cols-1 gap-4">{children()}</div>
        </form>
    }
    .into_any()
}

/// Sentences one under the other, each with what it is about before it.
#[component]
pub fn PlainList(
    /// What they are, for those who hear the page.
    #[prop(into)]
    label: String,
    /// What each is about, and what it says.
    items: Vec<(String, String)>,
) -> impl IntoView {
    let rows = items
        .into_iter()
        .map(|(about, text)| {
            view! {
                <li class="flex min-w-0 flex-wrap gap-x-3 border-t border-base-300 px-4 py-2 first:border-t-0">
                    {(!about.is_empty())
                        .then(|| view! { <span class="min-w-0 break-all font-medium">{about}</span> })}
                    <span class="min-w-0 break-words">{text}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul aria-label=label class="text-xs">{rows}</ul> }.into_any()
}

/// A box with room around what it holds, inside a [`super::Panel`].
#[component]
pub fn Inset(
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <div class="grid min-w-0 grid-cols-1 gap-4 px-4 py-3">{children()}</div> }.into_any()
}

/// Ways to go on, side by side at a desk.
#[component]
pub fn Ways(
    /// Each a [`super::FormCard`].
    children: Children,
) -> impl IntoView {
    view! { <div class="grid grid-cols-1 gap-4 lg:grid-cols-3">{children()}</div> }.into_any()
}
