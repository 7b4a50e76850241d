//! Buttons, and links that look like them.

use leptos::prelude::*;

/// How loud a button is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The next step: one on a page.
    Primary,
    /// Everything else.
    #[default]
    Quiet,
    /// What takes something away that cannot be put back by a press.
    Danger,
    /// A verb in a row of a list: small, without a border.
    InRow,
}

impl ButtonKind {
    /// The next step, unless that is elsewhere for now: in a form that is open on the page.
    #[must_use]
    pub fn primary_unless(elsewhere: bool) -> Self {
        if elsewhere { Self::Quiet } else { Self::Primary }
    }

    pub(super) fn classes(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary min-h-10 h-auto py-1.5 px-4 text-xs font-semibold",
            Self::Quiet => {
                "btn btn-ghost min-h-10 h-auto border-base-300 bg-base-100 py-1.5 px-3 text-xs font-semibold"
            }
            Self::Danger => {
                "btn btn-ghost min-h-10 h-auto border-error/40 bg-base-100 py-1.5 px-3 text-xs font-semibold text-error"
            }
            Self::InRow => "btn btn-ghost min-h-9 h-auto bg-verb py-1 px-2.5 text-xs font-semibold",
        }
    }
}

/// A button that does something.
///
/// Before the browser's part has arrived it sends the form named in `form` (or the one around
/// it), to `send_to` where given; without either it does nothing yet.
#[component]
pub fn Button(
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it does in the browser; the form is then not sent.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The id of the form that it sends.
    #[prop(optional, into)]
    form: Option<String>,
    /// Where it posts that form instead.
    #[prop(optional, into)]
    send_to: Option<String>,
    /// A name and value that it adds to the form.
    #[prop(optional, into)]
    send_with: Option<(&'static str, &'static str)>,
    /// Whether its last press is still being done.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (name, value) = send_with.unzip();
    let sends = form.is_some() || on_press.is_none();
    let method = send_to.is_some().then_some("post");
    view! {
        <button
            type=if sends { "submit" } else { "button" }
            class=kind.classes()
            form=form
            formaction=send_to
            formmethod=method
            name=name
            value=value
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                if let Some(press) = on_press {
                    event.prevent_default();
                    press.run(());
                }
            }
        >
            {children()}
        </button>
    }
}

/// A link that looks like a button: an action that is a page of its own. Works without scripts.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <a href=href class=kind.classes()>{children()}</a> }
}

/// A link that loads the open page anew, with the browser's part that belongs to it.
#[component]
pub fn ReloadButton(
    /// How loud it is.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <a href="" rel="external" class=kind.classes()>{children()}</a> }
}
