//! Addresses that differ from the page's own in one thing: how links choose, sort and page.

use super::refusal::is_passing;
use crate::domain::lists::ListQuery;
use leptos_router::{location::Url, params::ParamsMap};

/// Where a list goes on: changed by paging, gone when anything else about the list changes.
pub const AFTER: &str = "after";

/// The query with one thing changed, or gone where `value` is `None`; all else is kept.
#[must_use]
pub fn with(query: &ParamsMap, name: &str, value: Option<&str>) -> String {
    changed(kept(query, &[name]), name, value)
}

/// As [`with`], for what changes what a list holds or its order: it begins anew.
#[must_use]
pub fn anew_with(query: &ParamsMap, name: &str, value: Option<&str>) -> String {
    changed(kept(query, &[name, AFTER]), name, value)
}

/// The names and values of a query but some: what a form has to repeat.
#[must_use]
pub fn kept(query: &ParamsMap, but: &[&str]) -> Vec<(String, String)> {
    let all = query.clone().into_iter().map(|(name, value)| (name.into_owned(), value));
    all.filter(|(name, _)| !is_passing(name) && !but.contains(&name.as_str())).collect()
}

fn changed(mut pairs: Vec<(String, String)>, name: &str, value: Option<&str>) -> String {
    pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    written(&pairs)
}

/// What was kept, and one thing besides.
#[must_use]
pub fn and(kept: &[(String, String)], name: &str, value: &str) -> String {
    changed(kept.to_vec(), name, Some(value))
}

/// `?name=value`, or `?` where there is nothing to say: a link to it leads to the page itself.
#[must_use]
pub fn written(pairs: &[(String, String)]) -> String {
    // The router reads a value's percent signs twice, so that they are written twice.
    query_of(pairs, |value| Url::escape(&value.replace('%', "%25")))
}

/// The same for an address that is no page: nothing but the server reads it, and once.
#[must_use]
pub fn written_for_the_server(pairs: &[(String, String)]) -> String {
    query_of(pairs, Url::escape)
}

fn query_of(pairs: &[(String, String)], escaped: impl Fn(&str) -> String) -> String {
    let said: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", Url::escape(name), escaped(value))).collect();
    format!("?{}", said.join("&"))
}

/// What an address asks of a list.
#[must_use]
pub fn list_query(query: &ParamsMap) -> ListQuery {
    let of = |name| query.get(name).unwrap_or_default();
    ListQuery { q: of("q"), sort: of("sort"), show: of("show") }
}

#[cfg(test)]
mod tests {
    use super::{written, written_for_the_server};

    #[test]
    fn a_percent_sign_is_written_as_often_as_it_is_read() {
        let pairs = [("q".to_owned(), "10k 1%".to_owned())];
        assert_eq!(written(&pairs), "?q=10k%201%2525", "the router reads it twice");
        assert_eq!(written_for_the_server(&pairs), "?q=10k%201%25");
    }
}
