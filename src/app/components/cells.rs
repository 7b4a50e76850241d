//! Cells of a table that are fields of the form around it, so that many rows are changed at once.
//!
//! All of them are ordinary controls: before the browser's part has arrived the form sends what they
//! hold, and where it was refused they hold what was typed.

use super::button::ButtonKind;
use crate::app::refusal::Posted;
use leptos::prelude::*;

const FIELD: &str = "input h-10 bg-base-100 text-base aria-invalid:border-error sm:text-sm";

/// The cell that names the thing of a row that is edited: its name alone leads to it, so that a press
/// beside a field does not lead away from what was typed.
#[component]
pub fn LinkedCell(
    /// Where its name leads.
    #[prop(into)]
    href: String,
    /// Its name.
    #[prop(into)]
    name: String,
    /// What else tells it apart.
    #[prop(optional, into)]
    detail: String,
) -> impl IntoView {
    view! {
        <td class="cell-item">
            <a href=href class="inline-block py-0.5 text-sm font-semibold hover:underline">{name}</a>
            <div class="break-words text-quiet">{detail}</div>
        </td>
    }
    .into_any()
}

/// A whole number, changed in place.
#[component]
pub fn NumberCell(
    /// Its column, which a card shows above it.
    #[prop(into)]
    label: String,
    /// What is counted, for those who hear the page: "Pieces of TL074".
    #[prop(into)]
    about: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The number to start with, as text; what was typed takes its place where the form came back.
    #[prop(into)]
    value: String,
    /// How many there are to be: what is more or fewer is said beneath as it is typed.
    #[prop(optional_no_strip)]
    expected: Option<u64>,
) -> impl IntoView {
    let value = typed(&name).unwrap_or(value);
    let now = RwSignal::new(value.clone());
    let said = move || now.with(|now| differs(now, expected));
    let is_number = move || now.with(|now| now.trim().is_empty() || now.trim().parse::<u64>().is_ok());
    view! {
        <td class="cell-number" data-label=label>
            <input
                type="text"
                inputmode="numeric"
                autocomplete="off"
                class=format!("{FIELD} w-24 text-right font-semibold")
                name=name
                aria-label=about
                aria-invalid=move || (!is_number()).then_some("true")
                value=value
                prop:value=move || now.get()
                on:input=move |event| now.set(event_target_value(&event))
            />
            <div class="text-2xs text-quiet" aria-live="polite">
                {said}
            </div>
        </td>
    }
    .into_any()
}

/// What follows from a number that is not the one expected.
fn differs(typed: &str, expected: Option<u64>) -> Option<String> {
    let expected = expected?;
    let Ok(typed) = (if typed.trim().is_empty() { Ok(0) } else { typed.trim().parse::<u64>() }) else {
        return Some("not a whole number".to_owned());
    };
    match typed.cmp(&expected) {
        std::cmp::Ordering::Less => Some(format!("{} stay open", expected - typed)),
        std::cmp::Ordering::Greater => Some(format!("{} more than is open", typed - expected)),
        std::cmp::Ordering::Equal => None,
    }
}

/// A text, typed in place; with suggestions of a [`Suggestions`] where it names one.
#[component]
pub fn TypedCell(
    /// Its column, which a card shows above it.
    #[prop(into)]
    label: String,
    /// What is asked for, for those who hear the page: "Place for TL074".
    #[prop(into)]
    about: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What holds where it is left empty, shown in it.
    #[prop(into)]
    otherwise: String,
    /// The id of its [`Suggestions`].
    #[prop(into)]
    list: String,
) -> impl IntoView {
    let value = typed(&name).unwrap_or_default();
    let now = RwSignal::new(value.clone());
    view! {
        <td class="cell-text" data-label=label>
            <input
                type="text"
                autocomplete="off"
                class=format!("{FIELD} w-full min-w-32")
                name=name
                aria-label=about
                placeholder=otherwise
                list=list
                value=value
                prop:value=move || now.get()
                on:input=move |event| now.set(event_target_value(&event))
            />
        </td>
    }
    .into_any()
}

/// What browsers offer while one types into fields that name it.
#[component]
pub fn Suggestions(
    /// Its id.
    #[prop(into)]
    id: String,
    /// What is offered.
    options: Vec<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|option| view! { <option value=option></option> }).collect_view();
    view! { <datalist id=id>{options}</datalist> }.into_any()
}

/// A button that sends the form around it with a name and value of its own: which row it means.
#[component]
pub fn SendWith(
    /// The name.
    #[prop(into)]
    name: String,
    /// The value.
    #[prop(into)]
    value: String,
    /// What it does, to what, for those who hear the page.
    #[prop(into)]
    about: String,
    /// How loud it is.
    #[prop(default = ButtonKind::InRow)]
    kind: ButtonKind,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=kind.classes() name=name value=value aria-label=about>
            {children()}
        </button>
    }
    .into_any()
}

/// What stands beneath a table in its form: a word about it, and its buttons.
#[component]
pub fn TableFoot(
    /// A word about what the button does.
    #[prop(optional, into)]
    note: String,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 px-4 pb-4 max-sm:*:grow">
            {(!note.is_empty()).then(|| view! { <p class="grow text-xs text-quiet">{note}</p> })}
            {children()}
        </div>
    }
    .into_any()
}

/// A longer text to be copied: selected by a press in it, copied by its button.
///
/// Before the browser's part has arrived it is an ordinary field to copy from.
#[component]
pub fn CopyArea(
    /// What it is, for those who hear the page.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let shown = text.clone();
    view! {
        <div class="grid gap-2 p-3">
            <pre
                class="max-h-[60dvh] overflow-auto whitespace-pre rounded-field bg-base-200 p-3 font-mono text-xs select-all"
                tabindex="0"
                role="textbox"
                aria-readonly="true"
                aria-multiline="true"
                aria-label=label
            >
                {shown}
            </pre>
            <div class="flex items-center justify-end gap-3">
                <span class="text-xs text-success" role="status">
                    {move || copied.get().then_some("copied")}
                </span>
                <button
                    type="button"
                    class=format!("live-only {}", ButtonKind::Primary.classes())
                    on:click=move |_| {
                        super::details::clipboard::write(&text);
                        copied.set(true);
                    }
                >
                    "Copy"
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// What was typed into a field, where its form came back refused.
fn typed(name: &str) -> Option<String> {
    use_context::<Posted>()?.typed(name)
}

#[cfg(test)]
mod tests {
    use super::differs;

    #[test]
    fn what_stays_open_and_what_is_too_much_is_said() {
        assert_eq!(differs("10", Some(10)), None);
        assert_eq!(differs(" 7 ", Some(10)).as_deref(), Some("3 stay open"));
        assert_eq!(differs("", Some(10)).as_deref(), Some("10 stay open"));
        assert_eq!(differs("12", Some(10)).as_deref(), Some("2 more than is open"));
        assert_eq!(differs("x", Some(10)).as_deref(), Some("not a whole number"));
        assert_eq!(differs("x", None), None);
    }
}
