//! The pick list of a build: what to fetch next, from where, place by place. Ticks stand in the address,
//! so that a reload keeps them and no script is needed.

use super::{drawn, nothing_there, number_in_address};
use crate::api;
use crate::api::picking::{FoundInPlace, ReserveForPicking};
use crate::app::components::{
    Button, ButtonKind, Crumb, EmptyState, Fetched, FormActions, FormProblem, HiddenField, LargeChoices,
    LinkButton, Loading, Notices, PageHead, PageTitle, Panel, PickCard, PickRow, PickRows, PiecesField,
    PostForm, Progress, Stack,
};
use crate::app::live;
use crate::app::refusal;
use crate::app::view::{Notice, Tone};
use crate::domain::bom::format_references;
use crate::domain::builds::BuildStatus;
use crate::domain::live::Subject;
use crate::domain::overview::{Pick, PickPage as Page};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use std::collections::BTreeSet;

/// What a person does about something that is not there.
#[derive(Clone, Copy)]
struct Verbs {
    found: ServerAction<FoundInPlace>,
    again: ServerAction<ReserveForPicking>,
}

/// What the address says: which picks are ticked off, and of which fewer were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Ticks {
    done: BTreeSet<i64>,
    fewer: Option<i64>,
    /// Nothing was found there.
    none: bool,
}

/// The pick list of the build that the address names.
#[component]
pub fn PickPage() -> impl IntoView {
    let number = number_in_address();
    let page = live::fetched(
        move || number.get(),
        |number| async move { api::picking::page(number.ok_or_else(nothing_there)?).await },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the pick list" /> }>
            {move || Suspend::new(async move { drawn(page.await, |page| view! { <Picking page /> }.into_any()) })}
        </Suspense>
    }
}

#[component]
fn Picking(page: Page) -> impl IntoView {
    let verbs = Verbs { found: ServerAction::new(), again: ServerAction::new() };
    let (number, name) = (page.build.number, format!("{} {}", page.build.project, page.build.revision));
    let shown = RwSignal::new(page);
    let refused = refusal::first_of([refusal::of(verbs.found), refusal::of(verbs.again)]);
    let problem = RwSignal::new(refused.get_untracked());
    refusal::hear(verbs.found, problem, move |page| live::take_in(shown, page));
    refusal::hear(verbs.again, problem, move |page| live::take_in(shown, page));
    live::follow(&[Subject::Build, Subject::Stock], shown, move || api::picking::page(number.unsigned_abs()));
    let query = use_query_map();
    let ticks = Memo::new(move |_| query.with(Ticks::in_address));
    let all = Memo::new(move |_| shown.with(|page| page.picks.len() as u64));
    let done = Memo::new(move |_| {
        shown.with(|page| ticks.with(|ticks| page.picks.iter().filter(|pick| ticks.has(pick)).count() as u64))
    });
    view! {
        <PageTitle text=format!("Pick build {number}") />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Builds", "/builds"), Crumb::link(name, format!("/builds/{number}"))]
                title=format!("Pick build {number}")
            />
            <FormProblem refusal=problem />
            {move || (all.get() > 0).then(|| view! { <Progress label="Picked" done all /> })}
            {move || shown.with(|page| ticks.with(|ticks| list(page, ticks, verbs)))}
        </Stack>
    }
}

impl Ticks {
    fn in_address(query: &ParamsMap) -> Self {
        let done = query.get("done").unwrap_or_default();
        Self {
            done: done.split(',').filter_map(|line| line.parse().ok()).collect(),
            fewer: query.get_str("fewer").and_then(|line| line.parse().ok()),
            none: query.get_str("none").is_some(),
        }
    }

    fn has(&self, pick: &Pick) -> bool {
        self.done.contains(&pick.stock_line.get())
    }

    /// As an address holds them.
    fn text(&self) -> String {
        self.done.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }

    /// The page with this one ticked off, or no longer.
    fn turned(&self, pick: &Pick) -> String {
        let mut ticks = Self { done: self.done.clone(), ..Self::default() };
        if !ticks.done.remove(&pick.stock_line.get()) {
            ticks.done.insert(pick.stock_line.get());
        }
        format!("?done={}", ticks.text())
    }

    /// The page where it is said how many were found.
    fn counting(&self, pick: &Pick) -> String {
        format!("?done={}&fewer={}", self.text(), pick.stock_line)
    }
}

fn list(page: &Page, ticks: &Ticks, verbs: Verbs) -> AnyView {
    let build = page.build.number;
    let here = format!("/builds/{build}");
    if page.picks.is_empty() {
        let (title, hint) = match page.build.status {
            BuildStatus::Completed => ("Nothing is left to pick", "All of it is made."),
            BuildStatus::Open | BuildStatus::Cleared | BuildStatus::Cancelled => {
                ("Nothing is reserved", "Reserve for the build first: then this says what lies where.")
            }
        };
        return view! {
            <Panel>
                <EmptyState title hint>
                    <LinkButton href=here kind=ButtonKind::Primary>
                        "Go to the build"
                    </LinkButton>
                </EmptyState>
            </Panel>
        }
        .into_any();
    }
    let (done, left): (Vec<&Pick>, Vec<&Pick>) = page.picks.iter().partition(|pick| ticks.has(pick));
    let first = left.first().map(|pick| next(page, pick, ticks, verbs));
    view! {
        {not_reserved(page, ticks, verbs)}
        {first.unwrap_or_else(|| all_picked(page))}
        {rows("After it", left.get(1..).unwrap_or_default(), ticks, Fetched::NotYet)}
        {uncounted(page)}
        {rows("Picked", &done, ticks, Fetched::Already)}
    }
    .into_any()
}

/// What is fetched next.
fn next(page: &Page, pick: &Pick, ticks: &Ticks, verbs: Verbs) -> AnyView {
    let remaining = page.build.remaining();
    let each = pick.per_piece.map_or_else(String::new, |each| format!("{each} each × {remaining}"));
    let instead = pick.instead_of.as_ref().map(|part| format!("stands in for {part}"));
    let lot = (!pick.lot.is_empty()).then(|| format!("lot {}", pick.lot));
    let detail: Vec<String> = [Some(pick.detail.clone()).filter(|detail| !detail.is_empty()), lot, instead]
        .into_iter()
        .flatten()
        .collect();
    let counting = ticks.fewer == Some(pick.stock_line.get());
    let choices =
        vec![("Fewer here", ticks.counting(pick)), ("Not here", format!("{}&none=1", ticks.counting(pick)))];
    let inside = if counting {
        count_form(page, pick, ticks, verbs)
    } else {
        view! { <LargeChoices choices /> }.into_any()
    };
    view! {
        <PickCard
            place=pick.location.clone()
            lying=format!("of {}", pick.on_hand)
            pieces=pick.quantity.get()
            name=pick.name.clone()
            detail=detail.join(" · ")
            references=format_references(&pick.references)
            each
            taken=ticks.turned(pick)
        >
            {inside}
        </PickCard>
    }
    .into_any()
}

/// How many lie there in truth.
fn count_form(page: &Page, pick: &Pick, ticks: &Ticks, verbs: Verbs) -> AnyView {
    let (done, number) = (ticks.text(), page.build.number.to_string());
    let back = format!("?done={done}");
    let (part, location, lot) = (pick.part.clone(), pick.location.clone(), pick.lot.clone());
    let label = format!("How many lie in {location}?");
    let value = if ticks.none { "0" } else { "" };
    view! {
        <PostForm action=verbs.found>
            <HiddenField name="number" value=number />
            <HiddenField name="part" value=part />
            <HiddenField name="location" value=location />
            <HiddenField name="lot" value=lot />
            <HiddenField name="done" value=done />
            <PiecesField
                label
                name="pieces"
                value
                required=true
                autofocus=true
                hint="all of them, with those that you take; 0 where there is none"
            />
            <FormActions>
                <LinkButton href=back>"Back"</LinkButton>
                <Button busy=verbs.found.pending()>"Book what lies there"</Button>
            </FormActions>
        </PostForm>
    }
    .into_any()
}

/// What the build needs and has not reserved, and the way to reserve it elsewhere.
fn not_reserved(page: &Page, ticks: &Ticks, verbs: Verbs) -> AnyView {
    if page.not_reserved == 0 {
        return ().into_any();
    }
    let parts =
        if page.not_reserved == 1 { "1 part".to_owned() } else { format!("{} parts", page.not_reserved) };
    let notice = Notice {
        tone: Tone::Waiting,
        what: format!("Not all of {parts} is reserved."),
        remedy: "Reserve again takes it from elsewhere, if it lies anywhere; the build's page says what is missing."
            .to_owned(),
    };
    let (done, number) = (ticks.text(), page.build.number.to_string());
    view! {
        <Notices notices=vec![notice] />
        <PostForm action=verbs.again>
            <HiddenField name="number" value=number />
            <HiddenField name="done" value=done />
            <Button busy=verbs.again.pending()>"Reserve again"</Button>
        </PostForm>
    }
    .into_any()
}

fn all_picked(page: &Page) -> AnyView {
    let build = page.build.number;
    let (href, says) = if page.build.status == BuildStatus::Cleared {
        (format!("/builds/{build}/complete"), "Complete the build")
    } else {
        (format!("/builds/{build}"), "Go to the build")
    };
    view! {
        <Panel>
            <EmptyState title="Everything is picked" hint="What is built is completed on its page: then it is used up.">
                <LinkButton href kind=ButtonKind::Primary>
                    {says}
                </LinkButton>
            </EmptyState>
        </Panel>
    }
    .into_any()
}

fn rows(title: &'static str, picks: &[&Pick], ticks: &Ticks, fetched: Fetched) -> AnyView {
    if picks.is_empty() {
        return ().into_any();
    }
    let rows = picks
        .iter()
        .map(|pick| {
            view! {
                <PickRow
                    place=pick.location.clone()
                    name=pick.name.clone()
                    references=format_references(&pick.references)
                    pieces=pick.quantity.get()
                    fetched
                    href=ticks.turned(pick)
                />
            }
        })
        .collect_view();
    view! { <PickRows title>{rows}</PickRows> }.into_any()
}

/// What nobody counts: it is taken as it is needed.
fn uncounted(page: &Page) -> AnyView {
    if page.uncounted.is_empty() {
        return ().into_any();
    }
    let names: Vec<String> =
        page.uncounted.iter().map(|part| format!("{} ({})", part.name, part.quantity)).collect();
    let notice = Notice {
        tone: Tone::Quiet,
        what: "Nobody counts these; take what is needed:".to_owned(),
        remedy: names.join(", "),
    };
    view! { <Notices notices=vec![notice] /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::StockLineId;
    use crate::domain::quantity::Quantity;

    fn pick(line: i64) -> Pick {
        Pick {
            stock_line: StockLineId::new(line),
            location: String::new(),
            lot: String::new(),
            part: String::new(),
            name: String::new(),
            detail: String::new(),
            instead_of: None,
            quantity: Quantity::ONE,
            on_hand: Quantity::ONE,
            references: Vec::new(),
            per_piece: None,
        }
    }

    #[test]
    fn ticks_stand_in_the_address() {
        let query: ParamsMap =
            [("done", "7,x,3".to_owned()), ("fewer", "4".to_owned())].into_iter().collect();
        let ticks = Ticks::in_address(&query);
        assert_eq!((ticks.text().as_str(), ticks.fewer), ("3,7", Some(4)));
        assert_eq!(ticks.turned(&pick(5)), "?done=3,5,7");
        assert_eq!(ticks.turned(&pick(3)), "?done=7");
        assert_eq!(ticks.counting(&pick(5)), "?done=3,7&fewer=5");
    }
}
