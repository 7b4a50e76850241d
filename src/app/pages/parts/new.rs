//! A new part.

use super::PartForm;
use crate::api::{self, parts::SavePart};
use crate::app::components::{Crumb, Loading, PageHead, PageTitle, Stack};
use crate::app::live;
use crate::app::pages::drawn;
use crate::domain::catalog::PartFields;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The form of a new part; what the address says stands in it already.
#[component]
pub fn NewPartPage() -> impl IntoView {
    let action = ServerAction::<SavePart>::new();
    let packages = live::fetched(|| (), |()| api::parts::package_names());
    let go_to = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(saved)) = action.value().get() {
            go_to(&format!("/parts/{}", saved.id), leptos_router::NavigateOptions::default());
        }
    });
    let query = use_query_map();
    let start = move || {
        query.with_untracked(|query| {
            let said = |name: &str| query.get(name).unwrap_or_default();
            let (name, value) = (said("name"), said("value"));
            PartFields {
                name,
                value,
                symbol: said("symbol"),
                package: said("package"),
                ..PartFields::default()
            }
        })
    };
    view! {
        <PageTitle text="New part" />
        <Stack>
            <PageHead way=vec![Crumb::link("Parts", "/parts")] title="New part" />
            <Suspense fallback=|| view! { <Loading what="the packages" /> }>
                {move || Suspend::new(async move {
                    drawn(packages.await, |packages| {
                        view! { <PartForm action part=None start=start() packages leave="/parts" /> }.into_any()
                    })
                })}
            </Suspense>
        </Stack>
    }
}
