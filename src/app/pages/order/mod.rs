//! One order: changed while it is a draft, placed, received.
//!
//! `lines` is the table of a draft and of what has ended, `receiving` the form of a delivery, `cart`
//! the page for the vendor's site, `words` what the list says too.

mod cart;
mod lines;
mod receiving;
pub(super) mod words;

pub use cart::CartPage;

use super::{drawn, nothing_there, number_in_address};
use crate::api::orders::{AddToOrder, CancelOrder, ChangeOrder, PlaceOrder, ReceiveOrder};
use crate::api::{self, ApiError};
use crate::app::components::{
    Badge, BadgeCell, Button, ButtonKind, Column, Crumb, EmptyState, FormProblem, HiddenField, ItemRow,
    ItemTable, Lead, LinkButton, Loading, Named, Notices, PageHead, PageTitle, Panel, PostForm, Stack, Stat,
    StatStrip, TextCell, Toasts,
};
use crate::app::live;
use crate::app::money::{amount, amount_or_dash};
use crate::app::view::{Figure, Notice, Status, Tone};
use crate::app::{live::on_changes, refusal};
use crate::domain::builds::BuildStatus;
use crate::domain::live::{Change, Subject};
use crate::domain::orders::OrderStatus;
use crate::domain::overview::{OrderPage as Page, OrderedFor, ReceiptRow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

/// What a person does about an order.
#[derive(Clone, Copy)]
struct Verbs {
    change: ServerAction<ChangeOrder>,
    add: ServerAction<AddToOrder>,
    place: ServerAction<PlaceOrder>,
    cancel: ServerAction<CancelOrder>,
    receive: ServerAction<ReceiveOrder>,
}

/// The order that the address names.
#[component]
pub fn OrderPage() -> impl IntoView {
    let number = number_in_address();
    let query = use_query_map();
    // What a delivery served stands in the address; it is looked at again when the page is loaded anew.
    let served = move || query.with_untracked(|query| query.get("served").unwrap_or_default());
    let page = live::fetched(
        move || number.get(),
        move |number| {
            let served = served();
            async move { api::orders::page(number.ok_or_else(nothing_there)?, served).await }
        },
    );
    view! {
        <Suspense fallback=|| view! { <Loading what="the order" /> }>
            {move || Suspend::new(async move { drawn(page.await, |page| view! { <Order page /> }.into_any()) })}
        </Suspense>
    }
}

/// An order as it stands; the answer to what is done about it takes its place.
#[component]
fn Order(page: Page) -> impl IntoView {
    let verbs = Verbs {
        change: ServerAction::new(),
        add: ServerAction::new(),
        place: ServerAction::new(),
        cancel: ServerAction::new(),
        receive: ServerAction::new(),
    };
    let title = format!("Order {} · {}", page.number, page.vendor);
    let shown = RwSignal::new(page);
    let refused = refusal::first_of([
        refusal::of(verbs.change),
        refusal::of(verbs.add),
        refusal::of(verbs.place),
        refusal::of(verbs.cancel),
        refusal::of(verbs.receive),
    ]);
    let problem = RwSignal::new(refused.get_untracked());
    follow(shown, problem, verbs);
    hear_others(shown);
    view! {
        <PageTitle text=title />
        <Stack>
            {move || shown.with(|page| head(page, verbs))}
            <FormProblem refusal=problem />
            {move || shown.with(|page| body(page, verbs))}
        </Stack>
    }
}

/// Takes in what is answered, and says in a word what was done.
fn follow(shown: RwSignal<Page>, problem: RwSignal<Option<ApiError>>, verbs: Verbs) {
    let toasts = use_context::<Toasts>();
    let took = move |said: &'static str| {
        move |page: Page| {
            shown.set(page);
            if let Some(toasts) = toasts {
                toasts.say(Status::new(Tone::Clear, said));
            }
        }
    };
    refusal::hear(verbs.change, problem, took("Saved"));
    refusal::hear(verbs.add, problem, took("Added"));
    refusal::hear(verbs.place, problem, took("Placed: its prices are frozen"));
    refusal::hear(verbs.cancel, problem, took("Cancelled"));
    refusal::hear(verbs.receive, problem, took("Received"));
}

/// Shows what others changed about the order, and says who did.
fn hear_others(shown: RwSignal<Page>) {
    let toasts = use_context::<Toasts>();
    on_changes(move |changes| {
        let (id, number, edit) = shown.with_untracked(|page| (page.id.get(), page.number, page.edit));
        let is_ours = |change: &Change| change.kind == Subject::Order && change.subject == id;
        let Some(news) = changes.into_iter().rfind(|change| is_ours(change) && change.edit > edit) else {
            return;
        };
        spawn_local(async move {
            let Ok(page) = api::orders::page(number.unsigned_abs(), String::new()).await else { return };
            // The page may have been left in the meantime, or shows this already.
            if shown.try_with_untracked(|shown| shown.edit < page.edit) != Some(true) {
                return;
            }
            shown.set(page);
            if let Some(toasts) = toasts {
                toasts.say(Status::new(Tone::Waiting, format!("{} changed this order", news.by)));
            }
        });
    });
}

fn head(page: &Page, verbs: Verbs) -> AnyView {
    let state = words::status(page.status);
    let may_go_back = !matches!(page.status, OrderStatus::Received | OrderStatus::Cancelled);
    let is_draft = page.status == OrderStatus::Draft;
    let (number, edit) = (page.number, page.edit);
    view! {
        <PageHead
            way=vec![Crumb::link("Orders", "/orders")]
            title=format!("Order {number}")
            more=page.vendor.clone()
            note=words::age(page.status, &page.times, page.now)
            state=move || view! { <Badge status=state.clone() /> }
        >
            <LinkButton href=format!("/orders/{number}/cart")>"Cart for the shop"</LinkButton>
            {may_go_back
                .then(|| {
                    view! {
                        <PostForm action=verbs.cancel>
                            <Seen number edit />
                            <Button kind=ButtonKind::Danger busy=verbs.cancel.pending()>"Cancel order"</Button>
                        </PostForm>
                    }
                })}
            {is_draft
                .then(|| {
                    view! {
                        <PostForm action=verbs.place>
                            <Seen number edit />
                            <Button kind=ButtonKind::Primary busy=verbs.place.pending()>"Place order"</Button>
                        </PostForm>
                    }
                })}
        </PageHead>
    }
    .into_any()
}

/// Which order a form is about, and how it stood when it was seen.
#[component]
fn Seen(number: i64, edit: i64) -> impl IntoView {
    view! {
        <HiddenField name="number" value=number.to_string() />
        <HiddenField name="based_on" value=edit.to_string() />
    }
}

fn body(page: &Page, verbs: Verbs) -> AnyView {
    let has_ended = matches!(page.status, OrderStatus::Received | OrderStatus::Cancelled);
    let lines = match page.status {
        OrderStatus::Draft => lines::draft(page, verbs),
        OrderStatus::Placed | OrderStatus::PartReceived => receiving::delivery(page, verbs),
        OrderStatus::Received | OrderStatus::Cancelled => lines::ended(page),
    };
    let come_label = if page.status == OrderStatus::Draft { "To order" } else { "Still to come" };
    let (goods, shipping, to_come) = (goods(page), shipping(page), to_come(page));
    let total = Figure::new(amount_or_dash(page.total(), page.currency), "");
    view! {
        <StatStrip>
            <Stat label="Goods" figure=goods />
            <Stat label="Shipping" figure=shipping />
            <Stat label="Total" figure=total />
            <Stat label=come_label figure=to_come />
        </StatStrip>
        <Notices notices=notices(page) />
        {has_ended.then(|| builds(page))}
        {lines}
        {(!has_ended).then(|| builds(page))}
        {receipts(&page.receipts)}
    }
    .into_any()
}

fn goods(page: &Page) -> Figure {
    let lines =
        if page.lines.len() == 1 { "1 line".to_owned() } else { format!("{} lines", page.lines.len()) };
    Figure::new(amount_or_dash(page.goods, page.currency), lines)
}

fn shipping(page: &Page) -> Figure {
    let note = match page.free_shipping_over {
        _ if page.status != OrderStatus::Draft => "as it was when placed".to_owned(),
        Some(over) => format!("free from {} on", amount(over)),
        None => "by the vendor's terms".to_owned(),
    };
    Figure::new(amount_or_dash(page.shipping, page.currency), note)
}

fn to_come(page: &Page) -> Figure {
    if page.status == OrderStatus::Cancelled {
        return Figure::new("—", "what came stays");
    }
    let open = page.lines.iter().filter(|line| !line.open().is_zero());
    let (lines, pieces) = open.fold((0, 0), |(lines, pieces), line| (lines + 1, pieces + line.open().get()));
    match pieces {
        0 => Figure::new("—", "all of it is here"),
        pieces => {
            let of = if lines == page.lines.len() { String::new() } else { format!("{lines} of ") };
            let word = if page.lines.len() == 1 { "line" } else { "lines" };
            Figure::new(pieces.to_string(), format!("pieces, in {of}{} {word}", page.lines.len()))
        }
    }
}

fn notices(page: &Page) -> Vec<Notice> {
    let mut notices = Vec::new();
    let unpriced: Vec<&str> = page
        .lines
        .iter()
        .filter(|line| line.unit_price.is_none())
        .map(|line| line.item_number.as_str())
        .collect();
    if !unpriced.is_empty() && page.status != OrderStatus::Cancelled {
        notices.push(Notice {
            tone: Tone::Waiting,
            what: format!("No price is known for {}.", unpriced.join(", ")),
            remedy: "The total is not known without it: add prices to the offer.".to_owned(),
        });
    }
    for line in page.lines.iter().filter(|_| page.status == OrderStatus::Draft) {
        let Some(stock) = line.terms.and_then(|terms| terms.in_stock).filter(|stock| *stock < line.items)
        else {
            continue;
        };
        notices.push(Notice {
            tone: Tone::Waiting,
            what: format!(
                "{} has {stock} of {} now, {} are ordered.",
                page.vendor, line.item_number, line.items
            ),
            remedy: "The rest may come later: order fewer, or wait for it.".to_owned(),
        });
    }
    notices
}

/// The builds that its pieces are for: which can be reserved now, and which still wait.
fn builds(page: &Page) -> AnyView {
    if page.builds.is_empty() {
        return ().into_any();
    }
    let columns = vec![Column::words("Build"), Column::words("State")];
    let rows = page.builds.iter().cloned().map(build_row).collect_view();
    view! {
        <Panel title="For these builds">
            <ItemTable label="Builds" columns>
                {rows}
            </ItemTable>
        </Panel>
    }
    .into_any()
}

fn build_row(build: OrderedFor) -> AnyView {
    let (status, next) = match build.status {
        BuildStatus::Cleared => (Status::new(Tone::Clear, "clear to build"), "ready to pick"),
        BuildStatus::Completed => (Status::new(Tone::Quiet, "completed"), ""),
        BuildStatus::Cancelled => (Status::new(Tone::Quiet, "cancelled"), ""),
        BuildStatus::Open if build.everything_here => {
            (Status::new(Tone::Clear, "everything is here"), "reserve it on its page now")
        }
        BuildStatus::Open => {
            let status = match build.missing {
                0 => Status::new(Tone::Waiting, "waits for what is ordered"),
                1 => Status::new(Tone::Missing, "1 part missing"),
                parts => Status::new(Tone::Missing, format!("{parts} parts missing")),
            };
            (status, "")
        }
    };
    view! {
        <ItemRow>
            <Lead
                href=format!("/builds/{}", build.number)
                name=format!("Build {}", build.number)
                detail=format!("{} {}", build.project, build.revision)
            />
            <BadgeCell status note=next />
        </ItemRow>
    }
    .into_any()
}

fn receipts(receipts: &[ReceiptRow]) -> AnyView {
    if receipts.is_empty() {
        return ().into_any();
    }
    let columns = vec![Column::words("Part"), Column::words("Came"), Column::words("Put in")];
    let rows = receipts
        .iter()
        .cloned()
        .map(|receipt| {
            let came = if receipt.over {
                Status::new(Tone::Waiting, format!("{} · more than ordered", receipt.quantity))
            } else {
                Status::new(Tone::Clear, receipt.quantity.to_string())
            };
            view! {
                <ItemRow>
                    <Named name=receipt.name.clone() />
                    <BadgeCell status=came />
                    <TextCell label="Put in" text=receipt.location.clone() />
                </ItemRow>
            }
        })
        .collect_view();
    view! {
        <Panel title="What came">
            <ItemTable label="What came" columns>
                {rows}
            </ItemTable>
        </Panel>
    }
    .into_any()
}

/// Stands where an order has no lines.
fn no_lines() -> AnyView {
    view! { <EmptyState title="No lines" hint="Nothing is on this order." /> }.into_any()
}
