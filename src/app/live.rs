//! What others change, as pages hear of it (`public/live.js` holds the stream).

use crate::domain::live::{Change, Subject};
use leptos::prelude::*;

/// The newest event when the page was made on the server: the stream goes on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NewestEvent(pub i64);

/// Tells of what changes while the page is open. Does nothing on the server.
pub fn on_changes(told: impl Fn(Vec<Change>) + 'static) {
    browser::on_changes(told);
}

/// Grows whenever something of these kinds changes: a source for what is to be fetched anew.
#[must_use]
pub fn changes_of(kinds: &'static [Subject]) -> Signal<u32> {
    let count = RwSignal::new(0);
    on_changes(move |changes| {
        if changes.iter().any(|change| kinds.contains(&change.kind)) {
            count.update(|count: &mut u32| *count = count.wrapping_add(1));
        }
    });
    count.into()
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{Change, Effect, on_cleanup, window, window_event_listener};
    use leptos::ev::Custom;
    use leptos::web_sys::{CustomEvent, Event};
    use std::rc::Rc;

    const CHANGES: &str = "ctb:changes";
    /// What happened before this page listened is told again.
    const LISTENING: &str = "ctb:listening";

    pub(super) fn on_changes(told: impl Fn(Vec<Change>) + 'static) {
        let told = Rc::new(told);
        Effect::new(move |_| {
            let told = told.clone();
            let hear = move |event: CustomEvent| {
                let changes = event.detail().as_string().and_then(|text| serde_json::from_str(&text).ok());
                if let Some(changes) = changes {
                    told(changes);
                }
            };
            let listener = window_event_listener(Custom::<CustomEvent>::new(CHANGES), hear);
            on_cleanup(move || listener.remove());
            if let Ok(listening) = Event::new(LISTENING) {
                let _ = window().dispatch_event(&listening);
            }
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    pub(super) fn on_changes(_: impl Fn(Vec<super::Change>) + 'static) {}
}
