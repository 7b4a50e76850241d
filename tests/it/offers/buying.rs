//! What a buyer is told of the offers behind the drafts.

use super::{all, refresh, with_shop};
use crate::workshop::sound;
use ctb::services::offers::{Wanted, Which};
use ctb::services::vendor_orders::{self, Caution, For, OrdersAnswer};
use ctb::services::{Context, Request};

async fn order(context: &Context) -> OrdersAnswer {
    vendor_orders::generate(context, &Request::unkeyed(), &For::AllOpen).await.unwrap()
}

fn said(cautions: &[Caution]) -> Vec<(&str, &str, &str)> {
    cautions
        .iter()
        .map(|caution| (caution.part.as_str(), caution.item_number.as_str(), caution.says.as_str()))
        .collect()
}

#[tokio::test]
async fn an_order_says_how_old_its_oldest_price_is() {
    let (_fixture, context, _shop) = with_shop().await;
    let before = order(&context).await;
    let oldest = before.oldest_price.as_ref().unwrap();
    assert_eq!((oldest.item_number.as_str(), oldest.days), ("595-TL074CN", 23));
    assert_eq!(before.prices_without_age, 1, "nobody looked the jack up");
    let wanted = Wanted { which: Which::Missing(For::AllOpen), ..all() };
    refresh(&context, &wanted).await;
    let after = order(&context).await;
    assert_eq!((after.oldest_price.as_ref().unwrap().days, after.prices_without_age), (0, 0));
    assert_eq!(order(&context).await, after, "the second time as the first");
    sound(&context, "ordered").await;
}

#[tokio::test]
async fn an_item_that_is_no_longer_made_is_not_ordered_in_silence() {
    let (_fixture, context, shop) = with_shop().await;
    shop.change("595-TL074CN", |item| {
        item.lifecycle = Some("End of Life".to_owned());
        item.suggested_replacement = Some("595-TL074HIDR".to_owned());
    });
    shop.change("490-JACK", |item| item.lifecycle = Some("New Product".to_owned()));
    refresh(&context, &all()).await;
    let answer = order(&context).await;
    assert_eq!(
        said(&answer.cautions),
        [("tl074", "595-TL074CN", "it is End of Life; 595-TL074HIDR is suggested instead")]
    );
}

#[tokio::test]
async fn a_number_that_its_vendor_does_not_know_is_not_ordered_and_that_is_said() {
    let (_fixture, context, shop) = with_shop().await;
    shop.sells.lock().unwrap().remove("490-JACK");
    refresh(&context, &all()).await;
    let answer = order(&context).await;
    assert_eq!(answer.no_offer, ["jack"]);
    assert_eq!(said(&answer.cautions), [("jack", "490-JACK", "Mouser does not know this number")]);
    // The vendor has it again.
    shop.sells("490-JACK", &[(1, 500_000)]);
    refresh(&context, &Wanted { force: true, ..all() }).await;
    let answer = order(&context).await;
    assert!(answer.no_offer.is_empty() && answer.cautions.is_empty(), "{answer:?}");
}
