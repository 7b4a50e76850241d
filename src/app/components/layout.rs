//! How a page is laid out: its head, its panels, the rows of controls between them.

use crate::app::view::Piece;
use leptos::prelude::*;

/// A step of the way that leads to a page.
pub type Crumb = Piece;

/// The head of a page: the way to it, what it is about as the largest words, and what to do next.
///
/// All of it is text and links: the same before and after the browser's part has arrived.
#[component]
pub fn PageHead(
    /// The way here; empty on a page that the navigation leads to.
    #[prop(optional)]
    way: Vec<Crumb>,
    /// What the page is about.
    #[prop(into)]
    title: String,
    /// More of the title, quieter: "LFO v2".
    #[prop(optional, into)]
    more: String,
    /// Its state, as a badge.
    #[prop(optional, into)]
    state: ViewFn,
    /// A line beneath.
    #[prop(optional, into)]
    note: String,
    /// Its actions, the primary one last.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
            <div class="min-w-0 max-sm:flex-1 max-sm:basis-44">
                {(!way.is_empty()).then(|| view! { <Breadcrumb way /> })}
                <h1 class="flex flex-wrap items-center gap-x-2 gap-y-1 text-2xl font-bold tracking-tight">
                    <span>{title}</span>
                    {(!more.is_empty()).then(|| view! { <span class="font-normal text-quiet">{more}</span> })}
                    {state.run()}
                </h1>
                {(!note.is_empty()).then(|| view! { <p class="mt-0.5 text-xs text-quiet">{note}</p> })}
            </div>
            {children.map(|actions| {
                view! { <div class="flex flex-wrap items-center gap-1.5 max-sm:has-[>:nth-child(2)]:w-full max-sm:has-[>:nth-child(2)]:*:grow">{actions()}</div> }
            })}
        </header>
    }
}

#[component]
fn Breadcrumb(way: Vec<Crumb>) -> impl IntoView {
    let steps = way
        .into_iter()
        .map(|step| {
            let text = match step.href {
                Some(href) => {
                    view! { <a href=href class="inline-block py-1 hover:underline">{step.text}</a> }
                        .into_any()
                }
                None => view! { <span class="inline-block py-1">{step.text}</span> }.into_any(),
            };
            view! { <li class="after:px-1.5 after:content-['/'] last:after:content-none">{text}</li> }
        })
        .collect_view();
    view! {
        <nav aria-label="Breadcrumb" class="text-xs text-quiet">
            <ol class="flex flex-wrap">{steps}</ol>
        </nav>
    }
}

/// The parts of a page, one under the other.
#[component]
pub fn Stack(
    /// The parts.
    children: Children,
) -> impl IntoView {
    view! { <div class="grid grid-cols-1 gap-5">{children()}</div> }
}

/// Things that belong together, on a ground of their own, with a heading where they need one.
#[component]
pub fn Panel(
    /// Its heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// As wide as a form: a list of few columns, whose numbers would lie far from their names.
    #[prop(optional)]
    narrow: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="min-w-0 overflow-clip rounded-box border border-base-300 bg-base-100" class:max-w-3xl=narrow>
            {title
                .map(|title| {
                    view! { <h2 class="border-b border-base-300 px-4 py-2.5 text-sm font-semibold">{title}</h2> }
                })}
            {children()}
        </section>
    }
}

/// A row of controls above a table: filters on the left, the rest on the right.
#[component]
pub fn Toolbar(
    /// The controls.
    children: Children,
) -> impl IntoView {
    view! { <div class="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-2">{children()}</div> }
}
