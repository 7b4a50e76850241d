//! A field whose words stand in the address: the two are kept one, and nothing that is typed is lost.

use leptos::html::Input;
use leptos::prelude::*;

/// The field, and whether somebody types into it just now.
#[derive(Clone, Copy)]
pub(super) struct TypedField {
    /// The field itself.
    pub(super) node: NodeRef<Input>,
    is_typing: StoredValue<bool>,
}

impl TypedField {
    /// A field that shows `words` as they stand in the address. What was typed before the browser's part
    /// was there is told to `heard`; while somebody types, words that come late change nothing.
    pub(super) fn new(words: Signal<String>, heard: impl Fn(String) + 'static) -> Self {
        let typed = Self { node: NodeRef::new(), is_typing: StoredValue::new(false) };
        Effect::new(move |before: Option<Option<()>>| {
            let now = words.get();
            let field = typed.node.get()?;
            let is_settled = field.value() == now;
            match before.flatten() {
                None if !is_settled => heard(field.value()),
                Some(()) if !is_settled && !typed.is_typing.get_value() => field.set_value(&now),
                None | Some(()) => {}
            }
            if is_settled {
                typed.is_typing.set_value(false);
            }
            Some(())
        });
        typed
    }

    /// To be called at each keystroke.
    pub(super) fn types(self) {
        self.is_typing.set_value(true);
    }

    /// What stands in it.
    pub(super) fn value(self) -> Option<String> {
        self.node.get_untracked().map(|field| field.value())
    }
}
