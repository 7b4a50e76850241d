//! A version's BOM: what each line is and why, and every line without a part fixed in place.
//!
//! `filter` is what of it is shown, `line` one row, `fix` what opens beneath it, `own` the lines beside
//! the BOM. Each word is one request, whose answer is the page as it is then.

mod filter;
mod fix;
mod line;
mod own;

use super::{drawn, nothing_there, version_in_address, way_to};
use crate::api;
use crate::api::boms::{DecideLine, MakePart, SaveOwnLine};
use crate::app::address;
use crate::app::components::{
    Badge, ButtonKind, Column, Disclosure, EmptyState, ExportCsv, FilterField, FilterTab, FilterTabs, Inset,
    ItemTable, LinkButton, ListTools, Loading, MoreRows, Notices, PageHead, PageTitle, Panel, PlainList,
    Stack, Stat, StatStrip, Toasts, Toolbar, rows_asked_for,
};
use crate::app::live;
use crate::app::view::{Figure, Notice, Status, Tone};
use crate::app::words::short_commit;
use crate::domain::designs::{BomHead, BomPage as Page, BomTally, LineFilter, VersionHead, VersionLine};
use crate::domain::live::Subject;
use filter::Filter;
use leptos::prelude::*;
use line::LineRow;
use own::OwnLines;

/// What a BOM's page depends on.
const FOLLOWED: [Subject; 5] =
    [Subject::Version, Subject::Project, Subject::Part, Subject::Catalog, Subject::Stock];

/// How many columns the table has.
const COLUMNS: usize = 6;

fn columns() -> Vec<Column> {
    vec![
        Column::words("References").sorted_by("references"),
        Column::words("Wants").sorted_by("wants"),
        Column::numbers("Pieces").sorted_by("pieces"),
        Column::words("Part").sorted_by("part"),
        Column::words("State").sorted_by("state"),
        Column::actions("Actions"),
    ]
}

/// The BOM of the version that the address names.
#[component]
pub fn BomPage() -> impl IntoView {
    let name = version_in_address();
    let page = live::fetched(
        move || name.get(),
        |name| async move {
            let (project, version) = name.ok_or_else(nothing_there)?;
            api::boms::page(project, version).await
        },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the BOM" /> }>
            {move || Suspend::new(async move { drawn(page.await, |page| view! { <Bom page /> }.into_any()) })}
        </Suspense>
    }
}

/// What a person says about lines: each is one request.
#[derive(Clone, Copy)]
struct Words {
    decide: ServerAction<DecideLine>,
    make: ServerAction<MakePart>,
    own: ServerAction<SaveOwnLine>,
}

#[component]
fn Bom(page: Page) -> impl IntoView {
    let page = RwSignal::new(page);
    let words = Words { decide: ServerAction::new(), make: ServerAction::new(), own: ServerAction::new() };
    let filter = Filter::new();
    follow(page, words, filter);
    let (project, version) = page.with_untracked(|page| (page.head.project, page.head.version));
    live::follow(&FOLLOWED, page, move || {
        api::boms::page(project.get().unsigned_abs(), version.get().unsigned_abs())
    });
    let head = Memo::new(move |_| page.with(|page| page.head.clone()));
    let tally = Memo::new(move |_| page.with(Page::tally));
    view! {
        {move || {
            let head = head.get();
            view! { <PageTitle text=format!("BOM of {} {}", head.project_name, head.revision) /> }
        }}
        <Stack>
            {move || view! { <Head head=head.get() bom=page.with(|page| page.bom.clone()) tally /> }}
            <Figures tally />
            {move || page.with(|page| page.bom.clone()).map(|bom| view! { <Warnings bom /> })}
            <Lines page words filter tally />
            <OwnLines page words filter />
        </Stack>
    }
}

/// Takes in what an answer says, closes what was open for it, and says so.
fn follow(page: RwSignal<Page>, words: Words, filter: Filter) {
    let toasts = use_context::<Toasts>();
    let took = move |answer: Option<Result<Page, api::ApiError>>, said: &'static str| {
        let Some(Ok(new)) = answer else { return };
        live::take_in(page, new);
        filter.close();
        if let Some(toasts) = toasts {
            toasts.say(Status::new(Tone::Clear, said));
        }
    };
    Effect::new(move |_| took(words.decide.value().get(), "Kept"));
    Effect::new(move |_| took(words.make.value().get(), "The part is made, and the line is it"));
    Effect::new(move |_| took(words.own.value().get(), "Saved"));
}

#[component]
fn Head(head: VersionHead, bom: Option<BomHead>, tally: Memo<BomTally>) -> impl IntoView {
    let here = format!("/projects/{}/versions/{}", head.project, head.version);
    let kind = if bom.is_none() { ButtonKind::Primary } else { ButtonKind::Quiet };
    let synced = bom.is_some();
    let version =
        [("project".to_owned(), head.project_name.clone()), ("revision".to_owned(), head.revision.clone())];
    let new_build = format!("/builds/new{}", address::written(&version));
    view! {
        <PageHead
            way=way_to(&head, None)
            title=head.project_name.clone()
            more=head.revision.clone()
            note=read_from(bom.as_ref(), &head)
            state=move || view! { <Badge status=Signal::derive(move || state(synced, tally.get())) /> }
        >
            <LinkButton href=format!("{here}/edit")>"Edit"</LinkButton>
            <LinkButton href=format!("{here}/sync") kind>"Sync"</LinkButton>
            {synced.then(|| view! { <LinkButton href=new_build>"New build"</LinkButton> })}
        </PageHead>
    }
}

fn state(synced: bool, tally: BomTally) -> Status {
    match (synced, tally.unmatched) {
        (false, _) => Status::new(Tone::Missing, "never synced"),
        (_, 0) if tally.lines == 0 => Status::new(Tone::Waiting, "no lines"),
        (_, 0) => Status::new(Tone::Clear, "every line has a part"),
        (_, 1) => Status::new(Tone::Missing, "1 line without a part"),
        (_, lines) => Status::new(Tone::Missing, format!("{lines} lines without a part")),
    }
}

fn read_from(bom: Option<&BomHead>, head: &VersionHead) -> String {
    let Some(bom) = bom else {
        return head.git_ref.as_ref().map_or_else(String::new, |git_ref| format!("follows {git_ref}"));
    };
    let path = bom.path.clone().unwrap_or_else(|| "read".to_owned());
    match &bom.commit {
        Some(commit) => format!("{path} at {}", short_commit(commit)),
        None => path,
    }
}

#[component]
fn Figures(tally: Memo<BomTally>) -> impl IntoView {
    let figure = move |of: fn(&BomTally) -> usize, note: &'static str| {
        Signal::derive(move || Figure::new(tally.with(of).to_string(), note))
    };
    view! {
        <StatStrip>
            <Stat label="Without a part" figure=figure(|tally| tally.unmatched, "to be fixed below") />
            <Stat label="With a part" figure=figure(|tally| tally.matched, "and why, beside each") />
            <Stat label="Optional" figure=figure(|tally| tally.optional, "only where a build asks for them") />
            <Stat label="Not built with" figure=figure(|tally| tally.not_built, "do not populate, left out, ignored") />
        </StatStrip>
    }
}

/// What reading the BOM gave rise to: a few at once, many on request.
#[component]
fn Warnings(bom: BomHead) -> impl IntoView {
    const AT_ONCE: usize = 3;
    if bom.warnings.is_empty() {
        return ().into_any();
    }
    if bom.warnings.len() <= AT_ONCE {
        let notice = |text| Notice { tone: Tone::Waiting, what: "Look at this:".to_owned(), remedy: text };
        let notices: Vec<Notice> = bom.warnings.into_iter().map(notice).collect();
        return view! { <Notices notices /> }.into_any();
    }
    let count = bom.warnings.len();
    let items: Vec<(String, String)> = bom.warnings.into_iter().map(|text| (String::new(), text)).collect();
    view! {
        <Panel>
            <Inset>
                <Disclosure summary=format!("{count} things to look at in the BOM")>
                    <PlainList label="What reading the BOM gave rise to" items />
                </Disclosure>
            </Inset>
        </Panel>
    }
    .into_any()
}

#[component]
fn Lines(page: RwSignal<Page>, words: Words, filter: Filter, tally: Memo<BomTally>) -> impl IntoView {
    let count = move |of: fn(&BomTally) -> usize| Signal::derive(move || tally.with(of));
    let tab = move |show: LineFilter| {
        (Signal::derive(move || filter.address(show)), Signal::derive(move || filter.show() == show))
    };
    let [(all, all_on), (open, open_on), (optional, optional_on), (out, out_on)] = LineFilter::EACH.map(tab);
    let asked = rows_asked_for();
    let export = page.with_untracked(|page| {
        format!("/projects/{}/versions/{}/bom.csv", page.head.project, page.head.version)
    });
    let fitting = Memo::new(move |_| page.with(|page| filter.shown(page).len()));
    // The one that is open is among them wherever it stands.
    let shown = Memo::new(move |_| {
        let (asked, open) = (asked.get(), filter.open_line());
        page.with(|page| {
            let shown = filter
                .shown(page)
                .into_iter()
                .enumerate()
                .filter(|(place, line)| *place < asked || Some(line.line.line) == open);
            shown.map(|(_, line)| line.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <Toolbar>
            <FilterTabs label="Which lines">
                <FilterTab label="All" count=count(|tally| tally.lines) href=all active=all_on />
                <FilterTab label="Without a part" count=count(|tally| tally.unmatched) href=open active=open_on />
                <FilterTab label="Optional" count=count(|tally| tally.optional) href=optional active=optional_on />
                <FilterTab label="Not built with" count=count(|tally| tally.not_built) href=out active=out_on />
            </FilterTabs>
            <ListTools>
                <FilterField
                    label="Search the lines"
                    placeholder="R14, 0805, TL074 …"
                    name="q"
                    value=filter.words()
                    on_change=move |words| filter.search(words)
                    keep=filter.kept()
                />
                <ExportCsv to=export />
            </ListTools>
        </Toolbar>
        <Panel>
            {move || {
                if shown.with(Vec::is_empty) {
                    return empty(page, filter);
                }
                view! {
                    <ItemTable label="Lines of the BOM" columns=columns()>
                        <For each=move || shown.get() key=|line| key(line) let:line>
                            <LineRow line page words filter />
                        </For>
                    </ItemTable>
                }
                    .into_any()
            }}
            <MoreRows asked all=fitting what="lines" />
        </Panel>
    }
}

/// A row is drawn anew when its line means something else.
fn key(line: &VersionLine) -> (u32, String) {
    let said = line.meanings.iter().map(|meaning| {
        format!("{:?}{:?}{:?}{}", meaning.part, meaning.substitute, meaning.references, meaning.ignored)
    });
    (line.line.line, format!("{}{}", line.left_out, said.collect::<String>()))
}

fn empty(page: RwSignal<Page>, filter: Filter) -> AnyView {
    let (synced, lines, head) = page.with(|page| (page.bom.is_some(), page.lines.len(), page.head.clone()));
    let sync = format!("/projects/{}/versions/{}/sync", head.project, head.version);
    if !synced || lines == 0 {
        let hint = "Sync reads it from the repository, or from a file, and shows what it would change first.";
        return view! {
            <EmptyState title="No lines yet" hint>
                <LinkButton href=sync>"Sync"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    match filter.show() {
        LineFilter::Unmatched if filter.words().get().is_empty() => {
            view! { <EmptyState title="Every line has a part" hint="Nothing is left to fix: the BOM is complete." /> }.into_any()
        }
        _ => view! { <EmptyState title="No such line" hint="No line of the BOM is meant by this choice and these words." /> }.into_any(),
    }
}
