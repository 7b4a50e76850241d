//! Changing a part, and archiving it.

use super::Hands;
use crate::app::components::{Button, ButtonKind, FormActions, FormCard, FormProblem, PostForm};
use crate::app::pages::parts::PartForm;
use crate::app::refusal;
use crate::domain::catalog::{PartFields, PartSheet};
use leptos::prelude::*;

pub(super) fn view(sheet: &PartSheet, hands: Hands) -> AnyView {
    let part = &sheet.page.part;
    let turned = !part.archived;
    let (title, note, word, kind) = if part.archived {
        ("Archived", "It is in no list and offered nowhere.", "Take back", ButtonKind::Quiet)
    } else {
        (
            "Archive",
            "For what is no longer used: it leaves the lists; what it was used for stays.",
            "Archive",
            ButtonKind::Danger,
        )
    };
    let (id, edit) = (part.id.to_string(), sheet.page.edit.to_string());
    view! {
        <PartForm
            action=hands.save
            part=Some((part.id, sheet.page.edit))
            start=PartFields::of(&sheet.page)
            packages=sheet.packages.clone()
            leave="?tab=stock"
        />
        <PostForm action=hands.archive>
            <FormProblem refusal=refusal::of(hands.archive) />
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="based_on" value=edit />
            <input type="hidden" name="archived" value=turned.to_string() />
            <FormCard title=title note=note>
                <FormActions>
                    <Button kind=kind busy=hands.archive.pending()>
                        {word}
                    </Button>
                </FormActions>
            </FormCard>
        </PostForm>
    }
    .into_any()
}
