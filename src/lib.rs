//! Clear to Build: tells people who make electronics whether they have everything for a build.
//!
//! One crate, whose folders are the architecture (docs/architecture.md). Arrows go one way:
//! `app → {api, domain}`, `api → {services, domain}`, `services → {store, remote, domain}`,
//! `store → domain`, `remote → domain`; `server` and `cli` assemble.
// A page is one nested type; the deepest need more than the compiler's 128.
#![recursion_limit = "512"]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod api;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod app;
#[cfg(feature = "ssr")]
pub mod cli;
pub mod domain;
#[cfg(feature = "ssr")]
pub mod remote;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod services;
#[cfg(feature = "ssr")]
pub mod store;

/// Where the browser's part begins: takes over the page that the server has drawn.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    // Waits for the code of the page that is open, so that what the server has drawn is taken over whole.
    leptos::mount::hydrate_from_async(leptos::tachys::dom::body(), app::App).await.forget();
}
