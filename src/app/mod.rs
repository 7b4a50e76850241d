//! The pages, on the server and in the browser: Leptos components over plain data.
//!
//! `components` holds everything that has a look, and every class name; `pages` compose them and
//! have none. What a page shows is plain data (`view`), so that a page can be drawn without a
//! database. The server renders first and the browser takes over: whatever has to work before
//! that is a link or a form.

pub mod address;
pub mod components;
mod lazily;
#[cfg(feature = "hydrate")]
mod leading;
pub mod live;
pub mod money;
pub mod pages;
pub mod refusal;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(all(test, feature = "ssr"))]
mod tests;
pub mod theme;
pub mod view;
pub mod words;

#[cfg(feature = "ssr")]
pub use shell::{PageFiles, Pieces, shell};

use components::{Shell, provide_toasts};
use lazily as page;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
use pages::NotFound;

/// Everything inside `<body>`: the frame and the page that the address names.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    #[cfg(feature = "hydrate")]
    leading::provide();

    view! {
        <Router>
            <Shell>
                // Whole pages, so that they read without scripts: nothing is swapped in later.
                <Routes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/") view=page::StartPage ssr=SsrMode::Async />
                    <Route path=path!("/projects") view=page::ProjectsPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/new") view=page::NewProjectPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number") view=page::ProjectPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/edit") view=page::EditProjectPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/new") view=page::NewVersionPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version") view=page::BomPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version/edit") view=page::EditVersionPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version/sync") view=page::SyncPage ssr=SsrMode::Async />
                    <Route path=path!("/builds") view=page::BuildsPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/new") view=page::NewBuildPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number") view=page::BuildPage ssr=SsrMode::Async />
                    <Route path=path!("/bench") view=page::BenchPage ssr=SsrMode::Async />
                    <Route path=path!("/parts") view=page::PartsPage ssr=SsrMode::Async />
                    <Route path=path!("/parts/new") view=page::NewPartPage ssr=SsrMode::Async />
                    <Route path=path!("/parts/:id") view=page::PartPage ssr=SsrMode::Async />
                    <Route path=path!("/import") view=page::ImportPage ssr=SsrMode::Async />
                    <Route path=path!("/import/preview") view=page::PreviewPage ssr=SsrMode::Async />
                    <Route path=path!("/import/tray") view=page::TrayPage ssr=SsrMode::Async />
                    <Route path=path!("/stock") view=page::StockPage ssr=SsrMode::Async />
                    <Route path=path!("/stock/receive") view=page::ReceivePage ssr=SsrMode::Async />
                    <Route path=path!("/stock/:id") view=page::PlacePage ssr=SsrMode::Async />
                    <Route path=path!("/vendors") view=page::VendorsPage ssr=SsrMode::Async />
                    <Route path=path!("/packages") view=page::PackagesPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number/pick") view=page::PickPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number/complete") view=page::CompletePage ssr=SsrMode::Async />
                    <Route path=path!("/orders") view=page::OrdersPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number") view=page::OrderPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number/cart") view=page::CartPage ssr=SsrMode::Async />
                    <Route path=path!("/design") view=page::DesignPage ssr=SsrMode::Async />
                    <Route path=path!("/more") view=page::MorePage ssr=SsrMode::Async />
                    <Route path=path!("/settings") view=page::SettingsPage ssr=SsrMode::Async />
                    <Route path=path!("/settings/jobs") view=page::JobsPage ssr=SsrMode::Async />
                </Routes>
            </Shell>
        </Router>
    }
}
