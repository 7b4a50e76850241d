//! The pages, on the server and in the browser: Leptos components over plain data.
//!
//! `components` holds everything that has a look, and every class name; `pages` compose them and
//! have none. What a page shows is plain data (`view`), so that a page can be drawn without a
//! database. The server renders first and the browser takes over: whatever has to work before
//! that is a link or a form.

pub mod address;
pub mod components;
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
pub use shell::{PageFiles, shell};

use components::{Shell, provide_toasts};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
use pages::{
    BenchPage, BomPage, BuildPage, BuildsPage, CartPage, CompletePage, DesignPage, EditProjectPage,
    EditVersionPage, ImportPage, JobsPage, MorePage, NewBuildPage, NewPartPage, NewProjectPage,
    NewVersionPage, NotFound, OrderPage, OrdersPage, PackagesPage, PartPage, PartsPage, PickPage, PlacePage,
    PreviewPage, ProjectPage, ProjectsPage, ReceivePage, SettingsPage, StartPage, StockPage, SyncPage,
    TrayPage, VendorsPage,
};

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
                    <Route path=path!("/") view=StartPage ssr=SsrMode::Async />
                    <Route path=path!("/projects") view=ProjectsPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/new") view=NewProjectPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number") view=ProjectPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/edit") view=EditProjectPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/new") view=NewVersionPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version") view=BomPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version/edit") view=EditVersionPage ssr=SsrMode::Async />
                    <Route path=path!("/projects/:number/versions/:version/sync") view=SyncPage ssr=SsrMode::Async />
                    <Route path=path!("/builds") view=BuildsPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/new") view=NewBuildPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number") view=BuildPage ssr=SsrMode::Async />
                    <Route path=path!("/bench") view=BenchPage ssr=SsrMode::Async />
                    <Route path=path!("/parts") view=PartsPage ssr=SsrMode::Async />
                    <Route path=path!("/parts/new") view=NewPartPage ssr=SsrMode::Async />
                    <Route path=path!("/parts/:id") view=PartPage ssr=SsrMode::Async />
                    <Route path=path!("/import") view=ImportPage ssr=SsrMode::Async />
                    <Route path=path!("/import/preview") view=PreviewPage ssr=SsrMode::Async />
                    <Route path=path!("/import/tray") view=TrayPage ssr=SsrMode::Async />
                    <Route path=path!("/stock") view=StockPage ssr=SsrMode::Async />
                    <Route path=path!("/stock/receive") view=ReceivePage ssr=SsrMode::Async />
                    <Route path=path!("/stock/:id") view=PlacePage ssr=SsrMode::Async />
                    <Route path=path!("/vendors") view=VendorsPage ssr=SsrMode::Async />
                    <Route path=path!("/packages") view=PackagesPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number/pick") view=PickPage ssr=SsrMode::Async />
                    <Route path=path!("/builds/:number/complete") view=CompletePage ssr=SsrMode::Async />
                    <Route path=path!("/orders") view=OrdersPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number") view=OrderPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number/cart") view=CartPage ssr=SsrMode::Async />
                    <Route path=path!("/design") view=DesignPage ssr=SsrMode::Async />
                    <Route path=path!("/more") view=MorePage ssr=SsrMode::Async />
                    <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async />
                    <Route path=path!("/settings/jobs") view=JobsPage ssr=SsrMode::Async />
                </Routes>
            </Shell>
        </Router>
    }
}
