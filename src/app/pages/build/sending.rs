//! What a build's page asks the server to do, and what it shows of the answer.

use super::{compute::Rule, editor::Editor};
use crate::api::{self, ApiError, boxes::CheckBox};
use crate::app::components::Toasts;
use crate::app::refusal;
use crate::app::view::{BuildEdit, BuildView, Status, Tone};
use crate::domain::builds::BuildStatus;
use crate::domain::live::Change;
use crate::domain::overview::{BuildPage, DraftedOrder, Ordered};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    Save,
    /// Saves first where something is not saved.
    Reserve,
    ReserveWhatIsHere,
    /// Drafts orders for what is missing; saves first where something is not saved.
    Order,
    /// Fetches the build as others left it; what is edited stays.
    LookAgain,
}

/// Sends requests one at a time, and takes in what comes back.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    rule: RwSignal<Arc<Rule>>,
    now: Memo<BuildView>,
    editor: Editor,
    toasts: Option<Toasts>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<ApiError>>,
    /// What others did last that the page does not show yet.
    news: StoredValue<Option<Change>>,
}

impl Sending {
    pub(super) fn new(rule: RwSignal<Arc<Rule>>, now: Memo<BuildView>, editor: Editor) -> Self {
        let toasts = use_context::<Toasts>();
        Self {
            rule,
            now,
            editor,
            toasts,
            busy: RwSignal::new(false),
            problem: RwSignal::new(refusal::in_address(None)),
            news: StoredValue::new(None),
        }
    }

    /// Whether an answer is awaited.
    pub(super) fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why the last request was not done.
    pub(super) fn problem(self) -> Signal<Option<ApiError>> {
        self.problem.into()
    }

    pub(super) fn send(self, request: Request) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let sent = self.editor.now();
        let (number, based_on) = self.rule.with_untracked(|rule| (rule.head().number, rule.head().based_on));
        let (line, with) = self.now.with_untracked(boxes);
        let quantity = sent.quantity.to_string();
        spawn_local(async move {
            let answer = match request {
                Request::Save => api::builds::edit(number, based_on, quantity, line, with).await,
                Request::Reserve => api::builds::reserve(number, based_on, quantity, line, with, false).await,
                Request::ReserveWhatIsHere => {
                    api::builds::reserve(number, based_on, quantity, line, with, true).await
                }
                Request::Order => {
                    let ordered = api::builds::order(number, based_on, quantity, line, with).await;
                    let ordered = ordered.map(|ordered| (drafted(&ordered), ordered.page));
                    return self.take_in(request, &sent, ordered);
                }
                Request::LookAgain => api::builds::page(number).await,
            };
            let answer = answer.map(|page| (said(request, page.build.status), page));
            self.take_in(request, &sent, answer);
        });
    }

    /// Hears of changes: what others did to the build is fetched and shown, what is edited here stays.
    pub(super) fn hear(self, changes: Vec<Change>) {
        let news = self.rule.with_untracked(|rule| changes.into_iter().rfind(|change| rule.is_news(change)));
        if news.is_some() {
            self.news.set_value(news);
            self.catch_up();
        }
    }

    /// Fetches what others did, unless an own request is under way, whose answer will hold it.
    fn catch_up(self) {
        let seen = self.rule.with_untracked(|rule| rule.seen());
        let news = self.news.try_get_value().flatten().filter(|news| news.id > seen);
        let Some(news) = news.filter(|_| !self.busy.get_untracked()) else { return };
        let number = self.rule.with_untracked(|rule| rule.head().number);
        spawn_local(async move {
            let answer = api::builds::page(number).await;
            // The page may have been left in the meantime, or an own request begun.
            if self.busy.try_get_untracked() != Some(false) {
                return;
            }
            if let Ok(page) = answer {
                self.follow(&news.by, page);
            }
        });
    }

    fn follow(self, by: &str, page: BuildPage) {
        let before = self.rule.with_untracked(|rule| (rule.seen(), rule.status()));
        let rule = Rule::new(Arc::new(page));
        if rule.seen() < before.0 {
            return;
        }
        let saved = rule.head().saved;
        let changed = self.now.with_untracked(|now| self.editor.changed_to(&saved, &now.rows));
        let turned = (rule.status() != before.1).then(|| rule.status().name().to_owned());
        self.rule.set(Arc::new(rule));
        self.editor.stored(saved, None);
        if let (Some(toasts), Some(what)) = (self.toasts, changed.or(turned)) {
            toasts.say(Status::new(Tone::Waiting, format!("{by}: {what}")));
        }
    }

    fn take_in(self, request: Request, sent: &BuildEdit, answer: Result<(Status, BuildPage), ApiError>) {
        // The page may have been left in the meantime.
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok((done, page)) => {
                let rule = Rule::new(Arc::new(page));
                let kept = (request != Request::LookAgain).then_some(sent);
                self.problem.set(None);
                let saved = rule.head().saved;
                self.rule.set(Arc::new(rule));
                self.editor.stored(saved, kept);
                if let Some(toasts) = self.toasts {
                    toasts.say(done);
                }
            }
            Err(error) => self.problem.set(Some(error)),
        }
        self.catch_up();
    }
}

fn said(request: Request, status: BuildStatus) -> Status {
    match (request, status) {
        (Request::Save, _) => Status::new(Tone::Clear, "Saved"),
        (Request::LookAgain, _) => Status::new(Tone::Quiet, "This is how it stands now"),
        (_, BuildStatus::Cleared) => Status::new(Tone::Clear, "Reserved: clear to build"),
        (Request::Reserve, _) => Status::new(Tone::Waiting, "Something is missing: not clear to build yet"),
        (Request::ReserveWhatIsHere, _) => Status::new(Tone::Waiting, "Reserved what is here"),
        (Request::Order, _) => Status::new(Tone::Clear, "Ordered"),
    }
}

/// Which drafts hold what was missing, and what nobody sells.
fn drafted(ordered: &Ordered) -> Status {
    let drafts: Vec<String> = ordered
        .drafts
        .iter()
        .map(|DraftedOrder { number, vendor }| format!("order {number} ({vendor})"))
        .collect();
    let nobody =
        (!ordered.no_offer.is_empty()).then(|| format!("nobody sells {}", ordered.no_offer.join(", ")));
    match (drafts.is_empty(), nobody) {
        (true, None) => Status::new(Tone::Quiet, "Nothing is left to order"),
        (true, Some(nobody)) => Status::new(Tone::Missing, format!("Nothing drafted: {nobody}")),
        (false, None) => Status::new(Tone::Clear, format!("Drafted: {}", drafts.join(", "))),
        (false, Some(nobody)) => {
            Status::new(Tone::Waiting, format!("Drafted: {}; {nobody}", drafts.join(", ")))
        }
    }
}

/// The check boxes of the page as its form sends them: all, and those that are checked.
fn boxes(view: &BuildView) -> (Vec<String>, Vec<String>) {
    let boxes = || view.rows.iter().filter_map(|row| Some((row.check_box.as_ref()?, row.checked)));
    let all = boxes().map(|(check_box, _)| CheckBox::name(check_box)).collect();
    let checked =
        boxes().filter(|(_, checked)| *checked).map(|(check_box, _)| CheckBox::name(check_box)).collect();
    (all, checked)
}
