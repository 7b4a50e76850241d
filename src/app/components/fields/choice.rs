//! Fields that choose: one of several, or yes and no.

use super::{Told, tell};
use crate::app::refusal::Posted;
use leptos::prelude::*;

/// What a [`SelectField`] offers: values with their labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(Vec<(String, String)>);

impl<V: Into<String>, L: Into<String>> From<Vec<(V, L)>> for Choices {
    fn from(choices: Vec<(V, L)>) -> Self {
        Self(choices.into_iter().map(|(value, label)| (value.into(), label.into())).collect())
    }
}

impl Choices {
    /// The options, the chosen one selected.
    pub(super) fn drawn(self, chosen: &str) -> AnyView {
        let options = self.0.into_iter().map(|(value, label)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{label}</option> }
        });
        options.collect_view().into_any()
    }
}

/// One of several.
#[component]
pub fn SelectField(
    /// What is asked for; stands above and is its accessible name.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What is offered: `vec![(value, label), …]`. One with an empty value says "none".
    #[prop(into)]
    options: Choices,
    /// The value to start with; what was chosen takes its place where the form came back refused.
    #[prop(optional, into)]
    value: String,
    /// What helps to choose; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// Whether something must be chosen; others say that they are optional.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus when the page opens: one on a page.
    #[prop(optional)]
    autofocus: bool,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Told of each change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let told = Told { label, name: name.clone(), hint, problem, required, form: form.clone() };
    let (frame, chosen) = told.frame(value);
    let control = view! {
        <select
            id=frame.id.clone()
            name=name
            class="select h-10 w-full bg-base-100 text-base aria-invalid:border-error sm:text-sm"
            required=required
            autofocus=autofocus
            form=form
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:change=tell(on_change)
        >
            {options.drawn(&chosen)}
        </select>
    };
    frame.around(control.into_any())
}

/// Yes or no: a box with its label beside it. Sends `value` under its name where it is checked,
/// else nothing.
#[component]
pub fn CheckField(
    /// What is asked; stands beside the box and is its accessible name.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What is sent where it is checked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// Whether it starts checked; what was chosen takes its place where the form came back refused.
    #[prop(optional)]
    checked: bool,
    /// What follows from it; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Told of each change.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let told = Told { label, name: name.clone(), hint, problem, required: true, form: form.clone() };
    let (frame, _) = told.frame(String::new());
    let led_back = use_context::<Posted>().filter(Posted::led_back);
    let checked = led_back.map_or(checked, |posted| posted.sent(&name, &value));
    let below = frame.below();
    view! {
        <div class="grid min-w-0 content-start gap-1">
            <label class="flex min-h-10 cursor-pointer items-center gap-2.5 text-sm">
                <input
                    type="checkbox"
                    id=frame.id.clone()
                    name=name
                    value=value
                    class="checkbox checkbox-sm"
                    checked=checked
                    form=form
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described_by()
                    on:change=move |event| {
                        if let Some(told) = on_change {
                            told.run(event_target_checked(&event));
                        }
                    }
                />
                <span>{frame.label.clone()}</span>
            </label>
            <div class="-mt-1 grid gap-1 pl-8 empty:hidden">{below}</div>
        </div>
    }
    .into_any()
}
