//! A long table is drawn a piece at a time: what nobody looks at costs neither the server nor the browser
//! anything. How many rows are drawn stands in the address as `rows`, so that a page that is loaded again
//! shows as many.

use super::list::FOOT_LINK;
use crate::app::address;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// How many rows are drawn unless more are asked for, and how many more come then.
const ROWS_AT_ONCE: usize = 100;

/// How many rows the address asks for.
#[must_use]
pub fn rows_asked_for() -> Memo<usize> {
    let query = use_query_map();
    Memo::new(move |_| {
        let asked = query.with(|query| query.get_str("rows").and_then(|text| text.parse().ok()));
        asked.unwrap_or(0).max(ROWS_AT_ONCE)
    })
}

/// Stands beneath a table that has more rows than are drawn, and leads to them.
#[component]
pub fn MoreRows(
    /// How many rows the address asks for: [`rows_asked_for`].
    asked: Memo<usize>,
    /// How many there are.
    all: Memo<usize>,
    /// What they are: "parts".
    what: &'static str,
) -> impl IntoView {
    let query = use_query_map();
    let with_rows =
        move |rows: usize| query.with(|query| address::with(query, "rows", Some(&rows.to_string())));
    let link = move |rows: usize, words: String| {
        view! {
            <a
                href=with_rows(rows)
                data-noscroll=""
                prop:replace=true
                class=FOOT_LINK
            >
                {words}
            </a>
        }
    };
    move || {
        let (asked, all) = (asked.get(), all.get());
        let hidden = all.saturating_sub(asked);
        (hidden > 0).then(|| {
            let next = hidden.min(ROWS_AT_ONCE);
            view! {
                <nav
                    aria-label="More rows"
                    class="flex flex-wrap items-center gap-2 border-t border-base-300 px-2 py-1 text-xs"
                >
                    <span class="mr-auto px-2 text-quiet">{format!("The first {asked} of {all} {what}")}</span>
                    {link(asked.saturating_add(next), format!("{next} more"))}
                    {(hidden > next).then(|| link(all, format!("All {all}")))}
                </nav>
            }
        })
    }
}
