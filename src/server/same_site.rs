//! Refuses what another site makes a browser send: whoever may ask is whoever can reach this
//! server, so that a form on some page elsewhere must not speak for them.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Lets through what reads, and what changes something if it comes from our own pages or from a
/// program, which sends neither header.
pub(super) async fn only_ours(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || from_our_pages(request.headers()) {
        return next.run(request).await;
    }
    let why = "This was sent by another site, and nothing was done. Open the page itself and try again.\n";
    (StatusCode::FORBIDDEN, why).into_response()
}

fn from_our_pages(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin" | "none") => return true,
        Some(_) => return false,
        None => {}
    }
    // Older browsers say only where it comes from.
    let Some(origin) = text(header::ORIGIN) else { return !headers.contains_key(header::ORIGIN) };
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == text(header::HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        from_our_pages(&headers)
    }

    #[test]
    fn only_our_pages_and_programs_may_change_things() {
        assert!(ours(&[]));
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(ours(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(!ours(&[("origin", "https://evil.example"), ("host", "127.0.0.1:3000")]));
        assert!(!ours(&[("origin", "null"), ("host", "127.0.0.1:3000")]));
    }
}
