//! What others change, as pages hear of it (`public/live.js` holds the stream).

use crate::api::{ApiError, wire::ByPlace};
use crate::domain::live::{Change, Seen, Subject};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Serialize, de::DeserializeOwned};

/// The newest event when the page was made on the server: the stream goes on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NewestEvent(pub i64);

/// Tells of what changes while the page is open, at once. Does nothing on the server.
pub fn on_changes(told: impl Fn(Vec<Change>) + 'static) {
    browser::hear(browser::CHANGES, told);
}

/// What was fetched, or why not.
pub type Fetched<Found> = Resource<Result<Found, ApiError>, ByPlace>;

/// What a page shows: fetched when the page asks for another thing. The server waits for it before it answers.
pub fn fetched<Asked, Found, Fetching>(
    asked: impl Fn() -> Asked + Send + Sync + 'static,
    fetch: impl Fn(Asked) -> Fetching + Send + Sync + 'static,
) -> Fetched<Found>
where
    Asked: PartialEq + Clone + Send + Sync + 'static,
    Found: Serialize + DeserializeOwned + Send + Sync + 'static,
    Fetching: Future<Output = Result<Found, ApiError>> + Send + 'static,
{
    Resource::new_with_options(asked, fetch, true)
}

/// As [`fetched`], and once more whenever something of these kinds changes. It is drawn anew only where it became
/// another, so that what somebody opened stays open; while somebody types into the page's own fields it waits, so
/// that nothing typed is lost to it.
pub fn followed<Asked, Found, Fetching>(
    kinds: &'static [Subject],
    asked: impl Fn() -> Asked + Copy + Send + Sync + 'static,
    fetch: impl Fn(Asked) -> Fetching + Copy + Send + Sync + 'static,
) -> Fetched<Found>
where
    Asked: PartialEq + Clone + Send + Sync + 'static,
    Found: PartialEq + Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    Fetching: Future<Output = Result<Found, ApiError>> + Send + 'static,
{
    followed_unless(Signal::stored(false), kinds, asked, fetch)
}

/// As [`followed`], but not while `is_asking`: a form is open, which would be drawn anew by what comes. It catches
/// up when the form is closed.
pub fn followed_unless<Asked, Found, Fetching>(
    is_asking: Signal<bool>,
    kinds: &'static [Subject],
    asked: impl Fn() -> Asked + Copy + Send + Sync + 'static,
    fetch: impl Fn(Asked) -> Fetching + Copy + Send + Sync + 'static,
) -> Fetched<Found>
where
    Asked: PartialEq + Clone + Send + Sync + 'static,
    Found: PartialEq + Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    Fetching: Future<Output = Result<Found, ApiError>> + Send + 'static,
{
    let shown = fetched(asked, fetch);
    // Read as it stands, not as a part of a page that waits for it.
    let known = *shown;
    let fetch_anew = move |changes: Vec<Change>| {
        let question = untrack(asked);
        spawn_local(async move {
            let fetched = fetch(question.clone()).await;
            // The page may have been left in the meantime, may ask for something else, or shows this already.
            let is_news = fetched.is_ok()
                && known
                    .try_with_untracked(|shown| shown.as_ref().is_some_and(|shown| !same(shown, &fetched)))
                    == Some(true)
                && untrack(asked) == question;
            if is_news && !is_asking.get_untracked() && browser::may_draw(&changes) {
                shown.set(Some(fetched));
            }
        });
    };
    let missed = StoredValue::new(Vec::new());
    browser::hear(browser::QUIET_CHANGES, move |mut changes| {
        changes.retain(|change| kinds.contains(&change.kind));
        if is_asking.get_untracked() {
            missed.update_value(|missed: &mut Vec<Change>| missed.extend(changes));
        } else if !changes.is_empty() {
            fetch_anew(changes);
        }
    });
    Effect::new(move |_| {
        if !is_asking.get() {
            let missed = missed.try_update_value(std::mem::take).unwrap_or_default();
            if !missed.is_empty() {
                fetch_anew(missed);
            }
        }
    });
    shown
}

/// Whether both are the same answer; a refusal never is, since what comes may mend it.
fn same<Found: PartialEq>(shown: &Result<Found, ApiError>, fetched: &Result<Found, ApiError>) -> bool {
    matches!((shown, fetched), (Ok(shown), Ok(fetched)) if shown == fetched)
}

/// Fetches what is shown anew whenever something of these kinds changes that is not in it yet, as what a page does
/// itself is in the answer to that; and shows it where it is another.
pub fn follow<Shown, Fetching>(
    kinds: &'static [Subject],
    shown: RwSignal<Shown>,
    fetch: impl Fn() -> Fetching + 'static,
) where
    Shown: Seen + Send + Sync + 'static,
    Fetching: Future<Output = Result<Shown, ApiError>> + 'static,
{
    let seen = move || shown.try_with_untracked(Shown::seen);
    browser::hear(browser::QUIET_CHANGES, move |changes| {
        // The page may have been left in the meantime.
        let Some(seen) = seen() else { return };
        if !changes.iter().any(|change| change.id > seen && kinds.contains(&change.kind)) {
            return;
        }
        let fetching = fetch();
        spawn_local(async move {
            let Ok(fetched) = fetching.await else { return };
            let newest = fetched.seen();
            let Some(fetched) = shown.try_with_untracked(|shown| news(fetched, shown)).flatten() else {
                return;
            };
            shown.set(fetched.told_until(newest));
        });
    });
}

/// Shows what an answer holds, unless what is shown is newer already.
pub fn take_in<Shown: Seen + Send + Sync + 'static>(shown: RwSignal<Shown>, answer: Shown) {
    if shown.with_untracked(Shown::seen) <= answer.seen() {
        shown.set(answer);
    }
}

/// What was fetched, where it is another than what is shown, and no older.
fn news<Shown: Seen>(fetched: Shown, shown: &Shown) -> Option<Shown> {
    if fetched.seen() < shown.seen() {
        return None;
    }
    let fetched = fetched.told_until(shown.seen());
    (fetched != *shown).then_some(fetched)
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
    /// Asks whether the page may be drawn anew now; where somebody types, its changes are told again afterwards.
    const DRAWING: &str = "ctb:drawing";
    /// What happened before this page listened is told again.
    const LISTENING: &str = "ctb:listening";

    fn lines_of(changes: &[Change]) -> String {
        changes.iter().map(Change::line).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn may_draw(changes: &[Change]) -> bool {
        let Ok(asking) = CustomEvent::new(DRAWING) else { return true };
        let changes = lines_of(changes).into();
        asking.init_custom_event_with_can_bubble_and_cancelable_and_detail(DRAWING, false, true, &changes);
        window().dispatch_event(&asking).unwrap_or(true)
    }

    pub(super) fn hear(what: &'static str, told: impl Fn(Vec<Change>) + 'static) {
        let told = Rc::new(told);
        Effect::new(move |_| {
            let told = told.clone();
            let heard = move |event: CustomEvent| {
                if let Some(lines) = event.detail().as_string() {
                    told(lines.lines().filter_map(Change::in_line).collect());
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

    pub(super) fn may_draw(_: &[super::Change]) -> bool {
        true
    }

    pub(super) fn hear(_: &str, _: impl Fn(Vec<super::Change>) + 'static) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Page {
        words: &'static str,
        seen: i64,
    }

    impl Seen for Page {
        fn seen(&self) -> i64 {
            self.seen
        }

        fn told_until(self, event: i64) -> Self {
            Self { seen: event, ..self }
        }
    }

    #[test]
    fn only_what_is_another_and_no_older_is_news() {
        let shown = Page { words: "three lines", seen: 7 };
        assert_eq!(news(Page { words: "three lines", seen: 9 }, &shown), None);
        assert_eq!(news(Page { words: "four lines", seen: 6 }, &shown), None);
        assert_eq!(
            news(Page { words: "two lines", seen: 7 }, &shown).map(|page| page.words),
            Some("two lines")
        );
    }

    #[test]
    fn an_answer_that_was_overtaken_is_not_shown() {
        let owner = Owner::new();
        owner.with(|| {
            let shown = RwSignal::new(Page { words: "three lines", seen: 7 });
            take_in(shown, Page { words: "four lines", seen: 6 });
            assert_eq!(shown.get_untracked().words, "three lines");
            take_in(shown, Page { words: "two lines", seen: 8 });
            assert_eq!(shown.get_untracked().words, "two lines");
        });
    }
}
