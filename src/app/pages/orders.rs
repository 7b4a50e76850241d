//! All orders: what is drafted, on its way and here.

use super::{drawn, order::words};
use crate::api;
use crate::api::orders::DraftOrders;
use crate::app::components::{
    BadgeCell, Button, ButtonKind, Column, Count, EmptyState, ExportCsv, FilterTab, FilterTabs, FormProblem,
    ItemRow, ItemTable, Lead, LinkButton, ListTools, Loading, MoneyCell, Notices, PageHead, PageTitle, Pager,
    Panel, PostForm, SearchBox, Stack, TextCell, Toolbar,
};
use crate::app::money::amount_or_dash;
use crate::app::view::{Notice, Tone};
use crate::app::{
    address::{anew_with, list_query},
    live::followed,
    refusal,
};
use crate::domain::live::Subject;
use crate::domain::orders::OrderStatus;
use crate::domain::overview::{OrderList, OrderRow};
use crate::domain::time::Timestamp;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// Orders on one page of the list.
const ON_A_PAGE: usize = 100;

/// What can be chosen, by its name in the address.
const SHOWN: [(&str, &str, Option<OrderStatus>); 6] = [
    ("", "All", None),
    ("draft", "Drafts", Some(OrderStatus::Draft)),
    ("placed", "Placed", Some(OrderStatus::Placed)),
    ("part_received", "Part received", Some(OrderStatus::PartReceived)),
    ("received", "Received", Some(OrderStatus::Received)),
    ("cancelled", "Cancelled", Some(OrderStatus::Cancelled)),
];

/// What the list shows.
const FOLLOWED: [Subject; 2] = [Subject::Order, Subject::Build];

/// The list of orders; it follows what others change.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let drafting = ServerAction::<DraftOrders>::new();
    let orders = followed(&FOLLOWED, move || drafting.version().get(), |_| api::orders::list());
    let notices = use_query_map();
    view! {
        <PageTitle text="Orders" />
        <Stack>
            <PageHead title="Orders" note="one for each vendor, from draft to received">
                <PostForm action=drafting>
                    <Button kind=ButtonKind::Primary busy=drafting.pending()>"Draft orders for all that is missing"</Button>
                </PostForm>
            </PageHead>
            <FormProblem refusal=refusal::of(drafting) what="Nothing was drafted." />
            <Notices notices=Signal::derive(move || notices.with(after_drafting)) />
            <Transition fallback=|| view! { <Loading what="the orders" /> }>
                {move || Suspend::new(async move {
                    drawn(orders.await, |list| view! { <Orders list /> }.into_any())
                })}
            </Transition>
        </Stack>
    }
}

/// What drafting led to: how many drafts hold what is missing, and what nobody sells.
fn after_drafting(query: &ParamsMap) -> Vec<Notice> {
    let mut notices = Vec::new();
    let nobody = query.get_all("nobody").unwrap_or_default();
    match query.get_str("drafted").and_then(|count| count.parse::<u64>().ok()) {
        None => return notices,
        Some(0) if nobody.is_empty() => notices.push(Notice {
            tone: Tone::Clear,
            what: "Nothing is left to order.".to_owned(),
            remedy: "What open builds miss is here or on its way.".to_owned(),
        }),
        Some(0) => {}
        Some(drafts) => notices.push(Notice {
            tone: Tone::Clear,
            what: if drafts == 1 { "1 draft holds".to_owned() } else { format!("{drafts} drafts hold") },
            remedy: "what open builds miss. Look at each, change it, place it.".to_owned(),
        }),
    }
    if !nobody.is_empty() {
        notices.push(Notice {
            tone: Tone::Missing,
            what: format!("Nobody sells {}.", nobody.join(", ")),
            remedy: "Add an offer to the part, or a stand-in for it; then draft again.".to_owned(),
        });
    }
    notices
}

#[component]
fn Orders(list: OrderList) -> impl IntoView {
    if list.orders.is_empty() {
        return view! {
            <Panel>
                <EmptyState
                    title="No orders yet"
                    hint="An order is drafted from what builds miss: press the button above for all of them, or Order what is missing on a build's page."
                >
                    <LinkButton href="/builds">"Look at the builds"</LinkButton>
                </EmptyState>
            </Panel>
        }
        .into_any();
    }
    let list = StoredValue::new(list);
    let query = use_query_map();
    view! {
        <Toolbar>
            <Filters list />
            <ListTools>
                <SearchBox label="Search orders" placeholder="Search: vendor, build 3" />
                <ExportCsv to="/orders.csv" />
            </ListTools>
        </Toolbar>
        <Panel>{move || query.with(|query| list.with_value(|list| table(list, query)))}</Panel>
    }
    .into_any()
}

#[component]
fn Filters(list: StoredValue<OrderList>) -> impl IntoView {
    let query = use_query_map();
    let tabs = SHOWN.into_iter().map(move |(name, label, status)| {
        let count = list.with_value(|list| status.map_or(list.orders.len(), |status| list.count(status)));
        let said = Some(name).filter(|name| !name.is_empty());
        let href = Signal::derive(move || query.with(|query| anew_with(query, "show", said)));
        let active = Signal::derive(move || query.with(|query| query.get_str("show").unwrap_or("") == name));
        view! { <FilterTab label count href active /> }
    });
    view! { <FilterTabs label="Which orders">{tabs.collect_view()}</FilterTabs> }
}

fn table(list: &OrderList, query: &ParamsMap) -> AnyView {
    let rows = list.asked(&list_query(query));
    if rows.is_empty() {
        return view! {
            <EmptyState title="No such order" hint="Choose All above, or search for something else." />
        }
        .into_any();
    }
    // The page begins after the order that the last one ended with.
    let after: Option<i64> = query.get_str("after").and_then(|number| number.parse().ok());
    let begins = after.and_then(|after| rows.iter().position(|row| row.number == after));
    let rest = rows.get(begins.map_or(0, |at| at + 1)..).unwrap_or_default();
    let shown = rest.get(..ON_A_PAGE.min(rest.len())).unwrap_or_default();
    let next = shown.last().filter(|_| rest.len() > shown.len()).map(|row| row.number.to_string());
    let rows = shown.iter().map(|row| order_row((*row).clone(), list.now)).collect_view();
    let columns = vec![
        Column::words("Order").sorted_by("vendor"),
        Column::words("State").sorted_by("age"),
        Column::words("For"),
        Column::numbers("Lines").sorted_by("lines"),
        Column::numbers("Total").sorted_by("total"),
    ];
    view! {
        <ItemTable label="Orders" columns>
            {rows}
        </ItemTable>
        <Pager next what="orders" />
    }
    .into_any()
}

fn order_row(row: OrderRow, now: Timestamp) -> AnyView {
    view! {
        <ItemRow>
            <Lead
                href=format!("/orders/{}", row.number)
                name=row.vendor.clone()
                detail=format!("order {}", row.number)
            />
            <BadgeCell status=words::status(row.status) note=words::age(row.status, &row.times, now) />
            <TextCell label="For" text=words::for_builds(&row.builds) />
            <Count label="Lines" number=row.lines />
            <MoneyCell label="Total" amount=amount_or_dash(row.total, row.currency) />
        </ItemRow>
    }
    .into_any()
}
