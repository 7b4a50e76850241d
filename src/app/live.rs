//! What others change, as pages hear of it (`public/live.js` holds the stream).

use crate::api::ApiError;
use crate::domain::live::{Change, Subject};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The newest event when the page was made on the server: the stream goes on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NewestEvent(pub i64);

/// Tells of what changes while the page is open, at once. Does nothing on the server.
pub fn on_changes(told: impl Fn(Vec<Change>) + 'static) {
    browser::hear(browser::CHANGES, told);
}

/// Grows whenever something of these kinds changes: a source for what is to be fetched anew. While
/// somebody types into the page's own fields it waits, so that nothing typed is lost to it.
#[must_use]
pub fn changes_of(kinds: &'static [Subject]) -> Signal<u32> {
    let count = RwSignal::new(0);
    browser::hear(browser::QUIET_CHANGES, move |changes| {
        if changes.iter().any(|change| kinds.contains(&change.kind)) {
            count.update(|count: &mut u32| *count = count.wrapping_add(1));
        }
    });
    count.into()
}

/// As [`changes_of`], but still while `is_asking`: a form is open, which would be drawn anew by what comes late.
#[must_use]
pub fn changes_unless(is_asking: Signal<bool>, kinds: &'static [Subject]) -> Memo<u32> {
    let changes = changes_of(kinds);
    Memo::new(move |before: Option<&u32>| match before {
        Some(before) if is_asking.get() => *before,
        _ => changes.get(),
    })
}

/// Fetches what is shown anew whenever something of these kinds changes (see [`changes_of`]), and shows
/// it where it is another.
pub fn follow<T, Fetching>(
    kinds: &'static [Subject],
    shown: RwSignal<T>,
    fetch: impl Fn() -> Fetching + 'static,
) where
    T: PartialEq + Send + Sync + 'static,
    Fetching: Future<Output = Result<T, ApiError>> + 'static,
{
    browser::hear(browser::QUIET_CHANGES, move |changes| {
        if !changes.iter().any(|change| kinds.contains(&change.kind)) {
            return;
        }
        let fetching = fetch();
        spawn_local(async move {
            let Ok(fetched) = fetching.await else { return };
            // The page may have been left in the meantime, or shows this already.
            if shown.try_with_untracked(|shown| *shown != fetched) == Some(true) {
                shown.set(fetched);
            }
        });
    });
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{Change, Effect, on_cleanup, window, window_event_listener};
    use leptos::ev::Custom;
    use leptos::web_sys::{CustomEvent, Event};
    use std::rc::Rc;

    pub(super) const CHANGES: &str = "ctb:changes";
    /// The same, held back while somebody types.
    pub(super) const QUIET_CHANGES: &str = "ctb:quiet-changes";
    /// What happened before this page listened is told again.
    const LISTENING: &str = "ctb:listening";

    pub(super) fn hear(what: &'static str, told: impl Fn(Vec<Change>) + 'static) {
        let told = Rc::new(told);
        Effect::new(move |_| {
            let told = told.clone();
            let heard = move |event: CustomEvent| {
                let changes = event.detail().as_string().and_then(|text| serde_json::from_str(&text).ok());
                if let Some(changes) = changes {
                    told(changes);
                }
            };
            let listener = window_event_listener(Custom::<CustomEvent>::new(what), heard);
            on_cleanup(move || listener.remove());
            if let Ok(listening) = Event::new(LISTENING) {
                let _ = window().dispatch_event(&listening);
            }
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    pub(super) const CHANGES: &str = "";
    pub(super) const QUIET_CHANGES: &str = "";

    pub(super) fn hear(_: &str, _: impl Fn(Vec<super::Change>) + 'static) {}
}
