//! What stands at the bench: read at arm's length, pressed with a thumb.

use super::{Icon, Picture};
use crate::app::refusal::Posted;
use leptos::prelude::*;

/// The ground that things stand on.
const GROUND: &str = "min-w-0 rounded-box border border-base-300 bg-base-100";
/// As high as a thumb needs.
const THUMB: &str = "btn h-16 min-h-16 w-full text-lg font-semibold";

/// What is on the bench, in one column that a hand can reach.
#[component]
pub fn BenchColumn(
    /// What the page is called for those who hear it; on screen the search field says it.
    title: &'static str,
    /// The search, the card, the rest.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="mx-auto grid w-full max-w-xl grid-cols-1 gap-4">
            <h1 class="sr-only">{title}</h1>
            {children()}
        </div>
    }
    .into_any()
}

/// The one field of the bench: a form that loads the page with the words in its address; with scripts the answer
/// follows as soon as typing rests. Named by its label, `/` leads to it.
#[component]
pub fn BenchSearch(
    /// The words now.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! {
        <form method="get" action="/bench" role="search" class="flex gap-2">
            <input
                type="search"
                name="q"
                data-search=""
                class="input h-14 min-w-0 grow bg-base-100 text-lg"
                placeholder="4k7, TL072, Drawer 7"
                aria-label="Find a part or a place: a value, a name, a number"
                aria-keyshortcuts="/"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                autofocus=words.is_empty()
                value=words
            />
            <button type="submit" class="btn btn-ghost h-14 min-h-14 w-16 border-base-300 bg-base-100" aria-label="Find">
                <Icon picture=Picture::Search />
            </button>
        </form>
        <p
            role="alert"
            data-problem="The server does not answer. What you typed is kept: try again in a moment."
            class="rounded-box border border-error/40 bg-error/5 px-4 py-3 text-sm font-semibold text-error empty:hidden"
        ></p>
    }
    .into_any()
}

/// What the bench answers: the page's script exchanges it for the next answer (`pages/bench/bench.js`).
#[component]
pub fn BenchAnswer(
    /// Cards and lists.
    children: Children,
) -> impl IntoView {
    view! { <div data-answer="" tabindex="-1" class="grid min-w-0 grid-cols-1 gap-4 outline-none">{children()}</div> }
        .into_any()
}

/// Up to which event an answer tells: what is in it already is not asked for again.
#[component]
pub fn BenchSeen(
    /// The event's number.
    event: i64,
) -> impl IntoView {
    view! { <data hidden data-seen=event></data> }.into_any()
}

/// A part in a place: what it is, where it lies, how many there are.
#[component]
pub fn BenchCard(
    /// The part's name.
    #[prop(into)]
    part: String,
    /// Where the part's page is.
    #[prop(into)]
    href: String,
    /// What else tells it apart: its package.
    #[prop(into)]
    detail: String,
    /// The place, as it is read on the drawer.
    #[prop(into)]
    place: String,
    /// What the place is in.
    #[prop(into)]
    around: String,
    /// How many lie there; `None` where nobody counts them, or they lie nowhere.
    pieces: Option<u64>,
    /// What the number is: "lie here".
    #[prop(into)]
    counted: String,
    /// How many are free, and for whom the others are.
    #[prop(into)]
    free: String,
    /// What can be done.
    children: Children,
) -> impl IntoView {
    let named = part.clone();
    view! {
        <section class=format!("{GROUND} grid grid-cols-1 gap-3 p-5") aria-label=named>
            <div class="min-w-0">
                <p class="break-words text-lg font-medium">
                    <a href=href class="hover:underline">{part}</a>
                    {(!detail.is_empty()).then(|| view! { <span class="font-normal text-quiet">{format!(" {detail}")}</span> })}
                </p>
                <p class="break-words text-4xl font-bold tracking-tight">{place}</p>
                {(!around.is_empty()).then(|| view! { <p class="text-sm text-quiet">{around}</p> })}
            </div>
            <div class="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
                {pieces.map(|pieces| view! { <span class="text-6xl font-bold tracking-tight">{pieces}</span> })}
                <div class="min-w-0 text-base">
                    <p>{counted}</p>
                    <p class="text-sm text-quiet">{free}</p>
                </div>
            </div>
            {children()}
        </section>
    }
    .into_any()
}

/// What can be done with a part in a place, each within reach of a thumb.
#[component]
pub fn BenchVerbs(
    /// [`BenchVerb`]s.
    children: Children,
) -> impl IntoView {
    view! { <div class="grid grid-cols-2 gap-3">{children()}</div> }.into_any()
}

/// One of the things that can be done: a link that opens its form, the same before scripts.
#[component]
pub fn BenchVerb(
    /// Where its form stands.
    #[prop(into)]
    href: String,
    /// Whether it is the likeliest.
    #[prop(optional)]
    is_first: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let look = if is_first { "btn-primary" } else { "border-transparent bg-verb" };
    view! { <a href=href class=format!("{THUMB} {look}")>{children()}</a> }.into_any()
}

/// The number that a form of the bench asks for; it has the focus as soon as it is there.
#[component]
pub fn BenchNumber(
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    name: &'static str,
) -> impl IntoView {
    let typed = use_context::<Posted>().and_then(|posted| posted.typed(name)).unwrap_or_default();
    let id = format!("bench-{name}");
    view! {
        <div class="grid gap-1">
            <label for=id.clone() class="text-base font-medium">{label}</label>
            <input
                id=id
                type="text"
                inputmode="numeric"
                enterkeyhint="done"
                name=name
                class="input h-16 w-full bg-base-100 text-center text-4xl font-semibold"
                autocomplete="off"
                autofocus=true
                value=typed
            />
        </div>
    }
    .into_any()
}

/// The place that a form of the bench asks for, with the places that there are.
#[component]
pub fn BenchPlaceField(
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    name: &'static str,
    /// The place to start with.
    #[prop(optional, into)]
    value: String,
    /// The places that there are.
    places: Vec<String>,
) -> impl IntoView {
    let typed = use_context::<Posted>().and_then(|posted| posted.typed(name)).unwrap_or(value);
    let (id, list) = (format!("bench-{name}"), format!("bench-{name}-list"));
    let options = places.into_iter().map(|place| view! { <option value=place></option> }).collect_view();
    view! {
        <div class="grid gap-1">
            <label for=id.clone() class="text-base font-medium">{label}</label>
            <input
                id=id
                type="text"
                name=name
                class="input h-16 w-full bg-base-100 text-xl"
                autocomplete="off"
                list=list.clone()
                value=typed
            />
            <datalist id=list>{options}</datalist>
        </div>
    }
    .into_any()
}

/// The buttons beneath a form of the bench: do it, or leave it.
#[component]
pub fn BenchActions(
    /// What is done.
    #[prop(into)]
    does: String,
    /// Where leaving it leads.
    #[prop(into)]
    leave: String,
) -> impl IntoView {
    view! {
        <div class="grid grid-cols-[1fr_2fr] gap-3">
            <a href=leave class=format!("{THUMB} border-0 bg-verb")>"Cancel"</a>
            <button type="submit" class=format!("{THUMB} btn-primary")>{does}</button>
        </div>
    }
    .into_any()
}

/// A list beneath the card.
#[component]
pub fn BenchList(
    /// What it lists.
    #[prop(into)]
    title: String,
    /// [`BenchRow`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class=format!("{GROUND} overflow-hidden")>
            <h2 class="border-b border-base-300 px-4 py-2 text-xs font-semibold text-quiet">{title}</h2>
            <ul>{children()}</ul>
        </section>
    }
    .into_any()
}

/// Something else that was meant: leads to it.
#[component]
pub fn BenchRow(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it is.
    #[prop(into)]
    name: String,
    /// Where it lies, or what is there.
    #[prop(into)]
    detail: String,
    /// How many.
    #[prop(into)]
    number: String,
) -> impl IntoView {
    view! {
        <li class="border-t border-base-300 first:border-t-0">
            <a
                href=href
                class="flex min-h-16 items-center justify-between gap-4 px-4 py-2 -outline-offset-2 hover:bg-base-200/60"
            >
                <span class="min-w-0">
                    <span class="block break-words text-base">{name}</span>
                    <span class="block break-words text-sm text-quiet">{detail}</span>
                </span>
                <span class="shrink-0 text-2xl font-semibold">{number}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What was just done, and beside it what takes it back. Heard when it appears; floats above the dock.
#[component]
pub fn BenchDone(
    /// What was done.
    #[prop(into)]
    what: String,
    /// What follows from it for others.
    #[prop(optional_no_strip, into)]
    follows: Option<String>,
    /// The form that takes it back.
    children: Children,
) -> impl IntoView {
    view! {
        <div role="status" class="fixed inset-x-3 bottom-20 z-30 mx-auto flex max-w-xl items-center gap-3 rounded-box bg-neutral px-4 py-2 text-neutral-content shadow-lg lg:bottom-4 lg:left-52">
            <div class="min-w-0 grow text-sm">
                <p>{what}</p>
                {follows.map(|follows| view! { <p class="font-semibold">{follows}</p> })}
            </div>
            {children()}
        </div>
    }
    .into_any()
}

/// The button that takes back what was just done: sends the form around it.
#[component]
pub fn UndoButton(
    /// Whether its last press is still being done.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="btn h-12 min-h-12 border-0 px-5 text-base font-semibold"
            aria-busy=move || busy.get().then_some("true")
        >
            "Undo"
        </button>
    }
    .into_any()
}
