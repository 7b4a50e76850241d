//! What a build's page asks the server to do, and what it shows of the answer.

use super::{compute::Rule, editor::Editor};
use crate::api::{self, ApiError, left_out::named};
use crate::app::components::Toasts;
use crate::app::view::{BuildEdit, BuildView, Status, Tone};
use crate::domain::builds::BuildStatus;
use crate::domain::overview::BuildPage;
use leptos::prelude::*;
use leptos::server_fn::error::ServerFnUrlError;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    Save,
    /// Saves first where something is not saved.
    Reserve,
    ReserveWhatIsHere,
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
            problem: RwSignal::new(problem_in_address()),
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
                Request::LookAgain => api::builds::page(number).await,
            };
            self.take_in(request, &sent, answer);
        });
    }

    fn take_in(self, request: Request, sent: &BuildEdit, answer: Result<BuildPage, ApiError>) {
        // The page may have been left in the meantime.
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(page) => {
                let done = said(request, page.build.status);
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
    }
}

fn said(request: Request, status: BuildStatus) -> Status {
    match (request, status) {
        (Request::Save, _) => Status::new(Tone::Clear, "Saved"),
        (Request::LookAgain, _) => Status::new(Tone::Quiet, "This is how it stands now"),
        (_, BuildStatus::Cleared) => Status::new(Tone::Clear, "Reserved: clear to build"),
        (Request::Reserve, _) => Status::new(Tone::Waiting, "Something is missing: not clear to build yet"),
        (Request::ReserveWhatIsHere, _) => Status::new(Tone::Waiting, "Reserved what is here"),
    }
}

/// The check boxes of the page as its form sends them: all, and those that are checked.
fn boxes(view: &BuildView) -> (Vec<String>, Vec<String>) {
    let rows = view.rows.iter().filter(|row| !row.leaves_out.is_empty());
    let all = rows.clone().map(|row| named(&row.leaves_out)).collect();
    let checked = rows.filter(|row| !row.left_out).map(|row| named(&row.leaves_out)).collect();
    (all, checked)
}

/// Why a form that was posted without scripts was not done: its answer leads back here with it.
fn problem_in_address() -> Option<ApiError> {
    let query = use_query_map();
    query.with_untracked(|query| Some(ServerFnUrlError::<ApiError>::decode_err(query.get_str("__err")?)))
}
