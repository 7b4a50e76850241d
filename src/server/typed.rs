//! A form that was posted without scripts and refused leads back to its page. This adds what was
//! typed to the address that it leads to (`was.name=value`), so that nothing of it is lost; the
//! fields of the page look there (`app::refusal`).

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::{Url, form_urlencoded};

/// Before the name of a field in an address.
const TYPED: &str = "was.";
/// Bytes of a form that is looked at; a larger one has to hold a file.
const LARGEST: usize = 11 * 1024 * 1024;
/// Bytes of the longest address: what servers and browsers agree on.
const LONGEST: usize = 7_000;
/// Fields whose text never stands in an address.
const SECRET: [&str; 3] = ["password", "token", "secret"];

/// Passes a request on, and adds what was typed where it leads back refused.
pub(super) async fn keep(request: Request, next: Next) -> Response {
    if !is_plain_form(request.method(), request.uri().path(), request.headers()) {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let Ok(typed) = to_bytes(body, LARGEST).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "This form is too large.\n").into_response();
    };
    let mut response = next.run(Request::from_parts(head, Body::from(typed.clone()))).await;
    let leads_to = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
    let mended = leads_to.and_then(|location| with_typed(location, &typed));
    if let Some(location) = mended.and_then(|location| HeaderValue::from_str(&location).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Whether a browser without scripts posted an ordinary form to a server function.
fn is_plain_form(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    let says = |name, what| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(what))
    };
    method == Method::POST
        && path.starts_with("/fn/")
        && says(header::ACCEPT, "text/html")
        && says(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// The address with what was typed, where it tells of a refusal; without what an earlier one left.
/// `None` for what is no whole address: it leads on, not back.
fn with_typed(location: &str, typed: &[u8]) -> Option<String> {
    let mut address = Url::parse(location).ok()?;
    let pairs: Vec<(String, String)> = address.query_pairs().into_owned().collect();
    let last = |name: &str| pairs.iter().rev().find(|(other, _)| other == name).cloned();
    let told = last("__err");
    let own = pairs.iter().filter(|(name, _)| !name.starts_with("__") && !name.starts_with(TYPED)).cloned();
    let mut kept: Vec<(String, String)> = own.collect();
    if told.is_some() {
        kept.extend(last("__path").into_iter().chain(told));
        // The router reads percent signs twice.
        let fields = form_urlencoded::parse(typed)
            .filter(|(name, _)| !is_secret(name))
            .map(|(name, value)| (format!("{TYPED}{name}"), value.replace('%', "%25")));
        kept.extend(fields);
    }
    address.set_query(None);
    if !kept.is_empty() {
        write(&mut address, kept);
    }
    Some(address.into())
}

/// Writes pairs while the address stays short enough; the long ones that do not fit are left away.
fn write(address: &mut Url, pairs: Vec<(String, String)>) {
    for (name, value) in pairs {
        let before = address.query().map(ToOwned::to_owned);
        address.query_pairs_mut().append_pair(&name, &value);
        if address.as_str().len() > LONGEST {
            address.set_query(before.as_deref());
        }
    }
}

fn is_secret(name: &str) -> bool {
    SECRET.iter().any(|secret| name.contains(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &str = "http://h/parts/new?tab=a&__path=%2Ffn%2Fparts%2Fsave&__err=abc";

    #[test]
    fn a_refused_form_comes_back_with_what_was_typed() {
        let back = with_typed(REFUSED, b"value=10k+1%25&tag=a&tag=b").unwrap();
        let pairs: Vec<(String, String)> = Url::parse(&back).unwrap().query_pairs().into_owned().collect();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            pairs,
            [
                pair("tab", "a"),
                pair("__path", "/fn/parts/save"),
                pair("__err", "abc"),
                pair("was.value", "10k 1%25"),
                pair("was.tag", "a"),
                pair("was.tag", "b"),
            ]
        );
    }

    #[test]
    fn refused_again_it_tells_only_the_last_time() {
        let first = with_typed(REFUSED, b"value=1").unwrap();
        let again = with_typed(&format!("{first}&__path=%2Ffn%2Fx&__err=new"), b"value=2").unwrap();
        assert_eq!(again, "http://h/parts/new?tab=a&__path=%2Ffn%2Fx&__err=new&was.value=2");
    }

    #[test]
    fn done_it_leaves_nothing_behind() {
        let done = with_typed("http://h/parts?q=x&was.value=1", b"value=1").unwrap();
        assert_eq!(done, "http://h/parts?q=x");
        assert_eq!(with_typed("/builds/3", b"value=1"), None);
    }

    #[test]
    fn secrets_and_what_is_too_long_stay_out_of_the_address() {
        assert!(!with_typed(REFUSED, b"token=hidden&value=1").unwrap().contains("hidden"));
        let long = format!("notes={}&value=1", "x".repeat(9_000));
        let back = with_typed(REFUSED, long.as_bytes()).unwrap();
        assert!(back.len() < LONGEST && back.ends_with("&was.value=1"), "{back}");
    }
}
