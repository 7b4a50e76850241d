//! How the page of components shows one of them. Development builds only.

use leptos::prelude::*;

/// What is to be known of a component beside its look.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// What those who hear the page are told.
    pub heard: &'static str,
    /// What the keyboard does.
    pub keys: &'static str,
    /// What it does before the browser's part has arrived, or without it.
    pub without_scripts: &'static str,
}

/// Components that belong together.
#[component]
pub fn SpecimenGroup(
    /// Their heading.
    title: &'static str,
    /// [`Specimen`]s.
    children: Children,
) -> impl IntoView {
    let id = title.to_lowercase().replace(' ', "-");
    view! {
        <section id=id.clone() aria-labelledby=format!("{id}-title") class="grid grid-cols-1 gap-3">
            <h2 id=format!("{id}-title") class="mt-2 text-lg font-semibold">
                {title}
            </h2>
            {children()}
        </section>
    }
    .into_any()
}

/// A component in its states, with how it behaves.
#[component]
pub fn Specimen(
    /// Its name in the code.
    name: &'static str,
    /// How it behaves.
    manner: Manner,
    /// It.
    children: Children,
) -> impl IntoView {
    let said =
        [("Heard as", manner.heard), ("Keyboard", manner.keys), ("Without scripts", manner.without_scripts)];
    let rows = said
        .into_iter()
        .map(|(label, text)| {
            view! {
                <div>
                    <dt class="font-medium">{label}</dt>
                    <dd class="text-quiet">{text}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <article class="grid min-w-0 grid-cols-1 gap-4 rounded-box border border-base-300 bg-base-100 p-4 min-[88rem]:grid-cols-[minmax(0,1fr)_18rem]">
            <div class="grid min-w-0 grid-cols-1 content-start gap-3">
                <h3 class="font-mono text-xs font-semibold">{name}</h3>
                {children()}
            </div>
            <dl class="grid content-start gap-2 text-xs min-[88rem]:border-l min-[88rem]:border-base-300 min-[88rem]:pl-4">{rows}</dl>
        </article>
    }
    .into_any()
}

/// Things side by side.
#[component]
pub fn SpecimenRow(
    /// They.
    children: Children,
) -> impl IntoView {
    view! { <div class="flex flex-wrap items-center gap-2">{children()}</div> }.into_any()
}
