//! The pages, on the server and in the browser: Leptos components over plain data.
//!
//! `components` holds everything that has a look, and every class name; `pages` compose them and
//! have none. What a page shows is plain data (`view`), so that a page can be drawn without a
//! database. The server renders first and the browser takes over: whatever has to work before
//! that is a link or a form.

pub mod address;
pub mod components;
mod lazily;
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

#[cfg(feature = "ssr")]
pub use shell::{PageFiles, Pieces, shell};

use components::{Shell, provide_toasts};
use lazily as page;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{Route, Router, Routes},
    path,
};
use pages::NotFound;

/// Everything inside `<body>`: the frame and the page that the address names.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();

    view! {
        <Router>
            <Shell>
                // Whole pages, so that they read without scripts: nothing is swapped in later.
                <Routes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/") view={Lazy::<page::StartPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects") view={Lazy::<page::ProjectsPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/new") view={Lazy::<page::NewProjectPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number") view={Lazy::<page::ProjectPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/edit") view={Lazy::<page::EditProjectPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/new") view={Lazy::<page::NewVersionPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version") view={Lazy::<page::BomPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version/edit") view={Lazy::<page::EditVersionPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version/sync") view={Lazy::<page::SyncPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/builds") view={Lazy::<page::BuildsPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/builds/new") view={Lazy::<page::NewBuildPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number") view={Lazy::<page::BuildPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/bench") view={Lazy::<page::BenchPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/parts") view={Lazy::<page::PartsPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/parts/new") view={Lazy::<page::NewPartPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/parts/:id") view={Lazy::<page::PartPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/import") view={Lazy::<page::ImportPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/import/preview") view={Lazy::<page::PreviewPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/import/tray") view={Lazy::<page::TrayPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/stock") view={Lazy::<page::StockPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/stock/receive") view={Lazy::<page::ReceivePage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/stock/:id") view={Lazy::<page::PlacePage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/vendors") view={Lazy::<page::VendorsPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/packages") view={Lazy::<page::PackagesPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number/pick") view={Lazy::<page::PickPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number/complete") view={Lazy::<page::CompletePage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/orders") view={Lazy::<page::OrdersPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number") view={Lazy::<page::OrderPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number/cart") view={Lazy::<page::CartPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/design") view={Lazy::<page::DesignPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/more") view={Lazy::<page::MorePage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings") view={Lazy::<page::SettingsPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings/jobs") view={Lazy::<page::JobsPage>::new()} ssr=SsrMode::Async />
                </Routes>
            </Shell>
        </Router>
    }
}
