//! The bench: one field finds parts and places; what was found is taken, put, counted or moved with a
//! thumb. What is looked at stands in the address, so that all of it works before scripts.
//!
//! It stays the server's page: the browser's part would take a phone on a slow connection longer to load than
//! everything that is done here. `bench.js` fetches what a link or a form would load, and exchanges the answer.

mod address;
mod card;
mod done;

use super::drawn;
use crate::api;
use crate::api::bench::BookAtBench;
use crate::app::components::{
    BenchAnswer, BenchColumn, BenchList, BenchRow, BenchSearch, BenchSeen, EmptyState, LinkButton, PageTitle,
};
use crate::domain::inventory::{BenchPage as Page, BenchPart, FoundPlace, PlaceContent, place_in_two};
use address::Looked;
use card::Card;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What its page runs.
pub const SCRIPT: &str = include_str!("bench.js");

/// The bench.
#[component]
pub fn BenchPage() -> impl IntoView {
    let looked = use_query_map().with_untracked(Looked::of);
    let book = ServerAction::new();
    let words = looked.search.clone();
    let asked = looked.asked();
    let answer = Suspend::new(async move {
        let page = api::bench::find(asked.search, asked.place, asked.line, asked.part, asked.done).await;
        drawn(page, |page| {
            let done = done::notice(&page, &looked, book);
            view! {
                {found(&page, &looked, book)}
                {done}
                <BenchSeen event=page.seen />
            }
            .into_any()
        })
    });
    view! {
        <PageTitle text="Bench" />
        <BenchColumn title="Bench">
            <BenchSearch words />
            <BenchAnswer>{answer}</BenchAnswer>
        </BenchColumn>
    }
}

fn found(page: &Page, looked: &Looked, book: ServerAction<BookAtBench>) -> AnyView {
    if looked.is_empty() {
        return view! {
            <EmptyState
                title="What are you looking for?"
                hint="Type a value as it comes (4k7, 0.1uF, 100n), a name, a manufacturer\u{2019}s or a vendor\u{2019}s number, or a place such as Drawer 7."
            />
        }
        .into_any();
    }
    let chosen = looked.chosen(page);
    if chosen.is_none() && page.place.is_none() && page.places.is_empty() {
        let address = format!(
            "/parts/new{}",
            crate::app::address::written(&[("name".to_owned(), looked.search.clone())])
        );
        return view! {
            <EmptyState
                title=format!("Nothing is called \u{201c}{}\u{201d}", looked.search)
                hint="Try fewer letters or another notation; or make the part, if it is new."
            >
                <LinkButton href=address>"New part"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let card = chosen.map(|part| {
        let (part, names) = (part.clone(), page.place_names.clone());
        view! { <Card part names key=page.key.clone() looked=looked.clone() book /> }
    });
    let others = page.place.is_none().then(|| others(page, chosen, looked));
    let content = page.place.as_ref().map(|place| content(place, looked));
    let places = (!page.places.is_empty() && page.place.is_none()).then(|| places(&page.places));
    view! {
        {card}
        {content}
        {others}
        {places}
    }
    .into_any()
}

/// The other parts that may be meant.
fn others(page: &Page, chosen: Option<&BenchPart>, looked: &Looked) -> AnyView {
    let rows: Vec<AnyView> = page
        .parts
        .iter()
        .filter(|part| Some(part.id) != chosen.map(|chosen| chosen.id))
        .map(|part| part_row(part, looked))
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let title = if page.more { "Others, among them: type more to find fewer" } else { "Others" };
    view! { <BenchList title=title>{rows}</BenchList> }.into_any()
}

fn part_row(part: &BenchPart, looked: &Looked) -> AnyView {
    let href = match part.spot(None) {
        Some(spot) => looked.at_line(spot.line),
        None => looked.at_part(part.id),
    };
    let name = match part.package_beside_name() {
        Some(package) => format!("{} \u{b7} {package}", part.name),
        None => part.name.clone(),
    };
    let places: Vec<&str> =
        part.spots.iter().filter(|spot| !spot.on_hand.is_zero()).map(|spot| spot.location.as_str()).collect();
    let detail = match places.as_slice() {
        [] if part.not_counted => "not counted".to_owned(),
        [] => "lies nowhere".to_owned(),
        [one] => (*one).to_owned(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    };
    view! { <BenchRow href name detail number=part.on_hand().to_string() /> }.into_any()
}

/// What lies in a place.
fn content(place: &PlaceContent, looked: &Looked) -> AnyView {
    let (last, around) = place_in_two(&place.name);
    let title = match around {
        "" => last.to_owned(),
        around => format!("{last} \u{b7} {around}"),
    };
    if place.rows.is_empty() {
        return view! {
            <BenchList title=title>
                <EmptyState title="Nothing lies here" hint="Find a part, then put some of it here." />
            </BenchList>
        }
        .into_any();
    }
    let rows = place.rows.iter().map(|row| {
        let free = row.on_hand.saturating_sub(row.reserved);
        let told = [row.package.clone().unwrap_or_default(), row.lot.clone(), format!("{free} free")];
        let detail = told.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" \u{b7} ");
        let href = looked.in_place(place.id, row.line);
        view! { <BenchRow href name=row.name.clone() detail number=row.on_hand.to_string() /> }
    });
    let rows = rows.collect_view();
    let more = place.next.map(|_| {
        let href = format!("/stock/{}", place.id);
        view! { <BenchRow href name="More lies here" detail="all of it" number="" /> }
    });
    view! {
        <BenchList title=title>
            {rows}
            {more}
        </BenchList>
    }
    .into_any()
}

/// The places that may be meant.
fn places(places: &[FoundPlace]) -> AnyView {
    let rows = places.iter().map(|place| {
        let (last, around) = place_in_two(&place.name);
        let parts = if place.parts == 1 { "part" } else { "parts" };
        let detail = if around.is_empty() { parts.to_owned() } else { format!("{around} \u{b7} {parts}") };
        let href = Looked::place(place.id).address();
        view! { <BenchRow href name=last.to_owned() detail number=place.parts.to_string() /> }
    });
    let rows = rows.collect_view();
    view! { <BenchList title="Places">{rows}</BenchList> }.into_any()
}
