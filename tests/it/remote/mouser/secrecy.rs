//! The key goes to Mouser, and nowhere else.

use super::*;
use crate::listening::{keep_log, kept_log};
use crate::mouser_stand_in::{Fault, part, part_with};
use ctb::remote::{Ask, Vendors};
use serde_json::json;
use std::sync::Arc;

fn assert_free_of_the_key(text: &str) {
    assert!(!text.to_lowercase().contains(KEY), "{text}");
}

/// Answers that repeat the key, in every place of which something is told.
fn echoes() -> Vec<Fault> {
    let shouted = KEY.to_uppercase();
    let answer = |status: u16, body: String| Fault::Answer(status, "application/json", body.into_bytes());
    let error = json!({"Code": KEY, "Message": format!("what is {shouted}?"), "PropertyName": KEY});
    let echoing = json!({"InfoMessages": [KEY], "ProductDetailUrl": format!("https://x.example/?apiKey={KEY}"),
        "Description": shouted});
    let parts = json!([part_with("595-TL074CN", "TL074CN", echoing)]);
    vec![
        answer(200, json!({"Errors": [error], "SearchResults": null}).to_string()),
        answer(400, json!({"Errors": [error]}).to_string()),
        answer(200, json!({"Errors": [], "SearchResults": {"Parts": parts}}).to_string()),
        answer(200, json!({"SearchResults": {"Parts": KEY}}).to_string()),
        answer(200, json!({ KEY: 1 }).to_string()),
        answer(200, KEY.to_owned()),
        answer(429, KEY.to_owned()),
        answer(500, format!("<p>/search?apiKey={KEY}")),
        answer(404, KEY.to_owned()),
        Fault::RedirectTo(format!("https://elsewhere.example/?apiKey={KEY}")),
        Fault::BadKey(200),
        Fault::BadKey(401),
        Fault::BadKey(403),
        Fault::CutBody,
        Fault::Reset,
    ]
}

#[tokio::test]
async fn the_key_is_in_no_log_no_error_and_no_item() {
    keep_log();
    let f = Fixture::start();
    f.mouser.add(part("595-TL074CN", "TL074CN"));
    f.mouser.fail_next(Fault::Answer(200, "application/json", Vec::new()));
    for fault in echoes() {
        f.mouser.fail_next(fault);
    }
    let mut told = Vec::new();
    for _ in 0..=echoes().len() + 1 {
        match f.ask(&["595-TL074CN"]).await {
            Ok(answers) => told.push(format!("{answers:?}")),
            Err(error) => told.push(format!("{error} {error:?} {:?}", error.remedy())),
        }
    }
    let asked = f.mouser.calls();
    let base = f.mouser.base_url();
    let settings = settings(&f.mouser, KEY, Duration::from_secs(30));
    drop(f.mouser);
    told.push(format!("{:?}", f.client.look_up(&numbers(&["595-TL074CN"])).await));
    told.push(format!("{:?} {settings:?}", f.client));
    told.push(format!("{:?}", Vendors::none().with(Arc::new(f.client))));
    let log = kept_log();

    // It did go to Mouser, every time, and there was something to log and to tell.
    assert!(asked.len() > echoes().len() && asked.iter().all(|call| call.key.as_deref() == Some(KEY)));
    assert!(log.contains("asked Mouser") && log.contains(base.trim_start_matches("http://")), "{log}");
    assert!(told.iter().any(|text| text.contains("what is \u{2026}?")), "{told:?}");
    assert_free_of_the_key(&log);
    for text in told {
        assert_free_of_the_key(&text);
    }
}

#[test]
fn a_request_is_shown_without_its_query_and_document() {
    let mut ask = Ask::get(format!("https://x.example/search?apiKey={KEY}").parse().expect("an address"), 1);
    ask.post = Some(KEY.as_bytes().to_vec());
    let shown = format!("{ask:?}");
    assert!(shown.contains("https://x.example") && shown.contains("/search"), "{shown}");
    assert_free_of_the_key(&shown);
}
