//! Editing in place: a number with steppers, and the bar that floats while something is not saved.

use super::{Icon, Picture};
use leptos::prelude::*;

/// A count of pieces that is changed in place.
///
/// Before the browser's part has arrived the steppers send the form with `step` of −1 or +1, and
/// Enter sends what was typed: the server answers with the page for that number. Afterwards each
/// keystroke changes `value` at once; what is no number is marked and changes nothing.
#[component]
pub fn QuantityField(
    /// What is counted, for those who hear the page.
    #[prop(into)]
    label: String,
    /// The field's name in the form.
    #[prop(into)]
    name: String,
    /// The id of the form that it belongs to.
    #[prop(into)]
    form: String,
    /// The number.
    #[prop(into)]
    value: Signal<u64>,
    /// Told of each new number.
    #[prop(into)]
    on_change: Callback<u64>,
    /// The smallest number.
    #[prop(default = 1)]
    min: u64,
    /// The largest number.
    #[prop(default = 99_999)]
    max: u64,
) -> impl IntoView {
    let refused = RwSignal::new(false);
    let typed = move |text: String| match text.trim().parse::<u64>() {
        Ok(number) if (min..=max).contains(&number) => {
            refused.set(false);
            on_change.run(number);
        }
        _ => refused.set(true),
    };
    let step_to = move |number: u64| {
        refused.set(false);
        on_change.run(number);
    };
    let problem = format!("{name}-problem");
    let problem_id = problem.clone();
    let step_class = "btn btn-ghost btn-square h-9 w-9 min-h-0 rounded-none -outline-offset-2";
    view! {
        <div class="inline-flex items-stretch overflow-hidden rounded-field border border-base-300 bg-base-200">
            <button
                type="submit"
                form=form.clone()
                name="step"
                value="-1"
                class=step_class
                aria-label=format!("One less: {label}")
                disabled=move || { value.get() <= min }
                on:click=move |event| {
                    event.prevent_default();
                    step_to(value.get_untracked().saturating_sub(1).max(min));
                }
            >
                <Icon picture=Picture::Minus />
            </button>
            <input
                type="text"
                inputmode="numeric"
                autocomplete="off"
                form=form.clone()
                name=name
                class="h-9 w-16 -outline-offset-2 border-x border-base-300 bg-base-100 text-center text-lg font-semibold aria-invalid:text-error"
                aria-label=label.clone()
                aria-invalid=move || refused.get().then_some("true")
                aria-describedby=problem_id
                value=value.get_untracked().to_string()
                prop:value=move || value.get().to_string()
                on:input=move |event| typed(event_target_value(&event))
            />
            <button
                type="submit"
                form=form
                name="step"
                value="1"
                class=step_class
                aria-label=format!("One more: {label}")
                disabled=move || { value.get() >= max }
                on:click=move |event| {
                    event.prevent_default();
                    step_to(value.get_untracked().saturating_add(1).min(max));
                }
            >
                <Icon picture=Picture::Plus />
            </button>
        </div>
        <p id=problem class="mt-1 text-2xs text-error" hidden=move || !refused.get()>
            {format!("a number from {min} to {max}")}
        </p>
    }
}

/// Floats at the bottom while something is not saved, and says what.
///
/// Before the browser's part has arrived, *Undo* is a link to the page as saved, and *Save* posts
/// the form.
#[component]
pub fn SaveBar(
    /// What is not saved: "Quantity 4 → 6, D9 left out". Nothing is shown while it is `None`.
    #[prop(into)]
    what: Signal<Option<String>>,
    /// The id of the form that holds the edit.
    #[prop(into)]
    form: String,
    /// Where that form is posted.
    #[prop(into)]
    save_to: String,
    /// The page without the edit.
    #[prop(into)]
    undo_to: String,
    /// Puts everything back.
    #[prop(into)]
    on_undo: Callback<()>,
    /// Keeps the edit.
    #[prop(into)]
    on_save: Callback<()>,
) -> impl IntoView {
    let action = "btn btn-sm h-9 min-h-9 border-0 font-semibold";
    view! {
        <div role="status" class="contents">
            <Show when=move || what.with(Option::is_some)>
                <div class="fixed inset-x-3 bottom-20 z-30 mx-auto flex max-w-xl items-center gap-2 rounded-box bg-neutral px-4 py-2 text-neutral-content shadow-lg lg:bottom-4 lg:left-52">
                    <p class="min-w-0 grow">
                        {move || what.get().unwrap_or_default()} <span class="opacity-85">": not saved"</span>
                    </p>
                    <a
                        href=undo_to.clone()
                        class=format!("{action} bg-transparent text-neutral-content hover:bg-neutral-content/15")
                        on:click=move |event| {
                            event.prevent_default();
                            on_undo.run(());
                        }
                    >
                        "Undo"
                    </a>
                    <button
                        type="submit"
                        form=form.clone()
                        formaction=save_to.clone()
                        formmethod="post"
                        class=format!("{action} btn-primary")
                        on:click=move |event| {
                            event.prevent_default();
                            on_save.run(());
                        }
                    >
                        "Save"
                    </button>
                </div>
            </Show>
        </div>
    }
}
