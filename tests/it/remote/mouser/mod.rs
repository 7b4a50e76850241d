//! The real client of Mouser against a server that behaves like Mouser, limits and failures included.

mod failures;
mod finding;
mod secrecy;

use std::time::Duration;

use ctb::remote::{Found, ItemNumber, LookUp, Mouser, MouserSettings, Vendor, VendorError, VendorItem};

use crate::mouser_stand_in::MouserStandIn;

const KEY: &str = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

/// A stand-in and the client that was configured for it.
struct Fixture {
    mouser: MouserStandIn,
    client: Mouser,
}

impl Fixture {
    fn start() -> Self {
        Self::start_with(KEY, Duration::from_secs(30))
    }

    fn start_with(key: &str, whole: Duration) -> Self {
        let mouser = MouserStandIn::start(KEY);
        let client = Mouser::new(settings(&mouser, key, whole)).expect("a client");
        Self { mouser, client }
    }

    async fn ask(&self, asked: &[&str]) -> Result<Vec<LookUp>, VendorError> {
        self.client.look_up(&numbers(asked)).await
    }

    /// The one item that the one number brings.
    async fn item(&self, number: &str) -> VendorItem {
        let answers = self.ask(&[number]).await.expect("an answer");
        match answers.as_slice() {
            [LookUp { found: Found::Item(item), .. }] => *item.clone(),
            _ => panic!("not one item: {answers:?}"),
        }
    }

    async fn error(&self) -> VendorError {
        self.ask(&["595-TL074CN"]).await.expect_err("an error")
    }
}

fn settings(mouser: &MouserStandIn, key: &str, whole: Duration) -> MouserSettings {
    let mut settings = MouserSettings::new(key.into());
    settings.base_url = Some(mouser.base_url().parse().expect("an address"));
    settings.limits.whole = whole;
    settings
}

fn numbers(texts: &[&str]) -> Vec<ItemNumber> {
    texts.iter().map(|text| ItemNumber::parse(text).expect("a number")).collect()
}

/// What each number brought, in a word each.
fn told(answers: &[LookUp]) -> Vec<String> {
    answers
        .iter()
        .map(|answer| match &answer.found {
            Found::Item(item) => item.item_number.to_string(),
            Found::Several(items) => {
                items.iter().map(|item| item.item_number.to_string()).collect::<Vec<_>>().join(" or ")
            }
            Found::Nothing => "nothing".to_owned(),
        })
        .collect()
}
