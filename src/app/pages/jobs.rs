//! Background jobs: what is to be done, what was, and what vendors allow.

use super::drawn;
use crate::api;
use crate::api::jobs::{CancelJob, RetryJob};
use crate::app::address::list_query;
use crate::app::components::{
    Badge, Button, Column, Count, Crumb, EmptyState, ExportCsv, FormProblem, ItemRow, ItemTable, LinkButton,
    ListTools, Loading, Named, Notices, PageHead, PageTitle, Panel, SearchBox, Stack, Stat, StatStrip,
    WideCell,
};
use crate::app::live::followed;
use crate::app::refusal;
use crate::app::view::{Figure, Notice, Status, Tone};
use crate::domain::jobs::{Job, JobList, JobStatus, Progress, VendorUse};
use crate::domain::lists;
use crate::domain::live::Subject;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What a person does about a job.
#[derive(Clone, Copy)]
struct Verbs {
    cancel: ServerAction<CancelJob>,
    retry: ServerAction<RetryJob>,
}

/// The list of jobs. Its buttons are forms, so that they work before the browser's part is there.
#[component]
pub fn JobsPage() -> impl IntoView {
    let verbs = Verbs { cancel: ServerAction::new(), retry: ServerAction::new() };
    let jobs = followed(
        &[Subject::Job],
        move || (verbs.cancel.version().get(), verbs.retry.version().get()),
        |_| api::jobs::list(),
    );
    let refusal = refusal::first_of([refusal::of(verbs.cancel), refusal::of(verbs.retry)]);
    view! {
        <PageTitle text="Jobs" />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Settings", "/settings")]
                title="Jobs"
                note="work that waits on vendors, done behind the pages"
            />
            <FormProblem refusal what="The job was not changed." />
            <Transition fallback=|| view! { <Loading what="the jobs" /> }>
                {move || Suspend::new(async move { drawn(jobs.await, |list| list_view(list, verbs).into_any()) })}
            </Transition>
        </Stack>
    }
}

fn list_view(list: JobList, verbs: Verbs) -> impl IntoView {
    let notices: Vec<Notice> =
        list.progress.iter().map(progress).chain(list.vendors.iter().filter_map(pause)).collect();
    let figures = list
        .vendors
        .iter()
        .map(|vendor| view! { <Stat label="Calls today" figure=calls(vendor) /> })
        .collect_view();
    view! {
        <StatStrip>
            <Stat label="To do" figure=Figure::new(list.queued.to_string(), "queued or running") />
            <Stat label="Given up" figure=Figure::new(list.failed.to_string(), "retry them, or leave them") />
            {figures}
        </StatStrip>
        <Notices notices=notices />
        <JobTable jobs=list.jobs verbs />
    }
}

fn calls(vendor: &VendorUse) -> Figure {
    let note = format!(
        "of {} at {}; {} of {} in this minute",
        vendor.per_day, vendor.vendor, vendor.minute, vendor.per_minute
    );
    Figure::new(vendor.day.to_string(), note)
}

fn progress(progress: &Progress) -> Notice {
    Notice {
        tone: Tone::Waiting,
        what: format!("{} of {} done:", progress.ended, progress.all),
        remedy: progress.cause.clone(),
    }
}

fn pause(vendor: &VendorUse) -> Option<Notice> {
    let (_, why) = vendor.paused.clone()?;
    let what = format!("{} is left alone for a while:", vendor.vendor);
    Some(Notice { tone: Tone::Waiting, what, remedy: why })
}

#[component]
fn JobTable(jobs: Vec<Job>, verbs: Verbs) -> impl IntoView {
    if jobs.is_empty() {
        return view! {
            <Panel>
                <EmptyState
                    title="No jobs"
                    hint="A sync that meets a vendor's number that nobody knows makes one: it asks the vendor and fills the part in."
                />
            </Panel>
        }
        .into_any();
    }
    let query = use_query_map();
    let shown = Memo::new(move |_| query.with(|query| lists::jobs(&jobs, &list_query(query))));
    view! {
        <ListTools>
            <SearchBox label="Search jobs" placeholder="Search: failed mouser" />
            <ExportCsv to="/settings/jobs.csv" />
        </ListTools>
        <Panel>{move || table(shown.get(), verbs)}</Panel>
    }
    .into_any()
}

fn table(jobs: Vec<Job>, verbs: Verbs) -> AnyView {
    if jobs.is_empty() {
        return view! {
            <EmptyState title="No job fits" hint="No job has these words in what it does, why, or what became of it.">
                <LinkButton href="/settings/jobs">"Show all jobs"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::words("Job").sorted_by("name"),
        Column::words("State").sorted_by("state"),
        Column::numbers("Tries").sorted_by("tries"),
        Column::actions("What to do"),
    ];
    view! {
        <ItemTable label="Jobs" columns>
            {jobs.into_iter().map(|job| job_row(job, verbs)).collect_view()}
        </ItemTable>
    }
    .into_any()
}

fn job_row(job: Job, verbs: Verbs) -> impl IntoView {
    let note = job.result.clone().filter(|_| job.status == JobStatus::Done).or_else(|| job.error.clone());
    view! {
        <ItemRow>
            <Named name=job.subject.clone() detail=format!("job {}, {}", job.job, job.cause) />
            <WideCell>
                <Badge status=status(job.status) />
                " "
                {note}
            </WideCell>
            <Count label="Tries" number=u64::from(job.attempts) />
            <WideCell>{verb(&job, verbs)}</WideCell>
        </ItemRow>
    }
}

fn status(status: JobStatus) -> Status {
    let tone = match status {
        JobStatus::Queued | JobStatus::Running => Tone::Waiting,
        JobStatus::Done => Tone::Clear,
        JobStatus::Failed => Tone::Missing,
        JobStatus::Cancelled => Tone::Quiet,
    };
    Status::new(tone, status.name())
}

/// What can be done about a job: an open one cancelled, one that ended without being done retried.
fn verb(job: &Job, verbs: Verbs) -> AnyView {
    let number = job.job.to_string();
    match job.status {
        JobStatus::Queued | JobStatus::Running => view! {
            <ActionForm action=verbs.cancel>
                <input type="hidden" name="job" value=number />
                <Button>"Cancel"</Button>
            </ActionForm>
        }
        .into_any(),
        JobStatus::Failed | JobStatus::Cancelled => view! {
            <ActionForm action=verbs.retry>
                <input type="hidden" name="job" value=number />
                <Button>"Retry"</Button>
            </ActionForm>
        }
        .into_any(),
        JobStatus::Done => ().into_any(),
    }
}
