//! What vendors ask for a part, how old that is, and new offers.

use super::{Hands, Looked};
use crate::app::components::{
    Across, ActionsCell, AreaField, Badge, Button, ButtonKind, Column, Disclosure, EmptyState, FormActions,
    FormCard, FormGrid, FormProblem, ItemRow, ItemTable, Lead, MoneyCell, Named, Notices, Panel, PiecesField,
    PostForm, SelectField, TextField, Toolbar, WideCell,
};
use crate::app::money;
use crate::app::pages::afresh;
use crate::app::refusal;
use crate::app::view::{Notice, Status, Tone};
use crate::domain::catalog::{PartOffer, PartSheet};
use crate::domain::money::Money;
use crate::domain::quantity::Quantity;
use leptos::prelude::*;

/// Prices older than this many days are said to be old.
const OLD: i64 = 30;

pub(super) fn view(sheet: &PartSheet, looked: &Looked, hands: Hands) -> AnyView {
    let id = sheet.page.part.id.to_string();
    let told = |said| Notice { tone: Tone::Quiet, what: "Asked:".to_owned(), remedy: said };
    let notices: Vec<Notice> = looked.said.clone().map(told).into_iter().collect();
    let refused = refusal::first_of([refusal::of(hands.refresh), refusal::of(hands.archive_offer)]);
    let table = if sheet.page.offers.is_empty() {
        view! { <EmptyState title="Nobody sells it yet" hint="Add what a vendor calls it below: then it can be ordered." /> }
            .into_any()
    } else {
        let columns = vec![
            Column::words("Vendor"),
            Column::numbers("Price of one"),
            Column::words("From so many on"),
            Column::numbers("In stock"),
            Column::words("Looked up"),
            Column::actions("What to do"),
        ];
        let rows = sheet.page.offers.iter().map(|offer| row(sheet, offer, hands)).collect_view();
        view! {
            <ItemTable label="Offers" columns>
                {rows}
            </ItemTable>
        }
        .into_any()
    };
    let whole = sheet.clone();
    let form = afresh(sheet.reading.key.clone(), move || add(&whole, hands));
    view! {
        <Notices notices=notices />
        <FormProblem refusal=refused />
        <Toolbar>
            <span></span>
            <PostForm action=hands.refresh>
                <input type="hidden" name="id" value=id />
                <Button busy=hands.refresh.pending()>"Look up prices"</Button>
            </PostForm>
        </Toolbar>
        <Panel title="Offers">{table}</Panel>
        {form}
    }
    .into_any()
}

fn row(sheet: &PartSheet, offer: &PartOffer, hands: Hands) -> AnyView {
    let of = &offer.offer;
    let of_one = |amount| money::price(Money { amount, currency: of.currency });
    let unit = of.prices.iter().find(|price| price.quantity >= of.minimum).or_else(|| of.prices.last());
    let price = unit.map(|price| of_one(price.unit_price)).unwrap_or_default();
    let detail = format!("{}{}", of.item_number, terms(offer));
    let lead = match &of.url {
        Some(url) => view! { <Lead href=url.clone() name=offer.vendor_name.clone() detail /> }.into_any(),
        None => view! { <Named name=offer.vendor_name.clone() detail /> }.into_any(),
    };
    let in_stock = of.in_stock.map(|pieces| pieces.to_string()).unwrap_or_default();
    let (breaks, age, archive) = (breaks(offer), age(sheet, offer), archive(sheet, offer, hands));
    view! {
        <ItemRow>
            {lead}
            <MoneyCell label="Price of one" amount=price />
            <WideCell>{breaks}</WideCell>
            <MoneyCell label="In stock" amount=in_stock />
            <WideCell>{age}</WideCell>
            <ActionsCell>{archive}</ActionsCell>
        </ItemRow>
    }
    .into_any()
}

/// Minimum, multiple and pack where they are not one.
fn terms(offer: &PartOffer) -> String {
    let of = &offer.offer;
    let term =
        |pieces: Quantity, words: &str| (pieces > Quantity::ONE).then(|| format!(" \u{b7} {words} {pieces}"));
    let days = of.lead_days.map(|days| format!(" \u{b7} {days} days"));
    let told =
        [term(of.pack, "pack of"), term(of.minimum, "at least"), term(of.multiple, "in multiples of"), days];
    told.into_iter().flatten().collect()
}

fn breaks(offer: &PartOffer) -> String {
    let prices = &offer.offer.prices;
    if prices.is_empty() {
        return "no price is known".to_owned();
    }
    let of_one = |amount| money::price(Money { amount, currency: offer.offer.currency });
    let told = prices.iter().map(|price| format!("{}: {}", price.quantity, of_one(price.unit_price)));
    told.collect::<Vec<_>>().join(" \u{b7} ")
}

fn age(sheet: &PartSheet, offer: &PartOffer) -> AnyView {
    let status = match (offer.archived, offer.offer.checked) {
        (true, _) => Status::new(Tone::Quiet, "archived"),
        (_, None) => Status::new(Tone::Quiet, "never"),
        (_, Some(checked)) => {
            let old = sheet.reading.now.as_millis() - checked.as_millis() > OLD * 86_400_000;
            Status::new(if old { Tone::Waiting } else { Tone::Quiet }, checked.ago(sheet.reading.now))
        }
    };
    view! { <Badge status /> }.into_any()
}

fn archive(sheet: &PartSheet, offer: &PartOffer, hands: Hands) -> AnyView {
    let word = if offer.archived { "Take back" } else { "Archive" };
    let turned = !offer.archived;
    let (part, id, edit) =
        (sheet.page.part.id.to_string(), offer.offer.id.to_string(), offer.edit.to_string());
    view! {
        <PostForm action=hands.archive_offer key=id.clone()>
            <input type="hidden" name="id" value=part />
            <input type="hidden" name="offer" value=id />
            <input type="hidden" name="based_on" value=edit />
            <input type="hidden" name="archived" value=turned.to_string() />
            <Button kind=ButtonKind::InRow>{word}</Button>
        </PostForm>
    }
    .into_any()
}

fn add(sheet: &PartSheet, hands: Hands) -> AnyView {
    if sheet.vendors.is_empty() {
        return view! { <p>"Make a vendor first: " <a href="/vendors">"Vendors"</a></p> }.into_any();
    }
    let vendors: Vec<(String, String)> =
        sheet.vendors.iter().map(|name| (name.clone(), name.clone())).collect();
    let id = sheet.page.part.id.to_string();
    let open = sheet.page.offers.is_empty();
    view! {
        <Disclosure summary="Add an offer" open>
            <PostForm action=hands.add_offer>
                <FormProblem refusal=refusal::of(hands.add_offer) />
                <input type="hidden" name="id" value=id />
                <FormCard>
                    <FormGrid>
                        <SelectField label="Vendor" name="vendor" options=vendors required=true />
                        <TextField label="Vendor\u{2019}s number" name="item_number" required=true />
                    </FormGrid>
                    <FormGrid across=Across::Three>
                        <PiecesField label="Pieces in one item" name="pack" value="1" min=1 />
                        <PiecesField label="Sold from" name="minimum" value="1" min=1 unit="items" />
                        <PiecesField label="In multiples of" name="multiple" value="1" min=1 unit="items" />
                    </FormGrid>
                    <FormGrid>
                        <AreaField label="Prices" name="prices" hint="from how many on, and the price of one: 100 0.012, one a line" />
                        <TextField label="Page" name="url" kind="url" hint="https://\u{2026}" />
                    </FormGrid>
                    <FormActions>
                        <Button busy=hands.add_offer.pending()>"Add the offer"</Button>
                    </FormActions>
                </FormCard>
            </PostForm>
        </Disclosure>
    }
    .into_any()
}
