//! An order as text for its vendor's site: to copy, or to download.

use crate::api;
use crate::api::orders::Cart;
use crate::app::components::{
    CopyArea, Crumb, LinkButton, Loading, Notices, PageHead, PageTitle, Panel, Stack, Tab, Tabs,
};
use crate::app::live;
use crate::app::pages::{drawn, nothing_there, number_in_address};
use crate::app::view::{Notice, Tone};
use crate::domain::live::Subject;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The cart of the order that the address names, in the form that it names.
#[component]
pub fn CartPage() -> impl IntoView {
    let number = number_in_address();
    let query = use_query_map();
    let form = Memo::new(move |_| query.with(|query| query.get("form").unwrap_or_default()));
    let cart = live::followed(
        &[Subject::Order, Subject::Part, Subject::Catalog],
        move || (number.get(), form.get()),
        |(number, form)| async move { api::orders::cart(number.ok_or_else(nothing_there)?, form).await },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the cart" /> }>
            {move || Suspend::new(async move { drawn(cart.await, |cart| drawn_cart(cart).into_any()) })}
        </Suspense>
    }
}

fn drawn_cart(cart: Cart) -> impl IntoView {
    let Cart { order, vendor, is_file, text, warnings } = cart;
    let here = format!("/orders/{order}/cart");
    let file = format!("{here}.{}", if is_file { "csv" } else { "txt" });
    let notices: Vec<Notice> = warnings
        .into_iter()
        .map(|remedy| Notice { tone: Tone::Waiting, what: "Mind:".to_owned(), remedy })
        .collect();
    let (pasted, uploaded) = (format!("{here}?form=text"), format!("{here}?form=csv"));
    view! {
        <PageTitle text=format!("Cart of order {order}") />
        <Stack>
            <PageHead
                way=vec![
                    Crumb::link("Orders", "/orders"),
                    Crumb::link(format!("Order {order}"), format!("/orders/{order}")),
                ]
                title=format!("Cart for {vendor}")
                note="what its site takes: paste the lines into its quick order, or upload the file"
            >
                <LinkButton href=file>"Download"</LinkButton>
            </PageHead>
            <Tabs label="Form">
                <Tab label="Lines to paste" href=pasted active=!is_file />
                <Tab label="CSV file" href=uploaded active=is_file />
            </Tabs>
            <Notices notices=notices />
            <Panel>
                <CopyArea label=format!("Cart of order {order}") text />
            </Panel>
        </Stack>
    }
}
