//! What was just done at the bench, with the form that takes it back.

use super::{Hands, address::Looked};
use crate::app::components::{BenchDone, PostForm, UndoButton};
use crate::domain::inventory::{BenchPage, Booked, Undo};
use leptos::prelude::*;

/// The notice; of the browser's part, or of a form that led back here.
#[component]
pub(super) fn Done(page: StoredValue<BenchPage>, hands: Hands, looked: Memo<Looked>) -> impl IntoView {
    move || {
        let led_back =
            || looked.with(|looked| looked.done.is_some()).then(|| page.with_value(|page| page.done.clone()));
        let booked = hands.done.get().or_else(|| led_back().flatten());
        let key = page.with_value(|page| page.key.clone());
        booked.map(|booked| notice(booked, key, hands, looked.with_untracked(|looked| looked.doing(None))))
    }
}

fn notice(booked: Booked, key: String, hands: Hands, back: String) -> AnyView {
    let undo = booked.undo.clone().map(|undo| undo_form(undo, key, hands, back));
    view! {
        <BenchDone what=booked.sentence() follows=booked.consequence()>
            {undo}
        </BenchDone>
    }
    .into_any()
}

fn undo_form(undo: Undo, key: String, hands: Hands, back: String) -> AnyView {
    view! {
        <PostForm action=hands.book key="undo">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="verb" value=undo.verb.name() />
            <input type="hidden" name="line" value=undo.line.to_string() />
            <input type="hidden" name="pieces" value=undo.pieces.to_string() />
            <input type="hidden" name="to" value=undo.to />
            <input type="hidden" name="undoes" value="true" />
            <input type="hidden" name="back" value=back />
            <UndoButton busy=hands.book.pending() />
        </PostForm>
    }
    .into_any()
}
