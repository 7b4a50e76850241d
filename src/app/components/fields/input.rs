//! Fields of text and files.

use super::{CONTROL, Told, tell};
use crate::app::components::text::escaped;
use leptos::prelude::*;

/// A line of text.
#[component]
pub fn TextField(
    /// What is asked for; stands above and is its accessible name.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The text to start with; what was typed takes its place where the form came back refused.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it in; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    placeholder: String,
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
    /// `text`, or `url`, `email`, `password`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Suggestions that a browser offers while one types.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// Told of each change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let told = Told { label, name: name.clone(), hint, problem, required, form: form.clone() };
    let (frame, value) = told.frame(value);
    let list = (!suggestions.is_empty()).then(|| format!("{}-list", frame.id));
    let offered = list.clone().map(|id| {
        let options =
            suggestions.into_iter().map(|text| view! { <option value=text></option> }).collect_view();
        view! { <datalist id=id>{options}</datalist> }
    });
    let control = view! {
        <input
            type=kind
            id=frame.id.clone()
            name=name
            class=CONTROL
            autocomplete="off"
            value=value
            placeholder=placeholder
            list=list
            required=required
            autofocus=autofocus
            form=form
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:input=tell(on_change)
        />
        {offered}
    };
    frame.around(control.into_any())
}

/// Text over several lines.
#[component]
pub fn AreaField(
    /// What is asked for; stands above and is its accessible name.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The text to start with; what was typed takes its place where the form came back refused.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it in; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// Whether it must be filled in; others say that they are optional.
    #[prop(optional)]
    required: bool,
    /// Whether it is one of several ways to say the same: it need not be filled in, but to call it optional misleads.
    #[prop(optional)]
    one_way: bool,
    /// Whether it has the focus when the page opens: one on a page.
    #[prop(optional)]
    autofocus: bool,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// How many lines are shown.
    #[prop(default = 3)]
    rows: u16,
    /// Told of each change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let told =
        Told { label, name: name.clone(), hint, problem, required: required || one_way, form: form.clone() };
    let (frame, value) = told.frame(value);
    let area = crate::app::components::text::Area {
        id: frame.id.clone(),
        name,
        text: escaped(&value),
        rows,
        required,
        autofocus,
        form,
        described_by: frame.described_by(),
    };
    let control = area.draw(frame.invalid(), tell(on_change));
    frame.around(control)
}

/// A file to send. Its form is sent as `multipart/form-data`.
#[component]
pub fn FileField(
    /// What is asked for; stands above and is its accessible name.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// Endings and types that are offered first: ".csv,.xlsx".
    #[prop(optional, into)]
    accept: String,
    /// What helps to choose one; stands beneath.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it. What the server said of the field is shown without this.
    #[prop(optional, into)]
    problem: MaybeProp<String>,
    /// Whether there must be one; others say that they are optional.
    #[prop(optional)]
    required: bool,
    /// Whether it is one of several ways to say the same: it need not be filled in, but to call it optional misleads.
    #[prop(optional)]
    one_way: bool,
    /// Whether several may be chosen at once.
    #[prop(optional)]
    multiple: bool,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
    /// The control itself, for whoever reads the file in the browser.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Input>,
    /// Told when files were chosen.
    #[prop(optional, into)]
    on_choose: Option<Callback<()>>,
) -> impl IntoView {
    let told =
        Told { label, name: name.clone(), hint, problem, required: required || one_way, form: form.clone() };
    let (frame, _) = told.frame(String::new());
    let control = view! {
        <input
            type="file"
            id=frame.id.clone()
            name=name
            class="w-full rounded-field border border-dashed border-base-content/30 bg-base-100 text-sm file:mr-3 file:h-10 file:cursor-pointer file:border-0 file:bg-base-200 file:px-3 file:font-semibold file:text-base-content hover:border-base-content/60 aria-invalid:border-error"
            accept=accept
            multiple=multiple
            required=required
            form=form
            node_ref=node_ref
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:change=move |_| {
                if let Some(told) = on_choose {
                    told.run(());
                }
            }
        />
    };
    frame.around(control.into_any())
}

/// What a form sends without asking.
#[component]
pub fn HiddenField(
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What is sent.
    #[prop(into)]
    value: Signal<String>,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional, into)]
    form: Option<String>,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=move || value.get() form=form /> }
}
