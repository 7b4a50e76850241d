//! One place with what lies there; its name, and its end.

use crate::api::{
    self,
    stock::{ArchivePlace, SavePlace},
};
use crate::app::address::list_query;
use crate::app::components::{
    ActionsCell, Badge, Button, ButtonKind, Column, Count, Crumb, Disclosure, EmptyState, ExportCsv,
    FormActions, FormCard, FormProblem, ItemRow, ItemTable, Lead, LinkButton, ListTools, Loading, PageHead,
    PageTitle, Pager, Panel, PostForm, SearchBox, Stack, TextField, Toolbar,
};
use crate::app::live::followed;
use crate::app::pages::{drawn, nothing_there};
use crate::app::refusal;
use crate::app::view::{Status, Tone};
use crate::domain::inventory::{PlaceContent, PlaceRow, place_in_two};
use crate::domain::live::Subject;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What a person does with a place.
#[derive(Clone, Copy)]
struct Hands {
    save: ServerAction<SavePlace>,
    archive: ServerAction<ArchivePlace>,
}

/// The place that the address names.
#[component]
pub fn PlacePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id")?.parse::<i64>().ok()));
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let after = query.get_str("after").and_then(|text| text.parse().ok());
            (list_query(query), after)
        })
    });
    let hands = Hands { save: ServerAction::new(), archive: ServerAction::new() };
    let times = RwSignal::new(0_u32);
    Effect::new(move |_| {
        let saved = hands.save.value().with(|value| matches!(value, Some(Ok(_))));
        let archived = hands.archive.value().with(|value| matches!(value, Some(Ok(_))));
        if saved || archived {
            times.update(|times| *times += 1);
        }
    });
    let place = followed(
        &[Subject::Stock, Subject::Part],
        move || (id.get(), asked.get(), times.get()),
        |(id, (asked, after), ..)| async move {
            api::stock::place(id.ok_or_else(nothing_there)?, asked.q, asked.sort, after).await
        },
    );
    view! {
        <Transition fallback=|| view! { <Loading what="the place" /> }>
            {move || Suspend::new(async move { drawn(place.await, |place| shown(place, hands, !asked.get_untracked().0.q.is_empty())) })}
        </Transition>
    }
}

fn shown(place: PlaceContent, hands: Hands, narrows: bool) -> AnyView {
    let (last, around) = place_in_two(&place.name);
    let (title, more) = (last.to_owned(), around.to_owned());
    let state = match (place.archived, place.kit_of) {
        (true, _) => Some(Status::new(Tone::Quiet, "archived")),
        (false, Some(build)) => Some(Status::new(Tone::Quiet, format!("kit of build {build}"))),
        (false, None) => None,
    };
    let changing = place.kit_of.is_none().then(|| changing(&place, hands));
    let bench = format!("/bench?place={}", place.id);
    let export = format!("/stock/{}/content.csv", place.id);
    let name = place.name.clone();
    view! {
        <PageTitle text=name />
        <Stack>
            <PageHead
                way=vec![Crumb::link("Stock", "/stock")]
                title
                more
                state=move || state.clone().map(|status| view! { <Badge status /> })
            >
                <LinkButton href=bench>"At the bench"</LinkButton>
            </PageHead>
            <Toolbar>
                <ListTools>
                    <SearchBox label="Search what lies here" placeholder="10k 0805" />
                    <ExportCsv to=export />
                </ListTools>
            </Toolbar>
            <Panel>{content(place, narrows)}</Panel>
            {changing}
        </Stack>
    }
    .into_any()
}

fn content(place: PlaceContent, narrows: bool) -> AnyView {
    if place.rows.is_empty() && narrows {
        return view! { <EmptyState title="Nothing like that lies here" hint="Try fewer letters." /> }
            .into_any();
    }
    if place.rows.is_empty() {
        return view! { <EmptyState title="Nothing lies here" hint="Find a part at the bench, then put some of it here." /> }
            .into_any();
    }
    let columns = vec![
        Column::words("Part").sorted_by("part"),
        Column::numbers("On hand").sorted_by("on-hand"),
        Column::numbers("Reserved").sorted_by("reserved"),
        Column::numbers("Free").sorted_by("free"),
        Column::actions("What to do"),
    ];
    let id = place.id.to_string();
    let rows = place.rows.into_iter().map(|part| row(part, &id)).collect_view();
    let next = place.next.map(|next| next.to_string());
    view! {
        <ItemTable label="What lies here" columns>
            {rows}
        </ItemTable>
        <Pager next what="parts" />
    }
    .into_any()
}

fn row(part: PlaceRow, place: &str) -> AnyView {
    let lot = (!part.lot.is_empty()).then(|| format!("lot {}", part.lot));
    let aside = part.deprioritized.then(|| "not used automatically".to_owned());
    // A package that the name says already is not said again.
    let package = part.package.clone().filter(|package| !part.name.contains(package.as_str()));
    let told: Vec<String> = [package, lot, aside].into_iter().flatten().collect();
    let count = format!("/bench?place={place}&line={}&do=count", part.line);
    let free = part.on_hand.saturating_sub(part.reserved).get();
    view! {
        <ItemRow>
            <Lead href=format!("/parts/{}", part.part) name=part.name detail=told.join(" \u{b7} ") />
            <Count label="On hand" number=part.on_hand.get() />
            <Count label="Reserved" number=part.reserved.get() />
            <Count label="Free" number=free />
            <ActionsCell>
                <LinkButton kind=ButtonKind::InRow href=count>
                    "Count"
                </LinkButton>
            </ActionsCell>
        </ItemRow>
    }
    .into_any()
}

fn changing(place: &PlaceContent, hands: Hands) -> AnyView {
    let (id, edit, name) = (place.id.to_string(), place.edit.to_string(), place.name.clone());
    let (its_id, its_edit) = (id.clone(), edit.clone());
    let turned = !place.archived;
    let (title, word) =
        if place.archived { ("Archived", "Use it again") } else { ("No longer used", "Archive") };
    view! {
        <Disclosure summary="Rename or archive">
            <PostForm action=hands.save>
                <FormProblem refusal=refusal::of(hands.save) />
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="based_on" value=edit />
                <FormCard>
                    <TextField label="Name" name="name" value=name required=true />
                    <FormActions>
                        <Button busy=hands.save.pending()>"Rename"</Button>
                    </FormActions>
                </FormCard>
            </PostForm>
            <PostForm action=hands.archive>
                <FormProblem refusal=refusal::of(hands.archive) />
                <input type="hidden" name="id" value=its_id />
                <input type="hidden" name="based_on" value=its_edit />
                <input type="hidden" name="archived" value=turned.to_string() />
                <FormCard title=title note="An archived place is in no list; only an empty one can be.">
                    <FormActions>
                        <Button busy=hands.archive.pending()>{word}</Button>
                    </FormActions>
                </FormCard>
            </PostForm>
        </Disclosure>
    }
    .into_any()
}
