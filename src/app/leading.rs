//! Leading on: whoever sent a form goes where its answer leads, but not whoever has left meanwhile.
//!
//! The router follows every answer that leads somewhere, however late. On a slow connection that
//! pulled somebody who had gone on to another page back from it, out of what was begun there.

use leptos::prelude::*;
use leptos::{ev, server_fn::redirect::set_redirect_hook};
use leptos_router::hooks::use_navigate;

type Way = Box<dyn Fn(&str) + Send + Sync>;

/// Where the last form was sent from, and the way to another page once the router is there.
#[derive(Clone, Copy)]
struct Leading {
    sent_from: StoredValue<Option<String>>,
    go: StoredValue<Option<Way>>,
}

/// Follows what answers lead to. Before the router does: the first that says so is heard.
pub(super) fn provide() {
    let leading = Leading { sent_from: StoredValue::new(None), go: StoredValue::new(None) };
    provide_context(leading);
    let _ = set_redirect_hook(move |address| leading.lead(address));
    window_event_listener(ev::submit, move |_| leading.sent_from.set_value(here()));
}

/// Takes the router's way; inside the router.
pub(super) fn take_way() {
    let go_to = use_navigate();
    let leading = expect_context::<Leading>();
    leading.go.set_value(Some(Box::new(move |address| go_to(address, <_>::default()))));
}

impl Leading {
    fn lead(self, address: &str) {
        // Several forms of a page may wait for their answers: each is measured by the page.
        if self.sent_from.with_value(|from| from.is_some() && *from != here()) {
            return;
        }
        let address = address.to_owned();
        // What the answer changes on this page is told before it is left.
        request_animation_frame(move || {
            self.go.with_value(|go| {
                if let Some(go) = go {
                    go(&address);
                }
            });
        });
    }
}

fn here() -> Option<String> {
    window().location().pathname().ok()
}
