//! Stock by place: the places, what lies in one, and what comes without an order.

mod place;
mod receive;

pub use place::PlacePage;
pub use receive::ReceivePage;

use super::drawn;
use crate::api::{self, stock::SavePlace};
use crate::app::address::list_query;
use crate::app::components::{
    Button, ButtonKind, Column, Count, Disclosure, EmptyState, ExportCsv, FormActions, FormCard, FormProblem,
    ItemRow, ItemTable, Lead, LinkButton, ListTools, Loading, PageHead, PageTitle, Pager, Panel, PostForm,
    SearchBox, Stack, TextField, Toolbar,
};
use crate::app::live::followed;
use crate::app::refusal;
use crate::domain::inventory::{PlaceSummary, Places};
use crate::domain::live::Subject;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The list of places.
#[component]
pub fn StockPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let after = query.get_str("after").and_then(|text| text.parse().ok());
            (list_query(query), after)
        })
    });
    let places = followed(
        &[Subject::Stock],
        move || asked.get(),
        |(asked, after)| api::stock::list(asked.q, asked.sort, after),
    );
    let save = ServerAction::<SavePlace>::new();
    let go_to = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(id)) = save.value().get() {
            go_to(&format!("/stock/{id}"), leptos_router::NavigateOptions::default());
        }
    });
    view! {
        <PageTitle text="Stock" />
        <Stack>
            <PageHead title="Stock" note="places, and what lies there">
                <LinkButton href="/bench">"Count at the bench"</LinkButton>
                <LinkButton href="/stock/receive" kind=ButtonKind::Primary>
                    "Receive without an order"
                </LinkButton>
            </PageHead>
            <Toolbar>
                <ListTools>
                    <SearchBox label="Search places" placeholder="Drawer 7" />
                    <ExportCsv to="/stock.csv" />
                </ListTools>
            </Toolbar>
            <Panel narrow=true>
                <Transition fallback=|| view! { <Loading what="the places" /> }>
                    {move || Suspend::new(async move {
                        drawn(places.await, |places| listed(places, !asked.get_untracked().0.q.is_empty()))
                    })}
                </Transition>
            </Panel>
            <Disclosure summary="New place">
                <PostForm action=save>
                    <FormProblem refusal=refusal::of(save) />
                    <FormCard>
                        <TextField
                            label="Name"
                            name="name"
                            required=true
                            placeholder="Cabinet A/Drawer 7"
                            hint="a slash puts it into another: Cabinet A/Drawer 7"
                        />
                        <FormActions>
                            <Button busy=save.pending()>"Make the place"</Button>
                        </FormActions>
                    </FormCard>
                </PostForm>
            </Disclosure>
        </Stack>
    }
}

fn listed(places: Places, narrows: bool) -> AnyView {
    if places.rows.is_empty() {
        let (title, hint) = if narrows {
            ("No place is called so", "Try fewer letters.")
        } else {
            (
                "No places yet",
                "A place is a drawer, a box, a shelf: make one below, or put something somewhere at the bench.",
            )
        };
        return view! { <EmptyState title=title hint=hint /> }.into_any();
    }
    let columns = vec![
        Column::words("Place").sorted_by("name"),
        Column::numbers("Parts").sorted_by("parts"),
        Column::numbers("Pieces").sorted_by("pieces"),
    ];
    let rows = places.rows.into_iter().map(row).collect_view();
    let next = places.next.map(|next| next.to_string());
    view! {
        <ItemTable label="Places" columns>
            {rows}
        </ItemTable>
        <Pager next what="places" />
    }
    .into_any()
}

fn row(place: PlaceSummary) -> impl IntoView {
    let detail = place.kit_of.map(|build| format!("kit of build {build}")).unwrap_or_default();
    view! {
        <ItemRow>
            <Lead href=format!("/stock/{}", place.id) name=place.name detail />
            <Count label="Parts" number=place.parts />
            <Count label="Pieces" number=place.pieces.get() />
        </ItemRow>
    }
}
