//! Short messages that come and go: what was done, with a way to undo it where there is one.

use super::{Icon, Picture, status::text_class};
use crate::app::view::Status;
use leptos::prelude::*;
use std::time::Duration;

/// How long a message stays that needs no answer.
const STAYS: Duration = Duration::from_secs(6);
/// How long a message stays that offers to undo what it tells.
const STAYS_TO_UNDO: Duration = Duration::from_secs(12);

#[derive(Debug, Clone)]
struct Message {
    number: u64,
    status: Status,
    undo: Option<Callback<()>>,
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
        self.show(status, None, STAYS);
    }

    /// Shows a message with a button that undoes what it tells.
    pub fn say_with_undo(self, status: Status, undo: Callback<()>) {
        self.show(status, Some(undo), STAYS_TO_UNDO);
    }

    fn show(self, status: Status, undo: Option<Callback<()>>, stays: Duration) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.shown.update(|shown| shown.push(Message { number, status, undo }));
        set_timeout(move || self.close(number), stays);
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
        <div role="status" aria-live="polite" class="toast toast-end bottom-20 z-40 max-w-full lg:bottom-4">
            <For each=shown key=|message| message.number let:message>
                {toasts.map(|toasts| drawn(message, toasts))}
            </For>
        </div>
    }
}

fn drawn(message: Message, toasts: Toasts) -> AnyView {
    let Message { number, status, undo } = message;
    let undo = undo.map(|undo| {
        view! {
            <button
                type="button"
                class="btn btn-sm h-9 border-base-300 font-semibold"
                on:click=move |_| {
                    toasts.close(number);
                    undo.run(());
                }
            >
                "Undo"
            </button>
        }
    });
    view! {
        <div class="flex items-center gap-2 rounded-box border border-base-300 bg-base-100 py-1.5 pl-4 pr-2 text-sm whitespace-normal shadow-lg">
            <span class=format!("grow {}", text_class(status.tone))>{status.word}</span>
            {undo}
            <button
                type="button"
                class="btn btn-ghost btn-square btn-sm size-9"
                aria-label="Close"
                on:click=move |_| toasts.close(number)
            >
                <Icon picture=Picture::Cross />
            </button>
        </div>
    }
    .into_any()
}
