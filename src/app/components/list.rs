//! Lists of things: a table at a desk, cards on a phone.

use leptos::prelude::*;

/// A table of things, each of which is a page of its own. On a phone each row becomes a card.
#[component]
pub fn ItemTable(
    /// What the table lists, for those who hear the page.
    #[prop(into)]
    label: String,
    /// Its columns, each with whether it holds numbers.
    columns: Vec<(&'static str, bool)>,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let heads = columns
        .into_iter()
        .map(|(name, is_number)| view! { <th scope="col" class:cell-number=is_number>{name}</th> })
        .collect_view();
    view! {
        <table class="rows" aria-label=label>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

/// A row of an [`ItemTable`].
#[component]
pub fn ItemRow(
    /// Its cells.
    children: Children,
) -> impl IntoView {
    view! { <tr class="row-item hover:bg-base-200/60">{children()}</tr> }
}

/// The cell that names the thing and leads to it.
#[component]
pub fn Lead(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Its name.
    #[prop(into)]
    name: String,
    /// What else tells it apart.
    #[prop(optional, into)]
    detail: String,
) -> impl IntoView {
    view! {
        <td class="cell-item">
            <a href=href class="inline-block py-0.5 text-sm font-semibold hover:underline">{name}</a>
            <div class="text-quiet">{detail}</div>
        </td>
    }
}

/// A cell of words, a bar or a badge.
#[component]
pub fn WideCell(
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <td class="cell-wide">{children()}</td> }
}

/// A cell with a number; zero is faded.
#[component]
pub fn Count(
    /// Its column, which a card shows above it.
    label: &'static str,
    /// The number.
    number: u64,
) -> impl IntoView {
    view! {
        <td class="cell-number" class:text-faded=number == 0 data-label=label>
            {number}
        </td>
    }
}

/// The cell that names a thing that has no page of its own yet.
#[component]
pub fn Named(
    /// Its name.
    #[prop(into)]
    name: String,
    /// What else tells it apart.
    #[prop(optional, into)]
    detail: String,
) -> impl IntoView {
    view! {
        <td class="cell-item">
            <span class="inline-block py-0.5 text-sm font-semibold">{name}</span>
            <div class="text-quiet">{detail}</div>
        </td>
    }
}
