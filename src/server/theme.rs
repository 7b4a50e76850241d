//! Keeps the choice of colours where no script has run: a form, a cookie, and back.

use crate::app::theme::Theme;
use axum::{
    Form,
    http::header::SET_COOKIE,
    response::{IntoResponse, Redirect},
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    theme: String,
    #[serde(default)]
    back: String,
}

pub(super) async fn choose(Form(choice): Form<Choice>) -> impl IntoResponse {
    let cookie = Theme::from_key(&choice.theme).as_cookie();
    ([(SET_COOKIE, cookie)], Redirect::to(page_of_ours(&choice.back)))
}

/// The path, if it is one of this site; else the start. Browsers read `//` and `/\` as the start
/// of another host's address.
fn page_of_ours(path: &str) -> &str {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::page_of_ours;

    #[test]
    fn the_way_back_never_leaves_the_site() {
        assert_eq!(page_of_ours("/builds/12"), "/builds/12");
        for away in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nb", "builds"] {
            assert_eq!(page_of_ours(away), "/", "{away:?}");
        }
    }
}
