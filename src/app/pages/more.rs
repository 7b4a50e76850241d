//! The rest of the places, for a phone whose dock has no room for them.

use crate::app::components::{MorePlaces, PageHead, PageTitle, Panel, Stack};
use leptos::prelude::*;

/// A list of links: it works without scripts.
#[component]
pub fn MorePage() -> impl IntoView {
    view! {
        <PageTitle text="More" />
        <Stack>
            <PageHead title="More" />
            <Panel>
                <MorePlaces />
            </Panel>
        </Stack>
    }
}
