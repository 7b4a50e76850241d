//! The part that is looked at, where it lies, and what can be done with it there.

use super::address::Looked;
use crate::api::bench::BookAtBench;
use crate::app::components::{
    BenchActions, BenchCard, BenchList, BenchNumber, BenchPlaceField, BenchRow, BenchVerb, BenchVerbs,
    FormProblem, PostForm,
};
use crate::app::refusal;
use crate::domain::ids::StockLineId;
use crate::domain::inventory::{BenchPart, Spot, Verb, place_in_two};
use leptos::prelude::*;

/// The card, with the verb's form where one was chosen; beneath it where else the part lies.
#[component]
pub(super) fn Card(
    part: BenchPart,
    names: Vec<String>,
    key: String,
    looked: Looked,
    book: ServerAction<BookAtBench>,
) -> impl IntoView {
    let spot = part.spot(looked.line.map(StockLineId::new)).cloned();
    let elsewhere = elsewhere(&part, spot.as_ref(), &looked);
    let (place, around) = spot.as_ref().map_or(("Lies nowhere yet", ""), |spot| place_in_two(&spot.location));
    let (place, around) = (place.to_owned(), around.to_owned());
    let around = match spot.as_ref().map(|spot| spot.lot.as_str()) {
        None | Some("") => around,
        Some(lot) if around.is_empty() => format!("lot {lot}"),
        Some(lot) => format!("{around} \u{b7} lot {lot}"),
    };
    let act = match looked.verb {
        Some(verb) => {
            view! { <VerbForm verb part=part.clone() spot=spot.clone() names key looked book /> }.into_any()
        }
        None => verbs(spot.as_ref(), &looked),
    };
    view! {
        <BenchCard
            part=part.name.clone()
            href=format!("/parts/{}", part.id)
            detail=part.package_beside_name().unwrap_or_default().to_owned()
            place
            around
            pieces=spot.as_ref().map(|spot| spot.on_hand.get())
            counted=counted(&part, spot.as_ref())
            free=spot.as_ref().map(free).unwrap_or_default()
        >
            {act}
        </BenchCard>
        {elsewhere}
    }
    .into_any()
}

fn counted(part: &BenchPart, spot: Option<&Spot>) -> String {
    match spot {
        None => "Put some of it somewhere to begin".to_owned(),
        Some(_) if part.not_counted => "here when last counted; nobody counts it".to_owned(),
        Some(spot) if spot.on_hand.get() == 1 => "lies here".to_owned(),
        Some(_) => "lie here".to_owned(),
    }
}

/// How many are free, and for whom the others are.
fn free(spot: &Spot) -> String {
    let mut told = vec![format!("{} free", spot.free())];
    if !spot.reserved_for.is_empty() {
        told.push(spot.reserved_in_words());
    }
    if spot.deprioritized {
        told.push("not used automatically".to_owned());
    }
    if let Some(build) = spot.kit_of {
        told.push(format!("kit of build {build}"));
    }
    told.join(" \u{b7} ")
}

fn elsewhere(part: &BenchPart, spot: Option<&Spot>, looked: &Looked) -> AnyView {
    let others: Vec<AnyView> = part
        .spots
        .iter()
        .filter(|other| Some(other.line) != spot.map(|spot| spot.line) && !other.on_hand.is_zero())
        .map(|other| {
            let (place, around) = place_in_two(&other.location);
            let detail = [around.to_owned(), format!("{} free", other.free())];
            let detail =
                detail.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" \u{b7} ");
            view! {
                <BenchRow
                    href=looked.at_line(other.line)
                    name=place.to_owned()
                    detail
                    number=other.on_hand.to_string()
                />
            }
            .into_any()
        })
        .collect();
    if others.is_empty() {
        return ().into_any();
    }
    view! { <BenchList title="It also lies in">{others}</BenchList> }.into_any()
}

/// What can be done; with a part that lies nowhere, only putting it somewhere.
fn verbs(spot: Option<&Spot>, looked: &Looked) -> AnyView {
    if spot.is_none() {
        return view! {
            <BenchVerb href=looked.doing(Some(Verb::Put)) is_first=true>
                "Put"
            </BenchVerb>
        }
        .into_any();
    }
    let links = Verb::ALL.into_iter().map(|verb| {
        view! {
            <BenchVerb href=looked.doing(Some(verb)) is_first=verb == Verb::Take>
                {word(verb)}
            </BenchVerb>
        }
    });
    let links = links.collect_view();
    view! { <BenchVerbs>{links}</BenchVerbs> }.into_any()
}

const fn word(verb: Verb) -> &'static str {
    match verb {
        Verb::Take => "Take",
        Verb::Put => "Put",
        Verb::Count => "Count",
        Verb::Move => "Move",
    }
}

const fn question(verb: Verb) -> &'static str {
    match verb {
        Verb::Take => "How many do you take?",
        Verb::Put => "How many do you put there?",
        Verb::Count => "How many lie here?",
        Verb::Move => "How many do you move?",
    }
}

/// The form of a verb: the number, of a move the place too.
#[component]
fn VerbForm(
    verb: Verb,
    part: BenchPart,
    spot: Option<Spot>,
    names: Vec<String>,
    key: String,
    looked: Looked,
    book: ServerAction<BookAtBench>,
) -> impl IntoView {
    let refused = refusal::of(book);
    let at = match &spot {
        Some(spot) => view! { <input type="hidden" name="line" value=spot.line.to_string() /> }.into_any(),
        None => view! { <input type="hidden" name="part" value=part.id.to_string() /> }.into_any(),
    };
    // Drawn inside of the form, where fields find what was typed.
    let has_spot = spot.is_some();
    let place = move || match (verb, has_spot) {
        (_, false) => view! { <BenchPlaceField label="Where?" name="location" places=names /> }.into_any(),
        (Verb::Move, true) => {
            view! { <BenchPlaceField label="Where to?" name="to" places=names /> }.into_any()
        }
        (Verb::Take | Verb::Put | Verb::Count, true) => ().into_any(),
    };
    view! {
        <PostForm action=book>
            <FormProblem refusal=refused />
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="verb" value=verb.name() />
            {at}
            <input type="hidden" name="back" value=looked.doing(None) />
            <BenchNumber label=question(verb) name="pieces" />
            {place()}
            <BenchActions does=word(verb) leave=looked.doing(None) />
        </PostForm>
    }
    .into_any()
}
