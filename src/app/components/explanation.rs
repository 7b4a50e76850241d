//! Where a number comes from, opened beneath it.

use super::details::piece;
use crate::app::view::{Sign, Term, Tone};
use leptos::prelude::*;

/// The rows of a sum: each term with its sign and what it is made of, then what is left.
///
/// Drawn by the server as well: it is open where the address says so.
#[component]
pub fn Explanation(
    /// The colour of what is left.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The terms, the result among them.
    #[prop(into)]
    terms: Signal<Vec<Term>>,
) -> impl IntoView {
    view! {
        <ul class="grid gap-0.5 py-1 text-xs">
            {move || {
                let tone = tone.get();
                terms.get().into_iter().map(|term| row(term, tone)).collect_view()
            }}
        </ul>
    }
}

fn row(term: Term, tone: Tone) -> impl IntoView {
    let number = term.number.map(|number| match term.sign {
        Sign::Minus => format!("− {number}"),
        _ => number.to_string(),
    });
    let (row_class, number_class) = match term.sign {
        Sign::Equals => ("mt-1 border-t border-base-content/15 pt-1.5 font-medium", result_class(tone)),
        _ => ("", ""),
    };
    view! {
        <li class=format!("grid grid-cols-[3rem_1fr] gap-4 {row_class}")>
            <span class=format!("text-right {number_class}")>{number}</span>
            <span class="min-w-0">{term.text.into_iter().map(piece).collect_view()}</span>
        </li>
    }
}

fn result_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Missing => "font-bold text-error",
        Tone::Waiting => "font-bold text-warning",
        Tone::Clear | Tone::StandIn | Tone::Quiet => "font-bold",
    }
}
