//! The pages, by noun. They compose components and have no class names; what is worked out for
//! them stands in `build::compute`.

#[cfg(feature = "ssr")]
mod bench;
mod bom;
mod build;
mod builds;
mod complete;
#[cfg(debug_assertions)]
mod design;
mod design_forms;
mod import;
mod jobs;
#[cfg(not(feature = "ssr"))]
mod leave;
mod more;
mod new_build;
mod not_found;
mod not_loaded;
mod order;
mod orders;
mod packages;
mod part;
mod parts;
mod pick;
mod project;
mod projects;
mod settings;
mod standing;
mod stock;
mod vendors;

mod start;
mod sync;

#[cfg(feature = "ssr")]
pub use bench::{BenchPage, SCRIPT as BENCH_SCRIPT};
pub use bom::BomPage;
pub use build::BuildPage;
pub use builds::BuildsPage;
pub use complete::CompletePage;
#[cfg(debug_assertions)]
pub use design::DesignPage;
pub use design_forms::{EditProjectPage, EditVersionPage, NewProjectPage, NewVersionPage};
pub use import::{ImportPage, PreviewPage, TrayPage};
pub use jobs::JobsPage;
/// The bench is the server's: the browser's part only leads there.
#[cfg(not(feature = "ssr"))]
pub use leave::Leave as BenchPage;
pub use more::MorePage;
pub use new_build::NewBuildPage;
pub use not_found::NotFound;
/// The page of components is there in development builds only.
#[cfg(not(debug_assertions))]
pub use not_found::NotFound as DesignPage;
pub use not_loaded::NotLoaded;
pub use order::{CartPage, OrderPage};
pub use orders::OrdersPage;
pub use packages::PackagesPage;
pub use part::PartPage;
pub use parts::{NewPartPage, PartsPage};
pub use pick::PickPage;
pub use project::ProjectPage;
pub use projects::ProjectsPage;
pub use settings::SettingsPage;
pub use start::StartPage;
pub use stock::{PlacePage, ReceivePage, StockPage};
pub use sync::SyncPage;
pub use vendors::VendorsPage;

use crate::api::ApiError;
use crate::app::components::{ButtonKind, Crumb, ErrorState, PageTitle, ReloadButton};
use crate::app::words::sentence;
use crate::domain::designs::VersionHead;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The `:number` of the page's address; `None` where it is none.
fn number_in_address() -> Memo<Option<u64>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("number")?.parse().ok()))
}

/// A form that begins empty again with each new `key`: what was typed before is gone with what was done.
fn afresh(key: String, draw: impl Fn() -> AnyView + Clone + Send + Sync + 'static) -> AnyView {
    let keys = move || std::iter::once(key.clone());
    view! { <For each=keys key=Clone::clone children=move |_| draw() /> }.into_any()
}

/// The `:number` of a project and the `:version` in the page's address; `None` where one is none.
fn version_in_address() -> Memo<Option<(u64, u64)>> {
    let params = use_params_map();
    Memo::new(move |_| {
        params.with(|params| {
            let number = |name| params.get_str(name)?.parse().ok();
            Some((number("number")?, number("version")?))
        })
    })
}

/// The way to a version's page, or to a page beneath it.
fn way_to(head: &VersionHead, page: Option<&'static str>) -> Vec<Crumb> {
    let project = format!("/projects/{}", head.project);
    let here = format!("{project}/versions/{}", head.version);
    let mut way = vec![Crumb::link("Projects", "/projects"), Crumb::link(head.project_name.clone(), project)];
    match page {
        Some(page) => way.extend([Crumb::link(head.revision.clone(), here), Crumb::text(page)]),
        None => way.push(Crumb::text(head.revision.clone())),
    }
    way
}

/// Why a file that was handed over was not taken in: its answer leads back here with it.
fn told_in_address(what: &'static str) -> Option<AnyView> {
    let problem = use_query_map().with_untracked(|query| query.get("problem"))?;
    Some(view! { <ErrorState what remedy=sentence(&problem) /> }.into_any())
}

/// What is asked for an address without a number.
fn nothing_there() -> ApiError {
    ApiError::NotFound("there is nothing at this address".to_owned())
}

/// What was fetched, drawn; or why not.
fn drawn<T>(fetched: Result<T, ApiError>, draw: impl FnOnce(T) -> AnyView) -> AnyView {
    match fetched {
        Ok(data) => draw(data),
        Err(ApiError::NotFound(_)) => view! { <NotFound /> }.into_any(),
        Err(error) => not_shown(&error),
    }
}

/// Why nothing is drawn; the same for all that is fetched, so that it is compiled once.
fn not_shown(error: &ApiError) -> AnyView {
    view! {
        <PageTitle text="Not shown" />
        <ErrorState what="This page could not be fetched." remedy=sentence(&error.to_string())>
            <ReloadButton kind=ButtonKind::Quiet>"Try again"</ReloadButton>
        </ErrorState>
    }
    .into_any()
}
