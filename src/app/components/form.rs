//! Forms: what they stand on, how their fields lie, and what is said where one was refused.

use crate::api::ApiError;
use crate::app::refusal::{self, FORM_KEY, Posted};
use crate::app::words::sentence;
use leptos::context::Provider;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq};
use leptos::web_sys::FormData;
use serde::de::DeserializeOwned;

/// A form that is posted to a server function.
///
/// Before the browser's part has arrived it is an ordinary form: the server leads back, and where it
/// refused, with the reason and all that was typed, which the fields inside find by themselves. What
/// the server says of a field stands beneath it. Put a [`FormProblem`] with the same refusal above.
#[component]
pub fn PostForm<S, O>(
    /// What it does.
    action: ServerAction<S>,
    /// Tells it from other forms of the same action on the page: a row's number.
    #[prop(optional, into)]
    key: Option<String>,
    /// Its fields and buttons.
    children: Children,
) -> impl IntoView
where
    S: DeserializeOwned
        + ServerFn<Protocol = Http<PostUrl, O>, Error = ApiError>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Client: Client<ApiError>,
    <<S::Client as Client<ApiError>>::Request as ClientReq<ApiError>>::FormData: From<FormData>,
    S::Output: Send + Sync + 'static,
    O: 'static,
{
    let is_first = action.version().get_untracked() == 0;
    let posted = Posted::new(S::PATH, key.as_deref(), is_first, refusal::of(action));
    let inside = move || form_inside(posted, key, children);
    view! { <ActionForm action>{inside()}</ActionForm> }
}

/// What stands in a form; the same for every action, so that it is compiled once.
fn form_inside(posted: Posted, key: Option<String>, children: Children) -> AnyView {
    view! {
        <Provider value=posted>
            {key.map(|key| view! { <input type="hidden" name=FORM_KEY value=key /> })}
            <div class="grid grid-cols-1 gap-4">{children()}</div>
        </Provider>
    }
    .into_any()
}

/// A form's ground: a heading, a sentence about it, and what it asks for.
#[component]
pub fn FormCard(
    /// Its heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// What it is for, where the heading does not say it.
    #[prop(optional, into)]
    note: String,
    /// The fields: [`FormGrid`]s and [`FormActions`].
    children: Children,
) -> impl IntoView {
    view! {
        <section class="grid min-w-0 max-w-3xl grid-cols-1 content-start gap-4 rounded-box border border-base-300 bg-base-100 p-4 sm:p-5">
            {title.map(|title| view! { <h2 class="text-base font-semibold">{title}</h2> })}
            {(!note.is_empty()).then(|| view! { <p class="-mt-3 text-xs text-quiet">{note}</p> })}
            {children()}
        </section>
    }
    .into_any()
}

/// How many fields lie side by side at a desk; on a phone they lie one under the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Across {
    /// One.
    One,
    /// Two.
    #[default]
    Two,
    /// Three.
    Three,
}

/// Fields side by side.
#[component]
pub fn FormGrid(
    /// How many lie side by side.
    #[prop(optional)]
    across: Across,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let columns = match across {
        Across::One => "",
        Across::Two => "sm:grid-cols-2",
        Across::Three => "sm:grid-cols-3",
    };
    view! { <div class=format!("grid min-w-0 grid-cols-1 gap-4 {columns}")>{children()}</div> }.into_any()
}

/// The buttons beneath a form, the primary one last; on a phone as wide as the form.
#[component]
pub fn FormActions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="flex flex-wrap items-center justify-end gap-2 pt-1 max-sm:*:grow">{children()}</div> }
        .into_any()
}

/// Why a form was refused: that nothing was changed, why, and what to do. Nothing is drawn where it
/// was not. Heard when it appears; drawn by the server where the form was posted without scripts.
#[component]
pub fn FormProblem(
    /// Why: of `refusal::of(action)`.
    #[prop(into)]
    refusal: Signal<Option<ApiError>>,
    /// What did not happen, where that is not "Nothing was changed."
    #[prop(default = "Nothing was changed.".to_owned(), into)]
    what: String,
    /// Buttons that mend it.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let alert = NodeRef::<leptos::html::Div>::new();
    // Whoever pressed a button far below is led to what it says.
    Effect::new(move |looked: Option<()>| {
        let told = refusal.with(Option::is_some);
        if told && looked.is_some() {
            request_animation_frame(move || {
                if let Some(alert) = alert.try_get_untracked().flatten() {
                    let _ = alert.focus();
                }
            });
        }
    });
    move || {
        refusal.get().map(|error| {
            let actions = children.as_ref().map(|children| children());
            view! {
                <div
                    role="alert"
                    tabindex="-1"
                    node_ref=alert
                    class="outline-none grid gap-0.5 rounded-box border border-error/40 bg-error/5 px-4 py-3 text-sm">
                    <p class="font-semibold text-error">{what.clone()}</p>
                    {reasons(&error)
                        .into_iter()
                        .map(|reason| view! { <p>{reason}</p> })
                        .collect_view()}
                    <p class="text-xs text-quiet">{remedy(&error)}</p>
                    {actions.map(|actions| view! { <div class="mt-1.5 empty:hidden">{actions}</div> })}
                </div>
            }
            .into_any()
        })
    }
}

fn reasons(error: &ApiError) -> Vec<String> {
    match error {
        ApiError::Fields(fields) => {
            fields.errors().iter().map(|error| sentence(&error.to_string())).collect()
        }
        other => vec![sentence(&other.to_string())],
    }
}

/// What to do, by the kind of fault; the reason itself may say more.
fn remedy(error: &ApiError) -> &'static str {
    match error {
        ApiError::Fields(_) => "What you typed is kept: mend what is marked, then send it again.",
        ApiError::Invalid(_) => "What you typed is kept: mend it, then send it again.",
        ApiError::Conflict(_) => "Look how it stands now, then decide again.",
        ApiError::NotFound(_) => "It may have been removed: go back to the list.",
        ApiError::Busy(_) | ApiError::Unreachable(_) => "What you typed is kept: send it again in a moment.",
        ApiError::Failed(_) => "Try again; if it stays so, the server's log says more.",
    }
}
