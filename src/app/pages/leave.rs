//! A page that the browser's part does not draw.

use crate::app::components::Loading;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Leaves for the page that the address names, which the server draws. Links to it never come here (`start.js`).
#[component]
pub fn Leave() -> impl IntoView {
    let here = use_location();
    Effect::new(move |_| {
        let (path, query) = (here.pathname.get_untracked(), here.search.get_untracked());
        let address = if query.is_empty() { path } else { format!("{path}?{query}") };
        let _ = window().location().replace(&address);
    });
    view! { <Loading what="the page" /> }
}
