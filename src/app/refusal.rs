//! Why a request was refused: one way for what the browser's part sent, and for a form that was
//! posted without scripts, whose answer leads back to the page with the reason in its address.

use crate::api::ApiError;
use leptos::prelude::*;
use leptos::server_fn::{ServerFn, error::ServerFnUrlError};
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// Before the name of a field in an address: what was typed into it when the form was refused.
const TYPED: &str = "was.";

/// The field that tells forms of one address apart, where a page has several.
pub const FORM_KEY: &str = "form_key";

/// Why the last request of an action was refused; `None` once it is done, and before there was one.
///
/// An action that is made on a page to which a refused form led back begins with that reason.
pub fn of<S>(action: ServerAction<S>) -> Signal<Option<ApiError>>
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let value = action.value();
    Signal::derive(move || value.with(|value| value.as_ref().and_then(|done| done.as_ref().err().cloned())))
}

/// The first reason of several actions.
pub fn first_of<const N: usize>(refusals: [Signal<Option<ApiError>>; N]) -> Signal<Option<ApiError>> {
    Signal::derive(move || refusals.iter().find_map(|refusal| refusal.get()))
}

/// Why a form was refused that was posted without scripts to the server function at `path`, or to
/// any where that is `None`. For requests that are sent without an action.
#[must_use]
pub fn in_address(path: Option<&str>) -> Option<ApiError> {
    use_query_map().with_untracked(|query| {
        let told = query.get_str("__err")?;
        let meant = path.is_none() || query.get_str("__path") == path;
        meant.then(|| ServerFnUrlError::<ApiError>::decode_err(told))
    })
}

/// Whether an address says this only for one answer: it is no part of the page's own address.
#[must_use]
pub fn is_passing(name: &str) -> bool {
    name.starts_with("__") || name.starts_with(TYPED)
}

/// The form that a field stands in: where it is posted, and why it was refused.
#[derive(Clone)]
pub struct Posted {
    /// Tells its fields from those of other forms.
    pub scope: String,
    /// Why it was refused.
    pub refusal: Signal<Option<ApiError>>,
    /// What was typed, where it led back here.
    typed: Option<ParamsMap>,
}

impl Posted {
    /// A form that is posted to `path`. `key` tells it from others of that address on the page;
    /// `is_first` says that it was not sent since the page was loaded.
    #[must_use]
    pub fn new(
        path: &'static str,
        key: Option<&str>,
        is_first: bool,
        refusal: Signal<Option<ApiError>>,
    ) -> Self {
        let typed = use_query_map().with_untracked(|query| {
            let same_form = query.get_str(&format!("{TYPED}{FORM_KEY}")) == key;
            let led_back = query.get_str("__path") == Some(path) && query.get_str("__err").is_some();
            (is_first && led_back && same_form && has_typed(query)).then(|| query.clone())
        });
        let scope = key.map_or_else(String::new, |key| format!("{key}-"));
        Self { scope, refusal, typed }
    }

    /// Whether it led back here with what was typed.
    #[must_use]
    pub fn led_back(&self) -> bool {
        self.typed.is_some()
    }

    /// What was typed into a field, where the form led back here.
    #[must_use]
    pub fn typed(&self, name: &str) -> Option<String> {
        self.typed.as_ref()?.get(&format!("{TYPED}{name}"))
    }

    /// Whether a value was among those sent under a name: of a check box.
    #[must_use]
    pub fn sent(&self, name: &str, value: &str) -> bool {
        let all = self.typed.as_ref().and_then(|typed| typed.get_all(&format!("{TYPED}{name}")));
        all.is_some_and(|all| all.iter().any(|sent| sent == value))
    }
}

fn has_typed(query: &ParamsMap) -> bool {
    query.clone().into_iter().any(|(name, _)| name.starts_with(TYPED))
}
