//! Each failure has an error of its own, and says what may help.

use super::*;
use crate::mouser_stand_in::{Fault, Quota, part};
use ctb::remote::Remedy;
use serde_json::json;

fn vendor() -> String {
    "Mouser".into()
}

fn bad_key() -> VendorError {
    VendorError::BadKey { vendor: vendor(), setting: "CTB_MOUSER_KEY" }
}

fn throttled(seconds: u64) -> VendorError {
    VendorError::Throttled { vendor: vendor(), wait: Duration::from_secs(seconds) }
}

fn json_answer(status: u16, body: &serde_json::Value) -> Fault {
    Fault::Answer(status, "application/json", body.to_string().into_bytes())
}

#[tokio::test]
async fn a_bad_key_is_told_whatever_the_status() {
    for status in [200, 401, 403] {
        let f = Fixture::start();
        f.mouser.fail_next(Fault::BadKey(status));
        let error = f.error().await;
        assert_eq!(error, bad_key(), "{status}");
        assert_eq!(error.to_string(), "Mouser does not accept the API key: check CTB_MOUSER_KEY");
        assert_eq!(error.remedy(), Remedy::Settings);
    }
    let f = Fixture::start_with("another-key-than-that", Duration::from_secs(30));
    assert_eq!(f.error().await, bad_key());
}

#[tokio::test]
async fn without_a_key_nothing_is_sent() {
    for key in ["", "  "] {
        let f = Fixture::start_with(key, Duration::from_secs(30));
        let error = f.error().await;
        assert_eq!(error.to_string(), "Mouser can only be asked with an API key: set CTB_MOUSER_KEY");
        assert!(f.mouser.calls().is_empty());
    }
}

#[tokio::test]
async fn other_things_than_the_key_are_called_invalid_too() {
    let f = Fixture::start();
    let error = json!({"Code": "Invalid", "Message": "Invalid characters.", "ResourceKey": "InvalidCharacters",
        "PropertyName": "mouserPartNumber"});
    f.mouser.fail_next(json_answer(200, &json!({"Errors": [error], "SearchResults": null})));
    let refused = f.error().await;
    let message = "Invalid characters. (mouserPartNumber)".to_owned();
    assert_eq!(refused, VendorError::Refused { vendor: vendor(), message });
    assert_eq!(refused.remedy(), Remedy::Apart);
    // A long or dirty message is one short line.
    let error = json!({"Message": format!("a\nb{}", "x".repeat(500))});
    f.mouser.fail_next(json_answer(400, &json!({"Errors": [error]})));
    f.mouser.fail_next(json_answer(200, &json!({"Errors": [error]})));
    f.mouser.fail_next(json_answer(200, &json!({"Errors": [{}]})));
    assert_eq!(f.error().await.to_string(), "Mouser refused the question: status 400");
    let said = f.error().await.to_string();
    assert!(said.len() < 250 && said.contains("abxx"), "{said}");
    assert_eq!(f.error().await.to_string(), "Mouser refused the question: it does not say why");
}

#[tokio::test]
async fn too_many_calls_are_told_in_all_their_guises() {
    let f = Fixture::start();
    for status in [429, 403, 503] {
        f.mouser.fail_next(Fault::TooManyCalls(status));
        let error = f.error().await;
        assert_eq!(error, throttled(60), "{status}");
        assert_eq!(error.remedy(), Remedy::After(Duration::from_secs(60)));
    }
    f.mouser.fail_next(Fault::Quota(Quota::PerMinute));
    assert_eq!(f.error().await, throttled(60));
    f.mouser.fail_next(Fault::Answer(403, "text/plain", b"Maximum calls per day exceeded".to_vec()));
    assert_eq!(f.error().await, VendorError::DailyLimit { vendor: vendor() });
    f.mouser.add(part("595-TL074CN", "TL074CN"));
    f.mouser.allow_calls(1, Quota::PerDay);
    assert!(f.ask(&["595-TL074CN"]).await.is_ok());
    let error = f.error().await;
    assert_eq!(error, VendorError::DailyLimit { vendor: vendor() });
    assert_eq!(error.remedy(), Remedy::Tomorrow);
}

#[tokio::test]
async fn a_wait_is_a_minute_at_least_and_a_day_at_most() {
    let f = Fixture::start();
    for (asked, kept) in [(1, 60), (90, 90), (86_400, 86_400), (u64::MAX, 86_400)] {
        f.mouser.fail_next(Fault::RetryAfter(asked));
        assert_eq!(f.error().await, throttled(kept), "{asked}");
    }
}

#[tokio::test]
async fn a_server_that_fails_is_not_asked_twice_in_one_call() {
    let f = Fixture::start();
    for status in [500, 502, 504] {
        f.mouser.fail_next(Fault::Answer(status, "text/html", b"<h1>Oops</h1>".to_vec()));
        let error = f.error().await;
        assert_eq!(error, VendorError::Unavailable { vendor: vendor(), status });
        assert_eq!(error.remedy(), Remedy::Again);
    }
    f.mouser.fail_next(Fault::Reset);
    let error = f.error().await;
    assert!(matches!(error, VendorError::Outgoing { .. }), "{error:?}");
    assert_eq!(error.remedy(), Remedy::Again);
    assert_eq!(f.mouser.calls().len(), 4);
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let f = Fixture::start_with(KEY, Duration::from_millis(150));
    f.mouser.fail_next(Fault::Silent);
    let error = f.error().await;
    assert_eq!(error, VendorError::Slow { vendor: vendor() });
    assert_eq!(error.to_string(), "Mouser did not answer in time: try again later");
}

#[tokio::test]
async fn a_cut_answer_is_not_taken_for_a_whole_one() {
    let f = Fixture::start();
    f.mouser.add(part("595-TL074CN", "TL074CN"));
    f.mouser.fail_next(Fault::CutBody);
    assert_eq!(f.error().await, VendorError::CutShort { vendor: vendor() });
    assert!(f.ask(&["595-TL074CN"]).await.is_ok());
}

#[tokio::test]
async fn what_is_no_answer_of_the_api_is_told_apart() {
    let f = Fixture::start();
    for body in ["", " \n", "\u{feff}"] {
        f.mouser.fail_next(Fault::Answer(200, "application/json", body.into()));
        assert_eq!(f.error().await, VendorError::Empty { vendor: vendor() }, "{body:?}");
    }
    for (body, why) in [
        ("<!DOCTYPE html><p>Please sign in", "it is a web page"),
        ("\u{feff} <html>", "it is a web page"),
        ("{\"Errors\": [], \"SearchRes", "it is not JSON"),
        ("please wait", "it is not JSON"),
        ("{} {}", "it is not JSON"),
    ] {
        f.mouser.fail_next(Fault::Answer(200, "application/json", body.into()));
        assert_eq!(f.error().await, VendorError::NotJson { vendor: vendor(), why: why.into() }, "{body}");
    }
    f.mouser.fail_next(Fault::Answer(200, "application/json", b"{\"Errors\": \xff}".to_vec()));
    assert!(matches!(f.error().await, VendorError::NotJson { .. }));
    for (body, why) in [
        (json!([]), "it is no object"),
        (json!("fine"), "it is no object"),
        (json!(null), "it is no object"),
        (json!({}), "it has neither results nor errors"),
        (json!({"Errors": [], "SearchResults": null}), "it has neither results nor errors"),
        (json!({"SearchResults": {"Parts": "none"}}), "SearchResults.Parts is of another kind"),
        (json!({"SearchResults": {"Parts": [7]}}), "SearchResults.Parts[0] is of another kind"),
        (
            json!({"SearchResults": {"Parts": [{"PriceBreaks": {}}]}}),
            "SearchResults.Parts[0].PriceBreaks is of another kind",
        ),
    ] {
        f.mouser.fail_next(json_answer(200, &body));
        assert_eq!(f.error().await, VendorError::Unexpected { vendor: vendor(), why: why.into() }, "{body}");
    }
    for status in [204, 302, 404, 418] {
        f.mouser.fail_next(Fault::Answer(status, "text/plain", Vec::new()));
        let why = format!("its status is {status}");
        assert_eq!(f.error().await, VendorError::NotJson { vendor: vendor(), why });
    }
}

#[tokio::test]
async fn an_answer_of_more_than_four_megabytes_is_not_read() {
    let f = Fixture::start();
    let long = |bytes: usize| {
        let rest = "{\"Errors\": [], \"SearchResults\": {\"Parts\": []}}";
        let padding = " ".repeat(bytes - rest.len());
        Fault::Answer(200, "application/json", format!("{rest}{padding}").into_bytes())
    };
    f.mouser.fail_next(long(4 * 1024 * 1024));
    assert_eq!(told(&f.ask(&["595-A"]).await.expect("an answer")), ["nothing"]);
    f.mouser.fail_next(long(4 * 1024 * 1024 + 1));
    let said = f.error().await.to_string();
    assert!(said.contains("longer than 4194304 bytes"), "{said}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_key() {
    let elsewhere = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    elsewhere.set_nonblocking(true).expect("a listener");
    let f = Fixture::start();
    f.mouser.fail_next(Fault::RedirectTo(format!("http://{}/", elsewhere.local_addr().expect("an address"))));
    assert!(matches!(f.error().await, VendorError::NotJson { .. }));
    assert!(elsewhere.accept().is_err(), "it connected elsewhere");
    assert_eq!(f.mouser.calls().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said() {
    let f = Fixture::start();
    let settings = settings(&f.mouser, KEY, Duration::from_secs(30));
    drop(f.mouser);
    let client = Mouser::new(settings).expect("a client");
    let error = client.look_up(&numbers(&["595-A"])).await.expect_err("unreachable");
    assert!(error.to_string().starts_with("Mouser cannot be asked: http://127.0.0.1:"), "{error}");
}

#[test]
fn an_address_with_a_query_or_login_is_no_base() {
    for address in ["https://me:secret@mouser.example", "https://mouser.example/?a=b", "ftp://mouser.example"]
    {
        let mut settings = MouserSettings::new(KEY.into());
        settings.base_url = Some(address.parse().expect("an address"));
        let error = Mouser::new(settings).expect_err("refused").to_string();
        assert!(error.starts_with("CTB_MOUSER_URL must be") && !error.contains("secret"), "{error}");
    }
}
