//! The page's code did not come.

use crate::app::components::{ErrorState, PageHead, PageTitle, ReloadButton, Stack};
use leptos::prelude::*;

/// Says so: the connection broke, or the server was renewed since the browser loaded the rest.
#[component]
pub fn NotLoaded() -> impl IntoView {
    view! {
        <PageTitle text="Not loaded" />
        <Stack>
            <PageHead title="Not loaded" />
            <ErrorState
                what="The browser could not load what this page needs."
                remedy="The connection broke, or the server was renewed meanwhile: load the page again."
            >
                <ReloadButton>"Load again"</ReloadButton>
            </ErrorState>
        </Stack>
    }
}
