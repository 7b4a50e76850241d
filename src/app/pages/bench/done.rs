//! What was just done at the bench, with the form that takes it back.

use super::address::Looked;
use crate::api::bench::BookAtBench;
use crate::app::components::{BenchDone, PostForm, UndoButton};
use crate::domain::inventory::{BenchPage, Undo};
use leptos::prelude::*;

/// The notice, where a form led back here.
pub(super) fn notice(
    page: &BenchPage,
    looked: &Looked,
    book: ServerAction<BookAtBench>,
) -> Option<impl IntoView> {
    let booked = page.done.as_ref()?;
    let undo = booked.undo.clone().map(|undo| undo_form(undo, page.key.clone(), looked.doing(None), book));
    Some(view! {
        <BenchDone what=booked.sentence() follows=booked.consequence()>
            {undo}
        </BenchDone>
    })
}

fn undo_form(undo: Undo, key: String, back: String, book: ServerAction<BookAtBench>) -> impl IntoView {
    view! {
        <PostForm action=book key="undo">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="verb" value=undo.verb.name() />
            <input type="hidden" name="line" value=undo.line.to_string() />
            <input type="hidden" name="pieces" value=undo.pieces.to_string() />
            <input type="hidden" name="to" value=undo.to />
            <input type="hidden" name="undoes" value="true" />
            <input type="hidden" name="back" value=back />
            <UndoButton busy=book.pending() />
        </PostForm>
    }
}
