//! What an answer of Mouser's means: results, or which of many errors.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use super::key::Key;
use super::{KEY_SETTING, NAME};
use crate::remote::guard::Answer;
use crate::remote::vendor::VendorError;

/// Mouser says nowhere how long to wait: no client reports less than this.
const USUAL_WAIT: Duration = Duration::from_secs(60);
/// No limit lasts longer; a server that says so must not lock us out for years.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// Of a server's own words, so many characters are shown.
const LONGEST_MESSAGE: usize = 200;

/// A scalar of any kind as text; null, lists and objects are nothing. The API writes numbers and
/// truth values as texts here and as themselves there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => text.trim().to_owned(),
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(truth) => truth.to_string(),
            _ => String::new(),
        }))
    }
}

/// A list, for which null stands where it is empty.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    #[serde(default, deserialize_with = "list")]
    errors: Vec<ApiError>,
    #[serde(default)]
    search_results: Option<Results>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct ApiError {
    code: Text,
    message: Text,
    resource_key: Text,
    property_name: Text,
}

/// What was found.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Results {
    pub number_of_result: Text,
    #[serde(deserialize_with = "list")]
    pub parts: Vec<Part>,
}

/// One item, as far as we read it. Every field may be missing or null.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Part {
    pub mouser_part_number: Text,
    pub manufacturer_part_number: Text,
    pub manufacturer: Text,
    pub description: Text,
    pub category: Text,
    pub availability: Text,
    pub availability_in_stock: Text,
    pub min: Text,
    pub mult: Text,
    pub sales_maximum_order_qty: Text,
    pub lead_time: Text,
    pub lifecycle_status: Text,
    pub is_discontinued: Text,
    pub suggested_replacement: Text,
    pub restriction_message: Text,
    #[serde(deserialize_with = "list")]
    pub info_messages: Vec<Text>,
    #[serde(deserialize_with = "list")]
    pub surcharge_messages: Vec<Surcharge>,
    pub data_sheet_url: Text,
    pub image_path: Text,
    pub product_detail_url: Text,
    #[serde(deserialize_with = "list")]
    pub price_breaks: Vec<Break>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Surcharge {
    pub message: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Break {
    pub quantity: Text,
    pub price: Text,
    pub currency: Text,
}

/// The results of an answer. What the body says goes before its status: a bad key can come with 200,
/// and too many calls with 403.
pub(super) fn read(answer: &Answer, key: &Key) -> Result<Results, VendorError> {
    let text = key.taken_out_of(String::from_utf8_lossy(&answer.body).into_owned());
    let body = parse(&text);
    if let Ok(body) = &body
        && let Some(error) = body.errors.iter().find_map(|error| told(error, answer))
    {
        return Err(error);
    }
    by_status(answer, &text)?;
    let body = body?;
    match body.search_results {
        Some(results) if body.errors.is_empty() || !results.parts.is_empty() => Ok(results),
        _ => match body.errors.first() {
            Some(error) => {
                Err(VendorError::Refused { vendor: NAME.to_owned(), message: shortened(&in_words(error)) })
            }
            None => Err(unexpected("it has neither results nor errors")),
        },
    }
}

fn parse(text: &str) -> Result<Body, VendorError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(VendorError::Empty { vendor: NAME.to_owned() });
    }
    let not_json = |why: &str| VendorError::NotJson { vendor: NAME.to_owned(), why: why.to_owned() };
    if text.starts_with('<') {
        return Err(not_json("it is a web page"));
    }
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        return Err(not_json("it is not JSON"));
    }
    // A list would do for an object whose fields may all be missing.
    if !text.starts_with('{') {
        return Err(unexpected("it is no object"));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| unexpected(&format!("{} is of another kind", error.path())))
}

fn unexpected(why: &str) -> VendorError {
    VendorError::Unexpected { vendor: NAME.to_owned(), why: why.to_owned() }
}

/// What a status means by itself.
fn by_status(answer: &Answer, text: &str) -> Result<(), VendorError> {
    let vendor = NAME.to_owned();
    let status = answer.status.as_u16();
    Err(match status {
        200 => return Ok(()),
        401 => VendorError::BadKey { vendor, setting: KEY_SETTING },
        // Clients see all three where they asked too often, with bodies of all kinds.
        403 | 429 | 503 => limit(answer, text),
        500..=599 => VendorError::Unavailable { vendor, status },
        400 => VendorError::Refused { vendor, message: format!("status {status}") },
        _ => VendorError::NotJson { vendor, why: format!("its status is {status}") },
    })
}

/// What one error of the body means, where it is no complaint about the question.
fn told(error: &ApiError, answer: &Answer) -> Option<VendorError> {
    let words = [&error.code, &error.message, &error.resource_key].map(|text| text.0.as_str()).join(" ");
    if is_about_the_key(error) {
        return Some(VendorError::BadKey { vendor: NAME.to_owned(), setting: KEY_SETTING });
    }
    is_about_a_limit(&words).then(|| limit(answer, &words))
}

/// Other things than the key are called invalid too, and have other properties.
fn is_about_the_key(error: &ApiError) -> bool {
    let squeezed = |text: &Text| text.0.to_lowercase().replace([' ', '_', '-'], "");
    let property = squeezed(&error.property_name);
    let message = squeezed(&error.message);
    property == "apikey"
        || message.contains("apikey")
        || (property.is_empty() && squeezed(&error.resource_key) == "invalididentifier")
}

fn is_about_a_limit(words: &str) -> bool {
    let words = words.to_lowercase();
    let squeezed = words.replace([' ', '_', '-'], "");
    ["toomany", "perday", "perminute", "ratelimit", "quota", "limitexceeded", "maxcall"]
        .iter()
        .any(|sign| squeezed.contains(sign))
}

fn limit(answer: &Answer, words: &str) -> VendorError {
    let vendor = NAME.to_owned();
    let squeezed = words.to_lowercase().replace([' ', '_', '-'], "");
    if squeezed.contains("perday") || squeezed.contains("daily") {
        return VendorError::DailyLimit { vendor };
    }
    let asked = answer.headers.get("retry-after").and_then(|value| value.to_str().ok());
    let asked = asked.and_then(|text| text.trim().parse().ok()).map_or(USUAL_WAIT, Duration::from_secs);
    VendorError::Throttled { vendor, wait: asked.clamp(USUAL_WAIT, LONGEST_WAIT) }
}

fn in_words(error: &ApiError) -> String {
    let property = &error.property_name.0;
    let said = if error.message.0.is_empty() { &error.code.0 } else { &error.message.0 };
    match (said.is_empty(), property.is_empty()) {
        (true, _) => "it does not say why".to_owned(),
        (false, true) => said.clone(),
        (false, false) => format!("{said} ({property})"),
    }
}

/// What the server said, fit for one line.
fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_MESSAGE).collect()
}
