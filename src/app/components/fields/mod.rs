//! Fields of forms. Each has a label that stands above it, may have a hint beneath, and says
//! beneath what is wrong with it; whoever hears the page is told the same.
//!
//! All of them are ordinary controls, so that a form is sent before the browser's part has
//! arrived. Where a form was refused without scripts it comes back with what was typed: a field in
//! a [`super::PostForm`] finds that by its name, and the problem that the server saw in it too.

mod amount;
mod choice;
mod input;
mod value;

pub use amount::{MoneyField, NumberField, PiecesField};
pub use choice::{CheckField, Choices, SelectField};
pub use input::{AreaField, FileField, HiddenField, TextField};
pub use value::ValueField;

use crate::api::ApiError;
use crate::app::refusal::Posted;
use leptos::prelude::*;

/// The look of a control on one line; text of 16 px on a phone keeps it from zooming in.
pub(super) const CONTROL: &str =
    "input h-10 w-full bg-base-100 text-base aria-invalid:border-error sm:text-sm";

/// What stands around a control.
struct Frame {
    id: String,
    label: String,
    hint: String,
    problem: Signal<Option<String>>,
    required: bool,
}

/// What every field is told about itself.
struct Told {
    label: String,
    name: String,
    hint: String,
    problem: MaybeProp<String>,
    required: bool,
    form: Option<String>,
}

impl Told {
    /// What was typed into a field, where its form came back refused.
    fn typed(name: &str) -> Option<String> {
        use_context::<Posted>()?.typed(name)
    }

    /// The frame, and the text to start with: what was typed where the form came back with it.
    fn frame(self, value: String) -> (Frame, String) {
        let posted = use_context::<Posted>();
        let typed = posted.as_ref().and_then(|posted| posted.typed(&self.name));
        let scope = posted.as_ref().map_or_else(String::new, |posted| posted.scope.clone());
        let form = self.form.map_or_else(String::new, |form| format!("{form}-"));
        let frame = Frame {
            id: format!("field-{scope}{form}{}", self.name),
            label: self.label,
            hint: self.hint,
            problem: problem(posted, self.name, self.problem),
            required: self.required,
        };
        (frame, typed.unwrap_or(value))
    }
}

/// What is wrong with a field: what the page says of it, or else what the server said.
fn problem(posted: Option<Posted>, name: String, own: MaybeProp<String>) -> Signal<Option<String>> {
    Signal::derive(move || {
        own.get().or_else(|| match posted.as_ref()?.refusal.get()? {
            ApiError::Fields(fields) => fields
                .errors()
                .iter()
                .find(|error| names_field(&name, &error.field))
                .map(|error| error.problem.to_string()),
            _ => None,
        })
    })
}

/// Whether a control of this name is the field that the server speaks of: `entry[prices][2][unit_price]`
/// is `prices/2/unit_price`.
fn names_field(name: &str, field: &str) -> bool {
    let name = name.replace('[', "/").replace(']', "");
    let rest = name.strip_suffix(field);
    rest.is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

impl Frame {
    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn problem_id(&self) -> String {
        format!("{}-problem", self.id)
    }

    /// What the control is described by, for its `aria-describedby`.
    fn described_by(&self) -> String {
        if self.hint.is_empty() {
            self.problem_id()
        } else {
            format!("{} {}", self.problem_id(), self.hint_id())
        }
    }

    /// For the control's `aria-invalid`.
    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
        let problem = self.problem;
        move || problem.with(Option::is_some).then_some("true")
    }

    /// Label, control, problem and hint, one under the other.
    fn around(self, control: AnyView) -> AnyView {
        let below = self.below();
        view! {
            <div class="grid min-w-0 content-start gap-1">
                <label for=self.id class="text-xs font-medium">
                    {self.label}
                    {(!self.required).then(|| view! { <span class="font-normal text-quiet">" (optional)"</span> })}
                </label>
                {control}
                {below}
            </div>
        }
        .into_any()
    }

    /// What is wrong, and the hint.
    fn below(&self) -> AnyView {
        let problem = self.problem;
        let (problem_id, hint_id, hint) = (self.problem_id(), self.hint_id(), self.hint.clone());
        view! {
            <p id=problem_id class="text-xs text-error" role="status" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
            {(!hint.is_empty()).then(|| view! { <p id=hint_id class="text-2xs text-quiet">{hint}</p> })}
        }
        .into_any()
    }
}

/// Tells whoever listens what was typed.
fn tell(listener: Option<Callback<String>>) -> impl Fn(leptos::ev::Event) + Clone + Send + Sync + 'static {
    move |event| {
        if let Some(listener) = listener {
            listener.run(event_target_value(&event));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::names_field;

    #[test]
    fn a_field_is_found_by_the_name_that_the_server_gives_it() {
        assert!(names_field("value", "value"));
        assert!(names_field("entry[value]", "value"));
        assert!(names_field("entry[prices][2][unit_price]", "prices/2/unit_price"));
        assert!(!names_field("low_value", "value"));
        assert!(!names_field("entry[value]", "mpn"));
    }
}
