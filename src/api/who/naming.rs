//! From a request's headers to a name.

use super::{COOKIE, MOST_LETTERS};
use axum::http::{HeaderMap, header};

/// A year, in seconds.
const KEPT_FOR: u32 = 31_536_000;

/// Who asks.
#[must_use]
pub fn name(headers: &HeaderMap) -> String {
    given(headers).unwrap_or_else(|| unnamed(headers))
}

/// Who asks, where nobody said.
pub(super) fn unnamed(headers: &HeaderMap) -> String {
    browser(headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or(""))
}

/// What a person called themselves at this browser.
pub(super) fn given(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let value = cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (name, value) = cookie.split_once('=')?;
        (name.trim() == COOKIE).then(|| value.trim().to_owned())
    })?;
    let name = url::form_urlencoded::parse(format!("n={value}").as_bytes()).next()?.1.into_owned();
    possible(&name)
}

/// A name as it is kept, if it can be one.
pub(super) fn possible(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = (1..=MOST_LETTERS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits.then_some(name)
}

/// "Firefox on Linux". What a program says about itself is not repeated.
fn browser(agent: &str) -> String {
    // The more particular first: most claim to be others too.
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name)
    };
    let browser = named(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => "somebody".to_owned(),
    }
}

/// The cookie that keeps a name; without one it forgets it.
pub(super) fn cookie(name: Option<&str>) -> String {
    let (value, kept_for) = name.map_or((String::new(), 0), |name| (encoded(name), KEPT_FOR));
    format!("{COOKIE}={value}; Path=/; Max-Age={kept_for}; SameSite=Lax; HttpOnly")
}

fn encoded(name: &str) -> String {
    url::form_urlencoded::byte_serialize(name.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(header::HeaderName, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, value.parse().unwrap());
        }
        name(&headers)
    }

    #[test]
    fn a_browser_is_called_by_what_it_is_until_somebody_names_it() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let chrome = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(asked(&[(header::USER_AGENT, firefox)]), "Firefox on Linux");
        assert_eq!(asked(&[(header::USER_AGENT, chrome)]), "Chrome on Android");
        assert_eq!(asked(&[(header::USER_AGENT, safari)]), "Safari on iPhone");
        assert_eq!(asked(&[(header::USER_AGENT, "<script>alert(1)</script>")]), "somebody");
        assert_eq!(asked(&[]), "somebody");
        let cookie = format!("ctb_theme=day; {COOKIE}=Ren%C3%A9+at+the+bench");
        assert_eq!(asked(&[(header::USER_AGENT, firefox), (header::COOKIE, &cookie)]), "René at the bench");
    }

    #[test]
    fn what_no_name_can_be_is_passed_over() {
        for bad in ["", "%00", "a%0Ab%07", &"x".repeat(MOST_LETTERS + 1)] {
            assert_eq!(asked(&[(header::COOKIE, &format!("{COOKIE}={bad}"))]), "somebody", "{bad:?}");
        }
    }

    #[test]
    fn a_name_is_read_as_it_was_kept() {
        let cookie = format!("{COOKIE}={}", encoded("Ina; Bob=1 % ü"));
        assert_eq!(asked(&[(header::COOKIE, &cookie)]), "Ina; Bob=1 % ü");
    }
}
