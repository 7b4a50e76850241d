//! The field for a part's value, which understands every notation.

use super::{CONTROL, Told};
use crate::domain::value::{Symbol, Value, ValueWarning, parse_with_warnings};
use leptos::prelude::*;

/// A value in any notation: 4k7, 0.1uF, 22u/35V, TL072. Says beneath what it understood, or that
/// it took the text for a name, or what looks like a slip; no text is refused.
///
/// Before the browser's part has arrived it says so of the value that it started with.
#[component]
pub fn ValueField(
    /// What is asked for; stands above and is its accessible name.
    #[prop(default = "Value".to_owned(), into)]
    label: String,
    /// Its name in the form.
    #[prop(default = "value".to_owned(), into)]
    name: String,
    /// The text to start with; what was typed takes its place where the form came back refused.
    #[prop(optional, into)]
    value: String,
    /// The reference prefix that tells the unit where the text does not: R, C, L, RV.
    #[prop(into)]
    symbol: Signal<String>,
    /// What helps to fill it in; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// Whether it must be filled in; others say that they are optional.
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
    let (frame, value) = told.frame(value);
    let typed = RwSignal::new(value.clone());
    let understood = Memo::new(move |_| symbol.with(|symbol| typed.with(|typed| understood(symbol, typed))));
    let understood_id = format!("{}-understood", frame.id);
    let described_by = format!("{understood_id} {}", frame.described_by());
    let control = view! {
        <input
            type="text"
            id=frame.id.clone()
            name=name
            class=CONTROL
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            value=value
            required=required
            autofocus=autofocus
            form=form
            aria-invalid=frame.invalid()
            aria-describedby=described_by
            on:input=move |event| {
                let text = event_target_value(&event);
                typed.set(text.clone());
                if let Some(told) = on_change {
                    told.run(text);
                }
            }
        />
        <p id=understood_id class="min-h-4 text-2xs" aria-live="polite">
            {move || match understood.get() {
                Understood::Nothing => ().into_any(),
                Understood::Measured(value) => {
                    view! {
                        <span class="text-quiet">"understood as "</span>
                        <span class="font-semibold text-success">{value}</span>
                    }
                        .into_any()
                }
                Understood::Name => view! { <span class="text-quiet">"a name, kept as written"</span> }.into_any(),
                Understood::Label => {
                    view! { <span class="text-quiet">"a label: it tells no part from another"</span> }.into_any()
                }
                Understood::Slip(warning) => view! { <span class="text-warning">{warning}</span> }.into_any(),
            }}
        </p>
    };
    frame.around(control.into_any())
}

/// What a text was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Understood {
    Nothing,
    Measured(String),
    Name,
    Label,
    Slip(String),
}

fn understood(symbol: &str, text: &str) -> Understood {
    let (value, warning): (Value, Option<ValueWarning>) = parse_with_warnings(&Symbol::new(symbol), text);
    if let Some(warning) = warning {
        return Understood::Slip(warning.to_string());
    }
    match value {
        Value::Empty => Understood::Nothing,
        Value::Measured(measured) => Understood::Measured(measured.to_string()),
        Value::Name(_) => Understood::Name,
        Value::Label(_) => Understood::Label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_of_a_value_is_understood_alike() {
        for text in ["4k7", "4.7k", "4700", "4,7 k\u{3a9}"] {
            assert_eq!(understood("R", text), Understood::Measured("4.7k".to_owned()), "{text}");
        }
        assert_eq!(understood("U", "TL072"), Understood::Name);
        assert_eq!(understood("J", "1V/OCT"), Understood::Label);
        assert_eq!(understood("R", " "), Understood::Nothing);
        assert!(matches!(understood("C", "100"), Understood::Slip(_)));
    }
}
