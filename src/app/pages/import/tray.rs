//! Rows that wait: why, and what is to become of them, one by one or many at once.

use super::super::{drawn, told_in_address};
use crate::api;
use crate::app::address::anew_with;
use crate::app::components::{
    AskForm, Button, ButtonKind, CheckCell, CheckField, Column, Crumb, EmptyState, FilterTab, FilterTabs,
    FormActions, FormCard, FormGrid, HiddenField, ItemRow, ItemTable, LinkButton, Loading, Named, Notices,
    PageHead, PageTitle, Pager, Panel, SelectField, Stack, TextField, WideCell,
};
use crate::app::live::followed;
use crate::app::view::{Notice, Tone};
use crate::app::words::sentence;
use crate::domain::live::Subject;
use crate::domain::parts_list::{Doubt, Field, TrayPage as Page, TrayRow};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// What the address asks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    batch: Option<i64>,
    kind: String,
    after: Option<i64>,
}

impl Asked {
    fn of(query: &ParamsMap) -> Self {
        let number = |name: &str| query.get_str(name).and_then(|text| text.parse().ok());
        Self { batch: number("batch"), kind: query.get("kind").unwrap_or_default(), after: number("after") }
    }
}

/// The rows of an import that wait.
#[component]
pub fn TrayPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(Asked::of));
    let page = followed(
        &[Subject::Catalog],
        move || asked.get(),
        |Asked { batch, kind, after }| api::imports::tray(batch, kind, after),
    );
    view! {
        <PageTitle text="Rows that wait" />
        <Transition fallback=|| view! { <Loading what="the rows" /> }>
            {move || Suspend::new(async move {
                let asked = asked.get_untracked();
                drawn(page.await, |page| view! { <Waiting page asked query /> }.into_any())
            })}
        </Transition>
    }
}

#[component]
fn Waiting(page: Page, asked: Asked, query: Memo<ParamsMap>) -> impl IntoView {
    let file = page.rows.first().map(|row| row.file.clone()).unwrap_or_default();
    let batch = page.rows.first().map(|row| row.batch).or(asked.batch);
    let done = query.with_untracked(outcome);
    let kinds = kinds(&page, &asked, query);
    let is_empty = page.rows.is_empty();
    view! {
        <Stack>
            <PageHead
                way=vec![Crumb::link("Parts", "/parts"), Crumb::link("Import", "/import"), Crumb::text("Waiting")]
                title="Rows that wait"
                more=file
                note="They could not be counted on. Say more of them, and they come in as a part of their import."
            />
            {told_in_address("Nothing was changed.")}
            <Notices notices=done />
            {kinds}
            {if is_empty {
                view! {
                    <Panel>
                        <EmptyState title="No rows wait here" hint="Everything of this list came in, or was skipped.">
                            <LinkButton href="/parts" kind=ButtonKind::Primary>
                                "Look at the parts"
                            </LinkButton>
                        </EmptyState>
                    </Panel>
                }
                .into_any()
            } else {
                view! { <FixForm page batch kind=asked.kind /> }.into_any()
            }}
        </Stack>
    }
}

/// What the last fix led to.
fn outcome(query: &ParamsMap) -> Vec<Notice> {
    let number = |name: &str| query.get_str(name).and_then(|text| text.parse::<usize>().ok());
    let Some(entered) = number("entered") else { return Vec::new() };
    let (left, skipped) = (number("left").unwrap_or(0), number("skipped").unwrap_or(0));
    let mut told = Vec::new();
    if skipped > 0 {
        told.push(format!("{skipped} skipped"));
    } else {
        told.push(format!("{entered} came in"));
    }
    if left > 0 {
        told.push(format!("{left} still wait: what was said is kept, the reason below says what is lacking"));
    }
    let tone = if left > 0 { Tone::Waiting } else { Tone::Clear };
    vec![Notice { tone, what: "Done:".to_owned(), remedy: format!("{}.", told.join(", ")) }]
}

/// Rows of one kind are fixed together.
fn kinds(page: &Page, asked: &Asked, query: Memo<ParamsMap>) -> Option<AnyView> {
    if page.kinds.len() < 2 && asked.kind.is_empty() {
        return None;
    }
    let tab = |kind: Option<&'static str>, label: &'static str, count: usize| {
        let active = kind.unwrap_or_default() == asked.kind;
        let href = query.with_untracked(|query| anew_with(query, "kind", kind));
        view! { <FilterTab label count=count href=href active=active /> }
    };
    let all = tab(None, "all", page.waiting);
    let each = Doubt::KINDS
        .into_iter()
        .filter_map(|(kind, label)| {
            let (_, count) = page.kinds.iter().find(|(known, _)| known == kind)?;
            Some(tab(Some(kind), label, *count))
        })
        .collect_view();
    Some(view! { <FilterTabs label="Why rows wait">{all} {each}</FilterTabs> }.into_any())
}

/// The rows with their boxes, and what is said of those that are ticked. One form, several buttons.
#[component]
fn FixForm(page: Page, batch: Option<i64>, kind: String) -> impl IntoView {
    let count = if kind.is_empty() {
        page.waiting
    } else {
        page.kinds.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count)
    };
    let fields: Vec<(&str, &str)> = Field::ALL.map(|(_, name, title)| (name, title)).into();
    let next = page.next.map(|next| next.to_string());
    let columns = vec![
        Column::actions("Choose"),
        Column::words("Row"),
        Column::words("Why it waits"),
        Column::words("Suggested"),
    ];
    let rows = page.rows.into_iter().map(waiting_row).collect_view();
    view! {
        <AskForm action="/import/tray">
            <HiddenField name="batch" value=batch.map(|batch| batch.to_string()).unwrap_or_default() />
            <HiddenField name="kind" value=kind />
            <Panel>
                <ItemTable label="Rows that wait" columns>
                    {rows}
                </ItemTable>
                <Pager next what="rows" />
            </Panel>
            <FormCard title="What becomes of the ticked rows">
                <CheckField label=format!("All {count} rows, not only the ticked ones") name="all" />
                <FormGrid>
                    <SelectField label="Set" name="field" options=fields value="name" required=true />
                    <TextField label="to" name="text" />
                </FormGrid>
                <FormActions>
                    <Button send_to="/import/fix" send_with=("do", "set")>
                        "Set it"
                    </Button>
                </FormActions>
                <TextField label="Or they are this part" name="part" hint="its key, name or manufacturer\u{2019}s number" />
                <FormActions>
                    <Button send_to="/import/fix" send_with=("do", "match")>
                        "They are this part"
                    </Button>
                </FormActions>
                <FormActions>
                    <Button send_to="/import/fix" send_with=("do", "skip")>
                        "Skip"
                    </Button>
                    <Button kind=ButtonKind::Primary send_to="/import/fix" send_with=("do", "accept")>
                        "Take what is suggested"
                    </Button>
                </FormActions>
            </FormCard>
        </AskForm>
    }
}

fn waiting_row(row: TrayRow) -> impl IntoView {
    let says: Vec<String> = row.cells.iter().map(|(header, cell)| format!("{header}: {cell}")).collect();
    let reasons: Vec<String> = row.reasons.iter().map(|reason| sentence(reason)).collect();
    view! {
        <ItemRow>
            <CheckCell label=format!("Choose row {}", row.row) name="row" value=row.id.to_string() />
            <Named name=format!("Row {}", row.row) detail=says.join(" \u{b7} ") />
            <WideCell>{reasons.join(" ")}</WideCell>
            <WideCell>{row.suggestion.unwrap_or_default()}</WideCell>
        </ItemRow>
    }
}
