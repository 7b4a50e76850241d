//! What pages show: a list stands for this moment, and a build's page for what ordering would do.

use crate::workshop::{cleared, lfo, pieces, place, sound, workshop};
use ctb::domain::builds::BuildStatus;
use ctb::domain::catalog::Offer;
use ctb::domain::clearing::{Tally, work_out};
use ctb::domain::ids::PartId;
use ctb::domain::money::Micros;
use ctb::domain::overview::{BuildPage, BuildRow};
use ctb::domain::purchasing::{BuildMissing, Effort, Market, draft, outlay};
use ctb::services::vendor_orders::{self, For, OrdersAnswer};
use ctb::services::{Context, Request, builds, inventory, overview};
use std::collections::BTreeMap;

async fn row(context: &Context, number: &str) -> BuildRow {
    let rows = overview::builds(context).await.unwrap();
    rows.into_iter().find(|row| row.number.to_string() == number).unwrap()
}

#[tokio::test]
async fn a_list_says_what_is_missing_now_and_not_when_it_was_last_cleared() {
    let fixture = workshop().await;
    let context = fixture.context();
    let build = lfo(context, 22).await;
    // Of twenty boards and twenty op-amps, both kinds of them, two are missing each.
    let never_cleared = row(context, &build).await;
    assert_eq!(never_cleared.tally, Tally { counted: 4, missing: 2, waiting: 0, unmatched: 0 });
    assert_eq!(
        (never_cleared.clear, never_cleared.short_of),
        (false, vec!["TL074".to_owned(), "Lfo board".to_owned()])
    );
    builds::clear(context, &Request::unkeyed(), &build, None).await.unwrap();
    for part in ["tl074", "board"] {
        let place = place(part, "A1");
        inventory::receive(context, &Request::unkeyed(), &place, pieces(2), None).await.unwrap();
    }
    let now = row(context, &build).await;
    assert_eq!((now.status, now.clear, now.tally.ready()), (BuildStatus::Open, true, 4));
    assert!(now.short_of.is_empty());
}

#[tokio::test]
async fn a_list_and_a_page_say_the_same_of_every_build() {
    let fixture = workshop().await;
    let context = fixture.context();
    let clear = cleared(context, 3).await;
    lfo(context, 19).await;
    lfo(context, 1).await;
    for listed in overview::builds(context).await.unwrap() {
        let page = overview::build(context, &listed.number.to_string()).await.unwrap();
        let readiness = work_out(&page.sheet, &page.build.choices());
        assert_eq!((listed.tally, listed.clear), (readiness.tally(), readiness.clear), "{}", listed.number);
    }
    assert_eq!(row(context, &clear).await.status, BuildStatus::Cleared);
    builds::cancel(context, &Request::unkeyed(), &clear).await.unwrap();
    assert_eq!(row(context, &clear).await.tally, Tally::default());
}

/// What a page says that ordering for its build would add.
fn added(page: &BuildPage) -> Micros {
    let readiness = work_out(&page.sheet, &page.build.choices());
    let offers: BTreeMap<PartId, Vec<Offer>> =
        page.sheet.parts.iter().map(|(id, part)| (*id, part.offers.clone())).collect();
    let market = Market { offers: &offers, vendors: &page.buying.vendors, rates: &page.buying.rates };
    let missing: Vec<BuildMissing> = readiness
        .needs
        .iter()
        .map(|need| BuildMissing {
            build: page.build.id,
            part: need.part,
            quantity: need.missing,
            any_of: need.acceptable.clone(),
        })
        .collect();
    let drafting = draft(&[page.build.id], &missing, &page.buying.open, market, Effort::default());
    let outlay = outlay(page.build.id, &drafting, &page.buying.open, market);
    outlay.added.one(market.rates).unwrap().amount
}

async fn order(context: &Context, build: &str) -> OrdersAnswer {
    vendor_orders::generate(context, &Request::unkeyed(), &For::Builds(vec![build.to_owned()])).await.unwrap()
}

#[tokio::test]
async fn what_a_page_says_is_to_buy_is_what_ordering_drafts() {
    let fixture = workshop().await;
    let context = fixture.context();
    let (first, second) = (lfo(context, 24).await, lfo(context, 40).await);
    let page = overview::build(context, &first).await.unwrap();
    let told = added(&page);
    let drafted = order(context, &first).await;
    assert_eq!(Some(told), drafted.total, "shipping included");
    assert_eq!(drafted.no_offer, ["board"]);
    assert_eq!(added(&overview::build(context, &first).await.unwrap()), Micros::ZERO, "it is drafted now");

    // The same vendor's draft is there already: the second build pays no shipping, and its share only.
    let told = added(&overview::build(context, &second).await.unwrap());
    let both = order(context, &second).await;
    let before = drafted.total.unwrap().get();
    assert_eq!(told.get(), both.total.unwrap().get() - before);
    sound(context, "after ordering").await;
}
