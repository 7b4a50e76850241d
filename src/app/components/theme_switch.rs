//! Day, night, or as the system is set.

use super::{Icon, Picture};
use crate::app::theme::{self, Theme};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Chooses the theme.
///
/// Before the browser's part has arrived the form posts to `/theme`, which keeps the choice and
/// comes back; afterwards the page changes where it stands, and nothing that is not saved is lost.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    // One choice for all switches of a page: the side bar's and the top bar's.
    let chosen = use_context::<RwSignal<Theme>>().unwrap_or_else(|| RwSignal::new(theme::current()));
    let path = use_location().pathname;
    let choices = Theme::ALL
        .into_iter()
        .map(|choice| {
            view! {
                <button
                    type="submit"
                    name="theme"
                    value=choice.key()
                    title=choice.label()
                    aria-label=choice.label()
                    aria-pressed=move || if chosen.get() == choice { "true" } else { "false" }
                    class="grid size-8 place-items-center rounded-field text-quiet hover:bg-base-200 aria-pressed:bg-base-300 aria-pressed:text-base-content"
                    on:click=move |event| {
                        event.prevent_default();
                        chosen.set(choice);
                        theme::choose(choice);
                    }
                >
                    <Icon picture=picture(choice) />
                </button>
            }
        })
        .collect_view();
    view! {
        <form method="post" action="/theme">
            <input type="hidden" name="back" value=move || path.get() />
            <fieldset class="flex gap-0.5">
                <legend class="sr-only">"Colours"</legend>
                {choices}
            </fieldset>
        </form>
    }
}

fn picture(choice: Theme) -> Picture {
    match choice {
        Theme::System => Picture::Screen,
        Theme::Day => Picture::Sun,
        Theme::Night => Picture::Moon,
    }
}
