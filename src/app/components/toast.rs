//! Short messages that come and go: what was done, with a way to undo it where there is one.

use super::{Icon, Picture, status::text_class};
use crate::app::view::Status;
use leptos::prelude::*;
use std::time::Duration;

/// How long a message stays that needs no answer.
const STAYS: Duration = Duration::from_secs(6);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Message {
    number: u64,
    status: Status,
}

/// Where messages are put. Taken from context.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Message>>,
    next: StoredValue<u64>,
}

impl Toasts {
    /// Shows a message for a few seconds.
    pub fn say(self, status: Status) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.shown.update(|shown| shown.push(Message { number, status }));
        set_timeout(move || self.close(number), STAYS);
    }

    fn close(self, number: u64) {
        self.shown.update(|shown| shown.retain(|message| message.number != number));
    }
}

/// Makes [`Toasts`] available to every page.
pub fn provide_toasts() {
    provide_context(Toasts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
}

/// Where messages appear. Empty until the browser's part has arrived.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = use_context::<Toasts>();
    let shown = move || toasts.map(|toasts| toasts.shown.get()).unwrap_or_default();
    view! {
        <div role="status" aria-live="polite" class="toast toast-end bottom-20 z-40 lg:bottom-4">
            <For each=shown key=|message| message.number let:message>
                <div class="flex items-center gap-3 rounded-box border border-base-300 bg-base-100 px-4 py-2 shadow-lg">
                    <span class=text_class(message.status.tone)>{message.status.word}</span>
                    <button
                        type="button"
                        class="btn btn-ghost btn-square btn-sm"
                        aria-label="Close"
                        on:click=move |_| {
                            if let Some(toasts) = toasts {
                                toasts.close(message.number);
                            }
                        }
                    >
                        <Icon picture=Picture::Cross />
                    </button>
                </div>
            </For>
        </div>
    }
}
