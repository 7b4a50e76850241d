//! What a sync would change: looked at before it is applied.

use super::{drawn, nothing_there, told_in_address, version_in_address, way_to};
use crate::api;
use crate::api::projects::ApplySync;
use crate::app::components::{
    AskForm, BadgeCell, Button, ButtonKind, CellsChanged, Disclosure, EmptyState, ErrorState, FileField,
    FileForm, FormActions, FormProblem, HiddenField, Inset, ItemRow, ItemTable, LinkButton, Loading, Named,
    Notices, PageHead, PageTitle, Panel, PlainList, PostForm, Stack, Stat, StatStrip, WideCell,
};
use crate::app::live;
use crate::app::refusal;
use crate::app::view::{Figure, Notice, Status, Tone};
use crate::app::words::{sentence, short_commit};
use crate::domain::bom::format_references;
use crate::domain::designs::{
    LineChange, LineMove, Preview, Reading, SyncPage as Page, VersionHead, WouldMiss,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// More lines than anybody reads.
const SHOWN: usize = 300;

/// The preview of the version that the address names.
#[component]
pub fn SyncPage() -> impl IntoView {
    let name = version_in_address();
    let query = use_query_map();
    let said = Memo::new(move |_| query.with(|query| (query.get("file"), query.get("seen"))));
    let page = live::fetched(
        move || (name.get(), said.get()),
        |(name, (file, seen))| async move {
            let (project, version) = name.ok_or_else(nothing_there)?;
            api::projects::preview(project, version, file, seen).await
        },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the BOM" /> }>
            {move || Suspend::new(async move { drawn(page.await, |page| view! { <Sync page /> }.into_any()) })}
        </Suspense>
    }
}

#[component]
fn Sync(page: Page) -> impl IntoView {
    let Page { head, synced, reading, moved_from } = page;
    let apply = ServerAction::<ApplySync>::new();
    let title = match (&reading, synced) {
        (Reading::Read(_), true) => "What the sync would change",
        (Reading::Read(_), false) => "What was read",
        (Reading::Failed(_) | Reading::NoSource, _) => "Sync",
    };
    let from = match &reading {
        Reading::Read(preview) => read_from(preview),
        Reading::Failed(_) | Reading::NoSource => {
            head.git_ref.as_ref().map_or_else(String::new, |git_ref| format!("follows {git_ref}"))
        }
    };
    let moved: Vec<Notice> = moved_from.iter().map(|before| moved(before, &head)).collect();
    let preview = match &reading {
        Reading::Read(preview) => Some(preview.clone()),
        _ => None,
    };
    let (here, edit) = (head.clone(), format!("/projects/{}/edit", head.project));
    let problem = told_in_address("The file was not taken in.");
    view! {
        <PageTitle text=format!("Sync {} {}", head.project_name, head.revision) />
        <Stack>
            <PageHead
                way=way_to(&head, Some("Sync"))
                title
                more=format!("{} {}", head.project_name, head.revision)
                note=from
            >
                {preview.map(|preview| view! { <Apply head=here preview apply /> })}
            </PageHead>
            {problem}
            <FormProblem refusal=refusal::of(apply) />
            <Notices notices=moved />
            {match reading {
                Reading::Read(preview) => view! { <Changes preview synced /> }.into_any(),
                Reading::Failed(why) => view! { <Failed why head=head.clone() /> }.into_any(),
                Reading::NoSource => view! {
                    <Panel>
                        <EmptyState
                            title="This project has no repository"
                            hint="Hand its BOM over as a file below, or give the project the address of its repository."
                        >
                            <LinkButton href=edit>"Edit the project"</LinkButton>
                        </EmptyState>
                    </Panel>
                }
                .into_any(),
            }}
            <FromFile head />
        </Stack>
    }
}

fn read_from(preview: &Preview) -> String {
    let path = preview.path.clone().unwrap_or_else(|| "a file".to_owned());
    match &preview.commit {
        Some(commit) => format!("{path} at {}", short_commit(commit)),
        None => format!("{path}, handed over as a file"),
    }
}

fn moved(before: &str, head: &VersionHead) -> Notice {
    let what = head.git_ref.clone().unwrap_or_else(|| head.revision.clone());
    Notice {
        tone: Tone::Waiting,
        what: format!("{what} moved on since you looked (then {}):", short_commit(before)),
        remedy: "nothing was applied, this is what it holds now.".to_owned(),
    }
}

/// Applies exactly what is shown.
#[component]
fn Apply(head: VersionHead, preview: Preview, apply: ServerAction<ApplySync>) -> impl IntoView {
    view! {
        <LinkButton href=format!("/projects/{}/versions/{}", head.project, head.version)>"Not now"</LinkButton>
        <PostForm action=apply>
            <HiddenField name="project" value=head.project.to_string() />
            <HiddenField name="version" value=head.version.to_string() />
            <HiddenField name="file" value=preview.parked.unwrap_or_default() />
            <HiddenField name="commit" value=preview.commit.unwrap_or_default() />
            <HiddenField name="path" value=preview.path.unwrap_or_default() />
            <Button kind=ButtonKind::Primary busy=apply.pending()>
                "Apply"
            </Button>
        </PostForm>
    }
}

#[component]
fn Failed(why: String, head: VersionHead) -> impl IntoView {
    let here = format!("/projects/{}/versions/{}", head.project, head.version);
    view! {
        <ErrorState what="The BOM could not be read; nothing was changed." remedy=sentence(&why)>
            <AskForm action=format!("{here}/sync")>
                <FormActions>
                    <Button>"Try again"</Button>
            <LinkButton href=format!("{here}/edit")>"Change branch or path"</LinkButton>
                </FormActions>
            </AskForm>
        </ErrorState>
    }
}

#[component]
fn Changes(preview: Preview, synced: bool) -> impl IntoView {
    let (added, changed, removed) = preview.counts();
    let without = preview.lines - preview.matched;
    let changes = match (synced, added + changed + removed) {
        (false, _) => "all lines are new".to_owned(),
        (true, 0) => "no line changes".to_owned(),
        (true, _) => format!("{added} added, {changed} changed, {removed} removed"),
    };
    let all = added + changed + removed;
    let stays = preview.builds_stay.then(|| Notice {
        tone: Tone::Clear,
        what: "Builds:".to_owned(),
        remedy: "none would miss anything that it does not miss now.".to_owned(),
    });
    let warning = |text: &String| Notice {
        tone: Tone::Waiting,
        what: "Look at this:".to_owned(),
        remedy: text.clone(),
    };
    let notices: Vec<Notice> = preview.warnings.iter().map(warning).chain(stays).collect();
    let unmatched: Vec<(String, String)> = preview
        .unmatched
        .iter()
        .map(|(references, wanted)| (references.join(", "), wanted.clone()))
        .collect();
    view! {
        <StatStrip>
            <Stat label="Lines" figure=Figure::new(preview.lines.to_string(), "in the BOM") />
            <Stat label="With a part" figure=Figure::new(preview.matched.to_string(), "or none needed") />
            <Stat label="Without a part" figure=Figure::new(without.to_string(), if without == 0 { "nothing to fix" } else { "fixed on the BOM\u{2019}s page" }) />
            <Stat label="Changes" figure=Figure::new(all.to_string(), changes) />
        </StatStrip>
        <Notices notices=notices />
        {(!preview.builds.is_empty())
            .then(|| {
                view! {
                    <Panel title="Builds that would newly miss something">
                        <Builds builds=preview.builds />
                    </Panel>
                }
            })}
        {(!unmatched.is_empty())
            .then(|| {
                view! {
                    <Panel title="Lines without a part">
                        <PlainList label="Lines without a part" items=unmatched />
                    </Panel>
                }
            })}
        <Panel title="Lines">
            <LineTable changes=preview.changes />
        </Panel>
    }
}

#[component]
fn Builds(builds: Vec<WouldMiss>) -> impl IntoView {
    let rows = builds
        .into_iter()
        .map(|build| {
            let missing = build.missing.iter().map(|part| {
                let at = format_references(&part.references);
                let at = if at.is_empty() { String::new() } else { format!(" ({at})") };
                format!("{} of {}{at}", part.short, part.name)
            });
            let unmatched = build
                .unmatched
                .iter()
                .map(|(references, wanted)| format!("no part for {} ({wanted})", references.join(", ")));
            let told: Vec<String> = missing.chain(unmatched).collect();
            (format!("Build {}, {} pieces", build.build, build.quantity), told.join(" · "))
        })
        .collect::<Vec<_>>();
    view! { <PlainList label="Builds that would newly miss something" items=rows /> }
}

#[component]
fn LineTable(changes: Vec<LineChange>) -> impl IntoView {
    if changes.is_empty() {
        return view! {
            <EmptyState title="No line changes" hint="What is applied already says the same. Applying it matches its lines anew." />
        }
        .into_any();
    }
    let more = changes.len().saturating_sub(SHOWN);
    let columns = vec![("References", false), ("Change", false), ("What it says", false)];
    view! {
        <ItemTable label="Lines that change" columns>
            {changes.into_iter().take(SHOWN).map(change_row).collect_view()}
        </ItemTable>
        {(more > 0).then(|| view! { <Inset>{format!("and {more} more lines")}</Inset> })}
    }
    .into_any()
}

fn change_row(change: LineChange) -> impl IntoView {
    let status = match change.what {
        LineMove::Added => Status::new(Tone::Clear, "added"),
        LineMove::Changed => Status::new(Tone::StandIn, "changed"),
        LineMove::Removed => Status::new(Tone::Quiet, "removed"),
    };
    let cells = change.cells.into_iter().map(|cell| (cell.cell, cell.before, cell.after)).collect::<Vec<_>>();
    view! {
        <ItemRow>
            <Named name=change.references />
            <BadgeCell status />
            <WideCell>
                <CellsChanged cells />
            </WideCell>
        </ItemRow>
    }
}

/// The BOM of a file in place of the repository's.
#[component]
fn FromFile(head: VersionHead) -> impl IntoView {
    let open = head.repository.is_none();
    view! {
        <Panel>
            <Inset>
                <Disclosure summary="Read a file instead" open>
                    <FileForm action="/upload/bom">
                        <HiddenField name="project" value=head.project.to_string() />
                        <HiddenField name="version" value=head.version.to_string() />
                        <FileField
                            label="BOM"
                            name="file"
                            accept=".csv,.tsv,.txt,.xlsx,.kicad_sch"
                            hint="CSV, XLSX or KiCad\u{2019}s schematic, up to 10 MB"
                            required=true
                        />
                        <FormActions>
                            <Button>"Preview"</Button>
                        </FormActions>
                    </FileForm>
                </Disclosure>
            </Inset>
        </Panel>
    }
}
