//! What opens beneath a line: the parts that it may be, a search, a new part, and other words.

use super::filter::Filter;
use super::{Page, Words};
use crate::api::{self, ApiError};
use crate::app::components::{
    Button, CheckField, Disclosure, FindField, FormActions, FormGrid, FormProblem, HiddenField, Loading,
    Pick, PickOne, PostForm, TextField, ValueField,
};
use crate::app::live;
use crate::app::money;
use crate::app::pages::drawn;
use crate::app::refusal;
use crate::domain::designs::{BomPart, LineStanding, NewPart, VersionLine};
use crate::domain::matching::{Reason, Resolution};
use leptos::prelude::*;

/// Everything that can be said about a line.
#[component]
pub(super) fn Fix(line: VersionLine, page: RwSignal<Page>, words: Words, filter: Filter) -> impl IntoView {
    let refusal = refusal::first_of([refusal::of(words.decide), refusal::of(words.make)]);
    let finding = filter.finding();
    let found = live::fetched(move || finding.get(), find);
    let candidates = page.with_untracked(|page| candidates(&line, page));
    let new_part = line.new_part.clone();
    let about = StoredValue::new(line);
    view! {
        <FormProblem refusal />
        <FindField label="Search parts" name="find" placeholder="4k7 0805, TL074, a number …" />
        <Suspense fallback=|| view! { <Loading what="parts" /> }>
            {move || {
                let candidates = candidates.clone();
                Suspend::new(async move {
                    drawn(
                        found.await,
                        |found| {
                            let searched = !finding.get_untracked().is_empty();
                            view! { <Match line=about.get_value() candidates found searched page words /> }.into_any()
                        },
                    )
                })
            }}
        </Suspense>
        {new_part.map(|new| view! { <Make line=about.get_value() new page words /> })}
        <Verbs line=about.get_value() page words />
    }
}

/// Without words nothing is asked.
async fn find(words: String) -> Result<Vec<BomPart>, ApiError> {
    if words.trim().is_empty() { Ok(Vec::new()) } else { api::boms::find(words).await }
}

/// The version and the line that a form is about.
#[component]
fn About(line: VersionLine, page: RwSignal<Page>) -> impl IntoView {
    let (project, version) = page.with_untracked(|page| (page.head.project, page.head.version));
    view! {
        <HiddenField name="project" value=project.to_string() />
        <HiddenField name="version" value=version.to_string() />
        <HiddenField name="reference" value=line.called() />
    }
}

/// What the line is, or could be.
fn candidates(line: &VersionLine, page: &Page) -> Vec<BomPart> {
    let of = |meaning: &Resolution| meaning.candidates.clone();
    let mut ids: Vec<_> = line.own_meanings().flat_map(of).collect();
    let is: Vec<_> = line.own_meanings().filter_map(|meaning| meaning.part).collect();
    ids.retain(|id| !is.contains(id));
    ids.sort_unstable();
    ids.dedup();
    let order = line.own_meanings().flat_map(of).collect::<Vec<_>>();
    ids.sort_by_key(|id| order.iter().position(|other| other == id));
    ids.into_iter().filter_map(|id| page.parts.get(&id).cloned()).collect()
}

fn pick(part: BomPart) -> Pick {
    let price = part.price.map(|price| format!(" · {}", money::price(price)));
    Pick {
        figures: format!("{} free{}", part.free, price.unwrap_or_default()),
        value: part.key,
        name: part.name,
        detail: part.detail,
    }
}

/// Says which part the line is, or which is used in its place.
#[component]
fn Match(
    line: VersionLine,
    candidates: Vec<BomPart>,
    found: Vec<BomPart>,
    searched: bool,
    page: RwSignal<Page>,
    words: Words,
) -> impl IntoView {
    let nothing = match line.standing() {
        LineStanding::Unmatched => "Nothing in the catalogue is like it: search, or make a new part.",
        _ => "Search for the part that it is to be, or that is to be used in its place.",
    };
    let (parts, label) = match (searched, found.is_empty(), candidates.is_empty()) {
        (true, false, _) => (found, "Found"),
        (true, true, _) => {
            return view! { <p>"No part is meant by these words: try others, or make a new part."</p> }
                .into_any();
        }
        (false, _, false) => (candidates, "It may be"),
        (false, _, true) => {
            return view! { <p>{nothing}</p> }.into_any();
        }
    };
    let key = format!("match-{}", line.line.line);
    let is_part = line.standing() == LineStanding::Matched;
    let always = line.can_be_remembered;
    let picks: Vec<Pick> = parts.into_iter().map(pick).collect();
    view! {
        <PostForm action=words.decide key>
            <About line page />
            <PickOne label name="part" picks />
            {always
                .then(|| {
                    view! {
                        <CheckField
                            label="Always match this so"
                            name="always"
                            checked=true
                            hint="in every project, where nothing else says what such a line is"
                        />
                    }
                })}
            <FormActions>
                {is_part
                    .then(|| {
                        view! {
                            <Button send_with=("word", "substitute") busy=words.decide.pending()>
                                "Use in its place"
                            </Button>
                        }
                    })}
                <Button send_with=("word", "match") busy=words.decide.pending()>
                    "This is the part"
                </Button>
            </FormActions>
        </PostForm>
    }
    .into_any()
}

/// A new part from the line.
#[component]
fn Make(line: VersionLine, new: NewPart, page: RwSignal<Page>, words: Words) -> impl IntoView {
    let key = format!("make-{}", line.line.line);
    let always = line.can_be_remembered;
    let open = words.make.value().with_untracked(|value| matches!(value, Some(Err(_))));
    view! {
        <Disclosure summary="New part from this line" open>
            <PostForm action=words.make key>
                <About line page />
                <FormGrid>
                    <TextField label="Name" name="name" value=new.name required=true />
                    <ValueField value=new.value symbol=Signal::stored(new.symbol.clone()) />
                    <TextField label="Symbol" name="symbol" value=new.symbol hint="R, C, U …" />
                    <TextField label="Package" name="package" value=new.package hint="one that is known: 0805, DIP-14" />
                    <TextField label="Maker\u{2019}s number" name="mpn" value=new.mpn />
                    <TextField label="Maker" name="manufacturer" value=new.manufacturer />
                </FormGrid>
                {always.then(|| view! { <CheckField label="Always match this so" name="always" checked=true /> })}
                <FormActions>
                    <Button busy=words.make.pending()>"Make the part"</Button>
                </FormActions>
            </PostForm>
        </Disclosure>
    }
}

/// Other words: what takes the line out, and what takes an earlier word back.
#[component]
fn Verbs(line: VersionLine, page: RwSignal<Page>, words: Words) -> impl IntoView {
    let verbs = verbs(&line);
    let key = format!("verbs-{}", line.line.line);
    view! {
        <PostForm action=words.decide key>
            <About line page />
            <FormActions>
                {verbs
                    .into_iter()
                    .map(|(word, text)| {
                        view! {
                            <Button send_with=("word", word) busy=words.decide.pending()>
                                {text}
                            </Button>
                        }
                    })
                    .collect_view()}
            </FormActions>
        </PostForm>
    }
}

fn verbs(line: &VersionLine) -> Vec<(&'static str, &'static str)> {
    let mut verbs = Vec::new();
    let any = |is: fn(&Resolution) -> bool| line.own_meanings().any(is);
    if any(|meaning| meaning.reason == Reason::Decision && meaning.part.is_some()) {
        verbs.push(("no_match", "Take the match back"));
    }
    if any(|meaning| meaning.substitute.is_some()) {
        verbs.push(("no_substitute", "Use the part itself"));
    }
    match line.standing() {
        LineStanding::Ignored => verbs.push(("heed", "It is a part after all")),
        LineStanding::LeftOut => verbs.push(("include", "Build with it again")),
        LineStanding::DoNotPopulate => {}
        LineStanding::Unmatched | LineStanding::Matched => {
            if !line.line.references.is_empty() {
                verbs.push(("leave_out", "Leave it out of every build"));
            }
            verbs.push(("ignore", "Ignore: it is no part"));
        }
    }
    verbs
}
