//! There is nothing at this address.

use crate::app::components::{ButtonKind, EmptyState, LinkButton, PageHead, PageTitle, Panel, Stack};
use leptos::prelude::*;

/// Says so, with status 404 from the server.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <PageTitle text="Not found" />
        <Stack>
            <PageHead title="Not found" />
            <Panel>
                <EmptyState
                    title="There is nothing at this address"
                    hint="It may have been removed, or the address is mistyped."
                >
                    <LinkButton href="/" kind=ButtonKind::Primary>
                        "Go to the start"
                    </LinkButton>
                </EmptyState>
            </Panel>
        </Stack>
    }
}
