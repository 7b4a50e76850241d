//! What a number that nobody knew becomes.

use super::shop::{Shop, asking, item, runner, sync};
use crate::fixture::Fixture;
use crate::sql::Sql;
use crate::workshop::{bom, sound, workshop};
use ctb::domain::state::State;
use ctb::remote::{Found, Vendors};
use ctb::services::catalog::parts;
use ctb::services::jobs::{list, queued};
use ctb::services::{Request, bom_sync};

fn part_of(state: &State, reference: &str) -> (Option<String>, Option<String>) {
    let version = state.versions.iter().find(|version| version.project == "Lfo").unwrap();
    let mut lines = version.lines.iter().filter(|line| !line.implicit);
    let line = lines.find(|line| line.references.iter().any(|known| known == reference)).unwrap();
    (line.part.clone(), line.unmatched.clone())
}

#[tokio::test]
async fn a_number_that_nobody_knew_is_a_part_at_once_and_filled_in_by_a_job() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    shop.sells("595-NE5532P", "NE5532P");
    let told = sync(&context, &bom(&[("U7,U8", "NE5532", "", ",Mouser,595-NE5532P")])).await;
    assert!(told.unmatched.is_empty() && told.warnings.is_empty(), "{told:?}");
    assert_eq!(part_of(&fixture.state().await, "U7"), (Some("595-ne5532p".to_owned()), None));
    let waiting = parts::page(&context, "595-ne5532p").await.unwrap();
    assert!(waiting.part.placeholder);
    assert_eq!(waiting.part.name, "NE5532 (Mouser 595-NE5532P)");
    assert_eq!((waiting.part.symbol.as_str(), waiting.part.value.as_str()), ("U", "NE5532"));
    assert!(waiting.offers[0].offer.prices.is_empty());
    assert_eq!(queued(&context).await.unwrap(), 1);
    fixture.wait_seconds(5);
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    let filled = parts::page(&context, "595-ne5532p").await.unwrap();
    assert!(!filled.part.placeholder);
    assert_eq!((filled.part.name.as_str(), filled.part.mpn.as_deref()), ("NE5532P", Some("NE5532P")));
    assert_eq!(filled.part.manufacturer.as_deref(), Some("Texas Instruments"));
    let offer = &filled.offers[0].offer;
    assert_eq!((offer.prices.len(), offer.lead_days), (2, Some(42)));
    assert_eq!(offer.checked, Some(context.now()));
    assert_eq!(fixture.number("SELECT count(*) FROM offer_history").await, 1);
    assert_eq!(part_of(&fixture.state().await, "U8"), (Some("595-ne5532p".to_owned()), None));
    let done = &list(&context).await.unwrap().jobs[0];
    assert_eq!(
        (done.subject.as_str(), done.result.as_deref()),
        ("Mouser 595-NE5532P", Some("filled in with 2 prices"))
    );
    assert_eq!(done.cause, "sync of Lfo v0");
    sound(&context, "filled in").await;
    round_trip(&fixture).await;
}

async fn round_trip(fixture: &Fixture) {
    let exported = fixture.export().await;
    let other = Fixture::with(&exported).await;
    assert!(other.export().await == exported, "another bundle came out than went in");
}

#[tokio::test]
async fn the_offer_goes_to_the_part_that_meets_the_line_whose_own_words_stay() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    shop.sells("603-RC0805-10K", "RC0805FR-0710KL");
    let before = parts::page(&context, "r-10k").await.unwrap();
    let others = fixture.number("SELECT count(*) FROM parts").await;
    sync(&context, &bom(&[("R1,R2", "10k", "Resistor_SMD:R_0805", ",Mouser,603-RC0805-10K")])).await;
    runner(&fixture).drain(&context).await.unwrap();
    let after = parts::page(&context, "r-10k").await.unwrap();
    assert_eq!(after.part, before.part);
    assert_eq!(after.fields, before.fields);
    let added = after.offers.iter().find(|offer| offer.offer.item_number == "603-RC0805-10K").unwrap();
    assert_eq!(added.offer.prices.len(), 2);
    assert_eq!(after.offers.len(), before.offers.len() + 1);
    assert!(
        before.offers.iter().all(|offer| after.offers.contains(offer)),
        "an offer changed that was there"
    );
    assert_eq!(fixture.number("SELECT count(*) FROM parts").await, others);
    assert_eq!(part_of(&fixture.state().await, "R1").0.as_deref(), Some("r-10k"));
    let said = fixture
        .number(
            "SELECT count(*) FROM offers WHERE item_number = '603-RC0805-10K' AND mpn = 'RC0805FR-0710KL'",
        )
        .await;
    assert_eq!(said, 1);
}

#[tokio::test]
async fn no_footprint_one_without_a_library_or_several_prefixes_are_no_obstacle() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    for number in ["1-AAA", "2-BBB", "3-CCC"] {
        shop.sells(number, number);
    }
    let told = sync(
        &context,
        &bom(&[
            ("J1", "Jack", "", ",Mouser,1-AAA"),
            ("R7", "33k", "R_0805", ",mouser,2-BBB"),
            ("R8,RV1,X2", "Thing", "Nowhere:Unknown", ",MOUSER,3-CCC"),
        ]),
    )
    .await;
    assert!(told.unmatched.is_empty(), "{told:?}");
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM parts WHERE mpn IN ('1-AAA', '2-BBB', '3-CCC') AND placeholder = 0")
            .await,
        3
    );
    // The footprint without its library told the body.
    assert_eq!(parts::page(&context, "2-bbb").await.unwrap().package.as_deref(), Some("0805"));
    assert_eq!(fixture.number("SELECT count(*) FROM vendors WHERE name = 'Mouser' COLLATE NOCASE").await, 1);
    sound(&context, "filled in").await;
}

#[tokio::test]
async fn a_number_that_the_vendor_does_not_have_is_said_at_the_line_and_asked_again_after_a_day() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    let wrong = bom(&[("U7", "NE5532", "", ",Mouser,595-TYPO1")]);
    sync(&context, &wrong).await;
    runner(&fixture).drain(&context).await.unwrap();
    let wanted = "Mouser 595-TYPO1: Mouser has no item of this number".to_owned();
    assert_eq!(part_of(&fixture.state().await, "U7"), (None, Some(wanted.clone())));
    let said = bom_sync::unmatched(&context, ("Lfo", "v0")).await.unwrap();
    assert_eq!((said[0].line, said[0].wanted.as_str()), (1, wanted.as_str()));
    assert!(parts::page(&context, "595-typo1").await.unwrap().part.archived);
    sound(&context, "not an item").await;
    round_trip(&fixture).await;
    // The same again within a day asks nobody.
    let told = sync(&context, &wrong).await;
    assert_eq!((queued(&context).await.unwrap(), told.unmatched[0].wanted.as_str()), (0, wanted.as_str()));
    // A day later the vendor has it.
    fixture.wait_seconds(24 * 60 * 60);
    shop.sells("595-TYPO1", "NE5532");
    sync(&context, &wrong).await;
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    assert_eq!(part_of(&fixture.state().await, "U7"), (Some("595-typo1".to_owned()), None));
    assert!(!parts::page(&context, "595-typo1").await.unwrap().part.archived);
    assert_eq!(shop.asked(), ["595-TYPO1", "595-TYPO1"]);
}

#[tokio::test]
async fn several_items_for_a_number_are_for_a_person_to_choose() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    shop.answers(
        "TL074CN7",
        Found::Several(vec![item("595-TL074CN", "TL074CN"), item("511-TL074CN", "TL074CN")]),
    );
    sync(&context, &bom(&[("U7", "", "", ",Mouser,TL074CN7")])).await;
    runner(&fixture).drain(&context).await.unwrap();
    let wanted =
        "Mouser TL074CN7: Mouser has several items for this number, say which: 595-TL074CN, 511-TL074CN";
    assert_eq!(part_of(&fixture.state().await, "U7"), (None, Some(wanted.to_owned())));
}

#[tokio::test]
async fn what_somebody_decided_known_numbers_and_words_that_are_no_numbers_ask_nobody() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    sync(
        &context,
        &bom(&[
            ("R1", "10k", "R_0805", ",Mouser,R1"),
            ("U1", "TL074", "DIP-14_W7.62mm", ",Mouser,n/a"),
            ("U2", "TL074", "DIP-14_W7.62mm", ",Mouser,see note 2"),
            ("U3", "TL074", "DIP-14_W7.62mm", ",Tayda,A-99"),
            ("U4", "TL074", "DIP-14_W7.62mm", ","),
        ]),
    )
    .await;
    assert_eq!(queued(&context).await.unwrap(), 0);
    assert_eq!(fixture.number("SELECT count(*) FROM parts WHERE placeholder = 1").await, 0);
}

#[tokio::test]
async fn a_preview_says_what_a_sync_does_and_makes_nothing() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    let exported = fixture.export().await;
    let text = bom(&[("U7", "NE5532", "", ",Mouser,595-NE5532P")]);
    let fetched = bom_sync::from_file("bom.csv", text.as_bytes()).unwrap();
    let preview = bom_sync::preview(&context, ("Lfo", "v0"), &fetched).await.unwrap();
    assert!(preview.answer.unmatched.is_empty());
    assert!(fixture.export().await == exported, "the preview left something behind");
    assert_eq!(queued(&context).await.unwrap(), 0);
    assert_eq!(sync(&context, &text).await, preview.answer);
}

#[tokio::test]
async fn without_a_key_the_part_is_there_and_the_job_says_what_is_to_be_set() {
    let fixture = workshop().await;
    let keyless = Vendors::none().with_keyless("Mouser", "CTB_MOUSER_KEY");
    let context = fixture.context().clone().with_vendors(keyless);
    let told = sync(&context, &bom(&[("U7", "NE5532", "", ",Mouser,595-NE5532P")])).await;
    assert!(told.unmatched.is_empty());
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 1);
    let waiting = &list(&context).await.unwrap().jobs[0];
    assert_eq!(
        waiting.error.as_deref(),
        Some("Mouser can only be asked with an API key: set CTB_MOUSER_KEY")
    );
    assert_eq!(part_of(&fixture.state().await, "U7").0.as_deref(), Some("595-ne5532p"));
    // Once there is one, it is done.
    let shop = Shop::usual(&fixture);
    shop.sells("595-NE5532P", "NE5532P");
    let context = asking(fixture.context(), &shop);
    assert_eq!(runner(&fixture).drain(&context).await.unwrap(), 0);
    assert!(!parts::page(&context, "595-ne5532p").await.unwrap().part.placeholder);
}

#[tokio::test]
async fn the_same_request_sent_twice_makes_its_jobs_once() {
    let fixture = workshop().await;
    let shop = Shop::usual(&fixture);
    let context = asking(fixture.context(), &shop);
    let text = bom(&[("U7", "NE5532", "", ",Mouser,595-NE5532P")]);
    let fetched = bom_sync::from_file("bom.csv", text.as_bytes()).unwrap();
    let request = Request::keyed("once", "sync".to_owned()).unwrap();
    let first = bom_sync::apply(&context, &request, ("Lfo", "v0"), &fetched).await.unwrap();
    let second = bom_sync::apply(&context, &request, ("Lfo", "v0"), &fetched).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(queued(&context).await.unwrap(), 1);
}
