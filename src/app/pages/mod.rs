//! The pages, by noun. They compose components and have no class names; what is worked out for
//! them stands in `build::compute`.

mod bench;
mod build;
mod builds;
mod complete;
#[cfg(debug_assertions)]
mod design;
mod jobs;
mod more;
mod new_build;
mod not_found;
mod packages;
mod part;
mod parts;
mod order;
mod orders;
mod pick;
mod project;
mod projects;
mod settings;
mod standing;
mod stock;
mod vendors;

pub use bench::BenchPage;
pub use build::BuildPage;
pub use builds::BuildsPage;
pub use complete::CompletePage;
#[cfg(debug_assertions)]
pub use design::DesignPage;
pub use jobs::JobsPage;
pub use more::MorePage;
pub use new_build::NewBuildPage;
pub use not_found::NotFound;
/// The page of components is there in development builds only.
#[cfg(not(debug_assertions))]
pub use not_found::NotFound as DesignPage;
pub use packages::PackagesPage;
pub use part::PartPage;
pub use parts::{NewPartPage, PartsPage};
pub use order::{CartPage, OrderPage};
pub use orders::OrdersPage;
pub use pick::PickPage;
pub use project::ProjectPage;
pub use projects::ProjectsPage;
pub use settings::SettingsPage;
pub use stock::{PlacePage, ReceivePage, StockPage};
pub use vendors::VendorsPage;

use crate::api::ApiError;
use crate::app::components::{ErrorState, PageTitle};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

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

/// What is asked for an address without a number.
fn nothing_there() -> ApiError {
    ApiError::NotFound("there is nothing at this address".to_owned())
}

/// What was fetched, drawn; or why not.
fn drawn<T>(fetched: Result<T, ApiError>, draw: impl FnOnce(T) -> AnyView) -> AnyView {
    match fetched {
        Ok(data) => draw(data),
        Err(ApiError::NotFound(_)) => view! { <NotFound /> }.into_any(),
        Err(error) => view! {
            <PageTitle text="Not shown" />
            <ErrorState what="This page could not be fetched." remedy=error.to_string() />
        }
        .into_any(),
    }
}
