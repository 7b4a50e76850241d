//! The needs of a build: which are shown, and each with where its numbers come from.

use super::{
    FORM,
    editor::Editor,
    filter::{Filter, holds},
};
use crate::app::{
    address,
    components::{
        EmptyState, ExportCsv, FilterField, FilterTab, FilterTabs, ListTools, MoreRows, NeedCells, NeedLine,
        NeedTable, Panel, Toolbar, rows_asked_for,
    },
    view::{BuildView, Built, NeedRow, Term},
};
use crate::domain::lists::{ListQuery, NeedKeys, needs_order};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{query_signal_with_options, use_query_map},
};
use std::sync::Arc;

/// The tabs, the field that narrows, and the table.
#[component]
pub(super) fn Needs(
    editor: Editor,
    now: Memo<BuildView>,
    /// Where the numbers of a row come from, by its index.
    terms: Callback<usize, Vec<Term>>,
    editable: bool,
    /// Its number.
    number: u64,
) -> impl IntoView {
    let query = use_query_map();
    // Typing into the field is no step to go back to.
    let quietly = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (words, set_words) = query_signal_with_options::<String>("q", quietly);
    let words = Memo::new(move |_| words.get().unwrap_or_default());
    let chosen = Memo::new(move |_| query.with(Filter::in_address));
    let asked_for = Memo::new(move |_| query.with(address::list_query));
    let fitting = Memo::new(move |_| {
        let filter = chosen.get();
        asked_for.with(|asked_for| now.with(|now| fitting_rows(&now.rows, filter, asked_for)))
    });
    let asked = rows_asked_for();
    let all = Memo::new(move |_| fitting.with(Vec::len));
    // What is open or changed is among them wherever it stands: the form holds what it shows.
    let shown = Memo::new(move |_| {
        let (asked, open) = (asked.get(), query.with(|query| query.get("why")));
        let some_changed = editor.chooses_otherwise();
        let is_changed = |index: usize| {
            some_changed && now.with(|now| now.rows.get(index).is_some_and(|row| editor.changes_row(row)))
        };
        let comes_too =
            |(index, key): &&(usize, Arc<str>)| open.as_deref() == Some(&**key) || is_changed(*index);
        fitting.with(|rows| {
            let (first, rest) = rows.split_at(asked.min(rows.len()));
            first.iter().chain(rest.iter().filter(comes_too)).cloned().collect::<Vec<_>>()
        })
    });
    let kept = Signal::derive(move || {
        query.with(|query| {
            let kept =
                ["show", "sort"].into_iter().filter_map(|name| Some((name.to_owned(), query.get(name)?)));
            kept.collect()
        })
    });
    view! {
        <Toolbar>
            <Tabs now chosen />
            <ListTools>
                <FilterField
                    label="Filter the parts"
                    placeholder="Filter: 10k 0805 missing"
                    name="q"
                    value=words
                    keep=kept
                    on_change=move |typed: String| set_words.set(Some(typed).filter(|typed| !typed.is_empty()))
                />
                <ExportCsv to=format!("/builds/{number}/needs.csv") />
            </ListTools>
        </Toolbar>
        <Panel>
            <Show
                when=move || shown.with(|shown| !shown.is_empty())
                fallback=move || nothing_shown(now.with(|now| now.rows.is_empty()))
            >
                <NeedTable>
                    <For each=move || shown.get() key=|row| row.clone() let((index, key))>
                        <Line editor now terms editable index key />
                    </For>
                </NeedTable>
            </Show>
            <MoreRows asked all what="parts" />
        </Panel>
    }
}

/// Why the table is not there.
fn nothing_shown(no_rows: bool) -> impl IntoView {
    if no_rows {
        let hint = "What this build needs stands here once the BOM of its version was read.";
        return view! { <EmptyState title="No parts yet" hint /> };
    }
    let hint = "Nothing of this build fits the filter. Show all to see the rest.";
    view! { <EmptyState title="No part here" hint /> }
}

/// Which rows fit the filter, by index and key, in the order that is asked for.
fn fitting_rows(rows: &[NeedRow], filter: Filter, asked_for: &ListQuery) -> Vec<(usize, Arc<str>)> {
    let mut fitting: Vec<(usize, &NeedRow)> =
        rows.iter().enumerate().filter(|(_, row)| filter.shows(row) && holds(row, &asked_for.q)).collect();
    asked_for.sort(&mut fitting, |key, (_, a), (_, b)| needs_order(key, &keys(a), &keys(b)));
    fitting.into_iter().map(|(index, row)| (index, row.key.clone())).collect()
}

fn keys(row: &NeedRow) -> NeedKeys<'_> {
    NeedKeys {
        name: &row.name,
        references: &row.references,
        needed: row.needed,
        reserved: row.reserved,
        free: row.free,
        missing: row.missing,
        on_the_way: row.on_the_way,
        state: (row.built == Built::In).then_some(row.state),
    }
}

#[component]
fn Tabs(now: Memo<BuildView>, chosen: Memo<Filter>) -> impl IntoView {
    let query = use_query_map();
    let tabs = Filter::EACH
        .into_iter()
        .map(|filter| {
            let count =
                Memo::new(move |_| now.with(|now| now.rows.iter().filter(|row| filter.shows(row)).count()));
            view! {
                <FilterTab
                    label=filter.label()
                    count
                    href=Signal::derive(move || query.with(|query| filter.address(query)))
                    active=Signal::derive(move || chosen.get() == filter)
                />
            }
        })
        .collect_view();
    view! { <FilterTabs label="Which parts are shown">{tabs}</FilterTabs> }
}

#[component]
fn Line(
    editor: Editor,
    now: Memo<BuildView>,
    terms: Callback<usize, Vec<Term>>,
    editable: bool,
    index: usize,
    key: Arc<str>,
) -> impl IntoView {
    let query = use_query_map();
    let first = now.with_untracked(|now| now.rows.get(index).cloned());
    let Some(first) = first else { return ().into_any() };
    let check_box = first.check_box.clone();
    let cells = NeedCells::of(&first);
    // An edit never reorders the rows, so that the index finds a row's new numbers.
    Effect::new(move |_| {
        now.with(|now| {
            if let Some(row) = now.rows.get(index) {
                cells.show(row);
            }
        });
    });
    let (asked, toggled) = (key.clone(), key);
    let open = Memo::new(move |_| query.with(|query| query.get_str("why") == Some(&*asked)));
    let toggle = Signal::derive(move || {
        let next = if open.get() { None } else { Some(&*toggled) };
        query.with(|query| address::with(query, "why", next))
    });
    view! {
        <NeedLine
            row=first
            cells
            terms=Signal::derive(move || terms.run(index))
            form=FORM
            editable
            on_check=Callback::new(move |checked| {
                if let Some(check_box) = &check_box {
                    editor.set(check_box, checked);
                }
            })
            open
            toggle
        />
    }
    .into_any()
}
