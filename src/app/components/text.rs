//! The two elements whose text the server's renderer does not escape, made safe.

use leptos::prelude::*;
use leptos_meta::Title;

/// Text for inside `<title>` and `<textarea>`, where only markup's end and entities mean anything.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The title of the browser's window: `text`, then the application's name.
///
/// Use this, never `<title>`: the server's renderer writes that element's text as it is.
#[component]
pub fn PageTitle(
    /// What the page is about.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let whole = format!("{text} · Clear to Build");
    // In the browser the title is set as text, so that only the server's markup needs escaping.
    let shown = if cfg!(feature = "ssr") { escaped(&whole) } else { whole };
    view! { <Title text=shown /> }
}

/// Text over several lines.
///
/// Use this, never `<textarea>`: the server's renderer writes that element's children as they
/// are. Before the browser's part has arrived it is an ordinary field of its form.
#[component]
pub fn TextArea(
    /// What it holds, for those who hear the page.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The text to start with.
    #[prop(optional, into)]
    value: String,
    /// How many lines are shown.
    #[prop(default = 3)]
    rows: u16,
    /// Told of each change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    view! {
        <textarea
            class="textarea w-full text-sm"
            aria-label=label
            name=name
            rows=rows.to_string()
            inner_html=escaped(&value)
            on:input=move |event| {
                if let Some(told) = on_change {
                    told.run(event_target_value(&event));
                }
            }
        ></textarea>
    }
}

/// The control of an [`super::AreaField`], whose text is escaped already.
pub(super) struct Area {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) rows: u16,
    pub(super) required: bool,
    pub(super) autofocus: bool,
    pub(super) form: Option<String>,
    pub(super) described_by: String,
}

impl Area {
    pub(super) fn draw(
        self,
        invalid: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
        on_input: impl Fn(leptos::ev::Event) + Send + Sync + 'static,
    ) -> AnyView {
        view! {
            <textarea
                class="textarea w-full bg-base-100 text-base aria-invalid:border-error sm:text-sm"
                id=self.id
                name=self.name
                rows=self.rows.to_string()
                required=self.required
                autofocus=self.autofocus
                form=self.form
                aria-invalid=invalid
                aria-describedby=self.described_by
                inner_html=self.text
                on:input=on_input
            ></textarea>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_end_its_element() {
        assert_eq!(escaped("</title><script>&lt;"), "&lt;/title>&lt;script>&amp;lt;");
    }
}
