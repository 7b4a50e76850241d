//! What is found under a number, and what of it is kept.

use super::*;
use crate::mouser_stand_in::{part, part_with};
use ctb::domain::quantity::Quantity;
use serde_json::{Value, json};

fn prices(item: &VendorItem) -> Vec<String> {
    item.prices.iter().map(|price| format!("{}@{}", price.unit_price, price.quantity)).collect()
}

#[tokio::test]
async fn an_item_is_filled_in_with_all_that_is_told() {
    let f = Fixture::start();
    let told = json!({
        "LifecycleStatus": "Not Recommended for New Designs", "SuggestedReplacement": "595-TL074HIDR",
        "Min": "2,500", "Mult": "500", "RestrictionMessage": "This product may require\r\n a licence.",
        "InfoMessages": ["Minimum applies."], "SurchargeMessages": [{"code": "T", "message": "Tariff of 5%"}],
        "SalesMaximumOrderQty": "10000",
    });
    f.mouser.add(part_with("595-TL074CN", "TL074CN", told));
    let item = f.item("595-tl074cn").await;
    assert_eq!(item.item_number.as_str(), "595-TL074CN");
    assert_eq!(item.mpn.as_deref(), Some("TL074CN"));
    assert_eq!(item.manufacturer.as_deref(), Some("Example Semiconductors"));
    assert_eq!(item.description.as_deref(), Some("What TL074CN is"));
    assert_eq!(item.category.as_deref(), Some("Operational Amplifiers - Op Amps"));
    assert_eq!((item.minimum, item.multiple), (Quantity::of(2_500), Quantity::of(500)));
    assert_eq!((item.in_stock, item.lead_days), (Some(Quantity::of(1_234)), Some(63)));
    assert_eq!(item.lifecycle.as_deref(), Some("Not Recommended for New Designs"));
    assert_eq!(item.suggested_replacement.as_deref(), Some("595-TL074HIDR"));
    let address = |url: &Option<url::Url>| url.as_ref().map(ToString::to_string).unwrap_or_default();
    assert_eq!(address(&item.datasheet), "https://data.example/TL074CN.pdf");
    assert_eq!(address(&item.picture), "https://pictures.example/TL074CN.jpg");
    assert_eq!(address(&item.url), "https://www.mouser.example/ProductDetail/595-TL074CN");
    assert_eq!(item.currency.map(|currency| currency.to_string()).as_deref(), Some("USD"));
    assert_eq!(prices(&item), ["0.71@1", "0.638@10", "0.3105@1000"]);
    assert_eq!(
        item.warnings,
        [
            "This product may require a licence.",
            "Minimum applies.",
            "Tariff of 5%",
            "at most 10000 in one order"
        ]
    );
    let call = &f.mouser.calls()[0];
    assert_eq!((call.key.as_deref(), call.option.as_str()), (Some(KEY), "Exact"));
}

#[tokio::test]
async fn an_item_of_which_nothing_is_told_is_an_item_all_the_same() {
    let f = Fixture::start();
    f.mouser.add(json!({"MouserPartNumber": "595-A"}));
    let nulls: Value = part("595-B", "B")
        .as_object()
        .map(|all| {
            all.keys().map(|field| (field.clone(), Value::Null)).collect::<serde_json::Map<_, _>>().into()
        })
        .expect("an object");
    let mut nulls = nulls;
    nulls["MouserPartNumber"] = json!("595-B");
    f.mouser.add(nulls);
    for number in ["595-A", "595-B"] {
        let item = f.item(number).await;
        assert_eq!((item.minimum, item.multiple), (Quantity::ONE, Quantity::ONE));
        let texts = [&item.mpn, &item.manufacturer, &item.description, &item.lifecycle];
        assert!(texts.iter().all(|text| text.is_none()), "{item:?}");
        assert!(item.in_stock.is_none() && item.lead_days.is_none() && item.currency.is_none());
        assert!(item.prices.is_empty() && item.warnings.is_empty(), "{item:?}");
    }
}

#[tokio::test]
async fn prices_are_read_in_the_notation_of_every_country() {
    let f = Fixture::start();
    for (number, currency, texts, wanted) in [
        ("595-DE", "EUR", ["0,106 \u{20ac}", "1,234 \u{20ac}"], ["0.106@1", "1.234@10"]),
        ("595-FR", "EUR", ["1\u{202f}234,50 \u{20ac}", "950,00\u{a0}\u{20ac}"], ["1234.50@1", "950.00@10"]),
        ("595-NL", "EUR", ["\u{20ac} 2,10", "\u{20ac} 1,95"], ["2.10@1", "1.95@10"]),
        ("595-JP", "JPY", ["\u{a5}1,200", "\u{a5}32.8"], ["1200.00@1", "32.80@10"]),
        ("595-KR", "KRW", ["\u{20a9}1,200", "\u{20a9}980"], ["1200.00@1", "980.00@10"]),
        ("595-CN", "RMB", ["\u{a5}0.7412", "\u{a5}0.70"], ["0.7412@1", "0.70@10"]),
        ("595-CH", "CHF", ["CHF 1'234.50", "CHF 999.95"], ["1234.50@1", "999.95@10"]),
        ("595-US", "USD", ["$1,234", "N/A"], ["1234.00@1", ""]),
    ] {
        let breaks: Vec<Value> = texts
            .iter()
            .zip([1, 10])
            .map(|(price, quantity)| json!({"Quantity": quantity, "Price": price, "Currency": currency}))
            .collect();
        f.mouser.add(part_with(number, number, json!({"PriceBreaks": breaks})));
        let item = f.item(number).await;
        let wanted: Vec<&str> = wanted.into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(prices(&item), wanted, "{number}");
        let code = item.currency.map(|currency| currency.to_string());
        assert_eq!(code.as_deref(), Some(if currency == "RMB" { "CNY" } else { currency }), "{number}");
    }
}

#[tokio::test]
async fn stock_lead_time_and_life_are_read_from_their_words() {
    let f = Fixture::start();
    for (number, fields, stock, lead, life) in [
        (
            "595-1",
            json!({"AvailabilityInStock": null, "Availability": "1.234 Auf Lager"}),
            Some(1_234),
            Some(63),
            None,
        ),
        (
            "595-2",
            json!({"AvailabilityInStock": "0", "Availability": "None", "LeadTime": "3 Weeks"}),
            Some(0),
            Some(21),
            None,
        ),
        (
            "595-3",
            json!({"AvailabilityInStock": "", "Availability": "On Order", "LeadTime": "0 Days"}),
            Some(0),
            None,
            None,
        ),
        ("595-4", json!({"LeadTime": "0 Days"}), Some(1_234), Some(0), None),
        ("595-5", json!({"AvailabilityInStock": "", "Availability": ""}), None, Some(63), None),
        (
            "595-6",
            json!({"LifecycleStatus": "Obsolete", "IsDiscontinued": "true"}),
            Some(1_234),
            Some(63),
            Some("Obsolete"),
        ),
        ("595-7", json!({"IsDiscontinued": "true"}), Some(1_234), Some(63), Some("Discontinued")),
        ("595-8", json!({"AvailabilityInStock": 17, "LeadTime": 5}), Some(17), Some(5), None),
    ] {
        f.mouser.add(part_with(number, number, fields));
        let item = f.item(number).await;
        assert_eq!(item.in_stock.map(Quantity::get), stock, "{number}");
        assert_eq!((item.lead_days, item.lifecycle.as_deref()), (lead, life), "{number}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_left_out_and_said() {
    let f = Fixture::start();
    let odd = json!({
        "Min": "a few", "Mult": "0", "LeadTime": "3 fortnights", "DataSheetUrl": "javascript:alert(1)",
        "ImagePath": "", "ProductDetailUrl": "https://me:secret@www.mouser.example/x",
        "PriceBreaks": [
            {"Quantity": 1, "Price": "$2.00", "Currency": "USD"},
            {"Quantity": 10, "Price": "1 mille", "Currency": "USD"},
            {"Quantity": 100, "Price": "1,00 \u{20ac}", "Currency": "EUR"},
        ],
    });
    f.mouser.add(part_with("595-ODD", "ODD", odd));
    let item = f.item("595-ODD").await;
    assert_eq!((item.minimum, item.multiple, item.lead_days), (Quantity::ONE, Quantity::ONE, None));
    assert!(item.datasheet.is_none() && item.picture.is_none() && item.url.is_none(), "{item:?}");
    assert_eq!(prices(&item), ["2.00@1"]);
    assert_eq!(
        item.warnings,
        [
            "\u{201c}1 mille\u{201d} is not understood as a price",
            "\u{201c}1,00 \u{20ac}\u{201d} is not in USD, which stands beside it",
            "the minimum \u{201c}a few\u{201d} is not understood: one is taken",
            "the lead time \u{201c}3 fortnights\u{201d} is not understood",
        ]
    );
}

#[tokio::test]
async fn what_mouser_does_not_have_is_nothing_and_so_is_what_it_does_not_sell() {
    let f = Fixture::start();
    f.mouser.add(part("N/A", "TL074CN"));
    f.mouser.add(part_with("595-A", "A", json!({"MouserPartNumber": null})));
    assert_eq!(told(&f.ask(&["595-NONE"]).await.expect("an answer")), ["nothing"]);
    assert_eq!(told(&f.ask(&["TL074CN"]).await.expect("an answer")), ["nothing"]);
    assert_eq!(told(&f.ask(&["N/A"]).await.expect("an answer")), ["nothing"]);
}

#[tokio::test]
async fn the_number_itself_goes_before_manufacturers_numbers_of_which_several_are_several() {
    let f = Fixture::start();
    for (number, mpn) in [
        ("595-TL074CN", "TL074CN"),
        ("926-TL074CN", "TL074CN"),
        ("N/A", "TL074CN"),
        ("512-TL071", "595-TL074CN"),
    ] {
        f.mouser.add(part(number, mpn));
    }
    assert_eq!(told(&f.ask(&["595-TL074CN"]).await.expect("an answer")), ["595-TL074CN"]);
    assert_eq!(told(&f.ask(&["tl074cn"]).await.expect("an answer")), ["595-TL074CN or 926-TL074CN"]);
    f.mouser.clear();
    f.mouser.add(part("595-TL074CN", "TL074CN")).add(part("595-tl074cn", "TL074CN"));
    assert_eq!(told(&f.ask(&["TL074CN"]).await.expect("an answer")), ["595-TL074CN"], "the same one twice");
}

#[tokio::test]
async fn ten_numbers_are_one_call_and_their_answers_stand_in_their_order() {
    let f = Fixture::start();
    let asked: Vec<String> = (0..10).map(|at| format!("603-R{at}")).collect();
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    // Mouser's own order is another one, and some it does not have.
    for number in asked.iter().rev().filter(|number| !number.ends_with('4')) {
        f.mouser.add(part(number, &number[4..]));
    }
    let found = told(&f.ask(&asked).await.expect("an answer"));
    let wanted: Vec<&str> =
        asked.iter().map(|number| if number.ends_with('4') { "nothing" } else { number }).collect();
    assert_eq!(found, wanted);
    assert_eq!(f.mouser.calls().len(), 1);
    assert_eq!(f.mouser.asked(), asked);
    assert_eq!(f.client.batch(), 10);
    assert_eq!((f.client.limits().per_minute, f.client.limits().per_day), (30, 1_000));
}

#[tokio::test]
async fn what_mouser_would_not_take_is_refused_before_it_is_sent() {
    let f = Fixture::start();
    for (number, why) in [
        ("ab", "3 to 40 characters, not 2"),
        (&"x".repeat(41), "3 to 40 characters, not 41"),
        ("595-A|595-B", "no | in them"),
    ] {
        let error = f.ask(&["595-TL074CN", number]).await.expect_err("refused");
        assert!(matches!(error, VendorError::NotAskable { .. }), "{error:?}");
        let said = error.to_string();
        assert!(said.starts_with("Mouser cannot be asked for") && said.contains(why), "{said}");
        assert_eq!(f.client.check(&numbers(&[number])[0]), Err(error));
    }
    let eleven: Vec<String> = (0..11).map(|at| format!("603-R{at}")).collect();
    let eleven: Vec<&str> = eleven.iter().map(String::as_str).collect();
    let error = f.ask(&eleven).await.expect_err("refused");
    assert_eq!(error.to_string(), "Mouser takes 10 numbers a call, not 11");
    assert_eq!(f.ask(&[]).await, Ok(Vec::new()));
    assert!(f.mouser.calls().is_empty());
    for number in ["abc", &"x".repeat(40)] {
        assert_eq!(told(&f.ask(&[number]).await.expect("an answer")), ["nothing"]);
    }
}

#[tokio::test]
async fn nothing_is_concluded_from_an_answer_that_holds_only_a_part_of_the_matches() {
    let f = Fixture::start();
    for at in 0..50 {
        f.mouser.add(part(&format!("595-X{at}"), "LM358"));
    }
    f.mouser.add(part("595-TL074CN", "TL074CN"));
    let error = f.ask(&["LM358", "595-TL074CN"]).await.expect_err("not all is told");
    assert_eq!(error, VendorError::TooManyMatches { vendor: "Mouser".into() });
    assert_eq!(told(&f.ask(&["595-TL074CN"]).await.expect("an answer")), ["595-TL074CN"]);
    let several = f.ask(&["LM358"]).await.expect("an answer");
    assert!(matches!(&several[0].found, Found::Several(items) if items.len() == 50));
}

#[tokio::test]
async fn no_more_is_kept_than_the_catalogue_holds() {
    let f = Fixture::start();
    let breaks: Vec<Value> =
        (1..=120).map(|at| json!({"Quantity": at, "Price": "$1.00", "Currency": "USD"})).collect();
    let long = |length: usize| "x".repeat(length);
    let address = |length: usize| format!("https://x.example/{}", long(length - 18));
    f.mouser.add(part_with(
        "595-A",
        "A",
        json!({"Manufacturer": long(300), "Description": long(3_000), "PriceBreaks": breaks,
            "InfoMessages": vec![long(400); 30], "DataSheetUrl": address(2_000), "ImagePath": address(2_001)}),
    ));
    let item = f.item("595-A").await;
    let length = |text: &Option<String>| text.as_ref().map(String::len);
    assert_eq!((length(&item.manufacturer), length(&item.description)), (Some(200), Some(2_000)));
    assert_eq!(item.prices.len(), 100);
    assert_eq!((item.warnings.len(), item.warnings[0].len()), (20, 300));
    assert!(item.datasheet.is_some() && item.picture.is_none());
}
