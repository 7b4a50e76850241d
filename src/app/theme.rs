//! Day or night. The choice is kept in a cookie, so that the server's first byte already has the
//! right colours; without a choice the style sheet follows the system.

/// The cookie that keeps the choice.
pub const COOKIE: &str = "ctb_theme";

/// How long the choice is kept: a year, in seconds.
const KEPT_FOR: u32 = 31_536_000;

/// What a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Day,
    /// Dark.
    Night,
}

impl Theme {
    /// Every choice, in the order shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Day, Self::Night];

    /// How it is called in cookie and form.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Day => "day",
            Self::Night => "night",
        }
    }

    /// The theme of that key; anything else follows the system.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }

    /// How it is called on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Day => "Day",
            Self::Night => "Night",
        }
    }

    /// The theme of the style sheet, for the document's `data-theme`; `None` follows the system.
    #[must_use]
    pub fn sheet(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Day => Some("ctb-day"),
            Self::Night => Some("ctb-night"),
        }
    }

    /// The choice in a `Cookie` header.
    #[must_use]
    pub fn from_cookies(header: &str) -> Self {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE)
            .map(|(_, key)| Self::from_key(key))
            .unwrap_or_default()
    }

    /// The cookie that keeps this choice, as `Set-Cookie` and `document.cookie` take it.
    #[must_use]
    pub fn as_cookie(self) -> String {
        format!("{COOKIE}={}; Path=/; Max-Age={KEPT_FOR}; SameSite=Lax", self.key())
    }
}

/// The choice in force: the server reads the request's cookie, the browser the document that the
/// server made, so that both start from the same.
#[must_use]
pub fn current() -> Theme {
    #[cfg(feature = "ssr")]
    {
        use axum::http::{header::COOKIE as HEADER, request::Parts};
        leptos::prelude::use_context::<Parts>()
            .and_then(|parts| parts.headers.get(HEADER)?.to_str().ok().map(Theme::from_cookies))
            .unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        let sheet =
            leptos::prelude::document().document_element().and_then(|root| root.get_attribute("data-theme"));
        Theme::ALL.into_iter().find(|theme| theme.sheet() == sheet.as_deref()).unwrap_or_default()
    }
}

/// Applies a choice to the open page and keeps it. The server has no page to apply it to.
pub fn choose(theme: Theme) {
    #[cfg(not(feature = "ssr"))]
    {
        use leptos::{prelude::document, web_sys::js_sys::Reflect};
        let page = document();
        if let Some(root) = page.document_element() {
            // Failing here would mean a document without attributes: there is nothing to mend.
            let _ = match theme.sheet() {
                Some(sheet) => root.set_attribute("data-theme", sheet),
                None => root.remove_attribute("data-theme"),
            };
        }
        let _ = Reflect::set(&page, &"cookie".into(), &theme.as_cookie().into());
    }
    #[cfg(feature = "ssr")]
    let _ = theme;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_survives_its_cookie() {
        for theme in Theme::ALL {
            let cookie = theme.as_cookie();
            let sent_back = format!("other=1; {}", cookie.split(';').next().unwrap());
            assert_eq!(Theme::from_cookies(&sent_back), theme);
        }
    }

    #[test]
    fn a_strange_cookie_follows_the_system() {
        assert_eq!(Theme::from_cookies("ctb_theme=<script>"), Theme::System);
        assert_eq!(Theme::from_cookies("xctb_theme=night; ctb_theme"), Theme::System);
        assert_eq!(Theme::from_cookies(""), Theme::System);
    }
}
