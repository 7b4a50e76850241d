//! Vendors: who they are, what they sell in, what shipping costs.

use super::drawn;
use crate::api::{
    self,
    vendors::{ArchiveVendor, SaveVendor},
};
use crate::app::address::{self, list_query};
use crate::app::components::{
    Across, ActionsCell, BadgeCell, Button, ButtonKind, Column, Count, EmptyState, ExportCsv, FormActions,
    FormCard, FormGrid, FormProblem, ItemRow, ItemTable, LinkButton, ListTools, Loading, MoneyCell, Named,
    PageHead, PageTitle, Panel, PostForm, SearchBox, Stack, TextCell, TextField,
};
use crate::app::live::followed_unless;
use crate::app::money;
use crate::app::refusal;
use crate::app::view::{Status, Tone};
use crate::domain::catalog::VendorPage;
use crate::domain::lists;
use crate::domain::live::Subject;
use crate::domain::money::{Micros, Money};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// What a person does with vendors.
#[derive(Clone, Copy)]
struct Hands {
    save: ServerAction<SaveVendor>,
    archive: ServerAction<ArchiveVendor>,
}

/// The list of vendors, with the form of one above it where the address says so.
#[component]
pub fn VendorsPage() -> impl IntoView {
    let hands = Hands { save: ServerAction::new(), archive: ServerAction::new() };
    let times = RwSignal::new(0_u32);
    let query = use_query_map();
    let go_to = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(())) = hands.save.value().get() {
            times.update(|times| *times += 1);
            let closed = query.with_untracked(|query| address::with(query, "edit", None));
            go_to(&closed, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    });
    Effect::new(move |_| {
        if let Some(Ok(())) = hands.archive.value().get() {
            times.update(|times| *times += 1);
        }
    });
    let is_asking = Signal::derive(move || query.with(|query| query.get_str("edit").is_some()));
    let vendors = followed_unless(
        is_asking,
        &[Subject::Catalog, Subject::Part],
        move || times.get(),
        |_| api::vendors::list(),
    );
    view! {
        <PageTitle text="Vendors" />
        <Stack>
            <PageHead title="Vendors" note="who sells parts, and on which terms">
                {move || view! { <LinkButton href="?edit=new" kind=ButtonKind::primary_unless(is_asking.get())>"New vendor"</LinkButton> }}
            </PageHead>
            <FormProblem refusal=refusal::of(hands.archive) />
            <Transition fallback=|| view! { <Loading what="the vendors" /> }>
                {move || Suspend::new(async move {
                    drawn(vendors.await, |vendors| view! { <Listed vendors hands /> }.into_any())
                })}
            </Transition>
        </Stack>
    }
}

#[component]
fn Listed(vendors: Vec<VendorPage>, hands: Hands) -> impl IntoView {
    let query = use_query_map();
    let edited = Memo::new(move |_| query.with(|query| query.get("edit")));
    let form = {
        let vendors = vendors.clone();
        move || {
            let edited = edited.get()?;
            let vendor = vendors.iter().find(|vendor| vendor.id.to_string() == edited);
            (vendor.is_some() || edited == "new").then(|| form(vendor.cloned(), hands))
        }
    };
    if vendors.is_empty() {
        let hint = "A vendor is a shop: make one, then parts can have offers of it.";
        return view! {
            {form}
            <Panel><EmptyState title="No vendors yet" hint /></Panel>
        }
        .into_any();
    }
    let shown = Memo::new(move |_| query.with(|query| lists::vendors(&vendors, &list_query(query))));
    // What a row's links keep; opening a form draws no row anew.
    let keeping = Memo::new(move |_| query.with(|query| address::kept(query, &["edit"])));
    view! {
        {form}
        <ListTools>
            <SearchBox label="Search vendors" placeholder="Search: mouser eur" />
            <ExportCsv to="/vendors.csv" />
        </ListTools>
        <Panel>{move || table(shown.get(), &keeping.get(), hands)}</Panel>
    }
    .into_any()
}

fn table(vendors: Vec<VendorPage>, keeping: &[(String, String)], hands: Hands) -> AnyView {
    if vendors.is_empty() {
        return view! {
            <EmptyState title="No vendor fits" hint="No name, address or currency has these words.">
                <LinkButton href="/vendors">"Show all vendors"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::words("Vendor").sorted_by("name"),
        Column::words("Currency").sorted_by("currency"),
        Column::numbers("Shipping").sorted_by("shipping"),
        Column::numbers("Free over").sorted_by("free"),
        Column::numbers("Offers").sorted_by("offers"),
        Column::actions("What to do"),
    ];
    let rows = vendors.into_iter().map(|vendor| row(vendor, keeping, hands)).collect_view();
    view! {
        <ItemTable label="Vendors" columns>
            {rows}
        </ItemTable>
    }
    .into_any()
}

fn row(vendor: VendorPage, keeping: &[(String, String)], hands: Hands) -> AnyView {
    let money = |amount: Micros| money::amount(Money { amount, currency: vendor.currency });
    let (shipping, free) = (money(vendor.shipping), vendor.free_shipping_over.map(money).unwrap_or_default());
    let state = if vendor.archived {
        view! { <BadgeCell status=Status::new(Tone::Quiet, "archived") note=vendor.currency.to_string() /> }
            .into_any()
    } else {
        view! { <TextCell label="Currency" text=vendor.currency.to_string() /> }.into_any()
    };
    let edit = address::and(keeping, "edit", &vendor.id.to_string());
    let word = if vendor.archived { "Take back" } else { "Archive" };
    let (key, turned) = (vendor.id.to_string(), !vendor.archived);
    let named = vendor.vendor.clone();
    view! {
        <ItemRow>
            <Named name=vendor.vendor detail=vendor.base_url.unwrap_or_default() />
            {state}
            <MoneyCell label="Shipping" amount=shipping />
            <MoneyCell label="Free over" amount=free />
            <Count label="Offers" number=vendor.offers />
            <ActionsCell>
                <LinkButton kind=ButtonKind::InRow href=edit>
                    "Edit"
                </LinkButton>
                <PostForm action=hands.archive key>
                    <input type="hidden" name="vendor" value=named />
                    <input type="hidden" name="based_on" value=vendor.edit.to_string() />
                    <input type="hidden" name="archived" value=turned.to_string() />
                    <Button kind=ButtonKind::InRow>{word}</Button>
                </PostForm>
            </ActionsCell>
        </ItemRow>
    }
    .into_any()
}

fn form(vendor: Option<VendorPage>, hands: Hands) -> AnyView {
    let (title, does) =
        if vendor.is_some() { ("Edit the vendor", "Save") } else { ("New vendor", "Make the vendor") };
    let was = vendor.as_ref().map_or_else(
        || (String::new(), "0".to_owned()),
        |vendor| (vendor.vendor.clone(), vendor.edit.to_string()),
    );
    let text = |of: fn(&VendorPage) -> String| vendor.as_ref().map(of).unwrap_or_default();
    let name = text(|vendor| vendor.vendor.clone());
    let base_url = text(|vendor| vendor.base_url.clone().unwrap_or_default());
    let currency = text(|vendor| vendor.currency.to_string());
    let shipping = text(|vendor| vendor.shipping.plain());
    let free = text(|vendor| vendor.free_shipping_over.map(|amount| amount.plain()).unwrap_or_default());
    view! {
        <PostForm action=hands.save>
            <FormProblem refusal=refusal::of(hands.save) />
            <input type="hidden" name="was" value=was.0 />
            <input type="hidden" name="based_on" value=was.1 />
            <FormCard title=title>
                <FormGrid>
                    <TextField label="Name" name="name" value=name required=true autofocus=true />
                    <TextField label="Address" name="base_url" value=base_url kind="url" placeholder="https://" />
                </FormGrid>
                <FormGrid across=Across::Three>
                    <TextField label="Currency" name="currency" value=currency placeholder="USD" hint="the workspace\u{2019}s, where nothing is said" />
                    <TextField label="Shipping" name="shipping" value=shipping placeholder="7.99" hint="what an order\u{2019}s shipping costs" />
                    <TextField label="Free over" name="free_shipping_over" value=free placeholder="50.00" hint="from this total on shipping is free" />
                </FormGrid>
                <FormActions>
                    <LinkButton href="/vendors">"Cancel"</LinkButton>
                    <Button kind=ButtonKind::Primary busy=hands.save.pending()>{does}</Button>
                </FormActions>
            </FormCard>
        </PostForm>
    }
    .into_any()
}
