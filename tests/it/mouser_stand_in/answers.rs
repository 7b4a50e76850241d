//! What Mouser answers.

use super::{Call, Fault, Quota, State};
use serde_json::{Value, json};

/// Mouser tells no more parts at once.
const MOST_PARTS: usize = 50;

/// An answer before it is sent.
pub struct Plain {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Plain {
    fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type".into(), content_type.into())], body: body.into() }
    }

    fn json(status: u16, value: &Value) -> Self {
        Self::new(status, "application/json; charset=utf-8", value.to_string())
    }

    fn error(status: u16, error: &Value) -> Self {
        Self::json(status, &json!({"Errors": [error], "SearchResults": null}))
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }
}

/// An answer that Mouser gives where something is wrong.
pub fn faulty(fault: &Fault) -> Plain {
    match fault {
        Fault::BadKey(200) => Plain::error(200, &bad_key()),
        Fault::BadKey(403) => Plain::error(403, &bad_key()),
        Fault::BadKey(status) => Plain::new(*status, "text/plain", "Unauthorized"),
        Fault::TooManyCalls(status) => Plain::new(*status, "text/html", "<h1>Too many requests</h1>"),
        Fault::Quota(quota) => Plain::error(200, &used_up(*quota)),
        Fault::Answer(status, content_type, body) => Plain::new(*status, content_type, body.clone()),
        Fault::RetryAfter(seconds) => Plain::new(429, "text/plain", "").with("retry-after", seconds),
        Fault::RedirectTo(to) => Plain::new(302, "text/plain", "").with("location", to),
        Fault::CutBody | Fault::Silent | Fault::Reset => unreachable!("made by the socket"),
    }
}

/// The right answer.
pub fn answer(state: &mut State, call: &Call, wrong: Option<&'static str>) -> Plain {
    if call.method != "POST" || call.path != "/api/v1/search/partnumber" {
        return Plain::new(404, "text/html", "<h1>Not Found</h1>");
    }
    if call.key.as_ref() != Some(&state.key) {
        return Plain::error(200, &bad_key());
    }
    match &mut state.left {
        Some((0, quota)) => return Plain::error(200, &used_up(*quota)),
        Some((left, _)) => *left -= 1,
        None => {}
    }
    if let Some(why) = wrong {
        return Plain::error(400, &invalid(why));
    }
    if call.numbers.len() > 10 {
        return Plain::error(200, &invalid("more than ten numbers"));
    }
    if let Some(number) = call.numbers.iter().find(|number| !(3..=40).contains(&number.chars().count())) {
        return Plain::error(200, &invalid(&format!("{number} has not 3 to 40 characters")));
    }
    let found: Vec<&Value> = state.parts.iter().filter(|part| matches(part, call)).collect();
    let told: Vec<&&Value> = found.iter().take(MOST_PARTS).collect();
    Plain::json(200, &json!({"Errors": [], "SearchResults": {"NumberOfResult": found.len(), "Parts": told}}))
}

fn matches(part: &Value, call: &Call) -> bool {
    let has = |field: &str, number: &String| {
        let own = part[field].as_str().unwrap_or_default().to_lowercase();
        let number = number.to_lowercase();
        if call.option == "Exact" { own == number } else { own.starts_with(&number) }
    };
    call.numbers.iter().any(|number| has("MouserPartNumber", number) || has("ManufacturerPartNumber", number))
}

fn bad_key() -> Value {
    json!({
        "Id": 0, "Code": "Invalid", "Message": "Invalid unique identifier.",
        "ResourceKey": "InvalidIdentifier", "ResourceFormatString": null, "ResourceFormatString2": null,
        "PropertyName": "API Key",
    })
}

fn invalid(why: &str) -> Value {
    json!({
        "Id": 0, "Code": "Invalid", "Message": format!("Invalid part number: {why}."),
        "ResourceKey": "InvalidPartNumber", "PropertyName": "mouserPartNumber",
    })
}

fn used_up(quota: Quota) -> Value {
    let (code, message) = match quota {
        Quota::PerMinute => ("TooManyRequests", "Too many requests. Maximum calls per minute exceeded."),
        Quota::PerDay => ("TooManyRequests", "Too many requests. Maximum calls per day exceeded."),
    };
    json!({"Id": 0, "Code": code, "Message": message, "ResourceKey": code, "PropertyName": ""})
}
