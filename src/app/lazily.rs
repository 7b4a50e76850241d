//! Pages whose code the browser loads when one of their area is opened.
//!
//! An area is what somebody goes through in one go: its pages come together, so that only the first of
//! them waits. `cargo leptos build --split` cuts the browser's part at the functions made here; without
//! it the browser's part does not start.

use super::pages;
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::ChooseView;
use std::pin::Pin;

/// What comes in a while.
type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// A page that is drawn once its code is there. One type for all, so that the router's code for a page
/// is compiled once.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    draw: fn() -> Later<Result<AnyView, SplitLoaderError>>,
    load: fn() -> Later<()>,
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        (self.draw)().await.unwrap_or_else(|_| view! { <pages::NotLoaded /> }.into_any())
    }

    async fn preload(&self) {
        (self.load)().await;
    }
}

/// For each page a constant of its own name that is a route's view.
macro_rules! areas {
    ($($area:ident { $($page:ident by $draw:ident, $load:ident;)* })*) => { $($(
        /// The page of the same name, whose code comes with its area's.
        #[allow(non_upper_case_globals, reason = "it stands for the component of that name")]
        pub const $page: Page = Page {
            draw: || Box::pin($draw()),
            // What goes wrong is told where it is drawn.
            #[cfg(not(feature = "ssr"))]
            load: || Box::pin(async { drop($load().await) }),
            #[cfg(feature = "ssr")]
            load: || Box::pin(async {}),
        };

        #[cfg(not(feature = "ssr"))]
        #[leptos::wasm_split::wasm_split($area, wasm_split_path = leptos::wasm_split, preload($load), fallible)]
        fn $draw() -> Result<AnyView, SplitLoaderError> {
            Ok(view! { <pages::$page /> }.into_any())
        }

        #[cfg(feature = "ssr")]
        async fn $draw() -> Result<AnyView, SplitLoaderError> {
            Ok(view! { <pages::$page /> }.into_any())
        }
    )*)* };
}

/// The area of the page at this path, so that the page's head names what the page will load. A path that no
/// page is at has none, nor has the bench, which loads nothing.
#[cfg(feature = "ssr")]
pub fn area_at(path: &str) -> Option<&'static str> {
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    match (steps.next(), steps.next()) {
        (Some("builds"), None) => Some("builds"),
        (Some("builds"), Some(_)) => Some("build"),
        (Some("projects"), _) => Some("projects"),
        (Some("parts" | "stock" | "vendors" | "packages"), _) => Some("parts"),
        (Some("import"), _) => Some("import"),
        (Some("orders"), _) => Some("orders"),
        (None | Some("design" | "more" | "settings"), _) => Some("rest"),
        (Some(_), _) => None,
    }
}

areas! {
    builds { BuildsPage by builds, load_builds; }
    build {
        BuildPage by build, load_build;
        NewBuildPage by new_build, load_new_build;
        PickPage by pick, load_pick;
        CompletePage by complete, load_complete;
    }
    projects {
        ProjectsPage by projects, load_projects;
        NewProjectPage by new_project, load_new_project;
        ProjectPage by project, load_project;
        EditProjectPage by edit_project, load_edit_project;
        NewVersionPage by new_version, load_new_version;
        EditVersionPage by edit_version, load_edit_version;
        BomPage by bom, load_bom;
        SyncPage by sync, load_sync;
    }
    parts {
        PartsPage by parts, load_parts;
        NewPartPage by new_part, load_new_part;
        PartPage by part, load_part;
        StockPage by stock, load_stock;
        ReceivePage by receive, load_receive;
        PlacePage by place, load_place;
        VendorsPage by vendors, load_vendors;
        PackagesPage by packages, load_packages;
    }
    import {
        ImportPage by import, load_import;
        PreviewPage by preview, load_preview;
        TrayPage by tray, load_tray;
    }
    orders {
        OrdersPage by orders, load_orders;
        OrderPage by order, load_order;
        CartPage by cart, load_cart;
    }
    rest {
        StartPage by start, load_start;
        BenchPage by bench, load_bench;
        DesignPage by design, load_design;
        MorePage by more, load_more;
        SettingsPage by settings, load_settings;
        JobsPage by jobs, load_jobs;
    }
}
