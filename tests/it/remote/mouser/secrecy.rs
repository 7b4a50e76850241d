//! The key goes to Mouser, and nowhere else.

use super::*;
use crate::mouser_stand_in::{Fault, part, part_with};
use ctb::remote::{Ask, Vendors};
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

/// Everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("the log")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

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
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let logging = tracing::subscriber::set_default(subscriber);
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
    drop(logging);

    // It did go to Mouser, every time, and there was something to log and to tell.
    assert!(asked.len() > echoes().len() && asked.iter().all(|call| call.key.as_deref() == Some(KEY)));
    let log = log.text();
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
