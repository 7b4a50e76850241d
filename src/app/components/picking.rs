//! Picking: what to fetch next as large as it can be read at arm's length, the rest as a list.

use super::{Icon, Picture};
use leptos::prelude::*;

/// What is fetched next, and the large button that ticks it off.
///
/// Ticking is a link, so that it works before the browser's part has arrived.
#[component]
pub fn PickCard(
    /// Where it lies.
    #[prop(into)]
    place: String,
    /// How many lie there: "of 140".
    #[prop(into)]
    lying: String,
    /// How many to take.
    pieces: u64,
    /// What it is.
    #[prop(into)]
    name: String,
    /// Package and the like; that it is a stand-in.
    #[prop(into)]
    detail: String,
    /// Where it goes on the board.
    #[prop(into)]
    references: String,
    /// How many go on each board: "9 each × 4".
    #[prop(into)]
    each: String,
    /// The page with it ticked off.
    #[prop(into)]
    taken: String,
    /// What else may be done: links and forms.
    children: Children,
) -> impl IntoView {
    view! {
        <section
            aria-label="Next"
            class="grid max-w-3xl gap-3 rounded-box border-2 border-primary bg-base-100 p-4 sm:p-5"
        >
            <div class="flex items-baseline justify-between gap-3">
                <h2 class="min-w-0 break-words text-4xl font-semibold tracking-tight">{place}</h2>
                <span class="shrink-0 text-sm text-quiet">{lying}</span>
            </div>
            <div class="flex flex-wrap items-center gap-x-5 gap-y-1">
                <span class="text-7xl font-bold leading-none tracking-tight">{pieces}</span>
                <span class="min-w-0">
                    <span class="block break-words text-2xl font-semibold">{name}</span>
                    <span class="block text-base text-quiet">{detail}</span>
                </span>
            </div>
            <p class="text-lg">
                {references} " " <span class="text-sm text-quiet">{each}</span>
            </p>
            <a
                href=taken
                data-noscroll=""
                class="btn btn-primary h-16 w-full text-lg font-semibold"
            >
                "Taken"
            </a>
            {children()}
        </section>
    }
    .into_any()
}

/// Two large links side by side.
#[component]
pub fn LargeChoices(
    /// What they say, and where they lead.
    choices: Vec<(&'static str, String)>,
) -> impl IntoView {
    let links = choices
        .into_iter()
        .map(|(says, href)| {
            view! {
                <a href=href data-noscroll="" class="btn btn-ghost h-14 grow basis-0 bg-verb text-base font-semibold">
                    {says}
                </a>
            }
        })
        .collect_view();
    view! { <div class="flex gap-3">{links}</div> }.into_any()
}

/// What is fetched after it, in walking order.
#[component]
pub fn PickRows(
    /// The heading.
    #[prop(into)]
    title: String,
    /// [`PickRow`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="min-w-0 max-w-3xl">
            <h2 class="px-1 pb-1.5 text-sm text-quiet">{title}</h2>
            <ul class="divide-y divide-base-300 overflow-hidden rounded-box border border-base-300 bg-base-100">
                {children()}
            </ul>
        </section>
    }
    .into_any()
}

/// Whether something is still to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetched {
    /// It is: a press ticks it off.
    NotYet,
    /// It was: a press takes the tick back.
    Already,
}

/// One thing to fetch; a press anywhere ticks it off, or takes the tick back.
#[component]
pub fn PickRow(
    /// Where it lies.
    #[prop(into)]
    place: String,
    /// What it is.
    #[prop(into)]
    name: String,
    /// Where it goes.
    #[prop(into)]
    references: String,
    /// How many.
    pieces: u64,
    /// Whether it was fetched.
    fetched: Fetched,
    /// The page with that the other way round.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    let done = fetched == Fetched::Already;
    let verb = if done { "Put back" } else { "Taken" };
    let about = format!("{verb}: {pieces} {name} from {place}");
    view! {
        <li>
            <a
                href=href
                data-noscroll=""
                aria-label=about
                class="flex min-h-14 items-center gap-3 px-3 py-2 -outline-offset-2 hover:bg-base-200"
            >
                <span
                    class="grid size-6 shrink-0 place-items-center rounded-selector border border-base-300 text-success"
                    aria-hidden="true"
                >
                    {done.then(|| view! { <Icon picture=Picture::Check /> })}
                </span>
                <span class="min-w-0 grow basis-0 break-words text-base" class:text-quiet=done>
                    {place}
                </span>
                <span class="min-w-0 grow basis-0 break-words">
                    <span class="block text-base" class:text-quiet=done>
                        {name}
                    </span>
                    <span class="block break-words text-2xs text-quiet">{references}</span>
                </span>
                <span class="w-12 shrink-0 text-right text-xl font-semibold" class:text-quiet=done>
                    {pieces}
                </span>
            </a>
        </li>
    }
    .into_any()
}
