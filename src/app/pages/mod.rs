//! The pages, by noun. They compose components and have no class names and no arithmetic.

mod build;
mod builds;
mod not_found;
mod project;
mod projects;

pub use build::BuildPage;
pub use builds::BuildsPage;
pub use not_found::NotFound;
pub use project::ProjectPage;
pub use projects::ProjectsPage;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The `:number` of the page's address; `None` where it is none.
fn number_in_address() -> Memo<Option<u64>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("number")?.parse().ok()))
}
