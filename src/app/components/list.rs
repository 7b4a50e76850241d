//! Lists of things: a table at a desk, cards on a phone.

use super::{Badge, Icon, Picture};
use crate::app::address::anew_with;
use crate::app::view::Status;
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// What a column holds, and so on which side it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Words,
    Numbers,
    /// Buttons, under a head that is only heard.
    Actions,
}

/// A column of an [`ItemTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    name: String,
    holds: Holds,
    sort: Option<&'static str>,
}

impl Column {
    /// A column of words, bars or badges.
    pub fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), holds: Holds::Words, sort: None }
    }

    /// A column of numbers or money, on the right.
    pub fn numbers(name: impl Into<String>) -> Self {
        Self { name: name.into(), holds: Holds::Numbers, sort: None }
    }

    /// A column of boxes or buttons, whose head is heard and not seen.
    pub fn actions(name: impl Into<String>) -> Self {
        Self { name: name.into(), holds: Holds::Actions, sort: None }
    }

    /// The same, sorted by a press of its head: `sort=key` in the address, `sort=-key` the other way.
    #[must_use]
    pub fn sorted_by(mut self, key: &'static str) -> Self {
        self.sort = Some(key);
        self
    }
}

/// The columns of an [`ItemTable`]: `vec![Column…]`, or names with whether each holds numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

impl From<Vec<Column>> for Columns {
    fn from(columns: Vec<Column>) -> Self {
        Self(columns)
    }
}

impl From<Vec<(&'static str, bool)>> for Columns {
    fn from(columns: Vec<(&'static str, bool)>) -> Self {
        let column = |(name, is_number)| if is_number { Column::numbers(name) } else { Column::words(name) };
        Self(columns.into_iter().map(column).collect())
    }
}

/// The order that an address asks for: a key, and whether it is turned round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sorted {
    /// The column's key; empty for the list's own order.
    pub key: String,
    /// The largest first.
    pub descending: bool,
}

impl Sorted {
    /// What `sort` says in an address.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        match text.strip_prefix('-') {
            Some(key) => Self { key: key.to_owned(), descending: true },
            None => Self { key: text.to_owned(), descending: false },
        }
    }

    fn in_address(query: &ParamsMap) -> Self {
        query.get_str("sort").map(Self::from_text).unwrap_or_default()
    }
}

/// A table of things, each of which is a page of its own. On a phone each row becomes a card. Its
/// head stays in sight; heads that sort are links, so that they work before scripts.
#[component]
pub fn ItemTable(
    /// What the table lists, for those who hear the page.
    #[prop(into)]
    label: String,
    /// Its columns.
    #[prop(into)]
    columns: Columns,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let sorts = columns.0.iter().any(|column| column.sort.is_some());
    let links = sorts.then(|| sort_links(&columns.0));
    let heads = columns.0.into_iter().map(head).collect_view();
    view! {
        {links}
        <table class="rows" aria-label=label data-list="">
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
    .into_any()
}

pub(super) fn head(column: Column) -> AnyView {
    let Column { name, holds, sort } = column;
    match (holds, sort) {
        (Holds::Actions, _) => view! { <th scope="col"><span class="sr-only">{name}</span></th> }.into_any(),
        (_, Some(key)) => view! { <SortHead name key is_number=holds == Holds::Numbers /> }.into_any(),
        _ => view! { <th scope="col" class:cell-number=holds == Holds::Numbers>{name}</th> }.into_any(),
    }
}

/// The head of a column that sorts by a press: once one way, again the other way, then not.
#[component]
pub fn SortHead(
    /// The column's name.
    #[prop(into)]
    name: String,
    /// Its key in the address.
    key: &'static str,
    /// Whether it holds numbers.
    is_number: bool,
) -> impl IntoView {
    let query = use_query_map();
    let sorted = Memo::new(move |_| query.with(Sorted::in_address));
    let order = move || {
        sorted.with(|sorted| match (sorted.key == key, sorted.descending) {
            (false, _) => None,
            (true, false) => Some("ascending"),
            (true, true) => Some("descending"),
        })
    };
    view! {
        <th scope="col" class:cell-number=is_number aria-sort=order>
            <a
                href=move || query.with(|query| sort_address(query, key))
                data-noscroll=""
                class="relative inline-flex items-center rounded-field py-1 hover:text-base-content hover:underline"
            >
                {name}
                // Beside the name without a width of its own: a table of many columns has none to spare.
                <span
                    class="absolute transition-transform"
                    class:left-full=!is_number
                    class:right-full=is_number
                    class:rotate-180=move || order() == Some("ascending")
                    class:opacity-0=move || order().is_none()
                >
                    <Icon picture=Picture::Open />
                </span>
            </a>
        </th>
    }
    .into_any()
}

/// The address that a press of a head leads to.
fn sort_address(query: &ParamsMap, key: &str) -> String {
    let sorted = Sorted::in_address(query);
    match (sorted.key == key, sorted.descending) {
        (false, _) => anew_with(query, "sort", Some(key)),
        (true, false) => anew_with(query, "sort", Some(&format!("-{key}"))),
        (true, true) => anew_with(query, "sort", None),
    }
}

/// The same links for where the head is not seen: on a phone.
pub(super) fn sort_links(columns: &[Column]) -> AnyView {
    let query = use_query_map();
    let links = columns
        .iter()
        .filter_map(|column| Some((column.name.clone(), column.sort?)))
        .map(|(name, key)| {
            let mark = move || {
                let sorted = query.with(Sorted::in_address);
                match (sorted.key == key, sorted.descending) {
                    (false, _) => "",
                    (true, false) => " ↑",
                    (true, true) => " ↓",
                }
            };
            view! {
                <a
                    href=move || query.with(|query| sort_address(query, key))
                    data-noscroll=""
                    class="inline-flex min-h-9 shrink-0 items-center rounded-field px-2 hover:underline"
                    aria-current=move || (!mark().is_empty()).then_some("true")
                >
                    {name}
                    {mark}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav
            aria-label="Sort by"
            class="flex items-center overflow-x-auto border-b border-base-300 px-2 py-0.5 text-xs whitespace-nowrap text-quiet min-[76rem]:hidden"
        >
            <span class="px-1" aria-hidden="true">
                "Sort:"
            </span>
            {links}
        </nav>
    }
    .into_any()
}

/// A row of an [`ItemTable`]. Its [`Lead`] makes the whole row lead to the thing; other links and
/// buttons in it keep working.
#[component]
pub fn ItemRow(
    /// Its cells.
    children: Children,
) -> impl IntoView {
    view! { <tr class="row-item hover:bg-base-200/60">{children()}</tr> }.into_any()
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
            <a href=href class="row-lead inline-block py-0.5 text-sm font-semibold hover:underline">{name}</a>
            <div class="text-quiet">{detail}</div>
        </td>
    }
    .into_any()
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
    .into_any()
}

/// A cell of words, a bar or a badge; as wide as the card on a phone.
#[component]
pub fn WideCell(
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <td class="cell-wide cell-words">{children()}</td> }.into_any()
}

/// A cell of two lines of words: what matters, and what tells more about it.
#[component]
pub fn TwoLines(
    /// What matters.
    #[prop(into)]
    text: String,
    /// What tells more about it.
    #[prop(optional, into)]
    detail: String,
) -> impl IntoView {
    view! {
        <td class="cell-wide">
            <div class="font-medium">{text}</div>
            {(!detail.is_empty()).then(|| view! { <div class="break-words text-quiet">{detail}</div> })}
        </td>
    }
    .into_any()
}

/// A cell of words that a card shows beside others, its column above it; an empty one is not shown there.
#[component]
pub fn TextCell(
    /// Its column.
    #[prop(into)]
    label: String,
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let class = if text.is_empty() { "cell-text cell-empty" } else { "cell-text" };
    view! { <td class=class data-label=label>{text}</td> }.into_any()
}

/// A cell with a state, and a few words beside it.
#[component]
pub fn BadgeCell(
    /// The state.
    #[prop(into)]
    status: Status,
    /// More about it.
    #[prop(optional, into)]
    note: String,
) -> impl IntoView {
    view! {
        <td class="cell-badge">
            <div class="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                <Badge status=status />
                {(!note.is_empty()).then(|| view! { <span class="min-w-0 text-quiet">{note}</span> })}
            </div>
        </td>
    }
    .into_any()
}

/// A cell with a number; zero is faded.
#[component]
pub fn Count(
    /// Its column, which a card shows above it.
    #[prop(into)]
    label: String,
    /// The number.
    number: u64,
) -> impl IntoView {
    view! {
        <td class="cell-number" class:text-faded=number == 0 data-label=label>
            {number}
        </td>
    }
    .into_any()
}

/// A cell with money, or a measure: a number that is text already, with its currency or unit.
#[component]
pub fn MoneyCell(
    /// Its column, which a card shows above it.
    #[prop(into)]
    label: String,
    /// As it is read: "$18.42"; empty where there is none.
    #[prop(into)]
    amount: String,
) -> impl IntoView {
    let class = if amount.is_empty() { "cell-number cell-empty" } else { "cell-number" };
    view! { <td class=class data-label=label>{amount}</td> }.into_any()
}

/// A cell with a box that chooses its row; what is chosen is sent with the form.
#[component]
pub fn CheckCell(
    /// What is chosen by it, for those who hear the page: "Choose TL074".
    #[prop(into)]
    label: String,
    /// Its name in the form: "chosen[]".
    #[prop(into)]
    name: String,
    /// What is sent where it is checked.
    #[prop(into)]
    value: String,
    /// Whether it starts checked.
    #[prop(optional)]
    checked: bool,
    /// The id of the form that it belongs to, where the table does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Told of each change.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    view! {
        <td class="cell-check">
            <input
                type="checkbox"
                class="checkbox checkbox-sm m-1"
                name=name
                value=value
                form=form
                aria-label=label
                checked=checked
                on:change=move |event| {
                    if let Some(told) = on_change {
                        told.run(event_target_checked(&event));
                    }
                }
            />
        </td>
    }
    .into_any()
}

/// A cell of buttons; at the end of a card on a phone, beside a state where there is room.
#[component]
pub fn ActionsCell(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <td class="cell-actions">
            <div class="flex flex-wrap items-center justify-end gap-1.5">{children()}</div>
        </td>
    }
    .into_any()
}

/// The classes of a link beneath a list, to more of it.
pub(super) const FOOT_LINK: &str =
    "inline-flex min-h-9 items-center rounded-field px-2 font-medium hover:underline";

/// Where a list goes on: a link to the next ones, and one back to the first.
#[component]
pub fn Pager(
    /// Where the next ones begin: goes into the address as `after`. `None` on the last page.
    #[prop(into)]
    next: Option<String>,
    /// What is listed: "parts".
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let query = use_query_map();
    let (first, more) = query.with_untracked(|query| {
        let first = query.get_str("after").map(|_| anew_with(query, "after", None));
        (first, next.map(|next| anew_with(query, "after", Some(&next))))
    });
    if first.is_none() && more.is_none() {
        return ().into_any();
    }
    view! {
        <nav aria-label="Pages" class="flex flex-wrap justify-between gap-2 border-t border-base-300 px-2 py-1 text-xs">
            {first.map(|href| view! { <a href=href class=FOOT_LINK>"Show the first again"</a> })}
            {more
                .map(|href| {
                    view! { <a href=href rel="next" class=format!("{FOOT_LINK} ml-auto")>{format!("Next {what}")}</a> }
                })}
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Sorted;

    #[test]
    fn a_minus_turns_the_order_round() {
        assert_eq!(Sorted::from_text("-name"), Sorted { key: "name".to_owned(), descending: true });
        assert_eq!(Sorted::from_text("name"), Sorted { key: "name".to_owned(), descending: false });
    }
}
