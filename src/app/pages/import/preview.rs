//! What a list would do, with what each column becomes: looked at before it is applied.

use crate::api;
use crate::app::components::{
    Across, AskForm, Button, ButtonKind, CheckField, Crumb, EmptyState, ErrorState, FormActions, FormCard,
    FormGrid, HiddenField, LinkButton, Loading, Notices, PageHead, PageTitle, Panel, PlainList, SelectField,
    Stack, Stat, StatStrip,
};
use crate::app::live;
use crate::app::pages::{drawn, told_in_address};
use crate::app::view::{Figure, Notice, Tone};
use crate::app::words::sentence;
use crate::domain::parts_list::{ColumnTold, Field, ImportPreview, Packages};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// What the address asks: which list, and what becomes of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    list: String,
    columns: String,
    packages: String,
}

impl Asked {
    fn of(query: &ParamsMap) -> Self {
        let said = |name: &str| query.get(name).unwrap_or_default();
        let uses: Vec<String> = (0..).map_while(|at: usize| query.get(&format!("c{at}"))).collect();
        Self { list: said("list"), columns: uses.join(","), packages: said("packages") }
    }
}

/// The preview of the list that the address names.
#[component]
pub fn PreviewPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(Asked::of));
    let page = live::fetched(
        move || asked.get(),
        |Asked { list, columns, packages }| api::imports::preview(list, columns, packages),
    );
    view! {
        <PageTitle text="Import" />
        <Suspense fallback=|| view! { <Loading what="the list" /> }>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Looked page /> }.into_any(),
                    Err(api::ApiError::Conflict(why)) => gone(&why),
                    Err(error) => drawn(Err(error), |page: ImportPreview| view! { <Looked page /> }.into_any()),
                }
            })}
        </Suspense>
    }
}

fn gone(why: &str) -> AnyView {
    view! {
        <ErrorState what="There is no list to look at." remedy=sentence(why)>
            <LinkButton href="/import">"Choose the file again"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Looked(page: ImportPreview) -> impl IntoView {
    let note = format!("{} rows below the header in row {}", page.rows, page.header_row);
    let problem = page.problem.as_ref().map(|why| {
        view! { <ErrorState what="These columns cannot be so." remedy=sentence(why) /> }
    });
    let figures = page.problem.is_none().then(|| figures(&page));
    let doubts: Vec<(String, String)> =
        page.doubts.iter().map(|(row, why)| (format!("Row {row}"), sentence(why))).collect();
    let more = page.doubtful.saturating_sub(doubts.len());
    let notices = notices(&page);
    view! {
        <Stack>
            <PageHead
                way=vec![Crumb::link("Parts", "/parts"), Crumb::link("Import", "/import"), Crumb::text("Preview")]
                title="What would come in"
                more=page.file.clone()
                note
            />
            {told_in_address("The list was not taken in.")}
            {problem}
            {figures}
            <Notices notices=notices />
            <ColumnsForm page />
            <Panel title="Rows that would wait">
                {if doubts.is_empty() {
                    view! { <EmptyState title="None" hint="Every row can be counted on." /> }.into_any()
                } else {
                    let more = (more > 0).then(|| (String::new(), format!("and {more} more rows")));
                    let items = doubts.into_iter().chain(more).collect::<Vec<_>>();
                    view! { <PlainList label="Rows that would wait" items /> }.into_any()
                }}
            </Panel>
        </Stack>
    }
}

fn figures(page: &ImportPreview) -> AnyView {
    let figures: Vec<(&'static str, Figure)> = [
        ("New", page.made, "parts"),
        ("Changed", page.updated, "parts"),
        ("Counted", page.counted, "places where the books say otherwise"),
        ("Known", page.unchanged, "rows that say nothing new"),
        ("Wait", page.doubtful, "rows to be fixed after the import"),
    ]
    .map(|(label, count, note)| (label, Figure::new(count.to_string(), note)))
    .into();
    let each = figures.into_iter().map(|(label, figure)| view! { <Stat label figure /> }).collect_view();
    view! { <StatStrip>{each}</StatStrip> }.into_any()
}

fn notices(page: &ImportPreview) -> Vec<Notice> {
    let told = |what: &str, names: &[String]| Notice {
        tone: Tone::Quiet,
        what: what.to_owned(),
        remedy: format!("{}.", names.join(", ")),
    };
    let mut notices = Vec::new();
    if !page.new_packages.is_empty() {
        notices.push(told("Packages that would be made:", &page.new_packages));
    }
    if !page.new_vendors.is_empty() {
        notices.push(told("Vendors that would be made:", &page.new_vendors));
    }
    notices
}

/// What each column becomes, to be changed. Both buttons send the same choices: one to look again, one to
/// take the list in.
#[component]
fn ColumnsForm(page: ImportPreview) -> impl IntoView {
    let fields = page.columns.into_iter().map(column_field).collect_view();
    view! {
        <FormCard
            title="What each column becomes"
            note="Looked up from the header and the cells. Change what is wrong, then look again or import."
        >
            <AskForm action="/import/preview">
                <HiddenField name="list" value=page.parked />
                <FormGrid across=Across::Three>{fields}</FormGrid>
                <CheckField
                    label="Let rows wait whose package is new"
                    name="packages"
                    value="ask"
                    checked=page.packages == Packages::Ask
                    hint="else the packages are made"
                />
                <FormActions>
                    <LinkButton href="/import">"Not now"</LinkButton>
                    <Button>"Look again"</Button>
                    <Button kind=ButtonKind::Primary send_to="/import/apply">
                        "Import"
                    </Button>
                </FormActions>
            </AskForm>
        </FormCard>
    }
}

fn column_field(column: ColumnTold) -> impl IntoView {
    let header = if column.header.is_empty() { "no header".to_owned() } else { column.header };
    let samples =
        if column.samples.is_empty() { "empty".to_owned() } else { column.samples.join(" \u{b7} ") };
    let mut options: Vec<(&str, &str)> =
        vec![("ignore", "Nothing: leave it out"), ("custom", "A custom field")];
    options.extend(Field::ALL.map(|(_, name, title)| (name, title)));
    let short: String = samples.chars().take(80).collect();
    view! {
        <SelectField
            label=format!("{} \u{b7} {header}", column.letter)
            name=format!("c{}", column.column)
            options
            value=column.becomes.to_string()
            hint=format!("{short} ({})", column.confidence)
            required=true
        />
    }
}
