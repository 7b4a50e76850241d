//! The components, each in its states: how it looks, what is heard, what the keyboard does, and what
//! it does without scripts. Development builds only.

mod controls;
mod fields;
mod lists;
mod overlays;
mod words;

use crate::app::components::{PageHead, PageTitle, Stack};
use leptos::prelude::*;

/// The page of components.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! {
        <PageTitle text="Design" />
        <Stack>
            <PageHead title="Design" note="every component in its states; in development builds only" />
            {controls::drawn()}
            {fields::drawn()}
            {lists::drawn()}
            {overlays::drawn()}
            {words::drawn()}
        </Stack>
    }
}
